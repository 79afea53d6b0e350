"""The map of all keys, as F1 shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from photocompare_ui.entry import MENUS, Entry
from photocompare_ui.keys import native
from photocompare_ui.tr import translate

Section = tuple[str, list[tuple[str, str]]]


def key_map(entries: Iterable[Entry], keys: Mapping[str, tuple[str, ...]]) -> list[Section]:
    """Return for each menu its title and (keys, what they do); then the mouse."""
    entries = list(entries)
    sections: list[Section] = []
    for menu in MENUS:
        lines = [
            (native(keys[entry.id][0]), translate("actions", entry.text))
            for entry in entries
            if entry.menu == menu and keys.get(entry.id)
        ]
        if lines:
            sections.append((translate("actions", menu).replace("&", ""), lines))
    return [*sections, (translate("actions", "In the pictures"), _mouse())]


def _mouse() -> list[tuple[str, str]]:
    return [
        (translate("actions", "Space, held"), translate("actions", "Baseline in place of the follow-up")),
        (translate("actions", "Wheel, pinch"), translate("actions", "Zoom at the pointer")),
        (
            translate("actions", "Drag"),
            translate("actions", "Move the picture, a selected region or its corner"),
        ),
        (translate("actions", "Middle drag"), translate("actions", "Move the picture while drawing")),
        (translate("actions", "Enter, double-click"), translate("actions", "Close the outline")),
        (translate("actions", "Backspace"), translate("actions", "Take back its last corner")),
        (translate("actions", "Esc"), translate("actions", "Back out")),
    ]
