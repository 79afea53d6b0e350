"""Tools that draw by one drag: rectangle, ellipse, freehand, brush, the vessel brush and the ruler."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from photocompare import Problem
from photocompare.regions import Region, brush_region, ellipse_region, freehand_region, rectangle_region
from photocompare.vessels import Stroke
from photocompare_ui import commands, marks, said
from photocompare_ui.look import Place, Point, Tool
from photocompare_ui.tr import translate
from photocompare_ui.views.outlines import free_frame

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

DRAGGED = frozenset[Tool]({"rectangle", "ellipse", "freehand", "brush", "vessel_add", "vessel_remove"})
BRUSHES = frozenset[Tool]({"brush", "vessel_add", "vessel_remove"})
VESSEL_ACTIONS = {"vessel_add": "add", "vessel_remove": "remove"}
STEP = 2.0
"""Screen pixels between two points of a stroke, at least."""


class Drawing:
    """One drag of a drawing tool, from press to release; what it has so far is the look's draft."""

    def __init__(self, pane: Pane, at: QPointF) -> None:
        self._pane, self._tool = pane, pane.document.look.tool
        shown = pane.arrangement
        on_photo = self._tool in VESSEL_ACTIONS and shown is not None and pane.document.alignment is not None
        # A vessel is of the photo it is seen on, laid over the other or not.
        self._frame: Place = shown.place if on_photo and shown else free_frame(pane.document, pane.grid)
        self._points: list[Point] = []
        self._last = at
        point = pane.point_in(self._frame, at)
        if self._tool in VESSEL_ACTIONS and shown is not None and shown.further:
            pane.refused.emit(translate("Pane", "Vessels are painted on the two photographs compared."))
        elif point is not None:
            self._points.append(point)
        self.extend(at)

    def extend(self, at: QPointF) -> None:
        """Go on to a screen point."""
        point = self._pane.point_in(self._frame, at)
        if point is None or not self._points:
            return
        if self._tool in ("rectangle", "ellipse", "ruler"):
            self._points = [self._points[0], point]
        elif math.hypot(at.x() - self._last.x(), at.y() - self._last.y()) >= STEP:
            self._points.append(point)
            self._last = at
        self._pane.document.look.set(draft=self._outline(), draft_on=self._frame)

    def finish(self, held: Qt.KeyboardModifier) -> None:
        """Make what was drawn, unless Esc took the draft back; Shift adds to the selection, Alt takes off."""
        pane, look = self._pane, self._pane.document.look
        drawn = bool(look.draft)
        if self._tool != "ruler":  # its line stays in sight until its length is known
            look.set(draft=())
        if not drawn or not self._points:
            return
        if self._tool == "ruler":
            pane.length_drawn.emit(math.dist(self._points[0], self._points[-1]))
        elif self._tool in VESSEL_ACTIONS:
            width = max(2 * self._radius, 1.0)
            points = tuple(self._points) if len(self._points) > 1 else (self._points[0],) * 2
            stroke = Stroke(VESSEL_ACTIONS[self._tool], points, width, self._frame)
            marks.paint_vessel(pane.document, stroke)
        else:
            self._make(held)

    def _make(self, held: Qt.KeyboardModifier) -> None:
        Modifier = Qt.KeyboardModifier
        way: commands.Way = "new"
        if held & Modifier.ShiftModifier:
            way = "add"
        elif held & Modifier.AltModifier:
            way = "take off"
        try:
            shape = self._shape()
            if shape is not None:
                commands.add_shape(self._pane.document, shape, way, self._frame)
                if self._pane.document.look.role != "measure":
                    self._pane.document.look.set(tool="view", role="measure")
        except Problem as problem:
            self._pane.refused.emit(said.message(problem.finding))

    def _shape(self) -> Region | None:
        """Return the region drawn, or None for what is too small to have been meant."""
        first, last = self._points[0], self._points[-1]
        if self._tool == "brush":
            return brush_region("", self._points, self._radius)
        if self._tool == "freehand":
            return freehand_region("", self._points) if len(self._points) > 3 else None
        if min(abs(last[0] - first[0]), abs(last[1] - first[1])) < 1:
            return None
        if self._tool == "rectangle":
            return rectangle_region("", first, last)
        middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
        radii = abs(last[0] - first[0]) / 2, abs(last[1] - first[1]) / 2
        return ellipse_region("", middle, radii)

    def _outline(self) -> tuple[Point, ...]:
        if self._tool in BRUSHES:
            return brush_region("", self._points, max(self._radius, 0.5)).polygons[0][0]
        if self._tool in ("rectangle", "ellipse"):
            shape = self._shape()
            return shape.polygons[0][0] if shape else tuple(self._points)
        return tuple(self._points)

    @property
    def _radius(self) -> float:
        return self._pane.document.look.brush / self._pane.transform().m11()
