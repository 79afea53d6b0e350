"""What is painted over the photographs at the screen's scale: captions, scale bar, legend, divider."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPen

from photocompare.colormap import Scale, amount_table, diverging_table, tick
from photocompare_ui import said
from photocompare_ui.views.arrangement import Caption
from photocompare_ui.views.divider import Divider

MARGIN = 10
INK = QColor(255, 255, 255)
DIM_INK = QColor(255, 255, 255, 190)
VEIL = QColor(20, 20, 20, 170)
LONGEST_BAR_PX = 180


def paint_captions(
    painter: QPainter, room: QRect, captions: Sequence[Caption], divider: float | None
) -> None:
    """Paint each caption on a veil at the top, elided to its half where two share the pane."""
    split = room.left() + round(room.width() * (0.5 if divider is None else divider))
    for caption in captions:
        if len(captions) == 1:
            left, right = room.left(), room.right()
        else:
            left, right = (split, room.right()) if caption.right else (room.left(), split)
        _caption(painter, QRect(left, room.top(), right - left, room.height()), caption)


def _caption(painter: QPainter, room: QRect, caption: Caption) -> None:
    bold = QFont(painter.font())
    bold.setBold(True)
    painter.save()
    painter.setFont(bold)
    title_width = painter.fontMetrics().horizontalAdvance(caption.title)
    height = painter.fontMetrics().height() + 10
    available = room.width() - 2 * MARGIN - 20
    if available >= min(title_width, 30):
        title = painter.fontMetrics().elidedText(caption.title, Qt.TextElideMode.ElideRight, available)
        painter.setFont(_plain(bold))
        rest = available - title_width - 12
        details = (
            painter.fontMetrics().elidedText(caption.details, Qt.TextElideMode.ElideMiddle, rest)
            if rest > 40
            else ""
        )
        width = (
            min(title_width, available)
            + (12 + painter.fontMetrics().horizontalAdvance(details) if details else 0)
            + 20
        )
        x = room.right() - MARGIN - width if caption.right else room.left() + MARGIN
        chip = QRectF(x, room.top() + MARGIN, width, height)
        _veil(painter, chip)
        inside = chip.adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(DIM_INK)
        painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignRight), details)
        painter.setFont(bold)
        painter.setPen(INK)
        painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignLeft), title)
    painter.restore()


def paint_scale_bar(painter: QPainter, room: QRect, screen_px_per_mm: float) -> None:
    """Paint a bar of a round length at the lower left."""
    length = _round_length(LONGEST_BAR_PX / screen_px_per_mm)
    width = length * screen_px_per_mm
    text = f"{length:g} mm" if length >= 1 else f"{1000 * length:g} µm"
    chip = QRectF(room.left() + MARGIN, room.bottom() - MARGIN - 34, max(width + 20, 70), 34)
    _veil(painter, chip)
    y, x = chip.bottom() - 9, chip.center().x() - width / 2
    painter.setPen(QPen(INK, 2))
    painter.drawPolyline([QPointF(x, y - 4), QPointF(x, y), QPointF(x + width, y), QPointF(x + width, y - 4)])
    painter.drawText(chip.adjusted(0, 2, 0, -12), int(Qt.AlignmentFlag.AlignHCenter), text)


def paint_legend(painter: QPainter, room: QRect, legend: Scale) -> None:
    """Paint the color bar of a map at the lower right: what its colors mean, in which unit.

    Where the pane is too narrow for the scale bar beside it, above that.
    """
    width = min(320, room.width() - 2 * MARGIN)
    above = 44 if room.width() < width + LONGEST_BAR_PX + 60 else 0
    chip = QRectF(room.right() - MARGIN - width, room.bottom() - MARGIN - 66 - above, width, 66)
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


def _plain(font: QFont) -> QFont:
    plain = QFont(font)
    plain.setBold(False)
    return plain


def _round_length(longest: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is no longer than `longest`."""
    power = 10.0 ** math.floor(math.log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest)
