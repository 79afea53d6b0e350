"""A Region: an outlined piece of skin, drawn once on the baseline."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Problem
from photocompare.photo import Box
from photocompare.regions.plane import Polygon, Ring, untangled

Points = NDArray[np.float64]

ROLES = ("measure", "reference", "exclude", "gray", "chart", "skin")
SIDES = ("", "left", "right")
LARGEST_COORDINATE = 1e6


@dataclass(frozen=True)
class Region:
    """An outline in pixels of the upright baseline, origin at the top-left corner of the top-left pixel.

    Attributes:
        name: unique within its set.
        polygons: each an outer ring and its holes; a ring is (x, y) points, not closed.
        arm: what was done to it (`treated`, `untreated`, `A`...) or empty.
        side: the subject's own `left` or `right`, or empty.
        role: `measure`, `reference` (untreated skin for color), `exclude`, `gray` (a gray or white card),
            `chart` (around the patches of a color chart), or `skin` (the pair is aligned on this skin only).
        photo: the photo the outline is drawn on: `baseline`, or `followup` for a card that moved, or skin.
        reflectance: known reflectance of a `gray` card, 0-1, or None.
        followup: the same skin as outlined by hand on the follow-up, in its pixels: where it really lies.
            Empty where nobody placed it: then a trusted map carries the region there.
        size: (width, height) of the photo it was outlined on, where its file says so; it is never scaled.
    """

    name: str
    polygons: tuple[Polygon, ...]
    arm: str = ""
    side: str = ""
    role: str = "measure"
    photo: str = "baseline"
    reflectance: float | None = None
    followup: tuple[Polygon, ...] = ()
    size: tuple[int, int] | None = None

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return (left, top, right, bottom) of all rings, in pixels."""
        points = np.concatenate([np.asarray(ring) for polygon in self.polygons for ring in polygon])
        left, top = points.min(axis=0)
        right, bottom = points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)

    def __hash__(self) -> int:
        return self._hash

    def __getstate__(self) -> dict[str, Any]:
        # Another process hashes words otherwise.
        return {name: value for name, value in vars(self).items() if name != "_hash"}

    @cached_property
    def _hash(self) -> int:
        """Return the hash of what tells regions apart; kept, as an outline may have thousands of points."""
        return hash((self.name, self.polygons, self.followup))

    def touches(self, box: Box) -> bool:
        """Return whether the region may reach into `box`: their bounds overlap."""
        left, top, right, bottom = self.bounds
        return left < box.right and right > box.left and top < box.bottom and bottom > box.top


def polygon_region(name: str, points: Iterable[tuple[float, float]], **properties: str) -> Region:
    """Return a checked region of one ring; `properties` are `arm`, `side`, `role`, `photo`."""
    return checked(Region(name, ((tuple((float(x), float(y)) for x, y in points),),), **properties))  # type: ignore[arg-type]


def checked(region: Region) -> Region:
    """Return `region` with closing and repeated points removed and outlines that cross untangled.

    It then covers the same points (even-odd rule), and its area is exact. A hole without area is dropped.

    Raises:
        Problem: E404 where a coordinate is not finite or implausible, E401 where no area is enclosed.
    """
    placed = _enclosing(region.followup, region.name) if region.followup else ()
    return replace(region, polygons=_enclosing(region.polygons, region.name), followup=placed)


def _enclosing(outline: tuple[Polygon, ...], name: str) -> tuple[Polygon, ...]:
    polygons = tuple(tuple(_cleaned(ring, name) for ring in polygon) for polygon in outline)
    if not polygons or any(not polygon or len(polygon[0]) < 3 for polygon in polygons):
        raise Problem("E401", name)
    polygons = tuple((outer, *(hole for hole in holes if len(hole) > 2)) for outer, *holes in polygons)
    sound = untangled(polygons)
    if area(Region(name, sound)) <= 0:
        raise Problem("E401", name)
    return sound


def area(region: Region) -> float:
    """Return the area in square pixels, holes taken off; exact for rings that do not cross themselves."""
    return sum(
        abs(_signed_area(polygon[0])) - sum(abs(_signed_area(hole)) for hole in polygon[1:])
        for polygon in region.polygons
    )


def warped(region: Region, carry: Callable[[Points], Points], step: float = 8.0) -> Region:
    """Return the region with every point carried by `carry`, edges first split to `step` pixels or less."""

    def carried(ring: Ring) -> Ring:
        return tuple((x, y) for x, y in np.asarray(carry(_split(ring, step)), dtype=np.float64).tolist())

    return replace(
        region, polygons=tuple(tuple(carried(ring) for ring in polygon) for polygon in region.polygons)
    )


