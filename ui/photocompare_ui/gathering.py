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
    """A further visit: its file, and what its pane says."""

    path: Path
    title: str
    details: str


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
        document.photos_changed.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Return whether visits are being read."""
        return self._task is not None

    def toggle(self) -> None:
        """Gather the other visits, or put them away where they are shown."""
        document = self._document
        if self.busy or document.series:
            self.cancel()
            document.set_series((), document.named)
            return
        wanted = self._others()
        if document.baseline is None or not wanted:
            return
        document.look.set(view="side")
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
        pair = {shown.id, self._desk.followup.id if self._desk.followup else shown.id}
        others = [
            photo
            for photo in visits(desk.study, shown.subject, shown.view, shown.lighting)
            if photo.id not in pair
        ]
        at = [one.id for one in desk.study.photos]
        return [_wanted(one, desk.manifest.entries[at.index(one.id)].photo) for one in others[:MOST]]

    def _take(self, found: tuple[list[Shown], list[Problem]]) -> None:
        series, problems = found
        self._document.set_series(series, self._document.named)
        for problem in problems:
            self.refused.emit(problem.finding)

    def _ended(self, task: ReadingTask) -> None:
        if self._task is task:
            self._task = None
        self.busy_changed.emit()


def _wanted(photo: StudyPhoto, path: Path) -> Wanted:
    title, *details = told(photo)
    return Wanted(path, title, "  ·  ".join(details))


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
    changed = caption(comparison) if alignment else ""
    return Shown(photo, wanted.title, wanted.details, as_taken, aligned, alignment, changed)


def _share(report: Report, index: int, count: int, title: str, share: float, _: str) -> None:
    report((index + share) / count, title)
