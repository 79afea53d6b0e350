"""Rows N01 to N26 of what numbers can go wrong: no number where there is none, a code where there is doubt.

Elsewhere, by what they say: N03, N04 in photo/rows_files.py; N07 in regions/test_cli.py; N08 in
regions/test_properties.py and test_regions.py; N11 in quality/test_quality.py; N13 to N15 in
alignment/test_align.py; N16 in test_compare.py; N17, N18 in color/test_chart.py and test_pair.py; N21 in
photo/rows_files.py; N24 in statistics/test_summarize.py (W514).
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray

import photocompare as pc
from photocompare.alignment import align_by_landmarks
from photocompare.errors import Problem
from photocompare.recipe import Recipe
from photocompare.regions import Region, polygon_region
from photocompare.table import comparison_rows, csv_text
from tests.photocompare.pictures import flat, photo

Pixels = NDArray[np.uint8]
EI = Recipe(metrics=("erythema_index",))


def box(left: float, top: float, right: float, bottom: float) -> Region:
    return polygon_region("r", ((left, top), (right, top), (right, bottom), (left, bottom)))


CHEEK = box(190, 120, 230, 170)


@pytest.fixture(scope="module")
def portrait() -> Pixels:
    return skimage.data.astronaut()


def one_row(
    before: Pixels, after: Pixels, region: Region = CHEEK, recipe: Recipe = EI, **options: str
) -> tuple[pc.Measurement, set[str]]:
    """Return the first measurement of a pair in a region, and the codes beside it."""
    (first, *_) = pc.compare(photo(before), photo(after), [region], recipe, **options).measurements
    return first, {finding.code for finding in first.findings}


@pytest.mark.parametrize("color", [(0, 0, 0), (255, 255, 255), (128, 128, 128), (198, 134, 116)])
def test_that_pictures_of_one_color_are_not_laid_onto_each_other(color: tuple[int, int, int]) -> None:
    """N01, N15: two that differ have nothing to be aligned by; no value is written."""
    other = tuple(abs(value - 2) for value in color)
    row, codes = one_row(flat(color), flat(other), box(10, 10, 80, 80))
    assert (row.change, row.verdict) == (None, "not comparable")
    assert "E405" in codes


def test_that_identical_pictures_change_by_nothing_at_all(portrait: Pixels) -> None:
    """N02: exactly 0, laid onto each other by no movement; nothing infinite is written."""
    found = pc.compare(photo(portrait), photo(portrait), [CHEEK], EI)
    assert [row.change for row in found.measurements] == [0.0]
    corner = np.array([[400.0, 300.0]])
    assert np.abs(found.alignment.to_followup(corner) - corner).max() <= 0.01
    assert not {"inf", "nan"} & set(csv_text(comparison_rows(found)).lower().replace("\n", ",").split(","))


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([(1, 1), (5, 5)], "E401"),
        ([(1, 1), (5, 5), (9, 9)], "E401"),
        ([(1, 1), (2**31, 3), (4, 9)], "E404"),
        ([(1, 1), (float("nan"), 3), (4, 9)], "E404"),
    ],
    ids=["N05 two points", "N05 a line", "N08 far out", "N08 NaN"],
)
def test_that_what_encloses_nothing_is_no_region(points: list[tuple[float, float]], code: str) -> None:
    with pytest.raises(Problem, match=code):
        polygon_region("r", points)


@pytest.mark.parametrize(
    ("region", "code", "measured"),
    [
        pytest.param(box(600, 120, 700, 170), "E402", False, id="N06 outside"),
        pytest.param(box(480, 120, 580, 170), "E402", False, id="N06 below 80 % inside"),
        pytest.param(box(470, 120, 520, 170), "W403", True, id="N06 partly"),
        pytest.param(box(200, 130, 209, 139), "W406", True, id="N09 below 100 px"),
        pytest.param(box(200, 130, 203, 133), "E406", False, id="N09 far too small"),
    ],
)
def test_that_a_region_is_measured_where_the_photo_shows_enough_of_it(
    portrait: Pixels, region: Region, code: str, measured: bool
) -> None:
    row, codes = one_row(portrait, portrait, region)
    assert code in codes
    assert (row.baseline is not None, row.change is not None) == (measured, measured)


@pytest.mark.parametrize("value", [0, 255])
def test_that_clipped_pixels_leave_the_region_and_are_told(portrait: Pixels, value: int) -> None:
    """N10, N19: of black or white no logarithm is taken; what is left is measured, the share said."""
    spoiled = portrait.copy()
    spoiled[130:140, 195:225] = value
    row, codes = one_row(spoiled, spoiled)
    assert "W409" in codes
    assert row.usable_percent == pytest.approx(100 * (1 - 300 / 2000), abs=2)
    clean, _ = one_row(portrait, portrait)
    assert row.baseline == pytest.approx(clean.baseline, abs=1.0)


@pytest.mark.parametrize(("share", "told"), [(1.0, False), (0.5, False), (0.2, True)])
def test_that_a_photo_far_too_dark_is_told(portrait: Pixels, share: float, told: bool) -> None:
    dark = (portrait * share).astype(np.uint8)
    for photos in ((dark, portrait), (portrait, dark)):
        _, codes = one_row(*photos)
        assert ("W408" in codes) == told


def test_that_photos_of_other_size_and_aspect_are_compared_where_that_can_be(portrait: Pixels) -> None:
    """N12: at a common scale; a follow-up of less than a third of the size is refused."""
    row, _ = one_row(portrait, cv2.resize(portrait, (400, 350), interpolation=cv2.INTER_AREA))
    assert row.change == pytest.approx(0, abs=0.5)
    row, codes = one_row(portrait, cv2.resize(portrait, (160, 160), interpolation=cv2.INTER_AREA))
    assert (row.change, "E405" in codes) == (None, True)


def test_that_the_change_of_redness_is_as_large_in_either_direction() -> None:
    """N20: 200 less 210 is not 246; to the last digit but three."""
    first, second = flat((200, 120, 100)), flat((210, 118, 104))
    region = box(10, 10, 80, 80)
    grid = np.array([[0.0, 0.0], [96.0, 0.0], [96.0, 96.0], [0.0, 96.0]])
    placed = [region]
    plain = Recipe(metrics=("erythema_index",), color={"method": "none"})
    still = align_by_landmarks(grid, grid, first.shape[:2], second.shape[:2])
    (there,) = pc.compare(photo(first), photo(second), placed, plain, alignment=still).measurements
    (again,) = pc.compare(photo(second), photo(first), placed, plain, alignment=still).measurements
    assert there.change is not None
    assert again.change is not None
    assert there.change + again.change == pytest.approx(0, abs=1e-12)
    assert abs(there.change) > 1


def test_that_a_class_of_vessels_by_width_needs_a_scale(portrait: Pixels) -> None:
    """N22: no millimeters without a scale; what is asked in pixels is given in pixels."""
    recipe = Recipe(metrics=("vessel_length_density.red_lt1", "spot_count"))
    found = pc.compare(photo(portrait), photo(portrait), [CHEEK], recipe).measurements
    told = {one.metric: {finding.code for finding in one.findings} for one in found}
    assert "N452" in told["vessel_length_density.red_lt1"]
    assert all("mm" not in one.unit for one in found)


def test_that_redness_is_not_measured_in_the_light_of_a_uv_lamp(portrait: Pixels) -> None:
    """N25."""
    row, codes = one_row(portrait, portrait, lighting="uv")
    assert (row.status, row.baseline, row.change) == ("skipped", None, None)
    assert "N440" in codes


def test_that_a_value_no_skin_has_is_kept_and_said(portrait: Pixels) -> None:
    """N26."""
    painted = portrait.copy()
    painted[110:180, 180:240] = (250, 2, 2)
    row, codes = one_row(painted, painted)
    assert row.baseline is not None
    assert row.baseline > 150
    assert "W441" in codes
    assert "W441" not in one_row(portrait, portrait)[1]


def test_that_color_of_a_photo_without_color_is_not_measured(portrait: Pixels, tmp_path: Path) -> None:
    """M20: no redness of 0 that did not change, but a code; what reads brightness only is measured."""
    gray = np.repeat(portrait.mean(axis=2).astype(np.uint8)[..., None], 3, axis=2)
    photos = []
    for name, pixels in (("before.png", portrait), ("after.png", gray)):
        cv2.imencode(".png", np.ascontiguousarray(pixels[..., ::-1]))[1].tofile(tmp_path / name)
        photos.append(pc.read_photo(tmp_path / name))
    recipe = Recipe(metrics=("erythema_index", "texture_contrast"))
    for pair in (photos, photos[::-1], [photos[1]] * 2):
        redness, texture = pc.compare(*pair, [CHEEK], recipe).measurements
        assert (redness.baseline, redness.change) == (None, None)
        assert "E211" in {finding.code for finding in redness.findings}
        assert texture.change is not None
