"""Where a chart is in a photo: found by its lattice of squares, or marked by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color.chart import Chart
from photocompare.color.lab import screen
from photocompare.color.read_chart import ChartReading, read_chart, read_patches
from photocompare.color.squares import Lattice, find_lattices, find_squares
from photocompare.photo import Photo

Points = NDArray[np.float64]
Place = tuple[Points, float]
WORKING_PX = (1000, 2400)
MARKED_ERROR = 0.02
"""Standard error of the pitch, as a share of it, where a person set the corners."""


def find_charts(
    photo: Photo, charts: Sequence[Chart], max_residual: float, *, thorough: bool = False
) -> dict[str, ChartReading]:
    """Return, by name, the best reading of each kind of chart that the photo may show; each may be refused.

    Every lattice of squares is tried in each of its places and turned four ways. `thorough` also looks for
    smaller charts, at twice the scale, where there is none.
    """
    for working in WORKING_PX if thorough else WORKING_PX[:1]:
        scale = min(1.0, working / max(photo.shape))
        fewest = min(min(chart.columns * chart.rows for chart in charts) // 3 + 2, 9)
        lattices = find_lattices(*find_squares(_small(photo, scale)), fewest)[:4]
        on = partial(_places, lattices=[one.moved(1 / scale) for one in lattices])
        found = _best(photo, charts, on, max_residual)
        if found or scale == 1.0:
            return found
    return {}


def marked_charts(
    photo: Photo, outline: Points, charts: Sequence[Chart], max_residual: float
) -> dict[str, ChartReading]:
    """Return, by name, what the chart says inside the N x 2 outline a person drew around its patches.

    A lattice found inside it is used; else the outline's four corners are taken for those of the patches.
    """
    found = find_charts(_inside(photo, outline), charts, max_residual, thorough=True)
    if any(not reading.refusal for reading in found.values()):
        return found
    hull = cv2.convexHull(outline.astype(np.float32))
    quad = cv2.approxPolyN(hull, 4, ensure_convex=True)[0].astype(np.float32)
    return _best(photo, charts, partial(_in_quad, quad=quad), max_residual) or found


def _best(
    photo: Photo,
    charts: Sequence[Chart],
    places: Callable[[int, int], Iterator[Place]],
    max_residual: float,
) -> dict[str, ChartReading]:
    """Return the best reading of each chart over the `places` of its columns and rows."""
    best: dict[str, ChartReading] = {}
    for grid in dict.fromkeys((chart.columns, chart.rows) for chart in charts):
        alike = [chart for chart in charts if (chart.columns, chart.rows) == grid]
        for place, error in places(*grid):
            patches = read_patches(photo, alike[0].centers, place)
            for chart in alike:
                reading = read_chart(chart, place, error, patches, max_residual)
                known = best.get(chart.name)
                if reading and (known is None or reading.mismatch_de00 < known.mismatch_de00):
                    best[chart.name] = reading
    return {name: _read_finely(photo, reading, max_residual) for name, reading in best.items()}


def _read_finely(photo: Photo, reading: ChartReading, max_residual: float) -> ChartReading:
    """Return the reading of a chart that was found, with the color of a JPEG finer than whole steps."""
    patches = read_patches(photo, reading.chart.centers, reading.place, finely=True)
    return read_chart(reading.chart, reading.place, reading.place_error, patches, max_residual) or reading


def _in_quad(columns: int, rows: int, quad: NDArray[np.float32]) -> Iterator[Place]:
    right, bottom = columns - 0.5, rows - 0.5
    corners = np.array([[-0.5, -0.5], [right, -0.5], [right, bottom], [-0.5, bottom]], np.float32)
    for turn in range(4):
        yield cv2.getPerspectiveTransform(corners, np.roll(quad, turn, axis=0)), MARKED_ERROR


def _small(photo: Photo, scale: float) -> NDArray[np.uint8]:
    pixels = photo.pixels
    if scale < 1:
        size = (round(photo.shape[1] * scale), round(photo.shape[0] * scale))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    if pixels.dtype == np.uint8:
        return np.asarray(pixels, dtype=np.uint8)
    return screen(photo.transfer.linear(pixels))


def _places(columns: int, rows: int, lattices: Sequence[Lattice]) -> Iterator[Place]:
    """Yield every way such a chart can lie on a lattice: turned by quarters, moved among the squares seen."""
    for lattice in lattices:
        low, extent = lattice.steps.min(axis=0), np.ptp(lattice.steps, axis=0) + 1
        for turn in range(4):
            size = np.array([columns, rows])[:: -1 if turn % 2 else 1]
            slack = size - extent
            if slack.min() < -1 or slack.max() > 3:
                continue
            for dx in range(min(-slack[0], 0), max(-slack[0], 0) + 1):
                for dy in range(min(-slack[1], 0), max(-slack[1], 0) + 1):
                    grid = _turned(turn, columns, rows)
                    moved = np.array([[1, 0, low[0] + dx], [0, 1, low[1] + dy], [0, 0, 1.0]])
                    place = lattice.homography @ moved @ grid
                    yield place, _place_error(lattice)


def _turned(turn: int, columns: int, rows: int) -> Points:
    """Return the 3x3 map from chart places to those of a lattice that sees it turned by quarters."""
    right, bottom = columns - 1.0, rows - 1.0
    return np.array(
        [
            [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            [[0, -1, bottom], [1, 0, 0], [0, 0, 1]],
            [[-1, 0, right], [0, -1, bottom], [0, 0, 1]],
            [[0, 1, 0], [-1, 0, right], [0, 0, 1]],
        ][turn],
        dtype=np.float64,
    )


def _place_error(lattice: Lattice) -> float:
    """Return the standard error of the lattice's pitch as a share of it, from how far squares are off."""
    steps = lattice.steps.astype(np.float64)
    fitted = cv2.perspectiveTransform(steps[None], lattice.homography)[0]
    spread = np.sqrt(((steps - steps.mean(axis=0)) ** 2).sum())
    pitch = np.sqrt(abs(np.linalg.det(np.linalg.lstsq(_with_one(steps), fitted, rcond=None)[0][:2])))
    off = fitted - lattice.centers
    return float(np.sqrt((off**2).sum() / max(2 * len(steps) - 8, 1)) / pitch / spread)


def _with_one(steps: Points) -> Points:
    return np.column_stack([steps, np.ones(len(steps))])


def _inside(photo: Photo, outline: Points) -> Photo:
    """Return the photo, black outside the box around the outline."""
    left, top = np.maximum(np.floor(outline.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(outline.max(axis=0)).astype(int)
    pixels = np.zeros_like(photo.pixels)
    pixels[top:bottom, left:right] = photo.pixels[top:bottom, left:right]
    return replace(photo, pixels=pixels)
