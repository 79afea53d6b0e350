"""Whether a photo holds as much detail as it has pixels: enlarged and smoothed ones do not."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo import Photo
from photocompare.quality.tiles import SIDE, Tile, brightness

LEAST_JPEG_QUALITY = 95  # below it the compression itself takes the finest detail away
LEAST_TILES = 4
_BANDS = ((0.10, 0.15), (0.20, 0.25), (0.40, 0.50))  # cycles per pixel; 0.5 is the finest there is
_ROUNDING = 0.05  # power of rounding to 8 bit in luminance, in squared steps
_ABOVE_ROUNDING = 5.0


def missing_detail_db(photo: Photo, tiles: Sequence[Tile]) -> float | None:
    """Return by how many decibels the finest detail is weaker than coarser detail leads to expect.

    The power spectrum of skin, and the noise of a camera, fall evenly (as a power of the frequency); that of
    a photo enlarged by interpolation falls off a cliff where the original's pixels ended. Compared is the
    power at 0.4 to 0.5 cycles per pixel with the line through 0.10 to 0.15 and 0.20 to 0.25. Ordinary photos
    read -5 to 10, enlarged ones up to 20. None where it cannot be told: JPEG quality below 95, fewer than
    four whole tiles, or so little noise and detail that rounding hides the cliff.
    """
    quality = photo.metadata.jpeg_quality
    if quality is not None and quality < LEAST_JPEG_QUALITY:
        return None
    squares = [tile for tile in tiles if tile.light.shape == (SIDE, SIDE)]
    if len(squares) < LEAST_TILES or not np.issubdtype(photo.pixels.dtype, np.integer):
        return None
    powers = np.array([_powers(photo, tile) for tile in squares])
    found = [
        shortfall
        # Smooth tiles show the noise, busy ones the edges: one of the two is enough.
        for quantile in (0.25, 0.9)
        if (shortfall := _shortfall(np.quantile(powers, quantile, axis=0))) is not None
    ]
    return max(found) if found else None


def _powers(photo: Photo, tile: Tile) -> NDArray[np.float64]:
    """Return the mean power per band of the stored luminance, in squared 8-bit steps."""
    step = np.float32(np.iinfo(photo.pixels.dtype).max / 255)  # type: ignore[type-var]
    stored = brightness(photo.pixels[tile.box.slices].astype(np.float32)) / step
    stored -= cv2.GaussianBlur(stored, (0, 0), 6)
    window = np.outer(np.hanning(SIDE), np.hanning(SIDE))
    power = np.abs(np.fft.rfft2(stored * window)) ** 2 / (window**2).sum()
    frequency = np.hypot(np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None])
    return np.array([power[(frequency > low) & (frequency <= high)].mean() for low, high in _BANDS])


def _shortfall(powers: NDArray[np.float64]) -> float | None:
    coarse, middle, finest = 10 * np.log10(np.maximum(powers, 1e-6))
    steps = [np.log2(high + low) for low, high in _BANDS]
    expected = middle + (middle - coarse) * (steps[2] - steps[1]) / (steps[1] - steps[0])
    if expected < 10 * np.log10(_ABOVE_ROUNDING * _ROUNDING):
        return None
    return float(expected - finest)
