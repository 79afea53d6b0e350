"""What lies under the pointer: found with no widget in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
MOST_CORNERS = 24
"""An outline of more corners is a curve: it is moved, scaled and painted, not taken by its corners."""
BOX_PX = 14.0
"""How far the box that scales stands off the region, in screen pixels: off its own corners."""
REACH = 8.0
"""How far from a corner, a handle or a line a press still takes it, in screen pixels."""


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

    @property
    def dragged(self) -> tuple[Points, ...]:
        """Return the rings whose corners can be taken: none of a curve, which has too many."""
        rings = tuple(ring for polygon in self.corners for ring in polygon)
        return rings if sum(map(len, rings)) <= MOST_CORNERS else ()

    def scalers(self, scale: float) -> tuple[tuple[float, float], ...]:
        """Return the corners of the box about it, clockwise from the upper left: they scale it.

        `scale` is screen pixels per pixel: the box stands off the region by as much as a corner reaches.
        """
        if not self.corners:
            return ()
        points = np.concatenate([ring for polygon in self.corners for ring in polygon])
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        off = BOX_PX / scale
        left, right, top, bottom = left - off, right + off, top - off, bottom + off
        return (left, top), (right, top), (right, bottom), (left, bottom)


@dataclass(frozen=True)
class Hit:
    """What was hit: a `corner` (polygon, ring, point), a handle to `scale` by, a `region`, or `nothing`."""

    kind: Literal["corner", "scale", "region", "nothing"]
    name: str = ""
    index: tuple[int, int, int] = (0, 0, 0)


def find_hit(outlines: Sequence[Outline], point: tuple[float, float], scale: float) -> Hit:
    """Return what lies at `point`: a handle of the selected region, else the smallest region around it.

    `scale` is screen pixels per pixel.
    """
    tolerance = REACH / scale
    for outline in outlines:
        if outline.selected and (index := _corner(outline, point, tolerance)) is not None:
            return Hit("corner", outline.name, index)
    for outline in outlines:
        if outline.selected:
            for number, handle in enumerate(outline.scalers(scale)):
                if math.dist(handle, point) <= tolerance:
                    return Hit("scale", outline.name, (number, 0, 0))
    around = [outline for outline in outlines if _inside(outline, point)]
    around.sort(key=lambda outline: (not outline.selected, _size(outline)))
    return Hit("region", around[0].name) if around else Hit("nothing")


def _corner(outline: Outline, point: tuple[float, float], tolerance: float) -> tuple[int, int, int] | None:
    if not outline.dragged:
        return None
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


def snapped(
    outlines: Sequence[Outline], point: tuple[float, float], tolerance: float, but: str = ""
) -> tuple[float, float]:
    """Return the nearest corner, else the nearest point of an edge, of another region; else the point."""
    rings = [ring for outline in outlines if outline.name != but for ring in outline.rings if len(ring) > 1]
    if not rings:
        return point
    starts = np.concatenate(rings)
    ways = np.concatenate([np.roll(ring, -1, axis=0) for ring in rings]) - starts
    corner = starts[np.argmin(np.hypot(*(starts - point).T))]
    if math.dist(corner, point) <= tolerance:
        return float(corner[0]), float(corner[1])
    length = np.maximum((ways**2).sum(axis=1), 1e-12)
    share = np.clip(((np.array(point) - starts) * ways).sum(axis=1) / length, 0, 1)
    feet = starts + share[:, None] * ways
    foot = feet[np.argmin(np.hypot(*(feet - point).T))]
    return (float(foot[0]), float(foot[1])) if math.dist(foot, point) <= tolerance else point
