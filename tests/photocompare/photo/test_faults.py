"""When the system, a decoder or the memory fails, one photo is lost and the words are ours."""

from __future__ import annotations

import builtins
import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photocompare.errors import Cancelled, Problem
from photocompare.photo import Limits, decode_photo, read_photo, source
from photocompare.photo.isolated import IsolatedReader, read_photo_isolated
from tests.photocompare.photo import dng_and_dicom, heic, makers
from tests.photocompare.photo.mutants import mutants


def code(call: Any) -> str:
    with pytest.raises(Problem) as caught:
        call()
    return caught.value.code


def test_that_a_read_error_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, failures = makers.write(tmp_path, "a.jpg", makers.jpeg()), [1, 1]
    real = os.fstat

    def failing(number: int) -> os.stat_result:
        if failures:
            failures.pop()
            raise OSError(errno.EIO, "gone")
        return real(number)

    monkeypatch.setattr(source.os, "fstat", failing)
    assert read_photo(path).shape == (240, 320)
    failures += [1] * source.TRIES
    assert code(lambda: read_photo(path)) == "E102"


def test_that_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = makers.write(tmp_path, "a.jpg", makers.jpeg())
    real, calls = os.fstat, []

    def growing(number: int) -> os.stat_result:
        calls.append(number)
        if len(calls) == 2:
            with path.open("ab") as out:
                out.write(b"more")
        return real(number)

    monkeypatch.setattr(source.os, "fstat", growing)
    assert code(lambda: read_photo(path)) == "E102"


@pytest.mark.parametrize(
    ("module", "name", "data"),
    [("pi_heif", "a.heic", heic.HEIC_8), ("rawpy", "a.dng", None), ("pydicom", "a.dcm", None)],
)
def test_that_a_missing_part_is_named(
    module: str, name: str, data: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data or (dng_and_dicom.dng() if module == "rawpy" else dng_and_dicom.dicom())
    real = builtins.__import__

    def refusing(wanted: str, *rest: Any) -> Any:
        if wanted.partition(".")[0] == module:
            raise ImportError(wanted)
        return real(wanted, *rest)

    monkeypatch.setattr(builtins, "__import__", refusing)
    with pytest.raises(Problem, match="pip install") as caught:
        decode_photo(data, name)
    assert caught.value.code == "E105"


def test_that_the_limits_are_settings() -> None:
    assert code(lambda: decode_photo(makers.jpeg(), "a", limits=Limits(pixels=10_000))) == "E108"
    assert code(lambda: decode_photo(makers.jpeg(), "a", limits=Limits(side=300))) == "E110"


def test_that_messages_of_dicom_hold_no_patient() -> None:
    with pytest.raises(Problem) as caught:
        decode_photo(dng_and_dicom.dicom(Rows=200), "a.dcm")
    assert "Canary" not in str(caught.value) + repr(caught.value)
    assert "Canary" not in repr(decode_photo(dng_and_dicom.dicom(), "a.dcm").metadata)


def test_that_raw_keeps_exposure_and_ignores_a_dressing() -> None:
    skin = (slice(100, 180), slice(20, 180))
    whole = decode_photo(dng_and_dicom.dng(), "a.dng").linear()[skin].mean(axis=(0, 1))
    half = decode_photo(dng_and_dicom.dng(scale=0.5), "a.dng").linear()[skin].mean(axis=(0, 1))
    dressed = decode_photo(dng_and_dicom.dng(corner=60), "a.dng").linear()[skin].mean(axis=(0, 1))
    assert half / whole == pytest.approx([0.5] * 3, rel=0.01)
    assert dressed == pytest.approx(whole, rel=1e-3)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_that_raw_is_turned_once(orientation: int) -> None:
    upright = decode_photo(dng_and_dicom.dng(), "a.dng").pixels
    found = decode_photo(dng_and_dicom.dng(orientation=orientation), "a.dng").pixels
    assert np.array_equal(found, dng_and_dicom.turned(upright, orientation))


def test_that_an_isolated_photo_is_the_same_photo(tmp_path: Path) -> None:
    path = makers.write(
        tmp_path, "a.png", makers.png(exif=makers.exif(6, t010f="Acme", e9003="2026:01:02 10:00:00"))
    )
    here, there = read_photo(path), read_photo_isolated(path)
    assert np.array_equal(here.pixels, there.pixels)
    assert np.array_equal(here.linear(), there.linear())
    assert (here.sha256, here.findings) == (there.sha256, there.findings)
    assert vars(here.metadata) == vars(there.metadata)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for a fault are made with POSIX signals")
def test_that_a_crash_a_hang_and_a_blow_up_cost_one_photo(tmp_path: Path) -> None:
    good = makers.write(tmp_path, "a.jpg", makers.jpeg())
    large = makers.write(tmp_path, "b.jpg", makers.jpeg(np.tile(makers.GRAINY, (15, 40, 1))))
    with IsolatedReader(Limits(seconds=20, memory_bytes=400_000_000)) as reader:
        assert reader.read(good).shape == (240, 320)
        assert code(lambda: reader.read(tmp_path / "none.jpg")) == "E101"
        assert code(lambda: reader.read(large)) in {"E113", "E114"}
        assert reader.read(good).shape == (240, 320)
        assert reader._child is not None
        os.kill(reader._child.pid, 11)
        assert code(lambda: reader.read(good)) == "E113"
        assert reader.read(good).shape == (240, 320)
        os.kill(reader._child.pid, 19)
        reader._limits = Limits(seconds=0.5)
        started = time.perf_counter()
        assert code(lambda: reader.read(good)) == "E112"
        assert time.perf_counter() - started < 5


def test_that_a_reading_process_that_cannot_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = makers.write(tmp_path, "a.jpg", makers.jpeg())
    with IsolatedReader() as reader:
        monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
        reader.start()
        with pytest.raises(Problem, match="could not be started"):
            reader.read(path)
        monkeypatch.undo()
        assert reader.read(path).shape == (240, 320)


def test_that_what_is_not_wanted_is_not_read_and_a_stopped_reader_reads_on(tmp_path: Path) -> None:
    path = makers.write(tmp_path, "a.jpg", makers.jpeg())
    with IsolatedReader() as reader:
        reader.start()
        with pytest.raises(Cancelled):
            reader.read(path, wanted=lambda: False)
        reader.stop()
        assert reader.read(path).shape == (240, 320)


def test_that_damaged_files_are_refused_or_read() -> None:
    codes = set()
    for name, data in mutants(320, seed=11):
        try:
            assert np.isfinite(decode_photo(data, name).linear()).all()
        except Problem as problem:
            codes.add(problem.code)
    assert codes <= {"E105", "E107", "E108", "E110", "E111", "E112", "E203", "E211"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_that_thousands_of_damaged_files_are_refused_or_read(seed: int) -> None:
    for name, data in mutants(1000, seed):
        started = time.perf_counter()
        with contextlib.suppress(Problem):
            decode_photo(data, name)
        assert time.perf_counter() - started < 20


def test_that_a_turn_that_heic_does_not_follow_is_told() -> None:
    data = bytearray(heic.HEIC_TURNED)
    data[data.index(b"irot") + 4] = 0
    found = decode_photo(bytes(data), "a.heic")
    assert found.shape == (96, 128)
    assert "W205" in [finding.code for finding in found.findings]
