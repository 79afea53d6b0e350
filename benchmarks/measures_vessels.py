"""Vessels on phantoms with exact truth, and the cost of finding them beside a filter of scikit-image.

    python benchmarks/measures_vessels.py phantom --seeds 40  # mask, centerlines, widths, classes; with hairs
    python benchmarks/measures_vessels.py change --seeds 20   # 60 % contrast faded, 50 % length erased
    python benchmarks/measures_vessels.py speed               # 12 MP: the filter, and all vessels

Set OPENBLAS_NUM_THREADS=1 where CPU time matters: waiting threads spin. Prints a line a case, then a summary.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from skimage.filters import sato

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto
from photocompare.compare import compare
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair
from photocompare.photo import decode_photo
from photocompare.recipe import Recipe
from photocompare.regions import polygon_region
from photocompare.vessels import VesselMap, find_vessels, vesselness

TONES = (0.02, 0.05, 0.12, 0.22)
"""Melanosome share of the epidermis: light, intermediate, brown, dark."""
SCALES = (1, 3, 5, 7, 9)
Mask = NDArray[np.bool_]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = {"phantom": phantom, "change": change, "speed": speed}
    parser.add_argument("command", choices=commands)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--rows", type=Path, help="a file that keeps the rows; the summary is of all in it")
    parser.add_argument("--per-mm", type=float, nargs="*", default=[5, 8, 12, 16], help="pixels per mm")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    commands[options.command](options)
    return 0


def leg(seed: int, per_mm: float, side: int = 1200, **treated: float) -> PhantomPair:
    """Return a leg with hairs, spots, red clusters and blue veins, its left half treated."""
    size = (side, side * 3 // 4)
    share = size[0] * size[1] / per_mm**2 / (160 * 120)
    scene = Scene(
        size=size,
        mm_per_pixel=1 / per_mm,
        f_mel=TONES[seed % len(TONES)],
        red_clusters=max(2, round(5 * share)),
        blue_veins=max(1, round(2 * share)),
        hairs=max(15, round(60 * share)),
        spots=round(60 * share),
        moles=max(1, round(5 * share)),
    )
    corners = np.array([[0.06, 0.08], [0.94, 0.08], [0.94, 0.92], [0.06, 0.92]]) * size
    region = Treatment("leg", corners, **treated)
    return paint_pair(scene, Camera(), Camera(), [region], seed=seed)


def seen(pair: PhantomPair) -> tuple[CorrectedPhoto, VesselMap]:
    photo = decode_photo(pair.baseline.jpeg(), "leg.jpg")
    corrected = CorrectedPhoto(photo, scale=pair.truth.mm_per_pixel, scale_unit="mm")
    return corrected, corrected.once(find_vessels)


@dataclass(frozen=True)
class Painted:
    """The true centerlines every pixel: points, widths in mm, whether blue, and the vessel's number."""

    points: NDArray[np.float64]
    width: NDArray[np.float64]
    blue: Mask
    vessel: NDArray[np.intp]


def painted(pair: PhantomPair) -> Painted:
    rows = []
    for number, one in enumerate(pair.truth.vessels):
        if one.contrast <= 0:
            continue
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(one.points_px, axis=0).T))])
        where = np.arange(0, along[-1], 1.0)
        x, y = (np.interp(where, along, column) for column in one.points_px.T)
        width = np.interp(where, along, one.width_mm)
        rows.append(np.stack([x, y, width, where * 0 + (one.kind == "blue"), where * 0 + number], axis=-1))
    every = np.concatenate(rows)
    inside = ((every[:, :2] > 0) & (every[:, :2] < pair.truth.size)).all(axis=1)
    every = every[inside]
    return Painted(every[:, :2], every[:, 2], every[:, 3] > 0, every[:, 4].astype(np.intp))


def visibly_cleared(pair: PhantomPair) -> float:
    """Return the percent of true length erased that no kept vessel covers: what a photo can show."""
    truth = painted(pair)
    gone = np.array([one.followup_contrast <= 0 for one in pair.truth.vessels])[truth.vessel]
    mine = np.array([one.region == "leg" for one in pair.truth.vessels])[truth.vessel]
    distance, nearest = cKDTree(truth.points[~gone]).query(truth.points)
    covered = distance <= truth.width[~gone][nearest] / 2 / pair.truth.mm_per_pixel + 1
    erased = float((gone & mine & ~covered).sum())
    return 100 * erased / (erased + float((~gone & mine).sum()))


