"""What the tables of a JPEG say of its quality and of how finely it stores color."""

from __future__ import annotations

import numpy as np

from photocompare.photo.jpeg_header import JpegHeader

# The luminance table of the standard's annex K, in zigzag order; encoders scale it by the quality.
_STANDARD = np.array(
    [16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49,
     35, 37, 29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56,
     80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99]
)  # fmt: skip
_NAMES = {(1, 1): "4:4:4", (2, 1): "4:2:2", (2, 2): "4:2:0", (1, 2): "4:4:0", (4, 1): "4:1:1"}


def quality(header: JpegHeader) -> int | None:
    """Return the quality 1..100 on the scale of the Independent JPEG Group, or None without a table.

    Cameras use tables of their own: theirs is the quality whose table is as coarse on average.
    """
    if not header.tables:
        return None
    table = np.array(header.tables[0], dtype=float)
    # Entries at the floor of 1 say nothing of the scale.
    free = table > 1
    if not free.any():
        return 100
    scale = 100 * float(np.mean(table[free] / _STANDARD[free]))
    value = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return int(np.clip(round(value), 1, 100))


def subsampling(header: JpegHeader) -> str:
    """Return `4:4:4`, `4:2:2`, `4:2:0`..., or an empty text for gray and unusual factors."""
    if len(header.sampling) < 3 or header.sampling[1] != header.sampling[2] or 0 in header.sampling[1]:
        return ""
    (h, v), (ch, cv) = header.sampling[:2]
    return _NAMES.get((h // ch, v // cv), "") if h % ch == v % cv == 0 else ""
