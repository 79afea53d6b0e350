"""Real charts, whole charts in skin photos, and spoiled ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from color_scenes import Array, as_photo, difference, other_light
from numpy.typing import NDArray

from photocompare.color.chart import known_charts
from photocompare.color.find_chart import find_charts
from photocompare.color.read_chart import ChartReading
from photocompare.photo import Photo, read_photo


def charts() -> bool:
    """Real charts, whole and then a third covered or glared."""
    folder = os.environ.get("PHOTOCOMPARE_EVAL_DATA")
    if not folder:
        print("skipped: PHOTOCOMPARE_EVAL_DATA is not set")
        return True
    good = True
    print("| photo | chart | found | dE2000 before | after, leave-one-out | skin patches | verdict |")
    print("|---|---|---|---|---|---|---|")
    for path in sorted(p for p in (Path(folder) / "charts").iterdir() if p.suffix in {".jpg", ".png"}):
        photo = read_photo(path)
        # color_target_sun.png holds linear light, as its repository says; a PNG cannot.
        if path.stem == "color_target_sun":
            photo = replace(
                photo, transfer=replace(photo.transfer, curve=np.linspace(0, 1, 256, dtype=np.float32))
            )
        reading = best_reading(photo)
        good &= reading is not None
        print(chart_line(path.name, reading))
    print("\n| chart | spoiled | trials | refused |\n|---|---|---|---|")
    for what, spoil in (("a third covered", covered), ("a third glared", glared)):
        refused = [spoiled_is_refused(seed, spoil) for seed in range(12)]
        good &= all(refused)
        print(f"| painted, in a skin photo | {what} | {len(refused)} | {sum(refused)} |")
    return good


def best_reading(photo: Photo) -> ChartReading | None:
    found = find_charts(photo, known_charts(), 4.0, thorough=True)
    return min(found.values(), key=lambda reading: reading.mismatch_de00, default=None)


def chart_line(name: str, reading: ChartReading | None) -> str:
    if reading is None:
        return f"| {name} | | no | | | | |"
    chart = reading.chart
    gain = chart.linear[chart.neutral[2]].mean() / reading.measured[chart.neutral[2]].mean()
    before = difference(reading.measured * gain, chart.linear)[reading.usable].mean()
    skin = np.nanmean(reading.fit.error_de00[list(chart.skin)])
    verdict = reading.refusal or ("corrected roughly (W428)" if reading.rough else "accepted")
    return (
        f"| {name} | {chart.name} | yes, {int(reading.fit.used.sum())} of {len(reading.usable)} patches "
        f"| {before:.1f} | {reading.residual_de00:.1f} | {skin:.1f} | {verdict} |"
    )


def covered(pixels: NDArray[np.uint8], outline: Array, rng: np.random.Generator) -> None:
    """Lay a skin-colored strip, as a finger or a dressing, over a third of the chart."""
    cv2.fillPoly(pixels, [strip(outline, rng)], tuple(int(v) for v in rng.integers(120, 230, 3)))


def glared(pixels: NDArray[np.uint8], outline: Array, rng: np.random.Generator) -> None:
    """Add a white reflection over a third of the chart."""
    glare = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(glare, [strip(outline, rng)], 255)
    soft = cv2.GaussianBlur(glare, (0, 0), 5)[..., None] / 255 * rng.uniform(0.4, 1.0)
    pixels[...] = np.rint(pixels + (255 - pixels) * soft)


def strip(outline: Array, rng: np.random.Generator) -> NDArray[np.int32]:
    """Return a quadrilateral over a third of the chart, from one of its four sides or its middle."""
    start = rng.choice([0.0, 1 / 3, 2 / 3])
    corner, along, down = outline[0], outline[1] - outline[0], outline[3] - outline[0]
    if rng.random() < 0.5:
        along, down = down, along
    quad = [corner + start * along, corner + (start + 1 / 3) * along]
    return np.rint([*quad, quad[1] + down, quad[0] + down]).astype(np.int32)


def spoiled_is_refused(
    seed: int, spoil: Callable[[NDArray[np.uint8], Array, np.random.Generator], None]
) -> bool:
    pair = other_light(seed, 0.8, "colorchecker")
    pixels = pair.baseline.pixels.copy()
    assert pair.truth.target_px is not None
    spoil(pixels, pair.truth.target_px, np.random.default_rng(seed))
    whole = find_charts(as_photo(pair.baseline.pixels), known_charts(), 4.0)
    reading = best_reading(as_photo(pixels))
    accepted_whole = any(not one.refusal for one in whole.values())
    return accepted_whole and (reading is None or bool(reading.refusal))
