"""The long work on a study, off the thread: reading a folder, taking it in, measuring, reporting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from photocompare import Finding
from photocompare.grading import Asked, MadeTask, Scale, make_task, new_passphrase
from photocompare.photo.folder import photos_in
from photocompare.study import Study
from photocompare.study.importing import Proposal, Shot, propose_files, with_proposals
from photocompare.table import Row
from photocompare_ui.tasks import Pool, Report, Task

T = TypeVar("T")


class Studying(QObject):
    """One long task at a time.

    Signals:
        progressed(float, str): share done and what is being done.
        busy_changed(bool): work began or ended.
        proposed(object, object): the shots and the proposals of a drop.
        taken_in(object, object): the study with the photos, and what speaks against it.
        measured(object): the rows of the whole study.
        stopped(): its measuring was cancelled.
        reported(object): the path of a report that was written.
        tasked(object, str): the MadeTask of a grading, and its passphrase.
        failed(object): an exception, a Problem where the core refuses.
    """

    progressed = Signal(float, str)
    busy_changed = Signal(bool)
    proposed = Signal(object, object)
    taken_in = Signal(object, object)
    measured = Signal(object)
    stopped = Signal()
    reported = Signal(object)
    tasked = Signal(object, str)
    failed = Signal(object)

    def __init__(self, parent: QObject, pool: Pool) -> None:
        super().__init__(parent)
        self._pool = pool
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Return whether work is under way."""
        return self._task is not None

    def cancel(self) -> None:
        """Stop; what was finished stays on the disk and is not done twice."""
        if self._task is not None:
            self._task.cancel()

    def propose(self, paths: Sequence[Path], study: Study, place: Path | None) -> None:
        """Read what was dropped, and propose what each photo is to be in the study, kept at `place`."""
        self._run(partial(_proposed, tuple(paths), study, place), lambda found: self.proposed.emit(*found))

    def take_in(self, path: Path, study: Study, proposals: Sequence[Proposal]) -> None:
        """Make the proposals part of the study at `path`; nothing is written to it yet."""

        def call(report: Report) -> tuple[Study, tuple[Finding, ...]]:
            report(0.5, self.tr("Importing the photographs"))
            return with_proposals(path, study, proposals)

        self._run(call, lambda found: self.taken_in.emit(*found))

    def take_in_manifest(self, path: Path, study: Study, manifest: Path) -> None:
        """Make what a manifest names part of the study at `path`; nothing is written to it yet."""

        def call(report: Report) -> tuple[Study, tuple[Finding, ...]]:
            report(0.5, self.tr("Importing the photographs"))
            return _with_manifest(path, study, manifest)

        self._run(call, lambda found: self.taken_in.emit(*found))

    def measure(self, study: Path, results: Path) -> None:
        """Measure the whole study into its results folder."""
        self._run(partial(_measured, study, results), self.measured.emit, self.stopped.emit)

    def report(self, results: Path, out: Path, primary: Sequence[str], title: str) -> None:
        """Write the report of the results."""

        def call(report: Report) -> Path:
            report(0.5, self.tr("Writing the report"))
            # Here: its libraries take a second that the window's start need not wait for.
            from photocompare.report import write_report

            write_report(results, out, primary=primary, title=title)
            return out

        self._run(call, self.reported.emit)

    def make_task(self, study: Path, folder: Path, scale: Scale, asked: Asked) -> None:
        """Make a grading task of the study in a new folder."""
        passphrase = new_passphrase()

        def call(report: Report) -> MadeTask:
            return make_task(study, folder, scale, asked, passphrase, report=report)

        self._run(call, lambda made: self.tasked.emit(made, passphrase))

    def _run(
        self,
        call: Callable[[Report], T],
        took: Callable[[T], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        self.cancel()
        task = self._task = Task(call, self, self._pool, patient=True)
        task.progressed.connect(self.progressed)
        task.done.connect(partial(self._done, task, took))
        task.failed.connect(self.failed)
        task.ended.connect(partial(self._ended, task, stopped))
        self.busy_changed.emit(True)
        task.start()

    def _done(self, task: Task, took: Callable[[T], object], result: T) -> None:
        if task is self._task:
            # Free before the next step is begun from within this one.
            self._task = None
        took(result)

    def _ended(self, task: Task, stopped: Callable[[], object]) -> None:
        if task is self._task:
            self._task = None
            if task.cancelled:
                stopped()
        if self._task is None:
            self.busy_changed.emit(False)


def _proposed(
    paths: tuple[Path, ...], study: Study, place: Path | None, report: Report
) -> tuple[tuple[Shot, ...], tuple[Proposal, ...]]:
    root = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
    photos = [photo for path in paths for photo in (photos_in(path) if path.is_dir() else [path])]
    return propose_files(photos, root, study, path=place, report=report)


def _with_manifest(path: Path, study: Study, manifest: Path) -> tuple[Study, tuple[Finding, ...]]:
    from photocompare.batch import read_manifest  # here, so that the window starts without it
    from photocompare.batch.studies import study_with_entries

    read = read_manifest(manifest)
    gone = (entry for entry in read.entries if not entry.findings and not entry.photo.is_file())
    findings = (
        *read.findings,
        *(finding for entry in read.entries for finding in entry.findings),
        *(Finding("E101", f"{read.name} line {entry.line}, {entry.photo.name}") for entry in gone),
    )
    if any(finding.severity == "error" for finding in findings):
        return study, findings
    return study_with_entries(path, study, read.entries), findings


def _measured(study: Path, results: Path, report: Report) -> list[Row]:
    """Return the rows of a study: measured in processes on every core, a handful of pairs in this one."""
    from photocompare.batch.whole_study import measure_study, measured_rows

    measure_study(study, results, report=report)
    return measured_rows(results)
