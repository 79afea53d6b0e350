"""JPEG: every warning of the decoder is an error, because a cut picture decodes to plausible skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from simplejpeg import decode_jpeg as strictly_decoded  # type: ignore[attr-defined, unused-ignore]

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, check_size, damaged, oversized, three_channels, trailing
from photocompare.photo.jpeg_header import JpegHeader, NoJpeg, jpeg_header
from photocompare.photo.jpeg_quality import quality, subsampling
from photocompare.photo.limits import Limits

_CUT = ("premature end", "Premature end")
_HOLE = bytes(64)
_READ = {0xC0, 0xC1, 0xC2}


def decode_jpeg(data: bytes, name: str, limits: Limits, *, max_side: int | None = None) -> Decoded:
    """Return the picture of a JPEG; with `max_side`, at 1/2, 1/4 or 1/8 to fit it (or at 1/8).

    Raises:
        Problem: E107 damaged, E108, E110 size, E111 a kind no decoder reads, E112 too many scans.
    """
    try:
        header = jpeg_header(data)
    except NoJpeg as error:
        raise damaged(name, f"Its header is broken: {error}") from None
    _check(header, data, name, limits)
    space = {1: "GRAY", 3: "RGB", 4: "CMYK"}[header.components]
    height, width = _scaled(header, max_side)
    try:
        pixels = strictly_decoded(data, space, min_height=height, min_width=width, strict=True)
    except ValueError as error:
        if "memory" in str(error):
            raise MemoryError from None
        cut = any(word in str(error) for word in _CUT)
        raise (_cut(data, name, header) if cut else damaged(name, "Its picture data are corrupt")) from None
    if pixels.shape[:2] != (height, width):
        raise damaged(name, "Its header gives another size than its data")
    if header.components == 4 and header.adobe is not None:
        pixels = 255 - pixels  # Adobe stores its inks inverted
    return Decoded(
        pixels=three_channels(pixels[..., 0]) if header.components == 1 else pixels,
        format="JPEG",
        gray=header.components == 1,
        profile=header.profile,
        exif=header.exif,
        whole=(header.height, header.width),
        facts={"jpeg_quality": quality(header), "chroma_subsampling": subsampling(header)},
        findings=_findings(data, name, header, limits),
    )


def _check(header: JpegHeader, data: bytes, name: str, limits: Limits) -> None:
    check_size(header.width, header.height, name, limits)
    if header.scans > limits.scans:
        raise Problem("E112", name, f"It has {header.scans} scans; the limit is {limits.scans}")
    if header.bits != 8 or header.components not in {1, 3, 4} or header.coding not in _READ:
        kind = f"{header.bits} bits, {header.components} channels, coding {header.coding:02X}"
        raise Problem("E111", name, f"It is a JPEG of a rare kind: {kind}")
    if header.end is None:
        raise _cut(data, name, header)
    # A block costs at least a bit, two where it is coded at once: less is a header that lies, and
    # decoding it would give a plain gray picture of any size.
    if 8 * (header.end - header.first_scan) < header.blocks * (1 if header.progressive else 2):
        raise damaged(name, "Its header gives another size than its data")
    if not header.progressive and not header.zeros_are_data:
        hole = data.find(_HOLE, header.first_scan, header.end)
        if hole >= 0:
            raise damaged(name, "A part of it is filled with zeros, as after an interrupted copy")


def _scaled(header: JpegHeader, max_side: int | None) -> tuple[int, int]:
    """Return the largest height and width at 1, 1/2, 1/4 or 1/8 that fit `max_side`, else those at 1/8."""
    longer = max(header.width, header.height)
    factor = 1 if max_side is None else next((f for f in (1, 2, 4) if -(-longer // f) <= max_side), 8)
    return -(-header.height // factor), -(-header.width // factor)


def _findings(data: bytes, name: str, header: JpegHeader, limits: Limits) -> tuple[Finding, ...]:
    findings = []
    if header.extended:
        findings.append(
            Finding("W111", name, "It holds further pictures or a gain map beside the main picture")
        )
    elif header.end is not None:
        findings += trailing(data, header.end, name)
    return (*findings, *oversized(header.metadata_bytes, name, limits))


def _cut(data: bytes, name: str, header: JpegHeader) -> Problem:
    """Return E107 with the share of the picture that is missing, where it can be seen."""
    if header.progressive or not header.scans:
        return damaged(name, "It ends too early")
    try:
        small = strictly_decoded(data, "GRAY", min_height=1, min_width=1, min_factor=8, strict=False)
    except ValueError:
        return damaged(name, "It ends too early")
    share = 100 * _gray_tail(small[..., 0])
    return damaged(name, f"It ends too early: {share:.0f} % of the picture is missing")


def _gray_tail(picture: NDArray[np.uint8]) -> float:
    """Return the share at the end that is the middle gray with which libjpeg fills what is not there."""
    present = np.flatnonzero(picture.ravel() != 128)
    return 1.0 - (present[-1] + 1 if present.size else 0) / picture.size
