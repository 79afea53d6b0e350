"""The values of a region's pixels before and after, as a histogram: those the table takes its median of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.compare import Comparison
from photocompare.errors import NotMeasurable, Problem
from photocompare.metric import metrics
from photocompare.patches import cut_region
from photocompare.regions import Region

BINS = 48


@dataclass(frozen=True, eq=False)
class Histogram:
    """How many pixels of a region have a value, before and after.

    Attributes:
        edges: BINS + 1 ascending values in the measure's unit, the same for both.
        baseline, followup: BINS shares of the region's pixels, each summing to 1 with what lies outside.
        medians: of both, in the measure's unit.
    """

    edges: NDArray[np.float64]
    baseline: NDArray[np.float64]
    followup: NDArray[np.float64]
    medians: tuple[float, float]


def histogram(comparison: Comparison, region: Region, metric_id: str) -> Histogram | None:
    """Return the histogram of a pixelwise measure in a region of the comparison; None where there is none.

    The ends are the 0.5th and 99.5th percentile of both photos together, so that a stray pixel does not
    squeeze the rest.
    """
    one = metrics().get(metric_id)
    if comparison.pair is None or one is None or one.spreading is None:
        return None
    try:
        cut = cut_region(comparison.pair, comparison.alignment, region, comparison.regions)
        patches = [patch.in_even_light if one.even_light else patch for patch in (cut.before, cut.after)]
        before, after = (one.spreading.ordered(patch) for patch in patches)
    except (NotMeasurable, Problem):
        return None
    ends = [np.quantile(values, (0.005, 0.995)) for values in (before, after)]
    low, high = float(min(end[0] for end in ends)), float(max(end[1] for end in ends))
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
    shares = [np.histogram(values, edges)[0] / len(values) for values in (before, after)]
    return Histogram(edges, shares[0], shares[1], (float(np.median(before)), float(np.median(after))))
