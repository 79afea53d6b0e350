"""The panes in their grid, moved by one sight, each by what it was moved beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QGridLayout, QWidget

from photocompare_ui.document import Document
from photocompare_ui.hand import holds
from photocompare_ui.look import Point
from photocompare_ui.views.arrangement import Arrangement, arranged, columns
from photocompare_ui.views.pane import Pane
from photocompare_ui.views.pane_paint import captions_of
from photocompare_ui.views.sight import LARGEST_SCALE, SMALLEST_SCALE, Sight

GAP = 2
MOST = 6
BETWEEN = (60, 60, 60)
"""The gray between panes: darker than the surround, so that one ends where the next begins."""


@dataclass(frozen=True)
class Apart:
    """How far a pane was moved and zoomed beside the others."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0

    def of(self, sight: Sight) -> Sight:
        """Return where the pane looks when all look at `sight`."""
        return Sight(sight.x + self.x, sight.y + self.y, sight.scale * self.zoom)

    def common(self, sight: Sight) -> Sight:
        """Return where all look when this pane looks at `sight`."""
        scale = min(max(sight.scale / self.zoom, SMALLEST_SCALE), LARGEST_SCALE)
        return Sight(sight.x - self.x, sight.y - self.y, scale)


class Panes(QWidget):
    """Up to six panes in rows and columns.

    Attributes:
        panes: all of them; those not needed are hidden.
        sight: where all look.

    Signals:
        moved(object): the Sight all panes were moved to by the user.
        pointed_at(object): the baseline point under the pointer, or None.
    """

    moved = Signal(object)
    pointed_at = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.sight = Sight(0, 0, 1)
        self._apart: dict[int, Apart] = {}
        self.panes = tuple(Pane(document, self) for _ in range(MOST))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        # A cell without a pane, as of five in three columns, is as neutral as what surrounds a photograph.
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Window, QColor(*BETWEEN))
        self.setPalette(colors)
        self.setAutoFillBackground(True)
        self._columns = 0
        self._count = 0
        for index, pane in enumerate(self.panes):
            pane.sight_wanted.connect(partial(self._move, index))
            pane.pointed_at.connect(self.pointed_at)
            pane.hide()

    @property
    def shown(self) -> tuple[Pane, ...]:
        """Return the panes in use, in reading order."""
        return self.panes[: self._count]

    def refresh(self) -> tuple[Arrangement, ...]:
        """Show the document as it now is; return what the panes show."""
        arrangements = arranged(self._document)
        if holds(self._document):
            # What is dragged must not carry its own pane along.
            arrangements = tuple(map(_where_it_was, arrangements, self.panes))
        self._lay_out(len(arrangements), columns(self._document, len(arrangements)))
        for index, (pane, arrangement) in enumerate(zip(self.panes, arrangements, strict=False)):
            pane.sight = self._of(index, arrangement)
            pane.arrange(arrangement)
        return arrangements

    def look(self, sight: Sight) -> None:
        """Look at `sight` with all panes."""
        self.sight = sight
        for index, pane in enumerate(self.shown):
            if pane.arrangement is not None:
                pane.look(self._of(index, pane.arrangement))

    def together(self) -> None:
        """Undo what single panes were moved."""
        self._apart.clear()
        self.look(self.sight)

    def point_out(self, point: Point | None, lines: tuple[str, ...]) -> None:
        """Show the crosshair at a baseline point in every pane, the read-out in that under the pointer."""
        for pane in self.shown:
            pane.readout = lines if pane.hovered is not None else ()
            pane.point_out(point)

    def captions_end(self) -> float:
        """Return where the lowest caption of the first row ends, in screen pixels."""
        row = self.shown[: self._columns]
        return max((chip.veil.bottom() for pane in row for chip in captions_of(pane)), default=0.0)

    def leave_pointer_out(self, out: bool) -> None:
        """Leave what follows the pointer out of the panes, for a picture of them."""
        for pane in self.shown:
            pane.blank_pointer = out

    def _of(self, index: int, arrangement: Arrangement) -> Sight:
        right, down = arrangement.shift
        sight = replace(self.sight, x=self.sight.x + right, y=self.sight.y + down)
        return self._apart[index].of(sight) if self._count > 1 and index in self._apart else sight

    def _move(self, index: int, sight: Sight, alone: bool) -> None:
        shown = self.panes[index].arrangement
        if shown is None:
            return
        sight = replace(sight, x=sight.x - shown.shift[0], y=sight.y - shown.shift[1])
        apart = self._apart.get(index, Apart()) if self._count > 1 else Apart()
        if self._count > 1 and (alone or not self._document.look.linked):
            here = self.sight
            self._apart[index] = Apart(sight.x - here.x, sight.y - here.y, sight.scale / here.scale)
            self.look(here)
        else:
            self.moved.emit(apart.common(sight))

    def _lay_out(self, count: int, across: int) -> None:
        if (count, across) == (self._count, self._columns):
            return
        for index, pane in enumerate(self.panes):
            self._grid.removeWidget(pane)
            if index < count:
                self._grid.addWidget(pane, index // across, index % across)
            pane.setVisible(index < count)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < across))
            self._grid.setRowStretch(column, int(column < -(-count // across)))
        self._count, self._columns = count, across


def _where_it_was(arrangement: Arrangement, pane: Pane) -> Arrangement:
    last = pane.arrangement
    return replace(arrangement, shift=last.shift) if last is not None else arrangement
