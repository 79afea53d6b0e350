"""An alignment in a file: the map, its trust, and of which photos it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, from_json
from photocompare.errors import Problem
from photocompare.photo import Photo

PairPoints = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SavedAlignment:
    """What an alignment file holds.

    Attributes:
        alignment: the map and its trust.
        points: N x 2 x 2 point pairs a hand set, baseline (x, y) and follow-up (x, y) in pixels; N may be 0.
    """

    alignment: Alignment
    points: PairPoints


def alignment_json(
    alignment: Alignment,
    baseline: Photo,
    followup: Photo,
    *,
    mm_per_pixel: float | None = None,
    points: PairPoints | None = None,
) -> str:
    """Return the text of an alignment file: `Alignment.to_json`, both photos' hashes, the points behind it.

    `mm_per_pixel` of the baseline, where known, gives the error in millimeters beside that in pixels.
    """
    known = None if mm_per_pixel is None or alignment.error_px is None else alignment.error_px * mm_per_pixel
    document = {
        "baseline_sha256": baseline.sha256,
        "followup_sha256": followup.sha256,
        **alignment.to_json(),
        "error_mm": known,
        "points": [] if points is None else np.asarray(points, np.float64).tolist(),
    }
    return json.dumps(document, indent=1) + "\n"


def read_alignment(path: Path, baseline: Photo, followup: Photo) -> SavedAlignment:
    """Return what `alignment_json` wrote of these two photos.

    Raises:
        Problem: E433 where the file cannot be read or is no alignment, E434 where it is of other photos.
    """
    try:
        saved: dict[str, Any] = json.loads(path.read_bytes().decode("utf-8-sig"))
        alignment = from_json(saved)
        hashes = str(saved["baseline_sha256"]), str(saved["followup_sha256"])
        points = np.array(saved.get("points") or [], dtype=np.float64).reshape(-1, 2, 2)
    except OSError as error:
        raise Problem("E433", path.name, error.strerror or "it cannot be read") from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Problem("E433", path.name) from error
    _check(path.name, alignment, hashes, (baseline, followup))
    if not np.isfinite(points).all():
        raise Problem("E433", path.name, "a point is not finite")
    return SavedAlignment(alignment, points)


def _check(name: str, found: Alignment, hashes: tuple[str, str], photos: tuple[Photo, Photo]) -> None:
    if hashes == (photos[1].sha256, photos[0].sha256) and hashes[0] != hashes[1]:
        raise Problem("E434", name, "baseline and follow-up are exchanged")
    for place, sha, photo in zip(("baseline", "follow-up"), hashes, photos, strict=True):
        if sha != photo.sha256:
            raise Problem("E434", name, f"the {place} is not the photo that the alignment was made of")
    if (found.baseline_shape, found.followup_shape) != (photos[0].shape, photos[1].shape):
        raise Problem("E433", name, "its sizes are not those of the photos")
    coefficients = found.field.coefficients if found.field else np.zeros(1)
    numbers = [one for one in (found.error_px, found.overlap_percent, found.hits) if one is not None]
    singular = abs(float(np.linalg.det(found.homography))) < 1e-12
    if singular or not (np.isfinite(coefficients).all() and np.isfinite(numbers).all()):
        raise Problem("E433", name, "a number in it is not finite, or the matrix has no inverse")
