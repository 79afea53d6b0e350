"""Where vessels may run: ridges of a map of absorbance above a threshold tied to its noise, as chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.middle import median
from photocompare.vessels.graph import Chain, chains
from photocompare.vessels.hessian import Map, hessian, valley, vesselness

WEAK = 0.5
"""A ridge is followed down to this share of the threshold, from where it exceeds it."""
GAP = 0.65
SPUR_WIDTHS = 1.5


def response(values: Map, widths: Sequence[float]) -> Map:
    """Return the ridge strength of lines of the given widths (pixels); a bar answers at half its width."""
    return vesselness(values, [width / 2 for width in widths])


def threshold(found: Map, least: float, times_noise: float, skin: NDArray[np.bool_]) -> float:
    """Return the ridge strength a vessel must exceed: `least`, or a multiple of what most skin shows.

    Vessels cover a few percent, so the median over the skin is that of noise and texture.
    """
    every = found[::3, ::3][skin[::3, ::3]]
    return max(least, times_noise * median(every)) if len(every) else least


def lines(values: Map, found: Map, limit: float, skin: NDArray[np.bool_], width: float) -> list[Chain]:
    """Return the chains of ridges that exceed `limit` somewhere and `WEAK` of it everywhere, on the skin.

    The gap between two parallel vessels answers a wide filter as one vessel would; it is told by the
    finest filter, to which it is a valley. `width` is the narrowest sought, in pixels.
    """
    gap = valley(hessian(values, width / 2)) > GAP * found
    weak = ((found > WEAK * limit) & skin & ~gap).astype(np.uint8)
    count, part = cv2.connectedComponents(weak, connectivity=8)
    strong = np.zeros(count, dtype=bool)
    strong[part[(found > limit) & (weak > 0)]] = True
    strong[0] = False
    runs = chains(strong[part], SPUR_WIDTHS * width)
    return [replace(one, tree=int(part[_pixel(one)])) for one in runs]


def _pixel(one: Chain) -> tuple[int, int]:
    x, y = one.points[len(one.points) // 2].astype(int)
    return int(y), int(x)
