"""Regions painted over a pane: a colored line on a dark halo, the name beside it, dashes by role."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from photocompare_ui.views.hit import Outline, Points

HALO = QColor(0, 0, 0, 150)
DASHES = {"reference": [6.0, 3.0], "exclude": [2.0, 2.5], "gray": [8.0, 3.0, 2.0, 3.0], "skin": [10.0, 4.0]}
SUGGESTED = [1.5, 4.0]
DRAFT = QColor(255, 255, 255)
HANDLE = 4.5


def paint_regions(
    painter: QPainter,
    to_screen: QTransform,
    outlines: Sequence[Outline],
    *,
    named: bool,
    room: QRectF,
    taken: Sequence[QRectF] = (),
) -> None:
    """Paint the outlines, the selected one last with its corners, then the names, none over another.

    `room` is what is seen of the pane, in screen pixels: no name is cut off at its edge, nor over what
    is `taken` already.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ordered = sorted(outlines, key=lambda outline: outline.selected)
    scale = math.sqrt(abs(to_screen.determinant()))
    paths = {outline.name: to_screen.map(_path(outline.rings)) for outline in ordered}
    for outline in ordered:
        path, color = paths[outline.name], QColor(*outline.color)
        if outline.role == "exclude":
            painter.fillPath(path, _hatched(color))
        dashes = SUGGESTED if outline.suggested else DASHES.get(outline.role)
        _stroke(painter, path, color, 2.5 if outline.selected else 1.75, dashes)
        if outline.selected:
            for ring in outline.dragged:
                _handles(painter, to_screen, ring, color)
            _scalers(painter, [to_screen.map(QPointF(x, y)) for x, y in outline.scalers(scale)], color)
    names = list(taken)
    for outline in reversed(ordered if named else []):
        bounds = paths[outline.name].boundingRect()
        text = f"? {outline.label}" if outline.suggested else outline.label
        names.append(_name(painter, bounds, text, QColor(*outline.color), names, room))


def paint_draft(
    painter: QPainter,
    to_screen: QTransform,
    points: Points,
    pointer: QPointF | None,
    *,
    handles: bool = True,
    closed: bool = False,
) -> None:
    """Paint the outline being drawn, with a line to the pointer (screen pixels)."""
    if not len(points):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corners = [to_screen.map(QPointF(x, y)) for x, y in points]
    path = QPainterPath()
    path.addPolygon(QPolygonF(corners + ([pointer] if pointer else [])))
    if closed:
        path.closeSubpath()
    _stroke(painter, path, DRAFT, 1.75, None)
    if pointer is not None and len(corners) > 1:
        closing = QPainterPath(pointer)
        closing.lineTo(corners[0])
        pen = QPen(QColor(255, 255, 255, 200), 1.25)
        pen.setDashPattern([4.0, 4.0])
        painter.setPen(pen)
        painter.drawPath(closing)
    if handles:
        _handles(painter, to_screen, points, DRAFT)


def _path(rings: Sequence[Points]) -> QPainterPath:
    path = QPainterPath()
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in np.asarray(ring)]))
        path.closeSubpath()
    return path


def _stroke(
    painter: QPainter, path: QPainterPath, color: QColor, width: float, dashes: list[float] | None
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(HALO, width + 2.5))
    painter.drawPath(path)
    pen = QPen(color, width)
    if dashes:
        pen.setDashPattern(dashes)
    painter.setPen(pen)
    painter.drawPath(path)


def _hatched(color: QColor) -> QColor:
    return QColor(color.red(), color.green(), color.blue(), 70)


def _name(
    painter: QPainter, bounds: QRectF, text: str, color: QColor, taken: Sequence[QRectF], room: QRectF
) -> QRectF:
    metrics = painter.fontMetrics()
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 240)
    chip = QRectF(0, 0, metrics.horizontalAdvance(text) + 24, metrics.height() + 4)
    # Inside the pane, unless all of the region is outside too.
    chip = _free_place(chip, bounds, taken, room if room.intersects(bounds) else bounds.united(room))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 190))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setBrush(color)
    painter.drawRect(QRectF(chip.left() + 6, chip.center().y() - 4, 8, 8))
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(chip.adjusted(18, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
    return chip


def _free_place(chip: QRectF, bounds: QRectF, taken: Sequence[QRectF], room: QRectF) -> QRectF:
    """Return the chip above the region, else below it, else further and further above or below, within."""
    gap = QPointF(0, 6)
    above, below = QRectF(chip), QRectF(chip)
    above.moveBottomLeft(bounds.topLeft() - gap)
    below.moveTopLeft(bounds.bottomLeft() + gap)
    for place in (above, below):
        place.moveLeft(max(min(place.left(), room.right() - chip.width() - 2), room.left() + 2))
    steps = [step * (chip.height() + 3) for step in range(1, 12)]
    further = [one for step in steps for one in (above.translated(0, -step), below.translated(0, step))]
    inward = [one for step in steps for one in (above.translated(0, step), below.translated(0, -step))]
    free = [place for place in (above, below, *further, *inward) if not any(map(place.intersects, taken))]
    return next((place for place in free if room.contains(place)), (*free, above)[0])


def _scalers(painter: QPainter, corners: Sequence[QPointF], color: QColor) -> None:
    """Paint the box that scales a region, with round handles at its corners."""
    if not corners:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 140), 1, Qt.PenStyle.DashLine))
    painter.drawPolygon(QPolygonF(list(corners)))
    painter.setPen(QPen(QColor(20, 20, 20), 1.5))
    painter.setBrush(color.lighter(130))
    for corner in corners:
        painter.drawEllipse(corner, HANDLE, HANDLE)


def _handles(painter: QPainter, to_screen: QTransform, points: Points, color: QColor) -> None:
    painter.setPen(QPen(QColor(20, 20, 20), 1.5))
    painter.setBrush(color)
    for x, y in points:
        at = to_screen.map(QPointF(x, y))
        painter.drawRect(QRectF(at.x() - HANDLE, at.y() - HANDLE, 2 * HANDLE, 2 * HANDLE))
