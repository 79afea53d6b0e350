"""What one action of the window is, and the menus there are."""

from __future__ import annotations

from dataclasses import dataclass

from photocompare_ui.tr import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Entry:
    """One action: its id, menu, text, keys (the first is shown), what it does, and whether it stays on."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    group: str = ""


MENUS = (
    QT_TRANSLATE_NOOP("actions", "&File"),
    QT_TRANSLATE_NOOP("actions", "&Edit"),
    QT_TRANSLATE_NOOP("actions", "&View"),
    QT_TRANSLATE_NOOP("actions", "&Region"),
    QT_TRANSLATE_NOOP("actions", "&Help"),
)
FILE, EDIT, VIEW, REGION, HELP = MENUS
LINE = "-"
GRADE_ENTRIES: tuple[Entry, ...] = (
    Entry(
        "grade",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Blinded grading…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Open a grading task; everything else goes out of sight"),
    ),
)
ALIGN_ENTRIES: tuple[Entry, ...] = (
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
        ("Ctrl+K",),
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
