"""Color given without a profile: code points (HEIC, AVIF, PNG), or a gamma and primaries (PNG)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.photo.icc import BadProfile, srgb_curve
from photocompare.photo.photo import Transfer

_D65 = (0.3127, 0.3290)
_PRIMARIES = {
    1: ("sRGB", (0.640, 0.330, 0.300, 0.600, 0.150, 0.060)),
    9: ("BT.2020", (0.708, 0.292, 0.170, 0.797, 0.131, 0.046)),
    12: ("Display P3", (0.680, 0.320, 0.265, 0.690, 0.150, 0.060)),
}
_HDR = {16, 18}


def transfer_of_code_points(primaries: int, transfer: int, levels: int) -> Transfer | None:
    """Return the Transfer of ITU-T H.273 code points; None where they say nothing of a still picture.

    Raises:
        BadProfile: light coded for HDR screens (PQ, HLG): its values depend on the scene's brightest point.
    """
    if transfer in _HDR:
        raise BadProfile("it is stored as HDR video light")
    if primaries not in _PRIMARIES or transfer not in {4, 8, 13}:
        return None
    name, points = _PRIMARIES[primaries]
    stored = np.arange(levels) / (levels - 1)
    curve = (
        srgb_curve(levels) if transfer == 13 else (stored ** (2.2 if transfer == 4 else 1)).astype(np.float32)
    )
    return Transfer(curve, matrix_of_primaries(points), name)


def transfer_of_gamma(gamma: float, points: tuple[float, ...] | None, levels: int) -> Transfer:
    """Return the Transfer of a PNG's gAMA (its value, 1/2.2 is usual) and cHRM (red, green, blue x and y)."""
    if not 0.1 < gamma < 10:
        raise BadProfile("its gamma is impossible")
    matrix = None if points is None else matrix_of_primaries(points)
    # Every writer of sRGB gives 1/2.2 as its nearest gamma; the curve meant is sRGB's.
    if abs(gamma - 1 / 2.2) < 0.005:
        return Transfer(srgb_curve(levels), matrix)
    curve = ((np.arange(levels) / (levels - 1)) ** (1 / gamma)).astype(np.float32)
    return Transfer(curve, matrix, f"gamma {1 / gamma:.2f}")


def matrix_of_primaries(points: tuple[float, ...]) -> NDArray[np.float64] | None:
    """Return the 3x3 from linear RGB of D65 primaries to linear sRGB, or None where those are sRGB's own."""
    srgb = _to_xyz(_PRIMARIES[1][1])
    try:
        matrix = np.asarray(np.linalg.solve(srgb, _to_xyz(points)), dtype=np.float64)
    except np.linalg.LinAlgError:
        raise BadProfile("its primaries are impossible") from None
    if not np.isfinite(matrix).all() or np.abs(matrix).max() > 10:
        raise BadProfile("its primaries are impossible")
    return None if np.abs(matrix - np.eye(3)).max() < 2e-3 else matrix


def _to_xyz(points: tuple[float, ...]) -> NDArray[np.float64]:
    x, y = np.array(points[0::2], dtype=np.float64), np.array(points[1::2], dtype=np.float64)
    white = np.array([_D65[0], _D65[1], 1 - sum(_D65)], dtype=np.float64) / _D65[1]
    columns = np.stack([x, y, 1 - x - y])
    return np.asarray(columns * np.linalg.solve(columns, white), dtype=np.float64)
