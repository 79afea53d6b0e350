"""The values of a region's pixels before and after, drawn one over the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from photocompare.region_values import Histogram
from photocompare_ui import words
from photocompare_ui.overrides import guarded

HEIGHT, FOOT, HEAD = 150, 18, 34


class HistogramView(QWidget):
    """Before as a filled shape, after as a thick line; the medians as marks: told apart without color."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Histogram | None = None
        self.unit = ""
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Histogram of the region's pixels"))

    def show_histogram(self, found: Histogram | None, unit: str) -> None:
        """Show a histogram, or nothing."""
        self.shown, self.unit = found, unit
        self.setVisible(found is not None)
        if found:
            before, after = (words.number(value) for value in found.medians)
            said = self.tr("Median before {0}, after {1} {2}").format(before, after, unit)
            self.setAccessibleDescription(said)
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both distributions, their medians and the ends of the axis."""
        found = self.shown
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self.palette()
        text, quiet = colors.color(QPalette.ColorRole.Text), colors.color(QPalette.ColorRole.PlaceholderText)
        accent = colors.color(QPalette.ColorRole.Highlight)
        room = QRectF(1, HEAD, self.width() - 2, HEIGHT - FOOT - HEAD)
        top = max(float(found.baseline.max()), float(found.followup.max()), 1e-9)
        fill = QColor(quiet)
        fill.setAlpha(110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(_outline(found.baseline / top, room)))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(_outline(found.followup / top, room)[1:-1]))
        painter.setPen(quiet)
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        self._medians(painter, room, (text, accent))
        ends = QRectF(0, room.bottom() + 2, self.width(), FOOT)
        painter.setPen(quiet)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, words.number(float(found.edges[0])))
        last = f"{words.number(float(found.edges[-1]))} {self.unit}"
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, last)
        head = QRectF(0, 0, self.width(), HEAD)
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), self._legend())

    def _legend(self) -> str:
        return self.tr("Filled: before   ·   line: after   ·   marks: medians")

    def _medians(self, painter: QPainter, room: QRectF, colors: tuple[QColor, QColor]) -> None:
        assert self.shown is not None
        low, high = float(self.shown.edges[0]), float(self.shown.edges[-1])
        styles = (Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine)
        for value, color, style in zip(self.shown.medians, colors, styles, strict=True):
            x = room.left() + room.width() * min(max((value - low) / (high - low), 0.0), 1.0)
            painter.setPen(QPen(color, 1.2, style))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))


def _outline(shares: NDArray[np.float64], room: QRectF) -> list[QPointF]:
    values = shares.tolist()
    step = room.width() / len(values)
    points = [QPointF(room.left(), room.bottom())]
    for at, value in enumerate(values):
        y = room.bottom() - room.height() * value
        points += [QPointF(room.left() + at * step, y), QPointF(room.left() + (at + 1) * step, y)]
    return [*points, QPointF(room.right(), room.bottom())]
