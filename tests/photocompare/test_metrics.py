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

from photocompare.color import CorrectedPhoto, components, lab
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


MEAN_SKIN = np.float32([0.39, 0.23, 0.16])


def lit(color: np.ndarray) -> Patch:
    """Return even skin of one linear color."""
    light = np.tile(color.astype(np.float32), (32, 32, 1))
    return patch_of(Photo(light, Transfer(None), "skin", "0"))


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


@pytest.mark.parametrize("tone", [0.02, 0.04, 0.0625, 0.09])
def test_that_melanin_moves_the_compensated_index_less_than_a_doubling_of_blood(tone: float) -> None:
    def index(melanin: float, blood: float) -> float:
        light = np.tile(np.float32(skin_color(melanin, blood)), (96, 96, 1))
        return metrics()["erythema_index_compensated"](patch_of(Photo(light, Transfer(None), "x", "0")))

    start = index(tone, 0.02)
    assert abs(index(4 * tone, 0.02) - start) < index(tone, 0.04) - start


def test_that_no_ratio_of_colors_tells_very_dark_skin_from_redder_brown_skin() -> None:
    dark, red = (-np.log10(skin_color(*skin)) for skin in ((0.48, 0.02), (0.163, 0.084)))
    assert np.diff(dark) == pytest.approx(np.diff(red), abs=0.002)
    assert dark[0] - red[0] > 0.3  # but one is half as light: W480, as exposure is what an index must not see


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
        (61.9, 15.3, 37.87),
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


@pytest.mark.parametrize(
    ("stops", "a_star", "l_star", "ita", "melanin"),
    [
        (-1.0, 8.56, 42.68, -29.5, 71.0),
        (-0.33, 9.99, 52.51, 9.4, 50.8),
        (0.0, 10.78, 57.94, 26.0, 40.9),
        (0.33, 11.63, 63.80, 38.1, 31.0),
        (0.5, 12.10, 66.99, 42.9, 25.8),
    ],
)
def test_that_exposure_moves_lightness_as_published_and_the_erythema_index_not_at_all(
    stops: float, a_star: float, l_star: float, ita: float, melanin: float
) -> None:
    patch = lit(MEAN_SKIN * 2**stops)
    assert metrics()["erythema_index"](patch) == pytest.approx(22.93, abs=0.01)
    assert metrics()["a_star"](patch) == pytest.approx(a_star, abs=0.02)
    assert metrics()["l_star"](patch) == pytest.approx(l_star, abs=0.05)
    assert metrics()["ita"](patch) == pytest.approx(ita, abs=0.3)
    assert metrics()["melanin_index"](patch) == pytest.approx(melanin, abs=0.1)


def test_that_a_gain_of_one_channel_moves_the_indices_as_published() -> None:
    redder, bluer = (lit(MEAN_SKIN * np.float32(gain)) for gain in ([1.05, 1, 1], [1, 1, 1.05]))
    plain = lit(MEAN_SKIN)
    for name, patch, moved in (("", redder, 2.12), ("_compensated", bluer, 0.95)):
        one = metrics()[f"erythema_index{name}"]
        assert one(patch) - one(plain) == pytest.approx(moved, abs=0.01)


@pytest.mark.parametrize(
    ("vectors", "amounts"),
    [
        # The master vectors of Chiba university's public code, and those of the diffusion model.
        ([(0.4143, 0.3570, 0.8372), (0.2988, 0.6838, 0.6657), (1, 1, 1)], (0.3082, 0.6892, -0.0656)),
        (None, (0.4171, 0.3984, 0.0426)),
    ],
)
def test_that_melanin_and_blood_come_apart_as_published_and_exposure_is_shading(
    vectors: list[tuple[float, float, float]] | None, amounts: tuple[float, float, float]
) -> None:
    own = None if vectors is None else np.array(vectors)
    density = -np.log10(np.float32([[0.539479, 0.304987, 0.223228]]))
    found = components(density, own)[0]
    assert found == pytest.approx(amounts, abs=2e-4)
    darker = components(density + np.float32(np.log10(2)), own)[0]
    assert darker == pytest.approx([found[0], found[1], found[2] + np.log10(2)], abs=1e-5)
    if own is None:
        red, green, blue = density[0]
        assert found[1] == pytest.approx(3.4865 * ((green - red) - 0.348 * (blue - red)), abs=5e-4)


def test_that_four_times_the_blood_lowers_the_typology_angle_at_the_same_melanin() -> None:
    angles = [metrics()["ita"](lit(np.float32(skin_color(0.05, blood)))) for blood in (0.01, 0.04)]
    assert angles == pytest.approx([39, 12], abs=1.5)


def test_that_the_registry_keeps_its_name_after_a_family_is_imported() -> None:
    code = "import photocompare as pc; pc.metrics(); import photocompare.metrics.redness; pc.metrics()"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": ROOT})


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


@pytest.mark.parametrize("height", [1, 2, 4, 5])
def test_that_a_region_ends_with_its_last_whole_tile(height: int) -> None:
    one = photo(np.full((70, 80, 3), 120, np.uint8))
    for top in range(12, 15):
        box = Box(top, top + height, 3, 33)
        sliver = Patch(CorrectedPhoto(one), box, np.ones(box.shape, dtype=bool), least=0, tiled=True)
        tiles = (box.bottom // 3 - -(-top // 3)) * 10
        assert sliver.linear.shape == (max(tiles, 0), 3)
        assert len(sliver.read(sliver.mask)) == sliver.count == max(tiles, 0)


@pytest.mark.parametrize("tiled", [True, False])
def test_that_bands_of_rows_say_what_each_of_them_says_alone(tiled: bool) -> None:
    """The rows between are not looked at, and no mean of 3 x 3 pixels reaches from one band into the next."""
    pixels = np.random.default_rng(5).integers(60, 200, (400, 90, 3)).astype(np.uint8)
    corrected, mask = CorrectedPhoto(photo(pixels)), np.zeros((400, 90), dtype=bool)
    bands = [(12, 21), (24, 33), (300, 309)]
    for top, bottom in bands:
        mask[top:bottom, 3:87] = True
    together = Patch(corrected, Box(0, 400, 0, 90), mask, tiled=tiled)
    singly = [
        Patch(corrected, Box(top, bottom, 0, 90), mask[top:bottom], tiled=tiled).linear
        for top, bottom in bands
    ]
    assert np.array_equal(together.linear, np.concatenate(singly))
