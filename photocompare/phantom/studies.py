"""The sample studies: small synthetic copies of the three studies the product was asked for."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.pair import PhantomPair, Shot, paint_series
from photocompare.phantom.scene import Camera, Scene
from photocompare.phantom.truth import values_dict
from photocompare.phantom.write import regions_geojson, write_json

LICENSE = """# Licence of the sample images

These photographs are synthetic. They were painted by `photocompare.phantom` from published optical
properties of skin; no person was photographed and no photograph was used. To the extent that any rights
exist, they are waived under CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/).

`truth.csv` in each study holds what is exactly true of every region: medians of the noise-free, evenly
lit, neutral photographs. They can be painted again with `photocompare.phantom.paint_sample_studies`.
"""
MANIFEST = (
    "subject",
    "view",
    "timepoint",
    "day",
    "photo",
    "lighting",
    "regions",
    "mm_per_pixel",
    "arm",
    "side",
)
TRUTH = ("subject", "view", "lighting", "timepoint", "region", "metric", "baseline", "followup", "change")
# The only number of a reflected-UV photo that has a meaning of its own is how light it is.
UV_METRICS = ("l_star",)
FIRST_DAY = datetime(2026, 3, 2, 9, 30)


@dataclass(frozen=True)
class Visit:
    """One timepoint: its name, its day, and the shot."""

    timepoint: str
    day: float
    shot: Shot


@dataclass(frozen=True)
class Series:
    """One view of one subject over time."""

    subject: str
    view: str
    scene: Scene
    visits: tuple[Visit, ...]
    seed: int
    arm: str = ""
    side: str = ""


def write_study(folder: Path, series: Sequence[Series]) -> None:
    """Write one study: photos, regions per view, `manifest.csv`, `truth.csv`."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest: list[tuple[object, ...]] = []
    truth: list[tuple[object, ...]] = []
    for one in series:
        pairs = paint_series(one.scene, [v.shot for v in one.visits], seed=one.seed)
        stem = f"{one.subject}_{one.view}".replace(" ", "-")
        write_json(folder / f"{stem}.geojson", regions_geojson(pairs[0].truth.regions))
        photos = _photos(one, pairs)
        for visit, (photo, mm_per_pixel) in zip(one.visits, photos, strict=True):
            lighting = visit.shot.camera.lighting
            suffix = "" if lighting == "normal" else f"_{lighting}"
            name = f"{stem}_{visit.timepoint.replace(' ', '-')}{suffix}.jpg"
            (folder / name).write_bytes(photo)
            place = (one.subject, one.view, visit.timepoint, f"{visit.day:g}", name, lighting)
            manifest.append((*place, f"{stem}.geojson", f"{mm_per_pixel:.6f}", one.arm, one.side))
        truth.extend(_truth_rows(one, pairs))
    _write_csv(folder / "manifest.csv", MANIFEST, manifest)
    _write_csv(folder / "truth.csv", TRUTH, truth)


def booth(rng: np.random.Generator, **changes: object) -> Camera:
    """Return a follow-up camera as a careful clinic would hold it: small errors of pose, light and color."""
    red, blue = np.exp(rng.normal(0, 0.025, 2))
    settings: dict[str, object] = {
        "rotation_deg": float(rng.uniform(-5, 5)),
        "scale": float(rng.uniform(0.96, 1.05)),
        "shift": (float(rng.uniform(-0.02, 0.02)), float(rng.uniform(-0.02, 0.02))),
        "tilt_deg": (float(rng.uniform(-3, 3)), float(rng.uniform(-3, 3))),
        "deformation_mm": 0.6,
        "exposure_ev": 0.25 + float(rng.normal(0, 0.1)),
        "white_balance": (float(red), 1.0, float(blue)),
        "side_light": float(rng.normal(0, 0.03)),
        "side_light_deg": float(rng.uniform(0, 180)),
        "jpeg_quality": 91,
    }
    return Camera(**{**settings, **changes})  # type: ignore[arg-type]


def oval(
    x: float, y: float, across: float, down: float, scene: Scene, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return a hand-drawn oval (32, 2) in pixels; middle and radii as fractions of the photo's width."""
    angle = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    radius = 1 + sum(rng.normal(0, 0.05 / k) * np.cos(k * angle + rng.uniform(0, 6.28)) for k in (2, 3, 4))
    unit = np.stack([across * radius * np.cos(angle), down * radius * np.sin(angle)], axis=-1)
    return np.asarray(((np.array([x, y]) + unit) * scene.size[0]).round(2))


def _photos(one: Series, pairs: Sequence[PhantomPair]) -> Iterator[tuple[bytes, float]]:
    """Yield each visit's JPEG and its mm per pixel, in order; the first of each lighting is a baseline."""
    remaining, started = list(pairs), set()
    for visit in one.visits:
        lighting = visit.shot.camera.lighting
        captured = FIRST_DAY + timedelta(days=visit.day)
        if lighting not in started:
            started.add(lighting)
            pair = next(p for p in pairs if p.baseline.camera.lighting == lighting)
            yield pair.baseline.jpeg(captured=captured), pair.truth.mm_per_pixel
        else:
            pair = remaining.pop(0)
            yield pair.followup.jpeg(captured=captured), pair.truth.followup_mm_per_pixel


def _truth_rows(one: Series, pairs: Sequence[PhantomPair]) -> Iterator[tuple[object, ...]]:
    started = set()
    followups = []
    for visit in one.visits:
        lighting = visit.shot.camera.lighting
        if lighting in started:
            followups.append(visit)
        started.add(lighting)
    for visit, pair in zip(followups, pairs, strict=True):
        lighting = visit.shot.camera.lighting
        for region in pair.truth.regions:
            key = (one.subject, one.view, lighting, visit.timepoint, region.name)
            before, after = values_dict(region.baseline), values_dict(region.followup)
            for metric in UV_METRICS if lighting == "uv" else before:
                first, second = before[metric], after[metric]
                yield (*key, metric, f"{first:.4f}", f"{second:.4f}", f"{second - first:.4f}")
            cleared = region.vessel_cleared_fraction
            if lighting == "normal" and cleared is not None:
                yield (*key, "vessel_cleared_fraction", "", f"{cleared:.2f}", "")


def _write_csv(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode())
