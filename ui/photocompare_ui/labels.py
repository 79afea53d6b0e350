"""Labels that never read their text as markup, for panels and dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def heading(text: str) -> QLabel:
    """Return the heading of a panel."""
    label = plain(text)
    label.setObjectName("heading")
    return label


def plain(text: str = "", *, quiet: bool = False, wrap: bool = False) -> QLabel:
    """Return a label that never reads its text as markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if quiet:
        label.setObjectName("quiet")
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
