"""Studies in and out of the window: made, opened, filled from folders, measured, exported, reported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photocompare import Finding, Problem, Recipe
from photocompare.study import SUFFIX, Study, is_study, with_recipe
from photocompare.study.importing import Proposal, Shot
from photocompare_ui import said
from photocompare_ui.desk import Desk
from photocompare_ui.dialogs import files
from photocompare_ui.dialogs.new_study import NewStudy
from photocompare_ui.panels.banner import Banner
from photocompare_ui.studying import Studying
from photocompare_ui.views.import_page import ImportPage

MOST_TOLD = 3
STUDY_NAME = f"study{SUFFIX}"


class StudyFiling(QObject):
    """Asks for studies and folders, hands them on, says in the banner what went wrong.

    Attributes:
        own_recipe: the window's settings, for loose pairs and new studies.

    Signals:
        opened(object): the path of a study that was opened or made.
        page_wanted(bool): the import page is to be seen, or put away.
        leaving(): what is unsaved is saved now.
        imported(): photos became part of the study.
    """

    opened = Signal(object)
    page_wanted = Signal(bool)
    leaving = Signal()
    imported = Signal()

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        studying: Studying,
        page: ImportPage,
        banner: Banner,
        recipe: Recipe,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._studying = window, desk, studying
        self._page, self._banner, self.own_recipe = page, banner, recipe
        self._target: Path | None = None
        studying.proposed.connect(self._show_proposals)
        studying.taken_in.connect(self._take_in)
        page.taken.connect(self._confirmed)
        page.dismissed.connect(lambda: self.page_wanted.emit(False))
        page.target_wanted.connect(self._ask_target)

    def ask_new(self) -> NewStudy:
        """Ask for title and template, then for a place, and make the study."""
        dialog = NewStudy(self._window, self._ask_place)
        dialog.open()
        return dialog

    def ask_open(self) -> None:
        """Ask for a study file."""
        files.ask_study(self._window, lambda paths: self.open(paths[0]))

    def ask_import(self) -> None:
        """Ask for a folder of photographs."""
        title = self.tr("Import a folder of photographs")
        files.ask_folder(self._window, title, None, self.import_paths)

    def open(self, path: Path) -> None:
        """Open a study; where it can only be read, say why."""
        self.leaving.emit()
        try:
            self._desk.open(path)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self.opened.emit(path)
        self.tell_state()

    def make(self, path: Path, study: Study) -> None:
        """Make a study file and open it."""
        self.leaving.emit()
        try:
            self._desk.make(path, self._with_settings(study))
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self.opened.emit(path)

    def close(self) -> None:
        """Close the study; the photos on the screen stay as a loose pair."""
        self.leaving.emit()
        self._desk.take(None)

    def tell_state(self) -> None:
        """Say in the banner that a study can only be read, and why."""
        if text := self.state_text():
            self._banner.show_message(text, "warning")

    def state_text(self) -> str:
        """Return why nothing that is drawn will be kept, or empty."""
        opened = self._desk.opened
        if opened is None or opened.writable:
            return ""
        if opened.history.lock is not None:
            since = opened.history.lock.at[:10]
            return self.tr("This study is locked since {0}: nothing in it can be changed.").format(since)
        why = " ".join(said.message(finding) for finding in opened.findings)
        return said.message(Finding("W651", opened.path.name, why))

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Propose what the photos of a drop are, for the open study or a new one beside them."""
        if self._aimed(paths[0]):
            opened = self._desk.opened
            self._studying.propose(paths, self._desk.study, opened.path if opened else None)

    def import_manifest(self, path: Path) -> None:
        """Take the photos and regions of a manifest into the open study, or into a new one beside it.

        A manifest says what each photo is: there is nothing to confirm, and one undo takes it back.
        """
        if self._aimed(path) and self._target is not None:
            self._studying.take_in_manifest(self._target, self._desk.study, path)

    def _aimed(self, dropped: Path) -> bool:
        """Choose the study that a drop goes into; return whether it can be written to."""
        self._banner.clear()
        if self._desk.opened is None:
            self._target = default_target(dropped)
            if is_study(self._target):
                self.open(self._target)
        if self._desk.opened is not None:
            self._target = self._desk.opened.path
            if not self._desk.writable:
                self.tell_state()
                return False
        return True

    @property
    def recipe(self) -> Recipe:
        """Return the recipe that measures now: the open study's, else the window's."""
        return self._desk.study.recipe if self._desk.opened is not None else self.own_recipe

    def _with_settings(self, study: Study) -> Study:
        """Return a new study with the window's settings, where it has none and they are not usual."""
        return study if study.recipes or self.own_recipe == Recipe() else with_recipe(study, self.own_recipe)

    def _ask_place(self, study: Study) -> None:
        title, kinds = self.tr("Keep the study"), self.tr("Studies (*{0})").format(SUFFIX)
        files.ask_target(
            self._window, title, None, kinds, SUFFIX[1:], lambda paths: self.make(paths[0], study)
        )

    def _ask_target(self) -> None:
        title, kinds = self.tr("Keep the study"), self.tr("Studies (*{0})").format(SUFFIX)

        def chosen(paths: list[Path]) -> None:
            self._target = paths[0]
            self._page.show_target(paths[0], True)

        folder = self._target.parent if self._target else None
        files.ask_target(self._window, title, folder, kinds, SUFFIX[1:], chosen)

    def _show_proposals(self, shots: Sequence[Shot], proposals: Sequence[Proposal]) -> None:
        assert self._target is not None
        self._page.show_proposals(shots, proposals, self._target, self._desk.opened is None)
        self.page_wanted.emit(True)

    def _confirmed(self, proposals: Sequence[Proposal]) -> None:
        if self._target is not None and not self._studying.busy:
            self._studying.take_in(self._target, self._desk.study, proposals)

    def _take_in(self, study: Study, findings: Sequence[Finding]) -> None:
        errors = [finding for finding in findings if finding.severity == "error"]
        for finding in (errors or findings)[:MOST_TOLD]:
            self._banner.show_message(said.message(finding), finding.severity)
        if len(errors) > MOST_TOLD:
            more = len(errors) - MOST_TOLD
            self._banner.show_message(self.tr("And {0} more. Nothing was imported.").format(more))
        if errors or self._target is None:
            return
        try:
            if self._desk.opened is None:
                self._desk.make(self._target, self._with_settings(study))
                self.opened.emit(self._target)
            else:
                self._desk.save(study, "Import photos")
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self.page_wanted.emit(False)
        self.imported.emit()


def default_target(dropped: Path) -> Path:
    """Return where the study of a dropped folder is kept: among its photos, under nobody's name."""
    return (dropped if dropped.is_dir() else dropped.parent) / STUDY_NAME
