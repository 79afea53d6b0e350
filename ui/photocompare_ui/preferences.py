"""What the window remembers of itself. Never a file, a folder or a name: they may say who a patient is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("system", "light", "dark"),
    "language": ("system", "en", "de"),
    "recent": ("off", "codes"),
    "color": ("auto", "chart", "gray", "reference", "none"),
    "even_light": ("off", "auto", "on"),
    "units": ("mm", "pixels"),
}
"""What each setting may be; in clinic mode `recent` says what the list of recent work shows."""


LONGEST_LABEL = 32


@dataclass(frozen=True)
class Preferences:
    """What the user chose, the same at every start.

    `clinic` is the clinic mode: recent work is not listed, or under codes; no name in the title. `operator`
    is the label, not a name, that audit trails have of the person at work.
    """

    theme: str = "system"
    language: str = "system"
    clinic: bool = False
    recent: str = "off"
    color: str = "auto"
    even_light: str = "auto"
    units: str = "mm"
    operator: str = ""


def read() -> Preferences:
    """Return the preferences; the default for each that is not kept or is nonsense."""
    store = settings()
    found: dict[str, Any] = {}
    for field in fields(Preferences):
        value = str(store.value(f"preferences/{field.name}", ""))
        if field.name == "clinic":
            found["clinic"] = value == "true"
        elif field.name == "operator":
            found["operator"] = value[:LONGEST_LABEL]
        elif value in CHOICES[field.name]:
            found[field.name] = value
    return Preferences(**found)


def keep(chosen: Preferences) -> None:
    """Keep the preferences."""
    store = settings()
    for name, value in asdict(chosen).items():
        text = ("true" if value else "false") if name == "clinic" else value
        store.setValue(f"preferences/{name}", text)


def operator() -> str:
    """Return the label of the person at work: as chosen, else as the surroundings say, else `operator`."""
    return read().operator or os.environ.get("PHOTOCOMPARE_OPERATOR", "")[:LONGEST_LABEL] or "operator"


def settings() -> QSettings:
    """Return the store; organization and application are set in `app`."""
    return QSettings()


def saved_bytes(key: str) -> QByteArray:
    """Return the window state kept under `key`, empty at the first start or where it is nonsense."""
    value = settings().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def keep_bytes(key: str, state: QByteArray) -> None:
    """Keep window state under `key`."""
    settings().setValue(key, state)


def panels_away() -> frozenset[str]:
    """Return the panels the user put away."""
    return frozenset(str(settings().value("panels away", "")).split())


def keep_panels_away(names: Iterable[str]) -> None:
    """Keep which panels the user put away."""
    settings().setValue("panels away", " ".join(names))


def shortcuts() -> dict[str, tuple[str, ...]]:
    """Return the keys the user chose, by the action's id; none where what is kept is nonsense."""
    try:
        kept = json.loads(str(settings().value("shortcuts", "{}")))
        return {str(id): tuple(map(str, keys)) for id, keys in kept.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def keep_shortcuts(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Keep the keys the user chose."""
    settings().setValue("shortcuts", json.dumps(keys))
