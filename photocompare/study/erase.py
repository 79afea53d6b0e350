"""A subject is removed: every row, every word in the trail, every snapshot; the trail still holds."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from pathlib import Path

from photocompare.errors import Problem
from photocompare.study import records
from photocompare.study.chain import ERASED, Event, change_of
from photocompare.study.connect import transaction
from photocompare.study.photo_files import collection_folder, results_folder
from photocompare.study.schema import APPEND_ONLY, TRIGGERS, statements
from photocompare.study.snapshots import snapshots
from photocompare.study.tables import TABLES, references
from photocompare.study.writing import write_event

RESULTS = ("journal.sqlite*", "metrics*.csv", "metrics.parquet", "outcomes.csv", "run.json", "overview.html")


def erase_subject(connection: sqlite3.Connection, path: Path, code: str, who: str, reason: str) -> Event:
    """Erase a subject from an open file in one transaction, then from its free pages, snapshots and copies.

    What the trail said of the subject is taken out of it; the digests of what was said stay, and an event
    lists them, so that the chain still proves everything else. Only copies in the study's own collection are
    deleted, never an original. What was measured into the study's own results folder goes as a whole.

    Raises:
        Problem: E619 where there is no such subject, E614 where it could not be written.
    """
    known = [str(row["code"]) for row in records.read_rows(connection, "subjects")]
    if code not in known:
        raise Problem("E619", code, "there is no such subject in the study")
    copies = _copies(connection, path, code)
    reason = re.sub(rf"\b{re.escape(code)}\b", "the subject", reason)
    with transaction(connection, path.name):
        event = _erase_rows(connection, code, who, reason)
    with contextlib.suppress(sqlite3.Error):
        # What was deleted is zeros by now (secure_delete); this gives the empty pages back.
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
        connection.execute("VACUUM")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for old in (*snapshots(path), *copies, *_results(path)):
        with contextlib.suppress(OSError):
            old.unlink()
    return event


def _erase_rows(connection: sqlite3.Connection, code: str, who: str, reason: str) -> Event:
    for trigger in TRIGGERS:
        connection.execute(f"DROP TRIGGER {trigger}")
    for name, table in TABLES.items():
        column = "code" if name == "subjects" else "subject"
        if column in table.columns:
            connection.execute(f"DELETE FROM {name} WHERE {column} = ?", (code,))
    erased = connection.execute(
        "SELECT seq, part FROM change WHERE subject = ? ORDER BY seq, part", (code,)
    ).fetchall()
    connection.execute("UPDATE change SET subject = NULL, body = NULL WHERE subject = ?", (code,))
    changes = map(change_of, records.read_entries(connection))
    named = {name for one in changes if one for row in (one.old, one.new) for name in references(row)}
    kept = [str(name) for (name,) in connection.execute("SELECT sha256 FROM value").fetchall()]
    unnamed = [(name,) for name in kept if name not in named]
    connection.executemany("DELETE FROM value WHERE sha256 = ?", unnamed)
    for statement in statements(APPEND_ONLY):
        connection.execute(statement)
    words = {ERASED: [list(pair) for pair in erased]}
    return write_event(connection, who, "erase", "Remove a subject", [], reason=reason, words=words)


def _results(path: Path) -> list[Path]:
    """Return the files that measuring the study wrote beside it; a report saved there is a person's."""
    folder = results_folder(path)
    return [*(one for name in RESULTS for one in folder.glob(name)), *folder.glob("figures/*.png")]


def _copies(connection: sqlite3.Connection, path: Path, code: str) -> list[Path]:
    rows = [row for row in records.read_rows(connection, "photos") if row["subject"] == code]
    places = [path.parent / str(row["path"]) for row in rows]
    return [place for place in places if place.parent == collection_folder(path)]
