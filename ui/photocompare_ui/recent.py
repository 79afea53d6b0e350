"""Recently opened work: in a file of the application's own folder, never in the settings."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photocompare.errors import displayable
from photocompare_ui import preferences
from photocompare_ui.tr import translate

MOST = 8


@dataclass(frozen=True)
class Work:
    """What was opened together: one study file, or a baseline and its follow-up."""

    paths: tuple[Path, ...]

    @property
    def is_there(self) -> bool:
        """Return whether every file of it still is where it was."""
        return all(path.exists() for path in self.paths)

    @property
    def code(self) -> str:
        """Return four signs that stand for it and say nothing of it."""
        return hashlib.sha256("\n".join(map(str, self.paths)).encode("utf-8", "replace")).hexdigest()[:4]


class Recent(QObject):
    """The list, the newest first; empty in a clinic that keeps none.

    Signals:
        changed(): something was opened, or the list was cleared.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = folder / "recent.json"

    @property
    def works(self) -> list[Work]:
        """Return what can still be opened."""
        if not listed():
            return []
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            works = [Work(tuple(Path(path) for path in paths)) for paths in kept]
        except (OSError, ValueError, TypeError):
            return []
        return [work for work in works if work.paths and work.is_there]

    def note(self, *paths: Path) -> None:
        """Put what was opened at the head of the list."""
        if listed():
            work = Work(tuple(path.absolute() for path in paths))
            self._write([work, *(one for one in self.works if one != work)][:MOST])
            self.changed.emit()

    def clear(self) -> None:
        """Forget everything."""
        with contextlib.suppress(OSError):
            self._file.unlink()
        self.changed.emit()

    def _write(self, works: Sequence[Work]) -> None:
        """Write the list for this user's eyes alone; a list that cannot be kept is no reason to stop."""
        text = json.dumps([[str(path) for path in work.paths] for work in works])
        part = self._file.with_suffix(".part")
        with contextlib.suppress(OSError, UnicodeError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(text)
            part.replace(self._file)


def listed() -> bool:
    """Return whether a list is kept at all."""
    chosen = preferences.read()
    return not chosen.clinic or chosen.recent == "codes"


def title(work: Work) -> str:
    """Return how a work stands in the list: by its names, or by its code in a clinic."""
    pair = len(work.paths) > 1
    if preferences.read().clinic:
        text = translate("recent", "Pair {0}") if pair else translate("recent", "Study {0}")
        return text.format(work.code)
    names = [displayable(path.name) for path in work.paths]
    return translate("recent", "{0} and {1}").format(*names) if pair else names[0]
