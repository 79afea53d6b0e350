"""What leaves a study: a photo, which undo brings back, or a subject with all there is of it, for good."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photocompare import Problem
from photocompare.errors import displayable
from photocompare.study import without_photo
from photocompare_ui import said
from photocompare_ui.desk import Desk
from photocompare_ui.dialogs.reason import Reason
from photocompare_ui.document import Document, Pictures
from photocompare_ui.panels.banner import Banner
from photocompare_ui.panels.subjects import SubjectPanel
from photocompare_ui.visiting import Visiting


class StudyRemoving(QObject):
    """Takes the row that is selected on the left, or what is on the screen, out of the open study.

    Signals:
        leaving(): what is unsaved is saved now.
    """

    leaving = Signal()

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        document: Document,
        visiting: Visiting,
        subjects: SubjectPanel,
        banner: Banner,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._document = window, desk, document
        self._visiting, self._subjects, self._banner = visiting, subjects, banner

    def remove_photo(self) -> None:
        """Take the selected visit's photo out of the study, and what was measured from it; the file stays."""
        self.leaving.emit()
        name = self._subjects.current_photo()
        photo = next((one for one in self._desk.study.photos if one.id == name), None)
        if photo is None or not self._desk.writable:
            self._banner.show_message(self.tr("Select the photograph on the left first."), "note")
            return
        try:
            self._desk.save(without_photo(self._desk.study, photo.id), "Remove a photo")
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self._show_what_is_left(photo.subject, photo.view)

    def ask_subject(self) -> Reason | None:
        """Ask why a subject is to be erased, and erase it: nothing brings it back."""
        code = self._subjects.current_subject() or self._desk.selected
        if not code or not self._desk.writable:
            self._banner.show_message(self.tr("Select the subject on the left first."), "note")
            return None
        photos = sum(one.subject == code for one in self._desk.study.photos)
        words = self.tr(
            "{0}: {1} photographs, their outlines, answers and measurements are erased from the study, its "
            "audit trail, its backups, its results and collected copies. Undo does not bring them back. The "
            "original photographs stay where they are."
        ).format(displayable(code), photos)
        title = self.tr("Erase the subject")
        dialog = Reason(self._window, title, words, lambda reason: self._erase(code, reason), needed=True)
        dialog.open()
        return dialog

    def _erase(self, code: str, reason: str) -> None:
        self.leaving.emit()
        try:
            self._desk.erase(code, reason)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        left = next((one.code for one in self._desk.study.subjects), "")
        self._show_what_is_left(left)

    def _show_what_is_left(self, subject: str, view: str = "") -> None:
        shown = self._document.baseline, self._document.followup
        kept = {photo.sha256 for photo in self._desk.study.photos}
        if all(photo is None or photo.sha256 in kept for photo in shown):
            return
        self._desk.show(None, None)
        self._document.open_photos(None, None, Pictures())
        self._visiting.show_subject(subject, view)
