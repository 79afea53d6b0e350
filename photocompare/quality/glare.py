"""Glare: light that the skin's surface throws back like a mirror, without having been inside the skin."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.quality.tiles import LUMINANCE, Tile, brightness, median

BRIGHTER = 1.3  # than the median of its surroundings
WHITE_SHARE = 0.25  # of the pixel's light, above what its surroundings hold


def glare_percent(tiles: Sequence[Tile]) -> float | None:
    """Return the share of pixels with glare, in percent; None without tiles.

    The light of a pixel is taken apart into the color of the skin around it and white (dichromatic
    reflection: Shafer 1985, Color Research and Application 10: 210). A pixel has glare where white is above
    a quarter of its light and it is 1.3 times as bright as the median around it. A white card or
    dressing is its own surroundings, but its rim counts: outline the skin.

    Pale spots on dark skin look the same (guttate vitiligo: 95 % of them count), so the share is a doubt to
    be looked at; the pixels stay in the region.
    """
    if not tiles:
        return None
    shares = [_share(tile) for tile in tiles]
    return float(100 * np.average(shares, weights=[tile.usable.sum() for tile in tiles]))


def glare(light: NDArray[np.float32], usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return bool H x W, True where H x W x 3 linear light has glare against the median of `usable`."""
    inside = light[usable]
    skin = np.array([median(inside[:, channel]) for channel in range(3)], dtype=np.float32)
    usual = float(skin @ LUMINANCE)
    spread = float(skin[0] - skin[2])
    if spread <= 0.05 * usual:
        return np.zeros(usable.shape, dtype=bool)
    # Red, less as much of the skin's own color as red exceeds blue: what is left is white.
    share = skin[0] / np.float32(spread)
    white = cv2.transform(light, np.array([[1 - share, 0, share]], np.float32)).reshape(usable.shape)
    value = brightness(light)
    found: NDArray[np.bool_] = (white > WHITE_SHARE * value) & (value > BRIGHTER * usual)
    return found


def _share(tile: Tile) -> float:
    # Clipped highlights are the brightest glare there is; only what the region leaves out does not count.
    burnt = (cv2.inRange(tile.color, (0.97,) * 3, (np.inf,) * 3) > 0) & ~tile.usable
    found = glare(tile.color, tile.usable) & (tile.usable | burnt)
    return float(np.count_nonzero(found) / np.count_nonzero(tile.usable))
