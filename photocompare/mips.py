"""A picture for the screen at every power of two: BGRA, made without holding up any other thread."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Tile = tuple[tuple[slice, slice], Picture, NDArray[np.bool_] | None]
SMALLEST_SIDE = 128
STRIP = 64


def mips(
    rgb: Picture, valid: NDArray[np.bool_] | None = None, hidden: tuple[int, int, int] = (0, 0, 0)
) -> tuple[Picture, ...]:
    """Return H x W x 4 BGRA uint8 of H x W x 3 sRGB, and each half of it down to about 128 pixels.

    What is not `valid` has the color `hidden`. OpenCV works outside of Python's lock, which numpy's masks and
    Qt's conversions hold: at 24 megapixels they would keep the window's own thread for a third of a second.
    """
    height, width = rgb.shape[:2]
    places = [(slice(top, min(top + STRIP, height)), slice(0, width)) for top in range(0, height, STRIP)]
    strips = ((place, rgb[place], None if valid is None else valid[place]) for place in places)
    return mips_of_tiles((height, width), strips, hidden)


def mips_of_tiles(
    shape: tuple[int, int], tiles: Iterable[Tile], hidden: tuple[int, int, int] = (0, 0, 0)
) -> tuple[Picture, ...]:
    """Return `mips` of a picture of (height, width) that comes in tiles, and never stands there as a whole.

    A tile is its rows and columns, its sRGB, and what of it is valid.
    """
    full = np.empty((*shape, 4), np.uint8)
    for place, rgb, valid in tiles:
        tile = full[place]
        cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2BGRA, dst=tile)
        if valid is not None and not valid.all():
            tile[~valid] = (*hidden[::-1], 255)
    levels = [full]
    while max(levels[-1].shape) > SMALLEST_SIDE:
        height, width = levels[-1].shape[:2]
        half = ((width + 1) // 2, (height + 1) // 2)
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA))
    return tuple(np.asarray(level, dtype=np.uint8) for level in levels)
