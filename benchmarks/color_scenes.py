"""What the color benchmarks are made of: the same skin in another light, with a chart or a card."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color.lab import delta_e_2000, lab
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair
from photocompare.phantom.chart import COLORCHECKER_SRGB
from photocompare.photo import Photo, decode_photo
from photocompare.recipe import CardRecipe
from photocompare.regions import Region, polygon_region

Array = NDArray[np.float64]
PAINTED = CardRecipe(
    name="painted",
    columns=6,
    rows=4,
    srgb=tuple((float(r), float(g), float(b)) for r, g, b in COLORCHECKER_SRGB),
    skin=(0, 1),
    neutral=(18, 19, 20, 21, 22, 23),
)


def other_light(seed: int, megapixels: float, target: str, change: float = 0.0) -> PhantomPair:
    """Return a pair: +-0.5 EV, casts to 15 %, side light, a moderate pose; `change` planted in `treated`."""
    rng = np.random.default_rng([seed, 5])
    height = round(np.sqrt(megapixels * 0.75e6))
    width = round(height * 4 / 3)
    scale = 150 / width
    scene = Scene(
        size=(width, height),
        mm_per_pixel=scale,
        f_mel=float(np.exp(rng.uniform(np.log(0.02), np.log(0.12)))),
        f_blood=float(np.exp(rng.uniform(np.log(0.007), np.log(0.018)))),
        hairs=int(rng.integers(0, 40)),
        limb_radius_mm=float(rng.uniform(90, 130)) if rng.random() < 0.7 else None,
        chart=target,  # type: ignore[arg-type]
    )
    first = Camera(
        exposure_ev=float(rng.uniform(-0.1, 0.1)), white_balance=cast(rng, 0.02), target_at=(0.19, 0.84)
    )
    second = Camera(
        rotation_deg=float(rng.uniform(-8, 8)),
        scale=float(rng.uniform(0.93, 1.07)),
        shift=(float(rng.uniform(-0.03, 0.03)), float(rng.uniform(-0.03, 0.03))),
        tilt_deg=(float(rng.uniform(-5, 5)), float(rng.uniform(-5, 5))),
        deformation_mm=0.8,
        exposure_ev=float(rng.uniform(-0.5, 0.5)),
        white_balance=cast(rng, 0.15),
        side_light=float(rng.uniform(-0.2, 0.2)),
        side_light_deg=float(rng.uniform(0, 180)),
        blur_px=float(rng.uniform(0, 0.7)),
        target_at=(float(rng.uniform(0.2, 0.26)), 0.81),
    )
    places = ((0.33, 0.36, 0.17), (0.70, 0.38, 0.17), (0.64, 0.80, 0.10))
    names = (
        ("treated", "treated", "measure"),
        ("untreated", "untreated", "measure"),
        ("reference", "", "reference"),
    )
    regions = [
        Treatment(name, ellipse(*place, width, height), arm=arm, role=role)  # type: ignore[arg-type]
        for (name, arm, role), place in zip(names, places, strict=True)
    ]
    if change:
        regions[0] = replace(regions[0], erythema_change=change)
    return paint_pair(scene, first, second, regions, seed=seed)


def cast(rng: np.random.Generator, most: float) -> tuple[float, float, float]:
    red, blue = np.exp(rng.uniform(-np.log1p(most), np.log1p(most), 2))
    return float(red), 1.0, float(blue)


def ellipse(x: float, y: float, radius: float, width: int, height: int) -> Array:
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    return np.stack(
        [x * width + radius * height * np.cos(angle), y * height + radius * height * np.sin(angle)], 1
    )


def cards(pair: PhantomPair) -> list[Region]:
    outlines = {"baseline": pair.truth.target_px, "followup": pair.truth.followup_target_px}
    marked = []
    for photo, outline in outlines.items():
        assert outline is not None
        inner = outline.mean(axis=0) + 0.85 * (outline - outline.mean(axis=0))
        region = polygon_region(
            f"card {photo}", [(float(x), float(y)) for x, y in inner], role="gray", photo=photo
        )
        marked.append(replace(region, reflectance=0.18))
    return marked


def as_photo(pixels: NDArray[np.uint8]) -> Photo:
    done, data = cv2.imencode(".png", pixels[..., ::-1])
    assert done
    return decode_photo(data.tobytes(), "photo.png")


def difference(first: Array, second: Array) -> Array:
    return delta_e_2000(lab(first.astype(np.float32)), lab(second.astype(np.float32)))
