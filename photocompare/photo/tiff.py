"""TIFF: 1 to 16 bit and float, strips and tiles, classic and Big; the first picture of the file."""

from __future__ import annotations

import io

import numpy as np
from PIL import TiffImagePlugin

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, Pixels, check_size, damaged, three_channels
from photocompare.photo.icc import BadProfile, float_light, read_profile
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid
from photocompare.photo.photo import Transfer
from photocompare.photo.tags import Block, Damaged, Directory, read_directory
from photocompare.photo.tiff_header import (
    ORIENTATION,
    PROFILE,
    WANTED,
    Layout,
    check_data,
    check_kind,
    layout,
)

_UNSURE = "Its numbers can be light or stored values of any range: it needs a profile and a declared range"


def decode_tiff(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the first picture of a TIFF: gray, palette, RGB or CMYK, with or without alpha.

    Raises:
        Problem: E107 cut or corrupt, E108, E110 size, E111 a kind that is not read, E407 float values that
            are no light or of no declared range.
    """
    try:
        block = Block.of(data)
        directory = read_directory(block, block.first, WANTED)
    except Damaged:
        raise damaged(name, "Its directory is cut off or broken") from None
    lay = layout(directory, name)
    check_size(lay.width, lay.height, name, limits)
    check_kind(lay, name)
    check_data(directory, lay, data, name)
    pixels, valid = _pixels(data, name, lay)
    profile = directory.raw(PROFILE) or None
    color = None
    if lay.floating:
        pixels, color = _light(pixels, lay, profile, name)
    return Decoded(
        pixels=pixels,
        format="TIFF",
        valid=valid,
        gray=lay.photometric in {0, 1},
        profile=profile,
        color=color,
        exif=data,
        facts={"bit_depth": max(lay.bits, 8)},
        findings=_findings(block, directory, name),
    )


def _findings(block: Block, directory: Directory, name: str) -> tuple[Finding, ...]:
    """Return W111 with the number of pages; a chain that bites its own tail counts once."""
    seen, offset = {block.first}, directory.next
    while offset and offset not in seen and len(seen) < 1000:
        seen.add(offset)
        try:
            offset = read_directory(block, offset, ()).next
        except Damaged:
            break
    return (
        (Finding("W111", name, f"It holds {len(seen)} pictures; the first is used"),) if len(seen) > 1 else ()
    )


def _pixels(data: bytes, name: str, lay: Layout) -> tuple[Pixels, np.ndarray | None]:
    shape = (lay.height, lay.width)
    # OpenCV reads 8-bit TIFFs through a service of libtiff that turns some of them and forgives damage.
    if lay.bits < 16:
        return _by_pillow(data, name, shape)
    rgb, valid = rgb_and_valid(decode_unchanged(data, name, shape))
    expected = {16: np.uint16, 32: np.float32, 64: np.float64}[lay.bits]
    if rgb.dtype != expected:
        raise damaged(name, "The decoder changed its depth")
    if lay.photometric == 0 and not lay.floating:
        rgb = np.iinfo(rgb.dtype).max - rgb
    return rgb, valid


def _by_pillow(data: bytes, name: str, shape: tuple[int, int]) -> tuple[Pixels, np.ndarray | None]:
    """Return 8-bit pixels; the plug-in is called by name, so no other format can slip in."""
    with TiffImagePlugin.TiffImageFile(io.BytesIO(data)) as image:
        # Pillow turns TIFFs by itself, we turn all formats in one place.
        image.getexif().pop(ORIENTATION, None)
        image.load()
        alpha = None
        if image.mode in {"RGBA", "RGBX", "LA", "PA"}:
            alpha = np.asarray(image.getchannel(image.getbands()[-1]))
        mode = "CMYK" if image.mode == "CMYK" else "L" if image.mode in {"1", "L", "LA"} else "RGB"
        pixels = np.asarray(image.convert(mode))
    if pixels.shape[:2] != shape:
        raise damaged(name, "Its header gives another size than its data")
    valid = None if alpha is None or (alpha == 255).all() else alpha == 255
    return (three_channels(pixels) if pixels.ndim == 2 else pixels), valid


def _light(pixels: Pixels, lay: Layout, profile: bytes | None, name: str) -> tuple[Pixels, Transfer]:
    """Return float32 light in the profile's primaries, 1.0 = the declared highest value, and its Transfer."""
    if not np.isfinite(pixels).all():
        raise Problem("E407", name, "It holds NaN or infinite values")
    if lay.bounds is None or profile is None or not lay.bounds[1] > lay.bounds[0]:
        raise Problem("E407", name, _UNSURE)
    low, high = lay.bounds
    if pixels.min() < low or pixels.max() > high:
        raise Problem("E407", name, "It holds values outside the range that it declares")
    try:
        return float_light((pixels - low) / (high - low), read_profile(profile))
    except BadProfile as error:
        raise Problem("E203", name, f"Its color profile cannot be used: {error}") from None
