"""What stands under the user's hand stays until the button is let go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from photocompare_ui.document import Document


def holds(document: Document) -> bool:
    """Return whether a user drags or draws in a pane.

    Qt is asked too: a release may go elsewhere, as to a menu.
    """
    return document.pressed and QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
