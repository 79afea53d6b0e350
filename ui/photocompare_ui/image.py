"""Pixels for the screen: numpy to QImage, and the same picture at every power of two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from photocompare.mips import Tile, mips, mips_of_tiles

SURROUND = (82, 82, 82)
"""The neutral gray around the photographs, the same in both themes: it takes part in how a color looks."""


@dataclass(frozen=True, eq=False)
class Pyramid:
    """One picture at full size and at each half of it, ready to be painted.

    `levels` are QImages of Format_RGB32 (BGRA in memory, what the raster engine draws fastest); `whole` is
    the size the picture stands for where its largest level is smaller; `memory` is what they point into.
    """

    levels: tuple[QImage, ...]
    whole: QSize | None = None
    memory: tuple[NDArray[np.uint8], ...] = field(default=(), repr=False)

    @property
    def size(self) -> QSize:
        """Return the full size in pixels."""
        return self.whole or self.levels[0].size()

    @property
    def rough(self) -> bool:
        """Return whether a larger picture is still to come."""
        return self.whole is not None and self.whole != self.levels[0].size()

    def level(self, scale: float) -> QImage:
        """Return the smallest picture that is still sharp at `scale` screen pixels per pixel."""
        scale, index = scale * self.size.width() / self.levels[0].width(), 0
        while scale <= 0.5 and index < len(self.levels) - 1:
            scale, index = scale * 2, index + 1
        return self.levels[index]


def pixels(picture: QImage) -> NDArray[np.uint8]:
    """Return the H x W x 3 sRGB pixels of a level of a pyramid."""
    flat = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    bgra = flat[:, : 4 * picture.width()].reshape(picture.height(), picture.width(), 4)
    return np.ascontiguousarray(bgra[..., 2::-1])


def pyramid(rgb: NDArray[np.uint8], valid: NDArray[np.bool_] | None = None) -> Pyramid:
    """Return the pyramid of H x W x 3 sRGB pixels; what is not `valid` becomes the surround. Any thread."""
    return _of_levels(mips(rgb, valid, SURROUND))


def pyramid_of_tiles(shape: tuple[int, int], tiles: Iterable[Tile]) -> Pyramid:
    """Return the pyramid of a picture of (height, width) that comes in tiles, as `pyramid` does."""
    return _of_levels(mips_of_tiles(shape, tiles, SURROUND))


def _of_levels(made: tuple[NDArray[np.uint8], ...]) -> Pyramid:
    levels = [
        QImage(level.data, level.shape[1], level.shape[0], 4 * level.shape[1], QImage.Format.Format_RGB32)
        for level in made
    ]
    return Pyramid(tuple(levels), memory=made)
