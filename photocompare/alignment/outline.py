"""Where texture fails: the outline of the skin, laid onto the outline of the skin, to look at and no more."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment
from photocompare.alignment.working import Working

SIDE = 160
SOFT_PX = 6.0
LEAST_SHARED = 0.7
WHY = "only the outline of the skin could be matched"


def align_outlines(first: Working, second: Working) -> Alignment | None:
    """Return the affine map that lays one mask of skin onto the other, `view only`; None where none does.

    Started from area, middle and main axis of both masks, finished by ECC (Evangelidis 2008) on soft masks.
    None where no mask was found in either, or where the masks then share less than 70 % of their union.
    """
    if first.skin is None or second.skin is None:
        return None
    one, other = (_small(photo) for photo in (first, second))
    start = _by_moments(one[0], other[0])
    if start is None:
        return None
    soft = [cv2.GaussianBlur(mask.astype(np.float32), (0, 0), SOFT_PX) for mask in (one[0], other[0])]
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 60, 1e-5)
    try:
        _, found = cv2.findTransformECC(*soft, start.astype(np.float32), cv2.MOTION_AFFINE, criteria, None, 1)
    except cv2.error:
        # It raises where it does not converge; the moments are then the best there is.
        found = start
    matrix = np.vstack([np.asarray(found, np.float64), [0, 0, 1]])
    if _shared(one[0], other[0], matrix[:2]) < LEAST_SHARED:
        return None
    center = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])
    whole = np.linalg.inv(other[1]) @ np.linalg.inv(center) @ matrix @ center @ one[1]
    return Alignment(whole, first.shape, second.shape, "view only", WHY, method="outline")


def _small(photo: Working) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return the mask at SIDE pixels and the 3x3 map from pixels of the photo to its pixels."""
    assert photo.skin is not None
    factor = SIDE / max(photo.shape)
    height, width = (max(8, round(side * factor)) for side in photo.shape)
    mask = cv2.resize(photo.skin, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(mask // 128, np.uint8), np.diag([width / photo.shape[1], height / photo.shape[0], 1.0])


def _by_moments(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """Return the 2x3 similarity that matches area, middle and main axis, turned less than a right angle."""
    sizes, middles, angles = [], [], []
    for mask in (one, other):
        m = cv2.moments(mask, binaryImage=True)
        if m["m00"] < 16:
            return None
        sizes.append(np.sqrt(m["m00"]))
        middles.append(np.array([m["m10"], m["m01"]]) / m["m00"])
        angles.append(0.5 * np.arctan2(2 * m["mu11"], m["mu20"] - m["mu02"]))
    turn = (angles[1] - angles[0] + np.pi / 2) % np.pi - np.pi / 2
    scale = sizes[1] / sizes[0]
    rotation = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.column_stack([rotation, middles[1] - rotation @ middles[0]])


def _shared(one: NDArray[np.uint8], other: NDArray[np.uint8], matrix: NDArray[np.float64]) -> float:
    """Return intersection over union of the masks, where both photos show something."""
    size = one.shape[::-1]
    flags = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    carried = cv2.warpAffine(other, matrix, size, flags=flags) > 0
    shown = cv2.warpAffine(np.ones_like(other), matrix, size, flags=flags) > 0
    inside = (one > 0) & shown
    return float((inside & carried).sum() / max((inside | carried).sum(), 1))
