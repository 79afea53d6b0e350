"""Makes the window's actions of their entries, and gives them keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QWidget

from photocompare_ui import words
from photocompare_ui.entry import LINE, Entry
from photocompare_ui.icons import icon
from photocompare_ui.keys import native
from photocompare_ui.tr import translate


def make_actions(
    parent: QWidget,
    entries: Iterable[Entry],
    calls: Mapping[str, Callable[[], object]],
    keys: Mapping[str, tuple[str, ...]],
) -> dict[str, QAction]:
    """Return an action of `parent` for each entry, connected to the call of its id."""
    entries = [entry for entry in entries if entry.id != LINE]
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for entry in entries:
        action = made[entry.id] = QAction(translate("actions", entry.text), parent)
        action.setObjectName(entry.id)
        action.setCheckable(entry.checkable)
        action.setStatusTip("")
        call = calls[entry.id]
        action.triggered.connect(lambda checked=False, call=call: call())
        if entry.group:
            groups.setdefault(entry.group, QActionGroup(parent)).addAction(action)
        parent.addAction(action)
    give_keys(made, entries, keys)
    return made


def give_keys(
    made: Mapping[str, QAction], entries: Iterable[Entry], keys: Mapping[str, tuple[str, ...]]
) -> None:
    """Give every action its keys, and its tip the first of them."""
    for entry in entries:
        if entry.id != LINE:
            action, own = made[entry.id], keys.get(entry.id, ())
            action.setShortcuts([QKeySequence(key) for key in own])
            action.setToolTip(tip(entry, own))


def tip(entry: Entry, keys: tuple[str, ...]) -> str:
    """Return the tool tip: what it does and its key."""
    text = translate("actions", entry.tip) if entry.tip else translate("actions", entry.text).rstrip("…")
    return words.tooltip(f"{text}  ({native(keys[0])})" if keys else text)


def color_icons(made: Mapping[str, QAction], palette: QPalette) -> None:
    """Draw the icons in the colors of the theme."""
    normal, quiet = palette.color(QPalette.ColorRole.WindowText), palette.color(QPalette.ColorRole.Mid)
    for name, action in made.items():
        action.setIcon(icon(name, normal, quiet))
