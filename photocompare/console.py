"""What a person reads on the terminal: tables on stdout, progress and messages on stderr."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from photocompare.compare import Report
from photocompare.metric import metrics
from photocompare.table import Row

SHORT = {"erythema_index": 2, "melanin_index": 2, "a_star": 2, "l_star": 2, "ita": 1}
VERDICT_MARKS = {
    "increased": "▲",
    "decreased": "▼",
    "within error": "=",
    "error unknown": "?",
    "not comparable": "✕",
}


def stdout() -> Console:
    """Return the console for results."""
    return Console(highlight=False, soft_wrap=False)


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
    """Return the readable table of metric rows: a line per region and metric, an empty value as a dash."""
    rows = list(rows)
    occasions = any(row["subject"] for row in rows)
    table = Table(title=escape(title) or None, title_justify="left", title_style="bold", pad_edge=False)
    if occasions:
        table.add_column("Subject, view, timepoint", overflow="fold")
    for heading in ("Region", "Measure"):
        table.add_column(heading, overflow="fold")
    for heading in ("Before", "After", "Change", "Error"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Unit", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    last: tuple[str, ...] = ()
    for row in rows:
        occasion = ", ".join(filter(None, (row["subject"], row["view"], row["timepoint"], _lighting(row))))
        group = (occasion, row["region"])
        shown = [occasion if group[:1] != last[:1] else ""] if occasions else []
        shown.append(_region(row) if group != last else "")
        table.add_row(*map(escape, [*shown, *_cells(row)]), end_section=False)
        last = group
    return table


def messages(rows: Iterable[Row]) -> list[str]:
    """Return each different message of the rows once, with its codes, in order."""
    return list(dict.fromkeys(f"{row['codes']}: {row['message']}" for row in rows if row["message"]))


def _lighting(row: Row) -> str:
    return "" if row["lighting"] in {"", "normal"} else row["lighting"]


def _region(row: Row) -> str:
    words = ", ".join(filter(None, (row["arm"], row["side"])))
    return f"{row['region']} ({words})" if words and words != row["region"] else row["region"]


def _cells(row: Row) -> list[str]:
    known = metrics().get(row["metric"])
    label = known.label if known else row["metric"]
    values = [_short(row[name], row["metric"]) for name in ("baseline", "followup")]
    change = _short(row["change"], row["metric"], signed=True)
    error = f"±{_short(row['sdc'], row['metric'])}" if row["sdc"] else "unknown" if row["change"] else "–"
    verdict = f"{VERDICT_MARKS[row['verdict']]} {row['verdict']}"
    return [label, *values, change, error, row["unit"], verdict]


def _short(text: str, metric: str, signed: bool = False) -> str:
    if not text:
        return "–"
    decimals = SHORT.get(metric, 3)
    value = float(text)
    return f"{value:+.{decimals}f}" if signed else f"{value:.{decimals}f}"
