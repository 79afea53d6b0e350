"""The audit trail: whatever is edited behind its back is found."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from photocompare.errors import Problem
from photocompare.study import open_study, with_timepoint
from photocompare.study.chain import Event, event_hash
from photocompare.study.schema import APPEND_ONLY, TRIGGERS, statements
from photocompare.study.snapshots import snapshot_folder, snapshots
from photocompare.study.tables import TABLES
from photocompare.study.verify import chain_findings
from tests.photocompare.study.studies import full_study, sql

TRAIL = ("event", "change", "value", "head")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    full_study(tmp_path / "study.photostudy")
    return tmp_path / "study.photostudy"


def test_that_a_thousand_tamperings_are_all_found(path: Path) -> None:
    """The tamperer takes the triggers off, edits with sqlite3, and puts them back."""
    chance, missed, kinds = random.Random(11), [], dict[str, int]()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        with closing(sqlite3.connect(path)) as source:
            source.backup(memory)
        assert not chain_findings(memory, "")
        for trigger in TRIGGERS:
            memory.execute(f"DROP TRIGGER {trigger}")
        count = 0
        while count < 1000:
            memory.execute("BEGIN")
            kind = chance.choice([edit, delete, insert, reorder, truncate])
            said = kind(memory, chance)
            if said:
                count += 1
                kinds[kind.__name__] = kinds.get(kind.__name__, 0) + 1
                missed += [] if chain_findings(memory, "") else [said]
            memory.execute("ROLLBACK")
        assert not chain_findings(memory, "")
    assert not missed
    assert min(kinds.values()) > 50
    assert len(kinds) == 5


def edit(memory: sqlite3.Connection, chance: random.Random) -> str:
    """Change one cell of any table to something else."""
    table, row, number = a_row(memory, chance)
    column = chance.choice(list(row))
    new = another(row[column], chance)
    try:
        memory.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, number))
    except sqlite3.IntegrityError:
        return ""
    stored = memory.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (number,)).fetchall()
    changed = not stored or stored[0][0] != row[column] or type(stored[0][0]) is not type(row[column])
    return f"{table}.{column}: {row[column]!r:.40} became {new!r:.40}" if changed else ""


def delete(memory: sqlite3.Connection, chance: random.Random) -> str:
    """Take a row away."""
    table, row, number = a_row(memory, chance)
    memory.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))
    return f"{table}: {row} deleted"


def insert(memory: sqlite3.Connection, chance: random.Random) -> str:
    """Add a copy of a row with another key or content."""
    table, row, _ = a_row(memory, chance)
    row = {column: another(cell, chance) if chance.random() < 0.6 else cell for column, cell in row.items()}
    try:
        places = ", ".join("?" * len(row))
        memory.execute(f"INSERT INTO {table} VALUES({places})", list(row.values()))
    except sqlite3.IntegrityError:
        return ""
    return f"{table}: {row} inserted"


def reorder(memory: sqlite3.Connection, chance: random.Random) -> str:
    """Exchange two events, or two changes, whole."""
    table, key = chance.choice([("event", "seq"), ("change", "rowid")])
    numbers = [row[0] for row in memory.execute(f"SELECT {key} FROM {table}")]
    first, second = chance.sample(numbers, 2)
    columns = ("at, who, kind, what, target, root, previous, hash", "subject, body, digest")[
        table == "change"
    ]
    rows = [
        memory.execute(f"SELECT {columns} FROM {table} WHERE {key} = ?", (number,)).fetchone()
        for number in (first, second)
    ]
    names = columns.replace(",", " = ?,") + " = ?"
    for number, row in zip((second, first), rows, strict=True):
        memory.execute(f"UPDATE {table} SET {names} WHERE {key} = ?", (*row, number))
    return f"{table} {first} and {second} exchanged"


def truncate(memory: sqlite3.Connection, chance: random.Random) -> str:
    """Drop the last events with their changes; the head stays, or is moved too but the rows are not."""
    last = memory.execute("SELECT max(seq) FROM event").fetchone()[0]
    kept = chance.randrange(1, last)
    memory.execute("DELETE FROM event WHERE seq > ?", (kept,))
    memory.execute("DELETE FROM change WHERE seq > ?", (kept,))
    if chance.random() < 0.5:
        memory.execute("UPDATE head SET seq = ?, hash = (SELECT hash FROM event WHERE seq = ?)", (kept, kept))
    return f"cut to {kept} of {last} events"


def a_row(memory: sqlite3.Connection, chance: random.Random) -> tuple[str, dict[str, Any], int]:
    while True:
        table = chance.choice([*TABLES, *TRAIL, "event", "change"])
        cursor = memory.execute(f"SELECT rowid, * FROM {table}")
        names = [column[0] for column in cursor.description][1:]
        if rows := cursor.fetchall():
            number, *cells = chance.choice(rows)
            return table, dict(zip(names, cells, strict=True)), number


def another(cell: Any, chance: random.Random) -> Any:
    match cell:
        case None:
            return chance.choice([1, "x"])
        case int() | float():
            return chance.choice([cell + 1, -cell - 1, None, str(cell) + "x"])
        case bytes():
            at = chance.randrange(len(cell))
            return cell[:at] + bytes([cell[at] ^ 1]) + cell[at + 1 :]
        case _:
            at = chance.randrange(len(cell) + 1)
            return chance.choice([cell[:at] + "7" + cell[at:], cell[:-1], "", None])


def test_that_a_rewritten_trail_is_found_by_a_snapshot_or_a_printed_head(path: Path) -> None:
    """Who cuts the last action off and mends rows, hashes and head leaves no trace in the file itself."""
    with open_study(path) as opened:
        opened.save(with_timepoint(opened.study, "1 year", 365), "Add a timepoint")
        printed = opened.head[1]
    cut = [
        *(f"DROP TRIGGER {name}" for name in TRIGGERS),
        "DELETE FROM timepoints WHERE label = '1 year'",
        "DELETE FROM change WHERE seq = (SELECT max(seq) FROM event)",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE head SET seq = seq - 1, hash = (SELECT hash FROM event ORDER BY seq DESC LIMIT 1)",
        *statements(APPEND_ONLY),
    ]
    sql(path, *cut)
    with open_study(path, write=False) as opened:
        assert not opened.findings
        assert "E606" in {finding.code for finding in opened.verify()}
        shutil.rmtree(snapshot_folder(path))
        assert "E606" not in {finding.code for finding in opened.verify()}
        assert "E606" in {finding.code for finding in opened.verify(head=printed)}


def test_that_a_tampered_study_is_read_with_words_and_never_written(path: Path) -> None:
    sql(path, "UPDATE ratings SET value = 10.0 WHERE subject = 'S01'")
    before = path.read_bytes()
    with pytest.raises(Problem, match="E606") as refused:
        open_study(path)
    assert refused.value.exit == 7
    with open_study(path, write=False) as opened:
        assert [one.code for one in opened.findings] == ["E606"]
        assert "ratings" in opened.findings[0].message
    assert path.read_bytes() == before


def test_that_the_trail_only_grows_and_old_values_stay_readable(path: Path) -> None:
    for statement in (
        "UPDATE event SET who = 'x'",
        "DELETE FROM event",
        "UPDATE change SET body = 'x'",
        "DELETE FROM change",
        "DELETE FROM value",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            sql(path, statement)
    with open_study(path, write=False) as opened:
        changed = [one for one in opened.events() if one[1] and one[2]]
        (old, new) = changed[0][2][0].old, changed[0][2][0].new
    assert old is not None
    assert new is not None
    assert (old["value"], new["value"]) == (4.0, 5.0)
    assert changed[0][1] == "S01 had been misheard"


def test_that_an_event_s_hash_covers_everything_in_it() -> None:
    event = Event(3, "2026", "R1", "do", "Rate", None, "r", "p")
    others = [
        Event(4, "2026", "R1", "do", "Rate", None, "r", "p"),
        Event(3, "2027", "R1", "do", "Rate", None, "r", "p"),
        Event(3, "2026", "R2", "do", "Rate", None, "r", "p"),
        Event(3, "2026", "R1", "undo", "Rate", None, "r", "p"),
        Event(3, "2026", "R1", "do", "Draw", None, "r", "p"),
        Event(3, "2026", "R1", "do", "Rate", 1, "r", "p"),
        Event(3, "2026", "R1", "do", "Rate", None, "s", "p"),
        Event(3, "2026", "R1", "do", "Rate", None, "r", "q"),
    ]
    assert len({event_hash(one) for one in (event, *others)}) == 9


def test_that_a_snapshot_is_as_provable_as_the_study(path: Path) -> None:
    newest = snapshots(path)[-1]
    sql(newest, "UPDATE ratings SET value = 10.0")
    with open_study(newest, write=False) as opened:
        assert [one.code for one in opened.findings] == ["E606"]
