"""The study that is open in the window: its file, and which visits of it are looked at."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from photocompare.study import OpenStudy, Study, StudyPhoto, new_study, open_study_somehow
from photocompare.uncertainty import RepeatErrors
from photocompare_ui import preferences

if TYPE_CHECKING:
    from photocompare.batch import Manifest


class Desk(QObject):
    """The open study and the pair of visits on the screen. Read freely; change by methods.

    Attributes:
        opened: the study file, or None.
        baseline, followup: the visits that are shown, None where the pair is a loose one.
        selected: code of the subject that is looked at, or empty.

    Signals, without arguments:
        study_changed (opened, closed or edited), place_changed (other visits are shown).
    """

    study_changed = Signal()
    place_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opened: OpenStudy | None = None
        self.baseline: StudyPhoto | None = None
        self.followup: StudyPhoto | None = None
        self.selected = ""
        self._manifest: tuple[tuple[int, str], Manifest] | None = None

    @property
    def study(self) -> Study:
        """Return what the study holds; an empty one where none is open."""
        return self.opened.study if self.opened else Study()

    @property
    def writable(self) -> bool:
        """Return whether edits are kept."""
        return self.opened is not None and self.opened.writable

    @property
    def locked(self) -> bool:
        """Return whether the data is closed to edits by a lock that can be taken off here."""
        opened = self.opened
        return opened is not None and opened.history.lock is not None and not opened.findings

    @property
    def head(self) -> tuple[int, str]:
        """Return number and hash of the last action."""
        return self.opened.head if self.opened else (0, "")

    @property
    def title(self) -> str:
        """Return what the study is called, or empty."""
        if self.opened is None:
            return ""
        return self.opened.study.about.title or self.opened.path.stem

    @property
    def manifest(self) -> Manifest:
        """Return the photos of the study as the batch reads them; entry i is photo i."""
        # Here: the batch takes a while to load, and a window without a study does not need it.
        from photocompare.batch.studies import manifest_of_study

        assert self.opened is not None
        if self._manifest is None or self._manifest[0] != self.opened.head:
            self._manifest = self.opened.head, manifest_of_study(self.opened)
        return self._manifest[1]

    def open(self, path: Path) -> None:
        """Open a study file in place of the one that is open.

        Raises:
            Problem: where it cannot be read.
        """
        if self.opened is not None and _is_same(path, self.opened.path):
            # Its own lock would make it one that can only be read.
            self.take(None)
        self.take(open_study_somehow(path, who=preferences.operator()))

    def make(self, path: Path, study: Study) -> None:
        """Make a study file and open it.

        Raises:
            Problem: E618 where something is there already, E614 where it cannot be written.
        """
        self.take(new_study(path, study, who=preferences.operator()))

    def take(self, opened: OpenStudy | None) -> None:
        """Put an open study, or none, in place of the one that is open, which is closed."""
        last, self.opened = self.opened, opened
        self._manifest = None
        if last is not None:
            last.close()
        self.selected = ""
        self.show(None, None)
        self.study_changed.emit()

    def save(self, study: Study, what: str, reason: str = "") -> None:
        """Write what differs, as one action; a changed answer needs a reason.

        Raises:
            Problem: as `OpenStudy.save`.
        """
        assert self.opened is not None
        before = self.opened.head
        self.opened.save(study, what, reason=reason)
        self._renew(before)

    def lock(self, reason: str) -> None:
        """Close the data to edits; as `OpenStudy.lock`."""
        assert self.opened is not None
        self.opened.lock(reason)
        self.study_changed.emit()

    def unlock(self, reason: str) -> None:
        """Open locked data to edits again; as `OpenStudy.unlock`."""
        assert self.opened is not None
        self.opened.unlock(reason)
        self.study_changed.emit()

    def erase(self, subject: str, reason: str) -> None:
        """Erase a subject for good; as `OpenStudy.remove_subject`."""
        assert self.opened is not None
        before = self.opened.head
        self.opened.remove_subject(subject, reason=reason)
        if self.selected == subject:
            self.selected = ""
        self._renew(before)

    def undo(self) -> None:
        """Take the last action back; as `OpenStudy.undo`."""
        assert self.opened is not None
        before = self.opened.head
        self.opened.undo()
        self._renew(before)

    def redo(self) -> None:
        """Bring the last action in again; as `OpenStudy.redo`."""
        assert self.opened is not None
        before = self.opened.head
        self.opened.redo()
        self._renew(before)

    def show(self, baseline: StudyPhoto | None, followup: StudyPhoto | None) -> None:
        """Note which visits are on the screen."""
        self.baseline, self.followup = baseline, followup
        if baseline is not None:
            self.selected = baseline.subject
        self.place_changed.emit()

    def select(self, subject: str) -> None:
        """Note which subject is looked at."""
        if subject != self.selected:
            self.selected = subject
            self.place_changed.emit()

    def _renew(self, before: tuple[int, str]) -> None:
        assert self.opened is not None
        if self.opened.head != before:
            known = {photo.id: photo for photo in self.study.photos}
            self.baseline = known.get(self.baseline.id) if self.baseline else None
            self.followup = known.get(self.followup.id) if self.followup else None
            self.study_changed.emit()


def repeat_errors_of(study: Study, view: str, lighting: str) -> RepeatErrors:
    """Return the errors that repeat photographs of a view gave when the study was measured."""
    return {
        (row["metric"], row["unit"]): float(row["sdc"])
        for pair in study.measurements
        if (pair.view, pair.lighting) == (view, lighting)
        for row in pair.rows
        if row["sdc_source"] == "repeats" and row["sdc"]
    }


def _is_same(first: Path, second: Path) -> bool:
    """Return whether two paths are one file; not where either is gone."""
    with suppress(OSError):
        return first.samefile(second)
    return False
