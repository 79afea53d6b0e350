"""Repeat photographs of a timepoint: what a study's own error is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from photocompare.batch.entry import Entry
from photocompare.batch.journal import Journal
from photocompare.batch.measure import PairResult
from photocompare.batch.plan import Pair, Plan
from photocompare.recipe import ErrorRecipe
from photocompare.uncertainty import RepeatErrors, repeat_errors

Scene = tuple[str, str]
"""A view and its lighting: repeats are pooled over the subjects and timepoints of one."""


def scene_of(pair: Pair) -> Scene:
    """Return the view and lighting of a pair."""
    return pair.baseline.view, pair.baseline.lighting


def errors_by_scene(planned: Plan, journal: Journal, recipe: ErrorRecipe) -> dict[Scene, RepeatErrors]:
    """Return the smallest detectable change of each measure of each view that its repeats tell."""
    shots: dict[tuple[Entry, float | None], list[tuple[Pair, PairResult]]] = defaultdict(list)
    for result in journal.results():
        pair = planned.of(result.index)
        if pair.repeated:
            shots[pair.baseline, pair.followup.day].append((pair, result))
    found: dict[Scene, list[tuple[tuple[str, str], float]]] = defaultdict(list)
    for timepoint in shots.values():
        found[scene_of(timepoint[0][0])].extend(_differences(timepoint))
    return {scene: repeat_errors(differences, recipe) for scene, differences in found.items()}


def _differences(shots: Sequence[tuple[Pair, PairResult]]) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield by how much each later shot of a timepoint differs from the first, measure by measure.

    At the baseline's own timepoint the baseline is the first shot, and not among them.
    """
    ordered = sorted(shots, key=lambda shot: shot[0].followup.repeat)
    pair, first = ordered[0]
    if pair.followup.day == pair.baseline.day:
        for _, result in ordered:
            for _, metric, unit, before, after in result.values:
                yield (metric, unit), after - before
        return
    known = {value[:3]: value[4] for value in first.values}
    for _, result in ordered[1:]:
        for region, metric, unit, _, after in result.values:
            if (region, metric, unit) in known:
                yield (metric, unit), after - known[region, metric, unit]
