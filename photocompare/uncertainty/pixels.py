"""The error of a metric of the pixels' colors, by disturbing what it reads and looking what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photocompare.errors import NotMeasurable
from photocompare.metric import Metric
from photocompare.patch import Patch
from photocompare.uncertainty.light import Covariance
from photocompare.uncertainty.samples import GAIN_STEP, GROUPS, Samples

RADIUS_95 = 2.45
"""In a plane, 95 % of errors of deviation 1 along each axis are nearer than this."""

SOFTENED = (5**2 - 3**2) / 12
"""By so many squared pixels a mean of 5 x 5 pixels is softer than one of 3 x 3: a blur by fewer does in
proportion less, one by more only as its width, as little fine structure is left."""


@dataclass(frozen=True)
class Parts:
    """Standard deviations of a change, by what causes them, in the metric's unit.

    Attributes:
        light: what is left of the difference of light and camera.
        place: the outline a little beside its place.
        pixels: noise and the number of pixels.
        rounding: the steps of a lossy file.
        blur: what the blur may do, by which the photos may differ: a bound, not a deviation.
    """

    light: float
    place: float
    pixels: float
    rounding: float = 0.0
    blur: float = 0.0

    def sdc(self, coverage: float) -> float:
        """Return the smallest detectable change by all of them together."""
        chance = np.sqrt(self.light**2 + self.place**2 + self.pixels**2 + self.rounding**2)
        return float(np.hypot(coverage * chance, self.blur))


def pixel_error(
    metric: Metric,
    both: tuple[Samples, Samples],
    covariance: Covariance,
    errors_px: tuple[float, float],
    blur_px: float,
) -> Parts:
    """Return the error of the change of a metric that reads nothing but its pixels' colors.

    `errors_px` is the alignment's 95 % error in the pixels of each photo, `blur_px` the blur by which they
    may differ. What is asked of both photos is
    averaged, so that it does not matter which of them is called the baseline; of the blur, which one of them
    already has, the larger effect counts.

    Raises:
        NeedsPhoto: the metric reads more than that.
        NotMeasurable: where it has no value on so few pixels.
    """
    slopes, places, noises, blurs = [], [], [], []
    roundings: list[float] = []
    for samples, error in zip(both, errors_px, strict=True):
        base = metric(samples.base)
        slopes.append(_slope(metric, samples))
        right, left, down, up = (metric(one) for one in samples.moved)
        a_pixel = np.hypot(right - left, down - up) / (2 * samples.pitch)
        places.append(a_pixel * error / RADIUS_95)
        by_number = _spread(metric, samples.groups) * np.sqrt(samples.share / GROUPS)
        by_noise = metric(samples.grained) - base if samples.grained else 0.0
        by_contrast = metric(samples.paler) - base if samples.paler else 0.0
        stored = [metric(one) for one in samples.rounded]
        roundings.append(float(np.std(stored)) if stored else 0.0)
        noises.append(np.hypot(by_number, np.sqrt((by_noise**2 + by_contrast**2) / 2)))
        if samples.blurred:
            blurs.append(metric(samples.blurred) - base)
        if samples.softer:
            softer = blur_px**2 / SOFTENED
            blurs.append((metric(samples.softer) - base) * min(softer, np.sqrt(softer)))
    slope = np.mean(slopes, axis=0)
    return Parts(
        float(np.sqrt(max(slope @ covariance @ slope, 0.0))),
        float(np.sqrt(np.mean(np.square(places)))),
        float(np.hypot(*noises)),
        float(np.sqrt(np.square(roundings).sum())),
        float(np.max(np.abs(blurs), initial=0.0)),
    )


def _slope(metric: Metric, samples: Samples) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the metric's change per unit of absorbance in R, G, B."""
    pairs = zip(samples.raised, samples.lowered, strict=True)
    return np.array([(metric(more) - metric(less)) / (2 * GAIN_STEP) for more, less in pairs])


def _spread(metric: Metric, groups: Sequence[Patch]) -> float:
    """Return the standard deviation of the metric from part to part of the region, 0 where it has none."""
    values = []
    for group in groups:
        try:
            values.append(metric(group))
        except NotMeasurable:
            continue
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0
