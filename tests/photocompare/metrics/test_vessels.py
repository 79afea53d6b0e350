"""Vessels of known geometry and color: the checks of the science notes, sections 4.3 and 4.4."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from photocompare.color import CorrectedPhoto
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metrics
from photocompare.photo import Box, Photo, Transfer
from photocompare.vessels import (
    COLORS,
    VesselEdit,
    color_of,
    distance_metric,
    edited,
    find_vessels,
    vessel_response,
    vesselness,
    vessels_of_mask,
)

SKIN = np.float32([0.45, 0.27, 0.20])
RED = np.float32([0.02, 0.20, 0.15])
BLUE = np.float32([0.12, 0.04, 0.02])
LENGTH = 192


def bar(width: float, angle: float, size: int = 260) -> NDArray[np.float32]:
    """Return the antialiased coverage of a bar `LENGTH` long through the middle, size x size x 1."""
    y, x = np.mgrid[0:size, 0:size] + 0.5 - size / 2
    turn = np.radians(angle)
    along, across = x * np.cos(turn) + y * np.sin(turn), -x * np.sin(turn) + y * np.cos(turn)
    inside = np.clip(width / 2 - np.abs(across) + 0.5, 0, 1) * np.clip(LENGTH / 2 - np.abs(along) + 0.5, 0, 1)
    return inside[..., None].astype(np.float32)


def skin(
    *marks: tuple[NDArray[np.float32], NDArray[np.float32]], scale: float | None = None
) -> CorrectedPhoto:
    """Return a photo of even skin under marks, each a coverage and the absorbance it adds; scale in mm."""
    added = sum(cover * density for cover, density in marks)
    light = (SKIN * 10 ** -np.asarray(added)).astype(np.float32)
    photo = Photo(light, Transfer(None), "bar", "0" * 64)
    return CorrectedPhoto(photo) if scale is None else CorrectedPhoto(photo, scale=scale, scale_unit="mm")


def patch(photo: CorrectedPhoto) -> Patch:
    return Patch(photo, photo.photo.box, np.ones(photo.shape, dtype=bool))


@pytest.mark.parametrize("angle", [0, 15, 30, 41.7, 44.2, 45, 62, 90, 139.4])
@pytest.mark.parametrize("width", [3, 5, 8])
def test_that_a_bar_has_its_length_and_width_at_any_angle(width: float, angle: float) -> None:
    one = patch(skin((bar(width, angle), RED)))
    assert metrics()["vessel_length_density"](one) * 260**2 == pytest.approx(LENGTH, rel=0.01)
    assert metrics()["vessel_width"](one) == pytest.approx(width, abs=0.12)
    assert metrics()["vessel_area_fraction"](one) * 676 == pytest.approx(LENGTH * width, rel=0.04)
    assert metrics()["vessel_contrast"](one) == pytest.approx(0.20, rel=0.06)


@pytest.mark.parametrize("angle", [12, 44.2, 141.7])
@pytest.mark.parametrize("width", [2, 16])
def test_that_the_thinnest_and_the_widest_bar_have_their_length(width: float, angle: float) -> None:
    one = patch(skin((bar(width, angle), RED)))
    assert metrics()["vessel_length_density"](one) * 260**2 == pytest.approx(LENGTH, rel=0.02)
    assert metrics()["vessel_width"](one) == pytest.approx(width, abs=0.15)
    assert metrics()["vessel_branches"](one) == 1


def test_that_tortuosity_is_that_of_the_known_curves() -> None:
    turn = np.linspace(0, np.pi, 400)
    assert distance_metric(np.stack([np.cos(turn), np.sin(turn)], axis=-1), 0.01) == pytest.approx(
        1.570796, rel=1e-4
    )
    x = np.linspace(0, 100, 4000)
    wave = np.stack([x, 5 * np.sin(2 * np.pi * x / 25)], axis=-1)
    assert distance_metric(wave, 0.1) == pytest.approx(1.320658, rel=1e-4)


def painted(curve: NDArray[np.float64], width: float, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Return the antialiased coverage (H x W x 1) of a line along `curve` (N x 2), its ends cut square."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    place = np.stack([x, y], axis=-1).reshape(-1, 2)
    away, nearest = cKDTree(curve).query(place)
    cover = np.clip(width / 2 + 0.5 - away, 0, 1)
    for tip, inner in ((0, 1), (-1, -2)):
        outward = (curve[tip] - curve[inner]) / np.hypot(*(curve[tip] - curve[inner]))
        at_tip = np.abs(nearest - tip % len(curve)) < 30
        cover[at_tip] *= np.clip(0.5 - (place[at_tip] - curve[tip]) @ outward, 0, 1)
    return cover.reshape(*shape, 1).astype(np.float32)


@pytest.mark.parametrize("width", [3, 6])
@pytest.mark.parametrize("radius", [60, 100])
def test_that_a_painted_half_circle_is_half_pi_winding_and_has_its_length(
    width: float, radius: float
) -> None:
    turn = np.linspace(0, np.pi, 3000)
    curve = radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1) + [150.3, 60.2]
    one = patch(skin((painted(curve, width, (180, 300)), RED)))
    assert metrics()["vessel_length_density"](one) * 180 * 300 == pytest.approx(np.pi * radius, rel=0.01)
    assert metrics()["vessel_tortuosity"](one) == pytest.approx(np.pi / 2, rel=0.01)


def test_that_a_ring_has_its_whole_length_and_is_one_vessel() -> None:
    y, x = np.mgrid[0:160, 0:160] + 0.5
    ring = np.clip(3 + 0.5 - np.abs(np.hypot(x - 80.3, y - 79.8) - 40), 0, 1)[..., None].astype(np.float32)
    one = patch(skin((ring, RED)))
    assert metrics()["vessel_length_density"](one) * 160**2 == pytest.approx(2 * np.pi * 40, rel=0.01)
    assert metrics()["vessel_branches"](one) == 1


@pytest.mark.parametrize(("width", "size"), [(3, 2.5), (5, 2.5), (5, 4)])
def test_that_a_painted_sine_is_as_winding_as_its_formula(width: float, size: float) -> None:
    x = np.linspace(0, 100, 4000)
    curve = size * np.stack([x, 5 * np.sin(2 * np.pi * x / 25)], axis=-1) + [30, 50]
    shape = (100, int(100 * size) + 60)
    one = patch(skin((painted(curve, width, shape), RED)))
    truth = float(np.hypot(*np.diff(curve, axis=0).T).sum())
    assert metrics()["vessel_length_density"](one) * shape[0] * shape[1] == pytest.approx(truth, rel=0.01)
    assert metrics()["vessel_tortuosity"](one) == pytest.approx(1.320658, rel=0.02)
    assert metrics()["vessel_branches"](one) == 1


def test_that_a_blue_vein_is_blue_although_it_lowers_redness_and_a_red_line_is_red() -> None:
    photo = skin((bar(24, 30), BLUE), scale=0.1)
    found = photo.once(find_vessels)
    assert {COLORS[c] for c in found.color} == {"blue"}
    assert np.median(found.width) == pytest.approx(2.4, abs=0.15)
    assert metrics()["vessel_length_density.blue_1to3"](patch(photo)) > 0.02
    assert metrics()["vessel_length_density.red_lt1"](patch(photo)) == 0
    assert {COLORS[c] for c in skin((bar(5, 30), RED), scale=0.1).once(find_vessels).color} == {"red"}


@pytest.mark.parametrize(
    ("rise", "color"),
    [
        # Vessels .15 to 1 mm deep and .1 to 2 mm wide: the table of section 4.4.
        ((0.051, 0.272, 0.197), "red"),
        ((0.140, 0.260, 0.160), "red"),
        ((0.165, 0.150, 0.082), "purple"),
        ((0.178, 0.051, 0.023), "blue"),
        ((0.085, 0.000, 0.000), "blue"),
    ],
)
def test_that_the_deeper_a_vessel_the_bluer(rise: tuple[float, float, float], color: str) -> None:
    assert COLORS[color_of(np.array(rise))] == color


@pytest.mark.parametrize("width", [4, 8, 12])
def test_that_a_bar_answers_most_at_half_its_width(width: float) -> None:
    middle = [
        float(vesselness(bar(width, 0)[..., 0], (scale * width,))[130, 130]) for scale in (0.4, 0.5, 0.62)
    ]
    assert middle[1] == max(middle)


def test_that_fading_by_sixty_percent_is_sixty_percent_of_visibility_and_contrast() -> None:
    before, after = (patch(skin((bar(5, 20), RED * share))) for share in (1.0, 0.4))
    for name in ("vessel_visibility", "vessel_contrast"):
        assert metrics()[name](after) == pytest.approx(0.4 * metrics()[name](before), rel=0.03)
    assert metrics()["vessel_width"](after) == pytest.approx(metrics()["vessel_width"](before), abs=0.1)


def test_that_hairs_moles_edges_and_even_skin_are_no_vessels() -> None:
    y, x = np.mgrid[0:260, 0:260] + 0.5
    mole = (np.hypot(x - 130, y - 130) < 12)[..., None].astype(np.float32)
    shadow = np.repeat((x > 140)[..., None], 1, axis=-1).astype(np.float32)
    marks = {
        "hair": (bar(2, 30), np.float32([0.5, 0.5, 0.5])),
        "mole": (mole, np.float32([0.3, 0.5, 0.9])),
        "edge": (shadow, np.float32([0.1, 0.1, 0.1])),
        "flush": (shadow, RED),
    }
    for name, mark in marks.items():
        for scale in (None, 0.1):
            photo = skin(mark, scale=scale)
            assert len(photo.once(find_vessels).points) == 0, name
            assert metrics()["vessel_length_density"](patch(photo)) == 0


def test_that_classes_want_a_scale_and_enough_pixels() -> None:
    one = metrics()["vessel_width.red_lt1"]
    with pytest.raises(NotMeasurable) as unknown:
        one(patch(skin((bar(5, 30), RED))))
    assert unknown.value.finding.code == "N452"
    with pytest.raises(NotMeasurable) as coarse:
        one(patch(skin((bar(5, 30), RED), scale=0.3)))
    assert coarse.value.finding.code == "N450"
    assert one(patch(skin((bar(5, 30), RED), scale=0.1))) == pytest.approx(0.5, abs=0.02)


def test_that_strokes_add_and_take_away_vessels_and_are_measured() -> None:
    photo = skin((bar(5, 0), RED), (bar(5, 90) * 0.02, RED))
    stroke = bar(6, 90)[..., 0] > 0.5
    nothing = np.zeros(photo.shape, dtype=bool)
    right = nothing.copy()
    right[:, 130:] = True
    more = edited(photo, VesselEdit(stroke, nothing, "R1", "2025-05-01T12:00:00Z"))
    less = edited(photo, VesselEdit(nothing, right, "R1", "2025-05-01T12:00:00Z"))
    measure = metrics()["vessel_length_density"]
    assert measure(patch(more)) == pytest.approx(2 * measure(patch(photo)), rel=0.05)
    assert measure(patch(less)) == pytest.approx(measure(patch(photo)) / 2, rel=0.03)
    painted = vessels_of_mask(photo, bar(8, 20)[..., 0] > 0.5)
    assert np.median(painted.width) == pytest.approx(8, abs=0.4)


def test_that_the_response_is_high_on_the_vessel_and_the_mask_covers_it() -> None:
    photo, inside = skin((bar(6, 30), RED)), bar(6, 30)[..., 0] > 0.5
    response, mask = vessel_response(photo), photo.once(find_vessels).mask
    assert response.shape == mask.shape == photo.shape
    assert response[inside].mean() > 5 * response[~inside].mean()
    assert 2 * (mask & inside).sum() / (mask.sum() + inside.sum()) > 0.95


def test_that_vesselness_on_the_pyramid_is_that_of_scikit_image() -> None:
    from skimage.filters import sato

    rng = np.random.default_rng(0)
    picture = (bar(3, 20) + bar(9, 70))[..., 0] + rng.normal(0, 0.05, (260, 260)).astype(np.float32)
    scales = (1, 3, 5, 7, 9)
    theirs = sato(picture, sigmas=scales, black_ridges=False)
    ours = vesselness(picture.astype(np.float32), scales)
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.99


def test_that_vessels_of_a_region_are_the_same_whatever_else_is_measured() -> None:
    """Those of all regions are fitted together, each on its own piece of the photo."""
    cover = np.zeros((300, 1200, 1), np.float32)
    for left, turn in ((20, 20), (500, 70), (920, 110)):
        cover[20:280, left : left + 260] = bar(6, turn)
    photo = skin((cover, RED))
    boxes = [Box(0, 300, 0, 300), Box(0, 300, 900, 1200)]
    both, first, second = (
        find_vessels(replace(photo, focus=tuple(focus), _maps={})) for focus in (boxes, boxes[:1], boxes[1:])
    )
    assert min(len(first.points), len(second.points)) > 150
    for name in ("points", "width", "rise"):
        singly = np.concatenate([getattr(first, name), getattr(second, name)])
        assert getattr(both, name) == pytest.approx(singly, rel=1e-4)
