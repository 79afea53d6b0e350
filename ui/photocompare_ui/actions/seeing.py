"""Boards, cuts, maps, linked panes, the patient's screen: the actions."""

from __future__ import annotations

from photocompare_ui.entry import LINE, VIEW, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

MORE_VIEWS: tuple[Entry, ...] = (
    Entry(
        "board",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Arms, before and after"),
        ("5",),
        QT_TRANSLATE_NOOP("actions", "Four panes: treated and untreated skin, before and after"),
        True,
        "view",
    ),
    Entry(
        "halves",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Left and right"),
        ("6",),
        QT_TRANSLATE_NOOP("actions", "The left half beside the right half mirrored, before and after"),
        True,
        "view",
    ),
    Entry(
        "checker",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Checkerboard"),
        ("7",),
        QT_TRANSLATE_NOOP("actions", "Baseline and follow-up in turn, in squares"),
        True,
        "view",
    ),
    Entry(
        "blink",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Blink"),
        ("8",),
        QT_TRANSLATE_NOOP("actions", "Show the follow-up; hold Space for the baseline"),
        True,
        "view",
    ),
    Entry(
        "lens",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Lens"),
        ("9",),
        QT_TRANSLATE_NOOP("actions", "The follow-up under the pointer, the baseline around it"),
        True,
        "view",
    ),
)
SEEING: tuple[Entry, ...] = (
    Entry(LINE, VIEW, ""),
    Entry(
        "mapped",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Maps"),
        ("V",),
        QT_TRANSLATE_NOOP("actions", "Show the map of a measure in place of the photographs"),
        True,
    ),
    Entry(
        "turn",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Turn the divider"),
        ("W",),
        QT_TRANSLATE_NOOP(
            "actions", "Turn the wipe's divider by 45 degrees; its small handle turns it freely"
        ),
    ),
    Entry(
        "linked",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Panes linked"),
        ("L",),
        QT_TRANSLATE_NOOP("actions", "Move all panes together; holding Ctrl moves one and keeps its offset"),
        True,
    ),
    Entry(
        "together",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Panes together again"),
        ("Shift+L",),
        QT_TRANSLATE_NOOP("actions", "Undo what single panes were moved"),
    ),
    Entry(
        "midline",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Midline"),
        ("Shift+M",),
        QT_TRANSLATE_NOOP("actions", "Show the line between left and right; drag its ends or its middle"),
        True,
    ),
    Entry(
        "patient",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Patient view"),
        ("F11",),
        QT_TRANSLATE_NOOP("actions", "A full screen wipe without names or numbers; Esc leaves"),
    ),
)
