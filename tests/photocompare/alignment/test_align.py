"""The automatic alignment against the phantom's exact truth, and against what must be refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from skimage.data import astronaut
from skimage.transform import SimilarityTransform, warp

from photocompare.alignment import align, from_json, warp_to_baseline
from photocompare.photo import read_photo


def shared_points(pair, count=3000):
    """Return points of the baseline that the follow-up shows too, and where they truly are there."""
    size = np.array(pair.truth.size)
    points = np.random.default_rng(0).random((count, 2)) * size
    carried = pair.truth.to_followup(points)
    inside = ((carried > 0) & (carried < size)).all(axis=1)
    return points[inside], carried[inside]


def errors(pair, alignment):
    points, truth = shared_points(pair)
    return np.linalg.norm(alignment.to_followup(points) - truth, axis=1)


def test_that_a_moderate_pair_is_aligned_to_a_tenth_of_a_pixel_and_says_so(moderate, photo):
    alignment = align(photo(moderate.baseline.pixels), photo(moderate.followup.pixels))
    found = errors(moderate, alignment)
    assert alignment.grade == "good"
    assert np.median(found) < 0.1
    assert np.percentile(found, 95) < min(0.4, alignment.error_px)


def test_that_a_hard_pair_is_aligned_within_a_pixel(hard, photo):
    alignment = align(photo(hard.baseline.pixels), photo(hard.followup.pixels))
    found = errors(hard, alignment)
    assert alignment.accepted
    assert np.median(found) < 0.5
    assert np.percentile(found, 95) < alignment.error_px


def test_that_either_order_gives_one_map_and_its_exact_inverse(moderate, photo):
    baseline, followup = photo(moderate.baseline.pixels), photo(moderate.followup.pixels)
    there, back = align(baseline, followup), align(followup, baseline)
    points, _ = shared_points(moderate)
    np.testing.assert_allclose(there.to_followup(points), back.to_baseline(points), atol=1e-9)
    for alignment in (there, back):
        np.testing.assert_allclose(alignment.to_baseline(alignment.to_followup(points)), points, atol=1e-6)


def test_that_identical_pixels_give_the_exact_identity(moderate, photo):
    alignment = align(photo(moderate.baseline.pixels), photo(moderate.baseline.pixels.copy()))
    points, _ = shared_points(moderate)
    assert (alignment.grade, alignment.error_px) == ("good", 0.0)
    assert np.array_equal(alignment.to_followup(points), points)


def test_that_other_skin_a_mirrored_photo_noise_and_a_flat_photo_are_refused(moderate, stranger, photo):
    baseline = photo(moderate.baseline.pixels)
    noise = np.random.default_rng(0).integers(0, 256, baseline.pixels.shape, dtype=np.uint8)
    others = {
        "other skin": stranger.followup.pixels,
        "mirrored": moderate.followup.pixels[:, ::-1],
        "noise": noise,
        "flat": np.full_like(noise, 128),
    }
    grades = {name: align(baseline, photo(pixels)) for name, pixels in others.items()}
    assert {name: found.grade for name, found in grades.items()} == dict.fromkeys(others, "refused")
    assert all(found.reason for found in grades.values())


def test_that_a_saved_alignment_reads_back_to_the_same_map(moderate, photo):
    alignment = align(photo(moderate.followup.pixels), photo(moderate.baseline.pixels))
    read = from_json(json.loads(json.dumps(alignment.to_json())))
    points, _ = shared_points(moderate)
    assert np.array_equal(read.to_followup(points), alignment.to_followup(points))
    assert read.to_json() == alignment.to_json()


def test_that_a_matrix_that_is_none_does_not_read_back():
    with pytest.raises(ValueError, match="no alignment"):
        from_json({"matrix": [[1, 0], [0, 1]], "grade": "good"})


def test_that_the_warped_picture_lies_on_the_baseline_whichever_photo_the_field_was_fitted_on(
    moderate, photo
):
    baseline, followup = photo(moderate.baseline.pixels), photo(moderate.followup.pixels)
    x = np.broadcast_to(np.arange(baseline.shape[1], dtype=np.float32) + 0.5, baseline.shape)
    for first, second in ((baseline, followup), (followup, baseline)):
        alignment = align(first, second)
        carried, valid = warp_to_baseline(np.ascontiguousarray(x), alignment)
        rows, columns = (part[::97] for part in np.nonzero(valid))
        expected = alignment.to_followup(np.column_stack([columns, rows]) + 0.5)[:, 0]
        inner = (expected > 2) & (expected < baseline.shape[1] - 2)
        # OpenCV's cubic looks its weights up at 1/32 of a pixel: 0.05 on a ramp. The map itself is exact.
        assert np.abs(carried[rows, columns] - expected)[inner].max() < 0.06


def test_that_a_turned_scaled_and_darker_portrait_is_aligned_to_a_tenth_of_a_pixel(photo):
    portrait = astronaut()
    truth = SimilarityTransform(scale=1.04, rotation=np.radians(3), translation=(5, -8))
    light = np.clip(warp(portrait, truth.inverse, order=3), 0, 1) ** 2.2 * 2**-0.3
    alignment = align(photo(portrait), photo((light ** (1 / 2.2) * 255).astype(np.uint8)))
    points = np.random.default_rng(0).uniform(60, 450, (500, 2))
    distance = np.linalg.norm(alignment.to_followup(points) - (truth(points - 0.5) + 0.5), axis=1)
    assert alignment.grade == "good"
    assert np.median(distance) < 0.1


def test_that_two_views_of_one_street_are_laid_onto_each_other_but_not_trusted_for_numbers(
    data_dir: Path,
) -> None:
    street = [read_photo(data_dir / "registration" / f"leuven{name}.jpg") for name in "AB"]
    alignment = align(*street)
    assert alignment.grade == "view only"
    assert alignment.reason
    gable = np.array([[366.0, 166.5]])
    assert np.allclose(alignment.to_followup(gable), [[592, 199]], atol=4)


def test_that_two_different_scenes_are_refused(data_dir: Path) -> None:
    first, second = (read_photo(data_dir / "registration" / name) for name in ("graf1.png", "aero1.jpg"))
    assert align(first, second).grade == "refused"
