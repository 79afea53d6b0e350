"""Vessel filters on the photographs of DRIVE beside scikit-image's, one setting for all, in one run.

    python benchmarks/measures_retina.py  # needs PHOTOCOMPARE_EVAL_DATA

Prints the area under the curve, the best Dice at one threshold for all photos, and CPU time a photo.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage.filters import frangi, meijering, sato

from photocompare.vessels import coherent_lines, vesselness

RETINA = (1.0, 1.5, 2.1)
Mask = NDArray[np.bool_]


def main() -> int:
    cv2.setNumThreads(1)
    drive()
    return 0


def retinas() -> list[tuple[NDArray[np.float32], Mask, Mask]]:
    """Return for each photo the inverted green with leveled contrast, the vessels, the field of view."""
    folder = Path(os.environ["PHOTOCOMPARE_EVAL_DATA"]) / "vessels" / "drive"
    level = cv2.createCLAHE(2.0, (8, 8))
    found = []
    for path in sorted(folder.glob("*_training.tif")):
        number = path.name[:2]
        vessels, field = (
            np.asarray(Image.open(folder / f"{number}_{name}.gif").convert("L")) > 127
            for name in ("manual1", "training_mask")
        )
        green = _extended(np.asarray(Image.open(path))[..., 1].astype(np.float32), field)
        found.append((-level.apply(green.astype(np.uint8)).astype(np.float32) / 255, vessels, field))
    return found


def _extended(green: NDArray[np.float32], field: Mask) -> NDArray[np.float32]:
    """Return the picture continued beyond its field of view, so that its border is no edge."""
    inner = cv2.erode(field.astype(np.uint8), np.ones((7, 7))).astype(np.float32)
    out, known = green * inner, inner.copy()
    for sigma in (3, 6, 12, 25):
        total, weight = (cv2.GaussianBlur(one, (0, 0), sigma) for one in (out, known))
        fill = (known == 0) & (weight > 0.05)
        out[fill], known[fill] = total[fill] / weight[fill], 1
    return np.where(known > 0, out, np.median(green[field])).astype(np.float32)


def drive() -> None:
    """Print AUC and Dice of every filter, one threshold for all photos, each map over its 90th percentile."""
    photos = retinas()
    filters: dict[str, Callable[[NDArray[np.float32]], NDArray[np.floating]]] = {
        "skimage sato 1,2,3": lambda picture: sato(picture, sigmas=(1, 2, 3), black_ridges=False),
        "skimage frangi 1,2,3": lambda picture: frangi(picture, sigmas=(1, 2, 3), black_ridges=False),
        "skimage meijering 1,2,3": lambda picture: meijering(picture, sigmas=(1, 2, 3), black_ridges=False),
        "vesselness 1,2,3": lambda picture: vesselness(picture, (1, 2, 3)),
        "coherent lines": lambda picture: coherent_lines(picture, RETINA),
    }
    truth = np.concatenate([vessels[field] for _, vessels, field in photos])
    for name, apply in filters.items():
        start = time.process_time()
        maps = [apply(picture) for picture, *_ in photos]
        spent = (time.process_time() - start) / len(photos)
        score = np.concatenate(
            [
                found[field] / np.quantile(found[field], 0.9)
                for found, (_, _, field) in zip(maps, photos, strict=True)
            ]
        )
        dice = max(_dice(score > limit, truth) for limit in np.quantile(score, np.linspace(0.8, 0.95, 46)))
        print(f"{name:26} AUC {_auc(score, truth):.4f} Dice {dice:.4f} {1000 * spent:5.0f} ms", flush=True)


def _auc(score: NDArray[np.floating], truth: Mask) -> float:
    """Return the area under the receiver operating curve, by ranks."""
    ordered = truth[np.argsort(score, kind="stable")]
    positive = int(ordered.sum())
    ranks = float(np.arange(1, len(ordered) + 1)[ordered].sum())
    return (ranks - positive * (positive + 1) / 2) / (positive * (len(ordered) - positive))


def _dice(one: Mask, other: Mask) -> float:
    return 2 * float((one & other).sum()) / float(one.sum() + other.sum())


if __name__ == "__main__":
    raise SystemExit(main())
