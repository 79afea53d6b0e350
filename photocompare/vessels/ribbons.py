"""The pixels that centerlines with widths cover, exact to a fraction of a pixel at the edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

WIDE_PX = 6.0
BAND = 512


def ribbons(
    shape: tuple[int, int],
    points: NDArray[np.float64],
    width: NDArray[np.float64],
    label: NDArray[np.integer],
) -> NDArray[np.uint8]:
    """Return H x W uint8: the label of the nearest of the N points whose half width reaches a pixel's center.

    `points` (N x 2, corner origin) lie at most a pixel or two apart. Thin vessels are laid over wide ones.
    """
    out = np.zeros(shape, dtype=np.uint8)
    for chosen in (width > WIDE_PX, width <= WIDE_PX):
        if not chosen.any():
            continue
        # Every pixel is decided by its nearest point, which for thin lines and wide ones may differ.
        _lay(out, points[chosen], width[chosen], label[chosen])
    return out


def _lay(
    out: NDArray[np.uint8],
    points: NDArray[np.float64],
    width: NDArray[np.float64],
    label: NDArray[np.integer],
) -> None:
    reach = int(np.ceil(width.max() / 2)) + 2
    for top in range(0, out.shape[0], BAND):
        near = (points[:, 1] >= top - reach) & (points[:, 1] < top + BAND + reach)
        if near.any():
            _lay_band(out, top, reach, points[near], width[near], label[near])


def _lay_band(
    out: NDArray[np.uint8],
    top: int,
    reach: int,
    points: NDArray[np.float64],
    width: NDArray[np.float64],
    label: NDArray[np.integer],
) -> None:
    """Decide the pixels of rows `top` to `top + BAND` by their nearest point."""
    band = out[top : top + BAND]
    first = max(top - reach, 0)
    rows = min(top + BAND + reach, out.shape[0]) - first
    left = int(np.clip(points[:, 0].min() - reach, 0, out.shape[1] - 1))
    right = int(np.clip(points[:, 0].max() + reach + 1, left + 1, out.shape[1]))
    x = np.clip(points[:, 0].astype(np.intp), left, right - 1) - left
    y = np.clip(points[:, 1].astype(np.intp) - first, 0, rows - 1)
    empty = np.ones((rows, right - left), dtype=np.uint8)
    empty[y, x] = 0
    distance, nearest = cv2.distanceTransformWithLabels(
        empty, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(nearest.max()) + 1, dtype=np.intp)
    owner[nearest[y, x]] = np.arange(len(points))
    inner = slice(top - first, top - first + len(band))
    rows_in, columns = np.nonzero(distance[inner] <= reach)
    chosen = owner[nearest[inner][rows_in, columns]]
    away = np.hypot(columns + left + 0.5 - points[chosen, 0], rows_in + top + 0.5 - points[chosen, 1])
    covered = away <= width[chosen] / 2
    band[rows_in[covered], columns[covered] + left] = label[chosen[covered]]
