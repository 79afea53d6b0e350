"""Grades joined with the key: what was graded, by whom, and what the number says about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from photocompare.grading.grades import final_grades, read_grades
from photocompare.grading.key import Key, Shown
from photocompare.grading.scale import Scale
from photocompare.grading.task import Task

Place = tuple[str, str, str, str, str]
"""Subject, view, lighting, timepoint, region: what is graded."""


@dataclass(frozen=True)
class Reading:
    """One grade and what it is about.

    `answer` is the number as given; `value` says the same of the skin, whatever the position: for a choice 1
    right and 0 wrong, for a preference above 0 the after (for sides: the treated, else the left side).
    """

    rater: str
    item: str
    place: Place
    photo: str
    arm: str
    answer: float
    value: float
    repeat_of: str
    seconds: float

    @property
    def thing(self) -> tuple[Place, str]:
        """Return what all raters saw alike: the piece of skin and, of a single photo, which."""
        return self.place, self.photo


@dataclass(frozen=True)
class GradedChange:
    """How a piece of skin changed by the grades: the mean of all raters, repeats left out.

    `value` is after minus before of a photo's grade; of a scale that compares, its number less `neutral`.
    """

    place: Place
    arm: str
    value: float


def readings(task: Task, key: Key) -> list[Reading]:
    """Return the grades of all raters that count, practice left out, in the order of the task."""
    found = []
    for rater in task.raters:
        final = final_grades(read_grades(task, rater))
        for item in task.items(rater):
            if item.id in final:
                grade, shown = final[item.id], key.items[item.id]
                found.append(
                    Reading(
                        rater,
                        item.id,
                        (shown.subject, shown.view, shown.lighting, shown.timepoint, shown.region),
                        shown.photo,
                        shown.arm,
                        grade.value,
                        meaning(task.scale, shown, grade.value),
                        shown.repeat_of,
                        grade.seconds,
                    )
                )
    return found


def meaning(scale: Scale, shown: Shown, answer: float) -> float:
    """Return what an answer says of the skin, the positions taken back."""
    if scale.kind == "choice":
        right = 1.0 if shown.left == "after" else 2.0
        return 1.0 if answer == right else 0.0
    if scale.kind == "preference":
        return -answer if shown.left == "after" else answer
    if scale.kind == "side preference":
        toward_left = shown.left_arm == "treated" if shown.left_arm else shown.left_side == "left"
        return -answer if toward_left else answer
    return answer


def values_by(scale: Scale) -> list[float]:
    """Return the values that `meaning` can give, in order."""
    return [0.0, 1.0] if scale.kind == "choice" else scale.numbers


def repeated(found: Sequence[Reading], rater: str) -> tuple[list[float], list[float]]:
    """Return a rater's first and second values of what was shown twice."""
    first = {one.item: one for one in found if one.rater == rater}
    pairs = [(first[one.repeat_of], one) for one in first.values() if one.repeat_of in first]
    return [a.value for a, _ in pairs], [b.value for _, b in pairs]


def table_of(found: Sequence[Reading], raters: Sequence[str]) -> list[list[float]]:
    """Return the values of what all these raters graded, a row a thing, repeats left out."""
    by_thing: dict[tuple[Place, str], dict[str, float]] = {}
    for one in found:
        if not one.repeat_of:
            by_thing.setdefault(one.thing, {})[one.rater] = one.value
    return [[row[rater] for rater in raters] for row in by_thing.values() if row.keys() >= set(raters)]


def graded_changes(found: Iterable[Reading], scale: Scale) -> list[GradedChange]:
    """Return the change of each piece of skin by the mean of its raters; none for a forced choice."""
    if scale.kind == "choice":
        return []
    by_place: dict[Place, dict[str, dict[str, float]]] = {}
    arms: dict[Place, str] = {}
    for one in found:
        if not one.repeat_of:
            by_place.setdefault(one.place, {}).setdefault(one.rater, {})[one.photo] = one.value
            arms[one.place] = one.arm
    neutral = float(scale.neutral or 0)
    changes = []
    for place, raters in by_place.items():
        values = [
            given["after"] - given["before"] if scale.shows == "photo" else given[""] - neutral
            for given in raters.values()
            if scale.shows != "photo" or given.keys() >= {"before", "after"}
        ]
        if values:
            changes.append(GradedChange(place, arms[place], float(np.mean(values))))
    return changes
