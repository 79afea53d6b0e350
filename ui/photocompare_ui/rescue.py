"""Outlines that are in no file yet, copied aside every few seconds: a crash must not cost them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from photocompare import Problem, read_regions
from photocompare.regions import regions_geojson
from photocompare_ui import commands
from photocompare_ui.document import Document
from photocompare_ui.folders import private

INTERVAL_MS = 5000


class Rescue(QObject):
    """Keeps a copy of unsaved regions beside the log, by the baseline's hash; gone when they are saved.

    Attributes:
        offer: called with what brings the outlines back, when their photograph is opened again.
    """

    def __init__(
        self, document: Document, folder: Path, offer: Callable[[Callable[[], object]], object]
    ) -> None:
        super().__init__(document)
        self._document, self._folder, self.offer = document, folder, offer
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.keep)
        document.regions_changed.connect(self._timer.start)
        document.undo.cleanChanged.connect(self._clean)
        document.photos_changed.connect(self._look)

    def keep(self) -> None:
        """Copy the regions aside now, where they are in no file."""
        self._timer.stop()
        target = self._file()
        if target is None or self._document.undo.isClean():
            return
        part = target.with_suffix(".part")
        with contextlib.suppress(OSError):
            private(self._folder)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(regions_geojson(self._document.regions))
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)

    def forget(self) -> None:
        """Remove the copy: the regions are in a file, or the user let them go."""
        self._timer.stop()
        target = self._file()
        if target is not None:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)

    def _file(self) -> Path | None:
        baseline = self._document.baseline
        return None if baseline is None else self._folder / f"{baseline.sha256[:16]}.geojson"

    def _clean(self, clean: bool) -> None:
        if clean and self._document.regions:
            self.forget()

    def _look(self) -> None:
        target = self._file()
        if target is not None and target.is_file() and not self._document.regions:
            self.offer(lambda: self._bring_back(target))

    def _bring_back(self, target: Path) -> None:
        with contextlib.suppress(Problem):
            commands.add_regions(self._document, read_regions(target))
