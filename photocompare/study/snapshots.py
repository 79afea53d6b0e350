"""Whole copies of a study beside it, the ten newest: made when it is closed and before it is upgraded."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from photocompare.errors import Problem
from photocompare.study.connect import copied_to_memory
from photocompare.study.schema import SUFFIX

KEPT = 10


def snapshot_folder(study: Path) -> Path:
    """Return the folder beside a study that holds its snapshots."""
    return study.with_name(study.name + ".snapshots")


def snapshots(study: Path) -> list[Path]:
    """Return the snapshots of a study, the oldest first."""
    return sorted(snapshot_folder(study).glob(f"[0-9]*{SUFFIX}"))


def keep_snapshot(connection: sqlite3.Connection, study: Path, seq: int) -> Path:
    """Copy a study as it is after event `seq`, whole or not at all; the oldest beyond ten go.

    Raises:
        Problem: E614 where the copy could not be written.
    """
    folder = snapshot_folder(study)
    target, part = folder / f"{seq:08d}{SUFFIX}", folder / ".part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
            connection.backup(copy)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        for old in snapshots(study)[:-KEPT]:
            old.unlink()
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise Problem("E614", target.name, f"the snapshot: {error}") from error
    return target


def snapshot_heads(study: Path) -> dict[str, str]:
    """Return the hash of the last event in each snapshot that can be read, by the snapshot's name."""
    heads = {}
    for path in snapshots(study):
        with contextlib.suppress(Problem, sqlite3.Error), contextlib.closing(copied_to_memory(path)) as copy:
            heads[f"snapshot {path.stem}"] = str(copy.execute("SELECT hash FROM head").fetchone()[0])
    return heads
