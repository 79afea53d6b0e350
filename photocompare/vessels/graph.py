"""A skeleton as a graph: ordered chains of pixels between ends and junctions."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.morphology import skeletonize

Points = NDArray[np.float64]
STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))
"""Straight neighbors first, so that a walk does not cut a corner it could take squarely."""


@dataclass(frozen=True, eq=False)
class Chain:
    """One run of centerline.

    Attributes:
        points: N x 2 (x, y), pixel centers in corner-origin coordinates, in order.
        ends: whether the first and the last point is a free end (else it meets a junction, or closes a loop).
        tree: number of the connected run of vessels it is part of.
    """

    points: Points
    ends: tuple[bool, bool]
    tree: int = 0


def chains(mask: NDArray[np.bool_], shortest: float) -> list[Chain]:
    """Return the chains of the skeleton of `mask`.

    Left out are free-ended spurs shorter than `shortest` pixels or than the vessel they stand on is wide:
    a square end or a bump makes them.
    """
    skeleton = skeletonize(mask)
    depth = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    for _ in range(2):
        spurs = [one for one in _walked(skeleton) if _is_spur(one, depth, shortest)]
        if not spurs:
            break
        for spur in spurs:
            inner = spur.points[:-1] if spur.ends[0] else spur.points[1:]
            x, y = inner.astype(np.intp).T
            skeleton[y, x] = False
        skeleton = skeletonize(skeleton)
    return [one for one in _walked(skeleton) if len(one.points) >= 3]


def _is_spur(one: Chain, depth: NDArray[np.float32], shortest: float) -> bool:
    if sum(one.ends) != 1:
        return False
    x, y = (one.points[-1] if one.ends[0] else one.points[0]).astype(int)
    return len(one.points) < max(shortest, 1.5 * float(depth[y, x]) + 1.5)


def _walked(skeleton: NDArray[np.bool_]) -> list[Chain]:
    """Return every chain of a one-pixel-wide skeleton once."""
    degree = cv2.filter2D(skeleton.astype(np.uint8), -1, np.ones((3, 3)), borderType=cv2.BORDER_CONSTANT)
    ys, xs = np.nonzero(skeleton)
    left: dict[tuple[int, int], int] = {
        (int(y), int(x)): int(degree[y, x]) - 1 for y, x in zip(ys, xs, strict=True)
    }
    junctions = {pixel for pixel, count in left.items() if count > 2}
    open_pixels = {pixel for pixel in left if pixel not in junctions}
    found: list[Chain] = []
    starts = [p for p in sorted(open_pixels) if left[p] <= 1 or any(q in junctions for q in _around(p))]
    for start in starts:
        if start in open_pixels:
            found.append(_walk(start, open_pixels, junctions))
    while open_pixels:
        found.append(_walk(min(open_pixels), open_pixels, junctions))
    return found


def _walk(start: tuple[int, int], open_pixels: set[tuple[int, int]], junctions: set[tuple[int, int]]) -> Chain:
    """Return the chain from `start`, its pixels taken out of `open_pixels`; a junction touched is its end point."""
    path = [start]
    open_pixels.remove(start)
    touched = next((q for q in _around(start) if q in junctions), None)
    while True:
        after = next((q for q in _around(path[-1]) if q in open_pixels), None)
        if after is None:
            break
        open_pixels.remove(after)
        path.append(after)
    other = next((q for q in _around(path[-1]) if q in junctions and (len(path) > 2 or q != touched)), None)
    whole = ([touched] if touched else []) + path + ([other] if other else [])
    points = np.array([(x + 0.5, y + 0.5) for y, x in whole], dtype=np.float64)
    return Chain(points, (touched is None, other is None))


def _around(pixel: tuple[int, int]) -> list[tuple[int, int]]:
    return [(pixel[0] + down, pixel[1] + right) for down, right in STEPS]
