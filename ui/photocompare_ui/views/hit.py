"""What lies under the pointer: found with no widget in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outline:
    """A region as a pane shows it, in the pane's pixels.

    Attributes:
        name: of the region.
        rings: N x 2 each, edges as they run on this pane's grid.
        corners: per polygon, per ring, the points a user may drag.
        label: what stands beside it.
        color: RGB.
        role: `measure`, `reference`, `exclude` or `gray`.
        selected: whether its corners can be dragged.
        suggested: whether it is only where a map for looking puts it, still to be placed by the user.
    """

    name: str
    rings: tuple[Points, ...]
    corners: tuple[tuple[Points, ...], ...]
    label: str
    color: tuple[int, int, int]
    role: str
    selected: bool
    suggested: bool = False


@dataclass(frozen=True)
class Hit:
    """What was hit: a `corner` (polygon, ring, point), the inside of a `region`, or `nothing`."""

    kind: Literal["corner", "region", "nothing"]
    name: str = ""
    index: tuple[int, int, int] = (0, 0, 0)


def find_hit(outlines: Sequence[Outline], point: tuple[float, float], tolerance: float) -> Hit:
    """Return what lies at `point`: a corner of the selected region, else the smallest region around it."""
    for outline in outlines:
        if outline.selected and (index := _corner(outline, point, tolerance)) is not None:
            return Hit("corner", outline.name, index)
    around = [outline for outline in outlines if _inside(outline, point)]
    around.sort(key=lambda outline: (not outline.selected, _size(outline)))
    return Hit("region", around[0].name) if around else Hit("nothing")


def _corner(outline: Outline, point: tuple[float, float], tolerance: float) -> tuple[int, int, int] | None:
    found = [
        (math.dist(corner, point), (i, j, k))
        for i, polygon in enumerate(outline.corners)
        for j, ring in enumerate(polygon)
        for k, corner in enumerate(ring)
    ]
    distance, index = min(found, default=(math.inf, (0, 0, 0)))
    return index if distance <= tolerance else None


def _inside(outline: Outline, point: tuple[float, float]) -> bool:
    """Return whether `point` is inside by the even-odd rule over all rings."""
    x, y = point
    crossings = 0
    for ring in outline.rings:
        first, second = ring, np.roll(ring, -1, axis=0)
        spans = (first[:, 1] > y) != (second[:, 1] > y)
        run = np.where(spans, second[:, 1] - first[:, 1], 1.0)
        at = first[:, 0] + (y - first[:, 1]) * (second[:, 0] - first[:, 0]) / run
        crossings += int(np.count_nonzero(spans & (at > x)))
    return crossings % 2 == 1


def _size(outline: Outline) -> float:
    points = np.concatenate(outline.rings)
    width, height = np.ptp(points, axis=0)
    return float(width * height)
