"""ICC profiles of the matrix kind, read by ourselves: exact tables for 8 and 16 bit, no clipping."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.photo.photo import Transfer

_TRC = (b"rTRC", b"gTRC", b"bTRC")
_COLORANTS = (b"rXYZ", b"gXYZ", b"bXYZ")
_WHITE = (0.9642, 1.0, 0.8249)
# Linear sRGB of XYZ under D50: the inverse of the colorants of the ICC's own sRGB profile.
_SRGB_D50 = np.array([[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]])
_SRGB_WITHIN = 1e-3
_CURVE_WITHIN = 3e-4


class BadProfile(ValueError):  # noqa: N818 - what it is
    """The profile breaks its format, or does not fit the picture."""


@dataclass(frozen=True, eq=False)
class Profile:
    """An ICC profile taken apart: color space (`RGB `, `GRAY`, `CMYK`), tags, name, raw bytes."""

    space: bytes
    tags: dict[bytes, bytes]
    name: str
    data: bytes

    @property
    def by_matrix(self) -> bool:
        """Return whether curves and a matrix are all there is to it; tables (A2B0) go before them."""
        return b"A2B0" not in self.tags and all(tag in self.tags for tag in _TRC + _COLORANTS)


def read_profile(data: bytes) -> Profile:
    """Return the profile taken apart; raises BadProfile where it is cut, junk or no picture profile."""
    if len(data) < 132 or data[36:40] != b"acsp":
        raise BadProfile("it is cut off or no profile at all")
    size, count = struct.unpack_from(">I", data)[0], struct.unpack_from(">I", data, 128)[0]
    if size > len(data) or count > 200 or 132 + 12 * count > len(data):
        raise BadProfile("it is cut off")
    tags = {}
    for at in range(132, 132 + 12 * count, 12):
        signature, offset, length = struct.unpack_from(">4sII", data, at)
        if offset + length > len(data):
            raise BadProfile("it is cut off")
        tags[signature] = data[offset : offset + length]
    if data[12:16] not in {b"mntr", b"scnr", b"prtr", b"spac"}:
        raise BadProfile("it is not the profile of a picture")
    return Profile(data[16:20], tags, _name(tags.get(b"desc", b"")), data)


def curves(profile: Profile, levels: int) -> NDArray[np.float32]:
    """Return the transfer curve to light, (levels,) or (levels, 3) float32, 1.0 = white.

    A curve within 3e-4 of the sRGB formula is that formula: profile makers round it differently, and two
    photos must not differ by the rounding of their profiles.
    """
    stored = np.arange(levels) / (levels - 1)
    channels = [_curve(profile.tags[tag], stored) for tag in _TRC]
    srgb = srgb_curve(levels)
    table = np.stack([srgb if np.abs(c - srgb).max() <= _CURVE_WITHIN else c for c in channels], axis=1)
    same = (table == table[:, :1]).all()
    return (table[:, 0] if same else table).astype(np.float32)


def matrix(profile: Profile) -> NDArray[np.float64] | None:
    """Return the 3x3 from the profile's linear RGB to linear sRGB, or None where they are the same."""
    colorants = np.array([_xyz(profile.tags[tag]) for tag in _COLORANTS]).T
    if np.abs(colorants.sum(axis=1) - _WHITE).max() > 0.02:
        raise BadProfile("its white is not the white every profile must have")
    to_srgb: NDArray[np.float64] = np.linalg.solve(_SRGB_D50, colorants)
    if np.abs(to_srgb - np.eye(3)).max() <= _SRGB_WITHIN:
        return None
    # Equal channels stay equal to the last digit: gray must not get an erythema from rounded colorants.
    balanced: NDArray[np.float64] = to_srgb / to_srgb.sum(axis=1, keepdims=True)
    return balanced


def float_light(stored: NDArray[np.floating], profile: Profile) -> tuple[NDArray[np.float32], Transfer]:
    """Return light of stored values 0..1 in the profile's primaries, and the Transfer left to do."""
    if profile.space != b"RGB " or not profile.by_matrix:
        raise BadProfile("it is no matrix profile")
    fine = curves(profile, 65536).reshape(65536, -1)
    x = np.linspace(0, 1, 65536)
    light = [np.interp(stored[..., c], x, fine[:, c % fine.shape[1]]) for c in range(3)]
    return np.stack(light, axis=-1).astype(np.float32), Transfer(None, matrix(profile), profile.name)


def srgb_curve(levels: int) -> NDArray[np.float32]:
    """Return the sRGB transfer (IEC 61966-2-1) of `levels` stored values, float32, 1.0 = white."""
    x = np.arange(levels) / (levels - 1)
    return np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _curve(tag: bytes, x: NDArray[np.float64]) -> NDArray[np.float64]:
    try:
        y = _sampled(tag, x) if tag[:4] == b"curv" else _parametric(tag, x) if tag[:4] == b"para" else None
    except struct.error:
        y = None
    if y is None or not np.isfinite(y).all() or (np.diff(y) < -1e-6).any() or not 0.5 < y[-1] < 2:
        raise BadProfile("a curve in it is broken")
    return y


def _sampled(tag: bytes, x: NDArray[np.float64]) -> NDArray[np.float64]:
    (count,) = struct.unpack_from(">I", tag, 8)
    if count == 0:
        return x
    values = np.frombuffer(tag, ">u2", count=min(count, (len(tag) - 12) // 2), offset=12)
    if len(values) != count:
        raise BadProfile("a curve in it is cut off")
    if count == 1:
        return x ** (int(values[0]) / 256)
    return np.interp(x, np.linspace(0, 1, count), values / 65535)


def _parametric(tag: bytes, x: NDArray[np.float64]) -> NDArray[np.float64]:
    (kind,) = struct.unpack_from(">H", tag, 8)
    if kind > 4:
        raise BadProfile("a curve in it is of an unknown kind")
    count = (1, 3, 4, 5, 7)[kind]
    given = [value / 65536 for value in struct.unpack_from(f">{count}i", tag, 12)]
    g = given[0]
    a, b = (given[1], given[2]) if kind else (1.0, 0.0)
    c = given[3] if kind >= 2 else 0.0
    d = given[4] if kind >= 3 else (-b / a if kind and a else 0.0)
    e, f = (given[5], given[6]) if kind == 4 else (c, c) if kind == 2 else (0.0, 0.0)
    slope = c if kind >= 3 else 0.0
    power = np.maximum(a * x + b, 0.0) ** g + e
    return np.where(x >= d, power, slope * x + f)


def _xyz(tag: bytes) -> tuple[float, ...]:
    if tag[:4] != b"XYZ " or len(tag) < 20:
        raise BadProfile("a color in it is broken")
    return tuple(value / 65536 for value in struct.unpack_from(">3i", tag, 8))


def _name(tag: bytes) -> str:
    if tag[:4] == b"desc" and len(tag) > 12:
        text = tag[12 : 12 + struct.unpack_from(">I", tag, 8)[0]].split(b"\0")[0].decode("ascii", "replace")
    elif tag[:4] == b"mluc" and len(tag) >= 28:
        length, offset = struct.unpack_from(">II", tag, 20)
        text = tag[offset : offset + length].decode("utf-16-be", "replace")
    else:
        text = ""
    return "".join(c for c in text if c.isprintable())[:64].strip()
