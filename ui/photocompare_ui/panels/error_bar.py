"""The change drawn against its error: a dot on a line, on which the band of the error is thick."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from photocompare import Measurement
from photocompare_ui.models.measurements import MEASUREMENT
from photocompare_ui.overrides import guarded

REACH = 2.5
"""The line ends at this many times the error; a larger change is a triangle at its end."""
HEIGHT, MARGIN, TOP, BOTTOM = 11, 6, 3, 4


class ErrorBarDelegate(QStyledItemDelegate):
    """Draws below each change where it lies, from -2.5 to 2.5 times its smallest detectable change."""

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the change, and close below it the bar where its error is known."""
        super().paint(painter, option, index)
        row = index.data(MEASUREMENT)
        if not isinstance(row, Measurement):
            return
        own = QStyleOptionViewItem(option)
        super().initStyleOption(own, index)
        room = QRectF(option.rect).adjusted(MARGIN, TOP, -MARGIN, -BOTTOM)
        bar = QRectF(room.left(), room.bottom() - HEIGHT, room.width(), HEIGHT)
        barred = bool(row.sdc) and row.change is not None
        painter.save()
        painter.setPen(own.palette.color(QPalette.ColorRole.Text))
        painter.setFont(own.font)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(0, 0, 0, -HEIGHT if barred else 0), int(side), own.text)
        if barred and row.sdc and row.change is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_bar(painter, bar, row.change / row.sdc, option.palette)
        painter.restore()

    @guarded
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the text to `paint`, which puts it right above its bar."""
        super().initStyleOption(option, index)
        if isinstance(index.data(MEASUREMENT), Measurement):
            option.text = ""

    @guarded
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the room of the text and the bar below it."""
        size: QSize = super().sizeHint(option, index)
        text = str(index.data() or "")
        wide = option.fontMetrics.horizontalAdvance(text) + 2 * MARGIN + 2
        return QSize(max(size.width(), wide), size.height())


def draw_bar(painter: QPainter, room: QRectF, ratio: float, palette: QPalette) -> None:
    """Draw a change of `ratio` times its error into `room`."""
    text, quiet = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
    middle, half = room.center(), room.width() / 2 - 4
    band = QColor(quiet)
    band.setAlpha(110)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band)
    painter.drawRoundedRect(QRectF(middle.x() - half / REACH, middle.y() - 2, 2 * half / REACH, 4), 2, 2)
    painter.setPen(band)
    painter.drawLine(middle - QPointF(half, 0), middle + QPointF(half, 0))
    painter.drawLine(middle - QPointF(0, 4), middle + QPointF(0, 4))
    place = middle + QPointF(max(-1.0, min(ratio / REACH, 1.0)) * half, 0)
    painter.setPen(text)
    # A hollow dot is within the error: told by its shape, not its color.
    painter.setBrush(text if abs(ratio) > 1 else palette.color(QPalette.ColorRole.Base))
    if abs(ratio) <= REACH:
        painter.drawEllipse(place, 2.5, 2.5)
    else:
        back = -5.0 if ratio > 0 else 5.0
        painter.drawPolygon([place, place + QPointF(back, -3), place + QPointF(back, 3)])
