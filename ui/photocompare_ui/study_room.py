"""The study's part of the window: panel, ruler, import page, numbers, and what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photocompare import Finding, Recipe
from photocompare.study import StudyPhoto
from photocompare_ui import preferences, said
from photocompare_ui.comparing import Comparing
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document
from photocompare_ui.focus import take_focus
from photocompare_ui.gathering import Gathering
from photocompare_ui.keeping import Keeping
from photocompare_ui.looking import Looking
from photocompare_ui.models.subjects import photos_with_files
from photocompare_ui.opening import Opening
from photocompare_ui.overrides import guarded
from photocompare_ui.panels.banner import Banner
from photocompare_ui.panels.gate import GatePanel
from photocompare_ui.panels.measurements import MeasurementPanel
from photocompare_ui.panels.number_card import NumberCard
from photocompare_ui.panels.subjects import SubjectPanel
from photocompare_ui.panels.whose import Whose
from photocompare_ui.study_answers import StudyAnswers
from photocompare_ui.study_filing import StudyFiling
from photocompare_ui.study_removing import StudyRemoving
from photocompare_ui.study_results import StudyResults
from photocompare_ui.study_states import of_study
from photocompare_ui.studying import Studying
from photocompare_ui.tasks import Pool
from photocompare_ui.views.foot import measured, with_foot
from photocompare_ui.views.import_page import ImportPage
from photocompare_ui.views.stage import Stage
from photocompare_ui.views.study_bar import StudyBar
from photocompare_ui.visiting import Visiting

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class StudyRoom(QObject):
    """Everything of the window that knows a study.

    Attributes:
        desk, visiting, keeping: the open study, the way through it, what is saved into it.
        studying, looking, gathering: the work off the thread.
        filing, results, answers: studies in and out; the whole measured; what people say, and the lock.
        center: the stage or the import page, the ruler below.
        subjects, whose, bar, gate, card, page: the parts on the screen.

    Signals:
        map_wanted(str): show the map of this measure.
        page_shown(bool): the import page is on the screen and needs the room, or is put away.
        changed(): actions, title or undo may be others now.
    """

    map_wanted = Signal(str)
    page_shown = Signal(bool)
    changed = Signal()

    def __init__(
        self,
        window: QMainWindow,
        document: Document,
        pool: Pool,
        opening: Opening,
        comparing: Comparing,
        banner: Banner,
        measurements: MeasurementPanel,
        stage: Stage,
    ) -> None:
        super().__init__(window)
        self._window, self._document, self._banner = window, document, banner
        self._measurements, self._comparing, self._stage = measurements, comparing, stage
        self.desk = Desk(self)
        self.visiting = Visiting(self.desk, document, opening)
        self.gathering = Gathering(self.desk, document, comparing, pool)
        self.keeping = Keeping(self.desk, document, self.visiting)
        self.studying = Studying(self, pool)
        self._slow = Pool(self)
        self._slow.setMaxThreadCount(1)
        self.looking = Looking(self, self._slow, lambda: opening.busy or comparing.busy or self.studying.busy)
        self.page = ImportPage()
        self.filing = StudyFiling(window, self.desk, self.studying, self.page, banner, comparing.recipe)
        self.results = StudyResults(window, self.desk, self.studying, banner)
        self.answers = StudyAnswers(window, self.desk, banner)
        self.subjects, self.whose = SubjectPanel(self.desk, self.looking), Whose(self.desk, self.looking)
        self.removing = StudyRemoving(window, self.desk, document, self.visiting, self.subjects, banner)
        self.bar = StudyBar(self.desk)
        self.gate = GatePanel(document)
        self.card = NumberCard(document, self.desk, measurements, pool)
        self.center = self._centered(stage)
        self._arrows = KeepArrows(self)
        self._connect()

    def _centered(self, stage: QWidget) -> QWidget:
        center = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(stage)
        self._stack.addWidget(self.page)
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        return center

    def _connect(self) -> None:
        desk, visiting, filing = self.desk, self.visiting, self.filing
        self.subjects.subject_wanted.connect(visiting.show_subject)
        self.subjects.photo_wanted.connect(self._show_photo)
        self.bar.photo_wanted.connect(visiting.show_visit)
        self.bar.series_wanted.connect(visiting.show_subject)
        visiting.two_subjects.connect(self._refuse_two)
        self.keeping.failed.connect(self._tell)
        self.gathering.refused.connect(self._tell)
        filing.leaving.connect(self.keeping.flush)
        self.results.leaving.connect(self.keeping.flush)
        self.answers.leaving.connect(self.keeping.flush)
        self.removing.leaving.connect(self.keeping.flush)
        self.bar.answers_wanted.connect(self.answers.ask)
        filing.page_wanted.connect(self._show_page)
        filing.imported.connect(self._show_first)
        self.card.map_wanted.connect(self.map_wanted)
        desk.study_changed.connect(self._study_changed)
        desk.place_changed.connect(self._place_changed)
        self._document.photos_changed.connect(self._loosen)

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what each of its actions does."""
        visiting, filing = self.visiting, self.filing
        return {
            "new_study": filing.ask_new,
            "open_study": filing.ask_open,
            "import_folder": filing.ask_import,
            "close_study": filing.close,
            "previous_visit": partial(visiting.step, -1),
            "next_visit": partial(visiting.step, 1),
            "previous_subject": partial(visiting.step_subject, -1),
            "next_subject": partial(visiting.step_subject, 1),
            "compare_selected": self._compare_selected,
            "all_visits": self.gathering.toggle,
            "measure_study": self.results.measure,
            "study_table": self.results.ask_table,
            "study_report": self.results.ask_report,
            "new_grading": self.results.ask_grading,
            "answers": self.answers.ask,
            "new_question": self.answers.ask_question,
            "lock_study": self.answers.ask_lock,
            "unlock_study": self.answers.ask_unlock,
            "remove_photo": self.removing.remove_photo,
            "erase_subject": self.removing.ask_subject,
            "copy_table_picture": self._copy_table_picture,
            "copy_table_csv": lambda: QGuiApplication.clipboard().setText(self._measurements.model.as_csv()),
            "undo": self._undo,
            "redo": self._redo,
        }

    def _copy_table_picture(self) -> None:
        picture, foot = self._measurements.picture(), measured(self._document)
        QGuiApplication.clipboard().setImage(with_foot(picture, foot) if foot else picture)

    def take_recipe(self, recipe: Recipe) -> None:
        """Take the window's settings over; an open study keeps its own."""
        self.filing.own_recipe = recipe
        self._comparing.recipe = self.filing.recipe

    def keep_arrows(self) -> None:
        """Let lists, tables and choosers of the window keep the arrow keys while they have the focus."""
        for kind in (QAbstractItemView, QComboBox):
            for widget in self._window.findChildren(kind):
                widget.installEventFilter(self._arrows)

    def finish(self) -> None:
        """Save what is unsaved, stop the work, close the study."""
        self.keeping.flush()
        self.looking.stop()
        self._slow.finish(self)
        if self.desk.opened is not None:
            self.desk.opened.close()
            self.desk.opened = None

    def _undo(self) -> None:
        if of_study(self.desk, self._document):
            self.keeping.undo()
        else:
            self._document.undo.undo()

    def _redo(self) -> None:
        if of_study(self.desk, self._document):
            self.keeping.redo()
        else:
            self._document.undo.redo()

    def _study_changed(self) -> None:
        study = self.desk.study
        self._comparing.recipe = self.filing.recipe
        self._document.author = self.desk.opened.who if self.desk.opened else preferences.operator()
        if self.desk.opened is not None:
            files = [entry.photo for entry in self.desk.manifest.entries]
            if self.subjects.isVisible() or study.photos:
                self.looking.look(photos_with_files(study, files))
        else:
            self.looking.stop()
        self.changed.emit()

    def _place_changed(self) -> None:
        # The banner is cleared with each pair; that nothing is kept stays true.
        if self.desk.baseline is not None:
            self.filing.tell_state()
            # From here on the arrow keys go from visit to visit.
            if self.subjects.isAncestorOf(QApplication.focusWidget() or self._window):
                take_focus(self._stage.panes[0])
        self.changed.emit()

    def _show_photo(self, name: str) -> None:
        self.visiting.show_visit(self._photo(name))

    def _compare_selected(self) -> None:
        if name := self.subjects.current_photo():
            self.visiting.compare_with(self._photo(name))

    def _photo(self, name: str) -> StudyPhoto:
        return next(one for one in self.desk.study.photos if one.id == name)

    def _show_page(self, shown: bool) -> None:
        if shown != (self._stack.currentIndex() == 1):
            self._stack.setCurrentIndex(1 if shown else 0)
            self.bar.refresh()
            self.bar.setVisible(self.bar.isVisibleTo(self.center) and not shown)
            self.page_shown.emit(shown)

    def _show_first(self) -> None:
        """Show the first subject, so that an import ends in front of photographs."""
        if self.desk.baseline is None and self.desk.study.subjects:
            self.visiting.show_subject(self.desk.study.subjects[0].code)

    def _loosen(self) -> None:
        """Note that the pair on the screen is none of the study's, until a visit says otherwise."""
        self._show_page(False)
        if self.desk.baseline is not None:
            selected = self.desk.selected
            self.desk.show(None, None)
            self.desk.select(selected)

    def _tell(self, finding: Finding) -> None:
        self._banner.show_message(said.message(finding), finding.severity)

    def _refuse_two(self, baseline: StudyPhoto, followup: StudyPhoto) -> None:
        finding = Finding("E650", f"{baseline.subject}, {followup.subject}")
        then = partial(self.visiting.show_anyway, baseline, followup)
        self._banner.show_message(said.message(finding), "error", self.tr("Compare all the same"), then)


class KeepArrows(QObject):
    """Keeps the arrow keys for the widget that has the focus: they are shortcuts elsewhere."""

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key before the shortcut does."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in ARROWS:
            event.accept()
            return True
        return False
