"""The few windows with words: about, the crash, unsaved regions, the scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from photocompare import __version__
from photocompare_ui.tr import translate

Button = QMessageBox.StandardButton


def show_about(parent: QWidget) -> QMessageBox:
    """Say what this is and what it does not claim."""
    text = translate(
        "messages",
        "photocompare {0}\n\nMeasures what changed between two photographs of the same skin. It does not "
        "diagnose. Photographs stay on this computer and are never altered.",
    ).format(__version__)
    return _shown(parent, translate("messages", "About photocompare"), text, Button.Ok)


def ask_unsaved(parent: QWidget, save: Callable[[], object], discard: Callable[[], object]) -> QMessageBox:
    """Ask whether regions that are in no file may go."""
    box = _shown(
        parent,
        translate("messages", "Unsaved regions"),
        translate("messages", "The regions were changed and are in no file yet. Save them?"),
        Button.Save | Button.Discard | Button.Cancel,
    )
    box.setDefaultButton(Button.Save)
    box.button(Button.Save).clicked.connect(lambda: save())
    box.button(Button.Discard).clicked.connect(lambda: discard())
    return box


def ask_scale(parent: QWidget, now: float | None, then: Callable[[float | None], None]) -> QInputDialog:
    """Ask how large a pixel of the baseline is; 0 is unknown."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(translate("messages", "Scale"))
    dialog.setLabelText(translate("messages", "Millimeters per pixel of the baseline (0: unknown)"))
    dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
    dialog.setDoubleDecimals(5)
    dialog.setDoubleRange(0.0, 10.0)
    dialog.setDoubleStep(0.01)
    dialog.setDoubleValue(now or 0.0)
    dialog.doubleValueSelected.connect(lambda value: then(value or None))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def ask_length(parent: QWidget, then: Callable[[float], None]) -> QInputDialog:
    """Ask how long the line is that was drawn."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(translate("messages", "Scale from a known length"))
    dialog.setLabelText(translate("messages", "Length of the line, in millimeters"))
    dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
    dialog.setDoubleDecimals(2)
    dialog.setDoubleRange(0.01, 10_000.0)
    dialog.setDoubleValue(10.0)
    dialog.doubleValueSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _shown(parent: QWidget | None, title: str, text: str, buttons: Button) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setStandardButtons(buttons)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
