"""What is laid over the photos besides regions, each edit one step of undo: painted vessels, the midline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtGui import QUndoCommand

from photocompare.regions import Midline
from photocompare.vessels import PaintedVessels, Stroke
from photocompare_ui.document import Document
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import translate


class ChangeVessels(QUndoCommand):
    """Swap what was painted over the vessels for something else."""

    def __init__(self, document: Document, text: str, after: PaintedVessels) -> None:
        super().__init__(text)
        self._document, self._before, self._after = document, document.vessels, after

    @guarded
    def redo(self) -> None:
        """Put what is painted after the edit."""
        self._document.set_vessels(self._after)

    @guarded
    def undo(self) -> None:
        """Put what was painted before the edit."""
        self._document.set_vessels(self._before)


class ChangeMidline(QUndoCommand):
    """Lay the midline elsewhere; steps of the same `drag` become one."""

    def __init__(self, document: Document, after: Midline, drag: object) -> None:
        super().__init__(translate("commands", "move the midline"))
        self._document, self._before, self._after = document, document.look.midline, after
        self._drag = drag

    @guarded
    def redo(self) -> None:
        """Lay it where it is after the edit."""
        self._document.look.set(midline=self._after)

    @guarded
    def undo(self) -> None:
        """Lay it where it was before the edit."""
        self._document.look.set(midline=self._before)

    @guarded
    def id(self) -> int:
        """Return one id for all, so that Qt offers each pair to `mergeWith`."""
        return 2

    @guarded
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later command of the same drag."""
        if not isinstance(other, ChangeMidline) or other._drag is not self._drag:
            return False
        self._after = other._after
        return True


def move_midline(document: Document, line: Midline, drag: object) -> None:
    """Lay the midline along `line`; steps of one `drag` are undone at once."""
    document.undo.push(ChangeMidline(document, line, drag))


def paint_vessel(document: Document, stroke: Stroke) -> None:
    """Paint a vessel, or take one away: measured again, kept with who did it and when."""
    before = document.vessels
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    stroke = replace(stroke, author=document.author, time=when)
    after = replace(before, strokes=(*before.strokes, stroke))
    text = translate("commands", "paint a vessel")
    if stroke.action == "remove":
        text = translate("commands", "remove a vessel")
    document.undo.push(ChangeVessels(document, text, after))
