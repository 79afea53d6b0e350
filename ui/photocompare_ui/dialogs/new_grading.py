"""A new grading task: what is graded, on which scale, by how many raters; and the key's passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photocompare.grading import Asked, Scale, Task, read_scale, scale_names
from photocompare_ui import said
from photocompare_ui.labels import plain
from photocompare_ui.tr import translate

MOST_RATERS = 20


class NewGrading(QDialog):
    """Asks for the scale, the raters and what is shown; the answer goes to a callable.

    Attributes:
        scale, raters, each, repeats, practice: the fields.
    """

    def __init__(self, parent: QWidget, then: Callable[[Scale, Asked], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New grading task"))
        self._then = then
        self.scale, self.each = QComboBox(), QComboBox()
        for name in scale_names():
            self.scale.addItem(said.text(read_scale(name).title), name)
        self.each.addItem(self.tr("Each outlined piece of skin by itself"), "region")
        self.each.addItem(self.tr("Whole views"), "view")
        self.raters = _counter(1, MOST_RATERS, 2)
        self.repeats = _counter(0, 50, 15, " %")
        self.practice = _counter(0, 20, 0)
        form = QFormLayout()
        for label, field in (
            (self.tr("&Scale"), self.scale),
            (self.tr("S&hown"), self.each),
            (self.tr("&Raters"), self.raters),
            (self.tr("Shown &twice, unannounced"), self.repeats),
            (self.tr("&Practice items"), self.practice),
        ):
            field.setAccessibleName(label.replace("&", ""))
            form.addRow(label, field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(
            plain(
                self.tr(
                    "Raters are called R1, R2…; the pictures tell neither which is after nor which side was "
                    "treated. What tells it is sealed with a passphrase that is shown once."
                ),
                quiet=True,
                wrap=True,
            )
        )
        column.addWidget(buttons)
        self.setMinimumWidth(480)
        self.accepted.connect(self._answer)
        self.finished.connect(self.deleteLater)

    def _answer(self) -> None:
        raters = tuple(f"R{number}" for number in range(1, self.raters.value() + 1))
        asked = Asked(
            raters,
            str(self.each.currentData()),
            self.repeats.value() / 100,
            self.practice.value(),
        )
        self._then(read_scale(str(self.scale.currentData())), asked)


class TaskMade(QDialog):
    """Says what was made, and the passphrase of its key: nowhere else is it kept.

    Attributes:
        passphrase: the field that holds it.
    """

    def __init__(self, parent: QWidget, task: Task, passphrase: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("NewGrading", "The grading task is made"))
        counts = ", ".join(f"{rater}: {len(task.items(rater))}" for rater in task.raters)
        self.passphrase = _shown(passphrase, self.tr("Passphrase of the key"))
        hashed = _shown(task.key_sha256, self.tr("Hash of the key"))
        form = QFormLayout()
        form.addRow(self.tr("Items"), plain(counts))
        form.addRow(self.tr("Passphrase of the key"), self.passphrase)
        form.addRow(self.tr("Hash of the key"), hashed)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the passphrase"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(passphrase))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(
            plain(
                self.tr(
                    "Keep the passphrase where no rater comes: it is shown only here, and without it the "
                    "grades can never be read."
                ),
                wrap=True,
            )
        )
        column.addWidget(buttons)
        self.setMinimumWidth(560)
        self.finished.connect(self.deleteLater)


def _counter(least: int, most: int, value: int, suffix: str = "") -> QSpinBox:
    counter = QSpinBox()
    counter.setRange(least, most)
    counter.setValue(value)
    counter.setSuffix(suffix)
    return counter


def _shown(text: str, name: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setReadOnly(True)
    field.setAccessibleName(name)
    field.setCursorPosition(0)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
    return field
