"""What one action of the window is, and the menus there are."""

from __future__ import annotations

from dataclasses import dataclass

from photocompare_ui.tr import QT_TRANSLATE_NOOP


@dataclass(frozen=True)
class Entry:
    """One action: its id, menu, text, keys (the first is shown), what it does, and whether it stays on.

    `group` names those of which one is on; `submenu` is the title of the menu within the menu it stands in.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False
    group: str = ""
    submenu: str = ""


MENUS = (
    QT_TRANSLATE_NOOP("actions", "&File"),
    QT_TRANSLATE_NOOP("actions", "&Edit"),
    QT_TRANSLATE_NOOP("actions", "&View"),
    QT_TRANSLATE_NOOP("actions", "&Region"),
    QT_TRANSLATE_NOOP("actions", "&Study"),
    QT_TRANSLATE_NOOP("actions", "&Help"),
)
FILE, EDIT, VIEW, REGION, STUDY, HELP = MENUS
LINE = "-"
