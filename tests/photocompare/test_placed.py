"""A pair for looking at only is measured in outlines that a hand placed on each photo, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

import photocompare as pc
from photocompare.photo import decode_photo
from photocompare.regions import polygon_region, regions_geojson
from tests.blobs import AFTER, BEFORE, blob
from tests.photocompare.pictures import png

HERE = ((130.0, 100.0), (190.0, 100.0), (190.0, 140.0), (130.0, 140.0))
THERE = ((140.0, 80.0), (195.0, 105.0), (180.0, 140.0), (125.0, 115.0))
COLOR = pc.Recipe(metrics=("a_star", "erythema_index", "vessel_cleared_fraction"))


@pytest.fixture(scope="module")
def pair() -> tuple[pc.Photo, pc.Photo]:
    pixels = blob(*BEFORE), blob(*AFTER, redder=0.08)
    return decode_photo(png(pixels[0]), "a.png"), decode_photo(png(pixels[1]), "b.png")


def placed() -> pc.Region:
    return replace(polygon_region("knee", HERE), followup=((THERE,),))


def test_that_a_pair_for_looking_only_is_refused_until_a_region_is_placed_on_both(pair):
    found = pc.compare(*pair, [polygon_region("knee", HERE)], COLOR)
    assert found.alignment.grade == "view only"
    assert found.refused
    assert [code.code for code in found.findings if code.severity == "error"] == ["E431"]


def test_that_each_photo_is_measured_in_its_own_outline(pair):
    found = {row.metric: row for row in pc.compare(*pair, [placed()], COLOR).measurements}
    alone = pc.compare(pair[1], pair[1], [polygon_region("knee", THERE)], COLOR)
    for row in alone.measurements[:2]:
        assert found[row.metric].followup == pytest.approx(row.baseline, abs=1e-9)
    redder = found["a_star"]
    assert (redder.change or 0) > 3
    assert redder.verdict == "error unknown"
    assert "W431" in {one.code for one in redder.findings}
    assert "N453" in {one.code for one in found["vessel_cleared_fraction"].findings}
    assert found["vessel_cleared_fraction"].change is None


def test_that_a_region_nobody_placed_stays_empty_beside_one_that_is(pair):
    other = polygon_region("calf", [(100, 110), (125, 110), (125, 135), (100, 135)])
    rows = pc.compare(*pair, [placed(), other], COLOR).measurements
    assert [row.change is None for row in rows if row.metric == "a_star"] == [False, True]
    assert all("E432" in {one.code for one in row.findings} for row in rows if row.region.name == "calf")


def test_that_color_reference_and_exclusions_must_be_placed_too(pair):
    for role in ("reference", "exclude"):
        extra = polygon_region("untreated", [(100, 110), (125, 110), (125, 135), (100, 135)], role=role)
        rows = pc.compare(*pair, [placed(), extra], COLOR).measurements
        assert all("E432" in {one.code for one in row.findings} for row in rows)
    there = ((105.0, 85.0), (128.0, 95.0), (118.0, 118.0), (95.0, 108.0))
    moved = replace(extra, role="reference", followup=((there,),))
    found = pc.compare(*pair, [placed(), moved], COLOR)
    assert found.pair is not None
    assert found.pair.method == "reference"
    # All the skin became redder alike: against the reference nothing changed.
    assert abs(found.measurements[0].change or 9) < 1


def test_that_an_outline_placed_by_hand_goes_before_a_trusted_map_and_is_flagged(pair):
    carried = pc.compare(pair[0], pair[0], [polygon_region("knee", HERE)], COLOR).measurements[0]
    by_hand = pc.compare(pair[0], pair[0], [placed()], COLOR).measurements[0]
    assert by_hand.followup != carried.followup
    assert ["W416" in {one.code for one in row.findings} for row in (carried, by_hand)] == [False, True]


def test_that_both_outlines_come_back_from_a_file(tmp_path):
    apart = tuple((x + 200.0, y) for x, y in HERE)
    hole = ((340.0, 110.0), (350.0, 110.0), (350.0, 120.0))
    region = replace(placed(), followup=((THERE,), (apart, hole)))
    (tmp_path / "regions.geojson").write_text(regions_geojson([region]))
    assert pc.read_regions(tmp_path / "regions.geojson") == (region,)


def test_that_a_region_outlined_on_the_follow_up_is_not_taken_for_one_on_the_baseline(pair):
    region = polygon_region("knee", HERE, photo="followup")
    rows = pc.compare(pair[0], pair[0], [region], COLOR).measurements
    assert all("E435" in {one.code for one in row.findings} for row in rows)


def test_that_outlined_skin_decides_what_is_aligned():
    """Two pieces of skin moved apart: the map follows the piece that is outlined, on either photo."""
    rng = np.random.default_rng(3)
    texture = gaussian_filter(rng.normal(0, 1, (360, 520)), 2)
    texture = 0.55 + 0.12 * texture / texture.std()

    def photo(left: int, right: int) -> pc.Photo:
        light = np.empty((300, 400))
        light[:, :200] = texture[30:330, 30 + left : 230 + left]
        light[:, 200:] = texture[30 + right : 330 + right, 280:480]
        pixels = np.rint(255 * (light[..., None] * (1, 0.75, 0.6)).clip(0, 1)).astype(np.uint8)
        return decode_photo(png(pixels), "skin.png")

    first, second = photo(0, 0), photo(9, 7)
    halves = [[(8, 8), (185, 8), (185, 292), (8, 292)], [(215, 8), (392, 8), (392, 292), (215, 292)]]
    for outline, middle, shift in zip(halves, ([[90, 150]], [[310, 150]]), ((-9, 0), (0, -7)), strict=True):
        for photos in (("baseline",), ("baseline", "followup")):
            skin = [polygon_region(one, outline, role="skin", photo=one) for one in photos]
            found = pc.align(first, second, skin=skin)
            assert found.accepted
            moved = found.to_followup(np.array(middle, float)) - middle
            np.testing.assert_allclose(moved[0], shift, atol=0.3)
