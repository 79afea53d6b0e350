"""Smooth sub-pixel curves: resampling, smoothing, length, tortuosity."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

Points = NDArray[np.float64]


def arc(points: Points) -> NDArray[np.float64]:
    """Return the length along the polyline (N x 2) up to each point, N values from 0."""
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])


def length(points: Points) -> float:
    """Return the length of the polyline (N x 2)."""
    return float(arc(points)[-1])


def resampled(points: Points, step: float) -> Points:
    """Return the polyline with points at equal distances of about `step`, both ends kept."""
    along = arc(points)
    count = max(int(np.rint(along[-1] / step)), 2) + 1
    where = np.linspace(0, along[-1], count)
    return np.stack([np.interp(where, along, column) for column in points.T], axis=-1)


def smoothed(points: Points, sigma: float) -> Points:
    """Return the polyline (equally spaced) smoothed by a kernel of `sigma` points, ends held in place.

    Twice a Gaussian less that Gaussian applied twice: no bend up to the third order shrinks, which a Gaussian
    alone would draw to its inside. The curve is continued by its point reflection about each end, so that a
    straight line stays itself and keeps its length.
    """
    reach = min(int(np.ceil(4 * sigma)), len(points) - 1)
    if reach < 1:
        return points
    before = 2 * points[0] - points[reach:0:-1]
    after = 2 * points[-1] - points[-2 : -reach - 2 : -1]
    once = scipy.ndimage.gaussian_filter1d(np.concatenate([before, points, after]), sigma, axis=0)
    return np.asarray(
        (2 * once - scipy.ndimage.gaussian_filter1d(once, sigma, axis=0))[reach : reach + len(points)]
    )


def normals(points: Points, curve: NDArray[np.intp]) -> Points:
    """Return the N x 2 unit normals of polylines laid end to end, `curve` naming the one of each point."""
    index = np.arange(len(points))
    joined = curve[1:] == curve[:-1]
    before = np.where(np.append(False, joined), index - 1, index)
    after = np.where(np.append(joined, False), index + 1, index)
    tangent = points[after] - points[before]
    tangent /= np.maximum(np.hypot(*tangent.T), 1e-12)[:, None]
    return np.stack([-tangent[:, 1], tangent[:, 0]], axis=-1)


def distance_metric(points: Points, step: float) -> float:
    """Return the tortuosity arc / chord of a polyline resampled at `step`; 1 is straight.

    The distance metric of Bullitt et al., IEEE Trans Med Imaging 22:1163 (2003). Depends on the sampling,
    so `step` is fixed in millimeters by the caller.
    """
    even = resampled(points, step)
    chord = float(np.hypot(*(even[-1] - even[0])))
    return length(even) / chord if chord > 0 else float("inf")
