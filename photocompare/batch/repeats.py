"""Repeat photographs of a timepoint: what a study's own error is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from photocompare.batch.entry import Entry
from photocompare.compare import Measurement
from photocompare.recipe import ErrorRecipe
from photocompare.uncertainty import RepeatErrors, repeat_errors

Scene = tuple[str, str]
"""A view and its lighting: repeats are pooled over the subjects and timepoints of one."""
Measured = Sequence[Measurement]


@dataclass(frozen=True)
class Repeats:
    """The shots of one timepoint of one view; the first is what the others are compared with.

    At the baseline's own timepoint the baseline is the first shot, and not among `shots`.
    """

    baseline: Entry
    shots: tuple[Entry, ...]
    at_baseline: bool

    @property
    def scene(self) -> Scene:
        """Return the view and lighting."""
        return self.baseline.view, self.baseline.lighting


def repeats_of(entries: Sequence[Entry]) -> list[Repeats]:
    """Return every timepoint of a known day that was photographed more than once, in manifest order."""
    views: dict[tuple[str, str, str], dict[float, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.day is not None:
            views[entry.subject, entry.view, entry.lighting][entry.day].append(entry)
    found = []
    for days in views.values():
        baseline = min(days[min(days)], key=lambda entry: entry.repeat)
        for day, shots in days.items():
            ordered = sorted(shots, key=lambda entry: entry.repeat)
            shown = tuple(entry for entry in ordered if entry is not baseline)
            if len(ordered) > 1:
                found.append(Repeats(baseline, shown, day == baseline.day))
    return found


def errors_by_scene(
    repeats: Sequence[Repeats], measure: Callable[[Entry, Entry], Measured], recipe: ErrorRecipe
) -> dict[Scene, RepeatErrors]:
    """Return the smallest detectable change of each measure of each view that its repeats tell.

    `measure` returns the measurements of a shot against the baseline, none where it cannot be compared.
    """
    found: dict[Scene, list[tuple[tuple[str, str], float]]] = defaultdict(list)
    for one in repeats:
        measured = [measure(one.baseline, shot) for shot in one.shots]
        found[one.scene].extend(_differences(one, measured))
    return {scene: repeat_errors(differences, recipe) for scene, differences in found.items()}


def _differences(repeats: Repeats, measured: Sequence[Measured]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield by how much each later shot of a timepoint differs from the first, measure by measure."""
    if repeats.at_baseline:
        for row in (row for rows in measured for row in rows):
            if row.change is not None:
                yield (row.metric, row.unit), row.change
        return
    first = {(row.region.name, row.metric): row.followup for row in measured[0]}
    for row in (row for rows in measured[1:] for row in rows):
        before = first.get((row.region.name, row.metric))
        if before is not None and row.followup is not None:
            yield (row.metric, row.unit), row.followup - before