def rasterize(region: Region, box: Box) -> NDArray[np.bool_]:
    """Return a bool mask of `box`: True where a pixel's center lies inside the region (even-odd rule).

    Exact: neither the outline's pixels are added nor is anything rounded to a pixel grid.
    """
    mask = np.zeros(box.shape, dtype=bool)
    for polygon in region.polygons:
        left, top, right, bottom = Region("", (polygon,)).bounds
        rows = slice(max(math.floor(top) - box.top, 0), max(math.ceil(bottom) - box.top, 0))
        columns = slice(max(math.floor(left) - box.left, 0), max(math.ceil(right) - box.left, 0))
        part = mask[rows, columns]
        if not part.size:
            continue
        corner = (box.left + columns.start, box.top + rows.start)
        for row, first, last in _runs([np.asarray(ring) - corner for ring in polygon], *part.shape):
            part[row, first:last] = True
    return mask


def pixel_box(region: Region, shape: tuple[int, int]) -> Box:
    """Return the smallest pixel box around the region inside a picture of `shape` (may be empty)."""
    left, top, right, bottom = region.bounds
    height, width = shape
    rows = [min(max(math.floor(top), 0), height), min(max(math.ceil(bottom), 0), height)]
    columns = [min(max(math.floor(left), 0), width), min(max(math.ceil(right), 0), width)]
    return Box(*rows, *columns)


def whole(shape: tuple[int, int]) -> Region:
    """Return the region `whole` over a picture of `shape`."""
    height, width = float(shape[0]), float(shape[1])
    return Region("whole", ((((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),),))


def _runs(rings: Sequence[NDArray[np.float64]], height: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Yield row, first column and the one after the last of each run of pixels inside the rings."""
    crossings = np.sort(np.concatenate([_crossings(ring, height, width) for ring in rings]))
    # In each row, what lies between a crossing and the next is inside, then outside.
    row, column = np.divmod(crossings, width + 1)
    first, last = column[::2], column[1::2]
    some = last > first
    yield from zip(row[::2][some].tolist(), first[some].tolist(), last[some].tolist(), strict=True)


def _crossings(ring: NDArray[np.float64], height: int, width: int) -> NDArray[np.intp]:
    """Return, for each row an edge crosses at the pixels' centers, the first pixel right of the crossing.

    As row x (width + 1) + column, the column 0 to width.
    """
    ends = np.roll(ring, -1, axis=0)
    low, high = np.minimum(ring[:, 1], ends[:, 1]), np.maximum(ring[:, 1], ends[:, 1])
    top = np.clip(np.ceil(np.round(low - 0.5, 6)), 0, height).astype(np.intp)
    count = np.clip(np.ceil(np.round(high - 0.5, 6)), 0, height).astype(np.intp) - top
    count[low == high] = 0
    edge = np.repeat(np.arange(len(ring)), count)
    rows = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + top[edge]
    (x0, y0), (x1, y1) = ring[edge].T, ends[edge].T
    crossing = x0 + (rows + 0.5 - y0) * ((x1 - x0) / (y1 - y0))
    # Rounded, so that an outline split or carried there and back still decides a tie the same way.
    first = np.ceil(np.round(crossing - 0.5, 6))
    return np.asarray(rows * (width + 1) + np.clip(first, 0, width).astype(np.intp))


def _cleaned(ring: Ring, name: str) -> Ring:
    points = [(float(x), float(y)) for x, y in ring]
    if not all(abs(value) <= LARGEST_COORDINATE for point in points for value in point):
        raise Problem("E404", name, "a coordinate is not a number or is beyond 1,000,000 pixels")
    distinct = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    return tuple(distinct[:-1] if len(distinct) > 1 and distinct[-1] == distinct[0] else distinct)


def _split(ring: Ring, step: float) -> Points:
    starts = np.asarray(ring, dtype=np.float64)
    edges = np.roll(starts, -1, axis=0) - starts
    count = np.maximum(np.ceil(np.hypot(*edges.T) / step), 1).astype(np.intp)
    edge = np.repeat(np.arange(len(starts)), count)
    share = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)) / count[edge]
    return np.asarray(starts[edge] + share[:, None] * edges[edge])


def _signed_area(ring: Ring) -> float:
    points = np.asarray(ring, dtype=np.float64)
    x, y = points[:, 0], points[:, 1]
    return float(0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
