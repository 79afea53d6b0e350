"""The exact Hessian of a map at a scale, its ridge strength, and the multi-scale vesselness on a pyramid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]

STRIP = 256
FINEST_SIGMA = 1.2
"""A scale is computed on the coarsest level of the pyramid where it is still at least this many pixels."""
REACH = 4.0


class Hessian(NamedTuple):
    """Second derivatives of a map (H x W float32) after a Gaussian of some sigma, times sigma squared."""

    xx: Map
    yy: Map
    xy: Map


def hessian(values: Map, sigma: float) -> Hessian:
    """Return the second derivatives of `values` by Gaussian derivatives of `sigma` pixels, times sigma^2.

    Separable and exact (sampled Gaussian derivatives as in scikit-image, not differences); the border is
    replicated.
    """
    radius = int(np.ceil(REACH * sigma))
    x = np.arange(-radius, radius + 1, dtype=np.float64)
    g = np.exp(-(x**2) / (2 * sigma**2))
    g /= g.sum()
    first, second = -x / sigma * g, (x**2 / sigma**2 - 1) * g
    second -= second.mean()
    xx, yy, xy = (
        np.asarray(cv2.sepFilter2D(values, cv2.CV_32F, across, down, borderType=cv2.BORDER_REPLICATE))
        for across, down in ((second, g), (g, second), (first, first))
    )
    return Hessian(xx, yy, xy)


def ridge(curvature: Hessian) -> Map:
    """Return how strongly each pixel lies on a bright line: minus the most negative eigenvalue, or 0."""
    half, mean = (
        (curvature.xx - curvature.yy) * np.float32(0.5),
        (curvature.xx + curvature.yy) * np.float32(0.5),
    )
    response = cv2.magnitude(half, curvature.xy)
    response -= mean
    return np.asarray(np.maximum(response, 0, out=response))


def valley(curvature: Hessian) -> Map:
    """Return how strongly each pixel lies on a dark line: the most positive eigenvalue, or 0."""
    return ridge(Hessian(-curvature.xx, -curvature.yy, -curvature.xy))


def shrunk(values: Map, factor: int) -> Map:
    """Return the map with each `factor` x `factor` block replaced by its mean (the edge repeated to fill)."""
    if factor == 1:
        return values
    height, width = (-(-side // factor) * factor for side in values.shape[:2])
    filled = cv2.copyMakeBorder(
        values, 0, height - values.shape[0], 0, width - values.shape[1], cv2.BORDER_REPLICATE
    )
    return np.asarray(cv2.resize(filled, (width // factor, height // factor), interpolation=cv2.INTER_AREA))


def level(sigma: float) -> int:
    """Return the factor, a power of two, by which a map may be shrunk before a filter of `sigma` pixels."""
    factor = 1
    while sigma_on(sigma, 2 * factor) >= FINEST_SIGMA:
        factor *= 2
    return factor


def sigma_on(sigma: float, factor: int) -> float:
    """Return the sigma in shrunk pixels that, after the blur of block means, equals `sigma` pixels."""
    return float(np.sqrt(max(sigma**2 - (factor**2 - 1) / 12, 0.0)) / factor)


def vesselness(values: Map, sigmas: Sequence[float]) -> Map:
    """Return the strongest scale-normalized ridge of bright lines over `sigmas` (pixels), H x W float32.

    The filter of Sato et al. (Med Image Anal 2:143, 1998) for two dimensions. Each scale is computed on the
    level of an image pyramid that still samples it well.
    """
    best = np.zeros_like(values)
    by_level: dict[int, list[float]] = {}
    for sigma in sigmas:
        by_level.setdefault(level(sigma), []).append(sigma)
    for factor, chosen in sorted(by_level.items(), reverse=True):
        small = _strongest(shrunk(values, factor), [sigma_on(s, factor) for s in chosen], factor, chosen)
        if factor == 1:
            np.maximum(best, small, out=best)
            continue
        _merge_enlarged(best, small, factor)
    return best


def _strongest(values: Map, sigmas: Sequence[float], factor: int, nominal: Sequence[float]) -> Map:
    """Return the strongest ridge over `sigmas`, in strips that stay in the cache."""
    best = np.zeros_like(values)
    for sigma, wanted in zip(sigmas, nominal, strict=True):
        gain = np.float32((wanted / (sigma * factor)) ** 2)
        margin = int(np.ceil(REACH * sigma))
        for top in range(0, len(values), STRIP):
            first, last = max(top - margin, 0), min(top + STRIP + margin, len(values))
            found = ridge(hessian(values[first:last], sigma))[top - first : top - first + STRIP]
            found *= gain
            rows = best[top : top + STRIP]
            np.maximum(rows, found, out=rows)
    return best


def _merge_enlarged(best: Map, small: Map, factor: int) -> None:
    """Raise `best` to the enlarged `small` where that is higher, strip by strip."""
    height, width = best.shape
    rows = STRIP // factor
    for top in range(0, len(small), rows):
        first, last = max(top - 1, 0), min(top + rows + 1, len(small))
        size = (small.shape[1] * factor, (last - first) * factor)
        large = cv2.resize(small[first:last], size, interpolation=cv2.INTER_LINEAR)
        bottom = min((top + rows) * factor, height)
        offset = (top - first) * factor
        strip = best[top * factor : bottom]
        np.maximum(strip, large[offset : offset + len(strip), :width], out=strip)
