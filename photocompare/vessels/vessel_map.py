"""The vessels of a photo: centerlines as points with width, contrast and color; the mask they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.ribbons import ribbons

COLORS = ("red", "purple", "blue")
WIDTHS = ("lt1", "1to3", "ge3")
WIDTH_LIMITS_MM = (1.0, 3.0)
PURPLE = 0.08
"""A vessel is red where (dD_G - dD_R) / (dD_G + dD_R) is above this, blue below its negative, else purple.

The sign of the change of erythema index (Kienle et al., Appl Opt 35:1151, 1996), relative to the contrast,
so that a vessel that fades keeps its color.
"""


@dataclass(frozen=True, eq=False)
class VesselMap:
    """Every vessel as N points along its centerline; lengths and widths in the photo's unit (mm, or px).

    Attributes:
        shape: (height, width) of the photo in pixels.
        points: N x 2 (x, y) in photo pixels, corner origin, sub-pixel.
        step: N, the length of centerline each point stands for.
        width: N, apparent width.
        rise: N x 3, absorbance of R, G, B over the local surround.
        color: N uint8, index into `COLORS`, one for a whole vessel.
        deep: N bool, whether it was found on the map of veins.
        vessel: N int, number of the vessel (a run between ends and junctions), points in order.
        unit: length of a photo pixel's side; `millimeters` says whether it is one.
    """

    shape: tuple[int, int]
    points: NDArray[np.float64]
    step: NDArray[np.float64]
    width: NDArray[np.float64]
    rise: NDArray[np.float64]
    color: NDArray[np.uint8]
    deep: NDArray[np.bool_]
    vessel: NDArray[np.intp]
    unit: float
    millimeters: bool

    @cached_property
    def labels(self) -> NDArray[np.uint8]:
        """Return H x W uint8: 0 beside the vessels, 1 + `width_class` + 3 x `color` on them."""
        return ribbons(self.shape, self.points, self.width / self.unit, 1 + self.width_class + 3 * self.color)

    @cached_property
    def mask(self) -> NDArray[np.bool_]:
        """Return H x W bool, True on a vessel."""
        return np.asarray(self.labels > 0)

    @property
    def width_class(self) -> NDArray[np.uint8]:
        """Return N uint8, index into `WIDTHS`; all 0 where no millimeters are known."""
        if not self.millimeters:
            return np.zeros(len(self.width), dtype=np.uint8)
        return np.digitize(self.width, WIDTH_LIMITS_MM).astype(np.uint8)

    @property
    def contrast(self) -> NDArray[np.float64]:
        """Return N, the rise of absorbance in the channel that shows the vessel best."""
        return np.asarray(np.maximum(self.rise, 0).max(axis=1, initial=0.0))


def color_of(rise: NDArray[np.float64]) -> int:
    """Return the index into `COLORS` of a vessel with this rise of absorbance in R, G, B."""
    redder = (rise[1] - rise[0]) / max(rise[1] + rise[0], 1e-6)
    return 0 if redder > PURPLE else 2 if redder < -PURPLE else 1
