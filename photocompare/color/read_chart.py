"""What the chart in a photo says: its patches read, the correction fitted, judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color.chart import Chart
from photocompare.color.fit import Fit, fit_chart
from photocompare.photo import Photo

Points = NDArray[np.float64]
INNER = 0.5
"""Share of the pitch, across and down, that is read: the middle of a patch, clear of frame and blur."""
SAMPLES = 24
MOST_CLIPPED = 0.02
MOST_UNEVEN = 0.25
DARKEST_PATCH = 1e-3
FEWEST_PATCHES = 0.75
NEUTRAL_SLOPE = (0.75, 1.25)
DARK_PATCH = 0.15
"""Darker patches are lifted by haze and sheen, and say little of the tone curve at the lightness of skin."""
VEILED = 5.0
"""Glare that takes so many times of the neutral patches' contrast is named as the reason."""
WHOLE = 0.9
ROUGH = 2.0
"""A whole chart may stay so many times farther off, as a rough correction."""
UNUSED_DE00 = 30.0


@dataclass(frozen=True, eq=False)
class ChartReading:
    """What a photo's chart says.

    Attributes:
        chart: the kind of chart.
        place: 3x3, from patch units (the first patch's center 0,0; the next 1,0) to pixels, corner origin.
        place_error: standard error of the pitch, as a share of it.
        measured: N x 3 linear light of the patches as photographed.
        usable: N bool, patches neither clipped nor uneven nor black.
        fit: the correction.
        residual_de00: leave-one-out dE2000, the mean of skin and neutral patches.
        refusal: why the chart may not be used, empty where it may.
        rough: whether it fits worse than asked for, though all of it is there: the photo has a tone curve or
            a veil of light that no matrix takes out.
    """

    chart: Chart
    place: Points
    place_error: float
    measured: Points
    usable: NDArray[np.bool_]
    fit: Fit
    residual_de00: float
    refusal: str
    rough: bool = False

    @property
    def outline(self) -> Points:
        """Return the corners (4 x 2, pixels) around the patches."""
        right, bottom = self.chart.columns - 0.5, self.chart.rows - 0.5
        corners = np.array([[[-0.5, -0.5], [right, -0.5], [right, bottom], [-0.5, bottom]]])
        return np.asarray(cv2.perspectiveTransform(corners, self.place)[0])

    @property
    def steps_px(self) -> Points:
        """Return 2 x 2: the step along a row and down a column at the chart's middle, in pixels."""
        middle = np.array([self.chart.columns - 1, self.chart.rows - 1]) / 2
        ends = middle + np.array([[-0.5, 0], [0.5, 0], [0, -0.5], [0, 0.5]])
        left, right, top, bottom = cv2.perspectiveTransform(ends[None], self.place)[0]
        return np.stack([right - left, bottom - top])

    def seat(self, color: Points) -> Points:
        """Return x, y in pixels: the light there is the one that decides how bright `color` (3,) comes out.

        The middle of the patches by what each has in it; exact where the light rises evenly over the chart.
        """
        light = self.chart.linear.mean(axis=1)
        shares = self.fit.pull(self.chart, self.chart.linear, color) * light
        middle = shares @ self.chart.centers / shares.sum()
        return np.asarray(cv2.perspectiveTransform(middle[None, None], self.place)[0, 0])

    @property
    def mismatch_de00(self) -> float:
        """Return the mean error over all patches, one that was not used counting as 30: is it this chart?"""
        errors = np.where(np.isnan(self.fit.error_de00), UNUSED_DE00, self.fit.error_de00)
        return float(np.mean(np.minimum(errors, UNUSED_DE00)))


