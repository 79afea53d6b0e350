"""What a pane says of its pictures, laid out in the room it has: broken into lines before it is cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from photocompare_ui.views.arrangement import Caption
from photocompare_ui.views.arrangement.captions import DOT

MARGIN = 10
INNER = 10
BESIDE = 12
"""Between the title and what stands beside it, in screen pixels."""
NARROWEST = 30
TALLEST = 0.45
"""A caption covers no more of the pane's height than this."""
INK = QColor(255, 255, 255)
DIM_INK = QColor(255, 255, 255, 190)
VEIL = QColor(20, 20, 20, 170)
Middle = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Chip:
    """A caption as it is painted: its veil in screen pixels, the title, and the lines beside or below it."""

    veil: QRectF
    title: str
    lines: tuple[str, ...]
    beside: bool


def laid_out(
    font: QFont, room: QRect, captions: Sequence[Caption], divider: float | None
) -> tuple[Chip, ...]:
    """Return the captions at the top of a pane, each in its half where two share the pane."""
    split = room.left() + round(room.width() * (0.5 if divider is None else divider))
    chips = []
    for caption in captions:
        left, right = room.left(), room.right()
        if len(captions) > 1:
            left, right = (split, right) if caption.right else (left, split)
        chip = _chip(font, QRect(left, room.top(), right - left, room.height()), caption)
        chips += [chip] if chip else []
    return tuple(chips)


def paint_captions(painter: QPainter, chips: Sequence[Chip]) -> None:
    """Paint captions, their titles bold."""
    plain = QFont(painter.font())
    painter.save()
    for chip in chips:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(VEIL)
        painter.drawRoundedRect(chip.veil, 6, 6)
        inside = chip.veil.adjusted(INNER, 5, -INNER, -5)
        painter.setFont(plain)
        painter.setPen(DIM_INK)
        high = painter.fontMetrics().height()
        for at, line in enumerate(chip.lines):
            top = 0 if chip.beside else high * (at + 1)
            row = QRectF(inside.left(), inside.top() + top, inside.width(), high)
            side = Qt.AlignmentFlag.AlignRight if chip.beside else Qt.AlignmentFlag.AlignLeft
            painter.drawText(row, int(Middle | side), line)
        painter.setFont(bold(plain))
        painter.setPen(INK)
        row = QRectF(inside.left(), inside.top(), inside.width(), high)
        painter.drawText(row, int(Middle | Qt.AlignmentFlag.AlignLeft), chip.title)
    painter.restore()


def bold(font: QFont) -> QFont:
    """Return the font, bold."""
    made = QFont(font)
    made.setBold(True)
    return made


def _chip(font: QFont, room: QRect, caption: Caption) -> Chip | None:
    """Return one caption in one line where it fits, else its title with the rest broken below it."""
    plain, strong = QFontMetrics(font), QFontMetrics(bold(font))
    available = room.width() - 2 * MARGIN - 2 * INNER
    if available < NARROWEST:
        return None
    title = strong.elidedText(caption.title, Qt.TextElideMode.ElideRight, available)
    head, rest = strong.horizontalAdvance(title), plain.horizontalAdvance(caption.details)
    beside = head + BESIDE + rest <= available or not caption.details
    if beside:
        lines: tuple[str, ...] = (caption.details,) if caption.details else ()
        wide = head + (BESIDE + rest if lines else 0)
    else:
        most = max(int(TALLEST * room.height() / plain.height()) - 1, 1)
        lines = broken(caption.details, plain, available, most)
        wide = max(head, *(plain.horizontalAdvance(line) for line in lines))
    high = plain.height() * (1 if beside else 1 + len(lines)) + 10
    x = room.right() - MARGIN - wide - 2 * INNER if caption.right else room.left() + MARGIN
    return Chip(QRectF(x, room.top() + MARGIN, wide + 2 * INNER, high), title, lines, beside)


def broken(text: str, metrics: QFontMetrics, width: int, most: int) -> tuple[str, ...]:
    """Return `text` in at most `most` lines of `width` pixels, broken at its dots, elided at need."""
    lines: list[str] = []
    for part in text.split(DOT):
        longer = f"{lines[-1]}{DOT}{part}" if lines else part
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    if len(lines) > most:
        lines = [*lines[: most - 1], DOT.join(lines[most - 1 :])]
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width) for line in lines)
