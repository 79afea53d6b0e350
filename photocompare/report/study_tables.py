"""The tables of the first pages: changes, verdicts, answers, every measure."""

from __future__ import annotations

from collections.abc import Iterator

from photocompare.errors import displayable
from photocompare.report.blocks import Block, Table, Text
from photocompare.report.results import Results
from photocompare.report.words import (
    DASH,
    decimals,
    figure,
    interval,
    label,
    sentence,
    whose,
)
from photocompare.statistics import estimate as named
from photocompare.statistics.estimate import CENTRAL, p_words
from photocompare.statistics.read import VERDICTS
from photocompare.statistics.subjects import Endpoint, contrasts

MOST_TOGETHER = 12


def change_tables(results: Results) -> Iterator[Table]:
    """Yield the featured measures' changes and differences: one table, or one each where they are long."""
    header = ("Measure", "Follow-up", "Change of", "n", "Mean", "95 % CI (t)", "95 % CI (BCa)", "p", "p adj.")
    widths = (0.18, 0.09, 0.205, 0.04, 0.08, 0.145, 0.14, 0.06, 0.06)
    adjusted = "Benjamini-Hochberg"
    if results.primary:
        adjusted = "Holm for the primary estimates, Benjamini-Hochberg for all others"
    caption = (
        "Change from baseline, the subject as the unit. p: exact sign-flip test to 15 subjects, else t; "
        f"p adj.: {adjusted}. BCa: from 3 subjects on."
    )
    if any(one.unit == "%" for one in results.means(results.featured)):
        caption += " Changes of a measure in % are percentage points."
    parts = [_changes_of(results, endpoint) for endpoint in results.means(results.featured)]
    if sum(map(len, parts)) <= MOST_TOGETHER:
        parts = [[row for part in parts for row in part]]
    for index, part in enumerate(parts):
        yield Table(
            header,
            tuple(row for row, _ in part),
            widths,
            caption if index == len(parts) - 1 else "",
            frozenset(range(3, 9)),
            frozenset(at for at, (_, strong) in enumerate(part) if strong),
            frozenset(at for at, (row, _) in enumerate(part) if row[0]),
        )


def _changes_of(results: Results, endpoint: Endpoint) -> list[tuple[tuple[str, ...], bool]]:
    mine = [one for one in results.summary.estimates if one.endpoint == endpoint and one.analysis in CENTRAL]
    rows: list[tuple[tuple[str, ...], bool]] = []
    places, last = decimals([one.estimate for one in mine]), ""
    for index, one in enumerate(mine):
        cells = (
            f"{label(endpoint)}{f', {endpoint.unit}' if endpoint.unit else ''}" if index == 0 else "",
            displayable(one.timepoint) if one.timepoint != last else "",
            whose(one),
            str(one.n),
            figure(one.estimate, places, signed=True),
            interval(one.interval, places, signed=True),
            interval(one.bca, places, signed=True),
            p_words(one.sample.p),
            p_words(one.p_adjusted),
        )
        rows.append((cells, bool(one.versus)))
        last = one.timepoint
    return rows


def verdicts(results: Results) -> Iterator[Block]:
    """Yield the table of subjects by verdict, where any error is known."""
    means = {
        endpoint: members
        for endpoint, members in results.means(results.featured).items()
        if any(one.verdict not in {"error unknown", "not comparable"} for one in members)
    }
    if not means:
        yield Text(
            "No smallest detectable change is known for these measures: no subject can be called changed.",
            "Verdicts.",
        )
        return
    wanted = [*VERDICTS[:4], "mixed"]
    rows: list[tuple[str, ...]] = []
    groups = set()
    for endpoint, members in means.items():
        groups.add(len(rows))
        shown = ""
        for timepoint, _ in results.timepoints:
            for arm in dict.fromkeys(one.arm for one in members):
                own = [one.verdict for one in members if (one.arm, one.timepoint) == (arm, timepoint)]
                if own:
                    better = _responders(results, endpoint, arm, timepoint)
                    name = label(endpoint) if label(endpoint) != shown else ""
                    counts = (str(own.count(verdict)) for verdict in wanted)
                    rows.append(
                        (
                            name,
                            displayable(timepoint),
                            displayable(arm or "all"),
                            str(len(own)),
                            *counts,
                            better,
                        )
                    )
                    shown = label(endpoint)
    header = ("Measure", "Follow-up", "Arm", "n", *(sentence(one) for one in wanted), "Improved")
    yield Table(
        header,
        tuple(rows),
        (0.19, 0.10, 0.10, 0.04, 0.09, 0.095, 0.10, 0.115, 0.06, 0.11),
        "Subjects by verdict. Improved: beyond the smallest detectable change, the better way (95 % CI).",
        frozenset(range(3, 10)),
        groups=frozenset(groups),
    )


