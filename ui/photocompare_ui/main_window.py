"""The window: it puts the parts together and holds no state of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSplitter,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photocompare import Finding, Problem, Recipe
from photocompare.photo.isolated import IsolatedReader
from photocompare_ui import action_states, actions, commands, entry, preferences
from photocompare_ui.aligning import Aligning
from photocompare_ui.checking import Checking
from photocompare_ui.comparing import Comparing
from photocompare_ui.dialogs import messages
from photocompare_ui.dialogs.shortcuts import Shortcuts
from photocompare_ui.document import Document
from photocompare_ui.filing import Filing
from photocompare_ui.grading.opening import ask_task
from photocompare_ui.icons import ROOM, SIDE
from photocompare_ui.look import VIEWS
from photocompare_ui.opening import Opening
from photocompare_ui.panels.banner import Banner
from photocompare_ui.panels.findings import FindingPanel
from photocompare_ui.panels.measurements import MeasurementPanel
from photocompare_ui.panels.regions import RegionPanel
from photocompare_ui.panels.status import StatusLine
from photocompare_ui.tasks import Pool
from photocompare_ui.tr import translate
from photocompare_ui.views.hold import HoldSpace
from photocompare_ui.views.stage import Stage

PANEL_WIDTH = 590
STEP = 0.05


class MainWindow(QMainWindow):
    """Photographs in the middle, regions and numbers beside them, trust below.

    Attributes:
        document: all that is open.
        opening, checking, comparing: the work off the thread.
        filing, aligning: files in and out; the alignment in the user's hands.
        stage, banner, regions, measurements, findings, status: the parts on the screen.
        actions_by_id: every action by its id.
    """

    def __init__(self, recipe: Recipe = Recipe(), readers: Sequence[IsolatedReader] | None = None) -> None:
        super().__init__()
        self._closing = False
        self.document = Document(self)
        self._pool = Pool(self)
        self.opening = Opening(self.document, self._pool, readers, recipe.photo)
        self.checking = Checking(self, self._pool)
        self.comparing = Comparing(self.document, self._pool, recipe)
        self.stage = Stage(self.document)
        self.banner = Banner()
        self.regions = RegionPanel(self.document)
        self.measurements = MeasurementPanel(self.document)
        self.findings = FindingPanel(self.document)
        self.status = StatusLine(self.document)
        parts = self.opening, self.checking, self.stage, self.banner, self.measurements.model
        self.filing = Filing(self, self.document, *parts)
        self.aligning = Aligning(self, self.document, self._pool, self.comparing, self.banner)
        self.actions_by_id = actions.make_actions(self, self._calls())
        self._lay_out()
        self._connect()
        self.setWindowTitle("photocompare")
        self.resize(1360, 820)
        self.restoreGeometry(preferences.saved_bytes("geometry"))
        self._splitter.restoreState(preferences.saved_bytes("splitter"))
        self._refresh()

    def _calls(self) -> dict[str, Callable[[], object]]:
        """Return what each action of `actions.ENTRIES` does."""
        document, look, stage, filing = self.document, self.document.look, self.stage, self.filing
        return {
            **{view: partial(look.set, view=view) for view in VIEWS},
            "open_pair": filing.ask_pair,
            "open_baseline": partial(filing.ask_place, "baseline"),
            "open_followup": partial(filing.ask_place, "followup"),
            "open_folder": filing.ask_folder,
            "show_checked": stage.show_checked,
            "open_samples": filing.choose_sample,
            "load_regions": filing.ask_regions,
            "save_regions": filing.ask_save_regions,
            "export_picture": filing.ask_export_picture,
            "export_table": filing.ask_export_table,
            "grade": partial(ask_task, self),
            "quit": self.close,
            "undo": document.undo.undo,
            "redo": document.undo.redo,
            "copy": self.measurements.copy,
            "swap": partial(filing.unless_unsaved, self.opening.swap),
            "measure": self.comparing.start,
            "scale": lambda: messages.ask_scale(self, document.mm_per_pixel, document.set_scale),
            "less": partial(self._step, -STEP),
            "more": partial(self._step, STEP),
            "as_taken": lambda: look.set(as_taken=not look.as_taken),
            "fit": stage.fit,
            "zoom_in": partial(stage.zoom, 1.25),
            "zoom_out": partial(stage.zoom, 0.8),
            "pixels": stage.show_pixels,
            "labels": lambda: look.set(labels=not look.labels),
            "shapes": lambda: look.set(shapes=not look.shapes),
            "panels": self._toggle_panels,
            "polygon": self._draw,
            "hand": lambda: look.set(tool="view" if look.tool == "polygon" else "polygon"),
            **self.aligning.calls(),
            "duplicate": partial(commands.duplicate_region, document),
            "remove": partial(commands.remove_region, document),
            "shortcuts": self._show_shortcuts,
            "about": lambda: messages.show_about(self),
        }

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setMinimumWidth(300)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(16)
        column.addWidget(self.regions)
        column.addWidget(self.measurements, 3)
        column.addWidget(self.findings, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.stage)
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        self._splitter.setSizes([1360 - PANEL_WIDTH, PANEL_WIDTH])
        middle = QWidget()
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.banner)
        rows.addWidget(self._splitter, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self._make_menus()
        self._make_toolbar()

    def _make_menus(self) -> None:
        menus = {title: self.menuBar().addMenu(translate("actions", title)) for title in entry.MENUS}
        for one in actions.ENTRIES:
            if one.id == entry.LINE:
                menus[one.menu].addSeparator()
            else:
                menus[one.menu].addAction(self.actions_by_id[one.id])

    def _make_toolbar(self) -> None:
        bar = QToolBar(self.tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(SIDE + ROOM, SIDE))
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for one in actions.TOOLBAR:
            if one == entry.LINE:
                bar.addSeparator()
            else:
                bar.addAction(self.actions_by_id[one])
                button = bar.widgetForAction(self.actions_by_id[one])
                if isinstance(button, QToolButton):
                    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                    button.setAccessibleName(self.actions_by_id[one].text())
        self.addToolBar(bar)
        actions.color_icons(self.actions_by_id, self.palette())

    def _connect(self) -> None:
        document, opening, comparing = self.document, self.opening, self.comparing
        for work in (opening, self.checking, comparing):
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
        self.status.cancel_wanted.connect(comparing.cancel)
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
        self._hold = HoldSpace(self, document.look)
        QApplication.instance().installEventFilter(self._hold)  # type: ignore[union-attr]

    def _refresh(self) -> None:
        """Let every action say whether it can be used and is on."""
        for name, able in action_states.usable(self.document).items():
            self.actions_by_id[name].setEnabled(able)
        self.actions_by_id["show_checked"].setEnabled(bool(self.stage.checked.model.photos))
        for name, is_on in action_states.on(self.document).items():
            self.actions_by_id[name].setChecked(is_on)
        self.actions_by_id["panels"].setChecked(not self._side.isHidden())
        undo = self.document.undo
        self.actions_by_id["undo"].setText(self.tr("Undo {0}").format(undo.undoText()).strip())
        self.actions_by_id["redo"].setText(self.tr("Redo {0}").format(undo.redoText()).strip())

    def _toggle_panels(self) -> None:
        self._side.setVisible(self._side.isHidden())
        self._refresh()

    def _draw(self) -> None:
        look = self.document.look
        look.set(tool="view" if look.tool == "polygon" else "polygon", shapes=True)
        self.stage.panes[0].setFocus()

    def _step(self, share: float) -> None:
        look = self.document.look
        if look.view == "wipe":
            look.set(divider=look.divider - share)
        elif look.view == "onion":
            look.set(fade=look.fade + share)

    def _show_busy(self) -> None:
        self.status.set_busy(self.opening.busy or self.checking.busy or self.comparing.busy)

    def _refuse(self, finding: Finding) -> None:
        self.banner.show_message(finding.message, finding.severity)

    def _tell_cancelled(self) -> None:
        text = self.tr("Cancelled. This pair is not measured.")
        if self.document.comparison is not None:
            text = self.tr("Cancelled. The numbers shown are of the regions before the last edit.")
        if self.document.baseline and self.document.followup and not self.document.measured:
            self.banner.show_message(text, "note", self.tr("Measure again"), self.comparing.start)

    def _fail(self, error: BaseException) -> None:
        """Show what the core refuses; what is a bug goes to the crash log."""
        if isinstance(error, Problem):
            self.banner.show_message(error.finding.message)
        else:
            raise error

    def _show_shortcuts(self) -> None:
        Shortcuts(actions.key_map(), self).open()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons again when the theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_by_id"):
            actions.color_icons(self.actions_by_id, self.palette())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for unsaved regions; then stop all work before the window goes."""
        if not self.document.undo.isClean() and not self._closing:
            event.ignore()
            self.filing.unless_unsaved(self._close_now)
            return
        preferences.keep_bytes("geometry", self.saveGeometry())
        preferences.keep_bytes("splitter", self._splitter.saveState())
        QApplication.instance().removeEventFilter(self._hold)  # type: ignore[union-attr]
        self.opening.finish()
        self._pool.finish(self)
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._closing = True
        self.close()
