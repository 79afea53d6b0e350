"""How a measure goes on over the follow-ups of a subject's view: a line for each region, with its error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from photocompare.statistics.read import Observation


@dataclass(frozen=True)
class Step:
    """One follow-up: its day, the change from baseline, and the smallest detectable change where known."""

    timepoint: str
    day: float
    change: float
    sdc: float | None


@dataclass(frozen=True)
class RegionCourse:
    """The changes of one region from baseline, in order of days; `arm` as it was outlined."""

    region: str
    arm: str
    unit: str
    steps: tuple[Step, ...]


def region_courses(
    rows: Iterable[Observation], subject: str, view: str, lighting: str, metric: str
) -> tuple[RegionCourse, ...]:
    """Return the course of each region of a view that has a number, in table order."""
    found: dict[tuple[str, str, str], list[Step]] = {}
    for one in rows:
        if (one.subject, one.view, one.lighting, one.metric) != (subject, view, lighting, metric):
            continue
        if one.change is not None and one.day is not None:
            step = Step(one.timepoint, one.day, one.change, one.sdc)
            found.setdefault((one.region, one.arm, one.unit), []).append(step)
    return tuple(
        RegionCourse(*key, tuple(sorted(steps, key=lambda step: step.day))) for key, steps in found.items()
    )
