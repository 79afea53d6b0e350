"""A skeleton as a graph: ordered chains of pixels between ends and junctions."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import skimage
from numpy.typing import NDArray

Points = NDArray[np.float64]
LEAST_LOOP = 7
EATEN_PX = 4.0
"""The middle of a line is on its skeleton or beside it, not so many pixels away."""


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
    depth = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    skeleton = np.pad(_thinned(mask, depth), 1)
    found = _walked(skeleton)
    # A fork at a square end leaves a stub of its own where both its arms went.
    while spurs := [one for one in found if _is_spur(one, depth, shortest)]:
        for spur in spurs:
            inner = spur.points[:-1] if spur.ends[0] else spur.points[1:]
            x, y = inner.astype(np.intp).T + 1
            skeleton[y, x] = False
        skeleton = skimage.morphology.skeletonize(skeleton)
        found = _walked(skeleton)
    return [one for one in found if len(one.points) >= 3]


def _thinned(mask: NDArray[np.bool_], depth: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return the skeleton of `mask`, whose pixels are `depth` from its outside.

    The fast thinning (Zhang and Suen 1984) eats lines that run at about 45 degrees from their ends; what has
    lost its middle to it is thinned by the slow one (Lee et al. 1994).
    """
    skeleton = skimage.morphology.skeletonize(mask)
    away = cv2.distanceTransform((~skeleton).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    middle = mask & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    eaten = middle & (away > EATEN_PX)
    if not eaten.any():
        return np.asarray(skeleton)
    _, part, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    for number in np.unique(part[eaten]):
        left, top, width, height = boxes[number, :4]
        here = slice(top, top + height), slice(left, left + width)
        own = part[here] == number
        skeleton[here][own] = skimage.morphology.skeletonize(own, method="lee")[own]
    return np.asarray(skeleton)


def _is_spur(one: Chain, depth: NDArray[np.float32], shortest: float) -> bool:
    if sum(one.ends) != 1:
        return False
    x, y = (one.points[-1] if one.ends[0] else one.points[0]).astype(int)
    return len(one.points) < max(shortest, 1.5 * float(depth[y, x]) + 1.5)


def _walked(skeleton: NDArray[np.bool_]) -> list[Chain]:
    """Return every chain of a one-pixel-wide skeleton (with an empty border) once."""
    width = skeleton.shape[1]
    degree = cv2.filter2D(skeleton.astype(np.uint8), -1, np.ones((3, 3)), borderType=cv2.BORDER_CONSTANT)
    lit = np.flatnonzero(skeleton)
    count = degree.ravel()[lit]
    # Straight neighbors first, so that a walk does not cut a corner it could take squarely.
    around = (1, width, -1, -width, width + 1, width - 1, -width - 1, -width + 1)
    crossing = lit[count > 3]
    junctions, rest = set(crossing.tolist()), set(lit[count <= 3].tolist())
    beside = np.isin(lit, (crossing[:, None] + np.array(around)).ravel())
    starts = lit[(count <= 2) | (beside & (count <= 3))]
    paths = [_path(start, rest, junctions, around) for start in starts.tolist() if start in rest]
    paths += [_path(start, rest, junctions, around) for start in sorted(rest) if start in rest]
    return [_chain(path, touched, other, width) for path, touched, other in paths]


def _path(
    start: int, rest: set[int], junctions: set[int], around: tuple[int, ...]
) -> tuple[list[int], int | None, int | None]:
    """Return the run of pixels from `start`, taken out of `rest`, and the junctions at its ends."""
    path = [start]
    rest.remove(start)
    touched = next((start + d for d in around if start + d in junctions), None)
    last = start
    while True:
        for step in around:
            if last + step in rest:
                break
        else:
            break
        last += step
        rest.remove(last)
        path.append(last)
    if len(path) > LEAST_LOOP and touched is None and last - start in around:
        return path[:-1], last, last  # a loop, closed where the walk began
    far = (last + d for d in around if last + d in junctions and (len(path) > 2 or last + d != touched))
    return path, touched, next(far, None)


def _chain(path: list[int], touched: int | None, other: int | None, width: int) -> Chain:
    whole = ([] if touched is None else [touched]) + path + ([] if other is None else [other])
    y, x = np.divmod(np.array(whole), width)
    return Chain(np.stack([x - 0.5, y - 0.5], axis=-1), (touched is None, other is None))
