"""Pictures out, and help for the next photograph: the actions."""

from __future__ import annotations

from photocompare_ui.entry import FILE, LINE, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

EXPORTS: tuple[Entry, ...] = (
    Entry(
        "export_pair",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export the pair…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Both photographs side by side as they are looked at now"),
    ),
    Entry(
        "export_strip",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export a strip of all timepoints…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Every timepoint in a row, at the place and zoom of now"),
    ),
    Entry(
        "export_blink",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Export a blink…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Baseline and follow-up in turn: an animated GIF, PNG or WebP"),
    ),
    Entry(LINE, FILE, ""),
    Entry(
        "ghost_sheet",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Ghost sheet for the next photograph…"),
        (),
        QT_TRANSLATE_NOOP("actions", "The baseline's outline to print and pose by, as PDF or PNG"),
    ),
    Entry(
        "camera",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Camera with ghost…"),
        (),
        QT_TRANSLATE_NOOP("actions", "A live camera with the baseline's outline over it"),
    ),
    Entry(LINE, FILE, ""),
)
