"""The photos to import: each read once, in a process of its own, and reduced to what a proposal needs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.compare import Report
from photocompare.errors import Finding, Problem, displayable
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.study.importing.likeness import Look, look_of
from photocompare.study.importing.names import Said, said_by_path

THUMBNAIL = 220
# A card of one color between two patients: hardly any texture anywhere.
_SLIDE_SPREAD = 6.0


@dataclass(frozen=True, eq=False)
class Shot:
    """One photo to import.

    Attributes:
        path: where it lies; `said`: what its name and folders say.
        sha256, pixels_sha256: of the file, and of the picture in it; empty where it could not be read.
        captured: by the camera's clock, without zone; never the file's own time.
        camera: its model.
        thumbnail: H x W x 3 uint8, or None where it could not be read.
        look: what it is recognized by, or None.
        slide: a plain card, no skin.
        problem: why it could not be read, or None.
    """

    path: Path
    said: Said = field(default_factory=Said)
    sha256: str = ""
    pixels_sha256: str = ""
    captured: datetime | None = None
    camera: str = ""
    thumbnail: NDArray[np.uint8] | None = None
    look: Look | None = None
    slide: bool = False
    problem: Finding | None = None


def read_shots(
    paths: Sequence[Path],
    root: Path | None = None,
    *,
    known_views: Iterable[str] = (),
    report: Report | None = None,
) -> tuple[Shot, ...]:
    """Return the photos at `paths`, in order; names are understood from `root` down, or from one folder up.

    Folders that all photos share may say a subject, but no person: they tell nobody apart. A link may not
    lead out of `root`.
    """
    shots = []
    views = tuple(known_views)
    options: dict[str, Any] = {} if root is None else {"root": os.fspath(root)}
    names = [_relative(path, root) for path in paths]
    shared = len(PurePath(os.path.commonpath([name.parent for name in names])).parts) if names else 0
    with IsolatedReader() as reader:
        for index, (path, name) in enumerate(zip(paths, names, strict=True)):
            if report:
                report(index / len(paths), displayable(path.name))
            said = said_by_path(name, views, shared=shared)
            try:
                shots.append(_shot(path, said, reader.read(path, **options)))
            except Problem as problem:
                shots.append(Shot(path, said, problem=problem.finding))
    return tuple(shots)


def _relative(path: Path, root: Path | None) -> PurePath:
    if root is None or not path.is_relative_to(root):
        return PurePath(*path.parts[-2:])
    return path.relative_to(root)


def _shot(path: Path, said: Said, photo: Photo) -> Shot:
    captured = photo.metadata.capture_time
    thumbnail = _thumbnail(photo)
    slide = _is_slide(thumbnail)
    return Shot(
        path,
        said,
        photo.sha256,
        photo.pixels_sha256,
        captured.replace(tzinfo=None) if captured else None,
        photo.metadata.camera,
        thumbnail,
        None if slide else look_of(photo),
        slide,
    )


def _thumbnail(photo: Photo) -> NDArray[np.uint8]:
    height, width = photo.shape
    factor = THUMBNAIL / max(height, width)
    size = max(1, round(width * factor)), max(1, round(height * factor))
    small = cv2.resize(np.ascontiguousarray(photo.pixels), size, interpolation=cv2.INTER_AREA)
    if small.dtype == np.uint8:
        return np.asarray(small)
    if np.issubdtype(small.dtype, np.floating):
        return np.asarray(255 * np.sqrt(np.clip(small, 0, 1)), np.uint8)
    return np.asarray(small >> 8, np.uint8)


def _is_slide(thumbnail: NDArray[np.uint8]) -> bool:
    """Return whether the middle of the picture is one color: paper, a card, a wall."""
    height, width = thumbnail.shape[:2]
    middle = thumbnail[height // 6 : -height // 6 or None, width // 6 : -width // 6 or None]
    fine = middle.astype(np.float32) - cv2.GaussianBlur(middle.astype(np.float32), (0, 0), 8)
    return bool(
        float(middle.std(axis=(0, 1)).max()) < _SLIDE_SPREAD and float(fine.std()) < _SLIDE_SPREAD / 4
    )
