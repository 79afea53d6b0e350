"""Lay a follow-up onto its baseline, or say that it cannot be done."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, identity, projected
from photocompare.alignment.features import FeatureFit, fit_features, luminance
from photocompare.photo import Photo
from photocompare.recipe import AlignmentRecipe

LARGEST_MAGNIFICATION = 2.5
LARGEST_PERSPECTIVE = 2.0
SAME_SCENE_CORRELATION = 0.12
GOOD_ERROR_PX = 1.0


def align(baseline: Photo, followup: Photo, recipe: AlignmentRecipe = AlignmentRecipe()) -> Alignment:
    """Return the map baseline -> follow-up with its grade; `refused` with the reason where none is trusted.

    `align(b, a)` is the exact inverse of `align(a, b)`: the pair is always fitted in one order.
    """
    if baseline.pixels.shape == followup.pixels.shape and np.array_equal(baseline.pixels, followup.pixels):
        return identity(baseline.shape)
    if baseline.sha256 > followup.sha256:
        return _turned(align(followup, baseline, recipe))
    fit = fit_features(baseline, followup, recipe)
    if fit is None:
        return refused(baseline, followup, "too few features of the skin match")
    alignment = Alignment(
        fit.homography,
        baseline.shape,
        followup.shape,
        "good",
        matches=fit.matches,
        inliers=fit.inliers,
        error_px=_error(fit),
        overlap_percent=overlap_percent(fit.homography, baseline.shape, followup.shape),
    )
    reason = _implausible(alignment, recipe) or _unlike(baseline, followup, alignment)
    if reason:
        return replace(refused(baseline, followup, reason), matches=fit.matches, inliers=fit.inliers)
    return _graded(alignment)


def refused(baseline: Photo, followup: Photo, reason: str) -> Alignment:
    """Return the alignment of a pair that cannot be compared."""
    return Alignment(np.eye(3), baseline.shape, followup.shape, "refused", reason)


def overlap_percent(
    homography: NDArray[np.float64], baseline_shape: tuple[int, int], followup_shape: tuple[int, int]
) -> float:
    """Return the share of the baseline's area that the follow-up shows, in percent."""
    height, width = baseline_shape
    rows, columns = np.mgrid[0.5:64:1, 0.5:64:1] / 64
    points = np.column_stack([columns.ravel() * width, rows.ravel() * height])
    x, y = projected(homography, points).T
    inside = (x >= 0) & (y >= 0) & (x <= followup_shape[1]) & (y <= followup_shape[0])
    return float(100 * inside.mean())


def _turned(alignment: Alignment) -> Alignment:
    if not alignment.accepted:
        return replace(
            alignment,
            baseline_shape=alignment.followup_shape,
            followup_shape=alignment.baseline_shape,
        )
    inverse = np.asarray(np.linalg.inv(alignment.homography), dtype=np.float64)
    shapes = alignment.followup_shape, alignment.baseline_shape
    return replace(
        alignment,
        homography=inverse / inverse[2, 2],
        baseline_shape=shapes[0],
        followup_shape=shapes[1],
        overlap_percent=overlap_percent(inverse, *shapes),
    )


def _error(fit: FeatureFit) -> float:
    """Return the median residual of the inliers, in baseline pixels."""
    return float(np.median(fit.residuals_px) / np.sqrt(abs(np.linalg.det(fit.homography[:2, :2]))))


def _implausible(alignment: Alignment, recipe: AlignmentRecipe) -> str:
    """Return why no camera could have made this map of one scene, or nothing."""
    height, width = alignment.baseline_shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    depth = corners @ alignment.homography[2, :2] + alignment.homography[2, 2]
    if depth.min() <= 0 or depth.max() > LARGEST_PERSPECTIVE * depth.min():
        return "the match would need an impossible perspective"
    determinant = np.linalg.det(alignment.homography[:2, :2])
    if determinant <= 0:
        return "the match would need a mirrored photo"
    magnification = np.sqrt(determinant)
    if not 1 / LARGEST_MAGNIFICATION < magnification < LARGEST_MAGNIFICATION:
        return f"the match would need a change of scale by {magnification:.2f}"
    overlap = alignment.overlap_percent or 0.0
    if overlap < recipe.min_overlap_percent:
        return f"only {overlap:.0f} % of the baseline is in the follow-up"
    return ""


def _unlike(baseline: Photo, followup: Photo, alignment: Alignment) -> str:
    """Return why the aligned pictures do not look alike, or nothing: a check apart from the fit."""
    first, first_scale = luminance(baseline, 0.25)
    second, second_scale = luminance(followup, 0.25)
    to_first, to_second = (np.diag([scale, scale, 1.0]) for scale in (first_scale, second_scale))
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    centers = np.linalg.inv(half) @ to_second @ alignment.homography @ np.linalg.inv(to_first) @ half
    size = first.shape[::-1]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpPerspective(np.full_like(second, 255), centers, size, flags=flags) == 255
    carried = np.asarray(cv2.warpPerspective(second, centers, size, flags=flags), dtype=np.uint8)
    correlation = _local_correlation(first, carried, shown)
    if correlation < SAME_SCENE_CORRELATION:
        return f"the aligned photos do not look alike (local correlation {correlation:.2f})"
    return ""


def _local_correlation(
    first: NDArray[np.uint8], second: NDArray[np.uint8], valid: NDArray[np.bool_], window: int = 31
) -> float:
    """Return the median over the picture of the correlation within windows of `window` pixels."""

    def mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.boxFilter(values, -1, (window, window)))

    a, b = first.astype(np.float32), second.astype(np.float32)
    mean_a, mean_b = mean(a), mean(b)
    covariance = mean(a * b) - mean_a * mean_b
    spread = np.sqrt(np.maximum((mean(a * a) - mean_a**2) * (mean(b * b) - mean_b**2), 1e-3))
    inside = cv2.erode(valid.astype(np.uint8), np.ones((window, window), np.uint8)).astype(bool)
    return float(np.median((covariance / spread)[inside])) if inside.any() else 0.0


def _graded(alignment: Alignment) -> Alignment:
    error = alignment.error_px or 0.0
    if error > GOOD_ERROR_PX:
        return replace(alignment, grade="usable", reason=f"features agree only to {error:.1f} px")
    return alignment
