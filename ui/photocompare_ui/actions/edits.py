"""Undo, copy and what is measured: the actions."""

from __future__ import annotations

from photocompare_ui.entry import EDIT, LINE, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

EDITS: tuple[Entry, ...] = (
    Entry("undo", EDIT, QT_TRANSLATE_NOOP("actions", "Undo"), ("Ctrl+Z",)),
    Entry("redo", EDIT, QT_TRANSLATE_NOOP("actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    Entry(LINE, EDIT, ""),
    Entry(
        "copy",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Copy measurements"),
        ("Ctrl+C",),
        QT_TRANSLATE_NOOP("actions", "Copy the selected rows, or all, as text and CSV"),
    ),
    Entry("swap", EDIT, QT_TRANSLATE_NOOP("actions", "Swap baseline and follow-up"), ("X",)),
    Entry("measure", EDIT, QT_TRANSLATE_NOOP("actions", "Measure again"), ("F5",)),
    Entry(
        "scale",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Set the scale…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Say how many millimeters a pixel of the baseline is"),
    ),
)
