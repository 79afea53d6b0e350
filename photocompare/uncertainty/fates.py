"""The error of measures of what became of vessels: what a pair in which nothing happened would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.metric import Metric
from photocompare.patch import Patch
from photocompare.recipe import ErrorRecipe
from photocompare.uncertainty.scatter import PIECE, scatter, share_left
from photocompare.vessels import Fates, Following, VesselMap, kind_named

LEAST_SHARE = 0.006
"""So many pieces of vessel seem cleared or new by chance; the mean of untreated phantoms is half of it."""


def untouched(
    before: Patch, after: Patch, alignment: Alignment, blur_px: float, recipe: ErrorRecipe
) -> Patch:
    """Return the region before on a photo whose every vessel stayed: for all metrics of a region.

    Every piece of vessel keeps what the blur leaves of its contrast, give or take its noise.
    """
    following = Following(after.photo, alignment)
    found: Fates = before.photo.once(following)
    null = replace(
        found,
        left=_null_share(found.before, blur_px, recipe),
        width_left=1 + recipe.vessel_share_sd * scatter(len(found.left)),
        was=_null_share(found.after, blur_px, recipe),
    )
    return Patch(replace(before.photo, _maps={following: null}), before.box, before.mask)


def fate_error(
    metric: Metric, untouched: Patch, after: Patch, alignment: Alignment, recipe: ErrorRecipe
) -> float:
    """Return the smallest detectable change of a metric of what became of vessels.

    The metric is read off the `untouched` vessels; how many pieces of them happen to fall beyond a limit is a
    matter of chance (binomial).
    """
    found: Fates = untouched.photo.once(Following(after.photo, alignment))
    _, value = metric.of_pair(untouched, after, alignment)
    off = abs(value - (metric.at_baseline or 0.0))
    share = min(max(off / 100, LEAST_SHARE), 0.5)
    chance = 100 * float(np.sqrt(share * (1 - share) / _pieces(untouched, found.before, metric.id)))
    return off + recipe.coverage * chance


def _pieces(patch: Patch, vessels: VesselMap, name: str) -> float:
    """Return the number of pieces of vessel (of the class the name ends with) in the region, at least 1."""
    here = patch.holds(vessels.points) & kind_named(vessels, name)
    return max(float(np.count_nonzero(here)) / PIECE, 1.0)


def _null_share(vessels: VesselMap, blur_px: float, recipe: ErrorRecipe) -> NDArray[np.float64]:
    noise = np.hypot(recipe.vessel_share_sd, recipe.vessel_contrast_sd / np.maximum(vessels.contrast, 1e-6))
    return np.asarray(share_left(vessels, blur_px) + noise * scatter(len(noise)))
