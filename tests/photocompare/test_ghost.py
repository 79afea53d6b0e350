"""The ghost shows where the skin ends and its marks lie, and nothing of the photograph."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from photocompare import Problem
from photocompare.camera import Camera
from photocompare.color import CorrectedPhoto
from photocompare.ghost import ghost_of, ghost_overlay, ghost_sheet
from photocompare.mips import mips
from photocompare.photo import read_photo


def limb(tmp_path, side=400):
    """A band of skin on gray with one mole."""
    rows, columns = np.mgrid[:side, :side]
    picture = np.full((side, side, 3), (128, 130, 131), np.uint8)
    picture[:, 100:300] = (205, 160, 140)
    picture[np.hypot(rows - 120, columns - 180) < 9] = (90, 55, 45)
    noise = np.random.default_rng(1).integers(-3, 4, picture.shape)
    path = tmp_path / "limb.png"
    Image.fromarray((picture + noise).clip(0, 255).astype(np.uint8)).save(path)
    return CorrectedPhoto(read_photo(path))


def test_that_the_ghost_follows_the_skin_s_outline_and_its_mole(tmp_path):
    ghost = ghost_of(limb(tmp_path), [(200, 300)])
    (outline,) = ghost.outline
    assert outline[:, 0].min() * 400 == pytest.approx(100, abs=12)
    assert outline[:, 0].max() * 400 == pytest.approx(300, abs=12)
    assert any(np.hypot(*(line.mean(axis=0) * 400 - (180.5, 120.5))) < 4 for line in ghost.inner)
    assert ghost.marks == ((0.5, 0.75),)


def test_that_the_overlay_fits_a_frame_of_another_shape_in_its_middle(tmp_path):
    ghost = ghost_of(limb(tmp_path), [(200, 200)])
    overlay = ghost_overlay(ghost, 640, 400)
    assert overlay.shape == (400, 640, 4)
    assert overlay[200, 320, 3] == 255
    assert not overlay[:, :100, 3].any()


def test_that_the_sheet_is_the_same_each_time_and_has_no_picture(tmp_path):
    photo = limb(tmp_path)
    first, second = ghost_sheet(photo), ghost_sheet(photo)
    assert first == second
    assert b"/Subtype /Image" not in first
    png = np.asarray(Image.open(io.BytesIO(ghost_sheet(photo, kind="png"))))
    assert png.shape == (400, 400, 4)


def test_that_mips_halve_and_hide_what_is_not_valid():
    picture = np.random.default_rng(2).integers(0, 255, (300, 500, 3), dtype=np.uint8)
    valid = np.ones((300, 500), bool)
    valid[:10] = False
    full, *smaller = mips(picture, valid, (1, 2, 3))
    assert np.array_equal(full[10:, :, 2::-1], picture[10:])
    assert (full[:10] == (3, 2, 1, 255)).all()
    assert [level.shape[:2] for level in smaller] == [(150, 250), (75, 125)]


def test_that_a_missing_camera_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="E660"):
        Camera(tmp_path / "none.avi")
