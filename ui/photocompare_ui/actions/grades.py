"""Blinded grading: the action."""

from __future__ import annotations

from photocompare_ui.entry import FILE, LINE, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

GRADES: tuple[Entry, ...] = (
    Entry(
        "grade",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Blinded grading…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Open a grading task; everything else goes out of sight"),
    ),
    Entry(LINE, FILE, ""),
)
