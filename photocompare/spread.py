"""How the values of a region's pixels are spread: the middle is not enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import NotMeasurable
from photocompare.patch import MIN_PIXELS, Patch

Values = NDArray[np.float32]
PixelFunction = Callable[[Patch], Values]
"""Returns a value for each measured pixel of a patch (N), NaN where a pixel has none."""

HIGH = 0.95
LEAST_DEFINED = 0.5


@dataclass(frozen=True)
class Spread:
    """The distribution of one value over the pixels of a patch.

    Attributes:
        median, iqr, p95: the middle, the interquartile range, the 95th percentile.
        share_above: percent of the pixels above the 95th percentile of the reference skin on the same photo;
            None where there is no reference skin.
    """

    median: float
    iqr: float
    p95: float
    share_above: float | None


@dataclass(frozen=True)
class Spreading:
    """A step of measuring: the `Spread` of a pixel function; hashable, for `Patch.once`.

    Attributes:
        pixels: the value of each pixel.
        undefined: the code of what cannot be measured where most pixels have no value.
    """

    pixels: PixelFunction
    undefined: str = "E406"

    def __call__(self, patch: Patch) -> Spread:
        """Return the spread over `patch`.

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left, `undefined` where most have no value.
        """
        ordered = self.ordered(patch)
        low, median, high, p95 = (_quantile(ordered, share) for share in (0.25, 0.5, 0.75, HIGH))
        limit = patch.reference.once(self.highest) if patch.reference else None
        if limit is None:
            return Spread(median, high - low, p95, None)
        above = len(ordered) - np.searchsorted(ordered, np.float32(limit), side="right")
        return Spread(median, high - low, p95, 100 * float(above) / len(ordered))

    def highest(self, reference: Patch) -> float | None:
        """Return the threshold that reference skin sets, its 95th percentile, or None where it has none."""
        try:
            return _quantile(self.ordered(reference), HIGH)
        except NotMeasurable:
            return None

    def ordered(self, patch: Patch) -> Values:
        """Return the values of the pixels that have one, in ascending order.

        Sorted, as numpy sorts float32 several times faster than it selects from it.

        Raises:
            NotMeasurable: as `__call__`.
        """
        values = patch.each(self.pixels)
        if patch.large:
            values.sort()
        ordered = values if patch.large else np.sort(values)
        # What has no value is sorted behind all others.
        defined = ordered[: np.searchsorted(ordered, np.float32(np.nan))]
        if len(defined) < max(MIN_PIXELS, LEAST_DEFINED * len(ordered)):
            raise NotMeasurable(self.undefined)
        return defined


def _quantile(ordered: Values, share: float) -> float:
    """Return the quantile of ascending values, between two of them by their distance (numpy's `linear`)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    first, second = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return first + (place - below) * (second - first)