def _responders(results: Results, endpoint: Endpoint, arm: str, timepoint: str) -> str:
    for one in results.summary.estimates:
        same = (one.endpoint, one.arm, one.timepoint) == (endpoint, arm, timepoint)
        if same and one.analysis == named.RESPONDERS and one.interval:
            return f"{one.estimate:.0f} % ({one.interval[0]:.0f}{DASH}{one.interval[1]:.0f})"
    return DASH


def answers(results: Results) -> Iterator[Block]:
    """Yield the table of what patients reported, if they did."""
    found = [
        one
        for one in results.summary.estimates
        if one.analysis.startswith(("answer", "mean answer", "satisf"))
    ]
    rows = [
        (
            displayable(one.endpoint.metric),
            displayable(one.timepoint),
            displayable(one.arm),
            displayable(sentence(one.analysis.removeprefix("answer: "))),
            str(one.n),
            f"{one.estimate:.0f} %" if one.unit == "%" else f"{one.estimate:.1f}",
            interval(one.interval, 0 if one.unit == "%" else 1),
        )
        for one in found
    ]
    if rows:
        yield Table(
            ("Question", "Follow-up", "Arm", "Answer", "n", "Share", "95 % CI"),
            tuple(rows),
            (0.24, 0.14, 0.12, 0.26, 0.05, 0.07, 0.12),
            "What patients reported; Wilson interval.",
            frozenset({4, 5, 6}),
            frozenset(index for index, one in enumerate(found) if one.analysis.startswith("satisf")),
        )


def every_measure(results: Results) -> Table:
    """Return one line per metric at the last follow-up: both arms' changes and the difference."""
    rows: list[tuple[str, ...]] = []
    groups, family = set(), ""
    when = results.timepoints[-1][0]
    pairs = contrasts(results.arms)
    shown = pairs[0] if pairs else (results.arms[0] if results.arms else "", "")
    for endpoint in results.by_endpoint:
        if "." in endpoint.metric:
            continue
        mine = {
            (one.analysis in CENTRAL and not one.versus, one.arm): one
            for one in results.summary.estimates
            if one.endpoint == endpoint
            and one.timepoint == when
            and one.analysis in CENTRAL
            and (not one.versus or (one.arm, one.versus) == shown)
        }
        first, second = mine.get((True, shown[0])), mine.get((True, shown[1]))
        main = mine.get((False, shown[0])) or first
        if main is None:
            continue
        places = decimals([one.estimate for one in mine.values()])
        if endpoint.lighting != family:
            groups.add(len(rows))
            family = endpoint.lighting
        cells = [label(endpoint), endpoint.unit or DASH, str(main.n)]
        for one in (first, second) if shown[1] else ():
            cells.append(figure(one.estimate, places, signed=True) if one else DASH)
        cells += [
            figure(main.estimate, places, signed=True),
            interval(main.interval, places, signed=True),
            p_words(main.sample.p),
            p_words(main.p_adjusted),
        ]
        rows.append(tuple(cells))
    arms = tuple(sentence(displayable(arm)) for arm in shown) if shown[1] else ()
    header = ("Measure", "Unit", "n", *arms, "Difference" if arms else "Change", "95 % CI (t)", "p", "p adj.")
    middle = (0.11, 0.11) if arms else ()
    widths = (0.30 if arms else 0.42, 0.10, 0.04, *middle, 0.10, 0.16, 0.06, 0.06)
    numeric = frozenset(range(2, len(header)))
    return Table(header, tuple(rows), widths, "", numeric, groups=frozenset(groups))
