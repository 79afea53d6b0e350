"""The answers of a subject at a visit: what the study asks of patients and clinicians."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photocompare.errors import displayable
from photocompare.study import Outcome, Rating, Study, with_rating, without_rating
from photocompare_ui.dialogs.answer_fields import AnswerField, Value
from photocompare_ui.labels import heading, plain

Then = Callable[[Study, str], object]
Button = QDialogButtonBox.StandardButton
SIDES = ("", "left", "right")


class Answers(QDialog):
    """Shows what a subject answered at a visit and takes answers; all changes are one action on OK.

    Attributes:
        visit, side, rater: whose answers are shown; the rater of the clinicians' questions only.
        fields: the field of each question by its id.
        reason: why an answer that was given before is changed; asked for only then.
    """

    def __init__(
        self, parent: QWidget, study: Study, subject: str, visit: str, rater: str, then: Then
    ) -> None:
        super().__init__(parent)
        self._study, self._subject, self._then = study, subject, then
        self._new: dict[Rating, Value] = {}
        self.setWindowTitle(self.tr("Answers of {0}").format(displayable(subject)))
        self.visit, self.side, self.rater = QComboBox(), QComboBox(), QLineEdit(rater)
        for one in study.timepoints:
            self.visit.addItem(displayable(one.label), one.label)
        self.visit.setCurrentIndex(max(self.visit.findData(visit), 0))
        for side in SIDES:
            names = {"left": self.tr("left"), "right": self.tr("right")}
            self.side.addItem(names.get(side, self.tr("not of one side")), side)
        self.rater.setPlaceholderText(self.tr("Such as R1; not a name"))
        self.fields = {one.id: AnswerField(one) for one in study.about.outcomes}
        self.reason = QLineEdit()
        self._buttons = QDialogButtonBox(Button.Ok | Button.Cancel)
        self._lay_out()
        self._show()
        for field in self.fields.values():
            field.changed.connect(self._note)
        self.visit.currentIndexChanged.connect(self._show)
        self.side.currentIndexChanged.connect(self._show)
        self.rater.textEdited.connect(self._show)
        self.reason.textChanged.connect(self._judge)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        column, form = QVBoxLayout(self), QFormLayout()
        asked = {who: [o for o in self._study.about.outcomes if o.reporter == who] for who in REPORTERS}
        rows: list[tuple[str, QWidget]] = [
            (self.tr("&Visit"), self.visit),
            (self.tr("About the &side"), self.side),
        ]
        rows += [(self.tr("&Rater"), self.rater)] if asked["clinician"] else []
        for text, field in rows:
            field.setAccessibleName(text.replace("&", ""))
            form.addRow(text, field)
        column.addLayout(form)
        inside = QWidget()
        questions = QVBoxLayout(inside)
        titles = {"patient": self.tr("The subject says"), "clinician": self.tr("A clinician judges")}
        for who, outcomes in asked.items():
            if outcomes:
                questions.addWidget(heading(titles[who]))
            for one in outcomes:
                questions.addWidget(self.fields[one.id])
        questions.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        self._why = plain(self.tr("Why an earlier answer is changed; kept in the audit trail"), wrap=True)
        self.reason.setAccessibleName(self.tr("Reason"))
        column.addWidget(self._why)
        column.addWidget(self.reason)
        column.addWidget(self._buttons)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(self._answer)
        self.setMinimumWidth(560)
        self.resize(600, min(200 + 78 * max(len(self.fields), 1), 640))

    def _rating(self, outcome: Outcome, value: float | str = 0.0) -> Rating:
        """Return the answer to a question as it is shown now, with a value."""
        rater = self.rater.text().strip() if outcome.reporter == "clinician" else ""
        visit, side = str(self.visit.currentData()), str(self.side.currentData())
        return Rating(self._subject, visit, outcome.id, value, "", side, "", rater)

    def _kept(self, asked: Rating) -> Value:
        """Return the answer that the study has."""
        return next((r.value for r in self._study.ratings if replace(r, value=asked.value) == asked), None)

    def _show(self) -> None:
        for field in self.fields.values():
            asked = self._rating(field.outcome)
            field.show_value(self._new.get(asked, self._kept(asked)))
        self._judge()

    def _note(self) -> None:
        for field in self.fields.values():
            asked = self._rating(field.outcome)
            if field.value != self._kept(asked):
                self._new[asked] = field.value
            else:
                self._new.pop(asked, None)
        self._judge()

    def _judge(self) -> None:
        """Ask for a reason where an answer that was given is changed; without it nothing is kept."""
        corrected = any(self._kept(asked) is not None for asked in self._new)
        self._why.setVisible(corrected)
        self.reason.setVisible(corrected)
        fine = not corrected or bool(self.reason.text().strip())
        self._buttons.button(Button.Ok).setEnabled(fine)

    def _answer(self) -> None:
        study = self._study
        for asked, value in self._new.items():
            if value is None:
                study = without_rating(study, asked)
            else:
                study = with_rating(study, replace(asked, value=value))
        self._then(study, self.reason.text().strip())


REPORTERS = ("patient", "clinician")
