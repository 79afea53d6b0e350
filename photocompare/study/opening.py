"""A study file is made, or opened: to write, or only to read."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from pathlib import Path

from photocompare.errors import Finding, Problem
from photocompare.study import records
from photocompare.study.connect import (
    DAMAGE,
    check_file,
    connected,
    copied_to_memory,
    database_problem,
    transaction,
)
from photocompare.study.model import Study
from photocompare.study.ordered import sound
from photocompare.study.schema import VERSION, file_version, migrate
from photocompare.study.snapshots import keep_snapshot
from photocompare.study.store import OpenStudy
from photocompare.study.tables import TABLES, Change, check_rows, differences, record
from photocompare.study.verify import chain_findings
from photocompare.study.writer_lock import take_lock
from photocompare.study.writing import write_event

OPERATOR = "operator"


def new_study(path: Path | str, study: Study = Study(), *, who: str = OPERATOR) -> OpenStudy:
    """Make a study file that holds `study`, readable by its owner alone, and return it open for writing.

    Raises:
        Problem: E618 where something is there already, E614 where it cannot be written; see `OpenStudy.save`.
    """
    path = Path(path)
    study = sound(study)
    values: dict[str, str] = {}
    rows = [Change("about", None, record("about", study.about, values))]
    changes, more = differences(Study(study.about), study)
    rows, values = rows + changes, values | more
    check_rows(rows, values)
    if path.exists() or path.is_symlink():
        raise Problem("E618", path.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".photocompare-", suffix=".part")
        os.close(handle)
        try:
            _fill(Path(name), path.name, rows, values, who)
            _put(Path(name), path)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink()
    except OSError as error:
        raise Problem("E614", path.name, error.strerror or str(error)) from error
    return open_study(path, who=who)


def open_study(path: Path | str, *, write: bool = True, who: str = OPERATOR) -> OpenStudy:
    """Return the study in a file, open for writing; with `write=False` a copy of it in memory, only to read.

    A file of an older version is upgraded, after a snapshot.

    Raises:
        Problem: E600 no file, E601 no study, E602 of a newer program, E603 to E606 altered or damaged (with
            `write=False`, E606 is a finding of what comes back), E607 open elsewhere, E608 cannot be written.
    """
    path = Path(os.path.realpath(path))
    if not write:
        return _opened_to_read(path, ())
    check_file(path)
    lock = take_lock(path, who)
    connection = None
    try:
        connection = connected(path)
        version = file_version(connection, path.name)
        if findings := chain_findings(connection, path.name):
            raise Problem(findings[0].code, findings[0].subject, findings[0].detail)
        if version < VERSION:
            keep_snapshot(connection, path, records.read_head(connection)[0])
            upgrade(connection, version, who, path.name)
        return OpenStudy(path, connection, who, lock, ())
    except BaseException as error:
        if connection is not None:
            connection.close()
        lock.release()
        if isinstance(error, DAMAGE):
            raise database_problem(error, path.name) from error
        raise


def open_study_somehow(path: Path | str, *, who: str = OPERATOR) -> OpenStudy:
    """Return the study open for writing where that can be, else only to read, its `findings` saying why.

    Raises:
        Problem: where it cannot be read either.
    """
    try:
        return open_study(path, who=who)
    except Problem as problem:
        if problem.code in {"E607", "E608", "E614", "E606"}:
            return _opened_to_read(Path(os.path.realpath(path)), (problem.finding,))
        raise


def upgrade(connection: sqlite3.Connection, version: int, who: str, name: str) -> None:
    """Bring a file to the newest version in one transaction; each row that changes is told to the trail."""
    with transaction(connection, name):
        before = _all_rows(connection)
        migrate(connection, version)
        after = _all_rows(connection)
        changes = [
            Change(table, before.get((table, key)), row)
            for (table, key), row in after.items()
            if before.get((table, key)) != row
        ]
        write_event(
            connection, who, "upgrade", f"Upgrade from format {version} to {VERSION}", changes, told=True
        )


def _opened_to_read(path: Path, findings: tuple[Finding, ...]) -> OpenStudy:
    connection = copied_to_memory(path)
    try:
        version = file_version(connection, path.name)
        found = (*findings, *chain_findings(connection, path.name))
        if version < VERSION:
            upgrade(connection, version, OPERATOR, path.name)
        return OpenStudy(path, connection, OPERATOR, None, tuple(dict.fromkeys(found)))
    except BaseException as error:
        connection.close()
        if isinstance(error, DAMAGE):
            raise database_problem(error, path.name) from error
        raise


def _all_rows(connection: sqlite3.Connection) -> dict[tuple[str, str], dict[str, str | int | float | None]]:
    rows = {}
    for name in records.tables_there(connection):
        table = TABLES[name]
        cursor = connection.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        for found in cursor:
            row = dict(zip(columns, found, strict=True))
            rows[name, repr([row[column] for column in table.key])] = row
    return rows


def _fill(part: Path, name: str, rows: list[Change], values: dict[str, str], who: str) -> None:
    connection = sqlite3.connect(part, isolation_level=None)
    try:
        with transaction(connection, name):
            migrate(connection, 0)
            write_event(connection, who, "new", "Make the study", rows, values)
    finally:
        connection.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _put(part: Path, path: Path) -> None:
    """Give a finished file its name, never over another."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise Problem("E618", path.name) from error
    except OSError:
        if path.exists():
            raise Problem("E618", path.name) from None
        part.rename(path)
