"""Camera RAW by one fixed linear recipe: what the camera guessed of light and white stays out of it."""

from __future__ import annotations

import io
from functools import cache

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, check_size, damaged
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Transfer
from photocompare.photo.tags import Block, Damaged, read_directory

RECIPE = "daylight white, linear, no auto brightness, AHD, sRGB primaries, clipped highlights"
# LibRaw's own turns, as Exif orientations.
_TURNS = {0: 1, 3: 3, 5: 8, 6: 6}


def decode_raw(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return linear 16-bit sRGB of a camera RAW; raises Problem E105 no rawpy, E107, E108, E110, E111."""
    try:
        import rawpy
    except ImportError:
        hint = "Camera RAW needs the extra raw: pip install 'photocompare[raw]'"
        raise Problem("E105", name, hint) from None
    _check_extent(data, name)
    try:
        with rawpy.imread(io.BytesIO(data)) as raw:
            sizes = raw.sizes
            check_size(sizes.width, sizes.height, name, limits)
            if raw.num_colors != 3:
                raise Problem("E111", name, "Its sensor does not record red, green and blue")
            pixels = raw.postprocess(
                demosaic_algorithm=rawpy.DemosaicAlgorithm.AHD,
                output_bps=16,
                gamma=(1, 1),
                output_color=rawpy.ColorSpace.sRGB,
                # LibRaw's defaults brighten by the picture's own content: a white dressing in a corner
                # moved the same skin by 37 %, and by 11 % while adjust_maximum_thr stayed at its 0.75.
                no_auto_bright=True,
                adjust_maximum_thr=0.0,
                bright=1.0,
                use_camera_wb=False,
                use_auto_wb=False,
                highlight_mode=rawpy.HighlightMode.Clip,
                user_flip=0,
            )
    except rawpy.LibRawError:
        raise damaged(name, "Its picture data are corrupt") from None
    return Decoded(
        pixels=pixels,
        format="RAW",
        color=_ramp(),
        exif=data if data[:2] in {b"II", b"MM"} else None,
        orientation=_TURNS.get(sizes.flip, 1),
        facts={"bit_depth": 16},
        findings=(Finding("W213", name, f"It was developed with the fixed recipe: {RECIPE}"),),
    )


def _check_extent(data: bytes, name: str) -> None:
    """Raise E107 where strips of any directory lie outside the file: LibRaw fills them with anything."""
    try:
        block = Block.of(data)
        waiting, seen = [block.first], set[int]()
        while waiting and len(seen) < 100:
            offset = waiting.pop()
            if not offset or offset in seen:
                continue
            seen.add(offset)
            directory = read_directory(block, offset, {273, 279, 324, 325, 330})
            waiting += [directory.next, *(int(child) for child in directory.numbers(330))]
            for starts, counts in ((273, 279), (324, 325)):
                pairs = zip(directory.numbers(starts), directory.numbers(counts), strict=False)
                if any(start + count > len(data) for start, count in pairs):
                    raise damaged(name, "It ends too early")
            if directory.damaged:
                raise damaged(name, "It ends too early")
    except Damaged:
        if data[:2] in {b"II", b"MM"} and data[2:4] in {b"*\0", b"\0*"}:
            raise damaged(name, "Its directory is cut off or broken") from None


@cache
def _ramp() -> Transfer:
    return Transfer(np.linspace(0, 1, 65536, dtype=np.float32), None, "linear sRGB")
