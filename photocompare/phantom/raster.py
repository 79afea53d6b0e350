"""Soft-edged strokes of varying width on a raster in millimeters, with no Python loop over segments."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEP_MEMORY = 3_000_000
FULL = 65535.0


@dataclass(frozen=True)
class Grid:
    """A raster of square cells on the skin: the corner of the first cell, and the side of a cell, in mm."""

    x0: float
    y0: float
    pitch: float
    width: int
    height: int

    def coarser(self, factor: float) -> "Grid":
        """Return a grid over the same skin (at least) with cells `factor` times as large."""
        width, height = int(np.ceil(self.width / factor)), int(np.ceil(self.height / factor))
        return Grid(self.x0, self.y0, self.pitch * factor, width, height)

    def cells(self, mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return corner-origin cell coordinates (N, 2) of points (N, 2) in mm."""
        return np.asarray((mm - np.array([self.x0, self.y0])) / self.pitch)

    def area_mm2(self) -> float:
        """Return the area the grid covers."""
        return self.width * self.height * self.pitch**2


@dataclass(frozen=True)
class Strokes:
    """Segments from `start` to `end` (N, 2) in mm, with widths in mm and strengths (N, 2) at both ends."""

    start: NDArray[np.float64]
    end: NDArray[np.float64]
    width: NDArray[np.float64]
    strength: NDArray[np.float64]


def strokes(
    points: NDArray[np.float64], width: NDArray[np.float64], strength: NDArray[np.float64]
) -> Strokes:
    """Return the segments of one polyline (N, 2) with widths and strengths (N,)."""
    return Strokes(
        points[:-1],
        points[1:],
        np.stack([width[:-1], width[1:]], axis=-1),
        np.stack([strength[:-1], strength[1:]], axis=-1),
    )


def join(parts: list[Strokes]) -> Strokes:
    """Return all segments as one set."""
    if not parts:
        return Strokes(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2)))
    return Strokes(
        *(np.concatenate([getattr(p, f) for p in parts]) for f in ("start", "end", "width", "strength"))
    )


def draw(
    layer: NDArray[np.uint16], grid: Grid, marks: Strokes, *, softness: float, core: float = 0.6
) -> None:
    """Lay strokes over `layer` (H, W), keeping the larger of old and new; strength 1 becomes 65535.

    A stroke's profile falls from its middle to `core` at its edge, as the depth of a round vessel does,
    then to
    nothing over `softness` mm centered on the edge, so that the full width at half maximum is the width.
    """
    reach = (marks.width.max(axis=-1, initial=0.0) + softness) / 2
    span = np.hypot(*(marks.end - marks.start).T) / 2 + reach
    size = (2 * np.ceil(span / grid.pitch) + 2).astype(int)
    visible = np.flatnonzero(marks.strength.max(axis=-1, initial=0.0) > 0)
    classes = 6 * np.ceil(size / 6).astype(int)
    for side in np.unique(classes[visible]):
        chosen = visible[classes[visible] == side]
        for part in np.array_split(chosen, max(1, len(chosen) * int(side) ** 2 // STEP_MEMORY)):
            picked = Strokes(marks.start[part], marks.end[part], marks.width[part], marks.strength[part])
            _draw_patches(layer, grid, picked, int(side), softness, core)


def _draw_patches(
    layer: NDArray[np.uint16], grid: Grid, marks: Strokes, side: int, softness: float, core: float
) -> None:
    start = grid.cells(marks.start).astype(np.float32)
    along = grid.cells(marks.end).astype(np.float32) - start
    corner = np.floor(start + along / 2 - side / 2).astype(np.int64)
    offset = np.arange(side, dtype=np.float32) + 0.5
    x = (corner[:, 0, None] - start[:, 0, None] + offset)[:, None, :]
    y = (corner[:, 1, None] - start[:, 1, None] + offset)[:, :, None]
    ax, ay = along[:, 0, None, None], along[:, 1, None, None]
    t = np.clip((x * ax + y * ay) / np.maximum(ax**2 + ay**2, 1e-9), 0, 1)
    distance = np.hypot(x - t * ax, y - t * ay) * np.float32(grid.pitch)
    radius = _between(marks.width, t) / 2
    edge = np.clip(0.5 + (radius - distance) / np.float32(max(softness, grid.pitch)), 0, 1)
    round_part = np.sqrt(np.clip(1 - (distance / np.maximum(radius, 1e-6)) ** 2, 0, 1))
    value = _between(marks.strength, t) * edge * edge * (3 - 2 * edge) * (core + (1 - core) * round_part)
    columns = corner[:, 0, None, None] + np.arange(side)[None, None, :]
    rows = corner[:, 1, None, None] + np.arange(side)[None, :, None]
    inside = (columns >= 0) & (columns < grid.width) & (rows >= 0) & (rows < grid.height)
    keep = inside & (value > 0)
    flat = (rows * grid.width + columns)[keep]
    np.maximum.at(layer.reshape(-1), flat, np.minimum(value[keep] * FULL, FULL).astype(np.uint16))


def _between(ends: NDArray[np.float64], t: NDArray[np.float32]) -> NDArray[np.float32]:
    first, second = ends[:, 0, None, None], ends[:, 1, None, None]
    return np.asarray(first + (second - first) * t, np.float32)
