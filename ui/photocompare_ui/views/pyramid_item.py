"""One picture of a pane, painted from the mip that fits the zoom."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from photocompare_ui.image import Pyramid
from photocompare_ui.overrides import guarded

SHARP_FROM = 4.0
"""Screen pixels per pixel from which single pixels are shown as squares."""


class PyramidItem(QGraphicsItem):
    """A pyramid at its full-size coordinates.

    Attributes:
        seen_in: where in the scene it is painted, as paths all of which hold; none for everywhere.
        squares: where in the scene it is painted, as rectangles; or None for everywhere.
    """

    def __init__(self, pyramid: Pyramid) -> None:
        super().__init__()
        self._pyramid = pyramid
        self.seen_in: tuple[QPainterPath, ...] = ()
        self.squares: QRegion | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    @guarded
    def boundingRect(self) -> QRectF:
        """Return the full picture's rectangle."""
        size = self._pyramid.size
        return QRectF(0, 0, size.width(), size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint what is exposed."""
        whole, exposed = self.boundingRect(), self.boundingRect()
        exposed &= option.exposedRect
        if exposed.isEmpty():
            return
        # A clip, not a smaller source: that would shift the sampling of the picture beside it.
        for path in self.seen_in:
            painter.setClipPath(self.mapFromScene(path), Qt.ClipOperation.IntersectClip)
        if self.squares is not None:
            painter.setClipRegion(self.squares, Qt.ClipOperation.IntersectClip)
        scale = math.sqrt(abs(painter.deviceTransform().determinant()))
        picture = self._pyramid.level(scale)
        across, down = picture.width() / whole.width(), picture.height() / whole.height()
        source = QRectF(
            exposed.x() * across, exposed.y() * down, exposed.width() * across, exposed.height() * down
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < SHARP_FROM)
        painter.drawImage(exposed, picture, source)
