"""What surrounds the work, and help: the actions."""

from __future__ import annotations

from photocompare_ui.entry import EDIT, HELP, LINE, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

SETTINGS: tuple[Entry, ...] = (
    Entry(LINE, EDIT, ""),
    Entry("preferences", EDIT, QT_TRANSLATE_NOOP("actions", "Preferences…"), ("Ctrl+,",)),
    Entry("clear_recent", EDIT, QT_TRANSLATE_NOOP("actions", "Forget recent work")),
)
HELPS: tuple[Entry, ...] = (
    Entry(
        "palette",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Commands…"),
        ("Ctrl+K",),
        QT_TRANSLATE_NOOP("actions", "Find any action by a few of its letters"),
    ),
    Entry("shortcuts", HELP, QT_TRANSLATE_NOOP("actions", "Keyboard shortcuts"), ("F1", "?")),
    Entry("keys", HELP, QT_TRANSLATE_NOOP("actions", "Change keys…")),
    Entry(LINE, HELP, ""),
    Entry("about", HELP, QT_TRANSLATE_NOOP("actions", "About photocompare")),
)
