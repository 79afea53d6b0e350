"""Visible vessels: red ones on the erythema map, fine scales; blue ones on red absorbance, wide scales."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.morphology import remove_small_objects, skeletonize

from photocompare.color import CorrectedPhoto, absorbance
from photocompare.metric import Patch, metric

RED_WIDTHS_MM = (0.3, 1.2)
BLUE_WIDTHS_MM = (1.2, 3.5)
RED_WIDTHS_PX = (3.0, 10.0)
BLUE_WIDTHS_PX = (10.0, 28.0)
RED_THRESHOLD = 0.020
BLUE_THRESHOLD = 0.010
SHORTEST_WIDTHS = 4.0
Map = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class VesselMap:
    """The vessels of a photo.

    Attributes:
        mask: H x W bool, True on a vessel.
        length: H x W float32, on a centerline pixel the length of line it stands for, in pixels; 0 elsewhere.
    """

    mask: NDArray[np.bool_]
    length: Map


def find_vessels(photo: CorrectedPhoto) -> VesselMap:
    """Return the vessels of the photo; computed once for all regions and metrics."""
    optical = absorbance(photo.linear())
    millimeters = photo.scale_unit == "mm"
    red_widths = RED_WIDTHS_MM if millimeters else RED_WIDTHS_PX
    blue_widths = BLUE_WIDTHS_MM if millimeters else BLUE_WIDTHS_PX
    red, red_angle = _ridges(optical[..., 1] - optical[..., 0], red_widths, photo.scale)
    blue, blue_angle = _ridges(optical[..., 0], blue_widths, photo.scale)
    is_red = red / RED_THRESHOLD >= blue / BLUE_THRESHOLD
    mask = (red > RED_THRESHOLD) | (blue > BLUE_THRESHOLD)
    shortest = round(SHORTEST_WIDTHS * (red_widths[0] / photo.scale) ** 2)
    mask = remove_small_objects(mask, max_size=shortest)
    lines = skeletonize(mask)
    angle = np.where(is_red, red_angle, blue_angle)[lines]
    length = np.zeros(mask.shape, dtype=np.float32)
    # A digital line at angle t has one pixel per max(|cos t|, |sin t|) of its length.
    length[lines] = 1 / np.maximum(np.abs(np.cos(angle)), np.abs(np.sin(angle)))
    return VesselMap(mask, length)


@metric(label="Vessel area", unit="%", worse="higher", true_zero=True)
def vessel_area_fraction(patch: Patch) -> float:
    """Return the share of the region's pixels that lie on a visible vessel, in percent.

    Formula: vessel pixels / region pixels; vessels are ridges of log absorbance beyond a fixed contrast.
    Needs: equal focus; at least 5 pixels across the smallest vessel.
    Limits: hairs may count as vessels; apparent width, not the lumen.
    Source: ridge scale w/2 and channels: science notes 4.2-4.4; widths after CEAP (Eklof et al. 2004).
    """
    return float(100 * np.mean(patch.cut(patch.photo.once(find_vessels).mask)))


@metric(label="Vessel length density", unit="1/mm", worse="higher", true_zero=True)
def vessel_length_density(patch: Patch) -> float:
    """Return the length of vessel centerlines per area of the region.

    Formula: centerline length / region area, each centerline pixel weighted by its direction.
    Needs: equal focus; a scale for millimeters, else per pixel of the baseline.
    Limits: as vessel_area_fraction.
    Source: length on before/after images as in Bertanha et al., JAMA Dermatol 153:1249 (2017).
    """
    length = patch.cut(patch.photo.once(find_vessels).length)
    return float(np.mean(length, dtype=np.float64) / patch.photo.scale)


def _ridges(optical: Map, widths: tuple[float, float], scale: float) -> tuple[Map, Map]:
    """Return the strongest bright-ridge response over the widths (optical density), and its direction."""
    best = np.zeros(optical.shape, dtype=np.float32)
    along = np.zeros(optical.shape, dtype=np.float32)
    for sigma in np.geomspace(widths[0] / 2, widths[1] / 2, 4) / scale:
        response, angle = _ridge(optical, max(float(sigma), 0.8))
        stronger = response > best
        best[stronger], along[stronger] = response[stronger], angle[stronger]
    return best, along


def _ridge(optical: Map, sigma: float) -> tuple[Map, Map]:
    """Return sigma^2 times the downward curvature across the ridge, and the direction along it in radians."""
    radius = int(np.ceil(4 * sigma))
    x = np.arange(-radius, radius + 1)
    g = np.exp(-(x**2) / (2 * sigma**2))
    g /= g.sum()
    first, second = -x / sigma**2 * g, (x**2 / sigma**2 - 1) / sigma**2 * g
    xx, yy, xy = (
        cv2.sepFilter2D(optical, cv2.CV_32F, across, down, borderType=cv2.BORDER_REPLICATE)
        for across, down in ((second, g), (g, second), (first, first))
    )
    half, mean = (xx - yy) / 2, (xx + yy) / 2
    spread = np.sqrt(half**2 + xy**2)
    across = 0.5 * np.arctan2(-xy, -half)
    along = (across + np.pi / 2).astype(np.float32)
    return np.maximum(-(mean - spread), 0) * np.float32(sigma**2), along
