"""Rows, events and changes in and out of an open database: plain SQL, no transaction of its own."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from photocompare.errors import Problem
from photocompare.study.chain import START, Entry, Event
from photocompare.study.model import Study
from photocompare.study.ordered import ordered
from photocompare.study.tables import TABLES, Change, Record, references, study_of

EVENT = "seq, at, who, kind, what, target, root, previous, hash"
ENTRY = "seq, part, subject, body, digest"
LONGEST_TEXT = 64_000_000


def tables_there(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of the study that a file has: those of an older version are fewer."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [name for name in TABLES if name in found]


def read_rows(connection: sqlite3.Connection, table: str) -> list[Record]:
    """Return all rows of a table of the study."""
    columns = TABLES[table].columns
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in found]


def read_study(connection: sqlite3.Connection) -> Study:
    """Return the study the file holds.

    Raises:
        Problem: E605 where a row holds what this program never writes.
    """
    rows = {name: read_rows(connection, name) for name in TABLES}
    named = [value for found in rows.values() for row in found for value in references(row)]
    return ordered(study_of(rows, read_values(connection, named)))


def read_values(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, str]:
    """Return long texts by their hashes; one that is not there is left out.

    Raises:
        Problem: E605 where one is not what its hash says.
    """
    found = {}
    for name in dict.fromkeys(names):
        row = connection.execute("SELECT content FROM value WHERE sha256 = ?", (name,)).fetchone()
        if row:
            found[name] = value_text(name, row[0])
    return found


def value_text(name: str, content: object) -> str:
    """Return the long text in a stored value.

    Raises:
        Problem: E605 where it is not what its hash says, or grows beyond every measure.
    """
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(content, LONGEST_TEXT) if isinstance(content, bytes) else b""
        if reader.eof and hashlib.sha256(data).hexdigest() == name:
            return data.decode()
    except (zlib.error, UnicodeDecodeError):
        pass
    raise Problem("E605", "value", "a long text is not what its hash says")


def write_values(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Keep long texts, each once."""
    packed = [(name, zlib.compress(text.encode(), 6)) for name, text in values.items()]
    connection.executemany("INSERT OR IGNORE INTO value(sha256, content) VALUES(?, ?)", packed)


def read_events(connection: sqlite3.Connection) -> list[Event]:
    """Return all events, from the first."""
    return [Event(*row) for row in connection.execute(f"SELECT {EVENT} FROM event ORDER BY seq")]


def read_entries(connection: sqlite3.Connection, seq: int | None = None) -> list[Entry]:
    """Return the changes of one event, or of all."""
    where, values = ("", ()) if seq is None else ("WHERE seq = ?", (seq,))
    rows = connection.execute(f"SELECT {ENTRY} FROM change {where} ORDER BY seq, part", values)
    return [Entry(*row) for row in rows]


def read_head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last event, as written beside the trail; (0, zeros) in an empty file."""
    row = connection.execute("SELECT seq, hash FROM head").fetchone()
    if row and not isinstance(row[0], int):
        raise Problem("E605", "head", "the number of the last event is none")
    return (row[0], str(row[1])) if row else (0, START)


def append(connection: sqlite3.Connection, event: Event, entries: list[Entry]) -> None:
    """Add an event with its changes to the trail, and move the head."""
    connection.execute(f"INSERT INTO event({EVENT}) VALUES(?,?,?,?,?,?,?,?,?)", astuple(event))
    connection.executemany(
        f"INSERT INTO change({ENTRY}) VALUES(?,?,?,?,?)", [astuple(one) for one in entries]
    )
    connection.execute("INSERT OR REPLACE INTO head(id, seq, hash) VALUES(1, ?, ?)", (event.seq, event.hash))


def apply_change(connection: sqlite3.Connection, change: Change) -> None:
    """Make one row what the change says.

    Raises:
        Problem: E606 where the row before is not the one the change starts from.
    """
    table, key = TABLES[change.table], TABLES[change.table].key
    if change.old is not None:
        where = " AND ".join(f"{column} IS ?" for column in table.columns)
        values: list[Any] = [change.old[column] for column in table.columns]
        if change.new is None:
            done = connection.execute(f"DELETE FROM {table.name} WHERE {where}", values)
        else:
            rest = [column for column in table.columns if column not in key]
            settings = ", ".join(f"{column} = ?" for column in rest)
            values = [change.new[column] for column in rest] + values
            done = connection.execute(f"UPDATE {table.name} SET {settings} WHERE {where}", values)
        if done.rowcount != 1:
            raise Problem("E606", table.name, "a row is not what the audit trail says")
    elif change.new is not None:
        columns = ", ".join(table.columns)
        places = ", ".join("?" * len(table.columns))
        values = [change.new[column] for column in table.columns]
        connection.execute(f"INSERT INTO {table.name}({columns}) VALUES({places})", values)
