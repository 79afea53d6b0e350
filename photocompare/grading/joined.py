"""Grades as an outcome: change by arm, treated minus untreated, and beside what was measured; as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from photocompare.errors import NotMeasurable
from photocompare.grading.agreement import Figure
from photocompare.grading.key import Key
from photocompare.grading.readings import GradedChange, Reading, graded_changes
from photocompare.grading.scale import Scale
from photocompare.grading.task import Task
from photocompare.statistics.agreement import rank_correlation
from photocompare.statistics.one_sample import change_statistics
from photocompare.statistics.read import Observation
from photocompare.table import AGREEMENT_COLUMNS, number, safe_cell

TREATED, UNTREATED = "treated", "untreated"
GRADE_COLUMNS = (
    "subject",
    "view",
    "lighting",
    "timepoint",
    "region",
    "arm",
    "photo",
    "rater",
    "grade",
    "meaning",
    "words",
    "repeat",
    "seconds",
    "item",
)


def grade_figures(found: Sequence[Reading], scale: Scale) -> list[Figure]:
    """Return the change of the grades by arm and lighting at each timepoint, and treated minus untreated.

    The subject is the unit: its pieces of skin are averaged first.
    """
    changes = graded_changes(found, scale)
    figures = []
    for lighting, timepoint in dict.fromkeys(one.place[2:4] for one in changes):
        here = [one for one in changes if one.place[2:4] == (lighting, timepoint)]
        by_arm = {arm: _by_subject(here, arm) for arm in dict.fromkeys(one.arm for one in here)}
        when = f"{lighting}, {timepoint}"
        for arm, means in by_arm.items():
            figures.append(_mean(f"change, {when}", arm or "all", "", list(means.values())))
        if {TREATED, UNTREATED} <= by_arm.keys():
            pairs = by_arm[TREATED], by_arm[UNTREATED]
            both = [pairs[0][one] - pairs[1][one] for one in pairs[0] if one in pairs[1]]
            figures.append(_mean(f"treated minus untreated, {when}", TREATED, UNTREATED, both))
    return figures


def measured_figures(
    found: Sequence[Reading], scale: Scale, observations: Iterable[Observation], metric: str
) -> list[Figure]:
    """Return how the graded changes go with the measured ones of a metric: rank correlation and a table of
    how many pieces of skin changed by both.

    A grade of a whole view stands beside the mean of what was measured in its regions.
    """
    measured: dict[tuple[str, ...], list[Observation]] = {}
    for one in observations:
        if one.metric == metric and one.change is not None:
            for region in {one.region, ""}:
                key = (one.subject, one.view, one.lighting or "normal", one.timepoint, region)
                measured.setdefault(key, []).append(one)
    pairs = [
        (one.value, measured[one.place]) for one in graded_changes(found, scale) if one.place in measured
    ]
    grades = [value for value, _ in pairs]
    changes = [float(np.mean([one.change for one in rows if one.change is not None])) for _, rows in pairs]
    return [*_correlation(grades, changes, metric), *_responders(pairs, scale, metric)]


def figures_csv(task: Task, figures: Sequence[Figure]) -> str:
    """Return agreement.csv."""
    rows = [
        {
            "scale": task.scale.id,
            "scale_version": task.scale.version,
            "analysis": one.analysis,
            "who": safe_cell(one.who),
            "versus": safe_cell(one.versus),
            "statistic": safe_cell(one.statistic),
            "n": str(one.n),
            "value": _cell(one.value),
            "low": _cell(one.interval[0] if one.interval else None),
            "high": _cell(one.interval[1] if one.interval else None),
            "p": _cell(one.p),
            "note": safe_cell(one.note),
        }
        for one in figures
    ]
    return _csv(AGREEMENT_COLUMNS, rows)


def grades_csv(task: Task, key: Key, found: Sequence[Reading]) -> str:
    """Return every grade with what it is about, once the key is open."""
    rows = [
        dict(zip(GRADE_COLUMNS[:5], map(safe_cell, one.place), strict=True))
        | {
            "arm": safe_cell(one.arm),
            "photo": one.photo or f"left is {key.items[one.item].left}",
            "rater": one.rater,
            "grade": _cell(one.answer),
            "meaning": _cell(one.value),
            "words": safe_cell(task.scale.words(one.answer)),
            "repeat": "yes" if one.repeat_of else "",
            "seconds": _cell(one.seconds),
            "item": one.item,
        }
        for one in found
    ]
    return _csv(GRADE_COLUMNS, rows)


def _by_subject(changes: Sequence[GradedChange], arm: str) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for one in changes:
        if one.arm == arm:
            found.setdefault(one.place[0], []).append(one.value)
    return {subject: float(np.mean(values)) for subject, values in found.items()}


def _mean(statistic: str, who: str, versus: str, values: list[float]) -> Figure:
    if not values:
        return Figure("grades", who, statistic, 0, versus=versus, note="no subject has both")
    one = change_statistics(values)
    return Figure("grades", who, statistic, one.n, one.mean, versus, one.interval, one.p, one.test)


def _correlation(grades: list[float], changes: list[float], metric: str) -> Iterator[Figure]:
    try:
        one = rank_correlation(grades, changes)
    except NotMeasurable as reason:
        note = reason.finding.detail
        yield Figure("measured", "graded change", "Kendall's tau-b", len(grades), versus=metric, note=note)
        return
    yield Figure("measured", "graded change", "Kendall's tau-b", one.n, one.tau_b, metric, p=one.p)
    yield Figure("measured", "graded change", "Spearman's rho", one.n, one.rho, metric)


def _responders(
    pairs: Sequence[tuple[float, list[Observation]]], scale: Scale, metric: str
) -> Iterator[Figure]:
    """Yield how many pieces of skin of each grade had each verdict; of several regions where all agree."""
    better = -1.0 if scale.worse == "higher" else 1.0
    counts: dict[tuple[str, str], int] = {}
    for value, rows in pairs:
        graded = "better" if value * better > 0 else "worse" if value * better < 0 else "unchanged"
        verdicts = {one.verdict for one in rows}
        verdict = verdicts.pop() if len(verdicts) == 1 else "mixed"
        counts[graded, verdict] = counts.get((graded, verdict), 0) + 1
    for (graded, verdict), count in sorted(counts.items()):
        name = f"graded {graded}, measured {verdict}"
        yield Figure("measured", "responders", name, len(pairs), float(count), metric)


def _cell(value: float | None) -> str:
    return "" if value is None or not np.isfinite(value) else number(value)


def _csv(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
