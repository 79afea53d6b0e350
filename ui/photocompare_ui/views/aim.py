"""What follows the pointer, and the midline: crosshair and read-out, lens, brush."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from photocompare.regions import Midline
from photocompare.vessels import Stroke
from photocompare_ui.views.caption_paint import INK, MARGIN, VEIL
from photocompare_ui.views.cut import LENS_RADIUS

ARM, HOLE = 16.0, 5.0
GAP = 6.0
HANDLE = 7.0


def paint_crosshair(
    painter: QPainter, room: QRect, at: QPointF, lines: Sequence[str], own: bool, below: float
) -> None:
    """Paint a cross that leaves its middle free, and the read-out at the upper right, `below` the captions.

    The pane under the pointer has the pointer itself: there only the read-out is painted.
    """
    if not own:
        for color, width in ((QColor(0, 0, 0, 150), 4.0), (INK, 1.5)):
            painter.setPen(QPen(color, width))
            for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
                painter.drawLine(at + way * HOLE, at + way * ARM)
    if not lines:
        return
    metrics = painter.fontMetrics()
    width = max(metrics.horizontalAdvance(line) for line in lines) + 20
    high = metrics.height() * len(lines) + 10
    chip = QRectF(room.right() - MARGIN - width, max(below, room.top()) + GAP, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(VEIL)
    painter.drawRoundedRect(chip, 6, 6)
    painter.setPen(INK)
    painter.drawText(chip.adjusted(10, 5, -10, -5), int(Qt.AlignmentFlag.AlignLeft), "\n".join(lines))


def paint_lens(painter: QPainter, at: QPointF) -> None:
    """Paint the rim of the lens."""
    _ring(painter, at, LENS_RADIUS, 2.0)


def paint_brush(painter: QPainter, at: QPointF, radius: float) -> None:
    """Paint the rim of the brush."""
    _ring(painter, at, radius, 1.25)


def paint_midline(painter: QPainter, to_screen: QTransform, midline: Midline) -> None:
    """Paint the midline with a handle at each end and one that moves it whole."""
    start, end = (to_screen.map(QPointF(*point)) for point in (midline.start, midline.end))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 150), 4))
    painter.drawLine(start, end)
    painter.setPen(QPen(QColor(255, 214, 64), 1.75, Qt.PenStyle.DashDotLine))
    painter.drawLine(start, end)
    painter.setPen(QPen(QColor(20, 20, 20), 1.5))
    painter.setBrush(QColor(255, 214, 64))
    for point in (start, (start + end) / 2, end):
        painter.drawEllipse(point, HANDLE, HANDLE)


def paint_vessels(painter: QPainter, to_screen: QTransform, found: NDArray[np.float64] | None) -> None:
    """Paint the vessels that were found, as points along them (N x 2)."""
    if found is not None:
        painter.setPen(QPen(QColor(90, 220, 255, 220), 1.75))
        painter.drawPoints(to_screen.map(QPolygonF([QPointF(x, y) for x, y in found.tolist()])))


def paint_stroke(
    painter: QPainter, to_screen: QTransform, points: NDArray[np.float64], stroke: Stroke
) -> None:
    """Paint what a person painted over the vessels: added as a band, taken away as a dotted one."""
    added = stroke.action == "add"
    color = QColor(120, 240, 120, 110) if added else QColor(255, 90, 90, 110)
    style = Qt.PenStyle.SolidLine if added else Qt.PenStyle.DotLine
    width = max(stroke.width * math.sqrt(abs(to_screen.determinant())), 1.0)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(color, width, style, cap, join))
    painter.drawPolyline(to_screen.map(QPolygonF([QPointF(x, y) for x, y in points.tolist()])))


def _ring(painter: QPainter, at: QPointF, radius: float, width: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, wide in ((QColor(0, 0, 0, 150), width + 2), (INK, width)):
        painter.setPen(QPen(color, wide))
        painter.drawEllipse(at, radius, radius)
