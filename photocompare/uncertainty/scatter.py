"""How a vessel differs from photo to photo: what blur leaves of it, and chance, the same each time."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

from photocompare.vessels import VesselMap

LINE_WIDTH = 3.0
"""A line of this many deviations' apparent width loses as much to a blur as a Gaussian of one deviation."""
PIECE = 10
GOLDEN = 0.618034


def share_left(vessels: VesselMap, blur_px: float) -> NDArray[np.float64]:
    """Return the share of its contrast that each point of the vessels keeps under a blur (pixels)."""
    width = vessels.width / vessels.unit
    return np.asarray(width / np.hypot(width, LINE_WIDTH * blur_px))


def scatter(count: int) -> NDArray[np.float64]:
    """Return N normal deviates, alike in pieces of 10 points, and the same each time."""
    piece = np.arange(count) // PIECE
    return np.asarray(scipy.special.ndtri((piece * GOLDEN + 0.5) % 1 * 0.998 + 0.001))
