"""Pixels for the screen: numpy to QImage, and the same picture at every power of two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

SMALLEST_LEVEL = 128
SURROUND = (82, 82, 82)
"""The neutral gray around the photographs, the same in both themes: it takes part in how a color looks."""


@dataclass(frozen=True, eq=False)
class Pyramid:
    """One picture at full size and at each half of it, ready to be painted.

    `levels` are QImages of Format_RGB32 (BGRA in memory, what the raster engine draws fastest); `whole` is
    the size the picture stands for where its largest level is smaller.
    """

    levels: tuple[QImage, ...]
    whole: QSize | None = None

    @property
    def size(self) -> QSize:
        """Return the full size in pixels."""
        return self.whole or self.levels[0].size()

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
    if valid is not None and not valid.all():
        rgb = rgb.copy()
        rgb[~valid] = SURROUND
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    # The conversion copies, so the QImage never points into memory that numpy may free.
    seen = QImage(rgb.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    levels = [seen.convertToFormat(QImage.Format.Format_RGB32)]
    while max(levels[-1].width(), levels[-1].height()) > SMALLEST_LEVEL:
        last = levels[-1].size()
        half = QSize((last.width() + 1) // 2, (last.height() + 1) // 2)
        smooth = Qt.TransformationMode.SmoothTransformation
        levels.append(levels[-1].scaled(half, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    return Pyramid(tuple(levels))
