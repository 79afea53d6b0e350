"""Help: the actions."""

from __future__ import annotations

from photocompare_ui.entry import HELP, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

HELPS: tuple[Entry, ...] = (
    Entry("shortcuts", HELP, QT_TRANSLATE_NOOP("actions", "Keyboard shortcuts"), ("F1", "?")),
    Entry("about", HELP, QT_TRANSLATE_NOOP("actions", "About photocompare")),
)
