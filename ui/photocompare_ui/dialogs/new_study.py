"""A new study: what it is called, and what it starts with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from photocompare.study import TEMPLATES, Study, study_from_template
from photocompare.study.model import About
from photocompare_ui.tr import translate


class NewStudy(QDialog):
    """Asks for title and template; the answer goes to a callable as an empty `Study`.

    Attributes:
        title, template: the fields.
    """

    def __init__(self, parent: QWidget, then: Callable[[Study], object]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New study"))
        self._then = then
        self.title, self.template = QLineEdit(), QComboBox()
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setPlaceholderText(self.tr("What the study is called; no names of people"))
        self.template.setAccessibleName(self.tr("Template"))
        self.template.addItem(self.tr("Empty"), "")
        for name in TEMPLATES:
            self.template.addItem(template_label(name), name)
        form = QFormLayout(self)
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("T&emplate"), self.template)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.setMinimumWidth(440)
        self.accepted.connect(self._answer)
        self.finished.connect(self.deleteLater)

    def _answer(self) -> None:
        name, title = str(self.template.currentData()), self.title.text().strip()
        self._then(study_from_template(name, title) if name else Study(About(title=title)))


def template_label(name: str) -> str:
    """Return what a template is for."""
    return {
        "vein-series": translate(
            "NewStudy", "Vein series: a topical, days 0, 2, 3, 5 and a month, arms A and B"
        ),
        "sclerotherapy": translate("NewStudy", "Sclerotherapy: before, 5 weeks, 3 to 4 months, satisfaction"),
        "split-face": translate("NewStudy", "Split face: one side treated, normal and UV light, blinded"),
    }.get(name, name)
