"""One writer at a time: a lock of the operating system, which ends with the process that holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from photocompare.errors import Problem, displayable

TRIES = 10
LARGEST_NOTE = 2000


@dataclass
class WriterLock:
    """A held lock: an open file beside the study. `release` gives it up; so does the end of the process."""

    path: Path
    handle: int | None

    def release(self) -> None:
        """Give the lock up, and take its file away."""
        if self.handle is None:
            return
        with contextlib.suppress(OSError):
            self.path.unlink()
        os.close(self.handle)
        self.handle = None


def take_lock(study: Path, who: str) -> WriterLock:
    """Return the lock for writing to a study.

    Raises:
        Problem: E607 where another program holds it (exit 6; who and since when), E608 where this folder
            cannot be written or its drive cannot lock.
    """
    path = study.with_name(f".{study.name}.lock")
    for _ in range(TRIES):
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise Problem("E608", study.name, error.strerror or str(error)) from error
        if _held(handle, path, study.name):
            _sign(handle, who)
            return WriterLock(path, handle)
        os.close(handle)
    raise Problem("E607", study.name)


def _held(handle: int, path: Path, name: str) -> bool:
    """Lock an open file; return whether `path` still leads to it: its last holder may have removed it."""
    try:
        _lock(handle)
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
    except OSError as error:
        taken = isinstance(error, BlockingIOError | PermissionError)
        said = _holder(handle) if taken else f"this drive cannot lock files ({error.strerror or error})"
        os.close(handle)
        raise Problem("E607" if taken else "E608", name, said) from error


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        # Far behind the note, so that others may read who holds it.
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(handle: int, who: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    note = {"who": who, "since": since, "computer": socket.gethostname(), "process": os.getpid()}
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(note).encode())


def _holder(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        note = json.loads(os.read(handle, LARGEST_NOTE))
        words = f"{note['who']} has it open on {note['computer']} since {note['since']} (UTC)"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return displayable(words)
