"""Reading in a process of its own: a crash, a hang or a memory blow-up of a decoder costs that photo only.

The child is this module run as a program. It answers each request on its pipe with a JSON line and raw
arrays; nothing is pickled. The header limits hold in it as everywhere; time and memory limits come on top.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
from datetime import datetime
from typing import IO, Any

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Metadata, Photo, Transfer
from photocompare.photo.read import read_photo

START_SECONDS = 60.0
READY = b"+"
_ARRAYS = ("pixels", "valid", "curve", "matrix")


class IsolatedReader:
    """A reading process, started at the first photo and again after it dies; use it as a context.

    It reads one photo at a time and is not to be shared by threads.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, path: str | os.PathLike[str], **options: Any) -> Photo:
        """Return the photo at `path`; options and errors as `read_photo`.

        Raises:
            Problem: also E112 over the time limit, E113 the process died, E114 out of memory.
        """
        name = os.path.basename(os.fspath(path))  # noqa: PTH119
        child = self._child = self._child or _started(self._limits)
        assert child.stdin is not None
        assert child.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(self._limits.seconds, expire)
        timer.start()
        try:
            request = {"path": os.fsencode(path).hex(), "options": options}
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            return _received(child.stdout)
        except (EOFError, BrokenPipeError):
            self._end()
            if expired.is_set():
                raise Problem("E112", name, f"It took longer than {self._limits.seconds:g} s") from None
            raise Problem("E113", name) from None
        finally:
            timer.cancel()
            timer.join()
            if expired.is_set():
                self._end()

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def read_photo_isolated(path: str | os.PathLike[str], *, limits: Limits = Limits(), **options: Any) -> Photo:
    """Return the photo at `path`, read in a process that ends with it. Raises as `IsolatedReader.read`."""
    with IsolatedReader(limits) as reader:
        return reader.read(path, **options)


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    text = json.dumps(dataclasses.asdict(limits))
    command = [sys.executable, "-m", "photocompare.photo.isolated", text]
    # The libraries' own lines on stderr can carry paths and values.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "OMP_NUM_THREADS": "1",
    }
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert child.stdout is not None
    # The time limit is the photo's: on a busy machine the start alone takes seconds.
    timer = threading.Timer(START_SECONDS, child.kill)
    timer.start()
    child.stdout.read(len(READY))
    timer.cancel()
    timer.join()
    return child


def _received(pipe: IO[bytes]) -> Photo:
    line = pipe.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    answer = json.loads(line)
    if "problem" in answer:
        raise Problem(*answer["problem"])
    arrays = {name: _array(pipe, *answer["arrays"][name]) for name in _ARRAYS if name in answer["arrays"]}
    metadata = answer["metadata"]
    time = metadata.pop("capture_time")
    return Photo(
        pixels=arrays["pixels"],
        transfer=Transfer(arrays.get("curve"), arrays.get("matrix"), answer["transfer"]),
        valid=arrays.get("valid"),
        metadata=Metadata(capture_time=time and datetime.fromisoformat(time), **metadata),
        findings=tuple(Finding(*finding) for finding in answer["findings"]),
        **answer["photo"],
    )


def _array(pipe: IO[bytes], shape: list[int], dtype: str) -> np.ndarray[Any, Any]:
    array: np.ndarray[Any, Any] = np.empty(shape, dtype)
    view, at = array.reshape(-1).view(np.uint8).data, 0
    while at < len(view):
        got = pipe.readinto(view[at:])  # type: ignore[attr-defined]
        if not got:
            raise EOFError
        at += got
    array.flags.writeable = False
    return array


def _answer(request: bytes, limits: Limits, pipe: IO[bytes]) -> None:
    asked = json.loads(request)
    path = os.fsdecode(bytes.fromhex(asked["path"]))
    try:
        photo = read_photo(path, limits=limits, **asked["options"])
    except Problem as problem:
        pipe.write(json.dumps({"problem": dataclasses.astuple(problem.finding)}).encode() + b"\n")
        pipe.flush()
        return
    stored = {"pixels": photo.pixels, "valid": photo.valid, "curve": photo.transfer.curve}
    stored["matrix"] = photo.transfer.matrix
    arrays = {name: np.ascontiguousarray(array) for name, array in stored.items() if array is not None}
    time = photo.metadata.capture_time
    head = {
        "arrays": {name: (array.shape, array.dtype.str) for name, array in arrays.items()},
        "photo": {"name": photo.name, "sha256": photo.sha256, "format": photo.format},
        "transfer": photo.transfer.name,
        "metadata": {**dataclasses.asdict(photo.metadata), "capture_time": time and time.isoformat()},
        "findings": [dataclasses.astuple(finding) for finding in photo.findings],
    }
    pipe.write(json.dumps(head).encode() + b"\n")
    for name in _ARRAYS:
        if name in arrays:
            pipe.write(arrays[name].reshape(-1).view(np.uint8).data)
    pipe.flush()


def _confine(limits: Limits) -> None:
    """Limit this process: memory, no new files' content, no core dump with a patient's picture in it."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the header limits and the clock remain.
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer requests on stdin until it closes."""
    limits = Limits(**json.loads(sys.argv[1]))
    # Whatever a library prints on stdout must not end up between the pictures.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _confine(limits)
    pipe.write(READY)
    pipe.flush()
    for request in sys.stdin.buffer:
        _answer(request, limits, pipe)


if __name__ == "__main__":
    main()
