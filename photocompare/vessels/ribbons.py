"""The pixels that centerlines with widths cover, exact to a fraction of a pixel at the edges."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

WIDE_PX = 6.0
TILE = 192
"""Side of the squares that are looked at singly: most hold no vessel."""


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
    reach = width / 2 + 2
    for top in range(0, out.shape[0], TILE):
        level = np.abs(points[:, 1] - top - TILE / 2) <= TILE / 2 + reach.max()
        row, near, wide = points[level], reach[level], np.flatnonzero(level)
        for left in range(0, out.shape[1] if len(row) else 0, TILE):
            beyond = np.abs(row - (left + TILE / 2, top + TILE / 2)).max(axis=1) - TILE / 2
            if not (own := beyond <= near).any():
                continue
            # What is as near as those that cover something may be nearer than they.
            chosen = wide[beyond <= near[own].max()]
            far = int(np.ceil(near[own].max()))
            _lay_tile(out, (top, left), far, points[chosen], width[chosen], label[chosen])


def _lay_tile(
    out: NDArray[np.uint8],
    corner: tuple[int, int],
    reach: int,
    points: NDArray[np.float64],
    width: NDArray[np.float64],
    label: NDArray[np.integer],
) -> None:
    """Decide the pixels of a tile by their nearest point."""
    top, left = corner
    tile = out[top : top + TILE, left : left + TILE]
    first, start = max(top - reach, 0), max(left - reach, 0)
    rows = min(top + TILE + reach, out.shape[0]) - first
    columns = min(left + TILE + reach, out.shape[1]) - start
    x = np.clip(points[:, 0].astype(np.intp) - start, 0, columns - 1)
    y = np.clip(points[:, 1].astype(np.intp) - first, 0, rows - 1)
    empty = np.ones((rows, columns), dtype=np.uint8)
    empty[y, x] = 0
    distance, nearest = cv2.distanceTransformWithLabels(
        empty, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(nearest.max()) + 1, dtype=np.intp)
    owner[nearest[y, x]] = np.arange(len(points))
    inner = np.s_[top - first :, left - start :]
    below, right = np.nonzero(distance[inner][: tile.shape[0], : tile.shape[1]] <= reach)
    chosen = owner[nearest[inner][below, right]]
    away = np.hypot(right + left + 0.5 - points[chosen, 0], below + top + 0.5 - points[chosen, 1])
    covered = away <= width[chosen] / 2
    tile[below[covered], right[covered]] = label[chosen[covered]]
