"""The window: it puts the parts together and holds no state of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from photocompare import Finding, Problem, Recipe
from photocompare.photo.isolated import IsolatedReader
from photocompare_ui import action_states, bars, preferences, said, study_states
from photocompare_ui.actions import ENTRIES
from photocompare_ui.actions.making import color_icons, make_actions
from photocompare_ui.aligning import Aligning
from photocompare_ui.calls import calls
from photocompare_ui.checking import Checking
from photocompare_ui.comparing import Comparing
from photocompare_ui.document import Document
from photocompare_ui.exporting import Exporting
from photocompare_ui.filing import Filing
from photocompare_ui.folders import own_folder
from photocompare_ui.hand import holds
from photocompare_ui.mapping import Mapping
from photocompare_ui.menus import make_context_menus
from photocompare_ui.opening import Opening
from photocompare_ui.panel import Panel
from photocompare_ui.paneling import Paneling
from photocompare_ui.panels.banner import Banner
from photocompare_ui.panels.findings import FindingPanel
from photocompare_ui.panels.measurements import MeasurementPanel
from photocompare_ui.panels.regions import RegionPanel
from photocompare_ui.panels.status import StatusLine
from photocompare_ui.rescue import Rescue
from photocompare_ui.seeing import Seeing
from photocompare_ui.shell import Shell, recipe_of
from photocompare_ui.study_room import StudyRoom
from photocompare_ui.tasks import Pool
from photocompare_ui.views.hold import HoldSpace
from photocompare_ui.views.stage import Stage

PANEL_WIDTH, STUDY_WIDTH = 590, 260


class MainWindow(QMainWindow):
    """Photographs in the middle, regions and numbers beside them, trust below.

    Attributes:
        document: all that is open.
        opening, checking, comparing, mapping: the work off the thread.
        filing, exporting, aligning: files in; pictures out; the alignment in the user's hands.
        room: all that knows a study.
        seeing: views, tools and regions made of regions.
        shell: palette, keys, preferences, recent work.
        paneling: which panels are put away.
        stage, banner, regions, measurements, findings, status: the parts on the screen.
        actions_by_id: every action by its id.
    """

    def __init__(
        self,
        recipe: Recipe = Recipe(),
        readers: Sequence[IsolatedReader] | None = None,
        folder: Path | None = None,
    ) -> None:
        """Make the window; `folder` is where recent work and rescued outlines are kept."""
        super().__init__()
        self._closing = False
        self._own_folder = folder or own_folder()
        self.document = Document(self)
        self.document.look.set(units=preferences.read().units)
        self._pool = Pool(self, lambda: holds(self.document))
        self.opening = Opening(self.document, self._pool, readers, recipe.photo)
        self.checking = Checking(self, self._pool)
        self.comparing = Comparing(self.document, self._pool, recipe_of(preferences.read(), recipe))
        self.mapping = Mapping(self.document, self._pool)
        self.stage = Stage(self.document)
        self.banner = Banner()
        self.regions = RegionPanel(self.document)
        self.measurements = MeasurementPanel(self.document)
        self.findings = FindingPanel(self.document)
        self.status = StatusLine(self.document)
        parts = self.opening, self.checking, self.stage, self.banner, self.measurements.model
        self.filing = Filing(self, self.document, *parts)
        self.seeing = Seeing(self, self.document, self.stage, self.banner)
        self.exporting = Exporting(self, self.document, self.stage, self.banner, self._pool)
        self.aligning = Aligning(self, self.document, self._pool, self.comparing, self.banner)
        works = self._pool, self.opening, self.comparing
        self.room = StudyRoom(self, self.document, *works, self.banner, self.measurements, self.stage)
        self.shell = Shell(self, self._own_folder)
        self._side = self._beside()
        self.paneling = Paneling(self._panels(), self._side, self)
        self.actions_by_id = make_actions(self, ENTRIES, calls(self), self.shell.keys)
        self._lay_out()
        self._connect()
        self.room.keep_arrows()
        self.resize(1360, 820)
        self.restoreGeometry(preferences.saved_bytes("geometry"))
        self._splitter.restoreState(preferences.saved_bytes("three parts"))
        self._refresh()

    def _panels(self) -> dict[str, Panel]:
        """Return what may be put away, by the id of its action."""
        room = self.room
        return {
            "panel_study": room.subjects,
            "panel_visits": room.bar,
            "panel_regions": self.regions,
            "panel_gate": room.gate,
            "panel_numbers": self.measurements,
            "panel_findings": self.findings,
        }

    def _beside(self) -> QWidget:
        side = QWidget()
        side.setMinimumWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(16)
        column.addWidget(self.regions)
        column.addWidget(self.room.gate)
        column.addWidget(self.measurements, 3)
        column.addWidget(self.room.card, 4)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        return side

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        for part in (self.room.subjects, self.room.center, self._side):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setCollapsible(1, False)
        self._splitter.setSizes([STUDY_WIDTH, 1360 - STUDY_WIDTH - PANEL_WIDTH, PANEL_WIDTH])
        middle = QWidget()
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(self._splitter, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        bars.make_menus(self, self.actions_by_id)
        self.menuBar().setCornerWidget(self.room.whose)
        bars.make_toolbar(self, self.actions_by_id)
        make_context_menus(self)
        color_icons(self.actions_by_id, self.palette())

    def _connect(self) -> None:
        document, opening, comparing = self.document, self.opening, self.comparing
        room = self.room
        for work in (opening, self.checking, comparing, self.mapping, room.studying, room.gathering):
            work.progressed.connect(self.status.set_progress)
            work.failed.connect(self._fail)
            work.busy_changed.connect(self._show_busy)
        opening.refused.connect(self._refuse)
        opening.undecided.connect(self.stage.ask_order)
        self.stage.which_first.chosen.connect(opening.show)
        comparing.cancelled.connect(self._tell_cancelled)
        self.status.cancel_wanted.connect(opening.cancel)
        self.status.cancel_wanted.connect(self.checking.cancel)
        self.checking.checked.connect(self._refresh)
        self.status.cancel_wanted.connect(self.room.studying.cancel)
        self.room.changed.connect(self._refresh)
        self.room.map_wanted.connect(lambda metric: document.look.set(metric=metric, mapped=True))
        self.room.page_shown.connect(self.paneling.cover)
        self.paneling.changed.connect(self._refresh)
        self.filing.study_wanted.connect(self.room.filing.open)
        self.filing.import_wanted.connect(self.room.filing.import_paths)
        self.filing.manifest_wanted.connect(self.room.filing.import_manifest)
        self.filing.leaving.connect(self.room.keeping.flush)
        self.room.filing.opened.connect(self.shell.recent.note)
        self.room.filing.opened.connect(self._make_room)
        self.status.cancel_wanted.connect(comparing.cancel)
        self.filing.pair_asked.connect(self.shell.ask_for)
        document.photos_changed.connect(self.shell.note)
        self.stage.sight_changed.connect(self.status.set_zoom)
        for pane in self.stage.panes:
            pane.refused.connect(partial(self.banner.show_message, severity="warning"))
        for signal in (
            document.photos_changed,
            document.regions_changed,
            document.comparison_changed,
            document.pictures_changed,
            document.selection_changed,
            document.look.changed,
            document.undo.indexChanged,
        ):
            signal.connect(self._refresh)
        # What was said of the last pair is not true of the next.
        document.photos_changed.connect(self.banner.clear)
        self.rescue = Rescue(document, self._own_folder / "rescue", self._offer_rescue)
        self._hold = HoldSpace(self, document.look)
        QApplication.instance().installEventFilter(self._hold)  # type: ignore[union-attr]

    def _refresh(self) -> None:
        """Let every action say whether it can be used and is on."""
        for name, able in action_states.usable(self.document).items():
            self.actions_by_id[name].setEnabled(able)
        self.actions_by_id["show_checked"].setEnabled(bool(self.stage.checked.model.photos))
        for name, is_on in action_states.on(self.document).items():
            self.actions_by_id[name].setChecked(is_on)
        for name, is_on in self.paneling.on().items():
            self.actions_by_id[name].setChecked(is_on)
        for name, able in study_states.usable(self.room.desk, self.document).items():
            self.actions_by_id[name].setEnabled(able)
        texts = zip(
            ("undo", "redo"),
            (self.tr("Undo {0}"), self.tr("Redo {0}")),
            study_states.undo_texts(self.room.desk, self.document),
            strict=True,
        )
        for name, words, text in texts:
            self.actions_by_id[name].setText(words.format(text or "").strip())
            self.actions_by_id[name].setEnabled(text is not None)
        self.setWindowTitle(study_states.title(self.room.desk))

    def _make_room(self) -> None:
        """Leave the photographs half of the window when the study comes beside them."""
        wide, (study, _, side) = self._splitter.width(), self._splitter.sizes()
        # Its panel was shown just now: the splitter has not given it its width yet.
        study = study or STUDY_WIDTH
        if wide - study - side < wide // 2:
            side = min(side, wide * 3 // 8)
            self._splitter.setSizes([study, wide - study - side, side])

    def _offer_rescue(self, bring_back: Callable[[], object]) -> None:
        text = self.tr("Outlines of this photograph were in no file when the window ended the last time.")
        self.banner.show_message(text, "note", self.tr("Bring them back"), bring_back)

    def _show_busy(self) -> None:
        room = self.room
        works = self.opening, self.checking, self.comparing, self.mapping, room.studying, room.gathering
        self.status.set_busy(any(work.busy for work in works))
        self.measurements.set_busy(self.comparing.busy)

    def _refuse(self, finding: Finding) -> None:
        self.banner.show_message(said.message(finding), finding.severity)

    def _tell_cancelled(self) -> None:
        text = self.tr("Cancelled. This pair is not measured.")
        if self.document.comparison is not None and self.document.comparison.measurements:
            text = self.tr("Cancelled. The numbers shown are of the regions before the last edit.")
        if self.document.baseline and self.document.followup and not self.document.measured:
            self.banner.show_message(text, "note", self.tr("Measure again"), self.comparing.start)

    def _fail(self, error: BaseException) -> None:
        """Show what the core refuses; what is a bug goes to the crash log."""
        if isinstance(error, Problem):
            self.banner.show_message(said.message(error.finding))
        else:
            raise error

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons again when the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_by_id"):
            color_icons(self.actions_by_id, self.palette())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for unsaved regions; then stop all work before the window goes."""
        self.room.keeping.flush()
        if not self.document.undo.isClean() and not self._closing:
            event.ignore()
            self.filing.unless_unsaved(self._close_now)
            return
        preferences.keep_bytes("geometry", self.saveGeometry())
        preferences.keep_bytes("three parts", self._splitter.saveState())
        QApplication.instance().removeEventFilter(self._hold)  # type: ignore[union-attr]
        self.opening.finish()
        self.room.finish()
        self._pool.finish(self)
        super().closeEvent(event)

    def _close_now(self) -> None:
        self.rescue.forget()
        self._closing = True
        self.close()
