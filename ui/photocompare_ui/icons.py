"""The toolbar's icons, drawn in the text's color so that both themes are served."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF

SIDE = 20
SHARPNESS = 3
ROOM = 5
"""Kept free at the right, towards the text: a tool button has no spacing of its own."""


def icon(name: str, color: QColor, quiet: QColor) -> QIcon:
    """Return the icon of an action, `quiet` where it is disabled; an empty one where none is drawn."""
    made = QIcon()
    if name in _DRAWN:
        made.addPixmap(_drawn(_DRAWN[name], color))
        made.addPixmap(_drawn(_DRAWN[name], quiet), QIcon.Mode.Disabled)
    return made


def swatch(rgb: tuple[int, int, int]) -> QIcon:
    """Return a small square of a region's color, the same whether its row is selected or not."""
    picture = QPixmap(12 * SHARPNESS, 12 * SHARPNESS)
    picture.setDevicePixelRatio(SHARPNESS)
    picture.fill(QColor(*rgb))
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def fold_mark(state: str) -> QPixmap:
    """Return a small triangle: downwards for `open`, to the right for `closed`, clear for anything else."""
    corners = {"open": [(2, 4), (10, 4), (6, 9)], "closed": [(4, 2), (9, 6), (4, 10)]}.get(state, [])
    mark = QPixmap(12 * SHARPNESS, 12 * SHARPNESS)
    mark.setDevicePixelRatio(SHARPNESS)
    mark.fill(Qt.GlobalColor.transparent)
    painter = QPainter(mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QGuiApplication.palette().color(QPalette.ColorRole.WindowText))
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.end()
    return mark


def _drawn(draw: Callable[[QPainter], None], color: QColor) -> QPixmap:
    picture = QPixmap((SIDE + ROOM) * SHARPNESS, SIDE * SHARPNESS)
    picture.setDevicePixelRatio(SHARPNESS)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(color, 1.5, Qt.PenStyle.SolidLine, cap, join))
    draw(painter)
    painter.end()
    return picture


def _side(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2, 4, 7, 12), 1.5, 1.5)
    painter.drawRoundedRect(QRectF(11, 4, 7, 12), 1.5, 1.5)


def _wipe(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2, 4, 16, 12), 1.5, 1.5)
    painter.fillRect(QRectF(10, 4, 8, 12), painter.pen().color())
    painter.drawLine(QPointF(10, 1.5), QPointF(10, 18.5))


def _onion(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(7.6, 10), 5.6, 5.6)
    painter.drawEllipse(QPointF(12.4, 10), 5.6, 5.6)


def _difference(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2, 4, 16, 12), 1.5, 1.5)
    painter.drawLine(QPointF(5, 8), QPointF(9, 8))
    painter.drawLine(QPointF(7, 6), QPointF(7, 10))
    painter.drawLine(QPointF(11, 12), QPointF(15, 12))


def _blink(painter: QPainter) -> None:
    painter.drawArc(QRectF(1.5, 4.5, 17, 17), 35 * 16, 110 * 16)
    painter.drawArc(QRectF(1.5, -1.5, 17, 17), -35 * 16, -110 * 16)
    painter.drawEllipse(QPointF(10, 10), 2.6, 2.6)


def _polygon(painter: QPainter) -> None:
    corners = [QPointF(3, 7), QPointF(11, 3), QPointF(17, 9), QPointF(13, 17), QPointF(5, 15)]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(painter.pen().color())
    for corner in corners:
        painter.drawEllipse(corner, 1.3, 1.3)


def _open(painter: QPainter) -> None:
    painter.drawPolyline(
        [QPointF(2.5, 15.5), QPointF(2.5, 4.5), QPointF(7.5, 4.5), QPointF(9.5, 7), QPointF(17.5, 7)]
    )
    painter.drawPolyline([QPointF(17.5, 7), QPointF(17.5, 15.5), QPointF(2.5, 15.5)])


def _fit(painter: QPainter) -> None:
    for x, y, across, down in ((3, 3, 1, 1), (17, 3, -1, 1), (3, 17, 1, -1), (17, 17, -1, -1)):
        painter.drawPolyline([QPointF(x + 4 * across, y), QPointF(x, y), QPointF(x, y + 4 * down)])
    painter.drawRect(QRectF(7, 7.5, 6, 5))


def _as_taken(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2, 6, 16, 11), 2, 2)
    painter.drawEllipse(QPointF(10, 11.5), 3.2, 3.2)
    painter.drawLine(QPointF(6, 3.5), QPointF(9, 3.5))


def _panels(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2, 4, 16, 12), 1.5, 1.5)
    painter.drawLine(QPointF(12, 4), QPointF(12, 16))


_DRAWN: dict[str, Callable[[QPainter], None]] = {
    "open_pair": _open,
    "side": _side,
    "wipe": _wipe,
    "onion": _onion,
    "difference": _difference,
    "blink": _blink,
    "polygon": _polygon,
    "fit": _fit,
    "as_taken": _as_taken,
    "panels": _panels,
}
