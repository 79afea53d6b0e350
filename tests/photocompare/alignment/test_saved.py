"""An alignment in a file comes back as it was, for these photos and no others."""

from __future__ import annotations

import json

import numpy as np
import pytest

from photocompare.alignment import align, alignment_json, read_alignment
from photocompare.errors import Problem


@pytest.fixture
def saved(moderate, photo, tmp_path):
    photos = photo(moderate.baseline.pixels), photo(moderate.followup.pixels)
    path = tmp_path / "alignment.json"
    points = np.array([[[1.0, 2.0], [3.0, 4.5]]])
    found = align(*photos)
    path.write_text(alignment_json(found, *photos, mm_per_pixel=0.1, points=points))
    return path, photos, found


def test_that_a_saved_alignment_carries_points_exactly_as_before(saved):
    path, photos, found = saved
    back = read_alignment(path, *photos)
    points = np.random.default_rng(0).uniform(0, 500, (200, 2))
    np.testing.assert_array_equal(back.alignment.to_followup(points), found.to_followup(points))
    assert (back.alignment.grade, back.alignment.error_px) == (found.grade, found.error_px)
    np.testing.assert_array_equal(back.points, [[[1.0, 2.0], [3.0, 4.5]]])
    assert json.loads(path.read_text())["error_mm"] == pytest.approx(found.error_px * 0.1)


def test_that_it_is_refused_for_other_photos_and_exchanged_ones(saved, stranger, photo):
    path, (baseline, followup), _ = saved
    other = photo(stranger.baseline.pixels)
    for pair, said in (
        ((other, followup), "The baseline is not"),
        ((baseline, other), "The follow-up is not"),
        ((followup, baseline), "exchanged"),
    ):
        with pytest.raises(Problem, match=said) as caught:
            read_alignment(path, *pair)
        assert caught.value.code == "E434"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("matrix", [[0.0] * 3] * 3),
        ("matrix", "none"),
        ("grade", "splendid"),
        ("error_px", float("nan")),
        ("field", {"on": "baseline"}),
        ("baseline_size", [10, 10]),
        ("points", [1, 2, 3]),
    ],
)
def test_that_a_file_that_was_tampered_with_is_refused_in_words(saved, key, value):
    path, photos, _ = saved
    path.write_text(json.dumps({**json.loads(path.read_text()), key: value}))
    with pytest.raises(Problem) as caught:
        read_alignment(path, *photos)
    assert caught.value.code == "E433"
