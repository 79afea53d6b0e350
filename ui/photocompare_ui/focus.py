"""The keys go where the user looks, but never away from what they are typing."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

FIELDS = (QLineEdit, QAbstractSpinBox)


def take_focus(widget: QWidget) -> None:
    """Give `widget` the focus when work has ended, unless a field has it.

    The letters typed next would be shortcuts there: they take tools in hand and remove regions.
    """
    focused = QApplication.focusWidget()
    typing = isinstance(focused, FIELDS) and focused.isVisible() and focused.window() is widget.window()
    if not typing:
        widget.setFocus()
