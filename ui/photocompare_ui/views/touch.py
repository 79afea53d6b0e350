"""Fingers on a view: one does what the mouse does, two zoom and move the picture together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent

if TYPE_CHECKING:
    from photocompare_ui.views.picture_view import PictureView

TAP = 8.0
"""A finger that moved less, in screen pixels, taps."""
SMALLEST_APART = 8.0
"""Two fingers nearer than this, in screen pixels, do not zoom."""
Type = QEvent.Type


class Touch:
    """The fingers on one view, from the first that comes to the last that goes.

    A press waits until the finger moved or is lifted: the first of two fingers must set no corner.
    """

    def __init__(self, view: PictureView) -> None:
        self._view = view
        self._start: QPointF | None = None
        self._pressed = False
        self._pinched: tuple[QPointF, float] | None = None

    def take(self, event: QTouchEvent) -> None:
        """Do what the fingers ask for."""
        down = [one for one in event.points() if one.state() != QEventPoint.State.Released]
        if len(down) > 1:
            self._pinch(down[0].position(), down[1].position())
        elif event.type() == Type.TouchBegin and down:
            self._start, self._pressed, self._pinched = down[0].position(), False, None
        elif event.type() in (Type.TouchEnd, Type.TouchCancel):
            self._lift(event)
        elif self._pinched is not None:
            # One finger of two is left: it moves nothing until it is lifted too.
            self._pinched = (self._pinched[0], 0.0)
        elif down:
            self._drag(down[0].position())
        event.accept()

    def _drag(self, at: QPointF) -> None:
        if self._start is None:
            return
        if not self._pressed and (at - self._start).manhattanLength() >= TAP:
            self._mouse(Type.MouseButtonPress, self._start)
            self._pressed = True
        if self._pressed:
            self._mouse(Type.MouseMove, at)

    def _lift(self, event: QTouchEvent) -> None:
        if self._start is not None and self._pinched is None and event.points():
            at = event.points()[0].position()
            if not self._pressed and event.type() == Type.TouchEnd:
                self._mouse(Type.MouseButtonPress, self._start)
                self._pressed, at = True, self._start
            if self._pressed:
                self._mouse(Type.MouseButtonRelease, at)
        self._start, self._pressed, self._pinched = None, False, None

    def _pinch(self, first: QPointF, second: QPointF) -> None:
        """Zoom by how far the fingers came apart, move by how far their middle went."""
        if self._pressed:
            self._mouse(Type.MouseButtonRelease, first)
            self._pressed = False
        self._start = None
        middle, apart = (first + second) / 2, _length(second - first)
        last, self._pinched = self._pinched, (middle, apart)
        if last is None or not last[1]:
            return
        moved = middle - last[0]
        if not moved.isNull():
            self._view.ask_sight(self._view.sight.panned(moved.x(), moved.y()))
        if min(apart, last[1]) >= SMALLEST_APART and apart != last[1]:
            self._view.zoom_at(apart / last[1], middle)

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        """Do what the mouse would do at a point of the view."""
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == Type.MouseMove else left
        held = none if kind == Type.MouseButtonRelease else left
        there = QPointF(self._view.viewport().mapToGlobal(at))
        event = QMouseEvent(kind, at, there, button, held, Qt.KeyboardModifier.NoModifier)
        act = {
            Type.MouseButtonPress: self._view.mousePressEvent,
            Type.MouseMove: self._view.mouseMoveEvent,
            Type.MouseButtonRelease: self._view.mouseReleaseEvent,
        }[kind]
        act(event)


def _length(way: QPointF) -> float:
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
