"""What a study's design cannot show, said in words before anybody reads its p."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from photocompare.errors import Finding
from photocompare.statistics.estimate import CHANGE, DIFFERENCE, Estimate
from photocompare.statistics.one_sample import smallest_p
from photocompare.statistics.read import Observation
from photocompare.statistics.subjects import UNTREATED, contrasts

SIGNIFICANT = 0.05


def design_findings(rows: Sequence[Observation], estimates: Iterable[Estimate]) -> list[Finding]:
    """Return the doubts about a study: confounded sides, no control, too few, missing, unequal."""
    measured = [row for row in rows if row.status != "skipped"]
    found = [*_confounded(measured), *_uncontrolled(measured), *_too_few(estimates)]
    return [*found, *_missing(measured), *_unequal(measured), *_without_value(measured), *_averaged(measured)]


def row_codes(one: Estimate, findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the codes of the doubts that touch one estimate."""
    codes = {finding.code for finding in findings}
    touched = []
    if one.tested and smallest_p(one.n) > SIGNIFICANT:
        touched.append("W513")
    if one.versus and "W511" in codes:
        touched.append("W511")
    if one.analysis == CHANGE and "W512" in codes:
        touched.append("W512")
    return tuple(sorted(touched))


def _confounded(rows: Sequence[Observation]) -> list[Finding]:
    sides: dict[str, set[str]] = {}
    subjects: dict[str, set[str]] = {}
    for row in rows:
        if row.arm and row.side:
            sides.setdefault(row.arm, set()).add(row.side)
            subjects.setdefault(row.arm, set()).add(row.subject)
    found = []
    for arm, other in contrasts(sides):
        first, second = sides[arm], sides[other]
        if len(first) == len(second) == 1 and first != second and len(subjects[arm]) > 1:
            detail = f"In every subject {arm} is on the {min(first)}, {other} on the {min(second)}"
            found.append(Finding("W511", f"{arm} and {other}", detail))
    return found


def _uncontrolled(rows: Sequence[Observation]) -> list[Finding]:
    arms = sorted({row.arm for row in rows if row.arm})
    if any(arm.lower() == UNTREATED for arm in arms):
        return []
    if len(arms) > 1:
        names = " and ".join(arms)
        detail = f"{names} can be compared with each other, but neither change can be told from time alone"
        return [Finding("W512", names, detail)]
    return [Finding("W512", arms[0] if arms else "")]


def _too_few(estimates: Iterable[Estimate]) -> list[Finding]:
    sizes = {one.n for one in estimates if one.tested and one.analysis in {DIFFERENCE, CHANGE}}
    if not sizes or smallest_p(max(sizes)) <= SIGNIFICANT:
        return []
    n = max(sizes)
    word = "subject" if n == 1 else "subjects"
    return [
        Finding("W513", f"{n} {word}", f"The smallest two-sided exact p they can give is {smallest_p(n):g}")
    ]


def _missing(rows: Sequence[Observation]) -> list[Finding]:
    """Say who lacks an arm or a timepoint that others have."""
    people = list(dict.fromkeys(row.subject for row in rows))
    arms = list(dict.fromkeys(row.arm for row in rows))
    times = list(dict.fromkeys(row.timepoint for row in rows))
    there = {(row.subject, row.arm, row.timepoint) for row in rows}
    # Arms that no subject has together are groups of different people, and nobody lacks the other.
    paired = any(sum((who, arm, when) in there for arm in arms) > 1 for who in people for when in times)
    found = []
    for when in times:
        for arm in arms if paired else [""]:
            alike = [arm] if paired else arms
            lacking = [who for who in people if not any((who, one, when) in there for one in alike)]
            if lacking:
                what = ", ".join(filter(None, (arm, when)))
                found.append(Finding("W514", what, f"No rows of {', '.join(lacking)}"))
    return found


def _unequal(rows: Sequence[Observation]) -> list[Finding]:
    days: dict[str, set[float]] = {}
    for row in rows:
        if row.day is not None:
            days.setdefault(row.timepoint, set()).add(row.day)
    return [
        Finding("W515", when, f"It was on days {min(found):g} to {max(found):g}")
        for when, found in days.items()
        if max(found) - min(found) > 0.1 * max(found)
    ]


def _without_value(rows: Sequence[Observation]) -> list[Finding]:
    empty = [row for row in rows if row.change is None]
    if not empty:
        return []
    people, sites = {row.subject for row in empty}, {row.site for row in empty}
    codes = sorted({code for row in empty for code in row.codes if code.startswith(("E", "N"))})
    detail = (
        f"{len(empty)} of {len(rows)} rows, "
        f"in {len(people)} of {len({row.subject for row in rows})} subjects "
        f"and {len(sites)} of {len({row.site for row in rows})} sites; {', '.join(codes) or 'no code'}"
    )
    return [Finding("W516", "", detail)]


def _averaged(rows: Sequence[Observation]) -> list[Finding]:
    sites: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for row in rows:
        sites.setdefault((row.subject, row.arm), set()).add(row.site)
    several = {subject for (subject, _), found in sites.items() if len(found) > 1}
    if not several:
        return []
    return [Finding("N518", f"{len(several)} of {len({row.subject for row in rows})} subjects")]
