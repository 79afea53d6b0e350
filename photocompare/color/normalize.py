"""One color for two photographs: per-channel gains in linear light from what both photos show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.corrected import CorrectedPhoto
from photocompare.errors import Finding, Problem
from photocompare.photo import Photo
from photocompare.recipe import ColorRecipe
from photocompare.regions import Region, pixel_box, rasterize, warped

MIN_REFERENCE_PIXELS = 100
Gains = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NormalizedPair:
    """Both photos in one color.

    Attributes:
        baseline, followup: the photos in measuring color.
        method: `none`, `gray` or `reference`: how it was done, the same for both.
        error_de00: what color difference remains, in dE2000, or None where nothing tells.
        findings: doubts about the correction.
    """

    baseline: CorrectedPhoto
    followup: CorrectedPhoto
    method: str
    error_de00: float | None = None
    findings: tuple[Finding, ...] = ()


def normalize(
    baseline: Photo,
    followup: Photo,
    alignment: Alignment,
    regions: Sequence[Region] = (),
    recipe: ColorRecipe = ColorRecipe(),
    *,
    mm_per_pixel: float | None = None,
) -> NormalizedPair:
    """Return the pair in one color by `recipe.method`; `auto` takes gray, else reference, else none.

    `gray` makes the marked card neutral and equally light in both photos; `reference` gives the follow-up
    the baseline's color on the marked untreated skin. Medians, gains in linear light, never half applied.

    Raises:
        Problem: E420 where the marked surface is missing, clipped or too small in one photo, E421 where a
            gain beyond `recipe.max_gain` would be needed.
    """
    method = _available(regions) if recipe.method == "auto" else recipe.method
    findings: tuple[Finding, ...] = ()
    gains = (np.ones(3), np.ones(3))
    if method == "none":
        findings = (Finding("W420"),) if recipe.method == "auto" else ()
    elif method == "gray":
        gains = _gray_gains(baseline, followup, alignment, _marked(regions, "gray"))
    elif method == "reference":
        marked = _marked(regions, "reference")
        lights = _lights(baseline, followup, alignment, marked)
        gains = (np.ones(3), lights[0] / lights[1])
    else:
        raise Problem("E420", detail=f"the color method {method!r} is not available")
    _check_gains(gains[1] / gains[0], recipe.max_gain)
    scale, unit = (1.0, "px") if mm_per_pixel is None else (mm_per_pixel, "mm")
    return NormalizedPair(
        CorrectedPhoto(baseline, np.diag(gains[0]), scale, unit),
        CorrectedPhoto(followup, np.diag(gains[1]), scale / _magnification(alignment), unit),
        method,
        findings=findings,
    )


def _available(regions: Sequence[Region]) -> str:
    roles = {region.role for region in regions}
    return "gray" if "gray" in roles else "reference" if "reference" in roles else "none"


def _marked(regions: Sequence[Region], role: str) -> list[Region]:
    marked = [region for region in regions if region.role == role]
    if not marked:
        raise Problem("E420", detail=f"no region has the role {role!r}")
    return marked


def _gray_gains(
    baseline: Photo, followup: Photo, alignment: Alignment, cards: list[Region]
) -> tuple[Gains, Gains]:
    first, second = _lights(baseline, followup, alignment, cards)
    known = next((card.reflectance for card in cards if card.reflectance is not None), None)
    target = float(first[1]) if known is None else known
    return target / first, target / second


def _lights(
    baseline: Photo, followup: Photo, alignment: Alignment, marked: list[Region]
) -> tuple[Gains, Gains]:
    """Return the median linear RGB of the marked surface in each photo."""
    here = [region for region in marked if region.photo == "baseline"]
    there = [region for region in marked if region.photo == "followup"]
    return (
        _median_light(baseline, here or [warped(region, alignment.to_baseline) for region in there]),
        _median_light(followup, there or [warped(region, alignment.to_followup) for region in here]),
    )


def _median_light(photo: Photo, marked: list[Region]) -> Gains:
    lights = []
    for region in marked:
        box = pixel_box(region, photo.shape)
        mask = rasterize(region, box) & ~photo.clipped(box)
        if photo.valid is not None:
            mask &= photo.valid[box.slices]
        lights.append(photo.linear(box)[mask])
    light = np.concatenate(lights)
    if len(light) < MIN_REFERENCE_PIXELS:
        names = ", ".join(region.name for region in marked)
        raise Problem("E420", photo.name, f"fewer than {MIN_REFERENCE_PIXELS} usable pixels in {names}")
    median: Gains = np.median(light, axis=0).astype(np.float64)
    if np.any(median <= 0):
        raise Problem("E420", photo.name, "it is black in one channel")
    return median


def _check_gains(gains: Gains, largest: float) -> None:
    if np.any(gains > largest) or np.any(gains < 1 / largest):
        red, green, blue = gains
        raise Problem("E421", detail=f"the follow-up would need gains of {red:.2f}, {green:.2f}, {blue:.2f}")


def _magnification(alignment: Alignment) -> float:
    """Return follow-up pixels per baseline pixel, at the middle of the baseline."""
    height, width = alignment.baseline_shape
    middle = np.array([width / 2, height / 2])
    x, y = alignment.to_followup(middle + np.array([[1.0, 0.0], [0.0, 1.0]])) - alignment.to_followup(middle)
    return float(np.sqrt(abs(x[0] * y[1] - x[1] * y[0])))
