"""The skin's surface, as far as one photo tells: highlights and fine contrast, named so.

Not here, as a photo cannot tell them: roughness in micrometers, radiance, swelling, itch (science notes, 6).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.errors import NotMeasurable
from photocompare.metric import MIN_PIXELS, Patch, metric
from photocompare.middle import median
from photocompare.spots import LUMINANCE
from photocompare.vessels import find_vessels, light_of, millimeter
from photocompare.vessels.optical import UNIT

FINE_MM, COARSE_MM = 0.15, 0.6
"""The band of fine contrast: structures between about 0.4 and 2 mm across."""
SURROUND_MM = 2.5
BRIGHTER = 1.25
PALER = 0.9
"""A highlight is this much brighter than the skin about it, and its color this much nearer to white."""
WHITE = 0.97


def fine_contrast(photo: CorrectedPhoto) -> NDArray[np.float32]:
    """Return h x w absorbance of luminance between the scales of the band, in blocks of `light_of`."""
    light = photo.once(light_of)
    mm = millimeter(photo) / light.factor
    band = np.zeros(light.density.shape[:2], dtype=np.float32)
    for box in light.boxes:
        values = light.of(light.density[box.slices], LUMINANCE)
        fine, coarse = (cv2.GaussianBlur(values, (0, 0), max(s * mm, 0.4)) for s in (FINE_MM, COARSE_MM))
        band[box.slices] = cv2.subtract(fine, coarse)
    return band


@metric(label="Fine contrast", unit="%", worse="", true_zero=True)
def texture_contrast(patch: Patch) -> float:
    """Return how much the lightness varies from place to place at the scale of fine lines and pores.

    Formula: 100 ln(10) x 1.4826 x median |b|: the spread, in percent of the light, of the absorbance b of
    luminance between Gaussians of 0.15 and 0.6 mm, beside vessels.
    Needs: the same light direction, focus and distance; a scale for millimeters.
    Limits: relative micro-contrast, no roughness in micrometers; a softer photo reads smoother skin.
    Source: band-pass contrast; why no more is claimed: Bargo and Kollias 2010, doi
    10.1111/j.1365-2133.2010.09639.x.
    """
    factor, box = patch.photo.once(light_of).factor, patch.box
    chosen = (
        patch.mask[::factor, ::factor] & ~patch.photo.once(find_vessels).halo[box.slices][::factor, ::factor]
    )
    top, left = box.top // factor, box.left // factor
    band = patch.photo.once(fine_contrast)[top : top + len(chosen), left : left + chosen.shape[1]][chosen]
    if len(band) < MIN_PIXELS:
        raise NotMeasurable("N482")
    return float(100 * np.log(10) * 1.4826 * median(np.abs(band)))


@metric(label="Highlights", unit="%", worse="", true_zero=True)
def highlight_fraction(patch: Patch) -> float:
    """Return the share of the region that glistens: brighter and nearer to white than the skin about it.

    Formula: 100 x pixels whose luminance is above 1.25 times its mean within 2.5 mm, and whose red to blue
    ratio is below 0.9 times that mean's / pixels of the region; clipped white ones count.
    Needs: identical lighting and pose; under cross-polarized light there is next to none.
    Limits: highlights in this light, not radiance, which needs a polarized pair. Scales and pale spots count.
    Source: dichromatic reflection, Shafer 1985, Color Res Appl 10:210; gloss: Matsubara 2012, doi
    10.1111/j.1600-0846.2011.00570.x.
    """
    if np.count_nonzero(patch.mask) < MIN_PIXELS:
        raise NotMeasurable("E406")
    width = SURROUND_MM * millimeter(patch.photo) / patch.photo.once(light_of).factor
    step = max(1, int(width / 3))
    light, skin = _blocks(patch, step)
    burnt = cv2.inRange(light, (float(np.nextafter(np.float32(WHITE), np.inf)),) * 3, (np.inf,) * 3) > 0
    weight = (skin * ~burnt)[..., None].astype(np.float32)
    total, count = _around(light * weight, width, step), _around(weight, width, step)
    around = total / np.maximum(count, 1e-6)[..., None]
    weights = LUMINANCE[0].astype(np.float32)
    bright = light @ weights > BRIGHTER * (around @ weights)
    pale = light[..., 0] * around[..., 2] < PALER * around[..., 0] * light[..., 2]
    # Burnt pixels have left the measured ones; among them they count.
    inside = np.where(burnt & (count > 0.3), 1, skin)
    return 100 * float(inside[(bright & pale) | burnt].sum()) / max(float(inside.sum()), 1.0)


def _blocks(patch: Patch, step: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the region's light in blocks of `light_of` (h x w x 3), and the measured share of each block.

    Multiples of `step` blocks, counted from the photo's corner, and one more on each side: the same for the
    same skin, however the region's box lies.
    """
    optical, box = patch.photo.once(light_of), patch.box
    side = optical.factor * step
    (top, bottom), (left, right) = (
        (max(low // side - 1, 0) * side, (-(-high // side) + 1) * side) for low, high in (box[:2], box[2:])
    )
    mask = np.zeros((bottom - top, right - left), np.float32)
    mask[box.top - top : box.bottom - top, box.left - left : box.right - left] = patch.mask
    height, width = len(mask) // optical.factor, mask.shape[1] // optical.factor
    skin = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)
    first, across = top // optical.factor, left // optical.factor
    density = optical.density[first : first + height, across : across + width]
    light = np.zeros((height, width, 3), np.float32)
    light[: len(density), : density.shape[1]] = np.exp(density * np.float32(-UNIT * np.log(10)))
    return light, np.asarray(skin)


def _around(values: NDArray[np.float32], width: float, step: int) -> NDArray[np.float32]:
    """Return the Gaussian mean over `width` blocks, computed on `step` times coarser blocks."""
    height, across = values.shape[:2]
    small = across // step, height // step
    coarse = cv2.resize(values, small, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), width / step, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(cv2.resize(coarse, (across, height), interpolation=cv2.INTER_LINEAR))
