"""Known truth and metamorphic relations of the one pipeline."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray

import photocompare as pc
from photocompare.alignment import align_by_landmarks
from photocompare.regions import polygon_region, warped
from tests.photocompare.pictures import eight_bit, linear_light, photo

CHEEK = ((196, 132), (222, 128), (232, 146), (226, 166), (206, 168), (194, 152))
PLANTED = 6.0


@pytest.fixture(scope="module")
def portrait() -> NDArray[np.uint8]:
    return skimage.data.astronaut()


@pytest.fixture(scope="module")
def turn(portrait: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the true map, corner origin: 3 degrees, scale 1.04."""
    height, width = portrait.shape[:2]
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), 3, 1.04), [0, 0, 1]])


@pytest.fixture(scope="module")
def later(portrait: NDArray[np.uint8], turn: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the portrait turned, scaled, -0.3 EV, the erythema index of one cheek raised by 6.0."""
    light = linear_light(portrait)
    mask = np.zeros(portrait.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.array(CHEEK)], 1)
    near = cv2.GaussianBlur(cv2.dilate(mask, np.ones((9, 9))).astype(float), (0, 0), 1.5)
    light[..., 1] *= 10 ** (-PLANTED / 100 * near)
    center = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    centers = (np.linalg.inv(center) @ turn @ center)[:2]
    moved = cv2.warpAffine(light, centers, portrait.shape[1::-1], flags=cv2.INTER_CUBIC)
    return eight_bit(moved * 2**-0.3)


def value(comparison: pc.Comparison, metric: str, region: str = "cheek") -> pc.Measurement:
    return next(m for m in comparison.measurements if m.metric == metric and m.region.name == region)


def test_that_a_turned_darker_portrait_is_aligned_and_its_planted_redness_recovered(
    portrait: NDArray[np.uint8], later: NDArray[np.uint8], turn: NDArray[np.float64]
) -> None:
    comparison = pc.compare(photo(portrait), photo(later), [polygon_region("cheek", CHEEK)])
    grid = (
        np.stack(np.meshgrid(np.arange(60, 460, 20), np.arange(60, 460, 20)), -1).reshape(-1, 2).astype(float)
    )
    truth = np.c_[grid, np.ones(len(grid))] @ turn.T
    error = np.linalg.norm(comparison.alignment.to_followup(grid) - truth[:, :2], axis=1)
    assert np.median(error) < 0.5
    assert value(comparison, "erythema_index").change == pytest.approx(PLANTED, rel=0.10)
    assert value(comparison, "erythema_index").verdict == "error unknown"


def test_that_the_way_back_is_exact(portrait: NDArray[np.uint8], later: NDArray[np.uint8]) -> None:
    there, back = pc.align(photo(portrait), photo(later)), pc.align(photo(later), photo(portrait))
    points = np.random.default_rng(1).uniform(0, 512, (200, 2))
    assert np.abs(there.to_baseline(there.to_followup(points)) - points).max() < 1e-3
    assert np.abs(back.to_followup(there.to_followup(points)) - points).max() < 1e-3


def test_that_swapping_the_photos_flips_every_change(
    portrait: NDArray[np.uint8], later: NDArray[np.uint8]
) -> None:
    first, second = photo(portrait), photo(later)
    cheek = polygon_region("cheek", CHEEK)
    forward = pc.compare(first, second, [cheek], mm_per_pixel=0.1)
    assert forward.pair is not None
    carried, scale = warped(cheek, forward.alignment.to_followup), forward.pair.followup.scale
    backward = pc.compare(second, first, [carried], mm_per_pixel=scale)
    for one, other in zip(forward.measurements, backward.measurements, strict=True):
        assert one.metric == other.metric
        if one.change is None:
            assert other.change is None
            continue
        # A color difference has no sign: it is the same from either side.
        turned = one.change if one.metric == "delta_e_2000" else -one.change
        assert other.change == pytest.approx(turned, abs=2e-3 * max(1, abs(one.baseline or 0)))


def test_that_identical_photos_change_by_exactly_nothing_and_say_so(portrait: NDArray[np.uint8]) -> None:
    comparison = pc.compare(photo(portrait), photo(portrait), [polygon_region("cheek", CHEEK)])
    assert comparison.alignment.grade == "good"
    assert {m.change for m in comparison.measurements if m.baseline is not None} == {0.0}
    assert "W235" in {f.code for f in comparison.all_findings}


@pytest.mark.parametrize("stops", [-1.0, 1.0])
def test_that_another_exposure_leaves_the_erythema_index(portrait: NDArray[np.uint8], stops: float) -> None:
    bright, dim = photo(portrait), photo(eight_bit(linear_light(portrait) * 0.5))
    pair = (bright, dim) if stops < 0 else (dim, bright)
    comparison = pc.compare(*pair, [polygon_region("cheek", CHEEK)])
    assert value(comparison, "erythema_index").change == pytest.approx(0, abs=0.1)


def test_that_a_colored_light_is_taken_out_by_reference_skin_but_the_treatment_is_not(
    portrait: NDArray[np.uint8],
) -> None:
    light = linear_light(portrait) * 0.7
    cast = light * (1.15, 1.0, 0.9)
    x, y = np.array(CHEEK).mean(axis=0).astype(int)
    cast[y - 40 : y + 40, x - 30 : x + 40, 1] *= 10 ** (PLANTED / 100)
    forehead = polygon_region("forehead", ((205, 62), (250, 62), (250, 84), (205, 84)), role="reference")
    regions = [polygon_region("cheek", CHEEK), forehead]
    pair = photo(eight_bit(light)), photo(eight_bit(cast))
    corrected = pc.compare(*pair, regions)
    assert corrected.pair is not None
    assert corrected.pair.method == "reference"
    assert value(corrected, "erythema_index").change == pytest.approx(-PLANTED, abs=0.3)
    plain = pc.compare(*pair, regions, pc.Recipe.model_validate({"color": {"method": "none"}}))
    assert value(plain, "erythema_index").change == pytest.approx(100 * np.log10(1.15) - PLANTED, abs=0.4)


def test_that_a_marked_card_makes_both_photos_neutral(portrait: NDArray[np.uint8]) -> None:
    light = linear_light(portrait) * 0.7
    light[20:60, 20:60] = 0.18
    card = pc.Region("card", ((((20, 20), (60, 20), (60, 60), (20, 60)),),), role="gray", reflectance=0.18)
    regions = [polygon_region("cheek", CHEEK), card]
    warm = photo(eight_bit(light * (1.3, 1.0, 0.7))), photo(eight_bit(light * (0.8, 1.0, 1.2)))
    even = pc.compare(photo(eight_bit(light)), photo(eight_bit(light)), regions)
    corrected = pc.compare(*warm, regions)
    for name in ("erythema_index", "melanin_index", "l_star", "a_star"):
        assert value(corrected, name).change == pytest.approx(0, abs=0.5)
        assert value(corrected, name).baseline == pytest.approx(value(even, name).baseline, abs=0.5)


def test_that_another_scene_is_refused_and_nothing_is_measured(portrait: NDArray[np.uint8]) -> None:
    other = np.ascontiguousarray(skimage.data.retina()[300:812, 300:812])
    for followup in (other, portrait[:, ::-1], np.full_like(portrait, 120)):
        comparison = pc.compare(
            photo(portrait), photo(np.ascontiguousarray(followup)), [polygon_region("cheek", CHEEK)]
        )
        assert comparison.refused
        assert comparison.alignment.reason
        assert all(m.change is None and m.verdict == "not comparable" for m in comparison.measurements)
        assert all("E405" in {f.code for f in m.findings} for m in comparison.measurements)


def test_that_hand_placed_points_that_disagree_measure_nothing(portrait: NDArray[np.uint8]) -> None:
    spots = np.array([[100.0, 100], [400, 110], [390, 400], [110, 380], [250, 240]])
    wrong = spots.copy()
    wrong[4, 0] += 85
    by_hand = align_by_landmarks(spots, wrong, (512, 512), (512, 512))
    comparison = pc.compare(photo(portrait), photo(portrait), alignment=by_hand)
    assert comparison.refused
    assert "may be off by" in " ".join(f.message for f in comparison.findings)


def test_that_skin_only_one_photo_shows_is_not_measured(portrait: NDArray[np.uint8]) -> None:
    first, second = photo(portrait), photo(np.ascontiguousarray(portrait[:, 100:]))
    inside = polygon_region("inside", CHEEK)
    cut = polygon_region("cut", ((90, 300), (190, 300), (190, 400), (90, 400)))
    outside = polygon_region("outside", ((10, 300), (90, 300), (90, 400), (10, 400)))
    comparison = pc.compare(first, second, [inside, cut, outside])
    assert value(comparison, "erythema_index", "inside").change == pytest.approx(0, abs=0.05)
    partly = value(comparison, "erythema_index", "cut")
    assert "W403" in {f.code for f in partly.findings}
    assert partly.area_px == pytest.approx(9000, rel=0.02)
    refused = value(comparison, "erythema_index", "outside")
    assert refused.change is None
    assert "E402" in {f.code for f in refused.findings}


def test_that_a_black_frame_around_the_follow_up_changes_no_number(portrait: NDArray[np.uint8]) -> None:
    framed = np.pad(portrait, ((64, 64), (64, 64), (0, 0)))
    comparison = pc.compare(photo(portrait), photo(framed), [polygon_region("cheek", CHEEK)])
    for metric in ("erythema_index", "l_star", "ita"):
        assert value(comparison, metric).change == pytest.approx(0, abs=0.05)


def test_that_excluded_and_clipped_pixels_leave_the_region_and_are_counted(
    portrait: NDArray[np.uint8],
) -> None:
    marked = portrait.copy()
    marked[140:150, 205:215] = 255
    hole = polygon_region("plaster", ((195, 150), (235, 150), (235, 170), (195, 170)), role="exclude")
    cheek = polygon_region("cheek", CHEEK)
    whole = value(pc.compare(photo(portrait), photo(portrait), [cheek]), "erythema_index")
    less = value(pc.compare(photo(marked), photo(marked), [cheek, hole]), "erythema_index")
    assert whole.usable_percent == pytest.approx(100, abs=0.5)
    assert less.usable_percent is not None
    assert less.usable_percent < 60
    assert "W409" in {f.code for f in less.findings}
    assert less.baseline == pytest.approx(whole.baseline or 0, abs=3)
