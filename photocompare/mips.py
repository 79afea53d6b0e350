"""A picture for the screen at every power of two: BGRA, made without holding up any other thread."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
SMALLEST_SIDE = 128
STRIP = 64


def mips(
    rgb: Picture, valid: NDArray[np.bool_] | None = None, hidden: tuple[int, int, int] = (0, 0, 0)
) -> tuple[Picture, ...]:
    """Return H x W x 4 BGRA uint8 of H x W x 3 sRGB, and each half of it down to about 128 pixels.

    What is not `valid` has the color `hidden`. OpenCV works outside of Python's lock, which numpy's masks and
    Qt's conversions hold: at 24 megapixels they would keep the window's own thread for a third of a second.
    """
    height, width = rgb.shape[:2]
    full = np.empty((height, width, 4), np.uint8)
    page = np.full((STRIP, width, 4), (*hidden[::-1], 255), np.uint8)
    # Strip by strip into one room: each further picture of this size would cost more than to fill it.
    for part in (slice(top, top + STRIP) for top in range(0, height, STRIP)):
        strip = full[part]
        cv2.cvtColor(np.ascontiguousarray(rgb[part]), cv2.COLOR_RGB2BGRA, dst=strip)
        if valid is not None:
            unseen = cv2.compare(np.ascontiguousarray(valid[part]).view(np.uint8), 0, cv2.CMP_EQ)
            cv2.copyTo(page[: len(strip)], unseen, dst=strip)
    levels = [full]
    while max(levels[-1].shape) > SMALLEST_SIDE:
        height, width = levels[-1].shape[:2]
        half = ((width + 1) // 2, (height + 1) // 2)
        levels.append(cv2.resize(levels[-1], half, interpolation=cv2.INTER_AREA))
    return tuple(np.asarray(level, dtype=np.uint8) for level in levels)
