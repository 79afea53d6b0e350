"""How often a change passes its smallest detectable change where nothing happened; and what errors cost.

    python benchmarks/measures_error.py null --seeds 40 --first 100  # untreated phantom pairs
    python benchmarks/measures_error.py null --color chart           # or gray: by what the colors are matched
    python benchmarks/measures_error.py gate --seeds 6    # with planted blur, distance, angle and light
    python benchmarks/measures_error.py cost              # a 12 MP pair, 4 regions, all metrics, CPU seconds

Null pairs differ in pose (10 degrees, 10 %), tissue (1 mm), exposure, cast, side light, blur, noise and JPEG.
The model aims at 5 % beyond; 2-8 % is its tolerance. Set OPENBLAS_NUM_THREADS=1 where CPU time matters.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import simplejpeg
from color_scenes import PAINTED, cards

from photocompare.compare import Comparison, compare
from photocompare.metric import metrics
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair, random_pair
from photocompare.photo import decode_photo
from photocompare.quality import Gate, conditions, gates, pair_quality
from photocompare.recipe import GateRecipe, Limits, Recipe
from photocompare.regions import Region, polygon_region

TARGETS = {"reference": "none", "gray": "gray", "chart": "colorchecker"}
FAULTS: dict[str, Sequence[float]] = {
    "blur_px": (1, 1.5, 2, 3),
    "scale": (1.3, 1.5),
    "tilt_deg": (20, 35),
    "side_light": (0.3, 0.6),
    "noise": (4, 8),
}
OPEN = Limits(amber=1e9, red=1e9)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("null", "gate", "cost"))
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--megapixels", type=float, default=1.2)
    parser.add_argument("--color", choices=TARGETS, default="reference")
    parser.add_argument("--fault", choices=FAULTS, nargs="*", default=list(FAULTS))
    options = parser.parse_args()
    cv2.setNumThreads(1)
    {"null": null, "gate": gate, "cost": cost}[options.command](options)
    return 0


def null(options: argparse.Namespace) -> None:
    beyond: dict[str, list[tuple[float, float]]] = defaultdict(list)
    unknown: dict[str, int] = defaultdict(int)
    for seed in range(options.first, options.first + options.seeds):
        for row in untreated(seed, options.megapixels, options.color).measurements:
            name, _, rest = row.metric.partition(".")
            name += ".<class>" if "_" in rest and name.startswith("vessel") else f".{rest}" if rest else ""
            if row.sdc is not None and row.change is not None:
                beyond[name].append((abs(row.change), row.sdc))
            elif row.change is not None:
                unknown[name] += 1
    print(f"{'metric':42} {'rows':>5} {'unknown':>7} {'|change| p95':>12} {'median SDC':>10} {'beyond %':>8}")
    for name in (*beyond, *(one for one in unknown if one not in beyond)):
        print(f"{name:42} {len(beyond[name]):5} {unknown[name]:7} {_figures(beyond[name])}")
    rows = np.concatenate([np.array(pairs) for pairs in beyond.values() if pairs])
    print(f"all rows within error: {100 * np.mean(rows[:, 0] <= rows[:, 1]):.1f} %")


def _figures(pairs: list[tuple[float, float]]) -> str:
    if not pairs:
        return ""
    change, sdc = np.array(pairs).T
    over = 100 * np.mean(change > sdc)
    return f"{np.quantile(change, 0.95):12.4g} {np.median(sdc):10.4g} {over:8.1f}"


def untreated(seed: int, megapixels: float, color: str) -> Comparison:
    pair = random_pair(seed, difficulty="null", megapixels=megapixels, chart=TARGETS[color])
    method: dict[str, Any] = {"method": color, "cards": (PAINTED,)}
    method["chart"] = "painted" if color == "chart" else "auto"
    marked = cards(pair) if color == "gray" else []
    return scored(
        jpegs(pair),
        [*regions_of(pair), *marked],
        pair.truth.mm_per_pixel,
        Recipe.model_validate({"color": method}),
    )


def regions_of(pair: PhantomPair) -> list[Region]:
    return [
        polygon_region(one.name, list(map(tuple, one.polygon)), role=one.role) for one in pair.truth.regions
    ]


def jpegs(pair: PhantomPair) -> list[bytes]:
    return [pair.baseline.jpeg(), pair.followup.jpeg()]


def gate(options: argparse.Namespace) -> None:
    """Print, fault by fault, how often changes of each family pass their error where the gate lets all by."""
    names = [one for one in GateRecipe.model_fields if not one.startswith(("overlap", "usable"))]
    recipe = Recipe(gate=GateRecipe(**dict.fromkeys(names, OPEN)))
    for fault in options.fault:
        for size in FAULTS[fault]:
            found: dict[str, list[bool]] = defaultdict(list)
            lights: dict[str, set[str]] = defaultdict(set)
            refused = 0
            for seed in range(options.first, options.first + options.seeds):
                pair = faulty(seed, **{fault: size})
                files, scale = jpegs(pair), pair.truth.mm_per_pixel
                open_to_all = scored(files, regions_of(pair), scale, recipe)
                refused += open_to_all.refused
                for one in told(open_to_all):
                    lights[one.family].add(one.light)
                for row in open_to_all.measurements:
                    if row.sdc is not None and row.change is not None and "." not in row.metric:
                        found[metrics()[row.metric].family].append(abs(row.change) > row.sdc)
            text = ", ".join(
                f"{family} {100 * np.mean(over):.0f} ({'/'.join(sorted(lights[family]))})"
                for family, over in found.items()
            )
            print(f"{fault} {size:g}: {refused} refused; beyond %: {text}", flush=True)


def told(comparison: Comparison) -> Sequence[Gate]:
    """Return what the gate as it is says of a pair."""
    if comparison.pair is None:
        return ()
    quality = pair_quality(comparison.baseline, comparison.followup, comparison.alignment)
    found = conditions(quality, comparison.pair, comparison.alignment, comparison.regions)
    return gates(found, (one.family for one in metrics().values()), GateRecipe())


def faulty(seed: int, **fault: float) -> PhantomPair:
    """Return an untreated pair of 1 MP whose second photo has one fault, else taken as the first."""
    size = np.array([1160, 870])
    frame = np.array([[0.34, 0.3], [0.5, 0.3], [0.5, 0.7], [0.34, 0.7]])
    outlines = [
        Treatment("left", frame * size),
        Treatment("right", (frame + np.array([0.18, 0])) * size),
        Treatment(
            "reference", (frame * np.array([1, 0.2]) + np.array([0.09, 0.68])) * size, role="reference"
        ),
    ]
    how: dict[str, Any] = dict(fault)
    if "tilt_deg" in how:
        how["tilt_deg"] = (how["tilt_deg"], 0.0) if seed % 2 else (0.0, how["tilt_deg"])
    rng = np.random.default_rng(seed)
    scene = Scene(size=(1160, 870), mm_per_pixel=0.11, f_mel=float(rng.uniform(0.02, 0.1)), spots=70, moles=6)
    return paint_pair(scene, Camera(), Camera(deformation_mm=0.5, **how), outlines, seed=seed)


def cost(options: argparse.Namespace) -> None:
    pair = random_pair(1, difficulty="null", megapixels=12.0)
    files = jpegs(pair)
    outlines = four(pair)
    decode = min(cpu(lambda: [simplejpeg.decode_jpeg(one) for one in files]) for _ in range(5))
    print(f"decode both (simplejpeg): {decode:.3f} s")
    spent = {}
    for count in (1, 2, 4):
        regions = [*outlines[:count], outlines[-1]]
        spent[count] = min(cpu(lambda r=regions: scored(files, r, pair.truth.mm_per_pixel)) for _ in range(3))
        print(f"{count} regions: {spent[count]:.2f} s, {spent[count] / decode:.1f} times the decoding")
    further = (spent[4] - spent[2]) / 2
    print(f"a further region: {further:.3f} s, {100 * further / spent[4]:.1f} % of the pair with four")


def four(pair: PhantomPair) -> list[Region]:
    """Return the two measured regions, two smaller ones inside them, and the reference."""
    drawn = {one.name: np.asarray(one.polygon) for one in pair.truth.regions}
    found = [polygon_region(name, list(map(tuple, drawn[name]))) for name in ("treated", "untreated")]
    for name in ("treated", "untreated"):
        middle = drawn[name].mean(axis=0)
        inner = middle + 0.7 * (drawn[name] - middle)
        found.append(polygon_region(f"{name}, middle", list(map(tuple, inner))))
    return [*found, polygon_region("reference", list(map(tuple, drawn["reference"])), role="reference")]


def scored(
    files: Sequence[bytes], regions: Sequence[Region], scale: float, recipe: Recipe = Recipe()
) -> Comparison:
    first, second = (decode_photo(one, f"{i}.jpg") for i, one in enumerate(files))
    return compare(first, second, regions, recipe, mm_per_pixel=scale)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
