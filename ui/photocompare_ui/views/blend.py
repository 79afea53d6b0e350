"""Two small pictures of one size laid over each other: a wipe to drag, or a blend."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from photocompare_ui.image import SURROUND
from photocompare_ui.overrides import guarded
from photocompare_ui.views import overlay
from photocompare_ui.views.divider import Divider


class Blend(QWidget):
    """Shows the aligned follow-up over the baseline; a drag moves the divider or fades.

    Attributes:
        wiped: whether a divider separates the two, instead of a blend.
        share: where the divider stands, or how much of the follow-up is seen (0-1).
        message: shown while there is no second picture.
    """

    def __init__(self, first: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._second: QImage | None = None
        self.wiped = True
        self.share = 0.5
        self.message = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(220, 160))
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Preview of the alignment"))

    def show_pair(self, second: QImage | None, message: str) -> None:
        """Lay `second` over the baseline, or show the `message` where there is none."""
        self._second, self.message = second, message
        self.setAccessibleDescription(message)
        self.update()

    def set_wiped(self, wiped: bool) -> None:
        """Wipe, or blend."""
        self.wiped = wiped
        self.update()

    def set_share(self, share: float) -> None:
        """Move the divider, or fade."""
        self.share = min(max(share, 0.0), 1.0)
        self.update()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the divider wherever the press is."""
        self.set_share(event.position().x() / max(self.width(), 1))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.set_share(event.position().x() / max(self.width(), 1))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both pictures, or the baseline dimmed with the message."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(*SURROUND))
        place = self._place()
        if self._second is None:
            overlay.paint_message(painter, self.rect(), self.message)
        else:
            painter.drawImage(place, self._first)
            painter.save()
            if self.wiped:
                painter.setClipRect(QRectF(self.rect()).adjusted(self.width() * self.share, 0, 0, 0))
            else:
                painter.setOpacity(self.share)
            painter.drawImage(place, self._second)
            painter.restore()
            if self.wiped:
                overlay.paint_divider(painter, Divider(self.rect(), self.share))
            else:
                overlay.paint_fader(painter, self.rect(), self.share)
        painter.end()

    def _place(self) -> QRectF:
        size = self._first.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(x, y, size.width(), size.height())
