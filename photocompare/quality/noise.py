"""How noisy a photo is: what differs from pixel to pixel where the skin is smooth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photocompare.quality.tiles import Tile, median

SMOOTHEST = 0.25  # of the tiles, by noise: in the others hair, pores and vessels add to it


def noise_percent(tiles: Sequence[Tile]) -> float | None:
    """Return the noise of the smoothest quarter of tiles, in percent of their brightness; None without any.

    Strong JPEG compression removes noise together with the finest detail: a low value does not prove a good
    photo.
    """
    shares = []
    for tile in tiles:
        level = median(tile.light[tile.usable])
        if level > 0.01:
            shares.append(100 * tile.noise / level)
    return float(np.quantile(shares, SMOOTHEST)) if shares else None
