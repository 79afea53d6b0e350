"""The error of vessel measures: the vessels found, seen a little softer, with the faintest of them lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from photocompare.alignment import Alignment
from photocompare.metric import Metric, Patch
from photocompare.recipe import ErrorRecipe
from photocompare.vessels import Fates, Following, VesselMap, find_vessels, picked

FULL_WIDTH = 2.355
"""Full width at half height of a Gaussian of deviation 1."""
FAINTEST = 0.02
"""The contrast that this share of vessels falls short of is about the least that is found."""
PIECE = 10
GOLDEN = 0.618034


def vessel_error(metric: Metric, both: tuple[Patch, Patch], blur_px: float, recipe: ErrorRecipe) -> float:
    """Return the standard deviation of the change of a metric of the vessels found on each photo.

    Each photo's vessels are seen `blur_px` softer (wider and paler, the faintest lost) and with the contrast
    of each off by its noise; the larger effect on the two photos counts.
    """
    effects = []
    for patch in both:
        vessels = _near(patch)
        base = metric(_with(patch, vessels))
        changed = [metric(_with(patch, one)) - base for one in _disturbed(vessels, blur_px, recipe)]
        effects.append(float(np.sqrt(np.square(changed).sum())))
    return max(effects)


def _disturbed(vessels: VesselMap, blur_px: float, recipe: ErrorRecipe) -> Iterator[VesselMap]:
    limit = float(np.quantile(vessels.contrast, FAINTEST)) if len(vessels.points) else 0.0
    yield _lost(softer(vessels, blur_px), limit)
    yield _lost(vessels, limit + recipe.vessel_contrast_sd)
    yield replace(vessels, width=vessels.width * (1 - recipe.vessel_share_sd))


def softer(vessels: VesselMap, blur_px: float) -> VesselMap:
    """Return the vessels as a photo shows them that is blurred by `blur_px` more: wider and paler."""
    share = _share_left(vessels, blur_px)
    return replace(vessels, width=vessels.width / share, rise=vessels.rise * share[:, None])


def _share_left(vessels: VesselMap, blur_px: float) -> NDArray[np.float64]:
    """Return the share of its contrast that each point of the vessels keeps under a blur."""
    width = vessels.width / vessels.unit
    return np.asarray(width / np.hypot(width, FULL_WIDTH * blur_px))


def _lost(vessels: VesselMap, limit: float) -> VesselMap:
    return picked(vessels, vessels.contrast >= limit)


def _near(patch: Patch) -> VesselMap:
    """Return whole vessels that touch the region's box, and no others."""
    vessels: VesselMap = patch.photo.once(find_vessels)
    x, y = vessels.points.T
    box = patch.box
    touches = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    keep = np.isin(vessels.vessel, np.unique(vessels.vessel[touches]))
    return picked(vessels, keep)


def _with(patch: Patch, vessels: VesselMap) -> Patch:
    """Return the patch on a photo on which just these vessels are found."""
    return Patch(replace(patch.photo, _maps={find_vessels: vessels}), patch.box, patch.mask)


def fate_error(
    metric: Metric, both: tuple[Patch, Patch], alignment: Alignment, blur_px: float, recipe: ErrorRecipe
) -> float:
    """Return by how much a metric of what became of vessels moves though nothing happened to them.

    Every piece of vessel keeps what blur leaves of its contrast, give or take its noise; the metric is read
    off that.
    """
    before, after = both
    following = Following(after.photo, alignment)
    found: Fates = before.photo.once(following)
    null = replace(
        found,
        left=_null_share(found.before, blur_px, recipe),
        width_left=1 + recipe.vessel_share_sd * _scatter(len(found.left)),
        was=_null_share(found.after, blur_px, recipe),
    )
    untouched = Patch(replace(before.photo, _maps={following: null}), before.box, before.mask)
    _, value = metric.of_pair(untouched, after, alignment)
    return abs(value - (metric.at_baseline or 0.0))


def _null_share(vessels: VesselMap, blur_px: float, recipe: ErrorRecipe) -> NDArray[np.float64]:
    noise = np.hypot(recipe.vessel_share_sd, recipe.vessel_contrast_sd / np.maximum(vessels.contrast, 1e-6))
    return np.asarray(_share_left(vessels, blur_px) + noise * _scatter(len(noise)))


def _scatter(count: int) -> NDArray[np.float64]:
    """Return N normal deviates, the same each time, one for each piece of 10 points."""
    piece = np.arange(count) // PIECE
    return np.asarray(norm.ppf((piece * GOLDEN + 0.5) % 1 * 0.998 + 0.001))
