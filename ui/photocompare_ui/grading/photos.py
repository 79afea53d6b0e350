"""The pictures of an item, all at one zoom on a neutral gray; a blank between two items."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from photocompare_ui.image import SURROUND, Pyramid

GAP, EDGE = 12, 14


class Photos(QWidget):
    """Shows one picture, or two side by side, each as large as the place allows; or a message; or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Photo"))
        self.setMinimumSize(320, 200)
        self._pictures: tuple[Pyramid, ...] = ()
        self._message = ""

    def show_pictures(self, pictures: Sequence[Pyramid]) -> None:
        """Show one picture or two."""
        self._pictures, self._message = tuple(pictures), ""
        self.setAccessibleName(
            self.tr("Two photos, side by side") if len(self._pictures) > 1 else self.tr("Photo")
        )
        self.update()

    def show_message(self, text: str) -> None:
        """Show words instead of pictures."""
        self._pictures, self._message = (), text
        self.setAccessibleName(text)
        self.update()

    def show_blank(self) -> None:
        """Show the neutral gray alone."""
        self.show_message("")

    @property
    def blank(self) -> bool:
        """Return whether there is nothing but gray."""
        return not self._pictures and not self._message

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surround and what is shown."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*SURROUND))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._message:
            painter.setPen(Qt.GlobalColor.white)
            font = painter.font()
            font.setPointSizeF(font.pointSizeF() * 1.35)
            painter.setFont(font)
            inside = self.rect().adjusted(60, 30, -60, -30)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, self._message)
        count = len(self._pictures)
        for place, picture in enumerate(self._pictures):
            frame = self._frame(place, count, QSizeF(picture.size))
            level = picture.level(self.devicePixelRatioF() * frame.width() / picture.size.width())
            painter.drawImage(frame, level)

    def _frame(self, place: int, count: int, size: QSizeF) -> QRectF:
        """Return where a picture goes; a pair moves together to the middle."""
        width = (self.width() - 2 * EDGE - (count - 1) * GAP) / count
        fitted = size.scaled(width, self.height() - 2 * EDGE, Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - count * fitted.width() - (count - 1) * GAP) / 2
        top = (self.height() - fitted.height()) / 2
        return QRectF(left + place * (fitted.width() + GAP), top, fitted.width(), fitted.height())
