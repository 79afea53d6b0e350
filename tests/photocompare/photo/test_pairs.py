"""Rows of a pair (M16, M22-M24, M27-M30), what is read of the capture, and what never is (M26)."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest

from photocompare.photo import Metadata, Photo, decode_photo, pair_findings, photo_findings, read_photo
from tests.photocompare.photo import makers, profiles
from tests.photocompare.photo.rows import ROWS
from tests.photocompare.photo.rows_metadata import P3

CANON = makers.exif(
    1, t010f="Canon", t0110="Canon EOS R5", e829a=0.008, e829d=8.0, e8827=100, e9003="2026:01:02 10:00:00",
    e9011="+01:00", e9209=1, e920a=100.0, ea403=1, ea434="EF100mm", t0131="Firmware 1.0", ea401=0,
)  # fmt: skip


def photo(data: bytes = b"", **metadata: object) -> Photo:
    read = decode_photo(data or makers.png(exif=CANON), "a.png")
    return dataclasses.replace(read, metadata=dataclasses.replace(read.metadata, **metadata))  # type: ignore[arg-type]


def codes(baseline: Photo, followup: Photo) -> list[str]:
    return [finding.code for finding in pair_findings(baseline, followup)]


OTHER = makers.png(makers.SCENE[::-1].copy(), exif=CANON)


def test_that_the_capture_is_read() -> None:
    zone = timezone(timedelta(hours=1))
    found = photo().metadata
    assert found.capture_time == datetime(2026, 1, 2, 10, 0, 0, tzinfo=zone)
    assert (found.camera, found.lens, found.software) == ("Canon EOS R5", "EF100mm", "Firmware 1.0")
    assert (found.exposure_s, found.f_number, found.iso) == (pytest.approx(0.008), 8.0, 100.0)
    assert (found.flash, found.white_balance, found.focal_length_mm) == (True, "manual", 100.0)


def test_that_owner_serial_and_comments_are_never_kept(tmp_path: Path) -> None:
    path = next(row for row in ROWS if row.id == "M26").make(tmp_path)
    assert path.read_bytes().count(b"CANARY") >= 8
    read = read_photo(path)
    assert "CANARY" not in repr(read.metadata) + repr(read.findings)


def test_that_the_same_file_and_the_same_picture_are_told_apart() -> None:
    again = decode_photo(makers.png(exif=CANON, compress_level=1), "b.png")
    assert codes(photo(), photo()) == ["W235"]
    assert codes(photo(), again) == ["W236"]
    assert codes(photo(), photo(OTHER)) == []


def test_that_different_color_spaces_are_named() -> None:
    other = photo(makers.png(makers.SCENE[::-1].copy(), icc_profile=P3, exif=CANON))
    assert codes(photo(), other) == ["W207"]


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (datetime(2025, 12, 1, tzinfo=UTC), ["W230"]),
        (None, ["W230"]),
        (datetime(1970, 1, 1, tzinfo=UTC), ["W230"]),
        (datetime(2099, 1, 1, tzinfo=UTC), ["W230"]),
        (datetime(2026, 1, 2, 9, 30, tzinfo=UTC), []),
        (datetime(2026, 1, 2, 8, 30, tzinfo=UTC), ["W230"]),
        (datetime(2026, 2, 1), []),
    ],
)
def test_that_doubtful_times_are_told(time: datetime | None, expected: list[str]) -> None:
    assert codes(photo(), photo(OTHER, capture_time=time)) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"camera": "Nikon"},
        {"lens": "b"},
        {"exposure_s": 0.02},
        {"iso": 800.0},
        {"white_balance": "auto"},
        {"flash": False},
    ],
)
def test_that_a_different_capture_is_told_with_both_values(change: dict[str, object]) -> None:
    (finding,) = pair_findings(photo(), photo(OTHER, **change))
    assert finding.code == "W231"
    assert ", then " in finding.message


def test_that_unequal_fineness_of_color_is_told() -> None:
    fine, coarse = makers.jpeg(exif=CANON), makers.jpeg(makers.GRAINY[::-1].copy(), subsampling=2, exif=CANON)
    assert codes(photo(fine), photo(coarse)) == ["W233"]


@pytest.mark.parametrize("quality", [30, 50, 69, 75, 90, 95])
def test_that_the_jpeg_quality_is_estimated(quality: int) -> None:
    read = decode_photo(makers.jpeg(quality=quality, subsampling=2), "a.jpg")
    assert read.metadata.jpeg_quality == pytest.approx(quality, abs=1)
    assert read.metadata.chroma_subsampling == "4:2:0"
    assert ("W233" in [f.code for f in photo_findings(read)]) == (quality < 85)


def test_that_filters_and_screenshots_are_told() -> None:
    assert [f.code for f in photo_findings(photo(software="Snapseed 2.0"))] == ["W232"]
    assert [f.code for f in photo_findings(photo(rendering="portrait"))] == ["W232"]
    screen = dataclasses.replace(photo(), pixels=np.zeros((1334, 750, 3), np.uint8), metadata=Metadata())
    assert [f.code for f in photo_findings(screen)] == ["W234"]
    assert photo_findings(photo()) == ()


def test_that_a_profile_says_more_than_the_camera_mark() -> None:
    marked = makers.exif(ea001=1)
    data = makers.png(
        icc_profile=profiles.matrix_profile(profiles.ADOBE, profiles.gamma_curve(2.2)), exif=marked
    )
    assert decode_photo(data, "a").transfer.matrix is not None
    assert decode_photo(makers.png(exif=marked), "a").findings == ()
