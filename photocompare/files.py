"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from photocompare.errors import Problem


def write_whole(path: Path | str, data: bytes | Iterable[bytes]) -> None:
    """Write `data`, bytes or their parts, to `path`: a reader sees the old file or the new one, no part.

    A link is followed, an existing file keeps its mode, missing folders are made.

    Raises:
        Problem: E330 where the system refuses; the old file is untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise Problem("E330", target.name, "a folder of this name is in the way")
        if target.exists() and not target.is_file():
            # As root a device would be replaced by a file.
            raise Problem("E330", target.name, "it leads to a device, not to a file")
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".photocompare-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else _default_mode())
            Path(temporary).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise Problem("E330", Path(path).name, error.strerror or str(error)) from error


def write_private(path: Path | str, data: bytes) -> None:
    """Write `data` to a new file that its owner alone can read, whatever the umask; as `write_whole`.

    Raises:
        Problem: E330 where there is a file of that name, or the system refuses.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise Problem("E330", target.name, error.strerror or str(error)) from error
    write_whole(target, data)


def file_hash(path: Path) -> str:
    """Return the hex sha256 of the regular file at `path`, or nothing where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""


def check_outputs(outputs: Mapping[Path | None, str], inputs: Iterable[Path | None]) -> None:
    """Refuse outputs (path: the ending it must have) that are an input, or whose name says another kind.

    Raises:
        Problem: E333 for an input, E331 for another ending.
    """
    read = {path.resolve() for path in inputs if path}
    for path, ending in outputs.items():
        if path and path.resolve() in read:
            raise Problem("E333", path.name)
        if path and path.suffix.lower() != ending:
            raise Problem("E331", path.name, f"what is written there is a {ending} file; name it so")


def _default_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
