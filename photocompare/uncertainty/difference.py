"""The error of measures of a pair's colors: what light and noise alone make of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from photocompare.alignment import Alignment
from photocompare.metric import Metric
from photocompare.uncertainty.light import Covariance
from photocompare.uncertainty.samples import Sample, Samples

TRIALS = 48
WITHIN = 0.95


def difference_error(
    metric: Metric, both: tuple[Samples, Samples], covariance: Covariance, alignment: Alignment
) -> float:
    """Return the smallest detectable change of a metric of a pair that reads nothing but colors.

    Such a metric has no sign, so no deviation: it is computed between each photo and itself in other light
    (`covariance`), between parts of it, and as its file may have stored it; 95 % of that is the error.

    Raises:
        NeedsPhoto: the metric reads more than colors.
        NotMeasurable: where it has no value on so few pixels.
    """
    gains = _gains(covariance)
    found, stored_apart = [], []
    for samples in both:
        part, *others = (one for one in samples.groups if isinstance(one, Sample))
        light = [_value(metric, part, part.lit(one), alignment) for one in gains]
        # A group has an eighth of the pixels; two groups differ by the root of two.
        parts = [_value(metric, part, one, alignment) for one in others]
        noise = np.sqrt(np.mean(np.square(parts)) * samples.share / len(samples.groups))
        otherwise = [one for one in samples.rounded[::2] if isinstance(one, Sample)]
        stored = [_value(metric, *two, alignment) for two in combinations(otherwise, 2)]
        found.append(np.hypot(np.quantile(light, WITHIN), 1.7 * noise))
        stored_apart.append(np.quantile(stored, WITHIN) if stored else 0.0)
    return float(np.hypot(np.mean(found), np.mean(stored_apart)))


def _value(metric: Metric, before: Sample, after: Sample, alignment: Alignment) -> float:
    return abs(metric.of_pair(before, after, alignment)[1] - (metric.at_baseline or 0.0))


def _gains(covariance: Covariance) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return TRIALS x 3 gains of light that scatter by the covariance, the same each time."""
    sizes, directions = np.linalg.eigh(covariance)
    deviates = np.random.default_rng(TRIALS).standard_normal((TRIALS, 3))
    off = (deviates * np.sqrt(np.maximum(sizes, 0))) @ directions.T
    return np.asarray(10.0**-off, dtype=np.float32)
