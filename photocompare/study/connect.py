"""A study file as an open database: never made by opening, nothing in it run, checked before it is read."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

from photocompare.errors import Problem

MAGIC = b"SQLite format 3\0"
WAIT_SECONDS = 2.0
ZIPPED = "It is an archive: unpack it, and open the study in it. Nothing in it was read"
LONGEST_VALUE = 64_000_000
# A damaged file may name a damaged column in the very error that sqlite3 cannot then decode.
DAMAGE = (sqlite3.Error, UnicodeDecodeError)
_SAFE = (
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    # FULL, and the folder synced too, so that the journal of a finished action does not come back.
    "synchronous = EXTRA",
)


def is_study(path: Path) -> bool:
    """Return whether a file is a study by its first bytes; never raises."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


def check_file(path: Path) -> None:
    """Refuse what is no study by its first bytes.

    Raises:
        Problem: E600 where there is no file, E601 where it is something else.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Problem("E601", path.name, "it is not a regular file")
        if not status.st_size:
            raise Problem("E601", path.name, "it is empty")
        if not is_study(path):
            raise Problem("E601", path.name, ZIPPED if is_zipfile(path) else "")
    except FileNotFoundError as error:
        raise Problem("E600", path.name) from error
    except (OSError, ValueError) as error:
        raise Problem("E601", path.name, str(getattr(error, "strerror", None) or error)) from error


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection that reads and writes an existing study file.

    Raises:
        Problem: E600 where there is none, E601 where it is something else, E604 where it is damaged,
            E614 where it cannot be written.
    """
    check_file(path)
    connection = _connect(path, "rw")
    try:
        for pragma in _SAFE:
            connection.execute(f"PRAGMA {pragma}")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise Problem("E614", path.name, "the rollback journal cannot be used on this drive")
        check_pages(connection, path.name)
    except DAMAGE as error:
        connection.close()
        raise database_problem(error, path.name) from error
    except Problem:
        connection.close()
        raise
    return connection


def copied_to_memory(path: Path) -> sqlite3.Connection:
    """Return a copy of a study in memory: the file is read once, whole, and left alone.

    Raises:
        Problem: as `connected`.
    """
    check_file(path)
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        try:
            _copy(path, memory)
        except sqlite3.OperationalError:
            # Its writer was killed, and the journal that takes half an action back cannot be played here.
            with tempfile.TemporaryDirectory(prefix="photocompare-") as folder:
                _copy(_with_journal(path, Path(folder)), memory, "rw")
        for pragma in _SAFE:
            memory.execute(f"PRAGMA {pragma}")
        check_pages(memory, path.name)
    except (*DAMAGE, OSError) as error:
        memory.close()
        raise database_problem(error, path.name) from error
    except Problem:
        memory.close()
        raise
    return memory


def check_pages(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a damaged file.

    Raises:
        Problem: E604.
    """
    said = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    if said != ["ok"]:
        raise Problem("E604", name, "; ".join(said))


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, name: str) -> Iterator[None]:
    """Do everything inside, or nothing of it; on the disk when it ends.

    Raises:
        Problem: E614 where the system refuses, E604 where the file is damaged; nothing was written.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        with contextlib.suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        bug = isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError)
        if isinstance(error, sqlite3.Error) and not bug:
            raise database_problem(error, name) from error
        raise


def database_problem(error: Exception, name: str) -> Problem:
    """Return what a database error means to a person."""
    kind = getattr(error, "sqlite_errorname", "")
    undecodable = isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode")
    if undecodable or kind.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")):
        return Problem("E604", name, str(error))
    reasons = {
        "SQLITE_FULL": "the drive is full",
        "SQLITE_READONLY": "the file or its folder is read-only",
        "SQLITE_BUSY": "another program is writing to it, or the drive cannot lock files",
        "SQLITE_IOERR": "the drive reports an error",
        "SQLITE_CANTOPEN": "the file or its folder cannot be opened for writing",
    }
    words = next((words for start, words in reasons.items() if kind.startswith(start)), "")
    return Problem("E614", name, f"{words} ({error})" if words else str(error))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
    except sqlite3.Error as error:
        raise database_problem(error, path.name) from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    return connection


def _copy(path: Path, memory: sqlite3.Connection, mode: str = "ro") -> None:
    with contextlib.closing(_connect(path, mode)) as source:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(memory)


def _with_journal(path: Path, folder: Path) -> Path:
    copy = folder / "copy"
    shutil.copyfile(path, copy)
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(f"{path}-journal", f"{copy}-journal")
    return copy
