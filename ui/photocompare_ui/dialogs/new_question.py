"""A question of one's own: what the study asks of its subjects or of clinicians at every visit."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from photocompare.study import Outcome
from photocompare_ui.tr import translate

KINDS = ("scale", "satisfaction", "global improvement", "number", "choice", "text")
RANGES = {"scale": (0.0, 10.0), "satisfaction": (1.0, 5.0), "global improvement": (-3.0, 3.0)}


class NewQuestion(QDialog):
    """Asks for a question; the answer goes to a callable as an `Outcome`.

    Attributes:
        question, name, kind, reporter, least, most, labels: the fields.
    """

    def __init__(self, parent: QWidget, then: Callable[[Outcome], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New question"))
        self._then = then
        self.question, self.name, self.labels = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.reporter = QComboBox(), QComboBox()
        self.least, self.most = _limit(), _limit()
        for kind in KINDS:
            self.kind.addItem(kind_label(kind), kind)
        self.reporter.addItem(self.tr("the subject"), "patient")
        self.reporter.addItem(self.tr("a clinician"), "clinician")
        self.labels.setPlaceholderText(self.tr("none; mild; severe"))
        self.question.setPlaceholderText(self.tr("As the subject reads it"))
        form = QFormLayout(self)
        for label, field in (
            (self.tr("&Question"), self.question),
            (self.tr("&Answered by"), self.reporter),
            (self.tr("&Kind of answer"), self.kind),
            (self.tr("&From"), self.least),
            (self.tr("&To"), self.most),
            (self.tr("&Words of the steps"), self.labels),
            (self.tr("&Name in the table"), self.name),
        ):
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(label, field)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        form.addRow(self._buttons)
        self.setMinimumWidth(480)
        self.question.textChanged.connect(self._refresh)
        self.kind.currentIndexChanged.connect(self._take_kind)
        self.accepted.connect(lambda: self._then(self.outcome()))
        self.finished.connect(self.deleteLater)
        self._take_kind()

    def outcome(self) -> Outcome:
        """Return the question as it is filled in."""
        words = (one.strip() for one in self.labels.text().split(";"))
        kind = next(one for one in KINDS if one == self.kind.currentData())
        name = self.name.text().strip() or named(self.question.text())
        reporter = "clinician" if self.reporter.currentData() == "clinician" else "patient"
        limits = self.least.value(), self.most.value()
        labels = tuple(filter(None, words)) if kind not in ("number", "text") else ()
        return Outcome(name, self.question.text().strip(), kind, reporter, *limits, labels)  # type: ignore[arg-type]

    def _take_kind(self) -> None:
        kind = str(self.kind.currentData())
        least, most = RANGES.get(kind, (0.0, 1000.0))
        self.least.setValue(least)
        self.most.setValue(most)
        for field in (self.least, self.most):
            field.setEnabled(kind not in ("choice", "text"))
        self.labels.setEnabled(kind not in ("number", "text"))
        self._refresh()

    def _refresh(self) -> None:
        self.name.setPlaceholderText(named(self.question.text()))
        fine = bool(self.question.text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(fine)


def named(question: str) -> str:
    """Return an id for a question: its first words.

    >>> named("How much does it itch?"), named("Wie sehr juckt es?"), named("?")
    ('how_much_does', 'wie_sehr_juckt', 'question')
    """
    words = re.findall(r"[a-z0-9]+", question.lower())[:3]
    name = "_".join(words)
    return name if name[:1].isalpha() else f"question_{name}".rstrip("_")


def kind_label(kind: str) -> str:
    """Return what a kind of answer is, in words."""
    return {
        "scale": translate("NewQuestion", "A scale, such as 0 to 10"),
        "satisfaction": translate("NewQuestion", "Satisfaction"),
        "global improvement": translate("NewQuestion", "Global improvement"),
        "number": translate("NewQuestion", "A number"),
        "choice": translate("NewQuestion", "One of some words"),
        "text": translate("NewQuestion", "A text"),
    }[kind]


def _limit() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-1e6, 1e6)
    box.setDecimals(0)
    return box
