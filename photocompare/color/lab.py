"""Linear sRGB to CIELAB (D65, 2 degree observer), sRGB encoding, absorbance: exact, float32."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# IEC 61966-2-1 primaries and the D65 white, with the digits scikit-image uses, so that both agree.
XYZ_FROM_LINEAR = np.array(
    [[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]
)
WHITE_D65 = np.array([0.95047, 1.0, 1.08883])
DARKEST = 1e-4
"""Light below this counts as this in a logarithm: a third of the lowest 8-bit step above black."""

_NORMALIZED = (XYZ_FROM_LINEAR / WHITE_D65[:, None]).astype(np.float32)


def lab(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return CIELAB (L* 0-100, a*, b*), shape (..., 3), of linear-light sRGB of shape (..., 3).

    CIE 15:2004 with D65 and the 2 degree observer; negative (out-of-gamut) tristimulus values follow the
    straight part of the curve.
    """
    f = _cube_root(linear @ _NORMALIZED.T)
    out = np.empty_like(f)
    out[..., 0] = 116 * f[..., 1] - 16
    out[..., 1] = 500 * (f[..., 0] - f[..., 1])
    out[..., 2] = 200 * (f[..., 1] - f[..., 2])
    return out


def absorbance(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return -log10 of linear light, same shape; light below `DARKEST` counts as `DARKEST`."""
    return -np.log10(np.maximum(linear, np.float32(DARKEST)))


def encoded(linear: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return sRGB-encoded values 0-1 of linear light, cut to 0-1 (IEC 61966-2-1)."""
    light = np.clip(linear, 0, 1)
    curved = np.float32(1.055) * np.power(light, np.float32(1 / 2.4)) - np.float32(0.055)
    return np.where(light <= 0.0031308, light * np.float32(12.92), curved)


def _cube_root(t: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(t > 0.008856, np.cbrt(t), np.float32(7.787) * t + np.float32(16 / 116))
