"""What the window remembers of itself. Never a file, a folder or a name: they may say who a patient is."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings


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
