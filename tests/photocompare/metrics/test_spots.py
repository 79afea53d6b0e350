"""Brown spots of known area on the phantom; under ultraviolet light; what is no spot."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto
from photocompare.compare import compare
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metrics
from photocompare.phantom import Camera, Scene, Treatment, paint_pair, skin_color
from photocompare.photo import Photo, Transfer, decode_photo
from photocompare.recipe import ErrorRecipe
from photocompare.regions import polygon_region
from photocompare.spots import find_spots
from photocompare.uncertainty.spots import seen_spots, spot_error

PER_MM = 10
SIDE = 500
PIGMENT = np.array([0.2428, 0.4563, 0.8560])


def skin(*spots: tuple[float, float, float], contrast: float = 0.3, shading: float = 0.0) -> Patch:
    """Return even skin, 10 pixels a millimeter, with soft-edged spots (x, y, diameter in mm)."""
    y, x = (np.mgrid[0:SIDE, 0:SIDE] + 0.5) / PER_MM
    optical = np.full((SIDE, SIDE, 3), [0.35, 0.57, 0.70]) + shading * (x / x.max())[..., None]
    for left, top, diameter in spots:
        cover = np.clip(0.5 + (diameter / 2 - np.hypot(x - left, y - top)) / 0.3, 0, 1)
        optical += contrast * cover[..., None] * PIGMENT
    noise = np.random.default_rng(4).normal(0, 0.004, optical.shape)
    light = (10 ** -(optical + noise)).astype(np.float32)
    photo = CorrectedPhoto(Photo(light, Transfer(None), "skin", "0"), scale=1 / PER_MM, scale_unit="mm")
    return Patch(photo, photo.photo.box, np.ones((SIDE, SIDE), dtype=bool))


def value(name: str, patch: Patch) -> float:
    return metrics()[name](patch)


@pytest.mark.parametrize("diameter", [1.0, 1.7, 3.0, 6.0])
def test_that_a_spot_has_its_area_to_five_percent(diameter: float) -> None:
    patch = skin((21.3, 24.7, diameter))
    area = np.pi / 4 * diameter**2
    assert value("spot_count", patch) == 1
    assert value("spot_size", patch) == pytest.approx(area, rel=0.05)
    assert value("spot_area_fraction", patch) == pytest.approx(100 * area / 2500, rel=0.05)


@pytest.mark.parametrize("diameter", [1.2, 2.4])
def test_that_a_spot_of_fifteen_percent_less_area_reads_fifteen_percent_less(diameter: float) -> None:
    before, after = skin((20, 20, diameter)), skin((20.03, 20.06, diameter * 0.85**0.5))
    change = value("spot_area_fraction", after) / value("spot_area_fraction", before)
    assert change == pytest.approx(0.85, abs=0.03)


@pytest.mark.parametrize(("melanin", "contrast"), [(0.02, 0.6), (0.02, 0.8), (0.05, 0.6)])
def test_that_a_heap_of_pigment_ends_where_half_of_it_is_left(melanin: float, contrast: float) -> None:
    y, x = (np.mgrid[0:SIDE, 0:SIDE] + 0.5) / PER_MM
    heap = np.exp(-((x - 24.3) ** 2 + (y - 25.8) ** 2) / (2 * 0.6**2))
    light = skin_color(melanin * np.exp(contrast * heap), 0.02)
    light = light * np.random.default_rng(4).normal(1, 0.008, light.shape)
    corrected = CorrectedPhoto(
        Photo(light.astype(np.float32), Transfer(None), "skin", "0"), scale=1 / PER_MM, scale_unit="mm"
    )
    patch = Patch(corrected, corrected.photo.box, np.ones((SIDE, SIDE), dtype=bool))
    assert value("spot_size", patch) == pytest.approx(2 * np.pi * np.log(2) * 0.6**2, rel=0.1)


def test_that_two_faint_spots_that_are_not_found_again_are_no_change() -> None:
    before, after = skin((15, 20, 1.5), (35, 30, 1.5), contrast=0.06), skin()
    seen = tuple(seen_spots(one, find_spots, ErrorRecipe()) for one in (before, after))
    for name in ("spot_count", "spot_area_fraction"):
        gone = value(name, before) - value(name, after)
        assert 0 < gone <= spot_error(metrics()[name], (seen[0], seen[1]), 0.4, ErrorRecipe())
    many = skin(*((6 + 8 * i, 6 + 8 * j, 1.5) for i in range(5) for j in range(5)), contrast=0.3)
    sure = seen_spots(many, find_spots, ErrorRecipe())
    assert spot_error(metrics()["spot_count"], (sure, sure), 0.4, ErrorRecipe()) < 6


def test_that_half_the_pigment_is_half_the_contrast_and_the_same_area() -> None:
    strong, faint = skin((20, 20, 3), contrast=0.4), skin((20, 20, 3), contrast=0.2)
    contrast = value("spot_contrast", faint) / value("spot_contrast", strong)
    assert contrast == pytest.approx(0.5, abs=0.03)
    assert value("spot_size", faint) == pytest.approx(value("spot_size", strong), rel=0.02)


def test_that_neither_exposure_nor_shading_makes_or_moves_a_spot() -> None:
    even, shaded = skin((20, 20, 2)), skin((20, 20, 2), shading=0.2)
    assert value("spot_count", shaded) == 1
    assert value("spot_size", shaded) == pytest.approx(value("spot_size", even), rel=0.03)
    assert value("spot_count", skin(shading=0.2)) == 0


def test_that_the_size_distribution_has_its_middle_and_its_large_end() -> None:
    patch = skin(
        *((6 + 9 * i, 6 + 9 * j, 1.5) for i in range(5) for j in range(5) if (i, j) != (4, 4)), (42, 42, 4)
    )
    assert value("spot_count", patch) == 25
    assert value("spot_size", patch) == pytest.approx(np.pi / 4 * 1.5**2, rel=0.05)
    assert value("spot_size.p95", patch) < np.pi / 4 * 4**2
    assert value("pigment_unevenness", patch) > 2 * value("pigment_unevenness", skin())


def test_that_a_hair_a_vessel_and_a_pore_are_no_spots() -> None:
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    optical = np.full((SIDE, SIDE, 3), [0.35, 0.57, 0.70])
    optical += 0.9 * np.clip(1.5 - np.abs(x - 0.3 * y - 60), 0, 1)[..., None]
    optical += np.clip(3.5 - np.abs(y - 0.1 * x - 300), 0, 1)[..., None] * [0.03, 0.22, 0.16]
    for left in range(60, 480, 40):
        optical += 0.3 * np.clip(1.6 - np.hypot(x - left, y - 120), 0, 1)[..., None]
    photo = Photo((10**-optical).astype(np.float32), Transfer(None), "hairs", "0")
    corrected = CorrectedPhoto(photo, scale=1 / PER_MM, scale_unit="mm")
    assert value("spot_count", Patch(corrected, photo.box, np.ones((SIDE, SIDE), dtype=bool))) == 0


def test_that_skin_without_spots_has_no_size_instead_of_a_number() -> None:
    patch = skin()
    assert value("spot_area_fraction", patch) == 0
    with pytest.raises(NotMeasurable) as caught:
        value("spot_size", patch)
    assert caught.value.finding.code == "N458"


def test_that_under_ultraviolet_light_only_the_relative_set_is_measured() -> None:
    scene = Scene(size=(500, 400), mm_per_pixel=0.1, body="face", spots=60, moles=0, hairs=0, red_clusters=0)
    corners = np.array([[25, 25], [475, 25], [475, 375], [25, 375]], dtype=float)
    uv = Camera(lighting="uv")
    pair = paint_pair(scene, uv, uv, [Treatment("cheek", corners, spot_fading=0.5)], seed=4)
    before, after = (decode_photo(one.jpeg(), "uv.jpg") for one in (pair.baseline, pair.followup))
    region = polygon_region("cheek", [(x, y) for x, y in corners])
    found = compare(
        before, after, [region], mm_per_pixel=0.1, lighting="uv", alignment=identity(before.shape)
    )
    rows = {row.metric: row for row in found.measurements}
    measured = {name for name, row in rows.items() if row.change is not None}
    assert {"uv_spot_count", "uv_spot_area_fraction", "uv_spot_contrast"} == measured
    assert rows["uv_spot_area_fraction"].change < 0
    assert "N440" in {finding.code for finding in rows["erythema_index"].findings}
    normal = compare(before, after, [region], mm_per_pixel=0.1, alignment=identity(before.shape))
    assert "uv_spot_count" not in {row.metric for row in normal.measurements if row.change is not None}
