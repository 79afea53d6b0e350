"""The brown spots of a photo: darker by pigment than the skin about them, in millimeters."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import scipy
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.middle import median
from photocompare.recipe import SpotRecipe
from photocompare.vessels import Optical, find_vessels, light_of, millimeter

Map = NDArray[np.float32]
Mask = NDArray[np.bool_]

PIGMENT = np.array([[-0.045, -1.819, 2.264]])
"""Weights of D_R, D_G, D_B: the melanin component, blind to blood and shading, and 0.4 of red, where melanin
still shows in skin so dark that blue light hardly comes back."""
RED = np.array([[1.0, 0.0, 0.0]])
DARK = 0.08
"""Red absorbance over the surround from which a spot is dark."""
LUMINANCE = np.array([[0.2126, 0.7152, 0.0722]])
ULTRAVIOLET = np.array([[1.0, 1.0, 1.0]]) / 3
"""In ultraviolet light melanin darkens whatever the camera makes of it."""
SMOOTH_MM, SURROUND_MM = 0.09, 9.0
"""The map is smoothed by the first; the surround is the median over a square of the second."""
COARSE = 15
TIMES_NOISE = 4.5
OPEN = 0.7
"""A spot is followed down to this share of the threshold its peak must exceed."""
PEAK_SHARE = 0.45
"""The height of a spot is told by the darkest 45 % of its area..."""
POINTED = 0.14
"""...whose mean lacks so much of a Gaussian's height, and nothing of a disc's."""
ROUNDS = 4
LEVEL = 0.45
"""Share of the height at which its outline stands: absorbance bends up with the logarithm of pigment, half of
which stands at .43 to .48 of a freckle's rise, at .35 of a mole's (diffusion model)."""
PIXEL_BLUR = 0.6
"""Standard deviation, in blocks, of what lens, pixel and JPEG colors blur."""
ABOUT = 0.15
"""How a spot falls off, as a heap or as a disc, is told by its area so far above and below this level."""
GAUSSIAN_SLOPE = np.log(2)
"""A Gaussian's slope at half its height times the radius there, over its height."""
GAUSSIAN_AREA = 2 * np.pi * np.log(2)
"""The area of a Gaussian at half its height, over its variance: what blur adds to it."""
LEAST_LEFT = 0.5
LONGEST = 3.0
MOST_ON_VESSELS = 0.3
VESSEL_MARGIN_MM = 0.15


@dataclass(frozen=True, eq=False)
class SpotMap:
    """Every spot of a photo, N of them.

    Attributes:
        center: N x 2 (x, y) in photo pixels, corner origin.
        area: N, inside the outline at half contrast, in the photo's unit squared.
        contrast: N, rise of the absorbance of luminance over the skin beside the spot, of its darker half.
        margin: N, how many times the contrast that a spot must have its darkest place has.
        level: h x w pigment over the surround, in blocks of `factor` photo pixels; 0 where not sought.
        factor: photo pixels along a block.
    """

    center: NDArray[np.float64]
    area: NDArray[np.float64]
    contrast: NDArray[np.float64]
    margin: NDArray[np.float64]
    level: Map
    factor: int


def find_spots(photo: CorrectedPhoto) -> SpotMap:
    """Return the brown spots of `photo` in and about its `focus`, by its settings `spots`.

    Sought on the pigment map; and on plain red absorbance, as a mole so dark that blue light does not come
    back has less of the pigment map in its middle than at its rim. What both show is measured on the latter.
    """
    vessels = photo.once(find_vessels).mask
    pale = _found(photo, PIGMENT, photo.spots.min_contrast, vessels)
    dark = _found(photo, RED, DARK, vessels)
    keep = np.ones(len(pale.center), dtype=bool)
    if len(dark.center) and len(pale.center):
        away = np.hypot(*(pale.center[:, None] - dark.center).transpose(2, 0, 1)) * photo.scale
        keep = (away > 1.2 * np.sqrt(dark.area / np.pi)).all(axis=1)
    for box in photo.once(light_of).boxes:
        np.maximum(pale.level[box.slices], dark.level[box.slices], out=pale.level[box.slices])
    return SpotMap(
        np.concatenate([pale.center[keep], dark.center]),
        np.concatenate([pale.area[keep], dark.area]),
        np.concatenate([pale.contrast[keep], dark.contrast]),
        np.concatenate([pale.margin[keep], dark.margin]),
        pale.level,
        pale.factor,
    )


