"""Where in a pane each layer is seen: beyond the divider, in squares, under the lens, on one side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QRegion, QTransform

from photocompare.regions import Midline
from photocompare_ui.views.arrangement import Half
from photocompare_ui.views.pyramid_item import PyramidItem

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

LENS_RADIUS = 130.0
"""Of the lens, in screen pixels."""
SQUARE = 110.0
"""Of the checkerboard, about, in screen pixels."""
FAR = 1e5


def beyond(polygon: QPolygonF, to_scene: QTransform) -> QPainterPath:
    """Return what lies beyond a divider, in the scene."""
    path = QPainterPath()
    path.addPolygon(to_scene.map(polygon))
    path.closeSubpath()
    return path


def lens(at: QPointF, to_scene: QTransform) -> QPainterPath:
    """Return the lens about a screen point, in the scene."""
    path = QPainterPath()
    path.addEllipse(at, LENS_RADIUS, LENS_RADIUS)
    return to_scene.map(path)


def squares(room: QRect, to_scene: QTransform, scale: float) -> QRegion:
    """Return every other square of a checkerboard that stays on the skin, as far as the pane shows it.

    Its squares are a power of two of pixels: they move with the picture and change only with the zoom.
    """
    side = max(2 ** round(math.log2(SQUARE / scale)), 1)
    seen = to_scene.mapRect(QRectF(room))
    rectangles = [
        QRect(column * side, row * side, side, side)
        for row in range(math.floor(seen.top() / side), math.ceil(seen.bottom() / side))
        for column in range(math.floor(seen.left() / side), math.ceil(seen.right() / side))
        if (row + column) % 2
    ]
    region = QRegion()
    for one in rectangles:
        region += one
    return region


def half_path(half: Half) -> QPainterPath:
    """Return the left side of a midline, in the scene."""
    (x, y), (u, v) = half.midline.start, half.midline.end
    length = math.dist((x, y), (u, v))
    along = QPointF((u - x) / length, (v - y) / length)
    # The left one on the screen, whichever way the line was drawn.
    across = QPointF(-abs(along.y()), along.x() * math.copysign(1.0, along.y()))
    start, end = QPointF(x, y) - along * FAR, QPointF(u, v) + along * FAR
    path = QPainterPath()
    path.addPolygon(QPolygonF([start, end, end + across * FAR, start + across * FAR]))
    path.closeSubpath()
    return path


def reflection(midline: Midline) -> QTransform:
    """Return the transform that lays one side of a midline onto the other."""
    corners = midline.reflected(np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)]))
    (x, y), (ax, ay), (bx, by) = corners.tolist()
    return QTransform(ax - x, ay - y, bx - x, by - y, x, y)


def cut_layers(pane: Pane, items: Sequence[PyramidItem]) -> None:
    """Let each layer of a pane be seen where its part is."""
    shown = pane.arrangement
    if shown is None:
        return
    to_scene, room = pane.viewportTransform().inverted()[0], pane.viewport().rect()
    for item, layer in zip(items, shown.layers, strict=True):
        paths = [half_path(shown.half)] if shown.half else []
        item.squares = None
        if layer.part == "beyond" and shown.divided:
            paths.append(beyond(pane.divider().beyond(), to_scene))
        elif layer.part == "squares":
            item.squares = squares(room, to_scene, pane.transform().m11())
        elif layer.part == "lens":
            paths.append(lens(pane.hovered or QPointF(room.center()), to_scene))
        item.seen_in = tuple(paths)
