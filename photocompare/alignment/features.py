"""Find the homography baseline -> follow-up from features of the skin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo import Photo
from photocompare.recipe import AlignmentRecipe

REPROJECTION_PX = 2.0
MOST_FEATURES = 6000


@dataclass(frozen=True, eq=False)
class FeatureFit:
    """A homography in full-resolution pixels (corner origin) with the matches behind it.

    `residuals_px` are the transfer errors of the inliers in follow-up pixels.
    """

    homography: NDArray[np.float64]
    matches: int
    inliers: int
    residuals_px: NDArray[np.float64]


def luminance(photo: Photo, megapixels: float) -> tuple[NDArray[np.uint8], float]:
    """Return the photo in 8-bit gray, at most `megapixels`, contrast equalized, and its scale (<= 1)."""
    height, width = photo.shape
    scale = min(1.0, (megapixels * 1e6 / (height * width)) ** 0.5)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    small: NDArray[Any] = np.ascontiguousarray(photo.pixels)
    if scale < 1:
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA))
    if small.dtype == np.uint16:
        small = (small // 256).astype(np.uint8)
    elif small.dtype != np.uint8:
        small = np.rint(np.clip(small, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(gray), dtype=np.uint8), scale


def fit_features(baseline: Photo, followup: Photo, recipe: AlignmentRecipe) -> FeatureFit | None:
    """Return the best homography from matched features, or None where too few agree.

    CLAHE luminance at a working size, SIFT (Lowe 2004) with root normalization, mutual ratio test, MAGSAC++.
    """
    first, first_scale = luminance(baseline, recipe.working_megapixels)
    second, second_scale = luminance(followup, recipe.working_megapixels)
    points = _matched(_features(first), _features(second), recipe.ratio)
    if points is None or len(points[0]) < recipe.min_inliers:
        return None
    # Key points count from pixel centers; photos from the corner of the first pixel.
    source, target = (points[0] + 0.5) / first_scale, (points[1] + 0.5) / second_scale
    found, kept = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, REPROJECTION_PX / second_scale, maxIters=20000, confidence=0.9999
    )
    if found is None or int(kept.sum()) < recipe.min_inliers:
        return None
    inside = kept.ravel().astype(bool)
    carried = cv2.perspectiveTransform(source[None, inside], found)[0]
    residuals = np.linalg.norm(carried - target[inside], axis=1)
    return FeatureFit(np.asarray(found, np.float64), len(source), int(inside.sum()), residuals)


def _features(gray: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    points, descriptors = cv2.SIFT.create(MOST_FEATURES, contrastThreshold=0.02).detectAndCompute(gray, None)
    if descriptors is None:
        return np.zeros((0, 2)), np.zeros((0, 128), np.float32)
    sums = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    where = np.array([point.pt for point in points], dtype=np.float64)
    return where, np.sqrt(descriptors / sums).astype(np.float32)


def _matched(
    first: tuple[NDArray[np.float64], NDArray[np.float32]],
    second: tuple[NDArray[np.float64], NDArray[np.float32]],
    ratio: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    if min(len(first[0]), len(second[0])) < 8:
        return None
    forward = _nearest(first[1], second[1], ratio)
    backward = _nearest(second[1], first[1], ratio)
    pairs = [(i, j) for i, j in forward.items() if backward.get(j) == i]
    if not pairs:
        return None
    chosen = np.array(pairs)
    return first[0][chosen[:, 0]], second[0][chosen[:, 1]]


def _nearest(query: NDArray[np.float32], train: NDArray[np.float32], ratio: float) -> dict[int, int]:
    candidates = cv2.BFMatcher(cv2.NORM_L2).knnMatch(query, train, k=2)
    return {
        best.queryIdx: best.trainIdx for best, other in candidates if best.distance < ratio * other.distance
    }
