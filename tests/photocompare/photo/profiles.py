"""ICC profiles made by code: matrix profiles of known primaries, a table profile, a CMYK profile."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
D50 = (0.9642, 1.0, 0.8249)


def fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + fixed(*values)


def gamma_curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"


def srgb_parametric() -> bytes:
    return (
        b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    )


def srgb_sampled(count: int = 1024) -> bytes:
    x = np.linspace(0, 1, count)
    y = np.where(x <= 0.04045, x / 12.92, ((x + 0.055) / 1.055) ** 2.4)
    return b"curv\0\0\0\0" + struct.pack(">I", count) + np.round(y * 65535).astype(">u2").tobytes()


def profile(space: bytes, tags: dict[bytes, bytes], *, version: int = 4, pcs: bytes = b"XYZ ") -> bytes:
    """Return an ICC profile with these tags."""
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for signature, content in tags.items():
        table += struct.pack(">4sII", signature, start + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI", start + len(body), b"test", version << 24) + b"mntr" + space + pcs + bytes(12)
    head += b"acsp" + bytes(28) + fixed(*D50)
    return head.ljust(128, b"\0") + table + body


def matrix_profile(colorants: tuple[tuple[float, ...], ...], curve: bytes, **options: Any) -> bytes:
    tags = {b"desc": text("test"), b"wtpt": xyz(D50)}
    tags |= {name: xyz(c) for name, c in zip((b"rXYZ", b"gXYZ", b"bXYZ"), colorants, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return profile(b"RGB ", tags, **options)


def gray_profile() -> bytes:
    return profile(b"GRAY", {b"desc": text("gray"), b"wtpt": xyz(D50), b"kTRC": gamma_curve(2.2)})


def text(words: str) -> bytes:
    coded = words.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(coded), 28) + coded


def table_profile(space: bytes) -> bytes:
    """Return a profile by table (A2B0, 8-bit Lab): RGB as sRGB's own colors, or CMYK as plain ink."""
    channels = 4 if space == b"CMYK" else 3
    steps = 9 if channels == 4 else 33
    axes = np.meshgrid(*[np.linspace(0, 1, steps)] * channels, indexing="ij")
    grid = np.stack(axes, axis=-1).reshape(-1, channels)
    rgb = (1 - grid[:, :3]) * (1 - grid[:, 3:]) if channels == 4 else grid
    identity = np.tile(np.arange(256, dtype=np.uint8), channels).tobytes()
    tag = b"mft1\0\0\0\0" + bytes([channels, 3, steps, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    tag += identity + lab8(rgb).tobytes() + np.tile(np.arange(256, dtype=np.uint8), 3).tobytes()
    return profile(space, {b"desc": text("table"), b"wtpt": xyz(D50), b"A2B0": tag}, pcs=b"Lab ", version=2)


def table_profile_v4() -> bytes:
    """Return a version 4 profile by table (mAB): RGB as sRGB's own colors."""
    steps, line = 33, b"curv\0\0\0\0\0\0\0\0"
    grid = np.stack(np.meshgrid(*[np.linspace(0, 1, steps)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    table = bytes([steps] * 3).ljust(16, b"\0") + b"\1\0\0\0" + lab8(grid).tobytes()
    table += bytes(-len(table) % 4)
    b_curves, clut = 32, 32 + 3 * len(line)
    head = b"mAB \0\0\0\0\3\3\0\0" + struct.pack(">5I", b_curves, 0, 0, clut, clut + len(table))
    tags = {b"desc": text("table 4"), b"wtpt": xyz(D50), b"A2B0": head + line * 3 + table + line * 3}
    return profile(b"RGB ", tags, pcs=b"Lab ")


def light(srgb: Array) -> Array:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def lab8(rgb: Array) -> Array:
    """Return sRGB 0..1 as the 8-bit Lab (D50) of ICC tables."""
    f = np.cbrt(np.maximum(light(rgb) @ np.array(SRGB) / D50, 0.008856))
    lab = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=-1)
    return np.clip(np.round(lab * [2.55, 1, 1] + [0, 128, 128]), 0, 255).astype(np.uint8)


def stored_in(colorants: tuple[tuple[float, ...], ...], srgb: Array, power: float | None = None) -> Array:
    """Return sRGB values 0..1 as the values (0..1) that mean the same color in other primaries."""
    other = light(srgb) @ np.array(SRGB) @ np.linalg.inv(np.array(colorants))
    other = np.clip(other, 0, 1)
    if power is not None:
        return other ** (1 / power)
    return np.where(other <= 0.0031308, other * 12.92, 1.055 * other ** (1 / 2.4) - 0.055)
