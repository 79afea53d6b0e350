"""The follow-up's picture on the baseline's grid: for the eye and for what needs both on one grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, inverted, projected
from photocompare.alignment.field import DisplacementField, field_on_grid, grid_of
from photocompare.alignment.refine import INTERVALS

LONGEST_SIDE = 32_766
"""cv2.remap takes neither side of 32768 or more."""
TILE = 256, 512
"""Rows and columns laid out at once: what is between stays in the processor's cache."""
Map = NDArray[np.float32]


def warp_to_baseline(picture: NDArray[Any], alignment: Alignment) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a follow-up picture (H x W or H x W x C) on the baseline's grid, and where it is valid (bool).

    One cubic resampling through homography and field together. Numbers are measured on native pixels instead.
    """
    carried = np.empty((*alignment.baseline_shape, *picture.shape[2:]), picture.dtype)
    valid = np.empty(alignment.baseline_shape, np.bool_)
    for place, *tile in tiles_on_baseline(picture, alignment):
        carried[place], valid[place] = tile
    return carried, valid


def tiles_on_baseline(
    picture: NDArray[Any], alignment: Alignment
) -> Iterator[tuple[tuple[slice, slice], NDArray[Any], NDArray[np.bool_]]]:
    """Yield what `warp_to_baseline` returns in tiles: rows and columns, the picture, where it is valid."""
    height, width = alignment.baseline_shape
    picture = np.ascontiguousarray(picture)
    bend = bend_on_baseline(alignment)
    for top in range(0, height, TILE[0]):
        for left in range(0, width, TILE[1]):
            rows, columns = slice(top, min(top + TILE[0], height)), slice(left, min(left + TILE[1], width))
            there = dense_map(alignment.homography, bend, rows, columns)
            yield (rows, columns), *_resampled(picture, there)


def between_copies(
    alignment: Alignment, baseline_shape: tuple[int, int], followup_shape: tuple[int, int]
) -> Alignment:
    """Return the map between copies of the photos of these (height, width)."""
    (high, wide), (rows, columns) = alignment.baseline_shape, alignment.followup_shape
    first = np.diag([wide / baseline_shape[1], high / baseline_shape[0], 1.0])
    second = np.diag([followup_shape[1] / columns, followup_shape[0] / rows, 1.0])
    field = alignment.field
    if field is not None:
        on_baseline = alignment.bent == "baseline"
        factor = 1 / np.diag(first)[:2] if on_baseline else np.diag(second)[:2]
        shape = baseline_shape if on_baseline else followup_shape
        field = replace(field, coefficients=field.coefficients * factor, shape=shape)
    return replace(
        alignment,
        homography=second @ alignment.homography @ first,
        baseline_shape=baseline_shape,
        followup_shape=followup_shape,
        field=field,
    )


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
    homography: NDArray[np.float64], bend: DisplacementField | None, rows: slice, columns: slice
) -> Map:
    """Return h x w x 2 float32: x, y in the follow-up of the baseline's pixels, its first pixel at 0, 0."""
    x, y = (np.arange(side.stop - side.start) + 0.5 for side in (columns, rows))
    places = np.empty((len(y), len(x), 2), np.float32)
    places[..., 0], places[..., 1] = x, y[:, None]
    if bend is not None:
        for axis, moved in enumerate(bend.on_grid(x + columns.start, y + rows.start)):
            places[..., axis] += moved
    # Counted from the tile's corner, where float32 is finest.
    corner = np.array([[1, 0, columns.start], [0, 1, rows.start], [0, 0, 1.0]])
    middle = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])
    return np.asarray(cv2.perspectiveTransform(places, middle @ homography @ corner))


def _resampled(picture: NDArray[Any], there: Map) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    height, width = picture.shape[:2]
    # By OpenCV, several times as fast as numpy's comparisons and choices.
    inside = np.asarray(cv2.inRange(there, (-0.5, -0.5), (width - 0.5, height - 0.5)))
    valid = inside.astype(np.bool_)
    if not valid.any():
        return np.zeros((*valid.shape, *picture.shape[2:]), picture.dtype), valid
    if max(picture.shape[:2]) > LONGEST_SIDE:
        shown = there[valid]
        left, top = np.maximum(shown.min(axis=0) - 4, 0).astype(int)
        right, bottom = shown.max(axis=0).astype(int) + 5
        picture = np.ascontiguousarray(picture[top:bottom, left:right])
        if max(picture.shape[:2]) > LONGEST_SIDE:
            raise ValueError("a tile of the baseline covers more than 32766 pixels of the follow-up")
        there = there - np.array([left, top], np.float32)
    return _remapped(picture, there), valid


def _remapped(picture: NDArray[Any], places: Map) -> NDArray[Any]:
    if picture.dtype == np.bool_:
        return _remapped(picture.astype(np.uint8) * 255, places) > 127
    if picture.ndim == 3 and picture.shape[2] not in (1, 3, 4):
        # OpenCV quantizes the place of two-channel pictures to 1/32 pixel.
        planes = [_remapped(np.ascontiguousarray(picture[..., i]), places) for i in range(picture.shape[2])]
        return np.stack(planes, axis=-1)
    carried = cv2.remap(picture, places, None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(carried).reshape(*places.shape[:2], *picture.shape[2:])
