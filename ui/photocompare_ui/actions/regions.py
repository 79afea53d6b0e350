"""Outlines of skin: the actions."""

from __future__ import annotations

from photocompare_ui.actions.shapes import MADE_OF, TOOLS
from photocompare_ui.entry import LINE, REGION, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

DRAWING: tuple[Entry, ...] = (
    Entry(
        "polygon",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Outline"),
        ("P",),
        QT_TRANSLATE_NOOP(
            "actions", "Click around skin on either photograph; Enter or a double-click closes"
        ),
        True,
    ),
    *TOOLS,
    Entry(
        "hand",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Hand"),
        ("H",),
        QT_TRANSLATE_NOOP("actions", "Move the picture while drawing; H again goes on drawing"),
        True,
    ),
    Entry(LINE, REGION, ""),
)
REGIONS: tuple[Entry, ...] = (
    Entry(LINE, REGION, ""),
    *MADE_OF,
    Entry(LINE, REGION, ""),
    Entry("duplicate", REGION, QT_TRANSLATE_NOOP("actions", "Duplicate region"), ("Ctrl+D",)),
    Entry("remove", REGION, QT_TRANSLATE_NOOP("actions", "Remove region"), ("Del",)),
)
