"""Hold Space: the baseline stands in for the follow-up until it is released."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from photocompare_ui.look import Look
from photocompare_ui.overrides import guarded

USES_SPACE = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


class HoldSpace(QObject):
    """Watches a window's keys; fields and buttons that have the focus keep their Space."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window, self._look = window, look

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the baseline from press to release; a window that loses the focus releases."""
        if event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            self._look.set(held=False)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and not event.modifiers():
            if event.type() == QEvent.Type.KeyPress and self._mine():
                self._look.set(held=True)
                return True
            if event.type() == QEvent.Type.KeyRelease and self._look.held:
                if not event.isAutoRepeat():
                    self._look.set(held=False)
                return True
        return False

    def _mine(self) -> bool:
        focused = QApplication.focusWidget()
        here = focused is None or focused.window() is self._window
        return here and not isinstance(focused, USES_SPACE) and QApplication.activeModalWidget() is None
