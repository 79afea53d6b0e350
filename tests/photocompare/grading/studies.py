"""Studies to grade: skin-like scenes photographed twice by a camera that moves; the map is known."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from photocompare.alignment.alignment import identity
from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.regions import polygon_region
from photocompare.study import (
    Study,
    new_study,
    study_from_template,
    with_alignment,
    with_photo,
    with_regions,
    with_subject,
)
from photocompare.study.photo_files import content_hash

ROOT = Path(__file__).parents[3]
VIEW = "face front"
SIZE = (320, 240)
SKIN = np.array([0.45, 0.27, 0.19])
SIDES = (("right cheek", "right", "untreated", 95), ("left cheek", "left", "treated", 225))
PASSPHRASE = "correct horse battery"


def painted_study(folder: Path, count: int, *, effect: float = 0.0, seed: int = 1) -> Path:
    """Make a study of `count` split faces; after it the treated cheek is paler by `effect` (absorbance)."""
    rng = np.random.default_rng(seed)
    path = folder / "Trial-Rosacea.photostudy"
    (folder / "photos").mkdir()
    with new_study(path, study_from_template("split-face")) as opened:
        study = opened.study
        for number in range(count):
            study = _subject(study, folder, f"SUBJ{number + 1:03d}", rng, effect)
        opened.save(study, "Add")
    return path


def sample_study(folder: Path) -> Path:
    """Make the sample split-face study, in normal light."""
    path = folder / "split.photostudy"
    entries = read_manifest(ROOT / "sample_images" / "split-face" / "manifest.csv").entries
    with new_study(path, study_from_template("split-face")) as opened:
        normal = [one for one in entries if one.lighting == "normal"]
        opened.save(study_with_entries(opened.path, opened.study, normal), "Add")
    return path


def _subject(study: Study, folder: Path, code: str, rng: np.random.Generator, effect: float) -> Study:
    scene = _scene(rng)
    study, _ = with_subject(study, code)
    maps = []
    for label in ("before", "2 weeks"):
        later = scene.copy()
        if label != "before" and effect:
            later[..., 1:] *= 10 ** (effect * _cheek(SIDES[1][3])[..., None])
        camera = _camera(rng)
        maps.append(camera)
        name = folder / "photos" / f"{code}_treated_{label.replace(' ', '-')}.jpg"
        Image.fromarray(_photographed(later, camera, rng)).save(name, quality=int(rng.integers(88, 97)))
        kept = f"photos/{name.name}"
        study = with_photo(study, code, VIEW, label, path=kept, sha256=content_hash(name))
    first, second = study.series(code, VIEW)
    between = np.vstack([maps[1], [0, 0, 1]]) @ np.linalg.inv(np.vstack([maps[0], [0, 0, 1]]))
    known = identity((SIZE[1], SIZE[0]), "landmarks")
    known = type(known)(**{**vars(known), "homography": between, "error_px": 0.5})
    study = with_alignment(study, first.id, second.id, known, by_hand=True)
    regions = []
    for name, side, arm, x in SIDES:
        ring = np.array([[x - 40, 80], [x + 40, 80], [x + 40, 160], [x - 40, 160]], float)
        there = ring @ maps[0][:, :2].T + maps[0][:, 2]
        regions.append(polygon_region(name, map(tuple, there), arm=arm, side=side))
    return with_regions(study, code, VIEW, regions)


def _scene(rng: np.random.Generator) -> np.ndarray:
    width, height = SIZE
    light = np.ones((height, width, 3)) * SKIN * rng.uniform(0.75, 1.2)
    for sigma, strength in ((1.0, 0.05), (4.0, 0.06), (25.0, 0.10)):
        noise = cv2.GaussianBlur(rng.normal(size=(height, width)), (0, 0), sigma)
        light *= (1 + strength * noise / noise.std())[..., None].clip(0.3)
    for _ in range(12):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        rows, columns = np.mgrid[:height, :width]
        light *= 1 - 0.4 * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / rng.uniform(4, 40))[..., None]
    return light


def _cheek(x: float) -> np.ndarray:
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    return np.exp(-((columns - x) ** 2 + (rows - 120) ** 2) / (2 * 30.0**2))


def _camera(rng: np.random.Generator) -> np.ndarray:
    turn, zoom = np.deg2rad(rng.normal(0, 2)), np.exp(rng.normal(0, 0.03))
    matrix = zoom * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    center = np.array(SIZE) / 2
    return np.column_stack([matrix, center - matrix @ center + rng.normal(0, 4, 2)])


def _photographed(light: np.ndarray, camera: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    shifted = camera.copy()
    shifted[:, 2] += camera[:, :2] @ [0.5, 0.5] - 0.5
    seen = cv2.warpAffine(light, shifted, SIZE, flags=cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REFLECT)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 0.9)) * rng.normal(1, 0.03, 3)
    seen = seen + rng.normal(0, 0.006, seen.shape)
    return np.rint(255 * seen.clip(0, 1) ** (1 / 2.2)).astype(np.uint8)
