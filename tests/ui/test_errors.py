"""Something goes wrong: it is said in words, nothing leaks, the window lives."""

from __future__ import annotations

from pathlib import Path

import pytest
from photocompare_ui import words
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel

from .conftest import Eyes


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.jpg", None, "not found"),
        ("text.jpg", b"This is no photograph.", "Not a photo"),
        ("empty.png", b"", "Empty file"),
    ],
)
def test_that_a_bad_file_is_named_in_the_banner_and_the_window_lives(
    pair: Eyes, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    pair.window.filing.open_paths([path], "followup")
    pair.settle()
    banner = pair.window.banner
    assert banner.isVisible()
    assert said in banner.text
    assert name in banner.text
    assert pair.window.document.measured
    banner.clear()
    assert not banner.isVisible()


def test_that_a_bad_regions_file_changes_nothing(pair: Eyes, tmp_path: Path) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text("{}")
    pair.window.filing.load_regions(path)
    assert "bad.geojson" in pair.window.banner.text
    assert pair.window.document.regions == ()


def test_that_a_refused_output_is_said(pair: Eyes, tmp_path: Path) -> None:
    assert not pair.window.filing.write(tmp_path, b"")
    assert "could not be written" in pair.window.banner.text


def test_that_a_name_is_never_read_as_markup(user: Eyes, tmp_path: Path, photos: dict[str, Path]) -> None:
    hostile = tmp_path / "<img src='x' width=3000>\u202egpj.png"
    hostile.write_bytes(photos["coffee"].read_bytes())
    user.open(photos["before"], hostile)
    labels = user.window.findChildren(QLabel)
    plain = [label for label in labels if label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText or label.buddy() for label in plain)
    assert "\u202e" not in user.window.banner.text
    assert user.window.width() == 1280
    assert words.tooltip("<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_that_a_long_name_is_elided(user: Eyes, tmp_path: Path, photos: dict[str, Path]) -> None:
    long = tmp_path / ("n" * 240 + ".png")
    long.write_bytes(photos["before"].read_bytes())
    user.open(long, photos["after"])
    assert user.window.width() == 1280


def test_that_settings_hold_no_word_of_the_photos(alone: Eyes, photos: dict[str, Path]) -> None:
    alone.window.close()
    QSettings().sync()
    kept = Path(QSettings().fileName()).read_text(errors="replace")
    assert not [word for word in ("before", "after", str(photos["before"].parent)) if word in kept]
