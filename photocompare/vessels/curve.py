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


def resampled_all(points: Points, curve: NDArray[np.intp], step: float) -> tuple[Points, NDArray[np.intp]]:
    """Return polylines laid end to end, `curve` naming the one of each point, `resampled`; numbered anew."""
    first = np.flatnonzero(np.diff(curve, prepend=-1))
    apart = np.hypot(*np.diff(points, axis=0).T)
    apart[first[1:] - 1] = 1.0
    along = np.concatenate([[0.0], np.cumsum(apart)])
    extent = along[np.append(first[1:], len(points)) - 1] - along[first]
    count = np.maximum(np.rint(extent / step), 2).astype(np.intp) + 1
    number = np.repeat(np.arange(len(first)), count)
    index = np.arange(len(number)) - np.repeat(np.cumsum(count) - count, count)
    where = along[first][number] + index * (extent / (count - 1))[number]
    return np.stack([np.interp(where, along, column) for column in points.T], axis=-1), number


def smoothed(points: Points, curve: NDArray[np.intp], sigma: float) -> Points:
    """Return polylines (equally spaced) smoothed by a kernel of `sigma` points, their ends held in place.

    They lie end to end, two points or more each, `curve` naming the one of each point in ascending order.
    The kernel is twice a Gaussian less that Gaussian applied twice: no bend up to the third order shrinks,
    which a Gaussian alone would draw to its inside. A curve is continued by its point reflection about each
    end, so that a straight line stays itself and keeps its length.
    """
    if not len(points):
        return points
    kernel = _kernel(sigma)
    reach = len(kernel) // 2
    first = np.flatnonzero(np.diff(curve, prepend=-1))
    count = np.diff(np.append(first, len(curve)))
    longer = count + 2 * reach
    place = np.arange(longer.sum()) - np.repeat(np.cumsum(longer) - longer, longer) - reach
    start, last = np.repeat(first, longer), np.repeat(count - 1, longer)
    # Reflected about its ends over half the kernel's reach at most, and from there on as in a mirror.
    over = np.minimum(reach // 2, last)
    folded = (place + over) % (2 * (last + 2 * over + 1))
    folded = np.minimum(folded, 2 * (last + 2 * over) + 1 - folded) - over
    inner = np.abs(folded)
    inner = np.minimum(inner, 2 * last - inner)
    end = points[start + np.where(folded < 0, 0, last)]
    laid = points[start + inner]
    laid = np.where(((folded < 0) | (folded > last))[:, None], 2 * end - laid, laid)
    done = scipy.ndimage.correlate1d(laid, kernel, axis=0)
    smooth: Points = done[(place >= 0) & (place <= last)]
    return smooth


def _kernel(sigma: float) -> NDArray[np.float64]:
    """Return twice a Gaussian less that Gaussian applied twice."""
    x = np.arange(-int(np.ceil(4 * sigma)), int(np.ceil(4 * sigma)) + 1)
    once = np.exp(-0.5 * (x / sigma) ** 2)
    once /= once.sum()
    twice = np.convolve(once, once)
    return np.asarray(2 * np.pad(once, len(x) // 2) - twice)


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
    return float(distance_metrics(points, np.zeros(len(points), np.intp), step)[0])


def distance_metrics(points: Points, curve: NDArray[np.intp], step: float) -> NDArray[np.float64]:
    """Return the `distance_metric` of polylines laid end to end, `curve` naming the one of each point."""
    even, number = resampled_all(points, curve, step)
    first = np.flatnonzero(np.diff(number, prepend=-1))
    apart = np.append(np.hypot(*np.diff(even, axis=0).T), 0.0)
    last = np.append(first[1:], len(even)) - 1
    apart[last] = 0.0
    chord = np.hypot(*(even[last] - even[first]).T)
    with np.errstate(divide="ignore"):
        return np.asarray(np.add.reduceat(apart, first) / chord)
