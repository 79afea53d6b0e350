"""The command line for tests: in the tests' own process, or in one of its own where that is the promise."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from photocompare.cli import main

COLUMNS = {"COLUMNS": "120"}
Done = subprocess.CompletedProcess[str]


def run(*words: object, cwd: Path | None = None, **variables: str) -> Done:
    """Run the command line as it is, but in this process: its start costs more than most commands do."""
    line = ["photocompare", *map(str, words)]
    out, error = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(error):
        patch.setattr(sys, "argv", line)
        for name, value in (COLUMNS | variables).items():
            patch.setenv(name, value)
        if cwd:
            patch.chdir(cwd)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    return whole(Done(line, int(ended.value.code or 0), written(out), written(error)))


def run_alone(
    *words: object,
    cwd: Path | None = None,
    seconds: float = 120,
    before: Callable[[], None] | None = None,
    **variables: str,
) -> Done:
    """Run the command line in a process of its own that calls `before` first and has further `variables`."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | COLUMNS | variables
    line = [sys.executable, "-m", "photocompare", *map(str, words)]
    done = subprocess.run(
        line,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        timeout=seconds,
        check=False,
        preexec_fn=before,
    )
    return whole(done)


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def whole(done: Done) -> Done:
    """Return what ended without a traceback."""
    assert "Traceback" not in done.stdout + done.stderr
    return done
