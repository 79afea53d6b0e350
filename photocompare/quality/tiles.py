"""Squares of a photo, spread evenly: what sharpness, noise and detail are measured on.

The cost is the same for 2 and for 150 megapixels, and no frame of floats is ever made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.kept import kept
from photocompare.photo import Box, Photo
from photocompare.regions import Region, pixel_box, rasterize

SIDE = 128
MOST = 96
LEAST_SIDE = 24
LEAST_SHARE = 0.5
LUMINANCE = np.array([0.212671, 0.715160, 0.072169], dtype=np.float32)
ENOUGH = 4096
"""So many values, taken evenly, tell the median of a tile: to a fiftieth of their deviation."""


# Zero for planes and for straight edges along its axes; white noise of deviation 1 becomes 6.
_CROSS = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


@dataclass(frozen=True, eq=False)
class Tile:
    """A square of a photo: linear light, float32 H x W x 3, and the pixels that may be used, bool H x W."""

    box: Box
    color: NDArray[np.float32]
    usable: NDArray[np.bool_]

    @kept
    def light(self) -> NDArray[np.float32]:
        """Return the linear luminance, float32 H x W."""
        return brightness(self.color)

    @kept
    def noise(self) -> float:
        """Return the noise, standard deviation of linear luminance.

        Immerkaer 1996 (Computer Vision and Image Understanding 64: 300), with the median absolute deviation
        in place of the mean, so that edges do not count.
        """
        response = cv2.filter2D(self.light, -1, _CROSS)[1:-1, 1:-1][self.usable[1:-1, 1:-1]]
        return median(np.abs(response)) / 0.6745 / 6 if response.size else 0.0


def tiles(photo: Photo, region: Region | None = None) -> Iterator[Tile]:
    """Yield up to 96 tiles of at most 128 px a side, in which half the pixels belong to the region."""
    for box in tile_boxes(photo.box if region is None else pixel_box(region, photo.shape)):
        usable = usable_pixels(photo, box, region)
        if usable.mean() >= LEAST_SHARE:
            yield Tile(box, photo.linear(box), usable)


def tile_boxes(box: Box, side: int = SIDE, most: int = MOST) -> list[Box]:
    """Return up to `most` boxes of at most `side` pixels a side, in even steps over `box`."""
    height, width = box.shape
    if min(height, width) < LEAST_SIDE:
        return []
    rows, columns = _counts(height / side, width / side, most)
    tall, wide = min(side, height), min(side, width)
    tops = np.linspace(box.top, box.bottom - tall, rows).round().astype(int)
    lefts = np.linspace(box.left, box.right - wide, columns).round().astype(int)
    return [Box(int(t), int(t) + tall, int(l), int(l) + wide) for t in tops for l in lefts]


def usable_pixels(photo: Photo, box: Box, region: Region | None = None) -> NDArray[np.bool_]:
    """Return bool H x W of `box`: inside the region, not transparent, not clipped."""
    usable = ~photo.clipped(box)
    if photo.valid is not None:
        usable &= photo.valid[box.slices]
    if region is not None:
        usable &= rasterize(region, box)
    return usable


def luminance(photo: Photo, box: Box) -> NDArray[np.float32]:
    """Return the linear luminance of `box`, float32 H x W, 1.0 = white."""
    return brightness(photo.linear(box))


def brightness(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the luminance of H x W x 3 linear light, float32 H x W."""
    return np.asarray(cv2.transform(light, LUMINANCE[None]), dtype=np.float32).reshape(light.shape[:2])


def median(values: NDArray[np.float32]) -> float:
    """Return the median of values (N), of some thousands of them where there are more.

    Sorted, as numpy sorts float32 faster than it selects from it.
    """
    ordered = np.sort(values[:: max(1, len(values) // ENOUGH)])
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _counts(high: float, wide: float, most: int) -> tuple[int, int]:
    """Return rows and columns of tiles: as many as fit side by side, or `most` in the picture's shape."""
    shrink = max(1.0, float(np.sqrt(max(high, 1) * max(wide, 1) / most)))
    return max(int(high / shrink), 1), max(int(wide / shrink), 1)
