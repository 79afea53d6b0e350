"""Files become the pair on the screen: read off the thread, ordered by capture time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot

from photocompare import Photo, Problem
from photocompare.ahead import load_ahead
from photocompare.color import CorrectedPhoto
from photocompare.errors import Cancelled, displayable
from photocompare.photo import Limits, Preview
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import PhotoRecipe
from photocompare_ui.checking import on_one_clock
from photocompare_ui.document import Document, Glimpse, Pictures, Place
from photocompare_ui.hand import holds
from photocompare_ui.image import Pyramid, pyramid
from photocompare_ui.tasks import Pool, ReadingTask, Report, Task


@dataclass(frozen=True, eq=False)
class Opened:
    """A photo that was read, and its pyramid as taken."""

    photo: Photo
    pyramid: Pyramid


LIMITS = Limits(seconds=60)
"""A 150 MP photo on a busy machine stays below this time."""
PATIENCE_S = 0.1

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
    _seen = Signal(int, int, object)

    def __init__(
        self,
        document: Document,
        pool: Pool,
        readers: Sequence[IsolatedReader] | None = None,
        recipe: PhotoRecipe = PhotoRecipe(),
    ) -> None:
        super().__init__(document)
        self._document = document
        self._pool = pool
        self._task: Task | None = None
        self._own = () if readers else (IsolatedReader(LIMITS), IsolatedReader(LIMITS))
        self._readers = readers or self._own
        self._options = recipe.reading()
        self._turn = 0
        self._places: tuple[Place, ...] = ()
        self._glimpses: dict[int, Glimpse] = {}
        # Queued by name: the worker's emit must never run a slot in the worker.
        self._seen.connect(self._glimpse, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Return whether photos are being read."""
        return self._task is not None

    def warm_up(self) -> None:
        """Start the reading processes and load what the first pair would wait for."""
        Thread(target=load_ahead, daemon=True).start()
        for reader in self._readers:
            Thread(target=reader.start, daemon=True).start()

    def finish(self) -> None:
        """End the reading processes that are the window's own."""
        self.cancel()
        for reader in self._own:
            reader.stop()

    def open_pair(self, baseline: Path, followup: Path, then: Callable[[], None] | None = None) -> None:
        """Open two photos, their places given; `then` follows where both were read."""
        self._start([baseline, followup], partial(self._show_read, then), ("baseline", "followup"))

    def open_visits(self, visits: Mapping[Place, tuple[Path, str]], then: Callable[[], None]) -> None:
        """Open photos of a study, each with its hash, and do `then`; where one is refused, nothing changes.

        A follow-up alone comes beside the baseline that is open; a baseline alone stands alone.
        """
        paths, hashes = zip(*visits.values(), strict=True)
        places = tuple(visits)
        self._start(paths, partial(self._show_visits, places, then), places, hashes)

    def open_unordered(self, first: Path, second: Path) -> None:
        """Open two photos, the earlier captured as the baseline; ask where the captures do not tell."""
        self._start([first, second], self._order)

    def open_one(self, path: Path, place: Place) -> None:
        """Open one photo in its place; the other stays."""
        self._start([path], partial(self._replace, place), (place,))

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

    def _start(
        self,
        paths: Sequence[Path],
        then: Callable[[Read], None],
        places: tuple[Place, ...] = (),
        hashes: Sequence[str | None] = (None, None),
    ) -> None:
        """Read; `places` are where the photos go, unless the captures are to tell."""
        self.cancel()
        self._document.glimpse({})
        self._turn += 1
        self._places, self._glimpses = places, {}
        calls = [
            partial(reader.read, path, sha256=sha256, **self._options)
            for path, sha256, reader in zip(paths, hashes, self._readers, strict=False)
        ]
        text = "Reading " + " and ".join(displayable(path.name) for path in paths)
        read = partial(_read_all, calls, text, partial(self._seen.emit, self._turn))
        task = self._task = ReadingTask(self._readers, read, self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(then)
        task.failed.connect(self.failed)
        task.ended.connect(partial(self._ended, task))
        self.busy_changed.emit(True)
        task.start()

    @Slot(int, int, object)
    def _glimpse(self, turn: int, index: int, glimpse: Glimpse) -> None:
        """Show a preview in its place, as soon as that is known."""
        if turn != self._turn or self._task is None or self._task.cancelled:
            return
        found = self._glimpses
        found[index] = glimpse
        if holds(self._document):
            return
        places = self._places
        if not places and len(found) == 2:
            first_is_first = _in_order(*(found[at].preview.capture_time for at in (0, 1)))
            if first_is_first is not None:
                places = ("baseline", "followup") if first_is_first else ("followup", "baseline")
        self._document.glimpse({place: found.get(at) for at, place in enumerate(places)})

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._document.glimpse({})
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

    def _show_visits(self, places: tuple[Place, ...], then: Callable[[], None], read: Read) -> None:
        found = dict(zip(places, _good(read), strict=True))
        if all(found.values()):
            baseline = found["baseline"] if "baseline" in found else self._present("baseline")
            self.show(baseline, found.get("followup"))
            then()
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
        in_order = _in_order(first.photo.metadata.capture_time, second.photo.metadata.capture_time)
        if in_order is None:
            self.undecided.emit(first, second)
        elif in_order:
            self.show(first, second)
        else:
            self.show(second, first)


def _good(read: Read) -> list[Opened | None]:
    return [one if isinstance(one, Opened) else None for one in read]


def _in_order(first: datetime | None, second: datetime | None) -> bool | None:
    """Return whether the first was taken first, or None where the captures do not tell."""
    clock = on_one_clock(taken for taken in (first, second) if taken)
    return None if len(clock) < 2 or clock[0] == clock[1] else clock[0] < clock[1]


def _read_all(
    calls: Sequence[Callable[..., Photo]], text: str, seen: Callable[[int, Glimpse], None], report: Report
) -> Read:
    """Return the photo of each call or why not; all at once, each in a process of its own."""

    def wanted() -> bool:
        try:
            report(0.1, text)
        except Cancelled:
            return False
        return True

    reading = [
        _Reading(partial(call, wanted=wanted), partial(seen, index)) for index, call in enumerate(calls)
    ]
    while any(one.is_alive() for one in reading):
        for one in reading:
            one.join(PATIENCE_S / len(reading))
        wanted()
    report(0.1, text)
    return [one.result() for one in reading]


class _Reading(Thread):
    """One photo being read; it ends soon after its reader is stopped."""

    def __init__(self, read: Callable[..., Photo], seen: Callable[[Glimpse], None]) -> None:
        super().__init__(daemon=True)
        self._read, self._seen = read, seen
        self._found: Opened | BaseException | None = None
        self.start()

    def run(self) -> None:
        """Read."""
        try:
            photo = self._read(show=self._show)
            self._found = Opened(photo, pyramid(CorrectedPhoto(photo).display()))
        except BaseException as error:  # all of them: `result` raises what is no Problem
            self._found = error

    def result(self) -> Opened | Problem:
        """Return what was read."""
        found = self._found
        assert found is not None
        if isinstance(found, Opened | Problem):
            return found
        raise found

    def _show(self, preview: Preview) -> None:
        height, width = preview.shape
        self._seen(Glimpse(preview, replace(pyramid(preview.rgb), whole=QSize(width, height))))
