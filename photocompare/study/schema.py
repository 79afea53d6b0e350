"""The study file's tables, version by version; a new file goes through every step an old one did."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from photocompare.errors import Problem

APPLICATION_ID = 0x50435354  # "PCST"
SUFFIX = ".photostudy"

V1 = """
CREATE TABLE event(
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL,
  target INTEGER, root TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE change(
  seq INTEGER NOT NULL REFERENCES event(seq), part INTEGER NOT NULL, subject TEXT, body TEXT,
  digest TEXT NOT NULL, PRIMARY KEY(seq, part));
CREATE TABLE value(sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL);
CREATE TABLE about(
  id INTEGER PRIMARY KEY CHECK(id = 1), title TEXT NOT NULL, template TEXT NOT NULL, arms TEXT NOT NULL,
  lightings TEXT NOT NULL, views TEXT NOT NULL, outcomes TEXT NOT NULL, blinded INTEGER NOT NULL);
CREATE TABLE recipes(name TEXT PRIMARY KEY, recipe TEXT NOT NULL);
CREATE TABLE timepoints(label TEXT PRIMARY KEY, day REAL NOT NULL);
CREATE TABLE subjects(code TEXT PRIMARY KEY, note TEXT NOT NULL, day_zero TEXT NOT NULL);
CREATE TABLE views(
  subject TEXT NOT NULL, name TEXT NOT NULL, midline TEXT, symmetric INTEGER NOT NULL,
  PRIMARY KEY(subject, name));
CREATE TABLE photos(
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, view TEXT NOT NULL, timepoint TEXT NOT NULL, path TEXT NOT NULL,
  sha256 TEXT NOT NULL, lighting TEXT NOT NULL, repeat INTEGER NOT NULL, day REAL, captured REAL,
  mm_per_pixel REAL, arm TEXT NOT NULL, side TEXT NOT NULL);
CREATE TABLE regions(
  subject TEXT NOT NULL, view TEXT NOT NULL, regions TEXT NOT NULL, lighting TEXT NOT NULL,
  timepoint TEXT NOT NULL, PRIMARY KEY(subject, view, lighting, timepoint));
CREATE TABLE alignments(
  subject TEXT NOT NULL, baseline TEXT NOT NULL, followup TEXT NOT NULL, saved TEXT NOT NULL,
  points TEXT NOT NULL, by_hand INTEGER NOT NULL, PRIMARY KEY(baseline, followup));
CREATE TABLE charts(subject TEXT NOT NULL, photo TEXT PRIMARY KEY, corners TEXT NOT NULL);
CREATE TABLE measurements(
  subject TEXT NOT NULL, view TEXT NOT NULL, lighting TEXT NOT NULL, timepoint TEXT NOT NULL,
  saved TEXT NOT NULL, baseline_sha256 TEXT NOT NULL, followup_sha256 TEXT NOT NULL,
  PRIMARY KEY(subject, view, lighting, timepoint));
CREATE TABLE ratings(
  subject TEXT NOT NULL, timepoint TEXT NOT NULL, outcome TEXT NOT NULL, value NOT NULL, view TEXT NOT NULL,
  side TEXT NOT NULL, arm TEXT NOT NULL, rater TEXT NOT NULL,
  PRIMARY KEY(subject, timepoint, outcome, view, side, arm, rater));
"""

APPEND_ONLY = """
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER value_stays BEFORE UPDATE ON value BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER value_kept BEFORE DELETE ON value BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows'); END;
"""
TRIGGERS = ("event_stays", "event_kept", "change_stays", "change_kept", "value_stays", "value_kept")

V2 = """
ALTER TABLE photos ADD COLUMN size INTEGER;
"""

V3 = """
ALTER TABLE subjects ADD COLUMN age INTEGER;
CREATE TABLE vessels(subject TEXT NOT NULL, photo TEXT PRIMARY KEY, strokes TEXT NOT NULL);
"""

STEPS = (V1 + APPEND_ONLY, V2, V3)
"""Each step makes the tables of one version from those of the version before.

2: the size of photos, so that a moved one is looked for among files of its size only.
3: the age of subjects; what was painted over the vessels of a photo.
"""
VERSION = len(STEPS)


def statements(script: str) -> list[str]:
    """Return the single statements of a script, so that all run in the caller's transaction."""
    return [
        part for part in re.split(r";\s*\n\s*(?=CREATE|ALTER|DROP|UPDATE|\Z)", script.strip() + "\n") if part
    ]


def migrate(connection: sqlite3.Connection, start: int) -> None:
    """Bring the tables from version `start` (0: none) to the newest, inside the caller's transaction."""
    for step in STEPS[start:]:
        for statement in statements(step):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def file_version(connection: sqlite3.Connection, name: str) -> int:
    """Return the version of the tables of a file, known to be a study with exactly the tables it should have.

    Raises:
        Problem: E601 where it is no study, E602 where a newer program made it, E603 where its tables,
            triggers or views are not those of its version.
    """
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        found = schema_of(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Problem("E601", name, str(error)) from error
    if application != APPLICATION_ID or version < 1:
        raise Problem("E601", name)
    if version > VERSION:
        raise Problem("E602", name, f"its format is {version}, this program reads up to {VERSION}")
    if wrong := sorted(key for key, _ in found ^ expected_schema(version)):
        raise Problem("E603", name, f"{wrong[0]!r} is not as photocompare makes it")
    return version


def schema_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return everything a database defines: (kind and name, statement)."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    # In a damaged file any cell may be of any kind.
    return frozenset((f"{kind} {name}", " ".join(str(sql).split())) for kind, name, sql in rows)


@cache
def expected_schema(version: int) -> frozenset[tuple[str, str]]:
    """Return what a file of a version defines, found by making one in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in STEPS[:version]:
            for statement in statements(step):
                connection.execute(statement)
        return schema_of(connection)
    finally:
        connection.close()
