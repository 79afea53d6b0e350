"""Decoders that crash, hang or eat the memory, and what is seen before a photo is read."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from photocompare_ui.document import Document
from photocompare_ui.image import pixels
from photocompare_ui.views import arrangement
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from photocompare.photo import Limits, Preview
from photocompare.photo.isolated import IsolatedReader
from tests.photocompare.photo import makers

from .conftest import Eyes, Readers, eyes, two_readers

# The decoder of the reading process, not of this one, fails at the word in the file's comment.
FAULTY = """
import ctypes, time
import simplejpeg
real = simplejpeg.decode_jpeg
def decode(data, *words, **options):
    if b"SEGFAULT" in data:
        ctypes.string_at(0)
    if b"HANGS" in data:
        time.sleep(1000)
    if b"EATS" in data:
        bytearray(10_000_000_000)
    if b"SLOW" in data and options["min_height"] >= 1900:
        time.sleep(1.0)
    return real(data, *words, **options)
simplejpeg.decode_jpeg = decode
"""
BEFORE = makers.exif(1, e9003="2026:01:02 10:00:00")
AFTER = makers.exif(1, e9003="2026:02:02 10:00:00")
LARGE = np.tile(makers.GRAINY, (8, 8, 1))


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """Reading processes in which decoding some files kills, hangs or waits."""
    (tmp_path / "sitecustomize.py").write_text(FAULTY)
    monkeypatch.syspath_prepend(str(tmp_path))
    with two_readers(Limits(seconds=3)) as pair:
        yield pair


@pytest.fixture
def shaky(qapp: object, qtbot: QtBot, tmp_path: Path, faulty: Readers) -> Iterator[Eyes]:
    with eyes(qtbot, tmp_path, faulty) as made:
        yield made


def jpeg(folder: Path, name: str, exif: bytes, word: str = "", pixels: np.ndarray = makers.GRAINY) -> Path:
    data = makers.jpeg(pixels, exif=exif)
    return makers.write(folder, name, makers.app(data, 0xFE, word.encode()) if word else data)


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("SEGFAULT", "stopped the reader"),
        ("HANGS", "took too long"),
        pytest.param(
            "EATS", "Not enough memory", marks=pytest.mark.skipif(sys.platform != "linux", reason="")
        ),
    ],
)
def test_that_a_file_that_kills_its_decoder_costs_itself_only(
    shaky: Eyes, tmp_path: Path, word: str, says: str
) -> None:
    good, bad = jpeg(tmp_path, "good.jpg", BEFORE), jpeg(tmp_path, "bad.jpg", AFTER, word)
    shaky.open(good, bad)
    document = shaky.window.document
    assert document.baseline is not None
    assert document.followup is None
    assert says in shaky.window.banner.text
    assert "bad.jpg" in shaky.window.banner.text
    shaky.open(good, jpeg(tmp_path, "later.jpg", AFTER))
    assert document.followup is not None
    assert document.followup.name == "later.jpg"
    assert document.measured


def test_that_cancel_does_not_wait_for_a_decoder_that_hangs(shaky: Eyes, tmp_path: Path) -> None:
    hanging = jpeg(tmp_path, "bad.jpg", AFTER, "HANGS")
    shaky.window.filing.open_pair(jpeg(tmp_path, "good.jpg", BEFORE), hanging)
    shaky.wait(lambda: bool(shaky.window.document.glimpses))
    begun = time.monotonic()
    shaky.window.status.cancel.click()
    shaky.settle()
    assert time.monotonic() - begun < 2.5  # the reading itself may take 3
    assert shaky.window.document.glimpses == {}
    assert shaky.window.document.baseline is None
    assert shaky.window.stage.welcome.isVisible()


def seen(document: Document) -> list[str]:
    return [
        " ".join((one.captions[0].title, one.captions[0].details)) for one in arrangement.arranged(document)
    ]


def test_that_a_preview_is_seen_first_and_never_taken_for_measured(shaky: Eyes, tmp_path: Path) -> None:
    paths = [
        jpeg(tmp_path, name, exif, "SLOW", pixels)
        for name, exif, pixels in (("b.jpg", AFTER, LARGE[:, ::-1]), ("a.jpg", BEFORE, LARGE))
    ]
    window, document, swapped = shaky.window, shaky.window.document, []
    window.filing.open_paths(paths)
    shaky.wait(lambda: len([one for one in document.glimpses.values() if one]) == 2)
    assert document.baseline is None
    assert not document.measured
    words = seen(document)
    assert "a.jpg" in words[0]
    assert "b.jpg" in words[1]
    assert all("2026-0" in text and "not measured" in text for text in words)
    assert window.status.words.text() == "Reading, not measured"
    small, sight = window.stage.picture(), window.stage.panes[0].sight
    document.photos_changed.connect(lambda: swapped.append(window.stage.picture()))
    QTest.mouseClick(window.stage.panes[0].viewport(), Qt.MouseButton.LeftButton)
    shaky.settle()
    assert document.baseline is not None
    assert document.baseline.name == "a.jpg"
    assert document.measured
    assert window.stage.panes[0].sight == sight
    assert not any("not measured" in text for text in seen(document))
    before, after = (pixels(picture).astype(float) for picture in (small, *swapped))
    middle = slice(100, 500), slice(0, None)
    assert np.abs(before[middle] - after[middle]).mean() < 6


def test_that_a_preview_hides_the_numbers_of_the_pair_it_covers(shaky: Eyes, tmp_path: Path) -> None:
    shaky.open(
        jpeg(tmp_path, "a.jpg", BEFORE), jpeg(tmp_path, "b.jpg", AFTER, pixels=makers.GRAINY[:, ::-1].copy())
    )
    window, document = shaky.window, shaky.window.document
    assert window.measurements.isVisible()
    window.filing.open_paths([jpeg(tmp_path, "c.jpg", AFTER, "HANGS")], "followup")
    window.stage.zoom(2)
    sight = window.stage.panes[0].sight
    document.glimpse({"followup": None})
    assert document.covered
    assert not window.measurements.isVisible()
    assert not window.findings.isVisible()
    assert window.stage.panes[1].message == "Reading the photograph"
    window.status.cancel.click()
    shaky.settle()
    assert window.measurements.isVisible()
    assert document.followup is not None
    assert document.followup.name == "b.jpg"
    assert window.stage.panes[0].sight == sight


def test_that_a_preview_counts_in_the_pixels_of_its_photo(tmp_path: Path) -> None:
    path = jpeg(tmp_path, "a.jpg", BEFORE, pixels=LARGE)
    found: list[Preview] = []
    with IsolatedReader() as reader:
        photo = reader.read(path, show=found.append, preview_side=500)
    assert found[0].shape == photo.shape == LARGE.shape[:2]
    assert max(found[0].rgb.shape) <= 500
