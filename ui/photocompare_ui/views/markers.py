"""How the numbered points of an alignment by hand are painted: seen on any skin, the point left free."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from photocompare_ui.views.caption_paint import INK

DARK = QColor(20, 20, 20)
CHOSEN = QColor(255, 214, 64)
RING, HOLE = 11.0, 6.0


def paint_marker(painter: QPainter, at: QPointF, text: str, *, selected: bool) -> None:
    """Paint a ring with four ticks about a point and its number beside it; yellow and thicker if selected."""
    ink = CHOSEN if selected else INK
    for color, width in ((DARK, 4.0), (ink, 2.0 if selected else 1.5)):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, RING, RING)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(x, y) * HOLE, at + QPointF(x, y) * RING)
    font = QFont(painter.font())
    font.setBold(True)
    painter.setFont(font)
    measure = QFontMetricsF(font)
    width = max(measure.horizontalAdvance(text) + 10, 20.0)
    chip = QRectF(at.x() + RING + 2, at.y() - RING - measure.height() + 2, width, measure.height() + 2)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if selected else DARK)
    painter.drawRoundedRect(chip, 5, 5)
    painter.setPen(DARK if selected else INK)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def paint_hint(painter: QPainter, room: QRect, text: str) -> None:
    """Paint what to do next at the foot of a pane."""
    font = QFont(painter.font())
    font.setBold(False)
    painter.setFont(font)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    inner = room.adjusted(34, 34, -34, -34)
    box = painter.fontMetrics().boundingRect(inner, flags, text)
    box.moveBottom(room.bottom() - 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 205))
    painter.drawRoundedRect(box.adjusted(-12, -8, 12, 8), 8, 8)
    painter.setPen(INK)
    painter.drawText(box.adjusted(-2, 0, 2, 0), flags, text)