def find_uv_spots(photo: CorrectedPhoto) -> SpotMap:
    """Return the dark spots of a photo taken in ultraviolet light."""
    return _found(photo, ULTRAVIOLET, photo.spots.min_uv_contrast, None)


def _found(
    photo: CorrectedPhoto, weights: NDArray[np.float64], least: float, vessels: Mask | None
) -> SpotMap:
    light = photo.once(light_of)
    factor, mm = light.factor, millimeter(photo) / light.factor
    level = np.zeros(light.density.shape[:2], dtype=np.float32)
    parts = [np.empty((0, 5))]
    for box in light.boxes:
        part = light.cut(box)
        over, noise = _over_surround(part.map(weights), mm)
        level[box.slices] = over
        limit = max(least, TIMES_NOISE * noise)
        dark = over > np.float32(limit)
        if not dark.any():
            continue
        taken = np.zeros(over.shape, dtype=bool)
        if vessels is not None:
            reach = 2 * max(1, round(VESSEL_MARGIN_MM * mm)) + 1
            on = np.ascontiguousarray(vessels[::factor, ::factor][box.slices]).astype(np.uint8)
            taken = np.asarray(cv2.dilate(on, np.ones((reach, reach), np.uint8)) > 0)
        spots = _spots(over, dark, part, limit, mm, photo.spots, taken)
        parts.append(spots + np.array([box.left, box.top, 0, 0, 0]))
    found = np.concatenate(parts)
    side = photo.scale * factor
    area, contrast, margin = found[:, 2:].T
    return SpotMap(found[:, :2] * factor, area * side**2, contrast, margin, level, factor)


def _over_surround(values: Map, mm: float) -> tuple[Map, float]:
    """Return the smoothed map less its median over a wide surround, and the noise that is left."""
    smooth = np.asarray(cv2.GaussianBlur(values, (0, 0), _smoothing(mm)))
    height, width = values.shape
    pitch = max(SURROUND_MM * mm / COARSE, 1.0)
    size = max(int(width / pitch), 1), max(int(height / pitch), 1)
    small = cv2.resize(smooth, size, interpolation=cv2.INTER_AREA)
    low, high = float(small.min()), float(small.max())
    step = max((high - low) / 255, 1e-6)
    around = cv2.medianBlur(np.rint((small - low) / step).astype(np.uint8), COARSE).astype(np.float32)
    # The median comes in 256 steps; a little blur takes them out again.
    around = cv2.GaussianBlur(around, (0, 0), 1.5) * np.float32(step) + np.float32(low)
    over = smooth - cv2.resize(around, (width, height), interpolation=cv2.INTER_LINEAR)
    return over, 1.4826 * median(np.abs(over[::2, ::2]))


def _spots(
    over: Map, dark: Mask, light: Optical, limit: float, mm: float, recipe: SpotRecipe, taken: Mask
) -> NDArray[np.float64]:
    """Return N x 5: center x and y, area, contrast and margin in blocks, of spots by size and shape."""
    high = (over > OPEN * limit).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(high, connectivity=4)
    smallest, largest = (
        np.pi / 4 * (size * mm) ** 2 for size in (recipe.min_diameter_mm, recipe.max_diameter_mm)
    )
    rows, blur = [], float(np.hypot(_smoothing(mm), PIXEL_BLUR))
    extents = stats[:, cv2.CC_STAT_AREA]
    possible = (extents >= 0.2 * smallest) & (extents <= 4 * largest) & (np.arange(count) > 0)
    peaks = np.zeros(count, dtype=bool)
    peaks[labels[dark]] = True
    for number in np.flatnonzero(possible & peaks).tolist():
        left, top, width, height = (int(value) for value in stats[number, :4])
        margin = max(3, int(0.6 * max(width, height)))
        rows_, columns = (
            slice(max(first - margin, 0), first + extent + margin)
            for first, extent in ((top, height), (left, width))
        )
        own, others = labels[rows_, columns] == number, high[rows_, columns] > 0
        if taken[rows_, columns][own].mean() > MOST_ON_VESSELS:
            continue
        other = (others & ~own) | taken[rows_, columns]
        seen = light.of(light.density[rows_, columns], LUMINANCE)
        spot = _measured(over[rows_, columns], seen, own, other, limit, blur)
        if spot is None or not smallest <= spot[2] <= largest:
            continue
        rows.append((spot[0] + columns.start, spot[1] + rows_.start, *spot[2:]))
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


