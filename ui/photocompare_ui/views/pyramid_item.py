"""One picture of a pane, painted from the mip that fits the zoom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from photocompare_ui.image import Pyramid
from photocompare_ui.overrides import guarded

SHARP_FROM = 4.0
"""Screen pixels per pixel from which single pixels are shown as squares."""


class PyramidItem(QGraphicsItem):
    """A pyramid at its full-size coordinates.

    Attributes:
        left: scene x left of which nothing is painted, or None (the wipe).
    """

    def __init__(self, pyramid: Pyramid) -> None:
        super().__init__()
        self._pyramid = pyramid
        self.left: float | None = None
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
        if self.left is not None:
            # A clip, not a smaller source: that would shift the sampling of the picture left of it.
            painter.setClipRect(whole.adjusted(max(self.left, 0.0), 0, 0, 0), Qt.ClipOperation.IntersectClip)
        scale = painter.deviceTransform().m11()
        picture = self._pyramid.level(scale)
        across, down = picture.width() / whole.width(), picture.height() / whole.height()
        source = QRectF(
            exposed.x() * across, exposed.y() * down, exposed.width() * across, exposed.height() * down
        )
        smooth = scale < SHARP_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(exposed, picture, source)
