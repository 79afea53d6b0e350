"""How noisy a photo is: what differs from pixel to pixel where the skin is smooth."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from photocompare.quality.tiles import Tile

SMOOTHEST = 0.25  # of the tiles, by noise: in the others hair, pores and vessels add to it
# Zero for planes and for straight edges along its axes; white noise of deviation 1 becomes 6.
_CROSS = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def noise_level(tile: Tile) -> float:
    """Return the noise of a tile, standard deviation of linear luminance.

    Immerkaer 1996 (Computer Vision and Image Understanding 64: 300), with the median absolute deviation in
    place of the mean, so that edges do not count.
    """
    response = cv2.filter2D(tile.light, -1, _CROSS)[1:-1, 1:-1][tile.usable[1:-1, 1:-1]]
    return float(np.median(np.abs(response))) / 0.6745 / 6 if response.size else 0.0


def noise_percent(tiles: Sequence[Tile]) -> float | None:
    """Return the noise of the smoothest quarter of tiles, in percent of their brightness; None without any.

    Strong JPEG compression removes noise together with the finest detail: a low value does not prove a good
    photo.
    """
    shares = []
    for tile in tiles:
        brightness = float(np.median(tile.light[tile.usable]))
        if brightness > 0.01:
            shares.append(100 * noise_level(tile) / brightness)
    return float(np.quantile(shares, SMOOTHEST)) if shares else None
