"""The error of vessel measures: the vessels found, seen as another photo of the same skin may show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import NotMeasurable
from photocompare.metric import Metric
from photocompare.patch import Patch
from photocompare.recipe import ErrorRecipe
from photocompare.uncertainty.scatter import scatter, share_left
from photocompare.vessels import VesselMap, color_of, find_vessels, kind_named, means, picked

FAINTEST = 0.02
"""The contrast that this share of vessels falls short of is about the least that is found."""
GROUPS = 8
CLASS_NOISE = 2.5
"""A vessel's width as a whole is off by more than its pieces are against each other."""
REDDER = 1.15
"""By how much the rise of red light may be off against that of green, which decides a vessel's color."""

Singly = tuple[tuple[Patch, ...], int]


@dataclass(frozen=True, eq=False)
class Disturbed:
    """The vessels of one region on one photo, as it shows them and as another photo may.

    Attributes:
        vessels: whole vessels that touch the region, and no others.
        base: the region with these.
        blurred: with all of them softer, and the faintest lost.
        by_chance: with each thing that may be off by chance moved by its standard deviation.
        by_class: the same for what decides a vessel's class.
        split: with every vessel cut in two.
    """

    vessels: VesselMap
    base: Patch
    blurred: Patch
    by_chance: tuple[Patch, ...]
    by_class: tuple[Patch, ...]
    split: Patch
    _singly: dict[tuple[Callable[..., VesselMap], str], Singly] = field(default_factory=dict, repr=False)

    def singly(self, change: Callable[[VesselMap, NDArray[np.bool_]], VesselMap], name: str) -> Singly:
        """Return the region with an eighth of the vessels of a metric's class changed, for each eighth.

        Made once for all metrics of a class; comes with the number of these vessels.
        """
        key = change, name.partition(".")[2]
        if key not in self._singly:
            numbers = self.vessels.vessel
            here = np.unique(numbers[kind_named(self.vessels, name)])
            groups = [np.isin(numbers, here[start::GROUPS]) for start in range(min(GROUPS, len(here)))]
            changed = tuple(_with(self.base, change(self.vessels, group)) for group in groups)
            self._singly[key] = changed, len(here)
        return self._singly[key]


def disturbed(patch: Patch, blur_px: float, recipe: ErrorRecipe) -> Disturbed:
    """Return the vessels of a region disturbed: `blur_px` softer, and by chance as the recipe says."""
    vessels = _near(patch)
    limit = float(np.quantile(vessels.contrast, FAINTEST)) if len(vessels.points) else 0.0
    paler = replace(vessels, rise=vessels.rise * (1 - recipe.vessel_common_sd))
    noise = CLASS_NOISE * recipe.vessel_share_sd * scatter(len(vessels.points))
    rewidened = replace(vessels, width=vessels.width * np.maximum(1 + noise, 0.1))
    recolored = [_recolored(vessels, redder) for redder in (REDDER, 1 / REDDER)]
    return Disturbed(
        vessels,
        _with(patch, vessels),
        _with(patch, _lost(softer(vessels, blur_px), limit)),
        (_with(patch, _lost(vessels, limit + recipe.vessel_contrast_sd)), _with(patch, paler)),
        tuple(_with(patch, one) for one in (rewidened, *recolored)),
        _with(patch, _split(vessels, np.ones(len(vessels.points), dtype=bool))),
    )


def vessel_error(metric: Metric, both: tuple[Disturbed, Disturbed], recipe: ErrorRecipe) -> float:
    """Return the smallest detectable change of a metric of the vessels found on each photo.

    The blur is a bound and counts in full. By chance: each vessel's contrast, width and color, whether it
    is found, and where one ends and the next begins. The larger effect on the two photos counts.
    """
    return max(_on_one(metric, one, recipe) for one in both)


def _on_one(metric: Metric, disturbed: Disturbed, recipe: ErrorRecipe) -> float:
    def effect(changed: Patch) -> float:
        try:
            return metric(changed) - base
        except NotMeasurable:
            return 0.0

    try:
        base = metric(disturbed.base)
    except NotMeasurable:
        return 0.0
    moved = [*disturbed.by_chance, *(disturbed.by_class if "." in metric.id else ())]
    chance = sum(effect(one) ** 2 for one in moved)
    chance += recipe.vessel_lost_share * _of_single(metric, disturbed, effect, _without)
    if cut := effect(disturbed.split):
        one_by_one = _of_single(metric, disturbed, effect, _split)
        # A count is doubled by cutting all, which says nothing; a mean over vessels may be that far off.
        chance += recipe.vessel_split_share * one_by_one if metric.true_zero else one_by_one + cut**2
    return float(np.hypot(effect(disturbed.blurred), recipe.coverage * np.sqrt(chance)))


def softer(vessels: VesselMap, blur_px: float) -> VesselMap:
    """Return the vessels as a photo shows them that is blurred by `blur_px` more: wider and paler."""
    share = share_left(vessels, blur_px)
    return replace(vessels, width=vessels.width / share, rise=vessels.rise * share[:, None])


def _of_single(
    metric: Metric,
    disturbed: Disturbed,
    effect: Callable[[Patch], float],
    change: Callable[[VesselMap, NDArray[np.bool_]], VesselMap],
) -> float:
    """Return the sum over all vessels of the squared effect of changing one alone, from eight groups."""
    changed, count = disturbed.singly(change, metric.id)
    if not count:
        return 0.0
    total = sum(effect(one) ** 2 for one in changed)
    # In a sum a group of n vessels counts n times as much as one, and there are n times fewer groups. A mean
    # hangs on few vessels (the longest): there a group counts little more than the one of them it holds.
    return total * min(1.0, GROUPS / count) if metric.true_zero else total


def _without(vessels: VesselMap, group: NDArray[np.bool_]) -> VesselMap:
    return picked(vessels, ~group)


def _split(vessels: VesselMap, group: NDArray[np.bool_]) -> VesselMap:
    """Return the vessels with those of the group cut in two in the middle."""
    number = vessels.vessel.copy()
    _, first, count = np.unique(number, return_index=True, return_counts=True)
    later = np.arange(len(number)) - np.repeat(first, count) >= np.repeat(count, count) // 2
    return replace(vessels, vessel=2 * number + (later & group))


def _recolored(vessels: VesselMap, redder: float) -> VesselMap:
    mean = means(vessels.rise, vessels.vessel) * np.array([redder, 1, 1])
    colors = np.array([color_of(one) for one in mean], dtype=np.uint8)
    return replace(vessels, color=colors[vessels.vessel] if len(colors) else vessels.color)


def _lost(vessels: VesselMap, limit: float) -> VesselMap:
    return picked(vessels, vessels.contrast >= limit)


def _near(patch: Patch) -> VesselMap:
    """Return whole vessels that touch the region's box, numbered anew, and no others."""
    vessels: VesselMap = patch.photo.once(find_vessels)
    x, y = vessels.points.T
    box = patch.box
    touches = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    near = picked(vessels, np.isin(vessels.vessel, np.unique(vessels.vessel[touches])))
    return replace(near, vessel=np.unique(near.vessel, return_inverse=True)[1])


def _with(patch: Patch, vessels: VesselMap) -> Patch:
    """Return the patch on a photo on which just these vessels are found."""
    return Patch(replace(patch.photo, _maps={find_vessels: vessels}), patch.box, patch.mask)
