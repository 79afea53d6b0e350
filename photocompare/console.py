"""What a person reads on the terminal: tables on stdout, progress and messages on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from photocompare.batch import Outcome
from photocompare.check import Checked
from photocompare.compare import Report
from photocompare.errors import Finding, codes, displayable
from photocompare.metric import SPREADS, metrics
from photocompare.quality import PhotoQuality
from photocompare.statistics.estimate import CENTRAL, MIXED, Estimate, Summary, p_words
from photocompare.statistics.repeats import by_endpoint, error_of
from photocompare.statistics.subjects import Endpoint
from photocompare.table import Row
from photocompare.uncertainty import VERDICT_MARKS

MOST_FAILURES = 20
SHORT = {"erythema_index": 2, "melanin_index": 2, "a_star": 2, "l_star": 2, "ita": 1}
ROW_ONLY = {"N440", "N451", "N454", "N456", "N457", "N458", "N482", "N483"}
"""Notes that say something of one row and nothing of the pair: they stand in the table alone."""


def stdout() -> Console:
    """Return the console for results."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else 110)


def stderr() -> Console:
    """Return the console for messages."""
    return Console(stderr=True, highlight=False)


@contextmanager
def progress() -> Iterator[Report | None]:
    """Yield a report callback that draws a bar with the time left on a terminal, or None when piped."""
    console = stderr()
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda share, text: bar.update(task, completed=share, description=escape(text))


