"""Asks why: the reason is kept in the audit trail."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from photocompare_ui.labels import plain

Button = QDialogButtonBox.StandardButton


class Reason(QDialog):
    """Says what is about to be done and asks why; the reason goes to a callable.

    Attributes:
        text: the field.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        words: str,
        then: Callable[[str], object],
        *,
        needed: bool,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("Reason"))
        self.text.setPlaceholderText(self.tr("Reason, without a name; kept in the audit trail"))
        buttons = QDialogButtonBox(Button.Ok | Button.Cancel)
        buttons.button(Button.Ok).setText(title)
        buttons.button(Button.Ok).setEnabled(not needed)
        if needed:
            self.text.textChanged.connect(lambda now: buttons.button(Button.Ok).setEnabled(bool(now.strip())))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(plain(words, wrap=True))
        column.addWidget(self.text)
        column.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: then(self.text.text().strip()))
        self.finished.connect(self.deleteLater)
        self.setMinimumWidth(480)
