"""How well one color for two photographs keeps the skin's change and nothing else.

    python benchmarks/color.py charts            # real charts of $PHOTOCOMPARE_EVAL_DATA, and spoiled ones
    python benchmarks/color.py null --seeds 60   # the same skin in other light: nothing may change
    python benchmarks/color.py effect            # planted changes of -8 to +8 points come back
    python benchmarks/color.py camera            # published camera sensitivities (needs colour-science)
    python benchmarks/color.py cost              # a 12 MP pair against decoding it

Prints tables in Markdown; ends with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import photocompare as pc
from photocompare.color import normalize
from photocompare.color.chart import Chart, known_charts
from photocompare.color.find_chart import find_charts
from photocompare.color.fit import correction_matrix, patch_weights
from photocompare.color.lab import delta_e_2000, lab
from photocompare.color.read_chart import ChartReading
from photocompare.phantom import Camera, PhantomPair, Scene, Treatment, paint_pair
from photocompare.phantom.chart import COLORCHECKER_SRGB
from photocompare.phantom.spectra import skin_reflectance
from photocompare.photo import Photo, decode_photo, read_photo
from photocompare.recipe import CardRecipe, ColorRecipe, Recipe
from photocompare.regions import Region, polygon_region

Array = NDArray[np.float64]
METRICS = ("erythema_index", "l_star", "ita", "melanin_index", "a_star")
PAINTED = CardRecipe(
    name="painted",
    columns=6,
    rows=4,
    srgb=tuple((float(r), float(g), float(b)) for r, g, b in COLORCHECKER_SRGB),
    skin=(0, 1),
    neutral=(18, 19, 20, 21, 22, 23),
)
NULL_AIMS = {
    ("chart", "erythema_index"): 0.5,
    ("chart", "l_star"): 0.6,
    ("chart", "ita"): 2.5,
    ("reference", "erythema_index"): 0.7,
    ("gray", "erythema_index"): 0.6,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("charts", "null", "effect", "camera", "cost", "peak"))
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--megapixels", type=float, default=1.0)
    parser.add_argument("--even-light", default="auto", choices=("auto", "on", "off"))
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    commands: dict[str, Callable[[argparse.Namespace], bool]] = {
        "charts": charts,
        "null": null,
        "effect": effect,
        "camera": camera,
        "cost": cost,
        "peak": peak,
    }
    return 0 if commands[arguments.what](arguments) else 1


# ---- charts ------------------------------------------------------------------------------------------


def charts(_: argparse.Namespace) -> bool:
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
    verdict = reading.refusal or "accepted"
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


def as_photo(pixels: NDArray[np.uint8]) -> Photo:
    done, data = cv2.imencode(".png", pixels[..., ::-1])
    assert done
    return decode_photo(data.tobytes(), "photo.png")


# ---- the same skin in another light --------------------------------------------------------------------


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


@dataclass(frozen=True)
class Seen:
    """One region of one pair by one method: measured and true changes by metric."""

    file: str
    method: str
    region: str
    change: dict[str, float]
    true_change: float
    error_de00: float


def seen_by(pair: PhantomPair, methods: Sequence[str], even_light: str, file: str) -> Iterator[Seen]:
    before, after = (
        decode_photo(photo.jpeg() if file == "JPEG" else photo.png(), f"{name}.{file.lower()}")
        for name, photo in (("baseline", pair.baseline), ("followup", pair.followup))
    )
    regions = [
        polygon_region(r.name, [(float(x), float(y)) for x, y in r.polygon], arm=r.arm, role=r.role)
        for r in pair.truth.regions
    ]
    alignment = pc.align(before, after)
    for method in methods:
        color = {"method": method, "cards": (PAINTED,), "even_light": even_light}
        if method == "chart":
            color["chart"] = "painted"
        recipe = Recipe(color=ColorRecipe.model_validate(color), metrics=METRICS)
        marked = [*regions, *cards(pair)] if method == "gray" else regions
        result = pc.compare(before, after, marked, recipe, alignment=alignment)
        if result.pair is None:
            print(f"refused: {method}: {result.findings[-1]}", file=sys.stderr)
            continue
        for name in ("treated", "untreated"):
            change = {m.metric: m.change for m in result.measurements if m.region.name == name}
            true = pair.truth.region(name).change.erythema_index
            yield Seen(
                file,
                method,
                name,
                {k: v for k, v in change.items() if v is not None},
                true,
                result.pair.error_de00 or 0,
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


def null(arguments: argparse.Namespace) -> bool:
    """Nothing was treated: what changes is error."""
    seen: list[Seen] = []
    for seed in range(arguments.seeds):
        for target, methods in (("colorchecker", ("chart",)), ("gray", ("gray", "reference", "none"))):
            pair = other_light(seed, arguments.megapixels, target)
            for file in ("JPEG", "PNG"):
                seen += seen_by(pair, methods, arguments.even_light, file)
    size_text = f"{arguments.seeds} pairs of {arguments.megapixels} MP, two regions each"
    print(f"{size_text}; even light {arguments.even_light}\n")
    print("| file | method | metric | regions | mean | SD | median of abs | 95 % of abs | largest | aim |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    good = True
    for file, method in itertools.product(("JPEG", "PNG"), ("chart", "gray", "reference", "none")):
        rows = [one.change for one in seen if (one.file, one.method) == (file, method)]
        for metric in METRICS:
            changes = np.array([row[metric] for row in rows if metric in row])
            size, aim = np.abs(changes), NULL_AIMS.get((method, metric))
            high = float(np.quantile(size, 0.95))
            good &= aim is None or high <= aim
            values = (changes.mean(), changes.std(), np.median(size), high, size.max())
            numbers = " | ".join(f"{value:.3f}" for value in values)
            print(f"| {file} | {method} | {metric} | {len(changes)} | {numbers} | {aim or ''} |")
    return good


def effect(arguments: argparse.Namespace) -> bool:
    """Planted changes against measured ones, in another light."""
    seen: list[Seen] = []
    for seed, change in enumerate(np.linspace(-8, 8, 17)):
        for target, methods in (("colorchecker", ("chart",)), ("gray", ("gray", "reference", "none"))):
            pair = other_light(100 + seed, arguments.megapixels, target, float(change) or 0.01)
            seen += seen_by(pair, methods, arguments.even_light, "JPEG")
    print("| method | pairs | slope | intercept | root mean square error | untreated, 95 % of abs |")
    print("|---|---|---|---|---|---|")
    good = True
    for method in ("chart", "gray", "reference", "none"):
        rows = [one for one in seen if one.method == method]
        treated = [one for one in rows if one.region == "treated"]
        true = np.array([one.true_change for one in treated])
        got = np.array([one.change["erythema_index"] for one in treated])
        slope, intercept = np.polyfit(true, got, 1)
        control = [abs(one.change["erythema_index"]) for one in rows if one.region == "untreated"]
        error = float(np.sqrt(np.mean((got - true) ** 2)))
        good &= method == "none" or (0.97 <= slope <= 1.03 and abs(intercept) <= 0.2)
        print(
            f"| {method} | {len(got)} | {slope:.4f} | {intercept:+.3f} | {error:.3f} "
            f"| {np.quantile(control, 0.95):.3f} |"
        )
    return good


# ---- cameras --------------------------------------------------------------------------------------------


def camera(_: argparse.Namespace) -> bool:
    """Skin through published camera sensitivities: chart fitted, painted skins judged."""
    import colour

    shape = colour.SpectralShape(400, 700, 10)
    observer = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"].copy().align(shape).values
    patches = np.array(
        [s.copy().align(shape).values for s in colour.SDS_COLOURCHECKERS["BabelColor Average"].values()]
    )
    skins = painted_skins()
    daylight = colour.SDS_ILLUMINANTS["D65"].copy().align(shape).values
    chart_true, skin_true = (srgb_under(r, daylight, observer) for r in (patches, skins))
    chart = replace(known_charts()[0], linear=chart_true)
    print("| camera | light | fit | chart dE2000 | skin dE2000 | EI bias | EI slope |")
    print("|---|---|---|---|---|---|---|")
    figures: dict[str, list[tuple[float, float]]] = {}
    for name, sensitivities in colour.MSDS_CAMERA_SENSITIVITIES.items():
        response = sensitivities.copy().align(shape).values
        for light in ("D65", "D50", "A", "LED-B3", "LED-V1", "FL2"):
            power = colour.SDS_ILLUMINANTS[light].copy().align(shape).values
            seen_chart, seen_skin = (r @ (power[:, None] * response) for r in (patches, skins))
            scale = chart_true[21].mean() / seen_chart[21].mean()
            for fit, matrix in fits(chart, seen_chart * scale).items():
                line = judged(
                    seen_chart * scale @ matrix.T, chart_true, seen_skin * scale @ matrix.T, skin_true
                )
                figures.setdefault(fit, []).append((line[1], abs(line[2])))
                values = " | ".join(f"{value:.2f}" for value in line)
                print(f"| {name.split(' (')[0]} | {light} | {fit} | {values} |")
    print("\n| fit, mean of all lights and cameras | skin dE2000 | EI bias (absolute) |\n|---|---|---|")
    for fit, rows in figures.items():
        print(f"| {fit} | {np.mean(rows, axis=0)[0]:.2f} | {np.mean(rows, axis=0)[1]:.2f} |")
    mean = np.mean(figures["weighted 3x3"], axis=0)
    return bool(mean[0] <= 1.6 and mean[1] <= 1.0)


def painted_skins() -> Array:
    """Return spectra (N x wavelengths) of painted skins with the erythema indices of real ones, 10 to 33."""
    melanin, blood = np.geomspace(0.015, 0.12, 8), np.geomspace(0.004, 0.02, 6)
    return np.array([skin_reflectance(m, b) for m in melanin for b in blood])


def srgb_under(reflectance: Array, light: Array, observer: Array) -> Array:
    weights = light[:, None] * observer
    xyz = reflectance @ weights / weights[:, 1].sum()
    from photocompare.color.lab import WHITE_D65, XYZ_FROM_LINEAR

    white = weights.sum(axis=0) / weights[:, 1].sum()
    return np.asarray(xyz * (WHITE_D65 / white) @ np.linalg.inv(XYZ_FROM_LINEAR).T)


def fits(chart: Chart, seen: Array) -> dict[str, Array]:
    gains = chart.linear[21] / seen[21]
    return {
        "white balance": np.diag(gains),
        "plain 3x3": correction_matrix(seen, chart.linear),
        "weighted 3x3": correction_matrix(seen, chart.linear, patch_weights(chart)),
    }


def judged(
    chart: Array, chart_true: Array, skin: Array, skin_true: Array
) -> tuple[float, float, float, float]:
    index, true = erythema(skin), erythema(skin_true)
    slope = float(np.polyfit(true, index, 1)[0])
    return (
        float(difference(chart, chart_true).mean()),
        float(difference(skin, skin_true).mean()),
        float((index - true).mean()),
        slope,
    )


def erythema(light: Array) -> Array:
    light = np.maximum(light, 1e-4)
    return np.asarray(100 * (np.log10(light[:, 0]) - np.log10(light[:, 1])))


def difference(first: Array, second: Array) -> Array:
    return delta_e_2000(lab(first.astype(np.float32)), lab(second.astype(np.float32)))


# ---- cost -----------------------------------------------------------------------------------------------


def cost(arguments: argparse.Namespace) -> bool:
    """Processor time and peak memory of correcting a 12 MP pair, against decoding it in the same run."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        files = []
        pair = other_light(7, 12.0, "colorchecker")
        for name, photo in (("before", pair.baseline), ("after", pair.followup)):
            path = Path(folder) / f"{name}.jpg"
            path.write_bytes(photo.jpeg())
            files.append(path)
        rounds = [timed(files) for _ in range(5)]
        decode, correct, convert = np.median(rounds, axis=0)
        ground, top = (measured_peak(files, what) for what in ("read", "correct"))
    float_pair = 2 * np.prod(pair.baseline.pixels.shape) * 4
    print("| 12 MP pair, processor time | value | aim |\n|---|---|---|")
    print(f"| decoding both | {1000 * decode:.0f} ms | |")
    print(f"| chart found and fitted, light estimated | {1000 * correct:.0f} ms | |")
    print(f"| both as corrected linear light | {1000 * convert:.0f} ms | |")
    print(f"| correction / decoding | {(correct + convert) / decode:.2f} | 3 |")
    print(f"| peak memory over reading / the float32 pair | {(top - ground) / float_pair:.2f} | 1.3 |")
    return bool((correct + convert) / decode <= 3 and (top - ground) / float_pair <= 1.3)


def timed(files: Sequence[Path]) -> tuple[float, float, float]:
    start = time.process_time()
    photos = [read_photo(path) for path in files]
    decoded = time.process_time()
    pair = corrected(photos)
    found = time.process_time()
    _kept = pair.baseline.linear(), pair.followup.linear()
    return decoded - start, found - decoded, time.process_time() - found


def corrected(photos: Sequence[Photo]) -> pc.NormalizedPair:
    from photocompare.alignment.alignment import Alignment

    alignment = Alignment(np.eye(3), photos[0].shape, photos[1].shape, "good")
    height, width = photos[0].shape
    region = polygon_region(
        "treated", [(float(x), float(y)) for x, y in ellipse(0.33, 0.36, 0.17, width, height)]
    )
    return normalize(photos[0], photos[1], alignment, [region])


def measured_peak(files: Sequence[Path], what: str) -> int:
    command = [sys.executable, __file__, "peak", what, *map(str, files)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak(arguments: argparse.Namespace) -> bool:
    what, *files = arguments.files
    photos = [read_photo(Path(path)) for path in files]
    if what == "correct":
        pair = corrected(photos)
        _kept = pair.baseline.linear(), pair.followup.linear()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
    return True


if __name__ == "__main__":
    sys.exit(main())
