"""The follow-up's picture on the baseline's grid: for the eye and for what needs both on one grid."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, inverted, projected
from photocompare.alignment.field import DisplacementField, field_on_grid, grid_of
from photocompare.alignment.refine import INTERVALS

# cv2.remap takes neither side of 32768 or more: both pictures are cut into tiles.
TILE = 2048
STRIP = 64
"""Rows of a map made at once: what is between stays in the processor's cache."""
Maps = tuple[NDArray[np.float32], NDArray[np.float32]]


def warp_to_baseline(picture: NDArray[Any], alignment: Alignment) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a follow-up picture (H x W or H x W x C) on the baseline's grid, and where it is valid (bool).

    One cubic resampling through homography and field together. Numbers are measured on native pixels instead.
    """
    height, width = alignment.baseline_shape
    carried = np.empty((height, width, *picture.shape[2:]), picture.dtype)
    valid = np.empty((height, width), np.bool_)
    bend = bend_on_baseline(alignment)
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            rows, columns = slice(top, min(top + TILE, height)), slice(left, min(left + TILE, width))
            x, y = _middles(columns), _middles(rows)
            maps = dense_map(alignment, bend, x, y)
            carried[rows, columns], valid[rows, columns] = _resampled(picture, *maps)
    return carried, valid


@lru_cache(maxsize=1)
def bend_on_baseline(alignment: Alignment) -> DisplacementField | None:
    """Return the bend before the homography on the baseline, whichever photo the field was fitted on."""
    if alignment.field is None or alignment.bent == "baseline":
        return alignment.field
    # Twice as fine as the field itself, so that what is lost is far below what can be seen.
    grid = grid_of(alignment.baseline_shape, 2 * INTERVALS)
    y, x = (np.linspace(0, side, 2 * n) for side, n in zip(alignment.baseline_shape, grid, strict=True))
    nodes = np.stack(np.meshgrid(x, y), axis=-1)
    flat = nodes.reshape(-1, 2)
    back = projected(inverted(alignment.homography), alignment.to_followup(flat))
    return field_on_grid((back - flat).reshape(nodes.shape), alignment.baseline_shape, grid)


def dense_map(
    alignment: Alignment, bend: DisplacementField | None, x: NDArray[np.float64], y: NDArray[np.float64]
) -> Maps:
    """Return x and y in the follow-up, len(y) x len(x) float32, of the grid of baseline coordinates x, y."""
    h = alignment.homography
    maps = np.empty((len(y), len(x)), np.float32), np.empty((len(y), len(x)), np.float32)
    for rows in (slice(top, top + STRIP) for top in range(0, len(y), STRIP)):
        along, down = x[None], y[rows, None]
        if bend is not None:
            dx, dy = bend.on_grid(x, y[rows])
            along, down = along + dx, down + dy
        depth = h[2, 0] * along + h[2, 1] * down + h[2, 2]
        for mapped, (a, b, c) in zip(maps, h[:2], strict=True):
            np.divide(a * along + b * down + c, depth, out=mapped[rows], casting="same_kind")
    return maps


def _middles(pixels: slice) -> NDArray[np.float64]:
    return np.arange(pixels.start, pixels.stop, dtype=np.float64) + 0.5


def _resampled(
    picture: NDArray[Any], x: NDArray[np.float32], y: NDArray[np.float32]
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    height, width = picture.shape[:2]
    # By OpenCV, several times as fast as numpy's comparisons and choices.
    inside = np.asarray(cv2.bitwise_and(cv2.inRange(x, 0, width), cv2.inRange(y, 0, height)))
    valid = inside.astype(np.bool_)
    if not valid.any():
        return np.zeros((*x.shape, *picture.shape[2:]), picture.dtype), valid
    (least_x, most_x, *_), (least_y, most_y, *_) = (cv2.minMaxLoc(part, inside) for part in (x, y))
    left, top = max(int(least_x) - 4, 0), max(int(least_y) - 4, 0)
    cut = picture[top : int(most_y) + 4, left : int(most_x) + 4]
    if max(cut.shape[:2]) >= 32767:
        raise ValueError("a tile of the baseline covers more than 32767 pixels of the follow-up")
    places = x - np.float32(left + 0.5), y - np.float32(top + 0.5)
    return _remapped(np.ascontiguousarray(cut), *places), valid


def _remapped(picture: NDArray[Any], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[Any]:
    if picture.dtype == np.bool_:
        return _remapped(picture.astype(np.uint8) * 255, x, y) > 127
    if picture.ndim == 3 and picture.shape[2] not in (1, 3, 4):
        # OpenCV quantizes the place of two-channel pictures to 1/32 pixel.
        planes = [_remapped(np.ascontiguousarray(picture[..., i]), x, y) for i in range(picture.shape[2])]
        return np.stack(planes, axis=-1)
    carried = cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(carried).reshape(*x.shape, *picture.shape[2:])
