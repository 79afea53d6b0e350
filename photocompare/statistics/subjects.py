"""From rows to subjects: the person is the unit, however many regions and views were measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from photocompare.statistics.read import Observation

UNTREATED = "untreated"


@dataclass(frozen=True, order=True)
class Endpoint:
    """What is analyzed as one thing: a metric in one unit and one lighting."""

    metric: str
    unit: str
    lighting: str


@dataclass(frozen=True)
class SubjectMean:
    """One subject's mean over all regions and views of one arm at one timepoint.

    `percent` is the change in percent of the mean baseline, only for a measure with a true zero; `verdict`
    is that of the rows where they agree, else `mixed`. `sdc` is the mean over the sites: errors of one photo
    are alike, so that averaging regions does not make them smaller.
    """

    subject: str
    arm: str
    timepoint: str
    day: float | None
    sites: int
    baseline: float
    followup: float
    change: float
    percent: float | None
    sdc: float | None
    verdict: str


def endpoints(observations: Iterable[Observation]) -> dict[Endpoint, list[Observation]]:
    """Return the rows that have a value, by endpoint, in table order."""
    found: dict[Endpoint, list[Observation]] = {}
    for one in observations:
        if one.change is not None:
            found.setdefault(Endpoint(one.metric, one.unit, one.lighting), []).append(one)
    return found


def subject_means(observations: Iterable[Observation]) -> list[SubjectMean]:
    """Return the means per subject, arm and timepoint of one endpoint's rows, in table order.

    Repeat shots of one region are averaged first, then regions and views.
    """
    sites: dict[tuple[str, str, str], dict[tuple[str, str, str], list[Observation]]] = {}
    for one in observations:
        by_site = sites.setdefault((one.subject, one.arm, one.timepoint), {})
        by_site.setdefault(one.site, []).append(one)
    return [_mean(key, list(by_site.values())) for key, by_site in sites.items()]


def _mean(key: tuple[str, str, str], sites: list[list[Observation]]) -> SubjectMean:
    rows = [row for repeats in sites for row in repeats]
    baseline, followup, change = (
        float(np.mean([np.mean([getattr(row, name) for row in repeats]) for repeats in sites]))
        for name in ("baseline", "followup", "change")
    )
    days = [row.day for row in rows if row.day is not None]
    verdicts = {row.verdict for row in rows}
    relative = all(row.percent_change is not None for row in rows) and baseline > 0
    return SubjectMean(
        *key,
        day=float(np.median(days)) if days else None,
        sites=len(sites),
        baseline=baseline,
        followup=followup,
        change=change,
        sdc=float(np.mean([row.sdc or 0.0 for row in rows])) if all(row.sdc for row in rows) else None,
        percent=100 * change / baseline if relative else None,
        verdict=verdicts.pop() if len(verdicts) == 1 else "mixed",
    )


def timepoints(means: Iterable[SubjectMean | Observation]) -> list[tuple[str, float | None]]:
    """Return the timepoints with their median day, earliest first."""
    days: dict[str, list[float]] = {}
    for one in means:
        days.setdefault(one.timepoint, []).extend([] if one.day is None else [one.day])
    found = [(name, float(np.median(values)) if values else None) for name, values in days.items()]
    return sorted(found, key=lambda one: np.inf if one[1] is None else one[1])


def contrasts(arms: Iterable[str]) -> list[tuple[str, str]]:
    """Return which arm is compared with which: each with the untreated one, or all treatments in pairs.

    >>> contrasts(["treated", "untreated"]), contrasts(["A", "B"]), contrasts(["treated"])
    ([('treated', 'untreated')], [('A', 'B')], [])
    """
    named = sorted({arm for arm in arms if arm})
    untreated = [arm for arm in named if arm.lower() == UNTREATED]
    if untreated:
        return [(arm, untreated[0]) for arm in named if arm not in untreated]
    return list(combinations(named, 2))
