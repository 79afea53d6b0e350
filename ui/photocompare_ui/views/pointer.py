"""What the mouse and a few keys do in a pane: pan, wipe, select, move, draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from photocompare import Problem
from photocompare_ui import commands, said
from photocompare_ui.look import Place, Point
from photocompare_ui.tr import translate
from photocompare_ui.views import overlay
from photocompare_ui.views.drawing import Drawing
from photocompare_ui.views.hit import REACH, Hit, find_hit
from photocompare_ui.views.outlines import free_frame, to_grid
from photocompare_ui.views.reshaping import insert_corner, moving_midline, remove_corner, reshaping

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

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
        self._drawing: Drawing | None = None

    def press(self, event: QMouseEvent) -> None:
        """Begin a pan, a wipe, a move, or set a corner of the polygon."""
        at = event.position()
        self._pressed, self._document.pressed = at, True
        if event.button() == Button.MiddleButton:
            self._drag = self._pan_from(at)
        elif event.button() == Button.LeftButton:
            tool = self._document.look.tool
            on_line = self._on_line(at)
            if on_line is not None:
                self._drag = on_line
                self._drag(at)
            elif tool == "polygon":
                self._drag = None
                self._add_corner(self._pane.snap(at))
            elif tool != "view":
                self._drawing = Drawing(self._pane, at)
                self._drag = self._drawing.extend
            elif event.modifiers() & Qt.KeyboardModifier.AltModifier and self.hit(at).kind == "corner":
                remove_corner(self._pane, self.hit(at))
            else:
                self._drag = moving_midline(self._pane, at) or self._drag_of(self.hit(at), at)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag, or show by the cursor what a press would do."""
        at = event.position()
        if self._drag is None or self._pressed is None:
            self._pane.viewport().setCursor(self._cursor(at))
        elif _apart(at, self._pressed) >= CLICK or self._drag in self._lines:
            self._pressed = QPointF(-1e9, -1e9)
            self._drag(at)

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a click selects what is under it."""
        at, pressed = event.position(), self._pressed
        self._document.pressed = False
        clicked = pressed is not None and _apart(at, pressed) < CLICK
        viewing = self._document.look.tool == "view" and self._drag not in self._lines
        if event.button() == Button.LeftButton and self._drawing is not None:
            drawing, self._drawing = self._drawing, None
            if self._document.look.draft:  # else Esc took it back
                drawing.extend(at)
            drawing.finish(event.modifiers())
        elif event.button() == Button.LeftButton and clicked and viewing:
            self._document.select(self.hit(at).name)
        self._drag = self._pressed = None
        self._pane.viewport().setCursor(self._cursor(at))
        self._document.let_go.emit()

    def double_click(self, event: QMouseEvent) -> None:
        """Close the polygon: the click before set its last corner. On an outline, set a new corner."""
        if event.button() != Button.LeftButton:
            return
        if self._document.look.tool == "polygon":
            self._close()
        elif self._document.look.tool == "view" and self.hit(event.position()).kind != "corner":
            insert_corner(self._pane, event.position())

    def takes(self, event: QKeyEvent) -> bool:
        """Return whether `key` would use this key, so that no shortcut takes it first."""
        look = self._document.look
        keys = {Key.Key_Escape, Key.Key_Return, Key.Key_Enter, Key.Key_Backspace}
        return event.key() in keys and (
            look.tool != "view" or bool(look.draft) or bool(self._document.selected)
        )

    def key(self, event: QKeyEvent) -> bool:
        """Close by Enter, take back by Backspace, back out by Esc; return whether the key was used."""
        look, key = self._document.look, event.key()
        if key == Key.Key_Escape:
            back_out(self._pane)
        elif key in (Key.Key_Return, Key.Key_Enter) and look.draft and look.tool in ("polygon", "view"):
            self._close()
        elif key == Key.Key_Backspace and look.draft:
            look.set(draft=look.draft[:-1])
        else:
            return False
        return True

    def _add_corner(self, at: QPointF) -> None:
        look = self._document.look
        frame: Place = look.draft_on if look.draft else free_frame(self._document, self._pane.grid)
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
        taken = hit.kind in ("corner", "scale")
        if taken or (hit.kind == "region" and hit.name == self._document.selected):
            return reshaping(self._pane, hit, at) or self._pan_from(at)
        return self._pan_from(at)

    def _pan_from(self, at: QPointF) -> Callable[[QPointF], None]:
        start = self._pane.sight
        self._pane.viewport().setCursor(Cursor.ClosedHandCursor)

        def pan(now: QPointF) -> None:
            self._pane.ask_sight(start.panned(now.x() - at.x(), now.y() - at.y()))

        return pan

    def _wipe(self, at: QPointF) -> None:
        self._document.look.set(divider=self._pane.divider().share_at(at))

    def _turn(self, at: QPointF) -> None:
        self._document.look.set(angle=self._pane.divider().angle_at(at))

    def _fade(self, at: QPointF) -> None:
        self._document.look.set(fade=overlay.fade_at(self._pane.viewport().rect(), at.x()))

    def _on_fader(self, at: QPointF) -> bool:
        shown = self._pane.arrangement
        return shown is not None and shown.fading and overlay.fader(self._pane.viewport().rect()).contains(at)

    @property
    def _lines(self) -> tuple[Callable[[QPointF], None], ...]:
        return self._wipe, self._turn, self._fade

    def _on_line(self, at: QPointF) -> Callable[[QPointF], None] | None:
        """Return what a press on the divider, its turner or the fader drags, or None beside them."""
        shown = self._pane.arrangement
        if shown is not None and shown.divided:
            divider = self._pane.divider()
            if _apart(at, divider.turner) <= 1.5 * REACH:
                return self._turn
            if divider.distance(at) <= REACH or _apart(at, divider.middle) <= 2 * REACH:
                return self._wipe
        return self._fade if self._on_fader(at) else None

    def hit(self, at: QPointF) -> Hit:
        """Return what lies at a screen point; nothing where regions are hidden or mirrored."""
        shown = self._pane.arrangement
        mirrored = shown is not None and shown.half is not None and shown.half.flipped
        if not self._document.look.shapes or mirrored:
            return Hit("nothing")
        scale = self._pane.transform().m11()
        return find_hit(self._pane.outlines, self._pane.grid_point(at), scale)

    def _shown(self, point: Point) -> QPointF:
        (x, y) = to_grid(self._document, self._pane.grid, (point,), self._document.look.draft_on)[0]
        return self._pane.viewportTransform().map(QPointF(x, y))

    def _cursor(self, at: QPointF) -> Qt.CursorShape:
        on_line = self._on_line(at)
        if on_line is not None:
            upright = abs(self._document.look.angle % 180 - 90) > 45 or on_line == self._fade
            return Cursor.SplitHCursor if upright else Cursor.SplitVCursor
        if self._document.look.tool != "view":
            return Cursor.CrossCursor
        hit = self.hit(at)
        if hit.kind == "scale":
            return Cursor.SizeFDiagCursor if hit.index[0] % 2 == 0 else Cursor.SizeBDiagCursor
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


def _apart(first: QPointF, second: QPointF) -> float:
    return (first - second).manhattanLength()
