"""Small pictures of a study's photos, and whether each can be measured: found behind the user's back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from photocompare import Problem
from photocompare.errors import Finding, worst
from photocompare.photo import preview
from photocompare.photo.isolated import IsolatedReader
from photocompare.quality import all_findings, photo_quality
from photocompare.recipe import PhotoRecipe
from photocompare_ui.tasks import Pool, ReadingTask, Report, Task

SIDE = 96
WAIT_S = 0.05
Wanted = tuple[str, Path]


@dataclass(frozen=True, eq=False)
class Seen:
    """What is known of a photo by now: its small picture, its status (`ok`, `warn`, `error`), the doubts."""

    picture: QImage | None = None
    status: str = ""
    findings: tuple[Finding, ...] = ()


class Looking(QObject):
    """Makes a picture of each photo, then checks each, one after the other; kept in memory only.

    Attributes:
        seen: what is known, by photo id.

    Signals:
        found(str): more is known of the photo of this id.
    """

    found = Signal(str)
    _arrived = Signal(str, object)

    def __init__(self, parent: QObject, pool: Pool, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._pool, self._busy = pool, busy
        self._task: Task | None = None
        self.seen: dict[str, Seen] = {}
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Return whether photos are still to be looked at."""
        return self._task is not None

    def look(self, photos: Sequence[Wanted]) -> None:
        """Look at photos (id and file) that were not looked at yet; what is under way is dropped."""
        self.stop()
        wanted = [one for one in photos if not self.seen.get(one[0], Seen()).status]
        self.seen = {name: self.seen[name] for name, _ in photos if name in self.seen}
        if not wanted:
            return
        reader = IsolatedReader()
        call = partial(_look, wanted, dict(self.seen), reader, self._busy, self._arrived.emit)
        task = self._task = ReadingTask([reader], call, self, self._pool)
        task.ended.connect(partial(self._ended, task))
        task.start()

    def stop(self) -> None:
        """Stop looking."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @Slot(str, object)
    def _take(self, name: str, seen: Seen) -> None:
        self.seen[name] = seen
        self.found.emit(name)

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None


def _look(
    wanted: Sequence[Wanted],
    seen: dict[str, Seen],
    reader: IsolatedReader,
    busy: Callable[[], bool],
    tell: Callable[[str, Seen], None],
    report: Report,
) -> None:
    for name, path in wanted:
        report(0.0, "")
        if name not in seen:
            seen[name] = _glance(path)
            tell(name, seen[name])
    with reader:
        for name, path in wanted:
            report(0.0, "")
            while busy():
                # What the user waits for goes first.
                time.sleep(WAIT_S)
                report(0.0, "")
            found = _checked(path, reader, seen[name])
            # A reading that was given up failed for no fault of the photo.
            report(0.0, "")
            tell(name, found)


def _glance(path: Path) -> Seen:
    try:
        rgb = preview(path, SIDE).rgb
    except Problem as problem:
        return Seen(None, "error", (problem.finding,))
    height, width = rgb.shape[:2]
    return Seen(QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy())


def _checked(path: Path, reader: IsolatedReader, seen: Seen) -> Seen:
    try:
        photo = reader.read(path, **PhotoRecipe().reading(None))
        findings = tuple(dict.fromkeys(all_findings(photo, photo_quality(photo))))
    except Problem as problem:
        findings = (problem.finding,)
    return Seen(seen.picture, worst(findings), findings)
