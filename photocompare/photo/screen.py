"""Linear light as the screen shows it: 8-bit sRGB."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

_SCREEN_STEPS = 1 << 16
_AS_STORED = np.repeat(np.arange(256, dtype=np.uint8)[:, None, None], 3, axis=2)


def encoded(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return sRGB-encoded values 0-1 of linear light, cut to 0-1 (IEC 61966-2-1)."""
    light = np.clip(linear, 0, 1)
    curved = np.float32(1.055) * np.power(light, np.float32(1 / 2.4)) - np.float32(0.055)
    return np.where(light <= 0.0031308, light * np.float32(12.92), curved)


def screen(linear: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return 8-bit sRGB of linear light of shape (..., 3), cut to 0-1: by table, at most one step off."""
    index = np.clip(linear * np.float32(_SCREEN_STEPS - 1) + np.float32(0.5), 0, _SCREEN_STEPS - 1)
    return np.asarray(_screen_table()[index.astype(np.uint16)])


def by_table(
    pixels: NDArray[np.uint8], curve: NDArray[np.float32], gains: NDArray[np.float64] | float = 1.0
) -> NDArray[np.uint8]:
    """Return 8-bit sRGB of H x W x 3 stored `pixels`; `curve`, 256 (x 3), gives the channels their light.

    The pixels themselves where that changes nothing: not to be written to.
    """
    light = curve.reshape(256, -1) * np.asarray(gains, dtype=np.float32)
    table = np.rint(encoded(light) * 255).astype(np.uint8)[:, None, :]
    if np.array_equal(np.broadcast_to(table, _AS_STORED.shape), _AS_STORED):
        return pixels
    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), table), dtype=np.uint8)


@cache
def _screen_table() -> NDArray[np.uint8]:
    steps = np.arange(_SCREEN_STEPS, dtype=np.float32) / np.float32(_SCREEN_STEPS - 1)
    return np.rint(encoded(steps) * 255).astype(np.uint8)
