"""What is a vessel by its shape and by its color, and what is a hair, an edge, a spot, a halo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.sheets import Sheets
from photocompare.vessels.trace import Traces, whole_bars

SHORTEST_WIDTHS = 5.0
CLEAR, FAINT = 2.5, 1.0
"""A vessel rises this many times above what the fitted bar leaves unexplained; less within a clear tree."""
OFF_CENTER = 0.3
NEUTRAL, PIGMENT = 0.75, 1.15
"""Where the least of three rises is this share of the greater of red and green, it is a shadow or a hair;
where blue is this many times as much, it is pigment."""


def clear(traces: Traces, values: Sheets, widest: float, limits: NDArray[np.float64]) -> Traces:
    """Return the traces that stand out of their surround, and the lesser ones between them in a clear tree.

    A bar rises at least twice the ridge it makes; the halo of a strong vessel makes a ridge without a rise
    in its own middle.
    """
    bars, _ = whole_bars(traces, values)
    length = np.diff(traces.starts).astype(np.float64)
    size = int(traces.tree.max(initial=-1)) + 1
    clear = bars.height > CLEAR * bars.misfit
    whole = np.bincount(traces.tree, length, size)
    certain = np.bincount(traces.tree, length * clear, size)
    width = bars.width * traces.unit
    rooted = (certain > 0.5 * whole)[traces.tree]
    long = whole[traces.tree] >= SHORTEST_WIDTHS * width
    in_place = np.abs(bars.center) < OFF_CENTER
    possible = long & in_place & (width < widest) & (bars.height > limits[traces.sheet])
    return chosen(traces, possible & (clear | (rooted & (bars.height > FAINT * bars.misfit))))


def chosen(traces: Traces, good: NDArray[np.bool_]) -> Traces:
    """Return only the traces that `good` (one bool each) marks, numbered anew."""
    keep = good[traces.chain] if len(good) else np.zeros(0, dtype=bool)
    number = np.cumsum(good) - 1
    return Traces(
        traces.points[keep],
        number[traces.chain[keep]],
        traces.unit[good],
        tuple(ends for ends, one in zip(traces.ends, good, strict=True) if one),
        traces.tree[good],
        traces.sheet[good],
    )


def is_vessel(rise: NDArray[np.float64]) -> bool:
    """Return whether a mean rise of absorbance in R, G, B is blood's and not a hair's, shadow's or spot's.

    A hair or a shadow darkens all channels alike; pigment darkens blue most.
    """
    red, green, blue = rise
    strongest = max(red, green)
    return bool(strongest > 0 and min(rise) < NEUTRAL * strongest and blue < PIGMENT * strongest)
