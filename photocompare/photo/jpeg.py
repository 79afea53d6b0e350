"""JPEG: every warning of the decoder is an error, because a cut picture decodes to plausible skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from simplejpeg import decode_jpeg as strictly_decoded  # type: ignore[attr-defined]

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, check_size, damaged, three_channels
from photocompare.photo.jpeg_header import JpegHeader, NoJpeg, jpeg_header
from photocompare.photo.limits import Limits

_CUT = ("premature end", "Premature end", "unexpected end", "too early")


def decode_jpeg(data: bytes, name: str, limits: Limits, *, min_side: int = 0) -> Decoded:
    """Return the picture of a JPEG; with `min_side`, scaled down by 2, 4 or 8 as far as that side stays.

    Raises:
        Problem: E107 damaged, E108, E110 size, E111 a kind no decoder reads, E112 too many scans.
    """
    header = _header(data, name)
    check_size(header.width, header.height, name, limits)
    if header.scans > limits.scans:
        raise Problem("E112", name, f"It has {header.scans} scans; the limit is {limits.scans}")
    if header.bits != 8 or header.components not in {1, 3, 4}:
        raise Problem("E111", name, f"It has {header.bits} bits and {header.components} channels")
    if header.end is None:
        raise _cut(data, name, header)
    space = {1: "GRAY", 3: "RGB", 4: "CMYK"}[header.components]
    try:
        height, width = _scaled(header, min_side)
        pixels = strictly_decoded(data, space, min_height=height, min_width=width, strict=True)
    except ValueError as error:
        raise (
            _cut(data, name, header) if any(word in str(error) for word in _CUT) else _corrupt(name)
        ) from None
    if not min_side and pixels.shape[:2] != (header.height, header.width):
        raise damaged(name, "Its header gives another size than its data")
    if header.components == 4 and header.adobe is not None:
        pixels = 255 - pixels  # Adobe stores its inks inverted
    return Decoded(
        pixels=three_channels(pixels[..., 0]) if header.components == 1 else pixels,
        format="JPEG",
        gray=header.components == 1,
        profile=header.profile,
        exif=header.exif,
        findings=_findings(data, name, header),
    )


def _scaled(header: JpegHeader, min_side: int) -> tuple[int, int]:
    """Return the smallest height and width at 1/2, 1/4 or 1/8 that keep `min_side`: those have fast transforms."""
    factor = next((f for f in (8, 4, 2) if min_side and min(header.width, header.height) >= f * min_side), 1)
    return -(-header.height // factor), -(-header.width // factor)


def _header(data: bytes, name: str) -> JpegHeader:
    try:
        return jpeg_header(data)
    except NoJpeg as error:
        raise damaged(name, f"Its header is broken: {error}") from None


def _findings(data: bytes, name: str, header: JpegHeader) -> tuple[Finding, ...]:
    return ()


def _corrupt(name: str) -> Problem:
    return damaged(name, "Its picture data are corrupt")


def _cut(data: bytes, name: str, header: JpegHeader) -> Problem:
    """Return E107 with the share of the picture that is missing, where it can be seen."""
    if header.progressive or not header.scans:
        return damaged(name, "It ends too early")
    try:
        small = strictly_decoded(data, "GRAY", min_height=1, min_width=1, min_factor=8, strict=False)
    except ValueError:
        return damaged(name, "It ends too early")
    return damaged(
        name, f"It ends too early: {100 * _gray_tail(small[..., 0]):.0f} % of the picture is missing"
    )


def _gray_tail(picture: NDArray[np.uint8]) -> float:
    """Return the share at the end that is the middle gray with which libjpeg fills what is not there."""
    present = np.flatnonzero(picture.ravel() != 128)
    return 1.0 - (present[-1] + 1 if present.size else 0) / picture.size
