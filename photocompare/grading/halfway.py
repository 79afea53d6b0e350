"""Two photos of one skin resampled alike: both through half of the map between them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment

Points = NDArray[np.float64]
Maps = tuple[NDArray[np.float32], NDArray[np.float32]]
COARSE = 160
STEPS = 12
NODES = 8
MARGIN = 0.02


@dataclass(frozen=True)
class Frame:
    """A rectangle of the half-way plane, whose points lie in the middle between those of both photos."""

    left: float
    top: float
    width: float
    height: float


def to_photos(alignment: Alignment, middle: Points) -> tuple[Points, Points]:
    """Return where N x 2 points of the half-way plane lie in the baseline and in the follow-up."""
    baseline = middle.copy()
    for _ in range(STEPS):
        # The mean of a point and its image has half the map's slope: this closes in where the map is no flip.
        baseline -= (baseline + alignment.to_followup(baseline)) / 2 - middle
    return baseline, alignment.to_followup(baseline)


def to_middle(alignment: Alignment, baseline: Points) -> Points:
    """Return where N x 2 baseline points lie in the half-way plane."""
    points = np.asarray(baseline, dtype=np.float64)
    return np.asarray((points + alignment.to_followup(points)) / 2)


def shared_frame(
    alignment: Alignment,
    valid: tuple[NDArray[np.bool_] | None, NDArray[np.bool_] | None],
    aspect: float,
    about: Points | None = None,
) -> Frame | None:
    """Return the largest frame of width / height `aspect` that both photos fill, or None where there is none.

    `about`: N x 2 half-way points that it is laid around, no larger than they need; it stays where both
    photos are, so that neither shows a border.
    """
    height, width = alignment.baseline_shape
    corners = to_middle(alignment, np.array([[0, 0], [width, 0], [0, height], [width, height]], float))
    low, high = corners.min(0), corners.max(0)
    pitch = float((high - low).max() / COARSE)
    columns, rows = (np.arange(low[i] + pitch / 2, high[i], pitch) for i in (0, 1))
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2)
    inside = np.ones(len(grid), dtype=bool)
    shapes = alignment.baseline_shape, alignment.followup_shape
    for points, shape, mask in zip(to_photos(alignment, grid), shapes, valid, strict=True):
        inside &= ((points >= 0) & (points <= np.array(shape[::-1]))).all(1)
        if mask is not None:
            at = np.clip(points.astype(int), 0, np.array(shape[::-1]) - 1)
            inside &= mask[at[:, 1], at[:, 0]]
    shown = inside.reshape(len(rows), len(columns))
    wanted, center = np.inf, (low + high) / 2
    if about is not None:
        span = np.ptp(about, axis=0) * (1 + 2 * 0.15)
        wanted, center = max(float(span[0]), float(span[1]) * aspect), (about.min(0) + about.max(0)) / 2
    found = _largest(shown, aspect, wanted / pitch, (center - low) / pitch)
    if found is None:
        return None
    column, row, across, down = found
    inset = MARGIN if about is None else 0.0
    return Frame(
        low[0] + pitch * (column + inset * across),
        low[1] + pitch * (row + inset * down),
        pitch * across * (1 - 2 * inset),
        pitch * down * (1 - 2 * inset),
    )


def frame_maps(alignment: Alignment, frame: Frame, size: tuple[int, int]) -> tuple[Maps, Maps]:
    """Return for each photo the x and y, H x W float32, of every pixel of a picture of (width, height)."""
    width, height = size
    across, down = (side // NODES + 2 for side in size)
    x, y = (np.linspace(0.5, side - 0.5, count) for side, count in ((width, across), (height, down)))
    nodes = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    middle = nodes * [frame.width / width, frame.height / height] + [frame.left, frame.top]
    found = []
    for points in to_photos(alignment, middle):
        places = points.reshape(down, across, 2).astype(np.float32)
        found.append((_dense(places[..., 0], size), _dense(places[..., 1], size)))
    return found[0], found[1]


def _dense(nodes: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    width, height = size
    down, across = nodes.shape
    x = np.linspace(0, across - 1, width, dtype=np.float32)
    y = np.linspace(0, down - 1, height, dtype=np.float32)
    maps = np.broadcast_to(x, (height, width)), np.broadcast_to(y[:, None], (height, width))
    dense = cv2.remap(nodes, *(np.ascontiguousarray(one) for one in maps), cv2.INTER_LINEAR)
    return np.asarray(dense, dtype=np.float32)


def _largest(
    shown: NDArray[np.bool_], aspect: float, wanted: float, center: Points
) -> tuple[int, int, int, int] | None:
    """Return column, row, width, height in cells: the largest window up to `wanted`, nearest to `center`."""
    height, width = shown.shape
    sums = cv2.integral(shown.astype(np.uint8))
    most = int(min(width, height * aspect, np.ceil(wanted)))
    for across in range(most, 7, -1):
        down = max(1, int(across / aspect))
        inside = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
        rows, columns = np.nonzero(inside == across * down)
        if len(rows):
            off = np.hypot(columns + across / 2 - center[0], rows + down / 2 - center[1])
            best = int(np.argmin(off))
            return int(columns[best]), int(rows[best]), across, down
    return None
