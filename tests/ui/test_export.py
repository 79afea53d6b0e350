"""A user takes pictures out of the window: view, pair, strip, blink, ghost sheet."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from photocompare_ui.look import VIEWS
from photocompare_ui.views.foot import changed
from PIL import Image
from PySide6.QtWidgets import QFileDialog

from .conftest import Eyes
from .test_look_at_boards import further
from .test_views import rgb

SECRETS = (b"before.png", b"Exif", b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"GPS")


def export(user: Eyes, action: str, path: Path) -> bytes:
    user.act(action)
    dialog = user.window.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(path))
    dialog.accept()
    user.wait(path.exists)
    return path.read_bytes()


@pytest.mark.parametrize("view", VIEWS)
def test_that_a_figure_of_every_view_is_the_screen_with_a_foot(pair: Eyes, tmp_path: Path, view: str) -> None:
    pair.act(view)
    pair.settle()
    shown = rgb(pair.window.stage.picture())
    data = export(pair, "export_picture", tmp_path / f"{view}.png")
    saved = np.asarray(Image.open(io.BytesIO(data)))
    assert np.array_equal(saved[: len(shown)], shown)
    assert np.ptp(saved[len(shown) :]) > 100
    assert not [secret for secret in SECRETS[1:] if secret in data]


def test_that_a_tiff_has_the_same_pixels_and_an_svg_its_labels_as_text(pair: Eyes, tmp_path: Path) -> None:
    png = np.asarray(Image.open(io.BytesIO(export(pair, "export_picture", tmp_path / "a.png"))))
    tiff = Image.open(io.BytesIO(export(pair, "export_picture", tmp_path / "a.tif")))
    assert np.array_equal(np.asarray(tiff), png)
    assert not set(tiff.tag_v2) & {271, 272, 306, 315, 34665, 34853}  # type: ignore[attr-defined]
    text = export(pair, "export_picture", tmp_path / "a.svg").decode()
    assert len(re.findall(r"<image", text)) == 2
    assert "Baseline" in text
    assert "Follow-up laid onto the baseline" in text


def test_that_the_pair_and_the_strip_show_all_timepoints_whatever_the_view(
    pair: Eyes, tmp_path: Path
) -> None:
    further(pair, 3)
    pair.act("wipe")
    two = Image.open(io.BytesIO(export(pair, "export_pair", tmp_path / "pair.png")))
    five = Image.open(io.BytesIO(export(pair, "export_strip", tmp_path / "strip.png")))
    assert two.width == pytest.approx(2 * 900, abs=10)
    assert five.width == pytest.approx(5 * 900, abs=20)
    left, right = np.asarray(two)[:900, :900], np.asarray(two)[:900, -900:]
    assert left.std() > 20
    assert right.std() > 20
    assert pair.window.document.look.view == "wipe"
    first, *others = changed(pair.window.document, series=True).split("\n")
    assert first == changed(pair.window.document)
    assert first.startswith("Follow-up laid onto the baseline")
    assert [one.split(": ")[0] for one in others] == [one.title for one in pair.window.document.series]
    assert five.height > two.height


@pytest.mark.parametrize("ending", ["gif", "png", "webp"])
def test_that_a_blink_has_two_frames_for_ever(pair: Eyes, tmp_path: Path, ending: str) -> None:
    data = export(pair, "export_blink", tmp_path / f"blink.{ending}")
    moving = Image.open(io.BytesIO(data))
    assert moving.n_frames == 2  # type: ignore[attr-defined]
    assert moving.info.get("loop") == 0
    frames = []
    for index in range(2):
        moving.seek(index)
        frames.append(np.asarray(moving.convert("RGB")).astype(int))
    assert np.abs(frames[0] - frames[1]).max() > 20
    assert not [secret for secret in SECRETS if secret in data and ending != "png"]


def test_that_a_ghost_sheet_is_a_page_of_lines(pair: Eyes, tmp_path: Path) -> None:
    data = export(pair, "ghost_sheet", tmp_path / "ghost.pdf")
    assert data.startswith(b"%PDF")
    assert b"/Subtype /Image" not in data
    assert b"before" not in data
    png = Image.open(io.BytesIO(export(pair, "ghost_sheet", tmp_path / "ghost.png")))
    assert png.mode == "RGBA"
    assert 0.001 < (np.asarray(png)[..., 3] > 0).mean() < 0.4
