"""Random pairs for benchmarks: easy to ask for, the same for the same seed."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from skimage.measure import points_in_poly

from photocompare.phantom.geometry import densify
from photocompare.phantom.pair import PhantomPair, paint_pair, target_outline, views_of
from photocompare.phantom.scene import Body, Camera, Role, Scene, Target, Treatment

Difficulty = Literal["moderate", "hard", "null"]
Points = NDArray[np.float64]


def random_pair(
    seed: int,
    *,
    megapixels: float = 3.0,
    difficulty: Difficulty = "moderate",
    chart: Target = "none",
    body: Body = "leg",
) -> PhantomPair:
    """Return a random pair with regions `treated`, `untreated` and `reference`, all inside both photos.

    moderate: pose to 10 degrees and 10 %, mild perspective, 1 mm of tissue deformation, 0.3 EV, a cast, and
    planted
    changes from none to all vessels gone. hard: 30 degrees, scale 0.65 to 1.5, blur to 3 px, 1 EV, side
    light. null: a moderate pair in which nothing was treated.
    """
    rng = np.random.default_rng([seed, 11])
    scene = _scene(rng, megapixels, chart, body)
    # Bright as a clinic exposes skin, but a chart's white must not clip.
    usual = 0.25 if chart == "none" else -0.15
    baseline = Camera(exposure_ev=usual + float(rng.uniform(-0.1, 0.1)), white_balance=_cast(rng, 0.02))
    followup = _hard(rng) if difficulty == "hard" else _moderate(rng)
    if difficulty != "hard":
        followup = replace(followup, exposure_ev=baseline.exposure_ev + followup.exposure_ev)
    if chart != "none":
        # Well inside the frame, and in the middle of the edge when the second photo is closer.
        baseline = replace(baseline, target_at=(0.19, 0.84))
        followup = replace(followup, target_at=(0.22 + 0.04 * rng.random(), 0.80))
    regions = _regions(rng, scene, baseline, followup, seed)
    treatments = regions if difficulty == "null" else [_treated(rng, regions[0]), *regions[1:]]
    return paint_pair(scene, baseline, followup, treatments, seed=seed)


def _scene(rng: np.random.Generator, megapixels: float, chart: Target, body: Body) -> Scene:
    height = max(64, round(np.sqrt(megapixels * 1e6 * 3 / 4)))
    width = round(height * 4 / 3)
    mm_per_pixel = float(np.clip(160 / width, 0.05, 0.11))
    return Scene(
        size=(width, height),
        mm_per_pixel=mm_per_pixel,
        body=body,
        f_mel=float(np.exp(rng.uniform(np.log(0.02), np.log(0.12)))),
        f_blood=float(np.exp(rng.uniform(np.log(0.007), np.log(0.018)))),
        blotchiness=float(rng.uniform(0.7, 1.2)),
        red_clusters=int(rng.integers(3, 8)),
        blue_veins=int(rng.integers(0, 3)),
        spots=int(rng.integers(20, 110)),
        moles=int(rng.integers(3, 9)),
        hairs=int(rng.integers(0, 70)) if body == "leg" else 0,
        relief=float(rng.uniform(0.7, 1.2)),
        limb_radius_mm=float(rng.uniform(0.58, 0.9) * width * mm_per_pixel) if rng.random() < 0.8 else None,
        chart=chart,
    )


def _moderate(rng: np.random.Generator) -> Camera:
    return Camera(
        rotation_deg=float(rng.uniform(-10, 10)),
        scale=float(rng.uniform(0.9, 1.1)),
        shift=(float(rng.uniform(-0.04, 0.04)), float(rng.uniform(-0.04, 0.04))),
        tilt_deg=(float(rng.uniform(-6, 6)), float(rng.uniform(-6, 6))),
        deformation_mm=1.0,
        exposure_ev=float(rng.uniform(-0.3, 0.3)),
        white_balance=_cast(rng, 0.06),
        side_light=float(rng.uniform(-0.08, 0.08)),
        side_light_deg=float(rng.uniform(0, 180)),
        blur_px=float(rng.uniform(0, 0.7)),
    )


def _hard(rng: np.random.Generator) -> Camera:
    return Camera(
        rotation_deg=float(rng.uniform(10, 30) * rng.choice([-1, 1])),
        scale=float(np.exp(rng.uniform(np.log(0.65), np.log(1.5)))),
        shift=(float(rng.uniform(-0.08, 0.08)), float(rng.uniform(-0.08, 0.08))),
        tilt_deg=(float(rng.uniform(-14, 14)), float(rng.uniform(-14, 14))),
        deformation_mm=1.5,
        exposure_ev=float(rng.uniform(-1, 1)),
        white_balance=_cast(rng, 0.15),
        side_light=float(rng.uniform(0.15, 0.4)),
        side_light_deg=float(rng.uniform(0, 360)),
        blur_px=float(rng.uniform(0.8, 3)),
        noise=2.5,
        jpeg_quality=85,
    )


def _cast(rng: np.random.Generator, spread: float) -> tuple[float, float, float]:
    red, blue = np.exp(rng.normal(0, spread, 2))
    return float(red), 1.0, float(blue)


def _treated(rng: np.random.Generator, region: Treatment) -> Treatment:
    return replace(
        region,
        erythema_change=float(rng.uniform(-6, 1)),
        melanin_change=float(rng.choice([0.0, rng.uniform(-3, 3)])),
        vessel_fading=float(rng.uniform(0, 1)),
        vessel_narrowing=float(rng.uniform(0, 0.4)),
        vessels_erased=float(rng.uniform(0, 0.8)),
        new_vessels=int(rng.random() < 0.3),
        spot_fading=float(rng.uniform(0, 0.5)),
        spot_shrinking=float(rng.uniform(0, 0.3)),
    )


def _regions(
    rng: np.random.Generator, scene: Scene, first: Camera, second: Camera, seed: int
) -> list[Treatment]:
    """Return the three regions, drawn toward the middle of the shared skin until both photos hold them."""
    views = views_of(scene, [first, second], seed=seed)
    size = np.array(scene.size, np.float64)
    shared = views[0].to_pixels(views[1].to_skin(size[None] / 2))[0]
    middle = (size / 2 + shared) / 2
    blobs = [_blob(rng, radius * scene.size[1]) for radius in (0.24, 0.24, 0.10)]
    places = np.array([[0.29, 0.40], [0.71, 0.41], [0.62, 0.83]]) * size + rng.normal(0, 0.01, (3, 2)) * size
    targets = [
        target_outline(scene, camera, view) for camera, view in zip((first, second), views, strict=True)
    ]
    for shrink in np.linspace(1.0, 0.25, 31):
        outlines = [
            middle + (place - middle) * shrink + blob * shrink
            for place, blob in zip(places, blobs, strict=True)
        ]
        outlines = [outline.round(2) for outline in outlines]
        carried = [views[1].to_pixels(views[0].to_skin(densify(o, step=4))) for o in outlines]
        if all(_fits(o, size, targets[0]) for o in outlines) and all(
            _fits(o, size, targets[1]) for o in carried
        ):
            break
    names: tuple[tuple[str, str, str, Role], ...] = (
        ("treated", "treated", "left", "measure"),
        ("untreated", "untreated", "right", "measure"),
        ("reference", "", "", "reference"),
    )
    return [
        Treatment(name, outline, arm=arm, side=side, role=role, margin_mm=12 * shrink)
        for (name, arm, side, role), outline in zip(names, outlines, strict=True)
    ]


def _blob(rng: np.random.Generator, radius: float) -> Points:
    """Return a hand-drawn looking closed outline (28, 2) about the origin, in pixels."""
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    wave = sum(rng.normal(0, 0.06 / k) * np.cos(k * angle + rng.uniform(0, 6.28)) for k in (2, 3, 4))
    distance = radius * (1 + wave)
    return np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=-1)


def _fits(outline: Points, size: NDArray[np.float64], target: Points | None) -> bool:
    margin = 0.02 * size.min()
    inside = bool(((outline > margin) & (outline < size - margin)).all())
    return inside and (target is None or not _touches(outline, target))


def _touches(outline: Points, target: Points) -> bool:
    border = densify(target, step=4)
    one_way: NDArray[np.bool_] = points_in_poly(outline, target)  # type: ignore[no-untyped-call]
    other_way: NDArray[np.bool_] = points_in_poly(border, outline)  # type: ignore[no-untyped-call]
    return bool(one_way.any() or other_way.any())
