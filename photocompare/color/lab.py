"""Linear sRGB to CIELAB (D65, 2 degree observer) and back to the screen, absorbance, color difference."""

from __future__ import annotations

import cv2
import numpy as np
import skimage
from numpy.typing import NDArray

from photocompare.photo.screen import encoded as encoded
from photocompare.photo.screen import screen as screen

# IEC 61966-2-1 primaries and the D65 white, with the digits scikit-image uses, so that both agree.
XYZ_FROM_LINEAR = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]
)
WHITE_D65 = np.array([0.95047, 1.0, 1.08883])
DARKEST = 1e-4
"""Light below this counts as this in a logarithm: a third of the lowest 8-bit step above black."""

_NORMALIZED = (XYZ_FROM_LINEAR / WHITE_D65[:, None]).astype(np.float32)
_LAB_FROM_ROOTS = np.array([[0, 116, 0, -16], [500, -500, 0, 0], [0, 200, -200, 0]], np.float32)
_TILE = 1 << 16


def lab(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return CIELAB (L* 0-100, a*, b*), shape (..., 3), of linear-light sRGB of shape (..., 3).

    CIE 15:2004 with D65 and the 2 degree observer; negative (out-of-gamut) tristimulus values follow the
    straight part of the curve. In tiles that stay in the processor's cache: 10 times as fast as scikit-image.
    """
    light = np.ascontiguousarray(linear, dtype=np.float32).reshape(-1, 1, 3)
    out = np.empty_like(light)
    for start in range(0, len(light), _TILE):
        tile = np.asarray(cv2.transform(light[start : start + _TILE], _NORMALIZED))
        cv2.transform(_cube_root(tile), _LAB_FROM_ROOTS, dst=out[start : start + _TILE])
    return out.reshape(linear.shape)


def delta_e_2000(first: NDArray[np.floating], second: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the CIEDE2000 color difference of two CIELAB arrays of shape (..., 3) (CIE 142-2001)."""
    return np.asarray(skimage.color.deltaE_ciede2000(first, second), dtype=np.float64)


def absorbance(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return -log10 of linear light, same shape; light below `DARKEST` counts as `DARKEST`."""
    # In place: each further array of a large region costs more than its logarithms.
    found = np.maximum(linear, np.float32(DARKEST))
    np.log10(found, out=found)
    return np.negative(found, out=found)


def _cube_root(t: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return t^(1/3), or the straight part of CIE 15 below 0.008856."""
    root = np.cbrt(t)
    if t.size and t.min() <= 0.008856:
        np.copyto(root, np.float32(7.787) * t + np.float32(16 / 116), where=t <= np.float32(0.008856))
    return root
