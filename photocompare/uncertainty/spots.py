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
FAINT = 1.6
"""A spot whose level is below so many times the faintest's may come and go."""
Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SeenSpots:
    """The spots in and about one region of one photo.

    Attributes:
        patch: the region.
        spots: those whose middle lies in its box, and no others.
        faint: N bool, whether each is hardly more than can be found.
        find: the step that found them.
    """

    patch: Patch
    spots: SpotMap
    faint: NDArray[np.bool_]
    find: Callable[[CorrectedPhoto], SpotMap]


def seen_spots(patch: Patch, find: Callable[[CorrectedPhoto], SpotMap]) -> SeenSpots:
    """Return the spots of a region that `find` finds, and which of them are faint."""
    spots = patch.photo.once(find)
    x, y = np.clip((spots.center / spots.factor).astype(np.intp), 0, np.array(spots.level.shape[::-1]) - 1).T
    peak = spots.level[y, x]
    faint = peak < FAINT * (float(np.quantile(peak, 0.1)) if len(peak) else 0.0)
    here = patch.holds(spots.center)
    return SeenSpots(patch, _picked(spots, here), faint[here], find)


def spot_error(
    metric: Metric, both: tuple[SeenSpots, SeenSpots], blur_px: float, recipe: ErrorRecipe
) -> float:
    """Return the smallest detectable change of a metric of the spots found on each photo.

    The blur is a bound and counts in full: it pales and widens a spot by its size. By chance differ which
    spots are found, the faint above all, and the area and contrast of each. The larger effect on the two
    photos counts.
    """
    return max(_on_one(metric, one, blur_px, recipe) for one in both)


def _on_one(metric: Metric, seen: SeenSpots, blur_px: float, recipe: ErrorRecipe) -> float:
    def value(spots: SpotMap) -> float | None:
        photo = replace(seen.patch.photo, _maps={seen.find: spots})
        try:
            return metric(Patch(photo, seen.patch.box, seen.patch.mask))
        except NotMeasurable:
            return None

    base = value(seen.spots)
    if base is None:
        return 0.0

    def effect(spots: SpotMap) -> float:
        changed = value(spots)
        return 0.0 if changed is None else changed - base

    spots, count = seen.spots, len(seen.spots.center)
    number = np.arange(count) % GROUPS
    chance = 0.0
    for group in range(min(GROUPS, count)):
        own = number == group
        singly = 1.0 / np.count_nonzero(own)
        lost = np.where(seen.faint, recipe.spot_faint_share, recipe.spot_lost_share)[own].mean()
        chance += lost * singly * (effect(_picked(spots, ~own)) ** 2 + effect(_doubled(spots, own)) ** 2)
        chance += singly * effect(replace(spots, area=_scaled(spots.area, own, recipe.spot_area_sd))) ** 2
        more = spots.contrast + np.where(own, recipe.spot_contrast_sd, 0)
        chance += singly * effect(replace(spots, contrast=more)) ** 2
    if count and (again := seen.faint).any():
        chance += recipe.spot_faint_share * effect(_doubled(spots, again & (np.cumsum(again) == 1))) ** 2
    return float(np.hypot(effect(_softer(seen, blur_px)), recipe.coverage * np.sqrt(chance)))


def _softer(seen: SeenSpots, blur_px: float) -> SpotMap:
    """Return the spots as a photo shows them that is blurred by `blur_px` more."""
    radius = np.sqrt(seen.spots.area / np.pi) / seen.patch.photo.scale
    wider = 1 + np.square(blur_px / np.maximum(radius, 1.0))
    return replace(seen.spots, area=seen.spots.area * wider, contrast=seen.spots.contrast / wider)


def _scaled(values: Values, own: NDArray[np.bool_], share: float) -> Values:
    return np.where(own, values * (1 + share), values)


def _picked(spots: SpotMap, keep: NDArray[np.bool_]) -> SpotMap:
    return replace(spots, center=spots.center[keep], area=spots.area[keep], contrast=spots.contrast[keep])


def _doubled(spots: SpotMap, again: NDArray[np.bool_]) -> SpotMap:
    every = np.concatenate([np.arange(len(again)), np.flatnonzero(again)])
    return replace(spots, center=spots.center[every], area=spots.area[every], contrast=spots.contrast[every])
