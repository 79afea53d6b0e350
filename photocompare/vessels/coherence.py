"""Lines told from dots by what continues them: an oriented filter for faint networks such as the retina's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from photocompare.vessels.hessian import Map, hessian

ORIENTATIONS = 12
REACH = 7.0
"""Standard deviation in pixels along the line over which its ridge is averaged."""
CENTER_SIGMA = 2.4
DISTANCES = (2.0, 4.0, 6.0, 8.0)
BLUR, BLUR_PER_PIXEL = 1.0, 0.23
FLOOR = np.float32(1e-6)


def coherent_lines(values: Map, sigmas: Sequence[float]) -> Map:
    """Return how surely each pixel lies on a bright line that goes on to both sides, H x W float32.

    The geometric mean of two filters: the ridge across `sigmas` (pixels) averaged along the line, and the
    combination of shifted responses, a product over points along the line, which one dot cannot fulfil.
    Some twenty times the cost of `vesselness`: for small pictures.

    Source: B-COSFIRE, Azzopardi et al., Med Image Anal 19:46 (2015), doi 10.1016/j.media.2014.08.002.
    """
    averaged = sum((_averaged_ridge(values, sigma) for sigma in sigmas), np.zeros_like(values))
    return np.asarray(np.sqrt(averaged * _combined_shifts(values)))


def _directions() -> Iterator[tuple[float, float]]:
    for index in range(ORIENTATIONS):
        turn = np.pi * index / ORIENTATIONS
        yield float(np.cos(turn)), float(np.sin(turn))


def _averaged_ridge(values: Map, sigma: float) -> Map:
    """Return the strongest downward curvature across any direction, averaged along that direction."""
    curvature = hessian(values, sigma)
    best = np.zeros_like(values)
    radius = int(np.ceil(2.5 * REACH))
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    for cos, sin in _directions():
        across = curvature.xx * (sin * sin) + curvature.yy * (cos * cos) - curvature.xy * (2 * sin * cos)
        along, beside = x * cos + y * sin, -x * sin + y * cos
        kernel = np.exp(-0.5 * (along / REACH) ** 2 - 0.5 * (beside / 0.5) ** 2)
        kernel /= -kernel.sum()
        line = cv2.filter2D(across, cv2.CV_32F, kernel.astype(np.float32), borderType=cv2.BORDER_REPLICATE)
        np.maximum(best, line, out=best)
    return best


def _combined_shifts(values: Map) -> Map:
    """Return the strongest weighted geometric mean of center responses at points along any direction."""
    fine, coarse = (cv2.GaussianBlur(values, (0, 0), sigma) for sigma in (CENTER_SIGMA / 2, CENTER_SIGMA))
    center = np.maximum(fine - coarse, 0)
    blurred = [cv2.GaussianBlur(center, (0, 0), BLUR + BLUR_PER_PIXEL * far) for far in (0.0, *DISTANCES)]
    logs = [np.log(np.asarray(one) + FLOOR) for one in blurred]
    weights = [float(np.exp(-0.5 * (3 * far / DISTANCES[-1]) ** 2)) for far in DISTANCES]
    best = np.full_like(values, -np.inf)
    for cos, sin in _directions():
        total = logs[0].copy()
        for far, weight, one in zip(DISTANCES, weights, logs[1:], strict=True):
            for sign in (1, -1):
                total += weight * _shifted(one, sign * far * cos, sign * far * sin)
        np.maximum(best, total / (1 + 2 * sum(weights)), out=best)
    return np.exp(best)


def _shifted(values: Map, right: float, down: float) -> Map:
    height, width = values.shape
    move = np.array([[1, 0, right], [0, 1, down]], dtype=np.float32)
    return np.asarray(cv2.warpAffine(values, move, (width, height), borderMode=cv2.BORDER_REPLICATE))
