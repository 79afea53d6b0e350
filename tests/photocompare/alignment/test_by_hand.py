"""Point pairs set by hand, photos that need a neighbor, and limbs before a wall."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.alignment import (
    align,
    align_by_landmarks,
    align_series,
    joined,
    refine_landmarks,
)
from photocompare.phantom import Camera, Scene, Shot, paint_series
from photocompare.phantom.limb import limb_pair


def hand_set(pair, count, slip_px=2.0):
    """Return `count` point pairs as a hand sets them, well spread."""
    size = np.array(pair.truth.size)
    rng = np.random.default_rng(count)
    grid = np.stack(np.meshgrid([0.25, 0.5, 0.75, 0.4], [0.25, 0.5, 0.75]), axis=-1).reshape(-1, 2)
    order = [0, 2, 8, 10, 5, 7, 1, 9, 3, 4, 6, 11][:count]
    source = grid[order] * size
    return source, pair.truth.to_followup(source) + rng.normal(0, slip_px, (count, 2))


@pytest.mark.parametrize("count", [3, 4, 6, 12])
def test_that_points_set_by_hand_carry_the_skin_to_a_few_pixels(moderate, count):
    alignment = align_by_landmarks(
        *hand_set(moderate, count), moderate.truth.size[::-1], moderate.truth.size[::-1]
    )
    inner = np.random.default_rng(0).uniform(0.3, 0.7, (200, 2)) * np.array(moderate.truth.size)
    distance = np.linalg.norm(alignment.to_followup(inner) - moderate.truth.to_followup(inner), axis=1)
    assert alignment.grade == "usable"
    assert np.median(distance) < 12
    np.testing.assert_allclose(alignment.to_baseline(alignment.to_followup(inner)), inner, atol=1e-6)


def test_that_refinement_from_points_by_hand_is_as_good_as_the_automatic_alignment(moderate, photo):
    baseline, followup = photo(moderate.baseline.pixels), photo(moderate.followup.pixels)
    by_hand = align_by_landmarks(*hand_set(moderate, 6, 1.0), baseline.shape, followup.shape)
    alignment = refine_landmarks(baseline, followup, by_hand)
    inner = np.random.default_rng(0).uniform(0.1, 0.9, (500, 2)) * np.array(moderate.truth.size)
    distance = np.linalg.norm(alignment.to_followup(inner) - moderate.truth.to_followup(inner), axis=1)
    assert (alignment.grade, alignment.method) == ("good", "landmarks")
    assert np.median(distance) < 0.1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([[0, 0], [9, 9]], [[0, 0], [9, 9]]),
        ([[10, 10], [50, 50], [90, 90]], [[10, 12], [50, 52], [90, 92]]),
        ([[10, 10], [90, 10], [10, 90], [90, 90]], [[90, 10], [10, 10], [90, 90], [10, 90]]),
    ],
    ids=["two pairs", "on one line", "mirrored"],
)
def test_that_points_that_make_no_map_are_refused_in_words(source, target):
    alignment = align_by_landmarks(np.array(source, float), np.array(target, float), (100, 100), (100, 100))
    assert alignment.grade == "refused"
    assert alignment.reason


def test_that_a_photo_too_far_from_the_first_comes_through_its_neighbor_and_is_flagged(photo):
    scene = Scene(size=(800, 600), mm_per_pixel=0.15, moles=8)
    shots = [Shot(Camera(shift=(shift, 0.0), deformation_mm=0.5)) for shift in (0.0, 0.33, 0.66)]
    pairs = paint_series(scene, shots, seed=5)
    photos = [photo(one.pixels) for one in (pairs[0].baseline, pairs[0].followup, pairs[1].followup)]
    direct, series = align(photos[0], photos[2]), align_series(photos)
    assert not direct.accepted
    assert [one.grade for one in series[:2]] == ["good", "good"]
    assert (series[2].method, series[2].grade) == ("neighbor", "usable")
    assert photos[1].name in series[2].reason
    seen = pairs[1].truth.to_baseline(np.array([[500.0, 300.0], [650.0, 200.0], [700.0, 450.0]]))
    distance = np.linalg.norm(series[2].to_followup(seen) - pairs[1].truth.to_followup(seen), axis=1)
    assert np.median(distance) < 1


def test_that_two_joined_maps_carry_as_one_after_the_other(moderate, photo):
    one = align(photo(moderate.baseline.pixels), photo(moderate.followup.pixels))
    other = one.inverse()
    points = np.random.default_rng(0).uniform(0.15, 0.85, (300, 2)) * np.array(moderate.truth.size)
    np.testing.assert_allclose(joined(one, other).to_followup(points), points, atol=5e-3)


def test_that_a_limb_is_matched_on_its_skin_and_not_on_the_wall(photo):
    pair = limb_pair(2, megapixels=0.7)
    alignment = align(photo(pair.baseline.pixels), photo(pair.followup.pixels))
    points = np.random.default_rng(0).random((4000, 2)) * np.array(pair.views[0].size)
    truth = pair.to_followup(points)
    seen = np.isfinite(truth).all(axis=1)
    distance = np.linalg.norm(alignment.to_followup(points[seen]) - truth[seen], axis=1)
    assert alignment.accepted
    assert np.median(distance) < 0.5
    wall = pair.background_to_followup(points[seen])
    assert np.median(np.linalg.norm(wall - truth[seen], axis=1)) > 10
