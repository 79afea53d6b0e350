"""What a format's decoder hands to the reader: pixels as stored, and what the file says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Finding, Problem
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Transfer

# What OpenCV, Pillow and simplejpeg give and take: H x W (x C), uint8, uint16 or float32.
Pixels = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Decoded:
    """A decoded picture, not yet upright.

    Attributes:
        pixels: H x W x 3 RGB (uint8, uint16 or float32), or H x W x 4 CMYK uint8 (0 = no ink).
        format: `JPEG`, `PNG`...
        valid: H x W bool, or None where every pixel is picture.
        gray: the file stores no color; the three channels are equal.
        profile: the embedded ICC profile, as stored, or None.
        exif: the Exif block, or None.
        orientation: what is left to turn where the container, not Exif, says it (HEIC, RAW); else None.
        turned: the container says how the picture is turned.
        color: how the stored values become light, where the container says so without a profile.
        whole: height and width of the stored picture, where it was decoded smaller than that.
        facts: further fields of `Metadata` (quality, subsampling).
        findings: doubts met while decoding.
    """

    pixels: Pixels
    format: str
    valid: NDArray[np.bool_] | None = None
    gray: bool = False
    profile: bytes | None = None
    exif: bytes | None = None
    orientation: int | None = None
    turned: bool = False
    color: Transfer | None = None
    whole: tuple[int, int] | None = None
    facts: dict[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def check_size(width: int, height: int, name: str, limits: Limits) -> None:
    """Raise E110 or E108 for a size that is never decoded."""
    if min(width, height) < limits.side:
        raise Problem(
            "E110", name, f"The picture is {width} x {height} pixels, less than {limits.side} a side"
        )
    if width * height > limits.pixels:
        size = f"{width} x {height} = {width * height / 1e6:.0f} megapixels"
        raise Problem("E108", name, f"The picture is {size}; the limit is {limits.pixels / 1e6:.0f}")


def damaged(name: str, reason: str) -> Problem:
    """Return E107 with the reason of this case."""
    return Problem("E107", name, reason)


def trailing(data: bytes, end: int, name: str) -> tuple[Finding, ...]:
    """Return W120 where something other than padding follows the end of the picture."""
    extra = len(data) - end
    if extra <= 0 or not data[end:].strip(b"\0"):
        return ()
    return (Finding("W120", name, f"{extra} bytes follow the end of the picture"),)


def oversized(metadata_bytes: int, name: str, limits: Limits) -> tuple[Finding, ...]:
    """Return W121 where a photo carries more metadata than is looked at."""
    return (Finding("W121", name),) if metadata_bytes > limits.metadata_bytes else ()


def three_channels(gray: Pixels) -> Pixels:
    """Return H x W x 3 with the one channel repeated."""
    return np.repeat(gray[..., None], 3, axis=2)
