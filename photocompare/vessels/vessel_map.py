"""The vessels of a photo: centerlines as points with width, contrast and color; the mask they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.vessels.ribbons import ribbons
from photocompare.vessels.trace import Traces

COLORS = ("red", "purple", "blue")
WIDTHS = ("lt1", "1to3", "ge3")
WIDTH_LIMITS_MM = (1.0, 3.0)
PURPLE = 0.08
"""A vessel is red where (dD_G - dD_R) / (dD_G + dD_R) is above this, blue below its negative, else purple.

The sign of the change of erythema index (Kienle et al., Appl Opt 35:1151, 1996), relative to the contrast,
so that a vessel that fades keeps its color.
"""


HALO_PX = 5
"""Side of the square a vessel is grown by before what is left counts as skin without vessels."""
EACH = ("points", "step", "width", "rise", "color", "deep", "vessel")
"""The fields of a `VesselMap` that hold one entry for each point."""


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

    @cached_property
    def halo(self) -> NDArray[np.bool_]:
        """Return H x W bool, True on a vessel and within two pixels of one: where skin is not plain skin."""
        grown = (
            cv2.dilate(self.labels, np.ones((HALO_PX, HALO_PX), np.uint8))
            if self.labels.size
            else self.labels
        )
        return np.asarray(grown > 0)

    @cached_property
    def width_class(self) -> NDArray[np.uint8]:
        """Return N uint8, index into `WIDTHS`; all 0 where no millimeters are known."""
        if not self.millimeters:
            return np.zeros(len(self.width), dtype=np.uint8)
        return np.digitize(self.width, WIDTH_LIMITS_MM).astype(np.uint8)

    @cached_property
    def contrast(self) -> NDArray[np.float64]:
        """Return N, the rise of absorbance in the channel that shows the vessel best."""
        return np.asarray(np.maximum(self.rise, 0).max(axis=1, initial=0.0))


def color_of(rise: NDArray[np.float64]) -> int:
    """Return the index into `COLORS` of a vessel with this rise of absorbance in R, G, B."""
    redder = (rise[1] - rise[0]) / max(rise[1] + rise[0], 1e-6)
    return 0 if redder > PURPLE else 2 if redder < -PURPLE else 1


def kind_named(vessels: VesselMap, name: str) -> NDArray[np.bool_]:
    """Return which points are of the class that a metric's name ends with (`.red_lt1`); all for no class."""
    color, _, width = name.partition(".")[2].partition("_")
    if color not in COLORS or width not in WIDTHS:
        return np.ones(len(vessels.points), dtype=bool)
    of_color = vessels.color == COLORS.index(color)
    return np.asarray(of_color & (vessels.width_class == WIDTHS.index(width)))


def vessel_map(
    traces: Traces,
    width: NDArray[np.float64],
    rise: NDArray[np.float64],
    photo: CorrectedPhoto,
    factor: int,
    deep: bool,
) -> VesselMap:
    """Return the traces, their `width` in their own pixels (`factor` of the photo's across), as a map."""
    side = photo.scale * factor
    same = traces.chain[1:] == traces.chain[:-1]
    gaps = np.hypot(*np.diff(traces.points, axis=0).T) * same * side
    half = np.concatenate([[0.0], gaps, [0.0]]) / 2
    colors = np.array([color_of(one) for one in means(rise, traces.chain)], dtype=np.uint8)
    return VesselMap(
        shape=photo.shape,
        points=traces.points * factor,
        step=(half[1:] + half[:-1])[: len(traces.points)],
        width=width * side,
        rise=rise,
        color=colors[traces.chain] if len(colors) else np.zeros(0, dtype=np.uint8),
        deep=np.full(len(traces.points), deep),
        vessel=traces.chain,
        unit=photo.scale,
        millimeters=photo.scale_unit == "mm",
    )


def means(rise: NDArray[np.float64], vessel: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the mean rise (M x 3) of each of the vessels 0 to M - 1 that `vessel` (N) numbers."""
    count = int(vessel.max(initial=-1)) + 1
    total = np.stack([np.bincount(vessel, channel, count) for channel in rise.T], axis=-1)
    return np.asarray(total / np.maximum(np.bincount(vessel, minlength=count), 1)[:, None])


def joined(maps: Sequence[VesselMap]) -> VesselMap:
    """Return the vessels of all maps of one photo as one map."""
    counts = np.cumsum([0, *(int(one.vessel.max(initial=-1)) + 1 for one in maps)])
    numbered = [replace(one, vessel=one.vessel + int(n)) for one, n in zip(maps, counts, strict=False)]
    each: dict[str, Any] = {name: np.concatenate([getattr(one, name) for one in numbered]) for name in EACH}
    return replace(maps[0], **each)


def picked(vessels: VesselMap, keep: NDArray[np.bool_]) -> VesselMap:
    """Return the map with only the points that `keep` (N bool) marks."""
    return replace(vessels, **{name: getattr(vessels, name)[keep] for name in EACH})
