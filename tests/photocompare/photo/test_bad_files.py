"""Every bad file of reliability.md gets its stated answer: a refusal in words, or the clean numbers."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from photocompare.errors import Problem
from photocompare.photo import Photo, read_photo
from tests.photocompare.photo.row import MEASURED, Row
from tests.photocompare.photo.rows import ROWS

SECONDS = 0.5  # what a refusal may take; doubled for a busy machine
ALLOWED = {"W201"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("row", [pytest.param(r, id=str(r), marks=[pytest.mark.slow] * r.slow) for r in ROWS])
def test_that_a_bad_file_gets_its_stated_answer(
    row: Row, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = row.make(folder)
    before = path.read_bytes() if path.name == "a.png" and path.exists() else None
    options = {**row.options, **({"root": folder / "study"} if "root" in row.options else {})}
    with rights_of_nobody(row.as_nobody):
        started = time.perf_counter()
        answer = answered(path, options)
        elapsed = time.perf_counter() - started
    assert before is None or path.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    if isinstance(answer, Problem):
        assert answer.code in row.expected, str(answer)
        assert elapsed < 2 * SECONDS
        assert row.says in str(answer)
        assert str(folder) not in str(answer)
    else:
        assert MEASURED in row.expected, answer.findings
        check_photo(row, answer)


def answered(path: Path, options: dict[str, object]) -> Photo | Problem:
    try:
        return read_photo(path, **options)  # type: ignore[arg-type]
    except Problem as problem:
        return problem


def check_photo(row: Row, photo: Photo) -> None:
    codes = {finding.code for finding in photo.findings}
    assert codes - ALLOWED == set(row.codes) - ALLOWED
    assert set(row.codes) <= codes
    assert np.isfinite(photo.linear()).all()
    if row.clean is None:
        return
    found = photo.linear() if row.clean.dtype.kind == "f" else photo.pixels
    assert found.shape == row.clean.shape
    assert found.dtype == row.clean.dtype
    seen = photo.valid if photo.valid is not None else np.ones(photo.shape, bool)
    difference = np.abs(found.astype(float) - row.clean)[seen]
    assert difference.max() <= row.within
    assert abs(float((found.astype(float) - row.clean)[seen].mean())) <= max(row.within / 20, 1e-6)


@contextmanager
def rights_of_nobody(wanted: bool) -> Iterator[None]:
    if not wanted or not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of the memory is read from /proc")
@pytest.mark.parametrize("number", ["F20", "F21", "F22a", "F22b", "F14c", "F26"])
def test_that_a_bomb_is_refused_at_once_and_without_memory(number: str, folder: Path) -> None:
    row = next(row for row in ROWS if row.id == number)
    path, spent = row.make(folder), []
    for _ in range(3):
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        before, started = peak_bytes(), time.process_time()
        with pytest.raises(Problem):
            read_photo(path)
        spent.append(time.process_time() - started)
        assert peak_bytes() - before < 50_000_000
    assert min(spent) <= 0.05


def peak_bytes() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(status.split("VmHWM:")[1].split()[0])
