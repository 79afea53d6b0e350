"""TIFF: the directory is read first; what the decoders would get wrong in silence is refused."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import TiffImagePlugin

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, Pixels, check_size, damaged, three_channels
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid
from photocompare.photo.tags import Block, Damaged, Directory, read_directory

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_OFFSETS, _ORIENTATION, _SAMPLES, _COUNTS, _PLANAR = 273, 274, 277, 279, 284
_TILE_OFFSETS, _TILE_COUNTS, _EXTRA, _FORMAT, _PROFILE = 324, 325, 338, 339, 34675
_WANTED = {256, 257, 258, 259, 262, 273, 274, 277, 279, 284, 324, 325, 338, 339, 34675}
_COMPRESSIONS = {1: "none", 5: "LZW", 8: "deflate", 32946: "deflate", 32773: "packbits"}


@dataclass(frozen=True)
class _Layout:
    width: int
    height: int
    bits: int
    samples: int
    kind: int
    photometric: int
    planar: bool
    alpha: int | None


def decode_tiff(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the first picture of a TIFF: 8 or 16 bit, gray, palette, RGB or CMYK, with or without alpha.

    Raises:
        Problem: E107 cut or corrupt, E108, E110 size, E111 a kind that is not read.
    """
    try:
        block = Block.of(data)
        directory = read_directory(block, block.first, _WANTED)
    except Damaged:
        raise damaged(name, "Its directory is cut off or broken") from None
    layout = _layout(directory, name)
    check_size(layout.width, layout.height, name, limits)
    _check_kind(layout, directory, name)
    _check_data(directory, data, name)
    pixels, valid = _pixels(data, name, layout)
    return Decoded(
        pixels=pixels,
        format="TIFF",
        valid=valid,
        gray=layout.photometric in {0, 1},
        profile=directory.raw(_PROFILE) or None,
        exif=data,
        findings=_findings(block, directory, name),
    )


def _findings(block: Block, directory: Directory, name: str) -> tuple[Finding, ...]:
    return ()


def _layout(directory: Directory, name: str) -> _Layout:
    width, height = (int(directory.number(tag) or 0) for tag in (_WIDTH, _HEIGHT))
    bits = {int(b) for b in directory.numbers(_BITS)} or {1}
    kinds = {int(k) for k in directory.numbers(_FORMAT)} or {1}
    if len(bits) != 1 or len(kinds) != 1:
        raise Problem("E111", name, "Its channels have different depths")
    extra = directory.numbers(_EXTRA)
    photometric = directory.number(_PHOTOMETRIC)
    return _Layout(
        width=width,
        height=height,
        bits=bits.pop(),
        samples=int(directory.number(_SAMPLES) or 1),
        kind=kinds.pop(),
        photometric=-1 if photometric is None else int(photometric),
        planar=directory.number(_PLANAR) == 2,
        alpha=int(extra[0]) if extra else None,
    )


def _check_kind(layout: _Layout, directory: Directory, name: str) -> None:
    """Refuse by the header what a decoder would read wrongly without a word."""
    compression = int(directory.number(_COMPRESSION) or 1)
    colors = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4}.get(layout.photometric, 0)
    extra = layout.samples - colors
    reasons = {
        "this kind of compression is not read": compression not in _COMPRESSIONS,
        "this color model is not read": not colors,
        "this depth is not read": layout.kind != 1 or layout.bits not in {1, 2, 4, 8, 16},
        "its extra channels are not understood": extra not in {0, 1}
        or (extra == 1 and layout.alpha not in {1, 2}),
        "16-bit channels stored apart": layout.planar and layout.bits == 16 and layout.samples > 1,
        "16-bit CMYK is not read": layout.photometric == 5 and layout.bits == 16,
    }
    for reason, holds in reasons.items():
        if holds:
            raise Problem("E111", name, f"It is a TIFF of a rare kind: {reason}")


def _check_data(directory: Directory, data: bytes, name: str) -> None:
    tiled = _TILE_OFFSETS in directory.tags
    starts = directory.numbers(_TILE_OFFSETS if tiled else _OFFSETS)
    counts = directory.numbers(_TILE_COUNTS if tiled else _COUNTS)
    if not starts or len(starts) != len(counts):
        raise damaged(name, "Its list of picture data is broken")
    missing = sum(min(max(s + c - len(data), 0), c) for s, c in zip(starts, counts, strict=True))
    if missing:
        raise damaged(
            name, f"It ends too early: {100 * missing / sum(counts):.0f} % of the picture data is missing"
        )


def _pixels(data: bytes, name: str, layout: _Layout) -> tuple[Pixels, NDArray[np.bool_] | None]:
    shape = (layout.height, layout.width)
    if layout.bits == 16 or (layout.bits == 8 and layout.photometric == 2 and layout.samples == 3):
        rgb, valid = rgb_and_valid(decode_unchanged(data, name, shape))
        if rgb.dtype != (np.uint16 if layout.bits == 16 else np.uint8):
            raise damaged(name, "The decoder changed its depth")
        top = np.iinfo(rgb.dtype).max
        return (top - rgb if layout.photometric == 0 else rgb), valid
    return _by_pillow(data, name, shape)


def _by_pillow(data: bytes, name: str, shape: tuple[int, int]) -> tuple[Pixels, NDArray[np.bool_] | None]:
    """Return 8-bit pixels; the plug-in is called by name, so no other format can slip in."""
    with TiffImagePlugin.TiffImageFile(io.BytesIO(data)) as image:
        # Pillow turns TIFFs by itself, we turn all formats in one place.
        image.getexif().pop(_ORIENTATION, None)
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
