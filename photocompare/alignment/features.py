"""The coarse stage: features of the skin, matched; the homography most agree on; the bend in the rest."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import inverted, projected
from photocompare.alignment.field import DisplacementField
from photocompare.alignment.refine import robust_field
from photocompare.alignment.working import Working

Points = NDArray[np.float64]
MOST_FEATURES = 1500
CONTRAST = 17.0
BORDER_SHARE = 0.01
# Skin bends: matches this far from the homography (working pixels) may be right, if their neighbors agree.
REPROJECTION_PX = 3.0
BEND_PX = 12.0
AGREE_PX = 1.5
MATCH_NOISE_PX = 0.5
INTERVALS = 8
STIFFNESS = 0.6


@dataclass(frozen=True, eq=False)
class Features:
    """Key points N x 2 in pixels of the photo (corner origin) and their descriptors, N x 128, of length 1."""

    points: Points
    descriptors: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FeatureFit:
    """A homography first -> second in pixels of the photos, the bend on top, and the matches behind them."""

    homography: NDArray[np.float64]
    field: DisplacementField
    matches: int
    inliers: int


def find_features(picture: Working) -> Features:
    """Return the SIFT features (Lowe 2004) of the skin, descriptors rooted (Arandjelovic 2012)."""
    gray, skin = _stretched(picture)
    found, descriptors = cv2.SIFT.create(MOST_FEATURES, contrastThreshold=0.02).detectAndCompute(gray, skin)
    if descriptors is None:
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32))
    # Key points count from pixel centers; photos from the corner of the first pixel.
    points = (np.array([point.pt for point in found], dtype=np.float64) + 0.5) / picture.scale
    sums = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    return Features(points, np.sqrt(descriptors / sums).astype(np.float32))


def _stretched(picture: Working) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Return the picture in 8 bit, stretched to the contrast of skin alone, and the mask.

    Beside a wall or cloth skin is nearly flat; stretched by its own spread it gives ten times the features.
    """
    values, skin = picture.picture, None
    if picture.skin is not None:
        skin = picture.skin
    inside = values[skin > 0] if skin is not None and skin.any() else values[::2, ::2]
    middle = np.median(inside)
    spread = np.median(np.abs(inside - middle)) + 1e-4
    if skin is not None:
        side = 2 * int(BORDER_SHARE * max(values.shape)) + 1
        near = cv2.dilate(skin, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
        values = np.where(near > 0, values, middle)
    gray = np.clip((values - middle) * np.float32(CONTRAST / spread) + 128, 0, 255).astype(np.uint8)
    return np.asarray(cv2.createCLAHE(4.0, (8, 8)).apply(gray)), skin


def matched(first: Features, second: Features, ratio: float) -> tuple[Points, Points]:
    """Return M x 2 and M x 2 points: mutual nearest neighbors, clearly nearer than the next."""
    if min(len(first.points), len(second.points)) < 2:
        return np.zeros((0, 2)), np.zeros((0, 2))
    likeness = first.descriptors @ second.descriptors.T
    rows = np.arange(len(likeness))
    best, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    top = likeness[rows, best]
    likeness[rows, best] = -1
    next_best = likeness.max(axis=1)
    # For vectors of length one, distance^2 = 2 - 2 * product.
    chosen = (back[best] == rows) & (1 - top < ratio**2 * (1 - next_best))
    return first.points[chosen], second.points[best[chosen]]


def fit_features(
    source: Points, target: Points, first: Working, second: Working, least: int
) -> FeatureFit | None:
    """Return homography and bend through matched points, or None where fewer than `least` agree.

    MAGSAC++ (Barath 2020) for the plane; then matches near it stay where their neighbors bend the same way.
    """
    if len(source) < least:
        return None
    pixel = 1 / first.scale.mean()
    found, kept = cv2.findHomography(
        source,
        target,
        cv2.USAC_MAGSAC,
        REPROJECTION_PX / second.scale.mean(),
        maxIters=20000,
        confidence=0.9999,
    )
    if found is None or int(kept.sum()) < least or abs(np.linalg.det(found)) < 1e-12:
        return None
    homography = np.asarray(found, np.float64)
    bend = projected(inverted(homography), target) - source
    near = np.linalg.norm(bend, axis=1) < BEND_PX * pixel
    source, bend = source[near], bend[near]
    field = robust_field(
        source,
        bend,
        np.full(len(source), 1 / (MATCH_NOISE_PX * pixel) ** 2),
        first.shape,
        intervals=INTERVALS,
        stiffness=STIFFNESS / pixel**2,
        tolerance=AGREE_PX * pixel,
        rounds=6,
    )
    agree = np.linalg.norm(field(source) - bend, axis=1) < 2 * AGREE_PX * pixel
    return FeatureFit(homography, field, len(target), int(agree.sum()))
