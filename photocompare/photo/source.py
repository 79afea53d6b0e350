"""The bytes of one file, read once, from a regular file only."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from photocompare.errors import Problem
from photocompare.photo.limits import Limits

TRIES = 3
# O_NONBLOCK: a FIFO put in the file's place between stat and open must not hang the program.
_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


@dataclass(frozen=True, eq=False)
class Source:
    """The whole content of a file: `data`, its display `name` and its `sha256` in hex."""

    data: bytes
    name: str
    sha256: str

    @staticmethod
    def of(data: bytes, name: str) -> Source:
        """Return the source of bytes that are in memory already."""
        return Source(data, name, hashlib.sha256(data).hexdigest())


def read_source(
    path: str | os.PathLike[str], *, limits: Limits, root: str | os.PathLike[str] | None = None
) -> Source:
    """Return the bytes of a regular file, opened once and read-only.

    Raises:
        Problem: E101 missing, E102 unreadable or changed meanwhile, E103 not a regular file,
            E104 empty, E109 too many bytes, E115 a path no file can have.
    """
    text, name = _inside(path, root)
    for attempt in range(TRIES):
        try:
            return Source.of(_content(text, name, limits), name)
        except OSError as error:
            # A share that hiccups gives EIO once; a file that is gone stays gone.
            if error.errno != errno.EIO or attempt == TRIES - 1:
                raise _problem(error, name) from None
    raise AssertionError


def read_start(
    path: str | os.PathLike[str],
    size: int,
    *,
    limits: Limits,
    root: str | os.PathLike[str] | None = None,
) -> tuple[bytes, str]:
    """Return the first `size` bytes of a regular file, and its display name. Raises as `read_source`."""
    text, name = _inside(path, root)
    try:
        _check(os.stat(text), name, limits)  # noqa: PTH116 - Path would normalize the name
        with open(os.open(text, _FLAGS), "rb", buffering=0) as file:  # noqa: PTH123
            _check(os.fstat(file.fileno()), name, limits)
            return file.read(size), name
    except OSError as error:
        raise _problem(error, name) from None


def _inside(path: str | os.PathLike[str], root: str | os.PathLike[str] | None) -> tuple[str, str]:
    """Return the path as text, and the display name; it must not lead out of `root`."""
    text = os.fspath(path)
    name = Path(text).name or text
    if "\0" in text:
        raise Problem("E115", name, "The path holds a NUL character")
    if root is not None and not Path(os.path.realpath(text)).is_relative_to(os.path.realpath(root)):
        raise Problem("E115", name, "It leads out of the folder it belongs to")
    return text, name


def _content(path: str, name: str, limits: Limits) -> bytes:
    before = os.stat(path)  # noqa: PTH116 - Path would normalize the name
    _check(before, name, limits)
    with open(os.open(path, _FLAGS), "rb", buffering=0) as file:  # noqa: PTH123
        opened = os.fstat(file.fileno())
        _check(opened, name, limits)
        data = bytearray()
        while len(data) <= opened.st_size and (part := file.read(opened.st_size + 1 - len(data))):
            data += part
        after = os.fstat(file.fileno())
    if len(data) != opened.st_size or (after.st_size, after.st_mtime_ns) != (
        opened.st_size,
        opened.st_mtime_ns,
    ):
        raise Problem("E102", name, "The file changed while it was read")
    return bytes(data)


def _check(status: os.stat_result, name: str, limits: Limits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Problem("E103", name, "It is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise Problem("E103", name, "It is a device or a pipe")
    if status.st_size == 0:
        raise Problem("E104", name)
    if status.st_size > limits.file_bytes:
        megabytes = f"{status.st_size / 1e6:.0f} MB, the limit is {limits.file_bytes / 1e6:.0f} MB"
        raise Problem("E109", name, f"The file has {megabytes}")


def _problem(error: OSError, name: str) -> Problem:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Problem("E101", name)
    if error.errno == errno.ELOOP:
        return Problem("E103", name, "The link leads back to itself")
    if error.errno in {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}:
        return Problem("E115", name, "No file can have this path")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Problem("E102", name, "There is no permission to read it")
    return Problem("E102", name, f"Read error ({errno.errorcode.get(error.errno or 0, 'unknown')})")
