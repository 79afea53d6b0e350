"""An open study: one file, one writer, one transaction for each action, nothing to save by hand."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from photocompare.errors import Finding, Problem
from photocompare.study import chain, records
from photocompare.study.chain import Event, EventKind
from photocompare.study.connect import transaction
from photocompare.study.erase import erase_subject
from photocompare.study.history import History, after, history_of
from photocompare.study.model import Study
from photocompare.study.ordered import ordered, sound
from photocompare.study.photo_files import Report, find_photos
from photocompare.study.snapshots import keep_snapshot, snapshot_heads
from photocompare.study.tables import Change, check_rows, differences, patched, references
from photocompare.study.verify import chain_findings, clock_findings, head_findings
from photocompare.study.writer_lock import WriterLock
from photocompare.study.writing import write_event


class OpenStudy:
    """A study file that is open, to be closed at the end (`with open_study(...) as opened`).

    Attributes:
        path: the file.
        study: what it holds, as frozen data.
        history: what undo and redo would do, and the lock.
        head: number and hash of the last event: what the whole file hangs on.
        findings: why it can only be read, where that was not asked for; what is wrong with it.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        who: str,
        lock: WriterLock | None,
        findings: tuple[Finding, ...],
    ) -> None:
        self.path, self.findings = path, findings
        self.study: Study
        self.history: History
        self.head: tuple[int, str]
        self._connection, self._who, self._lock = connection, who, lock
        self._read()
        self._kept = self.head

    @property
    def who(self) -> str:
        """Return the label that the trail has of whoever writes."""
        return self._who

    @property
    def writable(self) -> bool:
        """Return whether edits are taken: it was opened for writing, and is not locked."""
        return self._lock is not None and self.history.lock is None

    def save(self, study: Study, what: str, *, reason: str = "") -> Study:
        """Write what differs from the study as it is, as one action named `what`; return it as it now is.

        It is on the disk when this returns. A change that leaves nothing different is no action.

        Raises:
            ValueError: where `what` names a subject: it stays in the trail when the subject is removed.
            Problem: E609 where the study can only be read, E613 where it is locked, E610, E611, E617 where it
                does not hold together, E612 where a rating is changed without a reason, E614 where nothing
                could be written.
        """
        self._check_open()
        study = sound(study)
        if set(re.findall(r"[\w.-]+", what)) & {one.code for one in (*self.study.subjects, *study.subjects)}:
            raise ValueError("the name of an action tells no subject's code")
        changes, values = differences(self.study, study)
        if not changes:
            return self.study
        check_rows(changes, values)
        if not reason.strip() and any(one.table == "ratings" and one.old is not None for one in changes):
            raise Problem("E612")
        self._write("do", what, changes, values, reason=reason)
        self.study = study
        return study

    def undo(self) -> Study:
        """Take the last action back, as a new event; return the study as it now is.

        Raises:
            Problem: E615 where there is none, or it told of a subject who was removed; else as `save`.
        """
        self._check_open()
        if not self.history.undoable:
            raise Problem("E615", "undo")
        event = self.history.undoable[0]
        changes = [change.inverse for change in reversed(self._changes(event))]
        return self._replay("undo", event, changes)

    def redo(self) -> Study:
        """Bring the last action that was taken back in again; as `undo`."""
        self._check_open()
        if not self.history.redoable:
            raise Problem("E615", "redo")
        event = self.history.redoable[0]
        return self._replay("redo", event, self._changes(event))

    def lock(self, reason: str = "") -> str:
        """Close the study to edits; return the hash that fixes all it holds, for exports to carry."""
        self._check_open()
        self._write("lock", "Lock the data", [], reason=reason)
        return self.head[1]

    def unlock(self, reason: str) -> None:
        """Open a locked study to edits again; lock, unlocking and reason stay in the trail.

        Raises:
            Problem: E612 without a reason, E616 where it is not locked.
        """
        if not reason.strip():
            raise Problem("E612")
        if self.history.lock is None:
            raise Problem("E616", self.path.name)
        self._write("unlock", "Unlock the data", [], reason=reason)

    def note(self, what: str, *, reason: str = "") -> None:
        """Write down in the trail that something was done with the study, changing nothing; locked or not.

        Raises:
            Problem: E609 where the study can only be read, E614 where nothing could be written.
        """
        self._write("note", what, [], reason=reason)

    def remove_subject(self, code: str, *, reason: str) -> Study:
        """Erase a subject from rows, audit trail, free pages, snapshots and collected copies, for good.

        Raises:
            Problem: E612 without a reason, E619 where there is no such subject; else as `save`.
        """
        self._check_open()
        if not reason.strip():
            raise Problem("E612")
        try:
            erase_subject(self._connection, self.path, code, self._who, reason)
        finally:
            self._read()
        return self.study

    def verify(self, *, head: str = "", report: Report | None = None) -> tuple[Finding, ...]:
        """Return all that is not as it was: trail, rows, snapshots, photos; nothing is repaired.

        `head` is a hash that a report or an export was printed with: it must be part of the trail.
        """
        heads = snapshot_heads(self.path) | ({"the export": head} if head else {})
        files = find_photos(self.path, self.study.photos, report=report)
        broken = chain_findings(self._connection, self.path.name)
        return (
            *dict.fromkeys((*self.findings, *broken)),
            *(() if broken else clock_findings(self._connection)),
            *head_findings(self._connection, heads, self.path.name),
            *(file.finding for file in files if file.finding),
        )

    def events(self) -> list[tuple[Event, str, list[Change]]]:
        """Return the whole trail: each event, the reason given for it, and the rows it changed."""
        entries: dict[int, list[chain.Entry]] = {}
        for entry in records.read_entries(self._connection):
            entries.setdefault(entry.seq, []).append(entry)
        return [
            (
                event,
                str(chain.words_of(entries.get(event.seq, [])).get(chain.REASON, "")),
                [change for one in entries.get(event.seq, []) if (change := chain.change_of(one))],
            )
            for event in records.read_events(self._connection)
        ]

    def close(self) -> None:
        """Keep a snapshot where anything was written, and close the file."""
        try:
            if self._lock is not None and self.head != self._kept:
                with contextlib.suppress(Problem):
                    keep_snapshot(self._connection, self.path, self.head[0])
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self) -> None:
        self.study = records.read_study(self._connection)
        self.history = history_of(records.read_events(self._connection))
        self.head = records.read_head(self._connection)

    def _check_open(self) -> None:
        if self._lock is None:
            raise Problem("E609", self.path.name)
        if self.history.lock is not None:
            raise Problem("E613", self.path.name, f"it was locked on {self.history.lock.at}")

    def _changes(self, event: Event) -> list[Change]:
        entries = records.read_entries(self._connection, event.seq)
        if any(entry.body is None for entry in entries):
            raise Problem("E615", event.what, "a subject it was about has been removed")
        return [change for entry in entries if (change := chain.change_of(entry))]

    def _replay(self, kind: EventKind, event: Event, changes: list[Change]) -> Study:
        self._write(kind, event.what, changes, target=event.seq)
        named = [name for change in changes for name in references(change.new)]
        values = records.read_values(self._connection, named)
        self.study = ordered(patched(self.study, changes, values))
        return self.study

    def _write(
        self,
        kind: EventKind,
        what: str,
        changes: list[Change],
        values: Mapping[str, str] | None = None,
        *,
        reason: str = "",
        target: int | None = None,
    ) -> None:
        if self._lock is None:
            raise Problem("E609", self.path.name)
        try:
            with transaction(self._connection, self.path.name):
                event = write_event(
                    self._connection, self._who, kind, what, changes, values, reason=reason, target=target
                )
        except Problem:
            # A drive may report an error after the action was written: what the file says holds.
            with contextlib.suppress(Problem, sqlite3.Error):
                self._read()
            raise
        self.head = event.seq, event.hash
        self.history = after(self.history, event)
