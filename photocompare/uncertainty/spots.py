"""The error of measures of the brown spots: the spots found, seen as another photo of the same skin may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.errors import NotMeasurable
from photocompare.metric import Metric
from photocompare.patch import Patch
from photocompare.recipe import ErrorRecipe
from photocompare.spots import SpotMap

GROUPS = 16
FAINT = 1.4
"""A spot whose darkest place has less than so many times the contrast it must have may come and go..."""
FADES = 0.25
"""...and how fast that becomes rarer with this margin."""
UNSEEN = 0.75
"""Variance of how many spots just too faint to be found come to be found: it counts where there are few."""
FEW = 2.0
"""A count may always be off by so many."""
SAME_AREA = 0.04
"""A spot's area differs by so much however dark it is."""
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeenSpots:
    """The spots in and about one region of one photo.

    Attributes:
        patch: the region.
        spots: those whose middle lies in its box, and no others.
        lost: N, how likely another photo does not show each.
        area_sd: N, the share by which another photo shows the area of each.
        faint: N bool, whether each is hardly more than can be found.
        find: the step that found them.
    """

    patch: Patch
    spots: SpotMap
    lost: Values
    area_sd: Values
    faint: NDArray[np.bool_]
    find: Callable[[CorrectedPhoto], SpotMap]


def seen_spots(patch: Patch, find: Callable[[CorrectedPhoto], SpotMap], recipe: ErrorRecipe) -> SeenSpots:
    """Return the spots of a region that `find` finds, and how sure each of them is."""
    found: SpotMap = patch.photo.once(find)
    spots = _picked(found, patch.holds(found.center))
    lost = recipe.spot_faint_share * np.exp((1 - spots.margin) / FADES) + recipe.spot_lost_share
    area_sd = np.hypot(SAME_AREA, recipe.spot_area_sd / np.maximum(spots.margin, 1))
    return SeenSpots(patch, spots, lost, area_sd, spots.margin < FAINT, find)


def spot_error(
    metric: Metric, both: tuple[SeenSpots, SeenSpots], blur_px: float, recipe: ErrorRecipe
) -> float:
    """Return the smallest detectable change of a metric of the spots found on each photo.

    The blur is a bound and counts in full: it pales and widens a spot by its size. By chance differ which
    spots are found, the faint above all, and the area and contrast of each; that one faint spot comes or
    goes, or a count changes by two, is never beyond the error. The larger effect on the two photos counts.
    """
    return max(_on_one(metric, one, blur_px, recipe) for one in both)


def _on_one(metric: Metric, seen: SeenSpots, blur_px: float, recipe: ErrorRecipe) -> float:
    base = _value(metric, seen, seen.spots)
    if base is None:
        return 0.0

    def effect(spots: SpotMap) -> float:
        changed = _value(metric, seen, spots)
        return 0.0 if changed is None else changed - base

    # Of a sum all spots twice are twice as much; a mean has no more for one more.
    everything = np.ones(len(seen.spots.center), dtype=bool)
    unseen = UNSEEN if np.isclose(effect(_doubled(seen.spots, everything)), base) else 0.0
    chance, one_more = _one_by_one(seen, effect, unseen, recipe)
    if metric.unit == "count":
        one_more = max(one_more, FEW)
    if metric.id.endswith(".p95"):
        # It hangs on the largest, which more than one photo in twenty shows as two or in one with another.
        area = seen.spots.area
        one_more = max(one_more, abs(effect(_picked(seen.spots, area < area.max(initial=0)))))
    return max(one_more, float(np.hypot(effect(_softer(seen, blur_px)), recipe.coverage * np.sqrt(chance))))


def _value(metric: Metric, seen: SeenSpots, spots: SpotMap) -> float | None:
    """Return the metric of the region had its photo shown these spots, or None where it has no value."""
    photo = replace(seen.patch.photo, _maps={seen.find: spots})
    try:
        return metric(Patch(photo, seen.patch.box, seen.patch.mask))
    except NotMeasurable:
        return None


def _one_by_one(
    seen: SeenSpots, effect: Callable[[SpotMap], float], unseen: float, recipe: ErrorRecipe
) -> tuple[float, float]:
    """Return the variance by which spots are found, and how large and dark; and what one faint one does."""
    spots, count = seen.spots, len(seen.spots.center)
    number = np.arange(count) % GROUPS
    chance = one_more = 0.0
    for group in range(min(GROUPS, count)):
        own = number == group
        singly = 1.0 / np.count_nonzero(own)
        gone, again = effect(_picked(spots, ~own)), effect(_doubled(spots, own))
        chance += singly * (seen.lost[own].mean() * (gone**2 + again**2) + unseen * again**2 / count)
        if seen.faint[own].any():
            one_more = max(one_more, singly * max(abs(gone), abs(again)))
        chance += singly * effect(replace(spots, area=spots.area * (1 + own * seen.area_sd))) ** 2
        more = spots.contrast + np.where(own, recipe.spot_contrast_sd, 0)
        chance += singly * effect(replace(spots, contrast=more)) ** 2
    return float(chance), one_more


def _softer(seen: SeenSpots, blur_px: float) -> SpotMap:
    """Return the spots as a photo shows them that is blurred by `blur_px` more: the faintest no longer."""
    radius = np.sqrt(seen.spots.area / np.pi) / seen.patch.photo.scale
    wider = 1 + np.square(blur_px / np.maximum(radius, 1.0))
    softer = replace(seen.spots, area=seen.spots.area * wider, contrast=seen.spots.contrast / wider)
    return _picked(softer, seen.spots.margin >= wider)


def _picked(spots: SpotMap, keep: NDArray[np.bool_] | NDArray[np.intp]) -> SpotMap:
    names = ("center", "area", "contrast", "margin")
    return replace(spots, **{name: getattr(spots, name)[keep] for name in names})


def _doubled(spots: SpotMap, again: NDArray[np.bool_]) -> SpotMap:
    return _picked(spots, np.concatenate([np.arange(len(again)), np.flatnonzero(again)]))
