"""Which keys an action has: those of its entry, or the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence

from photocompare_ui import preferences
from photocompare_ui.entry import LINE, Entry

Keys = dict[str, tuple[str, ...]]
"""For each action's id its keys, as portable text; the first is the one shown."""

RESERVED = ("Space", "Esc", "Tab", "Shift+Tab")
"""Held by the pictures and by moving from control to control."""


def default_keys(entries: Iterable[Entry]) -> Keys:
    """Return the keys every action is made with."""
    return {entry.id: tuple(map(portable, entry.keys)) for entry in entries if entry.id != LINE}


def current_keys(entries: Iterable[Entry]) -> Keys:
    """Return the keys as they are now: the user's, where the user chose."""
    kept = preferences.shortcuts()
    return {id: kept.get(id, keys) for id, keys in default_keys(entries).items()}


def keep_keys(entries: Iterable[Entry], keys: Mapping[str, tuple[str, ...]]) -> None:
    """Keep what differs from the defaults."""
    defaults = default_keys(entries)
    preferences.keep_shortcuts({id: own for id, own in keys.items() if own != defaults.get(id, own)})


def holders(keys: Mapping[str, tuple[str, ...]], key: str) -> list[str]:
    """Return the ids of the actions that have this key."""
    return [id for id, own in keys.items() if key in own]


def portable(key: str) -> str:
    """Return a key as the same text on every system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """Return a key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
