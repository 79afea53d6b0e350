"""Translation by the names that `pyside6-lupdate` looks for, outside of QObjects, which use `self.tr`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """Return `text` in the user's language."""
    return QCoreApplication.translate(context, text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Return `text`, marked for a later `translate` (Qt's own returns `object` to a type checker)."""
    return text
