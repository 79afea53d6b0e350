"""Reading in a process of its own: a crash, a hang or a memory blow-up of a decoder costs that photo only.

The header limits hold in it as everywhere; time and memory limits come on top.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from photocompare.errors import Cancelled, Problem
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Photo
from photocompare.photo.previews import Preview
from photocompare.photo.reading_process import READY
from photocompare.photo.wire import receive

START_SECONDS = 60.0
PIPE_BYTES = 1 << 20
"""What Linux lets every user have: a photo comes through in half the time of the usual 64 KB."""


class IsolatedReader:
    """A reading process, started at the first photo and again after it dies; use it as a context.

    It reads one photo at a time: a second thread waits for the first.
    """

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process now, so that the first photo need not wait for it; returns when it is ready."""
        # A start that fails is told with the first photo.
        with self._one_at_a_time, contextlib.suppress(OSError):
            self._ready()

    def stop(self) -> None:
        """End the process, from any thread; a read under way fails with E113, the next one starts another."""
        child = self._stopped = self._child
        if child is not None:
            child.kill()
            if self._one_at_a_time.acquire(blocking=False):
                self._end()
                self._one_at_a_time.release()

    def read(
        self,
        path: str | os.PathLike[str],
        *,
        show: Callable[[Preview], None] | None = None,
        wanted: Callable[[], bool] = lambda: True,
        preview_side: int = 1600,
        **options: Any,
    ) -> Photo:
        """Return the photo at `path`; options and errors as `read_photo`.

        `show` is given its preview, made of the same bytes, before the photo itself is decoded. What is not
        `wanted` is not read: where it says no before `stop` is called, no read slips between the two.

        Raises:
            Cancelled: the photo is not `wanted`.
            Problem: also E112 over the time limit, E113 the process died, E114 out of memory.
        """
        side = preview_side if show else 0
        request = {"path": os.fsencode(path).hex(), "preview_side": side, "options": options}
        name = os.path.basename(os.fspath(path))  # noqa: PTH119
        with self._one_at_a_time:
            try:
                return self._read(name, json.dumps(request).encode() + b"\n", show, wanted)
            except Problem:
                if not wanted():
                    raise Cancelled from None
                raise

    def _read(
        self,
        name: str,
        request: bytes,
        show: Callable[[Preview], None] | None,
        wanted: Callable[[], bool],
    ) -> Photo:
        try:
            child = self._ready()
        except OSError:
            raise Problem("E113", name, "The program part that reads photos could not be started") from None
        if not wanted():
            raise Cancelled
        assert child.stdin is not None
        assert child.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(self._limits.seconds, expire)
        timer.start()
        try:
            child.stdin.write(request)
            child.stdin.flush()
            answer = receive(child.stdout)
            while isinstance(answer, Preview):
                if show:
                    show(answer)
                answer = receive(child.stdout)
            return answer
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

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child is self._stopped:
            self._end()
        if self._child is None:
            self._child = _started(self._limits)
            _wait_for(self._child)
        return self._child

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
    command = [sys.executable, "-m", "photocompare.photo.reading_process", text]
    # The libraries' own lines on stderr can carry paths and values.
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "OMP_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        pipesize=PIPE_BYTES,
    )


def _wait_for(child: subprocess.Popen[bytes]) -> None:
    """Wait until it is ready or has ended; not part of the photo's own time: a start alone takes seconds."""
    assert child.stdout is not None
    timer = threading.Timer(START_SECONDS, child.kill)
    timer.start()
    child.stdout.read(len(READY))
    timer.cancel()
    timer.join()