def measurement_table(rows: Iterable[Row], title: str = "") -> Table:
    """Return the readable table: a heading per pair and region, an empty value a dash.

    Skipped rows and the breakdown of vessels by width and color stand in the CSV alone; a pair of which
    nothing was measured is one line.
    """
    table = Table(title=escape(title) or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column("Measure", overflow="fold", min_width=24)
    for heading in ("Before", "After", "Change", "± Error"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    last, rows = ("", ""), list(rows)
    measured = {_occasion(row) for row in rows if has_value(row)}
    for row in filter(_worth_a_line, rows):
        occasion, region = _occasion(row), _region(row)
        if occasion not in measured:
            if occasion != last[0]:
                table.add_row(escape(occasion), *"––––", _verdict(row), style="bold")
            last = occasion, ""
            continue
        if occasion and occasion != last[0]:
            table.add_row(escape(occasion), style="bold")
        if (occasion, region) != last:
            table.add_row(escape(region), style="bold cyan" if not occasion else "cyan")
        table.add_row(*map(escape, _cells(row)))
        last = occasion, region
    return table


def batch_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what a batch came to: how many pairs, what failed and why, where the results are."""
    failed = [(pair, errors) for pair, status, errors in outcome.pairs if status == "error"]
    went_on = ", some of them in an earlier run" if outcome.resumed else ""
    yield f"{len(outcome.pairs) - len(failed)} of {len(outcome.pairs)} pairs measured{went_on}."
    for pair, errors in failed[:MOST_FAILURES]:
        yield f"  {VERDICT_MARKS['not comparable']} {displayable(pair.title)}: {(errors or ('',))[0]}"
    if len(failed) > MOST_FAILURES:
        yield f"  … and {len(failed) - MOST_FAILURES} more; all of them are in metrics.csv."
    yield f"Results: {outcome.folder.resolve()}"


def check_table(results: Iterable[Checked]) -> Table:
    """Return the readable table of checked photos: a line each, their regions below, an unknown a dash."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Photo", overflow="fold", max_width=34)
    for heading in ("Size", "Blur px", "Clipped", "Glare", "Noise", "JPEG"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Findings", overflow="fold", min_width=22)
    for result in results:
        facts = result.facts
        size = f"{facts.width}×{facts.height}" if facts else "–"
        jpeg = f"{facts.jpeg_quality}" if facts and facts.jpeg_quality else "–"
        words = _in_words(result.findings)
        style = {"error": "red", "warn": "yellow"}.get(result.status, "") if words else ""
        cells = [displayable(result.name), size, *_figures(result.quality), jpeg, words or "none"]
        table.add_row(*map(escape, cells[:-1]), f"[{style}]{escape(cells[-1])}[/]" if style else cells[-1])
        for name, part in result.regions:
            table.add_row(f"  {escape(displayable(name))}", "", *_figures(part), style="dim")
    return table


def statistics_table(summary: Summary, primary: Sequence[str] = ()) -> Table:
    """Return the readable statistics of the primary metrics, or of all but the vessels' classes."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in ("Measure", "When", "What"):
        table.add_column(heading, overflow="fold")
    for heading in ("n", "Estimate", "95 % interval", "p", "p adj."):
        table.add_column(heading, justify="right", no_wrap=True)
    last: Endpoint | None = None
    for one in summary.estimates:
        name = one.endpoint.metric
        measured = name in metrics()
        if one.analysis.startswith("repeats"):
            continue
        if measured and (name not in primary if primary else "." in name or one.analysis not in CENTRAL):
            continue
        label = "" if one.endpoint == last else _measure(one.endpoint)
        style = "bold" if one.versus and one.analysis != MIXED else ""
        table.add_row(*map(escape, (label, one.timepoint, *_estimate_cells(one))), style=style)
        last = one.endpoint
    return table


def repeats_table(summary: Summary, primary: Sequence[str] = ()) -> Table:
    """Return how well the primary measures repeat, or all but the vessels' classes."""
    table = Table(title="Repeat shots", title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("Measure", overflow="fold")
    for heading in ("Places", "Bias", "Limits of agreement", "SEM", "SDC", "ICC(A,1)", "95 % interval"):
        table.add_column(heading, justify="right", no_wrap=True)
    for endpoint, own in by_endpoint(summary.repeats).items():
        found = error_of(own)
        if found is None or (endpoint.metric not in primary if primary else "." in endpoint.metric):
            continue
        bias, low, high = (
            _short(str(value), endpoint.metric, signed=True) for value in (found.bias, *found.limits)
        )
        sem, sdc = (_short(str(value), endpoint.metric) for value in (found.sem, found.sdc))
        icc = found.icc
        agreement = [f"{icc.value:.3f}", f"{icc.low:.3f} to {icc.high:.3f}"] if icc else ["–", "–"]
        cells = [str(found.n), bias, f"{low} to {high}", sem, sdc, *agreement]
        table.add_row(escape(_measure(endpoint)), *cells)
    return table


def metric_table() -> Table:
    """Return every metric: id, unit, direction, definition."""
    table = Table(title="Metrics", title_justify="left", show_lines=True)
    for heading in ("id", "unit", "worse", "definition"):
        table.add_column(heading, no_wrap=heading in {"id", "unit"})
    for one in (one for one in metrics().values() if "." not in one.id):
        first, _, rest = one.definition.partition("\n")
        definition = "\n".join([first, *(line.strip() for line in rest.strip().splitlines())])
        table.add_row(one.id, one.unit, one.worse or "–", escape(definition))
    pixelwise = [one.id for one in metrics().values() if one.spreading]
    parts = {one.id.partition(".")[2] for one in metrics().values() if one.family in {"vessels", "clearance"}}
    classes = ", ".join(sorted(parts - {""}))
    table.add_row("<id>.<class>", "", "", f"A vessel measure for one class alone: {classes}.")
    for name, said in SPREADS.items():
        table.add_row(f"<id>.{name}", "", "", f"Of each pixelwise measure ({', '.join(pixelwise)}): {said}.")
    return table


def summary(findings: Iterable[Finding]) -> list[str]:
    """Return one line per kind of finding: what, the first three it is about, why, what to do."""
    lines = []
    wanted = {finding for finding in findings if finding.code not in ROW_ONLY}
    for code, alike in groupby(sorted(wanted, key=lambda f: (f.code, f.detail)), lambda f: f.code):
        group = list(alike)
        if len(group) == 1:
            lines.append(str(group[0]))
            continue
        subjects = list(dict.fromkeys(finding.subject for finding in group if finding.subject))
        shown = ", ".join(subjects[:3]) + (f" and {len(subjects) - 3} more" if len(subjects) > 3 else "")
        details = {finding.detail for finding in group}
        lines.append(str(Finding(code, shown, details.pop() if len(details) == 1 else "")))
    return lines


def _measure(endpoint: Endpoint) -> str:
    known = metrics().get(endpoint.metric)
    lighting = "" if endpoint.lighting in {"", "normal"} else endpoint.lighting
    unit = "" if known is None and endpoint.unit == "%" else endpoint.unit
    return ", ".join(filter(None, (known.label if known else endpoint.metric, unit, lighting)))


def _estimate_cells(one: Estimate) -> list[str]:
    name = one.endpoint.metric
    signed = one.unit != "%" or one.tested
    what = one.comparison if one.analysis in CENTRAL else f"{one.comparison} {one.analysis}".strip()
    low, high = (_short(str(bound), name, signed=signed) for bound in one.interval or ("", ""))
    interval = f"{low} to {high}" if one.interval else "–"
    estimate = _short(str(one.estimate), name, signed=signed)
    return [what or "all", str(one.n), estimate, interval, p_words(one.sample.p), p_words(one.p_adjusted)]


def _in_words(findings: Iterable[Finding]) -> str:
    """Return the findings' titles; what holds for whole folders is said once, below the table."""
    once = {"W201"}
    titles = dict.fromkeys(codes()[f.code].title for f in findings if f.code not in once)
    return "; ".join(titles)


def _figures(quality: PhotoQuality | None) -> list[str]:
    if quality is None:
        return ["–"] * 4
    shares = (quality.clipped_percent, quality.glare_percent, quality.noise_percent)
    blur = "–" if quality.blur_px is None else f"{quality.blur_px:.1f}"
    return [blur, *("–" if share is None else f"{share:.1f} %" for share in shares)]


def has_value(row: Row) -> bool:
    """Return whether anything was measured."""
    return bool(row["baseline"] or row["followup"] or row["change"])


def _worth_a_line(row: Row) -> bool:
    """Return whether a row is read here: not skipped, and no breakdown by class."""
    return row["status"] != "skipped" and "." not in row["metric"]


def _occasion(row: Row) -> str:
    lighting = "" if row["lighting"] in {"", "normal"} else row["lighting"]
    return ", ".join(filter(None, (row["subject"], row["view"], lighting, row["timepoint"])))


def _region(row: Row) -> str:
    words = ", ".join(filter(None, (row["arm"], row["side"])))
    return f"{row['region']} ({words})" if words and words != row["region"] else row["region"]


def _cells(row: Row) -> list[str]:
    known = metrics().get(row["metric"])
    label = known.label if known else row["metric"]
    measure = f"  {label}, {row['unit']}" if row["unit"] else f"  {label}"
    values = [_short(row[name], row["metric"]) for name in ("baseline", "followup")]
    change = _short(row["change"], row["metric"], signed=True)
    error = _short(row["sdc"], row["metric"]) if row["sdc"] else "unknown" if row["change"] else "–"
    return [measure, *values, change, error, _verdict(row)]


def _verdict(row: Row) -> str:
    return f"{VERDICT_MARKS[row['verdict']]} {row['verdict']}"


def _short(text: str, metric: str, signed: bool = False) -> str:
    if not text:
        return "–"
    decimals = SHORT.get(metric, 3)
    value = float(text)
    return f"{value:+.{decimals}f}" if signed else f"{value:.{decimals}f}"
