"""The change drawn against its error: a dot on a scale on which the band of the error is gray."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from photocompare import Measurement
from photocompare_ui.models.measurements import MEASUREMENT
from photocompare_ui.overrides import guarded

WIDTH, REACH = 64, 2.5
"""Pixels across; the scale ends at this many times the error, and a larger change is a triangle at its end."""


class ErrorBarDelegate(QStyledItemDelegate):
    """Draws each measurement's change from -2.5 to 2.5 times its smallest detectable change."""

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell's background, and the bar where the change has an error."""
        super().paint(painter, option, index)
        row = index.data(MEASUREMENT)
        if isinstance(row, Measurement) and row.sdc and row.change is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(QRectF(option.rect).center())
            draw_bar(painter, middle, row.change / row.sdc, option.palette)
            painter.restore()

    @guarded
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return room for the bar."""
        return QSize(WIDTH + 16, super().sizeHint(option, index).height())


def draw_bar(painter: QPainter, middle: QPointF, ratio: float, palette: QPalette) -> None:
    """Draw a change of `ratio` times its error about `middle`."""
    text, quiet = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
    half = WIDTH / 2
    band = QColor(quiet)
    band.setAlpha(80)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band)
    painter.drawRoundedRect(QRectF(middle.x() - half / REACH, middle.y() - 6, 2 * half / REACH, 12), 2, 2)
    painter.setPen(quiet)
    painter.drawLine(QPointF(middle.x() - half, middle.y()), QPointF(middle.x() + half, middle.y()))
    painter.drawLine(QPointF(middle.x(), middle.y() - 6), QPointF(middle.x(), middle.y() + 6))
    place = middle + QPointF(max(-1.0, min(ratio / REACH, 1.0)) * half, 0)
    painter.setPen(text)
    # A hollow dot is within the error: told by its shape, not its color.
    painter.setBrush(text if abs(ratio) > 1 else palette.color(QPalette.ColorRole.Base))
    if abs(ratio) <= REACH:
        painter.drawEllipse(place, 3.5, 3.5)
    else:
        back = -5.0 if ratio > 0 else 5.0
        painter.drawPolygon([place, place + QPointF(back, -4), place + QPointF(back, 4)])
