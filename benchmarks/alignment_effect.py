"""Is a shrinking vessel, an erased tree or a smaller spot warped away by the bend?

The follow-up's true outlines and centerlines are carried onto the baseline by the found map and by the true
one. A map that follows the treatment makes a shrunk spot larger and a narrowed vessel wider than the true map
does; the ratio is how much of a measured area, width or length is the map's own doing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment, align
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair
from photocompare.photo import decode_photo
from photocompare.regions import polygon_region

Points = NDArray[np.float64]
CHANGES = {
    "nothing": {},
    "vessels half as wide": {"vessel_narrowing": 0.5},
    "vessels erased": {"vessels_erased": 1.0},
    "spots 15 % smaller": {"spot_shrinking": 0.15},
    "all at once, faded, redness -6": {
        "vessel_narrowing": 0.5,
        "vessels_erased": 0.5,
        "spot_shrinking": 0.15,
        "spot_fading": 0.4,
        "erythema_change": -6.0,
    },
}


def effects(seeds: int) -> None:
    for name, change in CHANGES.items():
        ratios: dict[tuple[bool, str], list[float]] = {}
        for seed in range(seeds):
            pair, outline = painted(seed, change)
            for stiff in (False, True):
                for kind, ratio in measured(pair, aligned(pair, outline, stiff)):
                    ratios.setdefault((stiff, kind), []).append(ratio)
        for (stiff, kind), several in sorted(ratios.items()):
            off = 100 * (np.array(several) - 1)
            spread = f"95 % within {np.percentile(np.abs(off), 95):.2f} %, worst {np.abs(off).max():.1f} %"
            how = "held stiff" if stiff else "free"
            print(f"{name}; {how}; {kind}: {off.mean():+.2f} % ({spread}; {len(off)})", flush=True)


def painted(seed: int, change: dict[str, float]) -> tuple[PhantomPair, Points]:
    rng = np.random.default_rng([seed, 23])
    scene = Scene(size=(1600, 1200), mm_per_pixel=0.1, red_clusters=6, blue_veins=1, spots=90, moles=14)
    outline = np.array([[300, 250], [1300, 250], [1300, 950], [300, 950]], np.float64)
    treatment = replace(Treatment("treated", outline), **change)  # type: ignore[arg-type]
    moved = Camera(
        rotation_deg=float(rng.uniform(-6, 6)),
        scale=float(rng.uniform(0.95, 1.05)),
        deformation_mm=1.0,
        exposure_ev=float(rng.uniform(-0.2, 0.2)),
    )
    return paint_pair(scene, Camera(), moved, [treatment], seed=seed), outline


def aligned(pair: PhantomPair, outline: Points, stiff: bool) -> Alignment:
    first, second = (
        decode_photo(one.jpeg(), name) for name, one in (("a", pair.baseline), ("b", pair.followup))
    )
    regions = [polygon_region("treated", [tuple(p) for p in outline.tolist()])] if stiff else []
    return align(first, second, regions=regions)


def measured(pair: PhantomPair, found: Alignment) -> Iterator[tuple[str, float]]:
    """Yield kind and size by the found map over size by the true map, of everything treated."""
    truth = pair.truth
    for spot in truth.spots:
        outline = spot.followup_outline_px
        if spot.region == "treated" and spot.followup_area_mm2 > 0.5:
            yield "area", area(found.to_baseline(outline)) / area(truth.to_baseline(outline))
    for vessel in truth.vessels:
        line = vessel.followup_points_px
        if vessel.region != "treated" or len(line) < 4:
            continue
        yield "length", length(found.to_baseline(line)) / length(truth.to_baseline(line))
        if vessel.followup_contrast > 0:
            ends = across(line, vessel.followup_width_mm / truth.followup_mm_per_pixel)
            yield "width", width(found.to_baseline(ends)) / width(truth.to_baseline(ends))


def across(line: Points, wide: NDArray[np.float64]) -> Points:
    """Return the ends (2 N, 2) of the vessel's width at each point of its centerline."""
    along = np.gradient(line, axis=0)
    normal = np.stack([-along[:, 1], along[:, 0]], axis=-1) / np.linalg.norm(along, axis=1, keepdims=True)
    half = normal * wide[:, None] / 2
    return np.concatenate([line - half, line + half])


def width(ends: Points) -> float:
    one, other = np.split(ends, 2)
    return float(np.linalg.norm(one - other, axis=1).mean())


def length(line: Points) -> float:
    return float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())


def area(outline: Points) -> float:
    x, y = outline.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