def read_chart(
    chart: Chart,
    place: Points,
    place_error: float,
    patches: tuple[Points, NDArray[np.bool_]],
    max_residual: float,
) -> ChartReading | None:
    """Return what `chart` says, or None where too little of it can be read.

    `place` and `place_error` are those of ChartReading, `patches` what `read_patches` read there.
    """
    measured, usable = patches
    if usable.sum() < max(len(usable) // 3, 4):
        return None
    fit = fit_chart(chart, measured, usable)
    reading = ChartReading(chart, place, place_error, measured, usable, fit, fit.residual_de00(chart), "")
    rough = bool(reading.residual_de00 > max_residual and fit.used.sum() >= WHOLE * len(usable))
    limit = ROUGH * max_residual if rough else max_residual
    return replace(reading, refusal=_refusal(reading, limit), rough=rough)


def read_patches(
    photo: Photo, centers: Points, place: Points, *, finely: bool = False
) -> tuple[Points, NDArray[np.bool_]]:
    """Return N x 3 linear light of the patches at `centers` (mean about the median), and which are sound.

    A patch is not sound where it leaves the picture, more than 2 % of it is clipped, its light varies by more
    than a quarter, or it is black. `finely` reads a JPEG's color finer than whole steps, which takes longer.
    """
    offsets = (np.arange(SAMPLES) + 0.5) / SAMPLES * INNER - INNER / 2
    inner = np.stack(np.meshgrid(offsets, offsets), axis=-1).reshape(-1, 2)
    spots = (centers[:, None] + inner[None]).reshape(1, -1, 2)
    pixels = np.floor(cv2.perspectiveTransform(spots, place)[0]).astype(np.int64)
    height, width = photo.shape
    inside = (pixels >= 0).all(axis=1) & (pixels[:, 0] < width) & (pixels[:, 1] < height)
    x, y = np.clip(pixels, 0, [width - 1, height - 1]).T
    stored = photo.pixels[y, x].reshape(len(centers), SAMPLES**2, 3)
    plain = photo.finely_at(y, x).reshape(stored.shape) if finely else photo.transfer.linear(stored)
    light = np.asarray(plain, dtype=np.float64)
    clipped = _at_limit(stored).mean(axis=1) > MOST_CLIPPED
    measured = _robust_mean(light)
    cut = ~inside.reshape(len(centers), -1).all(axis=1)
    usable = ~clipped & ~cut & (_unevenness(light) < MOST_UNEVEN) & (measured.min(axis=1) > DARKEST_PATCH)
    return measured, usable


def neutral_slope(reading: ChartReading) -> float | None:
    """Return the exponent between the neutral patches' light and their reflectance, 1 for true linear light.

    Of those not too dark; None where fewer than three such patches can be read.
    """
    known = reading.chart.linear.mean(axis=1)
    neutral = [i for i in reading.chart.neutral if reading.usable[i] and known[i] > DARK_PATCH]
    if len(neutral) < 3:
        return None
    seen = np.log(reading.measured[neutral].mean(axis=1))
    return float(np.polyfit(np.log(known[neutral]), seen, 1)[0])


def _refusal(reading: ChartReading, max_residual: float) -> str:
    patches, used = len(reading.usable), int(reading.fit.used.sum())
    if used < FEWEST_PATCHES * patches:
        return f"only {used} of its {patches} patches are clear of shadow, glare and clipping"
    if not any(reading.fit.used[list(reading.chart.neutral)]):
        return "none of its neutral patches can be read"
    if reading.residual_de00 > max_residual:
        return f"its skin and neutral patches stay {reading.residual_de00:.1f} dE2000 off{_veil(reading)}"
    slope = neutral_slope(reading)
    if slope is not None and not NEUTRAL_SLOPE[0] < slope < NEUTRAL_SLOPE[1]:
        return f"the photo's tone curve is not that of its color profile (exponent {slope:.2f})"
    return ""


def _veil(reading: ChartReading) -> str:
    """Return in words that glare lies over a chart: its white is hardly lighter than its black."""
    neutral = [i for i in reading.chart.neutral if reading.usable[i]]
    seen, known = (light[neutral].mean(axis=1) for light in (reading.measured, reading.chart.linear))
    if len(neutral) < 2 or np.ptp(np.log(known)) - np.log(seen.max() / seen.min()) < np.log(VEILED):
        return ""
    return (
        f", under glare: its white is {seen.max() / seen.min():.0f} times as light as its black, "
        f"in print {known.max() / known.min():.0f} times"
    )


def _at_limit(stored: NDArray[np.generic]) -> NDArray[np.bool_]:
    high = 1.0 if np.issubdtype(stored.dtype, np.floating) else np.iinfo(stored.dtype).max  # type: ignore[type-var]
    return np.asarray((stored >= high).any(axis=2))  # type: ignore[operator]


def _robust_mean(light: Points) -> Points:
    """Return the mean of the samples within three spreads of their median; medians of 8-bit steps drift."""
    middle = np.median(light, axis=1, keepdims=True)
    off = np.abs(light - middle)
    near = off <= np.maximum(4.5 * np.median(off, axis=1, keepdims=True), 0.02 * middle)
    return np.asarray((light * near).sum(axis=1) / near.sum(axis=1))


def _unevenness(light: Points) -> Points:
    """Return, per patch, how much the brightness of its blocks varies, as a share of their median."""
    side = SAMPLES // 4
    blocks = light.sum(axis=2).reshape(-1, 4, side, 4, side).mean(axis=(2, 4)).reshape(len(light), 16)
    return np.asarray(np.ptp(blocks, axis=1) / np.maximum(np.median(blocks, axis=1), 1e-3))
