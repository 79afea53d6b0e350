"""Repeat photographs of a timepoint: what a study's own error is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from photocompare.batch.entry import Entry
from photocompare.batch.journal import Journal
from photocompare.batch.measure import PairResult
from photocompare.batch.plan import Pair, Plan
from photocompare.recipe import ErrorRecipe
from photocompare.table import RepeatShot
from photocompare.uncertainty import RepeatErrors, repeat_errors

Scene = tuple[str, str]
"""A view and its lighting: repeats are pooled over the subjects and timepoints of one."""


def scene_of(pair: Pair) -> Scene:
    """Return the view and lighting of a pair."""
    return pair.baseline.view, pair.baseline.lighting


def repeat_shots(planned: Plan, journal: Journal) -> Iterator[tuple[Scene, RepeatShot]]:
    """Yield each later shot of a timepoint beside the first, measure by measure, with the view it is of.

    At the baseline's own timepoint the baseline is the first shot. A follow-up's shots are each measured
    beside the baseline, as its rows are.
    """
    shots: dict[tuple[Entry, float | None], list[tuple[Pair, PairResult]]] = defaultdict(list)
    for result in journal.results():
        pair = planned.of(result.index)
        if pair.repeated:
            shots[pair.baseline, pair.followup.day].append((pair, result))
    for timepoint in shots.values():
        scene = scene_of(timepoint[0][0])
        for shot in _beside_the_first(timepoint):
            yield scene, shot


def errors_by_scene(planned: Plan, journal: Journal, recipe: ErrorRecipe) -> dict[Scene, RepeatErrors]:
    """Return the smallest detectable change of each measure of each view that its repeats tell."""
    found: dict[Scene, list[tuple[tuple[str, str], float]]] = defaultdict(list)
    for scene, shot in repeat_shots(planned, journal):
        found[scene].append(((shot.metric, shot.unit), shot.again - shot.first))
    return {scene: repeat_errors(differences, recipe) for scene, differences in found.items()}


def _beside_the_first(shots: Sequence[tuple[Pair, PairResult]]) -> Iterator[RepeatShot]:
    ordered = sorted(shots, key=lambda shot: shot[0].followup.repeat)
    pair, first = ordered[0]
    at_baseline = pair.followup.day == pair.baseline.day
    known = {value[:3]: value[4] for value in first.values}
    for shot, result in ordered if at_baseline else ordered[1:]:
        arms = {region.name: (region.arm, region.side) for region in shot.regions}
        for region, metric, unit, before, after in result.values:
            one = before if at_baseline else known.get((region, metric, unit))
            if one is not None:
                hashes = result.hashes[0] if at_baseline else first.hashes[1], result.hashes[1]
                arm, side = arms.get(region, ("", ""))
                repeat = shot.followup.repeat
                yield RepeatShot(shot.occasion, region, arm, side, metric, unit, repeat, one, after, hashes)
