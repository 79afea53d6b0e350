"""The error of a change: what it must not depend on, what it grows with, and what it makes of a change."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import cv2
import numpy as np
import pytest

import photocompare as pc
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair, random_pair
from photocompare.photo import Photo, Transfer, decode_photo
from photocompare.recipe import ErrorRecipe
from photocompare.regions import Region, polygon_region, warped
from photocompare.uncertainty import repeat_errors
from photocompare.uncertainty.light import light_covariance
from tests.photocompare.pictures import photo

COLORS = ("erythema_index", "erythema_index_compensated", "a_star", "melanin_index", "ita", "l_star")
FINE = ("vessel_width", "vessel_contrast", "vessel_fading", "texture_contrast", "erythema_index_vessel")
REPEATED = np.array([22.1, 18.4, 25.3, 30.2, 27.7, 21.0, 19.5, 24.4, 28.8, 23.3])
AGAIN = np.array([22.8, 18.0, 25.9, 29.1, 28.5, 20.4, 20.3, 24.0, 29.9, 23.0])


@cache
def null_pair() -> tuple[Photo, Photo, tuple[Region, ...], float]:
    """Return two photos of one untreated leg, its regions and its scale."""
    pair: PhantomPair = random_pair(5, difficulty="null", megapixels=0.8)
    regions = tuple(
        polygon_region(one.name, list(map(tuple, one.polygon)), role=one.role) for one in pair.truth.regions
    )
    first, second = (decode_photo(one.jpeg(), "a.jpg") for one in (pair.baseline, pair.followup))
    return first, second, regions, pair.truth.mm_per_pixel


def taken_at(exposure_ev: float) -> pc.Measurement:
    """Return the redness of a leg of which the second photo was exposed by so many stops more."""
    corners = np.array([[0.1, 0.2], [0.45, 0.2], [0.45, 0.8], [0.1, 0.8]]) * (640, 480)
    shift = np.array([288, 0])
    outlines = [Treatment("treated", corners), Treatment("reference", corners + shift, role="reference")]
    pair = paint_pair(
        Scene(size=(640, 480)), Camera(), Camera(exposure_ev=exposure_ev, rotation_deg=3), outlines, seed=4
    )
    first, second = (decode_photo(one.png(), "a.png") for one in (pair.baseline, pair.followup))
    regions = [
        polygon_region(one.name, list(map(tuple, one.polygon)), role=one.role) for one in pair.truth.regions
    ]
    found = pc.compare(
        first, second, regions, pc.Recipe(metrics=("erythema_index",)), mm_per_pixel=pair.truth.mm_per_pixel
    )
    return row(found, "erythema_index")


@cache
def compared(**settings: Any) -> pc.Comparison:
    first, second, regions, scale = null_pair()
    recipe = pc.Recipe(error=ErrorRecipe(**settings))
    if not settings:
        return pc.compare(first, second, regions, recipe, mm_per_pixel=scale)
    recipe = recipe.model_copy(update={"metrics": COLORS + FINE})
    return pc.compare(first, second, regions, recipe, mm_per_pixel=scale, alignment=compared().alignment)


def row(comparison: pc.Comparison, metric: str, region: str = "treated") -> pc.Measurement:
    return next(m for m in comparison.measurements if (m.metric, m.region.name) == (metric, region))


def test_that_every_change_has_an_error_and_a_verdict_or_says_why_not() -> None:
    for one in compared().measurements:
        if one.change is None:
            assert one.verdict == "not comparable"
        elif one.sdc is None:
            assert one.verdict == "error unknown"
            assert any("Error unknown" in finding.message for finding in one.findings)
        else:
            assert one.sdc_source == "model"
            assert (one.verdict == "within error") == (abs(one.change) <= one.sdc)


@cache
def exchanged() -> pc.Comparison:
    """Return the comparison of the same photos, the second first."""
    first, second, regions, scale = null_pair()
    there = compared()
    return pc.compare(
        second,
        first,
        [warped(region, there.alignment.to_followup) for region in regions],
        pc.Recipe(metrics=COLORS),
        mm_per_pixel=there.pair.followup.scale if there.pair else scale,
        alignment=there.alignment.inverse(),
    )


@pytest.mark.parametrize("metric", COLORS)
def test_that_exchanging_the_photos_flips_the_change_and_keeps_its_error(metric: str) -> None:
    one, other = row(compared(), metric), row(exchanged(), metric)
    assert one.change is not None
    assert other.change is not None
    # Only what is no logarithm of light depends on whose light both are read in: that of the baseline.
    nonlinear = {"ita": 0.2, "l_star": 0.1, "a_star": 0.1}
    assert other.change == pytest.approx(-one.change, abs=nonlinear.get(metric, 0.03) * (one.sdc or 0))
    # In less light L* is flatter, and an angle about L* = 50 opens.
    assert other.sdc == pytest.approx(one.sdc, rel=nonlinear.get(metric, 0.05) * 1.25)


def test_that_the_same_photo_twice_has_not_changed_and_still_has_an_error() -> None:
    first, _, regions, scale = null_pair()
    same = pc.compare(first, first, regions, pc.Recipe(metrics=COLORS), mm_per_pixel=scale)
    for metric in COLORS:
        assert row(same, metric).change == 0
        assert row(same, metric).verdict == "within error"


@pytest.mark.parametrize("gain", [0.81, 1.23])
def test_that_more_exposure_leaves_the_erythema_index_and_its_error(gain: float) -> None:
    first, second, regions, scale = null_pair()
    # Not rounded to 8 bits a second time: the two roundings would beat, by half a point of erythema index.
    as_taken, brighter = (
        Photo(second.finely() * np.float32(one), Transfer(None), "light", str(one)) for one in (1, gain)
    )
    alignment, recipe = compared().alignment, pc.Recipe(metrics=("erythema_index",))
    plain, more = (
        pc.compare(first, one, regions, recipe, mm_per_pixel=scale, alignment=alignment)
        for one in (as_taken, brighter)
    )
    assert row(more, "erythema_index").change == pytest.approx(row(plain, "erythema_index").change, abs=0.01)
    assert row(more, "erythema_index").sdc == pytest.approx(row(plain, "erythema_index").sdc, rel=0.15)


def test_that_a_photo_taken_darker_or_lighter_shows_the_same_redness_with_the_same_error() -> None:
    found = [taken_at(exposure) for exposure in (-0.3, 0.0, 0.3)]
    for one in (found[0], found[2]):
        assert one.change == pytest.approx(found[1].change, abs=0.1)
        assert one.sdc == pytest.approx(found[1].sdc, rel=0.15)


def test_that_without_a_color_reference_only_what_reads_no_color_has_an_error() -> None:
    first, second, regions, scale = null_pair()
    recipe = pc.Recipe(metrics=("erythema_index", "vessel_length_density"))
    drawn = [region for region in regions if region.role == "measure"]
    bare = pc.compare(first, second, drawn, recipe, mm_per_pixel=scale, alignment=compared().alignment)
    redness, vessels = row(bare, "erythema_index"), row(bare, "vessel_length_density")
    assert (redness.verdict, redness.sdc) == ("error unknown", None)
    assert "N442" in [finding.code for finding in redness.findings]
    assert vessels.sdc is not None


def test_that_every_measure_has_an_error_of_the_model_or_hangs_on_the_lamp() -> None:
    unknown = {one.metric for one in compared().measurements if one.change and one.sdc is None}
    assert unknown <= {"highlight_fraction"}
    for metric in ("spot_area_fraction", "texture_contrast", "pigment_unevenness", "delta_e_2000"):
        assert (row(compared(), metric).sdc or 0) > 0


def test_that_softer_photos_mean_a_larger_error_of_fine_contrast_and_vessel_redness() -> None:
    softer = compared(focus_px=1.5)
    for metric in ("texture_contrast", "erythema_index_vessel"):
        assert (row(softer, metric).sdc or 0) > 1.2 * (row(compared(), metric).sdc or 0)


def test_that_worse_light_means_a_larger_error() -> None:
    worse = compared(channel_sd=(0.01, 0.01, 0.01))
    for metric in COLORS:
        assert (row(worse, metric).sdc or 0) > 1.5 * (row(compared(), metric).sdc or 0)
    assert row(worse, "vessel_width").sdc == row(compared(), "vessel_width").sdc


def test_that_softer_photos_mean_a_larger_error_of_vessels_and_hardly_one_of_color() -> None:
    softer = compared(focus_px=1.5)
    for metric in ("vessel_width", "vessel_contrast", "vessel_fading"):
        assert (row(softer, metric).sdc or 0) > 1.5 * (row(compared(), metric).sdc or 0)
    assert (row(softer, "erythema_index").sdc or 0) < 1.5 * (row(compared(), "erythema_index").sdc or 0)


def test_that_what_is_held_against_skin_on_the_same_photo_has_no_error_of_the_card() -> None:
    pair = compared().pair
    assert pair is not None
    doubtful = replace(pair, method="gray", gain_covariance=np.eye(3) * 0.01**2)
    alone, against = (
        light_covariance(doubtful, ErrorRecipe(), even_light=True, held_against=one) for one in (False, True)
    )
    assert np.trace(against) < 0.1 * np.trace(alone)
    of_skin = replace(doubtful, method="reference")
    assert light_covariance(of_skin, ErrorRecipe(), even_light=True, held_against=True) == pytest.approx(
        alone
    )


def test_that_repeats_give_the_published_smallest_detectable_change() -> None:
    # SD_diff is .758361 about its mean of .12, so .729379 * about 0 (population: the order is chance).
    found = repeat_errors([(("ei", "points"), float(d)) for d in AGAIN - REPEATED])
    assert found == {("ei", "points"): pytest.approx(1.96 * np.sqrt(np.mean((AGAIN - REPEATED) ** 2)))}
    assert found["ei", "points"] == pytest.approx(1.486387, rel=0.05)


def test_that_too_few_repeats_tell_nothing() -> None:
    assert repeat_errors([(("ei", "points"), 0.1)] * 9) == {}


def test_that_repeats_go_before_the_model() -> None:
    first, second, regions, scale = null_pair()
    recipe = pc.Recipe(metrics=("erythema_index", "a_star"))
    found = pc.compare(
        *(first, second, regions, recipe),
        mm_per_pixel=scale,
        alignment=compared().alignment,
        repeats={("erythema_index", "points"): 1e-6},
    )
    one = row(found, "erythema_index")
    assert (one.sdc, one.sdc_source) == (1e-6, "repeats")
    assert one.verdict in ("increased", "decreased")
    assert row(found, "a_star").sdc_source == "model"


def test_that_blur_forbids_vessels_and_not_redness() -> None:
    first, second, regions, scale = null_pair()
    blurred = photo(cv2.GaussianBlur(np.asarray(second.pixels), (0, 0), 4.5))
    recipe = pc.Recipe(metrics=("erythema_index", "vessel_length_density"))
    alignment = compared().alignment
    found = pc.compare(first, blurred, regions, recipe, mm_per_pixel=scale, alignment=alignment)
    assert {gate.family: gate.light for gate in found.gate}["vessels"] == "red"
    density = row(found, "vessel_length_density")
    assert (density.change, density.verdict, density.status) == (None, "not comparable", "error")
    assert "E445" in [finding.code for finding in density.findings]
    assert row(found, "erythema_index").sdc is not None
