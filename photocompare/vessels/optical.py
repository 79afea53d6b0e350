"""The absorbance that vessels are sought in: a photo's, at the coarsest pitch the smallest vessel allows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto, absorbance
from photocompare.photo import Box
from photocompare.vessels.hessian import Map, shrunk

UNIT = np.float32(1e-4)
"""One step of the stored absorbance: far below the noise of 8 bits, and half the memory of float32."""
PIXELS_ACROSS = 2.5
STRIP, CACHED = 256, 64
GRID = 64
MARGIN_WIDTHS = 1.5
RED_VESSEL = np.array([[-0.75, 1.0, -0.25]])
"""Weights of D_R, D_G, D_B: the erythema map less a quarter of (D_B - D_R), which melanin dominates."""
BLUE_VEIN = np.array([[1.5, -0.25, -0.25]])
"""Weights of D_R, D_G, D_B: red absorbance less what melanin and shallow blood add to it."""


SURROUND = 15
"""The surround is a median over this many blocks of a vessel's greatest width."""
TOO_DARK = 0.30
TOO_LIGHT = -0.15
"""Absorbance of red over the surround that no vessel has: a mole, a chart, clothing; glare."""


@dataclass(frozen=True, eq=False)
class Optical:
    """The absorbance of a photo in blocks.

    Attributes:
        density: h x w x 3 int16, absorbance of R, G, B in steps of `UNIT`, of block means of linear light;
            0 outside `boxes`.
        factor: photo pixels along a block's side, a power of two.
        pitch: length of a block's side in the photo's unit (mm, or pixels of the baseline).
        boxes: the rectangles of blocks that are filled; they do not overlap.
    """

    density: NDArray[np.int16]
    factor: int
    pitch: float
    boxes: tuple[Box, ...]

    def map(self, weights: NDArray[np.float64]) -> Map:
        """Return the weighted sum of the channels' absorbance, h x w float32; 0 outside `boxes`."""
        found = np.zeros(self.density.shape[:2], dtype=np.float32)
        for box in self.boxes:
            self.of(self.density[box.slices], weights, found[box.slices])
        return found

    @staticmethod
    def of(density: NDArray[np.int16], weights: NDArray[np.float64], found: Map | None = None) -> Map:
        """Return the weighted sum of a part of `density`, in absorbance, written to `found` if given."""
        found = np.empty(density.shape[:2], np.float32) if found is None else found
        for top in range(0, len(density), CACHED):
            rows = density[top : top + CACHED].astype(np.float32)
            cv2.transform(rows, weights.astype(np.float32) * UNIT, dst=found[top : top + CACHED])
        return found

    def cut(self, box: Box) -> Optical:
        """Return the part inside one of `boxes`."""
        height, width = box.shape
        density = self.density[box.slices]
        return Optical(density, self.factor, self.pitch, (Box(0, height, 0, width),))


def optical(photo: CorrectedPhoto, smallest: float, widest: float) -> Optical:
    """Return the absorbance of `photo` where it will be measured.

    Blocks are chosen so that a vessel `smallest` wide (mm or px) keeps its shape; the margin about what
    will be measured is some times `widest`. Light is averaged before the logarithm, in strips, so that no
    whole frame of floats is ever held.
    """
    factor = 1
    while smallest / (photo.scale * 2 * factor) >= PIXELS_ACROSS:
        factor *= 2
    height, width = photo.shape
    density = np.zeros((-(-height // factor), -(-width // factor), 3), dtype=np.int16)
    margin = int(np.ceil(MARGIN_WIDTHS * widest / photo.scale))
    boxes = _apart([_snapped(box.grown(margin, photo.shape), photo.shape) for box in photo.focus])
    boxes = boxes or [photo.photo.box]
    for box in boxes:
        columns = slice(box.left // factor, -(-box.right // factor))
        for top in range(box.top, box.bottom, STRIP):
            light = photo.linear(Box(top, min(top + STRIP, box.bottom), box.left, box.right))
            rows = absorbance(shrunk(light, factor)) / UNIT
            density[top // factor : top // factor + len(rows), columns] = np.rint(rows)
    blocks = (Box(*(-(-side // factor) for side in box)) for box in boxes)
    return Optical(density, factor, photo.scale * factor, tuple(blocks))


def _snapped(box: Box, shape: tuple[int, int]) -> Box:
    """Return the box grown to multiples of `GRID`, so that blocks of every size fit in."""
    bottom, right = (
        min(-(-side // GRID) * GRID, full) for side, full in zip((box.bottom, box.right), shape, strict=False)
    )
    return Box(box.top // GRID * GRID, bottom, box.left // GRID * GRID, right)


def _apart(boxes: list[Box]) -> list[Box]:
    """Return boxes that cover the same and do not overlap: those that do become one."""
    found: list[Box] = []
    for box in boxes:
        while near := next((one for one in found if _overlap(one, box)), None):
            found.remove(near)
            low, high = np.minimum(near, box), np.maximum(near, box)
            box = Box(int(low[0]), int(high[1]), int(low[2]), int(high[3]))
        found.append(box)
    return sorted(found)


def _overlap(one: Box, other: Box) -> bool:
    rows = one.top < other.bottom and other.top < one.bottom
    return rows and one.left < other.right and other.left < one.right


def plain(light: Optical, widest: float) -> NDArray[np.bool_]:
    """Return h x w bool: where the skin is neither much darker nor much lighter than its surround.

    `widest` is the width of the widest vessel in blocks. What is left out is left out with a margin.
    """
    red = light.density[..., 0]
    factor = max(1, int(widest / 2))
    small = cv2.resize(red, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    levels = np.clip((small.astype(np.float32) * UNIT + 1) * 100, 0, 255).astype(np.uint8)
    around = cv2.medianBlur(levels, SURROUND).astype(np.float32) / 100 - 1
    height, width = red.shape
    over = red * UNIT - cv2.resize(around, (width, height), interpolation=cv2.INTER_LINEAR)
    odd = ((over > TOO_DARK) | (over < TOO_LIGHT)).astype(np.uint8)
    reach = max(3, int(widest / 4))
    odd = cv2.morphologyEx(odd, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.dilate(odd, np.ones((reach, reach), np.uint8)) == 0)
