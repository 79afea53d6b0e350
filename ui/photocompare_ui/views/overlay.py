"""What is painted over the photographs at the screen's scale: scale bar, legend, divider, fader."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from photocompare.colormap import Scale, amount_table, diverging_table, tick
from photocompare_ui import said
from photocompare_ui.views.caption_paint import DIM_INK, INK, MARGIN, VEIL
from photocompare_ui.views.divider import Divider

LONGEST_BAR_PX, SHORTEST_BAR_PX = 180, 40
LONGEST_LEGEND_PX, SHORTEST_LEGEND_PX = 320, 150


def scale_bar(room: QRect, screen_px_per_unit: float, unit: str) -> tuple[QRectF, float, str]:
    """Return where the scale bar lies at the lower left, how long it is in screen pixels, and its length.

    `unit` is `mm`, or `px` of the baseline.
    """
    longest = max(min(LONGEST_BAR_PX, room.width() / 2 - 2 * MARGIN), SHORTEST_BAR_PX)
    length = _round_length(longest / screen_px_per_unit)
    text = f"{1000 * length:g} µm" if unit == "mm" and length < 1 else f"{length:g} {unit}"
    width = length * screen_px_per_unit
    return QRectF(room.left() + MARGIN, room.bottom() - MARGIN - 34, max(width + 20, 70), 34), width, text


def paint_scale_bar(painter: QPainter, bar: tuple[QRectF, float, str]) -> None:
    """Paint a bar of a round length."""
    chip, width, text = bar
    _veil(painter, chip)
    y, x = chip.bottom() - 9, chip.center().x() - width / 2
    painter.setPen(QPen(INK, 2))
    painter.drawPolyline([QPointF(x, y - 4), QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y - 4)])
    painter.drawText(chip.adjusted(0, 2, 0, -12), int(Qt.AlignmentFlag.AlignHCenter), text)


def legend_chip(room: QRect, bar: QRectF | None) -> QRectF:
    """Return where the color bar of a map lies: at the lower right, beside the scale bar, else above it."""
    whole = room.width() - 2 * MARGIN
    beside = whole - (bar.width() + MARGIN if bar else 0)
    width = min(LONGEST_LEGEND_PX, beside if beside >= SHORTEST_LEGEND_PX else whole)
    above = 0 if width <= beside or bar is None else bar.height() + MARGIN
    return QRectF(room.right() - MARGIN - width, room.bottom() - MARGIN - 66 - above, width, 66)


def paint_legend(painter: QPainter, chip: QRectF, legend: Scale) -> None:
    """Paint the color bar of a map: what its colors mean, in which unit."""
    _veil(painter, chip)
    bar = QRectF(chip.left() + 12, chip.top() + 27, chip.width() - 24, 10)
    colors = QLinearGradient(bar.topLeft(), bar.topRight())
    table = diverging_table() if legend.around_zero else amount_table()
    for share in np.linspace(0, 1, 33):
        value = legend.low + share * (legend.high - legend.low)
        within = legend.around_zero and abs(value) <= legend.neutral
        color = table[127 if within else round(255 * share)]
        colors.setColorAt(float(share), QColor(*(int(one) for one in color)))
    painter.fillRect(bar, colors)
    painter.setPen(INK)
    title = painter.fontMetrics().elidedText(_title(legend), Qt.TextElideMode.ElideRight, int(bar.width()))
    painter.drawText(chip.adjusted(12, 5, -12, 0), int(Qt.AlignmentFlag.AlignHCenter), title)
    ticks = chip.adjusted(12, 42, -12, 0)
    for value, side in (
        (legend.low, Qt.AlignmentFlag.AlignLeft),
        ((legend.low + legend.high) / 2, Qt.AlignmentFlag.AlignHCenter),
        (legend.high, Qt.AlignmentFlag.AlignRight),
    ):
        painter.drawText(ticks, int(side), tick(value, legend).replace("-", "\u2212"))


def _title(legend: Scale) -> str:
    return (
        f"{said.label(legend.label)} ({said.text(legend.unit)})" if legend.unit else said.label(legend.label)
    )


def paint_divider(painter: QPainter, divider: Divider) -> None:
    """Paint the wipe's divider, the handle that moves it and the one that turns it."""
    start, end = divider.ends
    painter.setPen(QPen(QColor(0, 0, 0, 120), 4))
    painter.drawLine(start, end)
    painter.setPen(QPen(INK, 2))
    painter.drawLine(start, end)
    painter.setBrush(QColor(30, 30, 30, 220))
    painter.drawEllipse(divider.turner, 7, 7)
    painter.drawEllipse(divider.middle, 15, 15)
    painter.setPen(QPen(INK, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    across, along = divider.normal, divider.along
    for way in (-1, 1):
        tip = divider.middle + across * (9.0 * way)
        back = across * (-4.0 * way)
        painter.drawPolyline([tip + back - along * 4.0, tip, tip + back + along * 4.0])


def fader(room: QRect) -> QRectF:
    """Return where the onion skin's fader lies in a pane."""
    width = min(320.0, room.width() - 2.0 * MARGIN)
    return QRectF(room.center().x() - width / 2, room.bottom() - MARGIN - 34, width, 34)


def fade_at(room: QRect, x: float) -> float:
    """Return the follow-up's share where the fader is taken at screen x."""
    track = fader(room).adjusted(20, 0, -20, 0)
    return (x - track.left()) / track.width()


def paint_fader(painter: QPainter, room: QRect, share: float) -> None:
    """Paint the fader: its knob stands nearer to the photo that shows more."""
    chip = fader(room)
    _veil(painter, chip)
    y, left, right = chip.center().y(), chip.left() + 20, chip.right() - 20
    painter.setPen(QPen(DIM_INK, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setPen(QPen(QColor(30, 30, 30), 1.5))
    painter.setBrush(INK)
    painter.drawEllipse(QPointF(left + share * (right - left), y), 8, 8)


def paint_message(painter: QPainter, room: QRect, text: str) -> None:
    """Paint a quiet word in the middle of an empty pane."""
    painter.setPen(QColor(255, 255, 255, 170))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(room.adjusted(30, 30, -30, -30), int(flags), text)


def _veil(painter: QPainter, chip: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(VEIL)
    painter.drawRoundedRect(chip, 6, 6)


def _round_length(longest: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is no longer than `longest`."""
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest)
