"""The boxes of HEIC, HEIF and AVIF, walked under limits, for what they say of the primary picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_ITEMS = 20_000
_TURNED = {0: 1, 1: 8, 2: 3, 3: 6}
_MIRRORED = {(0, 0): 4, (0, 1): 2, (1, 0): 5, (1, 1): 7, (2, 0): 2, (2, 1): 4, (3, 0): 7, (3, 1): 5}


class BrokenBoxes(ValueError):  # noqa: N818 - what they are
    """The boxes break the format; the text says how."""


@dataclass(frozen=True, eq=False)
class HeifHeader:
    """What the boxes say of the primary picture, before it is turned.

    `orientation` is 1..8 in the sense of Exif, from the boxes irot and imir; `profile` the ICC bytes;
    `cicp` the code points (primaries, transfer) of a colr box; `missing` the bytes that the last box
    promises too much; `hole` whether the coded data hold a run of zero bytes, which no coder writes.
    """

    brand: bytes
    width: int
    height: int
    bits: int
    orientation: int
    turned: bool
    profile: bytes | None
    cicp: tuple[int, int] | None
    exif: bytes | None
    pictures: int
    missing: int
    hole: bool


def heif_header(data: bytes) -> HeifHeader:
    """Return what the boxes say; raises BrokenBoxes."""
    top = {kind: (start, end) for kind, start, end in _boxes(data, 0, len(data), whole=False)}
    if b"meta" not in top or b"ftyp" not in top:
        raise BrokenBoxes("its index is missing")
    try:
        return _header(data, top)
    except (struct.error, IndexError):
        raise BrokenBoxes("its index is cut off") from None


def _header(data: bytes, top: dict[bytes, tuple[int, int]]) -> HeifHeader:
    meta = {kind: (start, end) for kind, start, end in _boxes(data, top[b"meta"][0] + 4, top[b"meta"][1])}
    if not {b"pitm", b"iinf", b"iprp"} <= meta.keys():
        raise BrokenBoxes("its index is not complete")
    start = meta[b"pitm"][0]
    primary = struct.unpack_from(">I" if data[start] else ">H", data, start + 4)[0]
    kinds = dict(_items(data, *meta[b"iinf"]))
    properties = _properties(data, primary, *meta[b"iprp"])
    size = [body for kind, body in properties if kind == b"ispe" and len(body) >= 12]
    if not size:
        raise BrokenBoxes("it does not say its size")
    width, height = struct.unpack_from(">II", size[0], 4)
    angle = next((body[0] & 3 for kind, body in properties if kind == b"irot" and body), 0)
    axis = next((body[0] & 1 for kind, body in properties if kind == b"imir" and body), None)
    exif_item = next((item for item, kind in kinds.items() if kind == b"Exif"), None)
    end = max(end for _, end in top.values())
    mdat = top.get(b"mdat")
    return HeifHeader(
        brand=data[8:12],
        width=width,
        height=height,
        bits=max((max(body[5:], default=8) for kind, body in properties if kind == b"pixi"), default=8),
        orientation=_TURNED[angle] if axis is None else _MIRRORED[angle, axis],
        turned=any(kind in {b"irot", b"imir"} for kind, _ in properties),
        profile=next((b[4:] for k, b in properties if k == b"colr" and b[:4] in {b"prof", b"rICC"}), None),
        cicp=next((_code_points(b) for k, b in properties if k == b"colr" and b[:4] == b"nclx"), None),
        exif=_exif(data, exif_item, meta.get(b"iloc")),
        pictures=sum(kind in {b"trak"} for kind in top) + (b"moov" in top) + 1,
        missing=max(end - len(data), 0),
        hole=mdat is not None and data.find(bytes(64), mdat[0], mdat[1]) >= 0,
    )


def _boxes(data: bytes, start: int, end: int, *, whole: bool = True) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, start, end of the content) of each box; with `whole`, one beyond `end` is an error."""
    at = start
    while at + 8 <= min(end, len(data)):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        size = size or end - at
        if size < head or (whole and at + size > end):
            raise BrokenBoxes("a box in it has an impossible length")
        yield kind, at + head, at + size
        at += size


def _items(data: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    head = 6 if data[start] == 0 else 8
    for number, (kind, at, _) in enumerate(_boxes(data, start + head, end)):
        if number > _ITEMS:
            raise BrokenBoxes("it has too many items")
        if kind == b"infe" and data[at] in {2, 3}:
            long = data[at] == 3
            yield (
                struct.unpack_from(">I" if long else ">H", data, at + 4)[0],
                data[at + 6 + 2 * long + 2 :][:4],
            )


def _properties(data: bytes, item: int, start: int, end: int) -> list[tuple[bytes, bytes]]:
    """Return the (kind, content) of the properties that the item is given, in their order."""
    inner = {kind: (s, e) for kind, s, e in _boxes(data, start, end)}
    stored = [(kind, data[s:e]) for kind, s, e in _boxes(data, *inner[b"ipco"])] if b"ipco" in inner else []
    if b"ipma" not in inner:
        return []
    at, _ = inner[b"ipma"]
    version, wide = data[at], data[at + 3] & 1
    (count,) = struct.unpack_from(">I", data, at + 4)
    at += 8
    for _ in range(min(count, _ITEMS)):
        (owner,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        number = data[at]
        at += 1
        indices = struct.unpack_from(f">{number}{'H' if wide else 'B'}", data, at)
        at += number * (2 if wide else 1)
        if owner == item:
            mask = 0x7FFF if wide else 0x7F
            return [stored[(i & mask) - 1] for i in indices if 0 < (i & mask) <= len(stored)]
    return []


def _code_points(body: bytes) -> tuple[int, int]:
    primaries, transfer = struct.unpack_from(">HH", body, 4)
    return primaries, transfer


def _exif(data: bytes, item: int | None, where: tuple[int, int] | None) -> bytes | None:
    """Return the Exif block; its item starts with the offset of the block inside it."""
    if item is None or where is None:
        return None
    for owner, offset, length in _locations(data, where[0]):
        if owner == item and length > 8 and offset + length <= len(data):
            skip = struct.unpack_from(">I", data, offset)[0]
            return data[offset + 4 + skip : offset + length]
    return None


def _locations(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield (item, offset, length) of the items that lie in the file in one piece."""
    version = data[at]
    sizes = struct.unpack_from(">H", data, at + 4)[0]
    offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = version == 2
    (count,) = struct.unpack_from(">I" if wide else ">H", data, at + 6)
    at += 10 if wide else 8

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(data[at - size : at], "big")

    for _ in range(min(count, _ITEMS)):
        item = number(4 if wide else 2)
        method = number(2) & 15 if version else 0
        at += 2
        base = number(base_size)
        extents = number(2)
        for _ in range(min(extents, _ITEMS)):
            at += index_size if version else 0
            offset, length = base + number(offset_size), number(length_size)
            if extents == 1 and method == 0:
                yield item, offset, length
