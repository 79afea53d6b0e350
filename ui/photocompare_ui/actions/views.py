"""What is seen, and how: the actions."""

from __future__ import annotations

from photocompare_ui.actions.panels import PANELS
from photocompare_ui.actions.seeing import MORE_VIEWS, SEEING
from photocompare_ui.entry import LINE, VIEW, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

VIEWS: tuple[Entry, ...] = (
    Entry("side", VIEW, QT_TRANSLATE_NOOP("actions", "Side by side"), ("1",), "", True, "view"),
    Entry(
        "wipe",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Wipe"),
        ("2",),
        QT_TRANSLATE_NOOP("actions", "Drag the divider: baseline left, follow-up right"),
        True,
        "view",
    ),
    Entry(
        "onion",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Onion skin"),
        ("3",),
        QT_TRANSLATE_NOOP("actions", "Lay the follow-up over the baseline, half through"),
        True,
        "view",
    ),
    Entry(
        "difference",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Difference"),
        ("4",),
        QT_TRANSLATE_NOOP("actions", "Show where a measure rose or fell; within the error it is gray"),
        True,
        "view",
    ),
    *MORE_VIEWS,
    Entry(LINE, VIEW, ""),
    Entry(
        "less",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "More baseline"),
        ("[",),
        QT_TRANSLATE_NOOP("actions", "Move the divider right, or fade the follow-up"),
    ),
    Entry(
        "more",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "More follow-up"),
        ("]",),
        QT_TRANSLATE_NOOP("actions", "Move the divider left, or fade in the follow-up"),
    ),
    Entry(
        "as_taken",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "As taken"),
        ("N",),
        QT_TRANSLATE_NOOP("actions", "Show the photographs unaligned and uncorrected"),
        True,
    ),
    *SEEING,
    Entry(LINE, VIEW, ""),
    Entry(
        "fit",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Fit"),
        ("0", "Ctrl+0"),
        QT_TRANSLATE_NOOP("actions", "Show the whole picture"),
    ),
    Entry("zoom_in", VIEW, QT_TRANSLATE_NOOP("actions", "Zoom in"), ("+", "=", "Ctrl++")),
    Entry("zoom_out", VIEW, QT_TRANSLATE_NOOP("actions", "Zoom out"), ("-", "Ctrl+-")),
    Entry("pixels", VIEW, QT_TRANSLATE_NOOP("actions", "Actual pixels"), ("Ctrl+1",)),
    Entry(LINE, VIEW, ""),
    Entry(
        "labels",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Labels"),
        ("G",),
        QT_TRANSLATE_NOOP("actions", "Show names, dates and the scale bar"),
        True,
    ),
    Entry(
        "shapes",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Regions"),
        ("T",),
        QT_TRANSLATE_NOOP("actions", "Show the outlines"),
        True,
    ),
    *PANELS,
)
