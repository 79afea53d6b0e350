"""Drawing tools, and what is made of outlines: the actions."""

from __future__ import annotations

from photocompare_ui.entry import LINE, REGION, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

TOOLS: tuple[Entry, ...] = (
    Entry(
        "rectangle",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Rectangle"),
        ("R",),
        QT_TRANSLATE_NOOP("actions", "Drag a rectangle; Shift adds to the selected region, Alt takes off"),
        True,
    ),
    Entry(
        "ellipse",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Ellipse"),
        ("O",),
        QT_TRANSLATE_NOOP("actions", "Drag an ellipse; Shift adds to the selected region, Alt takes off"),
        True,
    ),
    Entry(
        "freehand",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Freehand"),
        ("Shift+P",),
        QT_TRANSLATE_NOOP("actions", "Draw around skin in one go"),
        True,
    ),
    Entry(
        "brush",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Brush"),
        ("B",),
        QT_TRANSLATE_NOOP("actions", "Paint a region; Shift adds to the selected one, Alt erases"),
        True,
    ),
    Entry("brush_smaller", REGION, QT_TRANSLATE_NOOP("actions", "Smaller brush"), (",",)),
    Entry("brush_larger", REGION, QT_TRANSLATE_NOOP("actions", "Larger brush"), (".",)),
    Entry(
        "vessel_add",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Paint a vessel"),
        ("Shift+V",),
        QT_TRANSLATE_NOOP("actions", "Paint along a vessel that was not found; it is measured again"),
        True,
    ),
    Entry(
        "vessel_remove",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Remove a vessel"),
        ("Shift+X",),
        QT_TRANSLATE_NOOP("actions", "Paint over what is no vessel; it is measured again"),
        True,
    ),
    Entry(LINE, REGION, ""),
    Entry(
        "mark_gray",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Mark the gray card"),
        (),
        QT_TRANSLATE_NOOP("actions", "Drag a rectangle on the gray card; the colors are balanced on it"),
    ),
    Entry(
        "mark_chart",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Mark the color chart"),
        (),
        QT_TRANSLATE_NOOP("actions", "Drag a rectangle around the patches of the color chart"),
    ),
    Entry(
        "ruler",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Scale from a known length"),
        ("K",),
        QT_TRANSLATE_NOOP("actions", "Drag along a ruler or another known length and say its millimeters"),
        True,
    ),
    Entry(LINE, REGION, ""),
)
MADE_OF: tuple[Entry, ...] = (
    Entry(
        "mirror",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Mirror region"),
        ("M",),
        QT_TRANSLATE_NOOP("actions", "The selected region on the other side of the midline"),
    ),
    Entry(
        "twin",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Twin of equal area"),
        ("Ctrl+M",),
        QT_TRANSLATE_NOOP("actions", "Mirrored, and grown or eroded to the same area"),
    ),
    Entry(
        "join",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Join what overlaps"),
        ("Ctrl+J",),
        QT_TRANSLATE_NOOP("actions", "The selected region and all that overlap it become one"),
    ),
    Entry(
        "cut_off",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Cut off what overlaps"),
        ("Ctrl+Shift+J",),
        QT_TRANSLATE_NOOP("actions", "Take all other regions off the selected one"),
    ),
    Entry(
        "template",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Lay a template…"),
        ("Ctrl+T",),
        QT_TRANSLATE_NOOP("actions", "Named outlines into the box of the selected region, or of the photo"),
    ),
)
