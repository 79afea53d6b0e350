"""The check values of the science notes, sections 1.5, 2 and the final table."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from skimage.color import lab2rgb, rgb2lab

from photocompare.color import CorrectedPhoto, lab
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metrics
from photocompare.metrics.pigmentation import typology_angle
from photocompare.phantom import skin_color
from photocompare.photo import Box, Photo, Transfer
from tests.photocompare.pictures import flat, linear_light, photo

ROOT = str(Path(__file__).parents[2])
CHECKS = {
    (194, 150, 130): {
        "l_star": 65.6673,
        "a_star": 13.6733,
        "erythema_index": 24.7693,
        "erythema_index_compensated": 7.5241,
        "melanin_index": 26.8025,
        "ita": 42.8304,
    },
    (115, 82, 68): {
        "l_star": 38.0168,
        "a_star": 11.7960,
        "erythema_index": 30.7895,
        "erythema_index_compensated": 9.5429,
        "melanin_index": 76.5885,
        "ita": -41.2462,
    },
    (200, 120, 110): {
        "l_star": 58.8268,
        "a_star": 30.1368,
        "erythema_index": 48.7869,
        "erythema_index_compensated": 23.1957,
        "melanin_index": 23.8388,
        "ita": 25.0368,
    },
    (128, 128, 128): {"l_star": 53.585, "a_star": 0.0, "erythema_index": 0.0, "melanin_index": 66.5827},
}


def patch_of(one: Photo) -> Patch:
    return Patch(CorrectedPhoto(one), one.box, np.ones(one.shape, dtype=bool))


@pytest.mark.parametrize("color", CHECKS)
def test_that_a_known_skin_color_reads_its_published_values(color: tuple[int, int, int]) -> None:
    patch = patch_of(photo(flat(color)))
    for name, expected in CHECKS[color].items():
        assert metrics()[name](patch) == pytest.approx(
            expected, abs=0.01 if "star" in name or name == "ita" else 2e-4
        )


def test_that_skin_comes_apart_into_the_published_amounts_of_melanin_and_blood() -> None:
    patch = patch_of(photo(flat((194, 150, 130))))
    assert metrics()["melanin"](patch) == pytest.approx(0.4171, abs=2e-4)
    assert metrics()["hemoglobin"](patch) == pytest.approx(0.3984, abs=2e-4)


@pytest.mark.parametrize("tone", [0.02, 0.04, 0.0625])
def test_that_melanin_moves_the_compensated_index_less_than_a_doubling_of_blood(tone: float) -> None:
    def index(melanin: float, blood: float) -> float:
        light = np.tile(np.float32(skin_color(melanin, blood)), (96, 96, 1))
        return metrics()["erythema_index_compensated"](patch_of(Photo(light, Transfer(None), "x", "0")))

    start = index(tone, 0.02)
    assert abs(index(4 * tone, 0.02) - start) < index(tone, 0.04) - start


def test_that_gray_has_no_typology_angle_instead_of_a_number() -> None:
    with pytest.raises(NotMeasurable) as caught:
        metrics()["ita"](patch_of(photo(flat((128, 128, 128)))))
    assert caught.value.finding.code == "E441"


def test_that_narrow_band_reflectances_give_the_published_indices() -> None:
    light = np.tile(np.float32([0.50, 0.30, 0.20]), (96, 96, 1))
    patch = patch_of(Photo(light, Transfer(None), "linear.tif", "0" * 64))
    assert metrics()["erythema_index"](patch) == pytest.approx(22.1849, abs=1e-4)
    assert metrics()["melanin_index"](patch) == pytest.approx(30.1030, abs=1e-4)


@pytest.mark.parametrize(
    ("l_star", "b_star", "angle"),
    [
        (65.0, 13.3, 48.438),
        (62.1, 16.3, 36.59),
        (53.7, 17.9, 11.68),
        (49.2, 18.4, -2.49),
        (38.14, 15.04, -38.26),
    ],
)
def test_that_published_mean_skins_have_their_typology_angle(
    l_star: float, b_star: float, angle: float
) -> None:
    assert typology_angle(np.float32(l_star), np.float32(b_star)) == pytest.approx(angle, abs=0.005)


def test_that_lab_equals_scikit_image_over_the_whole_cube() -> None:
    values = np.arange(0, 256, 15, dtype=np.uint8)
    cube = np.stack(np.meshgrid(values, values, values), axis=-1).reshape(1, -1, 3)
    ours = lab(linear_light(cube).astype(np.float32))
    assert np.abs(ours - rgb2lab(cube)).max() < 2e-3
    back = lab2rgb(ours.astype(np.float64))
    assert np.abs(back - cube / 255).max() < 1e-4


def test_that_exposure_moves_the_melanin_index_by_thirty_points_a_stop_and_redness_not_at_all() -> None:
    light = np.tile(np.float32([0.39, 0.23, 0.16]), (96, 96, 1))
    one, half = (
        patch_of(Photo(light * g, Transfer(None), "x", "0")) for g in (np.float32(1), np.float32(0.5))
    )
    assert metrics()["erythema_index"](one) == pytest.approx(22.93, abs=0.01)
    assert metrics()["erythema_index"](half) == pytest.approx(metrics()["erythema_index"](one), abs=1e-4)
    change = metrics()["melanin_index"](half) - metrics()["melanin_index"](one)
    assert change == pytest.approx(30.103, abs=1e-3)


def test_that_the_registry_keeps_its_name_after_a_family_is_imported() -> None:
    code = "import photocompare as pc; pc.metrics(); import photocompare.metrics.redness; pc.metrics()"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": ROOT})


def bar(width: float, angle: float, size: int = 260, length: float = 192) -> np.ndarray:
    """Return the antialiased coverage of a bar through the middle."""
    y, x = np.mgrid[0:size, 0:size] + 0.5 - size / 2
    turn = np.radians(angle)
    along, across = x * np.cos(turn) + y * np.sin(turn), -x * np.sin(turn) + y * np.cos(turn)
    inside = np.clip(width / 2 - np.abs(across) + 0.5, 0, 1) * np.clip(length / 2 - np.abs(along) + 0.5, 0, 1)
    return inside.astype(np.float32)


@pytest.mark.parametrize("angle", [0, 15, 30, 45, 62, 90])
def test_that_a_red_line_has_the_same_length_at_any_angle(angle: float) -> None:
    inside = bar(5, angle)[..., None]
    light = np.float32([0.45, 0.27, 0.2]) * 10 ** (-inside * np.float32([0.02, 0.2, 0.15]))
    patch = patch_of(Photo(light, Transfer(None), "bar", "0"))
    length = metrics()["vessel_length_density"](patch) * 260**2
    assert length == pytest.approx(192, rel=0.06)


def test_that_a_vein_of_red_absorbance_is_found_although_it_lowers_the_erythema_index() -> None:
    inside = bar(20, 30)[..., None]
    light = np.float32([0.45, 0.27, 0.2]) * 10 ** (-inside * np.float32([0.12, 0.04, 0.02]))
    patch = patch_of(Photo(light, Transfer(None), "vein", "0"))
    assert metrics()["vessel_area_fraction"](patch) > 2


def test_that_even_skin_has_no_vessels() -> None:
    patch = patch_of(photo(flat((194, 150, 130))))
    assert metrics()["vessel_area_fraction"](patch) == 0
    assert metrics()["vessel_length_density"](patch) == 0


def test_that_a_large_region_read_in_tiles_says_what_all_its_pixels_say() -> None:
    """Tiles lie side by side and count each pixel once; a large part of the mask being left out included."""
    rng = np.random.default_rng(4)
    pixels = rng.normal((170, 120, 100), 6, (700, 700, 3)).astype(np.uint8)
    whole = Patch(CorrectedPhoto(photo(pixels)), Box(1, 699, 2, 700), rng.random((698, 698)) < 0.7)
    tiled, every = (replace(whole, tiled=way) for way in (None, False))
    assert tiled.in_tiles
    assert len(every.linear) > 8 * len(tiled.linear) > 0
    for name, near in (("erythema_index", 2e-3), ("l_star", 2e-3), ("erythema_index.iqr", 0.02)):
        assert metrics()[name](tiled) == pytest.approx(metrics()[name](every), rel=near)
    far = whole.mask.copy()
    far[100:600] = False
    apart = replace(whole, mask=far, tiled=True)
    assert np.array_equal(apart.each(lambda patch: patch.linear[:, 0]), apart.linear[:, 0])
