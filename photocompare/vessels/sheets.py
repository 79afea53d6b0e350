"""Maps of several pieces of a photo, one below the other, so that lines on all of them are read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.profile import OFFSETS

Values = NDArray[np.float64]
MOST_ROWS = 32_000
"""cv2.remap takes no more than 32767."""


@dataclass(frozen=True, eq=False)
class Sheets:
    """Maps (h x w, or h x w x C), alike in kind and not in size.

    Attributes:
        values: all of them, one below the other.
        tops: the row at which each begins.
        sizes: K x 2, height and width of each.
    """

    values: NDArray[np.generic]
    tops: NDArray[np.intp]
    sizes: NDArray[np.intp]

    def across(
        self, points: Values, across: Values, unit: Values, sheet: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Return N x 37 (x C) profiles at `points` (N x 2, corner origin) of a `sheet` each, along `across`.

        `unit` (N) is the expected width in pixels; the profile reaches 1.8 of it to both sides, linearly
        interpolated; beyond a sheet's edge its last pixels go on.
        """
        reach = unit.astype(np.float32)[:, None] * OFFSETS.astype(np.float32)
        x, y = (
            place.astype(np.float32)[:, None] + along.astype(np.float32)[:, None] * reach
            for place, along in zip(points.T, across.T, strict=True)
        )
        return self.at(x, y, sheet)

    def at(
        self, x: NDArray[np.float32], y: NDArray[np.float32], sheet: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Return N x K (x C) values at N x K places (corner origin), each row of them on a `sheet`.

        The places are written over.
        """
        last = (self.sizes[sheet] - 1).astype(np.float32)
        for place, end in zip((x, y), last.T[::-1], strict=True):
            place -= np.float32(0.5)
            np.clip(place, 0, end[:, None], out=place)
        if len(self.tops) > 1:
            y += self.tops[sheet].astype(np.float32)[:, None]
        return read_at(self.values, x, y)


def sheets(maps: Sequence[NDArray[np.generic]]) -> Sheets:
    """Return the maps as sheets."""
    sizes = np.array([one.shape[:2] for one in maps], dtype=np.intp)
    tops = np.cumsum(sizes[:, 0]) - sizes[:, 0]
    if len(maps) == 1:
        return Sheets(maps[0], tops, sizes)
    height, width = int(sizes[:, 0].sum()), int(sizes[:, 1].max())
    values = np.zeros((height, width, *maps[0].shape[2:]), maps[0].dtype)
    for one, top in zip(maps, tops.tolist(), strict=True):
        values[top : top + one.shape[0], : one.shape[1]] = one
    return Sheets(values, tops, sizes)


def read_at(
    values: NDArray[np.generic], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return N x K (x C) values of a map, linear between its pixels, whose centers are whole numbers."""
    parts = [slice(first, first + MOST_ROWS) for first in range(0, max(len(x), 1), MOST_ROWS)]
    if not len(x):
        return np.zeros((*x.shape, *values.shape[2:]), np.float32)
    rows = [cv2.remap(values, x[p], y[p], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for p in parts]
    whole = rows[0] if len(rows) == 1 else np.concatenate(rows)
    return np.asarray(whole, dtype=np.float32)
