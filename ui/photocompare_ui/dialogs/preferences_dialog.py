"""The preferences, in the words of a clinic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photocompare_ui.labels import heading, plain
from photocompare_ui.preferences import CHOICES, LONGEST_LABEL, Preferences
from photocompare_ui.tr import translate

ROOM = 48
"""Of a combo box beside its text, in pixels: padding and arrow."""
Button = QDialogButtonBox.StandardButton


class PreferencesDialog(QDialog):
    """Shows what was chosen; `then` gets the new choice on OK.

    Attributes:
        boxes: the combo box of each setting by its name.
        clinic: the check box of the clinic mode.
        operator: the field of the label in audit trails.
    """

    def __init__(
        self,
        now: Preferences,
        then: Callable[[Preferences], object],
        change_keys: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.setWindowTitle(self.tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.boxes = {name: _box(name, str(asdict(now)[name])) for name in CHOICES}
        self.clinic = QCheckBox(self.tr("Clinic mode: no names in the title or in lists"))
        self.clinic.setChecked(now.clinic)
        self.clinic.toggled.connect(self.boxes["recent"].setEnabled)
        self.boxes["recent"].setEnabled(now.clinic)
        self.operator = QLineEdit(now.operator)
        self.operator.setMaxLength(LONGEST_LABEL)
        self.operator.setPlaceholderText(self.tr("Such as R1; not a name"))
        self._labels: list[QLabel] = []
        self._lay_out(change_keys)

    def _lay_out(self, change_keys: Callable[[], object]) -> None:
        keys = QPushButton(self.tr("Change keys…"))
        keys.clicked.connect(change_keys)
        buttons = QDialogButtonBox(Button.Ok | Button.Cancel)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        look = {"theme": self.tr("Theme"), "language": self.tr("Language"), "units": self.tr("Lengths in")}
        self._add(column, self.tr("Window"), look)
        _note(column, self.tr("The language changes at the next start."))
        column.addWidget(keys, 0, Qt.AlignmentFlag.AlignLeft)
        self._add(column, self.tr("Privacy"), {})
        column.addWidget(self.clinic)
        private = {"recent": self.tr("Recent work"), "operator": self.tr("Your label in studies")}
        self._add(column, "", private)
        measured = {"color": self.tr("Color"), "even_light": self.tr("Uneven light")}
        self._add(column, self.tr("Measurement"), measured)
        _note(column, self.tr("Taken by the next comparison; written with every number."))
        self._add(column, self.tr("Safety copies"), {})
        copies = self.tr("The ten newest copies of a study stand beside it, in the folder “….snapshots”.")
        _note(column, copies)
        column.addStretch()
        column.addWidget(buttons)
        widest = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:
            label.setMinimumWidth(widest)
        self.setMinimumWidth(520)

    def _add(self, column: QVBoxLayout, title: str, rows: dict[str, str]) -> None:
        if title:
            column.addSpacing(10 if column.count() else 0)
            column.addWidget(heading(title))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(18)
        for name, text in rows.items():
            field = self.operator if name == "operator" else self.boxes[name]
            field.setAccessibleName(text)
            label = plain(text)
            self._labels.append(label)
            label.setBuddy(field)
            form.addRow(label, field)
        column.addLayout(form)

    def chosen(self) -> Preferences:
        """Return what the dialog shows."""
        values = {name: str(box.currentData()) for name, box in self.boxes.items()}
        operator = self.operator.text().strip()
        return Preferences(clinic=self.clinic.isChecked(), operator=operator, **values)

    def _accept(self) -> None:
        self.accept()
        self._then(self.chosen())


def _note(column: QVBoxLayout, text: str) -> None:
    column.addWidget(plain(text, quiet=True, wrap=True))


def _box(name: str, now: str) -> QComboBox:
    box = QComboBox()
    for value in CHOICES[name]:
        box.addItem(_said(name, value), value)
    box.setCurrentIndex(CHOICES[name].index(now))
    texts = (box.itemText(index) for index in range(box.count()))
    box.setMinimumWidth(max(map(box.fontMetrics().horizontalAdvance, texts)) + ROOM)
    return box


def _said(name: str, value: str) -> str:
    """Return a choice in words."""
    words = {
        "theme system": translate("preferences", "As the desktop"),
        "theme light": translate("preferences", "Light"),
        "theme dark": translate("preferences", "Dark"),
        "language system": translate("preferences", "As the desktop"),
        "language en": "English",
        "language de": "Deutsch",
        "recent off": translate("preferences", "Keep no list"),
        "recent codes": translate("preferences", "List under codes, without names"),
        "color auto": translate("preferences", "Choose: chart, gray card, else as photographed"),
        "color chart": translate("preferences", "Calibrate on the color chart"),
        "color gray": translate("preferences", "Balance on the gray card"),
        "color reference": translate("preferences", "Match on untreated reference skin"),
        "color none": translate("preferences", "Leave as photographed"),
        "even_light off": translate("preferences", "Leave it"),
        "even_light auto": translate("preferences", "Take it out where it is found"),
        "even_light on": translate("preferences", "Always take it out"),
        "units mm": translate("preferences", "Millimeters where the scale is known"),
        "units pixels": translate("preferences", "Pixels"),
    }
    return words[f"{name} {value}"]
