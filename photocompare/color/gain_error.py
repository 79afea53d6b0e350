"""How far a correction may be off on skin: the covariance of the log gains it leaves between two photos."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from photocompare.color.chart_pair import ChartPair
from photocompare.color.lab import DARKEST, delta_e_2000, encoded, lab
from photocompare.photo import Photo
from photocompare.photo.fine import GRAY_FACTOR, SKIN_FACTOR

Colors = NDArray[np.float64]
WHOLE_STEP = 12**-0.5
"""Standard deviation of a value rounded to whole steps."""
ENCODERS_STEP = 0.1
"""How far encoders move a flat color when they turn R, G, B into whole steps of brightness and color: halves
go down, 0.12 steps on a gray card (measured, and the same at every quality)."""
FEW_PARTS = 1.4
"""The standard error from six parts is itself uncertain: Student's t against the normal, at 95 %."""
FEW_PATCHES = 1.5
"""Two skin patches decide most of a chart's fit: likewise."""
LIGHTER_SKIN = 1.25
"""Skin lighter than typical lies beside both skin patches, and their rounding moves it so much more."""
UNKNOWN_LIGHT = 0.05
"""How much the light on skin may change against that on the reference, where nothing tells."""
_RGB_OF_STEPS = np.array([[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]])
_LOSSY = ("JPEG", "HEIC", "AVIF", "WebP")


def parts_covariance(first: Sequence[Colors], second: Sequence[Colors]) -> Colors:
    """Return the 3x3 covariance, absorbance squared, of a gain from how the parts of a surface changed.

    `first` and `second` are the linear light (3,) of the same parts in both photos.
    """
    logs = np.log10(np.array(first)) - np.log10(np.array(second))
    return np.asarray(np.cov(logs.T) / len(logs) * FEW_PARTS**2)


def rounding_covariance(photo: Photo, light: Colors, factor: int = GRAY_FACTOR) -> Colors:
    """Return the 3x3 covariance of -log10 of a flat surface's `light` (3,) that the file's rounding makes.

    A texture spreads the rounding; a flat surface in a lossy file has none, so all of it is rounded alike:
    by the camera to whole steps, by the file to its step of a block's mean, by the decoder to whole steps, of
    a JPEG to `factor` finer.
    """
    if photo.format not in _LOSSY or photo.pixels.dtype != np.uint8:
        return np.zeros((3, 3))
    coarse = None if photo.color is None else photo.color.mean_steps
    luma, color = (0.0, 0.0) if coarse is None else coarse
    finest = 1.0 if coarse is None else 1.0 / factor
    steps = WHOLE_STEP * np.hypot([luma, color, color], [1.0, finest, finest])
    steps[1:] = np.hypot(steps[1:], ENCODERS_STEP)
    value = 255 * encoded(np.maximum(light, DARKEST).astype(np.float32)).astype(np.float64)
    slopes = (2.2 / np.log(10) / value)[:, None] * _RGB_OF_STEPS * steps
    return np.asarray(slopes @ slopes.T)


def chart_covariance(charts: ChartPair, photos: tuple[Photo, Photo], skin: Colors) -> Colors:
    """Return the 3x3 covariance, absorbance squared, of the change of `skin` (3,) by the fit to both charts.

    Each patch is predicted by the others in both photos; where the two predictions differ, the fits do, by
    the patch's pull on the fit at this color (jackknife). What rounding makes is added: the jackknife has
    few patches that matter, and is now and then small by chance.
    """
    first, second = (reading.fit for reading in charts.readings)
    both = first.used & second.used
    apart = second.predicted[both] - first.predicted[both]
    pull = first.pull(charts.baseline.chart, charts.baseline.chart.linear, skin)[both]
    seen = (pull[:, None] * apart).T @ (pull[:, None] * apart) / np.log(10) ** 2 / np.outer(skin, skin)
    rounded = np.zeros((3, 3))
    for photo, reading in zip(photos, charts.readings, strict=True):
        for weight, light, true in zip(
            pull, reading.measured[both], charts.baseline.chart.linear[both], strict=True
        ):
            share = weight * np.maximum(true, DARKEST) / skin
            rounded += np.outer(share, share) * rounding_covariance(photo, light, SKIN_FACTOR)
    return np.asarray(seen * FEW_PATCHES**2 + rounded * LIGHTER_SKIN**2)


def light_covariance(share: float) -> Colors:
    """Return the 3x3 covariance of a change of the light by a `share`, alike in R, G, B."""
    return np.full((3, 3), (share / np.log(10)) ** 2)


def hue_covariance(share: float) -> Colors:
    """Return the 3x3 covariance of a change of red to green and of blue to green by a `share` each."""
    return np.asarray(np.diag([1.0, 0.0, 1.0]) * (share / np.log(10)) ** 2)


def typical_de00(covariance: Colors, color: Colors) -> float:
    """Return the dE2000 on linear light `color` (3,) of a standard deviation each way."""
    sizes, directions = np.linalg.eigh(covariance)
    logs = np.sqrt(np.maximum(sizes, 0))[:, None] * directions.T
    shown = lab((color * 10.0**logs).astype(np.float32))
    middle = lab(np.broadcast_to(color, shown.shape).astype(np.float32))
    return float(np.sqrt(np.square(delta_e_2000(shown, middle)).sum()))
