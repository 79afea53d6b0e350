"""What the treatment changed must not be registered away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from photocompare.alignment import align
from photocompare.phantom import Camera, Scene, Treatment, paint_pair
from photocompare.regions import polygon_region


def area(outline):
    x, y = outline.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@pytest.fixture(scope="module")
def treated():
    """Return a pair in which vessels are half as wide or gone, and every spot 15 % smaller and fainter."""
    scene = Scene(size=(900, 700), mm_per_pixel=0.12, red_clusters=5, blue_veins=1, spots=60, moles=10)
    outline = np.array([[100, 80], [800, 80], [800, 620], [100, 620]], float)
    treatment = replace(
        Treatment("treated", outline),
        vessel_narrowing=0.5,
        vessels_erased=0.4,
        spot_shrinking=0.15,
        spot_fading=0.3,
        erythema_change=-5.0,
    )
    moved = Camera(rotation_deg=4, scale=1.03, deformation_mm=0.8, exposure_ev=0.2)
    return paint_pair(scene, Camera(), moved, [treatment], seed=9), outline


@pytest.mark.parametrize("stiff", [False, True], ids=["free", "held stiff in the region"])
def test_that_a_smaller_spot_and_a_shorter_vessel_keep_their_true_size_under_the_map(treated, photo, stiff):
    pair, outline = treated
    regions = [polygon_region("treated", [tuple(point) for point in outline])] if stiff else []
    found = align(photo(pair.baseline.pixels), photo(pair.followup.pixels), regions=regions)
    truth = pair.truth
    spots = [spot.followup_outline_px for spot in truth.spots if spot.region and spot.followup_area_mm2 > 1]
    ratios = [area(found.to_baseline(one)) / area(truth.to_baseline(one)) for one in spots]
    assert len(ratios) >= 5
    assert np.abs(np.array(ratios) - 1).max() < 0.03


def test_that_the_bend_is_bounded_and_reported(treated, photo):
    pair, _ = treated
    low, high = align(photo(pair.baseline.pixels), photo(pair.followup.pixels)).jacobian
    assert 0.8 < low < 1 < high < 1.25