def _measured(
    over: Map, seen: Map, own: Mask, others: Mask, limit: float, blur: float
) -> tuple[float, float, float, float, float] | None:
    """Return center x and y, area, contrast, margin of one spot in its window, or None."""
    peak = float(over[own].max())
    near = scipy.ndimage.binary_dilation(own, iterations=2)
    beside = ~near & ~others
    ground = float(np.median(over[beside])) if np.count_nonzero(beside) >= 8 else 0.0
    inside = np.sort(over[own])[::-1] - ground
    cover, heap, darkest = _outlined(over - np.float32(ground), inside, near)
    area, darker = float(cover.sum()), float(inside[:darkest].mean())
    if darker <= limit or area <= 0:
        return None
    sharper = max(1 - GAUSSIAN_AREA * (blur * heap) ** 2 / area, LEAST_LEFT)
    y, x = np.mgrid[0 : over.shape[0], 0 : over.shape[1]] + 0.5
    center = float((cover * x).sum() / area), float((cover * y).sum() / area)
    away = np.stack([x - center[0], y - center[1]])
    moments = np.linalg.eigvalsh(np.einsum("iyx,jyx,yx->ij", away, away, cover) / area)
    if moments[1] > LONGEST**2 * max(float(moments[0]), 1e-6):
        return None
    around = np.median(seen[beside]) if beside.any() else np.median(seen)
    darkness = np.sort(seen[own])[::-1][:darkest].mean() - around
    return center[0], center[1], area * sharper, float(darkness), peak / limit


def _outlined(rise: Map, inside: NDArray[np.float32], near: Mask) -> tuple[Map, float, int]:
    """Return how much of each block lies within a spot's outline, what shape it has, and its darkest blocks.

    `rise` is over the ground; `inside` the spot's own values, the greatest first; `near` where it may reach.
    The shape is 0 for a disc with sharp edges and 1 for a Gaussian heap; of the darkest comes the number.
    """
    down, along = np.gradient(rise)
    slope = np.maximum(np.hypot(down, along), 1e-3 * abs(float(inside[0])) + 1e-9)[near]
    rising = rise[near]

    def covered(level: float) -> Map:
        # By a block's distance from the outline, along the local slope.
        return np.asarray(np.clip(0.5 + (rising - np.float32(level)) / slope, 0, 1), dtype=np.float32)

    area, heap = float(len(inside)), 0.0
    for _ in range(ROUNDS):
        darkest = max(3, int(PEAK_SHARE * min(area, len(inside))))
        height = float(inside[:darkest].mean()) / (1 - POINTED * heap**2)
        cover = covered(LEVEL * height)
        area = float(cover.sum())
        wide, narrow = (float(covered((LEVEL + step) * height).sum()) ** 0.5 for step in (-ABOUT, ABOUT))
        heap = float(np.clip(GAUSSIAN_SLOPE * (wide - narrow) / max(2 * ABOUT * area**0.5, 1e-9), 0, 1))
    whole = np.zeros(rise.shape, np.float32)
    whole[near] = cover
    return whole, heap, darkest


def _smoothing(mm: float) -> float:
    """Return the standard deviation, in blocks, of the smoothing that spots are sought after."""
    return max(SMOOTH_MM * mm, 0.5)
