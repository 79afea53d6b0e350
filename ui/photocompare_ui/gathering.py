"""All visits side by side: the further photos of the series, laid onto the baseline in its color."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photocompare import Photo, Problem, Recipe, Region, compare
from photocompare.color import CorrectedPhoto
from photocompare.errors import Cancelled
from photocompare.figure import aligned_pair, caption
from photocompare.photo.isolated import IsolatedReader
from photocompare.study import StudyPhoto
from photocompare_ui.comparing import Comparing
from photocompare_ui.desk import Desk
from photocompare_ui.document import Document
from photocompare_ui.image import pyramid
from photocompare_ui.series import Shown
from photocompare_ui.tasks import Pool, ReadingTask, Report
from photocompare_ui.visiting import told, visits

MOST = 4
"""So many further visits stand beside the pair: six photographs in all."""


@dataclass(frozen=True)
class Wanted:
    """A further visit: its file, what its pane says, and whether it was before the follow-up."""

    path: Path
    title: str
    details: str
    earlier: bool


class Gathering(QObject):
    """Shows the other visits of the view beside the pair, and puts them away again.

    Signals:
        progressed(float, str), busy_changed(): how the reading goes.
        refused(object): the Finding of a photo that could not be shown.
        failed(object): an exception that is a bug.
    """

    progressed = Signal(float, str)
    busy_changed = Signal()
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, document: Document, comparing: Comparing, pool: Pool) -> None:
        super().__init__(desk)
        self._desk, self._document, self._comparing, self._pool = desk, document, comparing, pool
        self._task: ReadingTask | None = None
        self._then: Callable[[], object] | None = None
        self._wanted = False
        document.photos_changed.connect(self.cancel)
        desk.place_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Return whether visits are being read."""
        return self._task is not None

    def toggle(self) -> None:
        """Gather the other visits, or put them away where they are shown."""
        document = self._document
        if self.busy or document.series:
            self._wanted = False
            self.cancel()
            document.set_series((), document.named)
        elif self._others():
            self._wanted = True
            document.look.set(view="side")
            self._begin()

    def complete(self, then: Callable[[], object]) -> None:
        """Gather the other visits where they are not shown yet; `then` follows."""
        if self._document.series or not self._others():
            then()
        else:
            self._wanted, self._then = True, then
            self._begin()

    def _begin(self) -> None:
        self.cancel()
        document, wanted = self._document, self._others()
        if document.baseline is None or not wanted:
            return
        # One cheap measure: what is wanted is the map and the color.
        recipe = self._comparing.recipe.model_copy(update={"metrics": ("l_star",)})
        reader = IsolatedReader()
        call = partial(_gathered, document.baseline, wanted, document.regions, recipe, reader)
        task = self._task = ReadingTask([reader], call, self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(self._take)
        task.failed.connect(self.failed)
        task.ended.connect(partial(self._ended, task))
        self.busy_changed.emit()
        task.start()

    def cancel(self) -> None:
        """Let nothing more come."""
        if self._task is not None:
            self._task.cancel()

    def _others(self) -> list[Wanted]:
        shown, desk = self._desk.baseline, self._desk
        if shown is None:
            return []
        after = (desk.followup or shown).id
        every = visits(desk.study, shown.subject, shown.view, shown.lighting)
        order = [one.id for one in every]
        others = [(at, one) for at, one in enumerate(every) if one.id not in (shown.id, after)]
        last = order.index(after) if after in order else 0
        place = [one.id for one in desk.study.photos].index
        return [
            _wanted(one, desk.manifest.entries[place(one.id)].photo, at < last) for at, one in others[:MOST]
        ]

    def _follow(self) -> None:
        """Show the other visits of the pair that is compared now, where those of the last one stood."""
        if self._wanted and self._desk.baseline is not None:
            self._document.set_series((), self._document.named)
            self._begin()

    def _take(self, found: tuple[list[Shown], list[Problem]]) -> None:
        series, problems = found
        self._document.set_series(series, self._document.named)
        for problem in problems:
            self.refused.emit(problem.finding)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _ended(self, task: ReadingTask) -> None:
        if self._task is task:
            self._task = None
        self.busy_changed.emit()


def _wanted(photo: StudyPhoto, path: Path, earlier: bool) -> Wanted:
    title, *details = told(photo)
    return Wanted(path, title, "  ·  ".join(details), earlier)


def _gathered(
    baseline: Photo,
    wanted: Sequence[Wanted],
    regions: Sequence[Region],
    recipe: Recipe,
    reader: IsolatedReader,
    report: Report,
) -> tuple[list[Shown], list[Problem]]:
    found, problems = [], []
    with reader:
        for index, one in enumerate(wanted):
            try:
                photo = reader.read(one.path, **recipe.photo.reading())
                tell = partial(_share, report, index, len(wanted), one.title)
                found.append(_shown(baseline, photo, one, regions, recipe, tell))
            except Cancelled:
                raise
            except Problem as problem:
                problems.append(problem)
    return found, problems


def _shown(
    baseline: Photo,
    photo: Photo,
    wanted: Wanted,
    regions: Sequence[Region],
    recipe: Recipe,
    report: Callable[[float, str], None],
) -> Shown:
    comparison = compare(baseline, photo, regions, recipe, report=report)
    aligned = None
    if comparison.pair is not None and comparison.alignment.accepted:
        _, after, valid = aligned_pair(comparison)
        aligned = pyramid(after, valid)
    as_taken = pyramid(CorrectedPhoto(photo).display())
    alignment = comparison.alignment if comparison.alignment.accepted else None
    laid = comparison if aligned is not None else None
    changed = caption(comparison) if alignment else ""
    return Shown(
        photo, wanted.title, wanted.details, as_taken, aligned, alignment, changed, wanted.earlier, laid
    )


def _share(report: Report, index: int, count: int, title: str, share: float, _: str) -> None:
    report((index + share) / count, title)
