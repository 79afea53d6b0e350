"""What became of painted vessels: cleared, thinned, faded, new; against the phantom's truth."""

from __future__ import annotations

import numpy as np
import pytest

import photocompare as pc
from photocompare.alignment import identity
from photocompare.batch.recurrence import recurrence
from photocompare.metric import Patch, metrics
from photocompare.metrics.clearance import clearance
from photocompare.phantom import Camera, Scene, Treatment, paint_pair
from photocompare.photo import decode_photo
from photocompare.regions import polygon_region
from tests.photocompare.metrics.test_vessels import RED, bar, patch, skin


def fates(before: Patch, after: Patch) -> dict[str, float]:
    same = identity(before.photo.shape)
    names = ("cleared", "thinned", "kept", "new")
    found = {name: metrics()[f"vessel_{name}_fraction"].of_pair(before, after, same)[1] for name in names}
    return found | {"fading": metrics()["vessel_fading"].of_pair(before, after, same)[1]}


def test_that_one_of_two_lines_cleared_is_half_and_a_third_line_is_new() -> None:
    one, two = bar(5, 0), np.roll(bar(5, 0), 60, axis=0)
    three = np.roll(bar(5, 0), -60, axis=0)
    found = fates(patch(skin((one, RED), (two, RED))), patch(skin((one, RED), (three, RED))))
    assert found["cleared"] == pytest.approx(50, abs=1)
    assert found["kept"] == pytest.approx(50, abs=1)
    assert found["new"] == pytest.approx(50, abs=1)
    assert found["fading"] == pytest.approx(0, abs=1)


def test_that_fading_and_thinning_are_told_apart_and_from_clearing() -> None:
    before = patch(skin((bar(9, 25), RED)))
    faded = fates(before, patch(skin((bar(9, 25), RED * 0.4))))
    thinner = fates(before, patch(skin((bar(5, 25), RED))))
    assert faded["cleared"] == faded["thinned"] == faded["new"] == 0
    assert faded["fading"] == pytest.approx(60, abs=2)
    assert thinner["thinned"] == pytest.approx(100, abs=5)
    assert thinner["new"] == 0


def test_that_nothing_changed_is_nothing_cleared() -> None:
    one = patch(skin((bar(5, 25), RED)))
    assert fates(one, one) == pytest.approx({"cleared": 0, "thinned": 0, "kept": 100, "new": 0, "fading": 0})


def test_that_what_comes_back_is_recurrence() -> None:
    lines = [bar(5, 0), np.roll(bar(5, 0), 60, axis=0)]
    baseline = patch(skin(*((line, RED) for line in lines)))
    later = [skin(*((line, RED) for line in lines[:n]), (lines[1] * 0, RED)) for n in (1, 1, 2)]
    series = [clearance(baseline, patch(photo), identity(photo.shape)) for photo in later]
    shares = [one.share("cleared") for one in series]
    assert recurrence(shares[:1]) is None
    assert recurrence(shares[:2]) == pytest.approx(0, abs=1)
    assert recurrence(shares) == pytest.approx(100, abs=1)


def test_that_a_phantom_leg_is_seen_as_it_was_painted() -> None:
    outline = np.array([[30, 30], [570, 30], [570, 430], [30, 430]], dtype=np.float64)
    scene = Scene(size=(600, 460), red_clusters=3, blue_veins=1, hairs=15, spots=8, moles=1)
    pair = paint_pair(scene, Camera(), Camera(), [Treatment("leg", outline, vessel_fading=0.6)], seed=3)
    first, second = (decode_photo(p.png(), "p.png") for p in (pair.baseline, pair.followup))
    names = ("vessel_fading", "vessel_cleared_fraction", "vessel_visibility", "vessel_length_density.red_lt1")
    region = polygon_region("leg", [(float(x), float(y)) for x, y in outline])
    recipe = pc.Recipe(metrics=names)
    found = pc.compare(
        first, second, [region], recipe, mm_per_pixel=0.1, alignment=identity((460, 600), "landmarks")
    )
    by_name = {one.metric: one for one in found.measurements}
    fading, cleared, visibility, red = (by_name[name] for name in names)
    assert fading.followup == pytest.approx(60, abs=3)
    assert cleared.followup == pytest.approx(0, abs=3)
    assert visibility.percent_change == pytest.approx(-60, abs=7)
    length = pair.truth.region("leg").vessel_length_mm["faded"]
    assert red.baseline is not None
    assert red.baseline * (540 * 400 * 0.01) == pytest.approx(length, rel=0.35)
