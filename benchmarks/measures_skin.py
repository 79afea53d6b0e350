"""Redness, melanin and spots against known truth, and blood against melanin on S-SYNTH.

python benchmarks/measures_skin.py phantom --seeds 40   # planted erythema and spots, four tones, 5-16 px/mm
python benchmarks/measures_skin.py ssynth               # needs PHOTOCOMPARE_EVAL_DATA
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from pathlib import Path

import cv2
import numpy as np
from measures_vessels import TONES, kept, leg
from scipy.stats import spearmanr

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto
from photocompare.compare import compare
from photocompare.metric import Patch, metrics
from photocompare.phantom import PhantomPair, skin_color
from photocompare.photo import Photo, Transfer, decode_photo, read_photo
from photocompare.recipe import Recipe
from photocompare.regions import polygon_region
from photocompare.spots import find_spots

REDNESS = ("erythema_index", "erythema_index_compensated", "a_star", "hemoglobin", "melanin_index", "melanin")
SHRUNK = 0.85
KINDS = ("png", "jpeg")
EDGE_PX = 30


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = {"phantom": phantom, "ssynth": ssynth}
    parser.add_argument("command", choices=commands)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--rows", type=Path, help="a file that keeps the rows; the summary is of all in it")
    parser.add_argument("--per-mm", type=float, nargs="*", default=[5, 8, 12, 16], help="pixels per mm")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    commands[options.command](options)
    return 0


def phantom(options: argparse.Namespace) -> None:
    rows = []
    for seed in range(options.first, options.first + options.seeds):
        per_mm = options.per_mm[seed // len(TONES) % len(options.per_mm)]
        planted = (-2.0, -4.0, -6.0, 3.0)[seed // 3 % 4]
        pair = leg(seed, per_mm, erythema_change=planted, spot_shrinking=1 - SHRUNK**0.5)
        changes_found = [measured_change(pair, kind) for kind in KINDS]
        found_text = ", ".join(f"{c:+.2f} ({kind})" for c, kind in zip(changes_found, KINDS, strict=True))
        spots = matched_spots(pair, per_mm)
        rows.append(
            {
                **{
                    kind: abs(change - planted) / max(0.05 * abs(planted), 0.3)
                    for kind, change in zip(KINDS, changes_found, strict=True)
                },
                "areas": [found / true for found, true, _ in spots],
                "changes": [change for _, _, change in spots if change],
            }
        )
        size = statistics.median(found / true for found, true, _ in spots) if spots else float("nan")
        print(
            f"seed {seed} tone {TONES[seed % len(TONES)]} {per_mm:g} px/mm: EI {planted:+.1f}, {found_text}; "
            f"{len(spots)} spots, median area {size:.2f} of the true one",
            flush=True,
        )
    rows = kept(options.rows, "phantom", rows)
    for kind in KINDS:
        beyond = sum(row[kind] > 1 for row in rows)
        print(f"EI change, {kind}: {beyond} of {len(rows)} beyond 5 % or 0.3 points")
    areas, changes = ([one for row in rows for one in row[name]] for name in ("areas", "changes"))
    print(f"spot area over truth: median {statistics.median(areas):.3f} of {len(areas)}")
    print(f"spots planted at {SHRUNK:.2f} of their area: median {statistics.median(changes):.3f}")
    for tone in TONES:
        melanin, blood = specificity(tone)
        print(f"tone {tone}: melanin x4 moves compensated EI by {melanin:+.2f}, blood x2 by {blood:+.2f}")


def measured_change(pair: PhantomPair, kind: str) -> float:
    photos = (pair.baseline, pair.followup)
    first, second = (decode_photo(getattr(one, kind)(), f"leg.{kind}") for one in photos)
    region = polygon_region("leg", pair.truth.regions[0].polygon)
    found = compare(
        *(first, second, [region], Recipe(metrics=("erythema_index",))),
        mm_per_pixel=pair.truth.mm_per_pixel,
        alignment=identity(first.shape),
    )
    change = found.measurements[0].change
    assert change is not None
    return change


def matched_spots(pair: PhantomPair, per_mm: float) -> list[tuple[float, float, float | None]]:
    """Return area found, true area, and area kept at the follow-up, of each spot that was found."""
    photos = [
        CorrectedPhoto(decode_photo(one.jpeg(), "leg.jpg"), scale=1 / per_mm, scale_unit="mm")
        for one in (pair.baseline, pair.followup)
    ]
    before, after = (photo.once(find_spots) for photo in photos)
    rows: list[tuple[float, float, float | None]] = []
    for spot in pair.truth.spots:
        center, reach = spot.outline_px.mean(axis=0), float(np.sqrt(spot.area_mm2 / np.pi)) * per_mm
        inside = (center > EDGE_PX) & (center < np.array(pair.truth.size) - EDGE_PX)
        if not inside.all() or not len(before.center):
            continue
        away = np.hypot(*(before.center - center).T)
        if away.min() >= reach:
            continue
        area, kept = float(before.area[away.argmin()]), None
        if spot.region and len(after.center):
            later = np.hypot(*(after.center - spot.followup_outline_px.mean(axis=0)).T)
            kept = float(after.area[later.argmin()]) / area if later.min() < reach else None
        rows.append((area, spot.area_mm2, kept))
    return rows


def specificity(tone: float) -> tuple[float, float]:
    """Return what four times the melanin and twice the blood add to the compensated index."""

    def index(melanin: float, blood: float) -> float:
        light = np.tile(np.float32(skin_color(melanin, blood)), (32, 32, 1))
        return value(Photo(light, Transfer(None), "skin", "0"), "erythema_index_compensated")

    start = index(tone, 0.02)
    return index(min(4 * tone, 0.5), 0.02) - start, index(tone, 0.04) - start


def ssynth(options: argparse.Namespace) -> None:
    folder = Path(os.environ["PHOTOCOMPARE_EVAL_DATA"]) / "skin" / "s-synth"
    document = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    rows = []
    for entry in document["images"]:
        if not (folder / entry["filename"]).exists():
            continue  # the list names more pictures than were fetched
        photo = read_photo(folder / entry["filename"])
        # The file calls the share of melanosomes `melatonin`.
        truth = float(entry["blood"]), float(entry["melatonin"])
        rows.append([*truth, *(value(photo, metric) for metric in REDNESS)])
    found = np.array(rows)
    print(f"{len(found)} pictures; rank correlation with blood and with melanin")
    for index, name in enumerate(REDNESS, 2):
        blood, melanin = (spearmanr(found[:, index], found[:, column])[0] for column in (0, 1))
        print(f"  {name:28s} blood {blood:+.2f}  melanin {melanin:+.2f}")


def value(photo: Photo, metric: str) -> float:
    """Return a metric of the corners' skin: what lies in the middle of S-SYNTH pictures is a lesion."""
    height, width = photo.shape
    y, x = np.mgrid[0:height, 0:width]
    far = np.hypot((x - width / 2) / width, (y - height / 2) / height) > 0.45
    return metrics()[metric](Patch(CorrectedPhoto(photo), photo.box, far & ~photo.clipped()))


if __name__ == "__main__":
    sys.exit(main())
