"""What a TIFF's directory says of its picture, and which kinds are refused by it.

Decoders read some kinds wrongly without a word (16-bit channels stored apart, premultiplied alpha), so a
kind is read only where that was tested.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from photocompare.errors import Problem
from photocompare.photo.decoded import damaged
from photocompare.photo.tags import Directory

WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 256, 257, 258, 259, 262
OFFSETS, ORIENTATION, SAMPLES, COUNTS, PLANAR = 273, 274, 277, 279, 284
TILE_OFFSETS, TILE_COUNTS, EXTRA, FORMAT, LOWEST, HIGHEST, PROFILE = 324, 325, 338, 339, 340, 341, 34675
WANTED = frozenset(
    {WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, OFFSETS, ORIENTATION, SAMPLES, COUNTS, PLANAR}
    | {TILE_OFFSETS, TILE_COUNTS, EXTRA, FORMAT, LOWEST, HIGHEST, PROFILE}
)
_NONE, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS = 1, 5, 8, 32946, 32773
_UNSIGNED, _FLOAT = 1, 3
_PIECE = 1 << 20


@dataclass(frozen=True)
class Layout:
    """How the samples of a TIFF lie: size, bits a sample, samples a pixel, number kind, color model.

    `alpha` is the kind of the first extra sample (1 premultiplied, 2 plain), `bounds` the declared range of
    float samples.
    """

    width: int
    height: int
    bits: int
    samples: int
    kind: int
    photometric: int
    compression: int
    planar: bool
    alpha: int | None
    bounds: tuple[float, float] | None

    @property
    def floating(self) -> bool:
        """Return whether the samples are floating-point numbers."""
        return self.kind == _FLOAT


def layout(directory: Directory, name: str) -> Layout:
    """Return the layout; raises Problem E111 where its channels differ from each other."""
    bits = {int(b) for b in directory.numbers(BITS)} or {1}
    kinds = {int(k) for k in directory.numbers(FORMAT)} or {_UNSIGNED}
    if len(bits) != 1 or len(kinds) != 1:
        raise Problem("E111", name, "Its channels have different depths")
    photometric = directory.number(PHOTOMETRIC)
    extra = directory.numbers(EXTRA)
    low, high = directory.numbers(LOWEST), directory.numbers(HIGHEST)
    return Layout(
        width=int(directory.number(WIDTH) or 0),
        height=int(directory.number(HEIGHT) or 0),
        bits=bits.pop(),
        samples=int(directory.number(SAMPLES) or 1),
        kind=kinds.pop(),
        photometric=-1 if photometric is None else int(photometric),
        compression=int(directory.number(COMPRESSION) or _NONE),
        planar=directory.number(PLANAR) == 2,
        alpha=int(extra[0]) if extra else None,
        bounds=(min(low), max(high)) if low and high else None,
    )


def check_kind(layout: Layout, name: str) -> None:
    """Raise E111 for a kind that is not read, with the reason."""
    colors = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4}.get(layout.photometric, 0)
    extra = layout.samples - colors
    deep = layout.bits > 8
    depths = {32, 64} if layout.floating else {1, 2, 4, 8, 16} if layout.kind == _UNSIGNED else set()
    compressions = {_NONE, _LZW, _DEFLATE, _OLD_DEFLATE, _PACKBITS}
    reasons = {
        "its compression is not read": layout.compression not in compressions,
        "its color model is not read": not colors,
        "its depth is not read": layout.bits not in depths,
        "its extra channels are not understood": extra not in {0, 1}
        or (extra == 1 and layout.alpha not in {1, 2}),
        "its channels are stored apart with more than 8 bits": layout.planar and deep and layout.samples > 1,
        "its inks have more than 8 bits": layout.photometric == 5 and deep,
        "its palette has more than 8 bits": layout.photometric == 3 and deep,
    }
    for reason, holds in reasons.items():
        if holds:
            raise Problem("E111", name, f"It is a TIFF of a rare kind: {reason}")


def check_data(directory: Directory, layout: Layout, data: bytes, name: str) -> None:
    """Raise E107 where strips or tiles lie outside the file or cannot hold the picture."""
    tiled = TILE_OFFSETS in directory.tags
    starts = directory.numbers(TILE_OFFSETS if tiled else OFFSETS)
    counts = directory.numbers(TILE_COUNTS if tiled else COUNTS)
    if not starts or len(starts) != len(counts):
        raise damaged(name, "Its list of picture data is broken")
    missing = sum(min(max(s + c - len(data), 0), c) for s, c in zip(starts, counts, strict=True))
    if missing:
        share = 100 * missing / sum(counts)
        raise damaged(name, f"It ends too early: {share:.0f} % of the picture data is missing")
    needed = layout.height * ((layout.width * layout.samples * layout.bits + 7) // 8)
    if layout.compression == _NONE and sum(counts) < needed:
        raise damaged(name, "Its header gives another size than its data")
    if layout.compression != _NONE:
        for start, count in zip(starts, counts, strict=True):
            _check_packed(memoryview(data)[int(start) : int(start + count)], layout, name)


def _check_packed(part: memoryview, layout: Layout, name: str) -> None:
    """Raise E107 for damage that libtiff passes over: holes of zeros, and checksums it does not look at."""
    if bytes(part).find(bytes(64)) >= 0:
        raise damaged(name, "A part of it is filled with zeros, as after an interrupted copy")
    if layout.compression in {_DEFLATE, _OLD_DEFLATE}:
        unpack, packed = zlib.decompressobj(), bytes(part)
        try:
            while packed and not unpack.eof:
                unpack.decompress(packed, _PIECE)
                packed = unpack.unconsumed_tail
        except zlib.error:
            raise damaged(
                name, "A checksum inside it does not fit: bytes were changed after it was written"
            ) from None
        if not unpack.eof:
            raise damaged(name, "A part of it is cut off")
