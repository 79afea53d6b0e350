"""Redness told apart: of the lesion and its surround, of vessels and between them, of blood and melanin."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto, components, own_vectors
from photocompare.compare import Comparison, Measurement, compare
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metrics
from photocompare.phantom import skin_color
from photocompare.photo import Photo, Transfer
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.remarks import typology_class
from tests.photocompare.metrics.test_spread import box, cut, skin

SIDE = 300
SURROUND = metrics()["erythema_index_lesion_minus_surround"]


def flushed() -> np.ndarray:
    """Return erythema indices: skin of 20 that reddens to the right, with a lesion of 30 in its middle."""
    index = 20 + np.tile(np.linspace(-5, 5, SIDE), (SIDE, 1))
    index[100:200, 100:200] += 10
    return index


LESION = box("lesion", 100, 100, 200, 200)


def test_that_a_lesion_is_held_against_the_ring_around_it() -> None:
    assert SURROUND(cut(skin(flushed()), LESION).before) == pytest.approx(10, abs=0.1)


def test_that_neither_light_nor_white_balance_moves_the_difference_to_the_surround() -> None:
    one = skin(flushed())
    tinted = Photo(one.pixels * np.float32([0.8, 0.5, 0.6]), Transfer(None), "tinted", "1")
    values = [SURROUND(cut(photo, LESION).before) for photo in (one, tinted)]
    assert values[1] == pytest.approx(values[0], abs=1e-3)


def test_that_outlined_reference_skin_stands_in_for_the_ring() -> None:
    reference = box("healthy", 0, 0, 30, SIDE, role="reference")
    assert SURROUND(cut(skin(flushed()), LESION, reference).before) == pytest.approx(14.5, abs=0.1)


def test_that_a_second_lesion_beside_it_is_no_surround() -> None:
    index = flushed()
    index[80:220, 202:240] += 30
    beside = box("beside", 202, 80, 240, 220)
    alone = SURROUND(cut(skin(flushed()), LESION, beside).before)
    assert SURROUND(cut(skin(index), LESION, beside).before) == pytest.approx(alone, abs=0.01)


def test_that_the_whole_picture_has_no_surround() -> None:
    with pytest.raises(NotMeasurable) as caught:
        SURROUND(cut(skin(flushed()), box("all", 0, 0, SIDE, SIDE)).before)
    assert caught.value.finding.code == "N457"


def test_that_diffuse_redness_does_not_see_a_vessel_and_vessel_redness_does() -> None:
    def lined(rise: float, diffuse: float) -> Patch:
        y, _ = np.mgrid[0:SIDE, 0:SIDE] + 0.5
        line = np.clip(3.5 - np.abs(y - 150), 0, 1)[..., None]
        light = np.array([0.45, 0.45 * 10 ** (-diffuse / 100), 0.2]) * 10 ** (-line * [0, rise, rise / 2])
        photo = CorrectedPhoto(Photo(light.astype(np.float32), Transfer(None), "line", "0"))
        return Patch(photo, photo.photo.box, np.ones(photo.shape, dtype=bool))

    diffuse, vessel = metrics()["erythema_index_diffuse"], metrics()["erythema_index_vessel"]
    strong, faint, redder = lined(0.2, 20), lined(0.1, 20), lined(0.2, 26)
    assert diffuse(strong) == pytest.approx(20, abs=0.05)
    assert diffuse(faint) == pytest.approx(20, abs=0.05)
    assert diffuse(redder) == pytest.approx(26, abs=0.05)
    assert vessel(strong) - vessel(faint) == pytest.approx(10, abs=1.5)


def test_that_skin_without_vessels_has_a_diffuse_redness_and_no_vessel_redness() -> None:
    patch = cut(skin(np.full((SIDE, SIDE), 20.0)), box("all", 0, 0, SIDE, SIDE)).before
    assert metrics()["erythema_index_diffuse"](patch) == pytest.approx(20, abs=0.01)
    with pytest.raises(NotMeasurable) as caught:
        metrics()["erythema_index_vessel"](patch)
    assert caught.value.finding.code == "N451"


def mixed(seed: int) -> Photo:
    """Return skin of independent blotches of melanin and of blood."""
    rng = np.random.default_rng(seed)
    melanin, blood = (rng.exponential(0.12, (150, 150, 1)) for _ in range(2))
    optical = 0.35 + melanin * [0.2428, 0.4563, 0.8560] + blood * [0.3117, 0.7099, 0.6316]
    shading = rng.normal(0, 0.05, (150, 150, 1))
    return Photo((10 ** -(optical + shading)).astype(np.float32), Transfer(None), "mixed", "0")


def test_that_the_skins_own_components_are_melanin_and_blood_with_the_sign_of_blood_up() -> None:
    photo = CorrectedPhoto(mixed(3))
    vectors = own_vectors(photo)
    assert vectors is not None
    for found, true in zip(vectors, ([0.2428, 0.4563, 0.8560], [0.3117, 0.7099, 0.6316]), strict=False):
        assert found - found.mean() == pytest.approx(np.array(true) - np.mean(true), abs=0.06)
    redder = components(np.array([[0.3, 0.6, 0.6], [0.3, 0.7, 0.6]], dtype=np.float32), vectors)
    assert redder[1, 1] > redder[0, 1]


def rows_of(before: Photo, after: Photo, regions: tuple[Region, ...], **recipe: object) -> Comparison:
    return compare(before, after, regions, Recipe.model_validate(recipe), alignment=identity(before.shape))


def test_that_even_skin_keeps_the_fixed_vectors_and_says_so() -> None:
    one = skin(np.full((SIDE, SIDE), 20.0))
    found = rows_of(one, one, (box("all", 0, 0, SIDE, SIDE),), redness={"vectors": "ica"})
    assert "W481" in {finding.code for finding in found.all_findings}
    assert found.pair is not None
    assert found.pair.baseline.vectors is None


def test_that_dark_skin_makes_every_redness_doubtful_and_light_skin_none() -> None:
    def codes(melanin: float) -> dict[str, set[str]]:
        light = np.tile(np.float32(skin_color(melanin, 0.01)), (120, 120, 1))
        one = Photo(light, Transfer(None), "skin", "0")
        found = rows_of(one, one, (box("all", 0, 0, 120, 120),))
        return {row.metric: {finding.code for finding in row.findings} for row in found.measurements}

    dark, light = codes(0.35), codes(0.02)
    assert "W480" in dark["erythema_index"] & dark["a_star"] & dark["hemoglobin"]
    assert "W480" not in dark["l_star"] | light["erythema_index"]
    assert "N456" in dark["ita"] & light["ita"]


def test_that_blood_alone_moves_lightness_and_the_rows_of_lightness_say_so() -> None:
    before, after = (
        Photo(np.tile(np.float32(skin_color(0.04, blood)), (120, 120, 1)), Transfer(None), "skin", str(blood))
        for blood in (0.01, 0.03)
    )
    found = rows_of(before, after, (box("all", 0, 0, 120, 120),), color={"method": "none"})
    by_metric: dict[str, Measurement] = {row.metric: row for row in found.measurements}
    for name in ("l_star", "ita", "melanin_index"):
        assert "N455" in {finding.code for finding in by_metric[name].findings}
    assert "N455" not in {finding.code for finding in by_metric["melanin"].findings}


@pytest.mark.parametrize(
    ("angle", "name"),
    [
        (60, "very light"),
        (55.01, "very light"),
        (55, "light"),
        (48.44, "light"),
        (41, "intermediate"),
        (36.59, "intermediate"),
        (28, "tan"),
        (11.68, "tan"),
        (10, "brown"),
        (-2.49, "brown"),
        (-30, "dark"),
        (-38.26, "dark"),
    ],
)
def test_that_published_skins_fall_into_their_class(angle: float, name: str) -> None:
    assert typology_class(angle) == name
