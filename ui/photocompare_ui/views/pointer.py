"""What the mouse and a few keys do in a pane: pan, wipe, select, move, draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from photocompare import Problem
from photocompare.regions import Polygon
from photocompare_ui import commands, said
from photocompare_ui.look import Place, Point
from photocompare_ui.tr import translate
from photocompare_ui.views import overlay
from photocompare_ui.views.hit import Hit, find_hit
from photocompare_ui.views.outlines import drawn_in, frame_of, to_grid

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

REACH = 8.0
"""How far from a corner or the divider a press still takes it, in screen pixels."""
CLICK = 4.0
"""A press that moved less is a click."""
Key, Button, Cursor = Qt.Key, Qt.MouseButton, Qt.CursorShape


class Pointer:
    """The mouse of one pane. A press chooses what the following moves do."""

    def __init__(self, pane: Pane) -> None:
        self._pane = pane
        self._document = pane.document
        self._drag: Callable[[QPointF], None] | None = None
        self._pressed: QPointF | None = None

    def press(self, event: QMouseEvent) -> None:
        """Begin a pan, a wipe, a move, or set a corner of the polygon."""
        at = event.position()
        self._pressed = at
        if event.button() == Button.MiddleButton:
            self._drag = self._pan_from(at)
        elif event.button() == Button.LeftButton:
            if self._on_divider(at) or self._on_fader(at):
                self._drag = self._wipe if self._on_divider(at) else self._fade
                self._drag(at)
            elif self._document.look.tool == "polygon":
                self._drag = None
                self._add_corner(at)
            else:
                self._drag = self._drag_of(self._hit(at), at)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag, or show by the cursor what a press would do."""
        at = event.position()
        if self._drag is None or self._pressed is None:
            self._pane.viewport().setCursor(self._cursor(at))
        elif _apart(at, self._pressed) >= CLICK or self._drag in (self._wipe, self._fade):
            self._pressed = QPointF(-1e9, -1e9)
            self._drag(at)

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a click selects what is under it."""
        at, pressed = event.position(), self._pressed
        clicked = pressed is not None and _apart(at, pressed) < CLICK
        viewing = self._document.look.tool == "view" and self._drag not in (self._wipe, self._fade)
        if event.button() == Button.LeftButton and clicked and viewing:
            self._document.select(self._hit(at).name)
        self._drag = self._pressed = None
        self._pane.viewport().setCursor(self._cursor(at))

    def double_click(self, event: QMouseEvent) -> None:
        """Close the polygon: the click before set its last corner."""
        if self._document.look.tool == "polygon" and event.button() == Button.LeftButton:
            self._close()

    def takes(self, event: QKeyEvent) -> bool:
        """Return whether `key` would use this key, so that no shortcut takes it first."""
        look = self._document.look
        keys = {Key.Key_Escape, Key.Key_Return, Key.Key_Enter, Key.Key_Backspace}
        return event.key() in keys and (
            look.tool == "polygon" or bool(look.draft) or bool(self._document.selected)
        )

    def key(self, event: QKeyEvent) -> bool:
        """Close by Enter, take back by Backspace, back out by Esc; return whether the key was used."""
        look, key = self._document.look, event.key()
        if key == Key.Key_Escape:
            back_out(self._pane)
        elif key in (Key.Key_Return, Key.Key_Enter) and look.draft:
            self._close()
        elif key == Key.Key_Backspace and look.draft:
            look.set(draft=look.draft[:-1])
        else:
            return False
        return True

    def _add_corner(self, at: QPointF) -> None:
        look = self._document.look
        alone = self._pane.grid == "followup" and self._document.alignment is None
        frame: Place = look.draft_on if look.draft else "followup" if alone else "baseline"
        point = self._pane.point_in(frame, at)
        if point is None:
            self._pane.refused.emit(
                translate("Pane", "The photographs are not aligned: finish the outline where it was begun.")
            )
        elif len(look.draft) > 2 and _apart(at, self._shown(look.draft[0])) < REACH:
            self._close()
        else:
            look.set(draft=(*look.draft, point), draft_on=frame)

    def _close(self) -> None:
        look = self._document.look
        points = tuple(p for i, p in enumerate(look.draft) if i == 0 or p != look.draft[i - 1])
        try:
            commands.add_region(self._document, points, look.draft_on)
        except Problem as problem:
            self._pane.refused.emit(said.message(problem.finding))
        else:
            if look.draft_on == "followup":
                self._pane.refused.emit(
                    translate(
                        "Pane",
                        "Taken as skin to align on: the follow-up alone carries no region. What is to be "
                        "measured is outlined on the baseline.",
                    )
                )
            look.set(tool="view", draft=())

    def _drag_of(self, hit: Hit, at: QPointF) -> Callable[[QPointF], None]:
        if hit.kind == "corner" or (hit.kind == "region" and hit.name == self._document.selected):
            return self._reshape_from(hit, at) or self._pan_from(at)
        return self._pan_from(at)

    def _reshape_from(self, hit: Hit, at: QPointF) -> Callable[[QPointF], None] | None:
        region = self._document.region
        if region is None:
            return None
        frame = frame_of(self._document, region, self._pane.grid)
        start, drag = self._pane.point_in(frame, at), object()
        polygons = drawn_in(self._document, region, frame)
        if start is None or not polygons:
            return None

        def reshape(now: QPointF) -> None:
            point = self._pane.point_in(frame, now)
            if point is not None and start is not None:
                if hit.kind == "corner":
                    after = _with_corner(polygons, hit.index, point)
                else:
                    after = commands.moved(polygons, point[0] - start[0], point[1] - start[1])
                commands.reshape_region(self._document, hit.name, after, drag, frame)

        return reshape

    def _pan_from(self, at: QPointF) -> Callable[[QPointF], None]:
        start = self._pane.sight
        self._pane.viewport().setCursor(Cursor.ClosedHandCursor)

        def pan(now: QPointF) -> None:
            self._pane.sight_wanted.emit(start.panned(now.x() - at.x(), now.y() - at.y()))

        return pan

    def _wipe(self, at: QPointF) -> None:
        self._document.look.set(divider=at.x() / max(self._pane.viewport().width(), 1))

    def _fade(self, at: QPointF) -> None:
        self._document.look.set(fade=overlay.fade_at(self._pane.viewport().rect(), at.x()))

    def _on_fader(self, at: QPointF) -> bool:
        shown = self._pane.arrangement
        return shown is not None and shown.fading and overlay.fader(self._pane.viewport().rect()).contains(at)

    def _on_divider(self, at: QPointF) -> bool:
        divider = self._pane.divider_x()
        return divider is not None and abs(at.x() - divider) <= REACH

    def _hit(self, at: QPointF) -> Hit:
        if not self._document.look.shapes:
            return Hit("nothing")
        scale = self._pane.transform().m11()
        return find_hit(self._pane.outlines, self._pane.grid_point(at), REACH / scale)

    def _shown(self, point: Point) -> QPointF:
        (x, y) = to_grid(self._document, self._pane.grid, (point,), self._document.look.draft_on)[0]
        return self._pane.viewportTransform().map(QPointF(x, y))

    def _cursor(self, at: QPointF) -> Qt.CursorShape:
        if self._on_divider(at) or self._on_fader(at):
            return Cursor.SplitHCursor
        if self._document.look.tool == "polygon":
            return Cursor.CrossCursor
        hit = self._hit(at)
        if hit.kind == "corner":
            return Cursor.PointingHandCursor
        if hit.kind == "region":
            return Cursor.SizeAllCursor if hit.name == self._document.selected else Cursor.PointingHandCursor
        return Cursor.OpenHandCursor


def back_out(pane: Pane) -> None:
    """Leave the innermost thing: the draft, the tool, the selection."""
    document = pane.document
    if document.look.draft:
        document.look.set(draft=())
    elif document.look.tool != "view":
        document.look.set(tool="view")
    else:
        document.select("")


def _with_corner(
    polygons: tuple[Polygon, ...], index: tuple[int, int, int], point: Point
) -> tuple[Polygon, ...]:
    i, j, k = index
    rings = list(polygons[i])
    rings[j] = (*rings[j][:k], point, *rings[j][k + 1 :])
    return (*polygons[:i], tuple(rings), *polygons[i + 1 :])


def _apart(first: QPointF, second: QPointF) -> float:
    return (first - second).manhattanLength()
