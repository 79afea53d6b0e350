"""HEIC, HEIF and AVIF: 8, 10 and 12 bit, turned by their boxes."""

from __future__ import annotations

import io

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.boxes import BrokenBoxes, HeifHeader, heif_header
from photocompare.photo.cicp import transfer_of_code_points
from photocompare.photo.decoded import Decoded, Pixels, check_size, damaged
from photocompare.photo.icc import BadProfile
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid
from photocompare.photo.orientation import MIRRORED
from photocompare.photo.photo import Transfer


def decode_heif(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the primary picture of a HEIC, HEIF or AVIF; 10 and 12 bit fill the range of 16.

    Raises:
        Problem: E105 no decoder installed, E107 damaged, E108, E110 size, E203 HDR light.
    """
    try:
        header = heif_header(data)
    except BrokenBoxes as error:
        raise damaged(name, f"Its header is broken: {error}") from None
    check_size(header.width, header.height, name, limits)
    if header.missing:
        share = 100 * header.missing / (len(data) + header.missing)
        raise damaged(name, f"It ends too early: {share:.0f} % of the file is missing")
    if header.hole:
        raise damaged(name, "A part of it is filled with zeros, as after an interrupted copy")
    avif = header.brand in {b"avif", b"avis"}
    pixels, upright = _by_opencv(data, name, header) if avif else _by_libheif(data, name, header)
    rgb, valid = rgb_and_valid(pixels)
    return Decoded(
        pixels=rgb,
        format="AVIF" if avif else "HEIC",
        valid=valid,
        profile=header.profile,
        color=_color(header, rgb, name),
        exif=header.exif,
        orientation=1 if upright else header.orientation,
        turned=header.orientation != 1,
        facts={"bit_depth": header.bits},
        findings=_findings(header, name, upright=upright),
    )


def _color(header: HeifHeader, rgb: Pixels, name: str) -> Transfer | None:
    if header.profile is not None or header.cicp is None:
        return None
    try:
        return transfer_of_code_points(*header.cicp, 65536 if rgb.dtype == np.uint16 else 256)
    except BadProfile as error:
        raise Problem("E203", name, f"Its color cannot be used: {error}") from None


def _findings(header: HeifHeader, name: str, *, upright: bool) -> tuple[Finding, ...]:
    findings = [Finding("W111", name)] if header.pictures > 1 else []
    if upright and header.orientation != 1:
        findings.append(Finding("W204", name))
        findings += [Finding("W206", name)] if header.orientation in MIRRORED else []
    return tuple(findings)


def _by_opencv(data: bytes, name: str, header: HeifHeader) -> tuple[Pixels, bool]:
    """Return BGR(A) as stored, not turned."""
    return _sixteen(decode_unchanged(data, name, (header.height, header.width)), header.bits), False


def _by_libheif(data: bytes, name: str, header: HeifHeader) -> tuple[Pixels, bool]:
    """Return BGR(A), turned by libheif itself, which gives no way to do that in our one place."""
    try:
        from pi_heif import open_heif  # type: ignore[attr-defined, unused-ignore]
    except ImportError:
        raise Problem("E105", name, "Photos in HEIC need the part pi-heif: pip install pi-heif") from None
    opened = open_heif(io.BytesIO(data), convert_hdr_to_8bit=False, bgr_mode=True)
    image = opened[opened.primary_index]
    pixels = np.array(image, copy=True)
    swapped = header.orientation in {5, 6, 7, 8}
    shape = (header.width, header.height) if swapped else (header.height, header.width)
    if pixels.shape[:2] != shape:
        raise damaged(name, "Its header gives another size than its data")
    if pixels.dtype == np.uint16:
        pixels >>= 16 - header.bits  # libheif shifts 10 bits to the top of 16
    return _sixteen(pixels, header.bits), True


def _sixteen(pixels: Pixels, bits: int) -> Pixels:
    """Return 10 or 12 bits spread over the whole range of 16, so that white is 65535."""
    if pixels.dtype != np.uint16 or bits >= 16:
        return pixels
    return (pixels << (16 - bits)) | (pixels >> (2 * bits - 16))
