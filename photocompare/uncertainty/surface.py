"""The error of measures of fine structure: the region on other grids of pixels, and a softer photo."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from photocompare.color import CorrectedPhoto
from photocompare.metric import Metric
from photocompare.metrics.surface import fine_contrast
from photocompare.patch import Patch
from photocompare.photo import Box
from photocompare.recipe import ErrorRecipe
from photocompare.vessels import light_of, millimeter

MARGIN = 8
"""Blocks about the region that a blur may draw from."""


def texture_error(
    metric: Metric,
    both: tuple[Patch, Patch],
    values: tuple[float, float],
    blur_px: float,
    recipe: ErrorRecipe,
) -> float:
    """Return the smallest detectable change of fine contrast, whose `values` on both photos are given.

    The blur is a bound and counts in full, its larger effect on the two photos, as one already has it; by
    chance a share of the value, which light and file leave.
    """
    blurs = [metric(_softer(one, blur_px)) - value for one, value in zip(both, values, strict=True)]
    chance = recipe.texture_sd * np.sqrt(np.mean(np.square(values)))
    return float(np.hypot(np.max(np.abs(blurs)), recipe.coverage * chance))


def unevenness_error(
    metric: Metric, both: tuple[Patch, Patch], values: tuple[float, float], recipe: ErrorRecipe
) -> float:
    """Return the smallest detectable change of unevenness, whose `values` on both photos are given.

    By chance: where the grid of its means comes to lie, and a share of the value, which light and file leave.
    """
    chances = []
    for patch, value in zip(both, values, strict=True):
        grids = np.array([metric(one) - value for one in _on_other_grids(patch)])
        chances.append(np.mean(np.square(grids)) + (recipe.unevenness_sd * value) ** 2)
    return float(recipe.coverage * np.sqrt(np.mean(chances)))


def _softer(patch: Patch, blur_px: float) -> Patch:
    """Return the patch on a photo whose fine contrast is softer; all else as it is."""
    photo: CorrectedPhoto = patch.photo
    band, factor = photo.once(fine_contrast), photo.once(light_of).factor
    softer = np.zeros(band.shape, band.dtype)
    near = patch.box.grown(MARGIN * factor, photo.shape)
    sides = ((near.top, near.bottom), (near.left, near.right))
    rows, columns = (slice(low // factor, -(-high // factor)) for low, high in sides)
    softer[rows, columns] = cv2.GaussianBlur(band[rows, columns], (0, 0), max(blur_px / factor, 0.05))
    return replace(patch, photo=replace(photo, _maps={**photo._maps, fine_contrast: softer}))


def _on_other_grids(patch: Patch) -> list[Patch]:
    """Return the same region in boxes that begin half a millimeter further left, up, or both."""
    step = max(1, round(millimeter(patch.photo) / 2))
    found = []
    for up, left in ((0, step), (step, 0), (step, step)):
        up, left = min(up, patch.box.top), min(left, patch.box.left)
        box = Box(patch.box.top - up, patch.box.bottom, patch.box.left - left, patch.box.right)
        found.append(replace(patch, box=box, mask=np.pad(patch.mask, ((up, 0), (left, 0)))))
    return found
