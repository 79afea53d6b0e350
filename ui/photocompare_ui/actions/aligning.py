"""The alignment in the user's hands: the actions."""

from __future__ import annotations

from photocompare_ui.entry import LINE, REGION, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

ALIGNING: tuple[Entry, ...] = (
    Entry(
        "by_hand",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Align by hand…"),
        ("Ctrl+L",),
        QT_TRANSLATE_NOOP("actions", "Click the same points in both photographs where the alignment is off"),
    ),
    Entry(
        "skin",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Align on this skin only"),
        ("Ctrl+Shift+L",),
        QT_TRANSLATE_NOOP("actions", "The selected outline says where the skin is; nothing else is matched"),
    ),
    Entry(
        "place",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Place as shown on the follow-up"),
        ("Ctrl+Return",),
        QT_TRANSLATE_NOOP("actions", "The dotted outline lies on the same skin: measure there"),
    ),
    Entry(LINE, REGION, ""),
    Entry("load_alignment", REGION, QT_TRANSLATE_NOOP("actions", "Load alignment…")),
    Entry(
        "save_alignment",
        REGION,
        QT_TRANSLATE_NOOP("actions", "Save alignment…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Keep the map and the points by hand for score --alignment"),
    ),
)
