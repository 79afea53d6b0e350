"""The follow-up's picture on the baseline's grid: for the eye and for what needs both on one grid."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment

_CENTER = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])


def warp_to_baseline(picture: NDArray[Any], alignment: Alignment) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a follow-up picture (H x W or H x W x C) on the baseline's grid, and where it is valid (bool).

    One cubic resampling. Numbers are measured on native pixels instead.
    """
    height, width = alignment.baseline_shape
    centers = np.linalg.inv(_CENTER) @ alignment.homography @ _CENTER
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    carried = cv2.warpPerspective(
        picture, centers, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    inside = np.full(picture.shape[:2], 255, dtype=np.uint8)
    nearest = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    valid = cv2.warpPerspective(inside, centers, (width, height), flags=nearest) == 255
    return np.asarray(carried), np.asarray(valid)
