"""Files become the pair on the screen: read off the thread, ordered by capture time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from photocompare import Photo, Problem, read_photo
from photocompare.color import CorrectedPhoto
from photocompare.errors import Cancelled, displayable
from photocompare_ui.checking import on_one_clock
from photocompare_ui.document import Document, Pictures, Place
from photocompare_ui.image import Pyramid, pyramid
from photocompare_ui.tasks import Pool, Report, Task


@dataclass(frozen=True, eq=False)
class Opened:
    """A photo that was read, and its pyramid as taken."""

    photo: Photo
    pyramid: Pyramid


SECONDS = 60.0
"""Time limit of reading; a 150 MP photo on a busy machine stays below it."""
PATIENCE_S = 0.1
GRACE_S = 5.0

Read = list[Opened | Problem]


class Opening(QObject):
    """Reads photos and puts them into the document.

    Signals:
        progressed(float, str): share done and what is being read.
        busy_changed(bool): reading began or ended.
        refused(object): a Finding, why a file was not opened.
        undecided(object, object): two `Opened` of which neither says when it was taken; answer with `show`.
        failed(object): an exception that is a bug.
    """

    progressed = Signal(float, str)
    busy_changed = Signal(bool)
    refused = Signal(object)
    undecided = Signal(object, object)
    failed = Signal(object)

    def __init__(self, document: Document, pool: Pool) -> None:
        super().__init__(document)
        self._document = document
        self._pool = pool
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Return whether photos are being read."""
        return self._task is not None

    def open_pair(self, baseline: Path, followup: Path, then: Callable[[], None] | None = None) -> None:
        """Open two photos, their places given; `then` follows where both were read."""
        self._start([baseline, followup], partial(self._show_read, then))

    def open_unordered(self, first: Path, second: Path) -> None:
        """Open two photos, the earlier captured as the baseline; ask where the captures do not tell."""
        self._start([first, second], self._order)

    def open_one(self, path: Path, place: Place) -> None:
        """Open one photo in its place; the other stays."""
        self._start([path], partial(self._replace, place))

    def show(self, baseline: Opened | None, followup: Opened | None) -> None:
        """Put photos that were read into the document."""
        pair = (baseline, followup)
        shown = [opened.pyramid if opened else None for opened in pair]
        photos = [opened.photo if opened else None for opened in pair]
        self._document.open_photos(photos[0], photos[1], Pictures(shown[0], shown[1]))

    def swap(self) -> None:
        """Make the follow-up the baseline and the baseline the follow-up."""
        self.show(self._present("followup"), self._present("baseline"))

    def cancel(self) -> None:
        """Stop reading; what was open stays open."""
        if self._task:
            self._task.cancel()

    def _start(self, paths: Sequence[Path], then: Callable[[Read], None]) -> None:
        self.cancel()
        task = self._task = Task(partial(_read_all, paths), self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(then)
        task.failed.connect(self.failed)
        task.ended.connect(partial(self._ended, task))
        self.busy_changed.emit(True)
        task.start()

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.busy_changed.emit(False)

    def _tell(self, read: Read) -> None:
        for one in read:
            if isinstance(one, Problem):
                self.refused.emit(one.finding)

    def _show_read(self, then: Callable[[], None] | None, read: Read) -> None:
        baseline, followup = _good(read)
        if baseline or followup:
            self.show(baseline, followup)
        if baseline and followup and then:
            then()
        self._tell(read)

    def _replace(self, place: Place, read: Read) -> None:
        (opened,) = _good(read)
        if opened is not None:
            pair = {"baseline": self._present("baseline"), "followup": self._present("followup")}
            pair[place] = opened
            self.show(pair["baseline"], pair["followup"])
        self._tell(read)

    def _present(self, place: Place) -> Opened | None:
        photo, pictures = self._document.photo(place), self._document.pictures
        shown = pictures.baseline if place == "baseline" else pictures.followup
        return Opened(photo, shown) if photo and shown else None

    def _order(self, read: Read) -> None:
        first, second = _good(read)
        if first is None or second is None:
            if first or second:
                self.show(first or second, None)
            self._tell(read)
            return
        times = first.photo.metadata.capture_time, second.photo.metadata.capture_time
        clock = on_one_clock(taken for taken in times if taken)
        if len(clock) < 2 or clock[0] == clock[1]:
            self.undecided.emit(first, second)
        elif clock[0] < clock[1]:
            self.show(first, second)
        else:
            self.show(second, first)


def _good(read: Read) -> list[Opened | None]:
    return [one if isinstance(one, Opened) else None for one in read]


def _read_all(paths: Sequence[Path], report: Report) -> Read:
    """Return each photo or why not; one that hangs costs itself: its thread is left behind."""
    text = "Reading " + " and ".join(displayable(path.name) for path in paths)
    report(0.1, text)
    reading = [_Reading(path) for path in paths]
    end = time.monotonic() + SECONDS
    try:
        while any(one.is_alive() for one in reading) and time.monotonic() < end:
            for one in reading:
                one.join(PATIENCE_S / len(reading))
            report(0.1, text)
    except Cancelled:
        # A decoder that comes back while Python ends would abort the program.
        for one in reading:
            one.join(GRACE_S)
        raise
    return [one.result() for one in reading]


class _Reading(Thread):
    """One photo being read; a daemon, as nothing can stop a decoder inside a process."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self._path = path
        self._read: Opened | BaseException | None = None
        self.start()

    def run(self) -> None:
        """Read."""
        try:
            photo = read_photo(self._path)
            self._read = Opened(photo, pyramid(CorrectedPhoto(photo).display()))
        except BaseException as error:  # all of them: `result` raises what is no Problem
            self._read = error

    def result(self) -> Opened | Problem:
        """Return what was read by now."""
        read = self._read
        if read is None:
            return Problem("E112", self._path.name, f"It took longer than {SECONDS:g} s")
        if isinstance(read, Opened | Problem):
            return read
        raise read
