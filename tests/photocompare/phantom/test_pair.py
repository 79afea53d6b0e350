import numpy as np
import pytest

from photocompare.phantom import Camera, Scene, Shot, Treatment, paint_pair, paint_series, random_pair
from photocompare.phantom.chart import (
    COLORCHECKER_SRGB,
    FRAME_MM,
    GAP_MM,
    PATCH_MM,
    srgb_to_linear,
    target_size,
)
from photocompare.phantom.geometry import project
from photocompare.phantom.photograph import target_place
from photocompare.phantom.truth import region_cells, skin_values

SMALL = Scene(size=(640, 480), mm_per_pixel=0.12)
BARE = Scene(
    size=(640, 480),
    mm_per_pixel=0.12,
    blotchiness=0,
    red_clusters=0,
    blue_veins=0,
    spots=0,
    moles=0,
    hairs=0,
    relief=0,
)
IDEAL = Camera(noise=0, vignetting=0)
MOVED = Camera(
    rotation_deg=8,
    scale=1.07,
    shift=(0.02, -0.03),
    tilt_deg=(5, -4),
    deformation_mm=1.0,
    noise=0,
    vignetting=0,
)


def disc(x: float, y: float, radius: float) -> np.ndarray:
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=-1)


def dark_middle(pixels: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Return the centroid of darkness about a point, corner origin."""
    x, y = near.astype(int)
    window = pixels[y - 24 : y + 25, x - 24 : x + 25].astype(float).sum(axis=-1)
    dark = np.clip(np.median(window) - window - 6, 0, None)
    rows, columns = np.mgrid[y - 24 : y + 25, x - 24 : x + 25] + 0.5
    return np.array([(dark * columns).sum(), (dark * rows).sum()]) / dark.sum()


def test_that_the_painted_map_carries_a_landmark_to_the_same_skin():
    scene = Scene(**{**BARE.__dict__, "moles": 30})
    pair = paint_pair(scene, IDEAL, MOVED, seed=4)
    errors = []
    for spot in pair.truth.spots:
        middle = spot.outline_px.mean(axis=0)
        distances = [np.hypot(*(middle - other.outline_px.mean(axis=0))) for other in pair.truth.spots]
        inside = all(
            40 < p[0] < 600 and 40 < p[1] < 440 for p in (middle, spot.followup_outline_px.mean(axis=0))
        )
        if inside and sorted(distances)[1] > 45:
            seen = dark_middle(pair.baseline.pixels, middle)
            found = dark_middle(pair.followup.pixels, spot.followup_outline_px.mean(axis=0))
            errors.append(np.hypot(*(pair.truth.to_followup(seen[None])[0] - found)))
    assert len(errors) >= 4
    assert max(errors) < 0.05


def test_that_the_map_and_its_inverse_agree_to_a_millionth_of_a_pixel():
    truth = paint_pair(BARE, IDEAL, MOVED, seed=1).truth
    points = np.random.default_rng(0).uniform(0, 480, (500, 2))
    assert truth.to_baseline(truth.to_followup(points)) == pytest.approx(points, abs=1e-6)
    x, y = truth.followup_view.skin_map()
    exact = truth.followup_view.to_skin([[100.5, 200.5], [0.5, 0.5], [639.5, 479.5]])
    assert np.array(
        [[x[200, 100], y[200, 100]], [x[0, 0], y[0, 0]], [x[-1, -1], y[-1, -1]]]
    ) == pytest.approx(exact, abs=1e-4)


def test_that_an_ideal_photo_reads_the_true_values():
    treated = Treatment(
        "treated", disc(220, 220, 100), erythema_change=-4.0, melanin_change=2.0, vessel_fading=0.5
    )
    other = Treatment("untreated", disc(480, 240, 80))
    pair = paint_pair(SMALL, IDEAL, MOVED, [treated, other], seed=2)
    for region in pair.truth.regions:
        for photo, outline, true in (
            (pair.baseline, region.polygon, region.baseline),
            (pair.followup, region.followup_polygon, region.followup),
        ):
            linear = srgb_to_linear(photo.pixels[region_cells(outline, SMALL.size)] / 255.0)
            read = skin_values(linear.astype(np.float32))
            assert read.erythema_index == pytest.approx(true.erythema_index, abs=0.25)
            assert read.l_star == pytest.approx(true.l_star, abs=0.15)
            assert read.a_star == pytest.approx(true.a_star, abs=0.25)
    assert pair.truth.region("treated").change.erythema_index == pytest.approx(-4.0, abs=1e-3)
    assert pair.truth.region("untreated").change.erythema_index == pytest.approx(0.0, abs=0.05)


def test_that_a_deep_vein_lowers_the_erythema_index_and_a_shallow_vessel_raises_it():
    scene = Scene(
        size=(800, 600), mm_per_pixel=0.1, blotchiness=0, relief=0, hairs=0, spots=0, moles=0, blue_veins=2
    )
    pair = paint_pair(scene, IDEAL, IDEAL, [Treatment("area", disc(400, 300, 200))], seed=5)
    mask = pair.truth.vessel_mask
    linear = srgb_to_linear(pair.baseline.pixels / 255.0).astype(np.float32)
    skin, red, blue = (skin_values(linear[mask == kind]) for kind in (0, 1, 2))
    assert red.erythema_index > skin.erythema_index + 2
    assert blue.erythema_index < skin.erythema_index - 2
    assert min((mask == 1).sum(), (mask == 2).sum()) > 500


def test_that_the_erased_share_of_length_is_the_planted_one_and_later_visits_erase_more_of_the_same():
    area = disc(320, 240, 170)
    visits = [
        Shot(IDEAL, (Treatment("area", area, vessels_erased=share, vessel_narrowing=0.2, new_vessels=1),))
        for share in (0.3, 0.6)
    ]
    early, late = paint_series(SMALL, [Shot(IDEAL), *visits], seed=6)
    for pair, share in ((early, 30), (late, 60)):
        assert pair.truth.region("area").vessel_cleared_fraction == pytest.approx(share, abs=4)
    gone = [{v.points_mm.tobytes() for v in p.truth.vessels if v.status == "erased"} for p in (early, late)]
    assert gone[0] < gone[1]
    assert {v.status for v in late.truth.vessels} == {"kept", "thinned", "erased", "new"}


def test_that_the_same_seed_paints_the_same_pixels_and_another_seed_does_not():
    first, again, other = (random_pair(seed, megapixels=0.1) for seed in (3, 3, 4))
    assert first.followup.png() == again.followup.png()
    assert first.baseline.jpeg() == again.baseline.jpeg()
    assert not np.array_equal(first.baseline.pixels, other.baseline.pixels)
    assert not first.baseline.pixels.flags.writeable


@pytest.mark.parametrize("difficulty", ["moderate", "hard", "null"])
def test_that_regions_stay_inside_both_photos(difficulty):
    for seed in range(2):
        truth = random_pair(seed, megapixels=0.1, difficulty=difficulty).truth
        for region in truth.regions:
            for outline in (region.polygon, region.followup_polygon):
                assert (outline > 0).all()
                assert (outline < np.array(truth.size)).all()
            if difficulty == "null":
                assert abs(region.change.erythema_index) < 0.3


def test_that_the_chart_shows_its_published_colors():
    scene = Scene(**{**BARE.__dict__, "chart": "colorchecker"})
    pair = paint_pair(scene, Camera(noise=0, vignetting=0, target_at=(0.4, 0.5)), MOVED, seed=1)
    assert target_size("colorchecker")[0] > 30
    place = target_place(scene, pair.baseline.camera, pair.truth.baseline_view)
    for index, color in enumerate(COLORCHECKER_SRGB):
        middle = FRAME_MM + np.array([index % 6, index // 6]) * (PATCH_MM + GAP_MM) + PATCH_MM / 2
        x, y = project(place, middle[None])[0].astype(int)
        # Cyan (8, 133, 161) included: it lies inside the gamut as published in 8 bit.
        assert pair.baseline.pixels[y, x] == pytest.approx(color, abs=1)
