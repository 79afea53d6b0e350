"""Many files at once: which of them can be measured, found off the thread, a process for the decoders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from photocompare import Finding, Problem
from photocompare.check import Target, find_targets, twin_findings
from photocompare.errors import displayable, worst
from photocompare.photo import Limits
from photocompare.photo.folder import passed_over
from photocompare.photo.isolated import IsolatedReader
from photocompare.quality import all_findings, photo_quality
from photocompare.recipe import PhotoRecipe
from photocompare_ui import said
from photocompare_ui.tasks import Pool, ReadingTask, Report, Task
from photocompare_ui.tr import translate


@dataclass(frozen=True)
class CheckedPhoto:
    """What was found about one file; refused where `status` is `error`.

    Attributes:
        name: of the file, safe to show in one line.
        captured: when it was taken, or None.
        status: `ok`, `warn` or `error`.
        taken: the capture time for reading, or empty.
        short, says: the findings for reading, in a few words and in sentences; empty where there are none.
    """

    path: Path
    name: str
    captured: datetime | None
    findings: tuple[Finding, ...]
    status: str
    taken: str = ""
    short: str = ""
    says: str = ""

    @property
    def good(self) -> bool:
        """Return whether it can be measured."""
        return self.status != "error"


class Checking(QObject):
    """Checks what was dropped, one file after the other.

    Signals:
        progressed(float, str): share done and which file.
        busy_changed(bool): checking began or ended.
        checked(object): the list of `CheckedPhoto`, once for all files; not after `cancel`.
        failed(object): an exception that is a bug, or a Problem of the whole.
    """

    progressed = Signal(float, str)
    busy_changed = Signal(bool)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, pool: Pool, limits: Limits = Limits()) -> None:
        super().__init__(parent)
        self._pool = pool
        self._limits = limits
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Return whether files are being checked."""
        return self._task is not None

    def start(self, paths: Sequence[Path]) -> None:
        """Check files and all that is in folders; what is being checked now is given up."""
        self.cancel()
        reader = IsolatedReader(self._limits)
        task = self._task = ReadingTask([reader], partial(check_all, paths, reader), self, self._pool)
        task.progressed.connect(self.progressed)
        task.done.connect(self.checked)
        task.failed.connect(self.failed)
        task.ended.connect(partial(self._ended, task))
        self.busy_changed.emit(True)
        self.progressed.emit(0.0, self.tr("Looking for photographs"))
        task.start()

    def cancel(self) -> None:
        """Stop, even in the middle of a file that hangs."""
        if self._task:
            self._task.cancel()

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.busy_changed.emit(False)


def check_all(paths: Sequence[Path], reader: IsolatedReader, report: Report) -> list[CheckedPhoto]:
    """Return what was found about each photo that files and folders name, in order of name."""
    targets = find_targets(path for path in paths if not passed_over(path))
    twins = {finding.subject: finding for finding in twin_findings(targets)}
    found = []
    with reader:
        for index, target in enumerate(targets):
            text = translate("checking", "Checking {0} of {1}: {2}")
            name = displayable(target.path.name)
            report(index / len(targets), text.format(index + 1, len(targets), name))
            found.append(_checked(reader, target, twins.get(target.path.name)))
    report(1.0, "")
    return found


def on_one_clock(times: Iterable[datetime]) -> list[datetime]:
    """Return times that can be compared: without their zones where not every camera gave one."""
    times = list(times)
    if len({time.tzinfo is None for time in times}) > 1:
        return [time.replace(tzinfo=None) for time in times]
    return times


def first_and_last(photos: Iterable[CheckedPhoto]) -> tuple[CheckedPhoto | None, CheckedPhoto | None]:
    """Return the earliest and the latest of the good photos, or neither where the files do not tell."""
    dated = [photo for photo in photos if photo.good and photo.captured]
    times = on_one_clock(photo.captured for photo in dated if photo.captured)
    if not times or min(times) == max(times):
        return None, None
    return dated[times.index(min(times))], dated[times.index(max(times))]


def _checked(reader: IsolatedReader, target: Target, twin: Finding | None) -> CheckedPhoto:
    try:
        photo = reader.read(target.path, **PhotoRecipe().reading(target.root))
    except Problem as problem:
        return _made(target.path, None, [problem.finding])
    found = (*all_findings(photo, photo_quality(photo)), *((twin,) if twin else ()))
    return _made(target.path, photo.metadata.capture_time, found)


def _made(path: Path, captured: datetime | None, found: Iterable[Finding]) -> CheckedPhoto:
    # Their subject stands beside them in the list. All words are made here: 5,000 take the window too long.
    findings = tuple(dict.fromkeys(replace(finding, subject="") for finding in found))
    taken = captured.strftime("%Y-%m-%d %H:%M") if captured else ""
    titles = [said.title(finding.code) for finding in findings]
    short = displayable("  ·  ".join(titles))
    says = displayable(" ".join(said.message(finding) for finding in findings))
    return CheckedPhoto(path, displayable(path.name), captured, findings, worst(findings), taken, short, says)