def phantom_case(pair: PhantomPair) -> dict[str, float]:
    """Return how well the baseline's vessels were found; a point is found within half a width or 2 pixels."""
    _, found = seen(pair)
    truth, mask = painted(pair), pair.truth.vessel_mask > 0
    reach = np.maximum(truth.width / 2 / pair.truth.mm_per_pixel, 2.0)
    recall = cKDTree(found.points).query(truth.points)[0] <= reach
    distance, nearest = cKDTree(truth.points).query(found.points)
    right = distance <= reach[nearest]
    width, blue = truth.width[nearest[right]], truth.blue[nearest[right]]
    error, vessel = found.width[right] - width, truth.vessel[nearest[right]]
    each = [np.median(error[vessel == one]) for one in np.unique(vessel) if (vessel == one).sum() >= 20]
    band = (np.median(width[vessel == one]) for one in np.unique(vessel) if (vessel == one).sum() >= 20)
    wanted = np.array([0.4 <= one <= 3.0 for one in band], dtype=bool)
    return {
        "dice": 2 * float((found.mask & mask).sum()) / float(found.mask.sum() + mask.sum()),
        "recall": float(recall.mean()),
        "precision": float(found.step[right].sum() / found.step.sum()),
        "width_bias": float(np.median(np.array(each)[wanted])),
        "width_error": float(np.mean(np.abs(np.array(each)[wanted]))),
        "width_class": float(np.mean(np.digitize(found.width[right], (1, 3)) == np.digitize(width, (1, 3)))),
        "red_blue": float(np.mean(np.where(blue, found.color[right] == 2, found.color[right] == 0))),
    }


def phantom(options: argparse.Namespace) -> None:
    for per_mm in options.per_mm:
        found = []
        for seed in range(options.first, options.first + options.seeds):
            found.append(phantom_case(leg(seed, per_mm)))
            print(f"{per_mm:g} px/mm seed {seed}", _line(found[-1]), flush=True)
        rows = kept(options.rows, f"{per_mm:g}", found)
        print(f"{per_mm:g} px/mm MEAN  ", _line(_mean(rows)), flush=True)
        print(f"{per_mm:g} px/mm WORST ", _line(_worst(rows)), flush=True)


def kept(path: Path | None, part: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a part, and those that runs on other seeds left in the file."""
    if path is None:
        return rows
    every = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    every[part] = every.get(part, []) + rows
    path.write_text(json.dumps(every), encoding="utf-8")
    found: list[dict[str, Any]] = every[part]
    return found


def change(options: argparse.Namespace) -> None:
    names = (
        "vessel_fading",
        "vessel_visibility",
        "vessel_contrast",
        "vessel_length_density",
        "vessel_cleared_fraction",
    )
    for what, treated in (("faded 60 %", {"vessel_fading": 0.6}), ("erased 50 %", {"vessels_erased": 0.5})):
        rows = []
        for seed in range(options.seeds):
            pair = leg(seed, options.per_mm[0] if len(options.per_mm) == 1 else 8, **treated)
            first, second = (decode_photo(p.jpeg(), "leg.jpg") for p in (pair.baseline, pair.followup))
            outline = [(float(x), float(y)) for x, y in pair.truth.region("leg").polygon]
            found = compare(
                first,
                second,
                [polygon_region("leg", outline)],
                Recipe(metrics=names),
                mm_per_pixel=pair.truth.mm_per_pixel,
                alignment=identity(first.shape),
            )
            row = {
                "truth_cleared": pair.truth.region("leg").vessel_cleared_fraction or 0.0,
                "truth_visible": visibly_cleared(pair),
            }
            for one in found.measurements:
                value = one.change if one.metric.endswith(("fading", "fraction")) else one.percent_change
                row[one.metric.removeprefix("vessel_")] = float("nan") if value is None else value
            rows.append(row)
            print(what, f"seed {seed}", _line(row), flush=True)
        print(what, "MEAN  ", _line(_mean(rows)), flush=True)


def speed(options: argparse.Namespace) -> None:
    pair = leg(1, 20, side=4000)
    photo = decode_photo(pair.baseline.jpeg(), "leg.jpg")
    gray = -photo.linear()[..., 1]
    start = time.process_time()
    theirs = sato(gray, sigmas=SCALES, black_ridges=False)
    slow = time.process_time() - start
    fast = _fastest(lambda: vesselness(gray, SCALES))
    agreement = np.corrcoef(theirs.ravel(), vesselness(gray, SCALES).ravel())[0, 1]
    print(f"sato {slow:.2f} s, vesselness {fast:.3f} s: {slow / fast:.0f} times, correlation {agreement:.4f}")
    for name, unit in (("with a scale", "mm"), ("without a scale", "px")):
        scale = pair.truth.mm_per_pixel if unit == "mm" else 1.0
        one = CorrectedPhoto(photo, scale=scale, scale_unit=unit)
        spent = _fastest(partial(find_vessels_afresh, one))
        print(f"all vessels of 12 MP {name}: {spent:.2f} s of CPU")


def find_vessels_afresh(photo: CorrectedPhoto) -> VesselMap:
    return find_vessels(replace(photo, _maps={}))


def _fastest(work: Callable[[], object], times: int = 3) -> float:
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.fmean(row[name] for row in rows) for name in rows[0]}


def _worst(rows: list[dict[str, float]]) -> dict[str, float]:
    return {
        name: max((row[name] for row in rows), key=abs)
        if "width_e" in name or "bias" in name
        else min(row[name] for row in rows)
        for name in rows[0]
    }


def _line(row: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in row.items())


if __name__ == "__main__":
    sys.exit(main())
