"""Whether two photos show the same skin: features matched on small copies, no alignment."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from photocompare.alignment.align import prepared
from photocompare.alignment.features import Features, find_features, matched
from photocompare.alignment.working import smaller
from photocompare.photo import Photo
from photocompare.recipe import AlignmentRecipe

MEGAPIXELS = 0.12
# Of 1,500 features 20 to 45 match between any two skins, at most 8 of them in one plane; of the same
# skin hundreds do (docs/decisions/0072).
ALIKE = 15
FEWEST_MATCHES = 25
# Skin bends: a match this far off the plane (share of the longer side) still counts.
BEND = 0.02


@dataclass(frozen=True, eq=False)
class Look:
    """What a photo is recognized by: its features, and its longer side in pixels."""

    features: Features
    side: float


def look_of(photo: Photo, recipe: AlignmentRecipe = AlignmentRecipe()) -> Look:
    """Return what the photo is recognized by."""
    small = smaller(prepared(photo, None, recipe), MEGAPIXELS)
    return Look(find_features(small), float(max(photo.shape)))


def likeness(one: Look, other: Look, recipe: AlignmentRecipe = AlignmentRecipe()) -> int:
    """Return how many features lie alike in both photos; `ALIKE` or more: they show the same skin."""
    source, target = matched(one.features, other.features, recipe.ratio)
    if len(source) < FEWEST_MATCHES:
        return 0
    # Repeatable: OpenCV's sampler is seeded afresh by each call.
    _, kept = cv2.findHomography(
        source, target, cv2.USAC_FAST, BEND * other.side, maxIters=800, confidence=0.99
    )
    return 0 if kept is None else int(np.count_nonzero(kept))
