"""The point pairs while they are being set, with their own history."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from photocompare_ui.by_hand import Pairs, placed
from photocompare_ui.look import Point
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import translate


class Pairing(QObject):
    """The pairs being set. Read freely; change by methods, each of them one step to undo.

    Attributes:
        pairs: all of them; only the last may lack a point.
        selected: index of the selected pair, or -1.
        undo: their history.

    Signals:
        changed(): the pairs.
        selection_changed(): which one is selected.
    """

    changed = Signal()
    selection_changed = Signal()

    def __init__(self, pairs: Pairs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs = pairs
        self.selected = -1
        self.undo = QUndoStack(self)

    def place(self, place: str, point: Point) -> None:
        """Set a point of the last pair, or begin a new one."""
        after = placed(self.pairs, place, point)
        self._push(translate("pairing", "point {0}").format(len(after)), after, len(after) - 1)

    def move(self, index: int, place: str, point: Point, drag: object = None) -> None:
        """Move a point; steps of one `drag` are undone at once."""
        moved = self.pairs[index].moved(place, point)
        after = (*self.pairs[:index], moved, *self.pairs[index + 1 :])
        self._push(translate("pairing", "move point {0}").format(index + 1), after, index, drag)

    def remove(self) -> None:
        """Remove the selected pair, or the last one."""
        if self.pairs:
            index = self.selected if 0 <= self.selected < len(self.pairs) else len(self.pairs) - 1
            after = self.pairs[:index] + self.pairs[index + 1 :]
            self._push(translate("pairing", "remove pair {0}").format(index + 1), after, -1)

    def replace(self, pairs: Pairs) -> None:
        """Take over other pairs: those of a file, or none."""
        if pairs != self.pairs:
            self._push(translate("pairing", "replace the points"), pairs, -1)

    def select(self, index: int) -> None:
        """Select a pair, or none by -1."""
        if index != self.selected:
            self.selected = index
            self.selection_changed.emit()

    def put(self, pairs: Pairs, selected: int) -> None:
        """Show a state of the history; for its commands only."""
        self.pairs, self.selected = pairs, selected
        self.changed.emit()
        self.selection_changed.emit()

    def _push(self, text: str, after: Pairs, selected: int, drag: object = None) -> None:
        self.undo.push(ChangePairs(self, text, after, selected, drag))


class ChangePairs(QUndoCommand):
    """Swap one tuple of pairs for another; steps of the same `drag` become one."""

    def __init__(self, pairing: Pairing, text: str, after: Pairs, selected: int, drag: object) -> None:
        super().__init__(text)
        self._pairing, self._drag = pairing, drag
        self._before, self._after = (pairing.pairs, pairing.selected), (after, selected)

    @guarded
    def redo(self) -> None:
        """Put the pairs after the step."""
        self._pairing.put(*self._after)

    @guarded
    def undo(self) -> None:
        """Put the pairs before the step."""
        self._pairing.put(*self._before)

    @guarded
    def id(self) -> int:
        """Return one id for all, so that Qt offers each pair to `mergeWith`."""
        return 2

    @guarded
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later command of the same drag."""
        if not isinstance(other, ChangePairs) or self._drag is None or other._drag is not self._drag:
            return False
        self._after = other._after
        return True
