"""Align by hand: the same points clicked in both photos, and at once the map they make."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from photocompare import Problem
from photocompare.files import write_whole
from photocompare.recipe import AlignmentRecipe
from photocompare_ui import by_hand, said
from photocompare_ui.by_hand import FEWEST, ByHand, Fit
from photocompare_ui.dialogs import files
from photocompare_ui.dialogs.align_by_hand_parts import Choices, Side, guidance, hints
from photocompare_ui.document import Document
from photocompare_ui.image import Pyramid
from photocompare_ui.labels import plain
from photocompare_ui.overrides import guarded
from photocompare_ui.pairing import Pairing
from photocompare_ui.tasks import Latest, Pool
from photocompare_ui.views.arrangement import caption
from photocompare_ui.views.point_pane import PointPane

SETTLE_MS = 300
"""The refinement takes a second: it waits until no point moved for so long."""
Key = Qt.Key


def ask_by_hand(
    parent: QWidget, document: Document, pool: Pool, recipe: AlignmentRecipe
) -> AlignByHand | None:
    """Open the dialog for the pair that is shown, if there is one."""
    before, after = document.pictures.baseline, document.pictures.followup
    if document.baseline is None or document.followup is None or before is None or after is None:
        return None
    dialog = AlignByHand(document, (before, after), pool, recipe, parent)
    dialog.resize(parent.size() - QSize(60, 40))
    dialog.open()
    return dialog


class AlignByHand(QDialog):
    """Both photos as taken, the points on them, the preview of the map; Enter takes it, Esc changes nothing.

    Attributes:
        pairing: the points with their own undo.
        panes: baseline and follow-up.
        side: preview, grade and the pairs with their errors.
        choices: the buttons below.
        fit: the map as shown, of these very points and settings unless `busy`, or None.
    """

    def __init__(
        self,
        document: Document,
        pictures: tuple[Pyramid, Pyramid],
        pool: Pool,
        recipe: AlignmentRecipe,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Align by hand"))
        self._document, self._recipe = document, recipe
        self._picture = by_hand.small(pictures[1])
        known = document.by_hand
        self.pairing = Pairing(known.pairs if known else (), self)
        self.fit: Fit | None = None
        self._accepting = False
        self._quick, self._slow = Latest(self, pool), Latest(self, pool)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        first, second = caption(document, "baseline"), caption(document, "followup")
        self.panes = (
            PointPane("baseline", pictures[0], first, self.pairing),
            PointPane("followup", pictures[1], second, self.pairing),
        )
        self.guide = plain(wrap=True)
        self.side = Side(pictures[0].level(by_hand.PREVIEW_SIDE / max(document.baseline.shape)))  # type: ignore[union-attr]
        self.side.refine.setChecked(known.refined if known else True)
        self.choices = Choices()
        self.choices.automatic.setVisible(known is not None)
        self._lay_out()
        self._connect()
        self._refit()

    @property
    def busy(self) -> bool:
        """Return whether the map of the points as they are is still to come."""
        return self._quick.busy or self._slow.busy or self._settle.isActive()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove by Del or Backspace, undo and redo; Enter and Esc are the dialog's own."""
        if event.key() in (Key.Key_Delete, Key.Key_Backspace):
            self.pairing.remove()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.pairing.undo.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or (
            event.key() == Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.pairing.undo.redo()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Give the document the points and their map, at once or when the refinement is done."""
        if self.busy:
            self._accepting = True
            self._refresh()
        elif self.fit is not None and self.fit.alignment.accepted:
            pairs = tuple(pair for pair in self.pairing.pairs if pair.whole)
            self._document.set_by_hand(ByHand(pairs, self.fit.alignment, self.side.refine.isChecked()))
            super().accept()

    def _lay_out(self) -> None:
        photos = QHBoxLayout()
        photos.setSpacing(2)
        for pane in self.panes:
            photos.addWidget(pane, 1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(photos, 1)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.guide)
        column.addLayout(row, 1)
        column.addWidget(self.choices)

    def _connect(self) -> None:
        self.pairing.changed.connect(self._refit)
        self.pairing.selection_changed.connect(lambda: self.side.select(self.pairing.selected))
        self.side.picked.connect(self.pairing.select)
        self.side.refine.toggled.connect(self._refit)
        self._settle.timeout.connect(self._refine)
        for work in (self._quick, self._slow):
            work.found.connect(self._take)
            work.failed.connect(self._fail)
            work.busy_changed.connect(self._refresh)
        choices = self.choices
        choices.accept.clicked.connect(self.accept)
        choices.cancel.clicked.connect(self.reject)
        choices.automatic.clicked.connect(self._give_back)
        choices.load.clicked.connect(self._ask_load)
        choices.save.clicked.connect(self._ask_save)
        choices.clear.clicked.connect(lambda: self.pairing.replace(()))
        self.finished.connect(self._leave)

    def _refit(self) -> None:
        """Make the map of the points anew, the points' own at once, the refined one when they rest."""
        self._accepting = False
        self._settle.stop()
        self._slow.drop()
        if len(by_hand.whole(self.pairing.pairs)) < FEWEST:
            self._quick.drop()
            self.fit = None
        elif self._document.baseline and self._document.followup:
            photos = self._document.baseline, self._document.followup
            self._quick.want(partial(by_hand.fit, self.pairing.pairs, *photos, self._picture))
            if self.side.refine.isChecked():
                self._settle.start()
        self._refresh()

    def _refine(self) -> None:
        document = self._document
        if document.baseline and document.followup:
            given = self.pairing.pairs, document.baseline, document.followup, self._picture
            self._slow.want(partial(by_hand.refined, *given, self._recipe, document.regions))

    def _take(self, fit: Fit) -> None:
        self.fit = fit
        if not fit.alignment.accepted:
            self._settle.stop()
        self._refresh()

    def _refresh(self) -> None:
        """Show the points, the map and what to do next; take the map where Enter waits for it."""
        pairs = self.pairing.pairs
        self.guide.setText(guidance(pairs))
        for pane, hint in zip(self.panes, hints(pairs), strict=True):
            pane.set_hint(hint)
        refining = self._settle.isActive() or self._slow.busy
        self.side.show_fit(pairs, self.fit, current=not self._quick.busy, refining=refining)
        self.side.select(self.pairing.selected)
        able = self.fit is not None and self.fit.alignment.accepted
        self.choices.show_state(points=bool(by_hand.whole(pairs)), able=able, waiting=self._accepting)
        if self._accepting and not self.busy:
            self._accepting = False
            self.accept()

    def _give_back(self) -> None:
        """Let the automatic alignment have the pair again."""
        self._document.set_by_hand(None)
        self.reject()

    def _ask_load(self) -> None:
        def load(paths: list[Path]) -> None:
            try:
                self.pairing.replace(by_hand.read_pairs(paths[0]))
            except Problem as problem:
                self.guide.setText(said.message(problem.finding))

        files.ask_points(self, load)

    def _ask_save(self) -> None:
        def save(paths: list[Path]) -> None:
            try:
                write_whole(paths[0], by_hand.pairs_csv(self.pairing.pairs).encode())
            except Problem as problem:
                self.guide.setText(said.message(problem.finding))

        title, kinds = self.tr("Save the points"), self.tr("Points (*.csv)")
        files.ask_target(self, title, None, kinds, "csv", save)

    def _fail(self, error: BaseException) -> None:
        self.fit = None
        self._refresh()
        raise error

    def _leave(self) -> None:
        """Go when no thread works for the dialog any more."""
        self._settle.stop()
        for work in (self._quick, self._slow):
            work.drop()
            work.busy_changed.connect(self._go)
        self._go()

    def _go(self) -> None:
        if not (self._quick.running or self._slow.running):
            self.deleteLater()
