"""How comparable the two photos of an aligned pair are: the blur one of them has more than the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.errors import Finding
from photocompare.photo import Box, Photo, pair_findings
from photocompare.quality.photo_quality import PhotoQuality, all_findings, photo_quality
from photocompare.quality.tiles import LEAST_SHARE, SIDE, luminance, tile_boxes, usable_pixels

MOST_TILES = 48
FEWEST_TILES = 3
ABOVE_FLOOR = 10.0
_LOWEST, _HIGHEST, _STEP = 0.03, 0.25, 0.0125  # cycles per pixel; above, the resampling of the pair shows
_FLOOR = (0.30, 0.42)  # whatever is not above this band may be noise or what compression leaves
_FEWEST_BINS = 3
_MARGIN = 4
_SPACING = 8
_ALONG = np.arange(SIDE) + 0.5
_KNOTS_ALONG = np.arange(0, SIDE + 1, _SPACING, dtype=np.float64)
_BETWEEN = np.maximum(1 - np.abs(_ALONG[:, None] - _KNOTS_ALONG) / _SPACING, 0)
"""SIDE x 17: the weights of the knots along a side at each pixel, linear between two of them."""
_PLACES, _KNOTS = (np.stack(np.meshgrid(side, side), axis=-1) for side in (_ALONG, _KNOTS_ALONG))
"""(x, y) of the pixels of a square, and of its knots, in pixels from its corner."""


@dataclass(frozen=True)
class PairQuality:
    """The quality of both photos, and the blur that the follow-up has more (see `extra_blur_px`)."""

    photos: tuple[PhotoQuality, PhotoQuality]
    blur_px: float | None


def pair_quality(baseline: Photo, followup: Photo, alignment: Alignment) -> PairQuality:
    """Return the quality of both photos of a pair, and how unequally sharp they are."""
    photos = photo_qualities(baseline, followup)
    if baseline.sha256 == followup.sha256:
        return PairQuality(photos, 0.0)
    blur = extra_blur_px(baseline, followup, alignment) if alignment.accepted else None
    return PairQuality(photos, blur)


def photo_qualities(baseline: Photo, followup: Photo) -> tuple[PhotoQuality, PhotoQuality]:
    """Return the quality of each photo of a pair, kept with the photo."""
    first = baseline.once(photo_quality)
    return first, first if baseline.sha256 == followup.sha256 else followup.once(photo_quality)


def comparability_findings(baseline: Photo, followup: Photo, quality: PairQuality) -> tuple[Finding, ...]:
    """Return every doubt about a pair that holds for all that is measured on it.

    Each photo's own, and how differently they were taken; what concerns single families of metrics is said
    by the gate.
    """
    found = [
        finding
        for photo, own in zip((baseline, followup), quality.photos, strict=True)
        for finding in all_findings(photo, own)
    ]
    return tuple(dict.fromkeys((*found, *pair_findings(baseline, followup))))


def extra_blur_px(baseline: Photo, followup: Photo, alignment: Alignment) -> float | None:
    """Return the blur that the follow-up has more than the baseline; negative where the baseline is softer.

    The standard deviation, in pixels of the coarser photo, of the Gaussian that turns the power spectrum of
    the sharper photo into that of the softer one, on up to 48 squares of the skin both show, at one scale.
    The same skin lies under both, so its own softness drops out, as do brightness and contrast. None where
    too little detail stands out of the noise.
    """
    window = np.outer(np.hanning(SIDE), np.hanning(SIDE))
    spectra = [
        [_power((light / light.mean() - 1) * window) for light in pair]
        for pair in _shared_squares(baseline, followup, alignment)
    ]
    if len(spectra) < FEWEST_TILES:
        return None
    before, after = np.mean(spectra, axis=0)
    frequency = np.hypot(np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None])
    edges = np.arange(_LOWEST, _HIGHEST, _STEP)
    rings = [(frequency > low) & (frequency <= low + _STEP) for low in edges]
    floor = (frequency > _FLOOR[0]) & (frequency <= _FLOOR[1])
    powers = np.array([(before[ring].mean(), after[ring].mean()) for ring in rings])
    floors = np.array([before[floor].mean(), after[floor].mean()])
    above: NDArray[np.bool_] = np.all(powers > ABOVE_FLOOR * floors, axis=1)
    count = len(above) if above.all() else int(np.argmin(above))
    if count < _FEWEST_BINS:
        return None
    middles, powers = edges[:count] + _STEP / 2, powers[:count] - floors
    # A Gaussian of deviation s weakens the power at frequency f by exp(-(2 pi f s)^2).
    slope = np.polyfit((2 * np.pi * middles) ** 2, np.log(powers[:, 0] / powers[:, 1]), 1)[0]
    return float(np.sign(slope) * np.sqrt(abs(slope)))


def _shared_squares(
    baseline: Photo, followup: Photo, alignment: Alignment
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Yield the luminance of squares both photos show, on one grid: that of the coarser photo."""
    middle = np.array([[baseline.shape[1] / 2, baseline.shape[0] / 2]])
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    ends = alignment.to_followup(middle + corners)
    ratio = float(np.sqrt(abs(np.linalg.det(ends[1:] - ends[0]))))  # follow-up pixels per baseline pixel
    step = max(1.0, 1 / ratio)
    boxes = [
        box
        for box in tile_boxes(baseline.box, int(np.ceil(SIDE * step)), MOST_TILES)
        if min(box.shape) >= SIDE * step and usable_pixels(baseline, box).mean() >= LEAST_SHARE
    ]
    corners = np.array([(box.left, box.top) for box in boxes], dtype=np.float64).reshape(-1, 1, 2)
    # One call for all squares: the map is turned around by iteration.
    carried = alignment.to_followup((_KNOTS.reshape(-1, 2) * step + corners).reshape(-1, 2))
    for corner, knots in zip(corners, carried.reshape(-1, *_KNOTS.shape), strict=True):
        # Skin bends over hundreds of pixels: between knots the map is straight to a hundredth of one.
        there = np.stack([_BETWEEN @ knots[..., axis] @ _BETWEEN.T for axis in range(2)], axis=-1)
        first = _sampled(baseline, _PLACES.reshape(-1, 2) * step + corner, step)
        second = _sampled(followup, there.reshape(-1, 2), step * ratio)
        if first is not None and second is not None:
            yield first, second


def _sampled(photo: Photo, points: NDArray[np.float64], step: float) -> NDArray[np.float32] | None:
    """Return the luminance at the points of a square, `step` pixels apart; None where some are outside."""
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    if left < 0 or top < 0 or right > photo.shape[1] or bottom > photo.shape[0]:
        return None
    box = Box(int(top), int(bottom) + 1, int(left), int(right) + 1).grown(_MARGIN, photo.shape)
    if usable_pixels(photo, box).mean() < LEAST_SHARE:
        return None
    light = luminance(photo, box)
    if step > 1.05:
        # What lies between the points must not fold into coarser detail.
        light = cv2.GaussianBlur(light, (0, 0), 0.4 * float(np.sqrt(step**2 - 1)))
    x, y = (points - (box.left + 0.5, box.top + 0.5)).astype(np.float32).T.reshape(2, SIDE, SIDE)
    found = cv2.remap(light, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, dtype=np.float32)


def _power(square: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.abs(np.fft.rfft2(square)) ** 2
