"""What the user is told when our own code failed: what is safe, what to do, and the report in full."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from photocompare_ui.labels import heading, plain


class CrashReport(QDialog):
    """Shows a report that holds no name and no picture; nothing is sent.

    Attributes:
        report: the text, to be read and copied.
    """

    def __init__(self, text: str, folder: str, ended: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Unexpected error"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Something went wrong inside photocompare")
        what = self.tr(
            "Your photographs were not touched. A study is saved with every step; outlines in no file yet "
            "were copied aside and are offered when the same photographs are opened again.\n\n"
            "What to do: save your regions (Ctrl+S), close the window and start it again."
        )
        if ended:
            title = self.tr("The last time, photocompare ended in the middle of work")
            what = self.tr(
                "Your photographs were not touched. A study was saved with every step; outlines in no file "
                "are offered when the same photographs are opened again.\n\n"
                "What to do: go on working. If it happens again, send this report to those who look after "
                "photocompare in your house."
            )
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(self.tr("The report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        copy = buttons.addButton(self.tr("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(heading(title))
        column.addWidget(plain(what, wrap=True))
        note = self.tr(
            "This is the whole report. It names no patient and no file; nothing is sent. It is kept in"
        )
        column.addWidget(plain(f"{note}\n{folder}", quiet=True, wrap=True))
        column.addWidget(self.report, 1)
        column.addWidget(buttons)
        self.resize(640, 460)
