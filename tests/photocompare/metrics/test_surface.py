"""The surface: only highlights and fine contrast, each with what it must not be moved by."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto
from photocompare.compare import compare
from photocompare.metric import Patch, metrics
from photocompare.photo import Photo, Transfer
from photocompare.regions import polygon_region

SIDE, PER_MM = 400, 10
SKIN = np.array([0.45, 0.27, 0.20])


def patch_of(light: np.ndarray) -> Patch:
    photo = Photo(light.astype(np.float32), Transfer(None), "skin", "0")
    corrected = CorrectedPhoto(photo, scale=1 / PER_MM, scale_unit="mm")
    return Patch(corrected, photo.box, ~photo.clipped())


def grained(amount: float, seed: int = 1, exposure: float = 1.0) -> np.ndarray:
    """Return skin whose light varies by `amount` (a share, standard deviation) at the scale of 0.3 mm."""
    grain = cv2.GaussianBlur(np.random.default_rng(seed).normal(0, 1, (SIDE, SIDE)), (0, 0), 2.5)
    return exposure * SKIN * (1 + amount * grain / grain.std())[..., None]


def glistening(count: int, white: float = 0.35) -> np.ndarray:
    """Return skin with round highlights of 1 mm."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    light = np.tile(SKIN, (SIDE, SIDE, 1))
    for index in range(count):
        left, top = 40 + 60 * (index % 6), 40 + 60 * (index // 6)
        light = light + white * np.clip(5.5 - np.hypot(x - left, y - top), 0, 1)[..., None]
    return light


def test_that_twice_the_relief_is_twice_the_fine_contrast_whatever_the_exposure() -> None:
    fine = metrics()["texture_contrast"]
    once, twice, darker = (
        fine(patch_of(grained(amount, exposure=exposure)))
        for amount, exposure in ((0.02, 1.0), (0.04, 1.0), (0.02, 0.6))
    )
    assert twice / once == pytest.approx(2, rel=0.03)
    assert darker == pytest.approx(once, rel=0.01)


def test_that_a_softer_photo_reads_less_fine_contrast_as_the_page_says() -> None:
    sharp = grained(0.04)
    soft = cv2.GaussianBlur(sharp, (0, 0), 3)
    assert metrics()["texture_contrast"](patch_of(soft)) < 0.6 * metrics()["texture_contrast"](
        patch_of(sharp)
    )


@pytest.mark.parametrize("white", [0.35, 0.9])
def test_that_highlights_are_counted_also_where_they_are_clipped(white: float) -> None:
    share = metrics()["highlight_fraction"](patch_of(np.minimum(glistening(12, white), 1.0)))
    assert share == pytest.approx(100 * 12 * np.pi * 5**2 / SIDE**2, rel=0.15)


def test_that_neither_dull_skin_nor_a_gradient_of_light_glistens() -> None:
    share = metrics()["highlight_fraction"]
    slope = np.linspace(0.6, 1.4, SIDE)[:, None, None]
    assert share(patch_of(grained(0.03))) == 0
    assert share(patch_of(grained(0.03) * slope)) == 0


def test_that_the_color_difference_is_zero_for_the_same_skin_and_the_published_one_for_another() -> None:
    def photo(light: np.ndarray) -> Photo:
        return Photo(light.astype(np.float32), Transfer(None), "skin", str(light[0, 0]))

    one, other = np.tile(SKIN, (80, 80, 1)), np.tile(SKIN * 0.8, (80, 80, 1))
    region = polygon_region("all", [(5, 5), (75, 5), (75, 75), (5, 75)])

    def difference(after: np.ndarray) -> float | None:
        found = compare(photo(one), photo(after), [region], alignment=identity((80, 80)))
        return next(row.change for row in found.measurements if row.metric == "delta_e_2000")

    assert difference(one) == pytest.approx(0, abs=1e-6)
    assert difference(other) == pytest.approx(5.2, abs=0.5)
