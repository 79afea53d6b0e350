"""What people answer, and the lock that closes a study: asked for, and kept in the study."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photocompare import Problem
from photocompare.study import Outcome, Study, with_outcome
from photocompare_ui import said
from photocompare_ui.desk import Desk
from photocompare_ui.dialogs.answers import Answers
from photocompare_ui.dialogs.new_question import NewQuestion
from photocompare_ui.dialogs.reason import Reason
from photocompare_ui.panels.banner import Banner


class StudyAnswers(QObject):
    """Takes answers, questions and the lock into the open study; the banner says what was refused.

    Signals:
        leaving(): what is unsaved is saved now.
    """

    leaving = Signal()

    def __init__(self, window: QWidget, desk: Desk, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._desk, self._banner = window, desk, banner

    def ask(self) -> Answers | NewQuestion | None:
        """Show the answers of the subject that is looked at; a study that asks nothing gets a question."""
        desk = self._desk
        subject = desk.selected or next((one.code for one in desk.study.subjects), "")
        if not desk.study.about.outcomes:
            return self.ask_question()
        if not subject or not self._free():
            return None
        shown = desk.followup or desk.baseline
        visit = shown.timepoint if shown is not None and shown.subject == subject else ""
        who = desk.opened.who if desk.opened else ""
        rater = "" if who == "operator" else who
        dialog = Answers(self._window, desk.study, subject, visit, rater, self._keep_answers)
        dialog.open()
        return dialog

    def ask_question(self) -> NewQuestion | None:
        """Ask for a question of one's own."""
        if not self._free():
            return None
        dialog = NewQuestion(self._window, self._keep_question)
        dialog.open()
        return dialog

    def ask_lock(self) -> Reason:
        """Ask whether the data shall be closed to edits."""
        words = self.tr(
            "Nothing in the study can be changed until it is unlocked. Exports carry the hash that fixes "
            "what it holds; locking, unlocking and the reasons stay in the audit trail."
        )
        dialog = Reason(self._window, self.tr("Lock the study"), words, self._lock, needed=False)
        dialog.open()
        return dialog

    def ask_unlock(self) -> Reason:
        """Ask why locked data shall be open to edits again."""
        words = self.tr("The study can be changed again. What was exported before carries the old hash.")
        dialog = Reason(self._window, self.tr("Unlock the study"), words, self._unlock, needed=True)
        dialog.open()
        return dialog

    def _free(self) -> bool:
        """Save what is unsaved; return whether the study takes edits."""
        self.leaving.emit()
        return self._desk.writable

    def _keep_answers(self, study: Study, reason: str) -> None:
        self._kept(study, "Record answers", reason)

    def _keep_question(self, outcome: Outcome) -> None:
        try:
            study = with_outcome(self._desk.study, outcome)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self._kept(study, "Ask a question")

    def _kept(self, study: Study, what: str, reason: str = "") -> None:
        try:
            self._desk.save(study, what, reason)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))

    def _lock(self, reason: str) -> None:
        self.leaving.emit()
        try:
            self._desk.lock(reason)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        text = self.tr("The study is locked. Its hash: {0}").format(self._desk.head[1])
        self._banner.show_message(text, "note")

    def _unlock(self, reason: str) -> None:
        try:
            self._desk.unlock(reason)
        except Problem as problem:
            self._banner.show_message(said.message(problem.finding))
            return
        self._banner.show_message(self.tr("The study is open to edits again."), "note")
