"""A grading task is opened from the main window, which goes out of sight until the rater has left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from photocompare.errors import Problem
from photocompare.grading import read_task
from photocompare_ui import said
from photocompare_ui.grading.window import GradingWindow
from photocompare_ui.tr import translate


def ask_task(parent: QWidget) -> QFileDialog:
    """Ask for the folder of a task, and open it."""
    dialog = QFileDialog(parent, translate("grading", "Open a grading task"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.accepted.connect(lambda: open_task(parent, Path(dialog.selectedFiles()[0])))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def open_task(parent: QWidget, folder: Path) -> GradingWindow | None:
    """Show the task in a window of its own, and hide `parent`: its title and lists name subjects.

    A folder that is no task is refused in words, and None comes back.
    """
    try:
        task = read_task(folder)
    except Problem as problem:
        box = QMessageBox(QMessageBox.Icon.Warning, translate("grading", "Grading"), "", parent=parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(said.message(problem.finding))
        box.finished.connect(box.deleteLater)
        box.open()
        return None
    window = GradingWindow(task, parent)
    window.closed.connect(parent.show)
    # Shown first: without any window the application would end.
    window.show()
    parent.hide()
    return window
