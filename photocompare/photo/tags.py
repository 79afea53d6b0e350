"""A bounded reader of TIFF directories: TIFF pictures and Exif blocks hold the same kind."""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass

Value = tuple[float, ...] | bytes

_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_CODES = {3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q"}
_BYTES = {1, 2, 7}
ENTRIES = 4096
VALUES = 2_000_000


class Damaged(ValueError):  # noqa: N818 - what it is
    """The block breaks its own format."""


@dataclass(frozen=True, eq=False)
class Block:
    """A TIFF-structured block of bytes: its byte order, whether it is a BigTIFF, its first directory."""

    data: bytes
    order: str
    big: bool
    first: int

    @staticmethod
    def of(data: bytes) -> Block:
        """Return the block; raises Damaged where the eight-byte header is not one."""
        order = {b"II": "<", b"MM": ">"}.get(data[:2])
        if order is None or len(data) < 8:
            raise Damaged("no byte order")
        (magic,) = struct.unpack_from(order + "H", data, 2)
        if magic == 42:
            return Block(data, order, False, *struct.unpack_from(order + "I", data, 4))
        if magic == 43 and len(data) >= 16 and struct.unpack_from(order + "HH", data, 4) == (8, 0):
            return Block(data, order, True, *struct.unpack_from(order + "Q", data, 8))
        raise Damaged("no TIFF number")


@dataclass(frozen=True, eq=False)
class Directory:
    """The wanted tags of one directory, the offset of the next one, and how many tags were unreadable."""

    tags: Mapping[int, Value]
    next: int
    damaged: int = 0

    def number(self, tag: int) -> float | None:
        """Return the first number of a tag, or None."""
        value = self.tags.get(tag)
        return value[0] if value and not (isinstance(value, bytes) and len(value) > 1) else None

    def numbers(self, tag: int) -> tuple[float, ...]:
        """Return all numbers of a tag; empty where it is absent."""
        return tuple(self.tags.get(tag, ()))

    def raw(self, tag: int) -> bytes:
        """Return the bytes of a tag; empty where it is absent or holds numbers."""
        value = self.tags.get(tag, b"")
        return value if isinstance(value, bytes) else b""


def read_directory(block: Block, offset: int, wanted: Collection[int], *, values: int = VALUES) -> Directory:
    """Return the wanted tags of the directory at `offset`; a tag that breaks the format is counted, not read.

    Raises:
        Damaged: the directory itself lies outside the block or is absurdly long.
    """
    if offset > len(block.data):
        raise Damaged("directory outside the block")
    entry, count_code = (20, "Q") if block.big else (12, "H")
    try:
        (count,) = struct.unpack_from(block.order + count_code, block.data, offset)
        start = offset + struct.calcsize(count_code)
        if count > ENTRIES or start + count * entry > len(block.data):
            raise Damaged("directory outside the block")
        tags: dict[int, Value] = {}
        damaged = 0
        for at in range(start, start + count * entry, entry):
            (tag,) = struct.unpack_from(block.order + "H", block.data, at)
            if tag in wanted and tag not in tags:
                value = _value(block, at, values)
                damaged += value is None
                if value is not None:
                    tags[tag] = value
        end = start + count * entry
        room = len(block.data) >= end + (8 if block.big else 4)
        following = (
            struct.unpack_from(block.order + ("Q" if block.big else "I"), block.data, end)[0] if room else 0
        )
    except struct.error:
        raise Damaged("directory outside the block") from None
    return Directory(tags, following, damaged)


def _value(block: Block, at: int, most: int) -> Value | None:
    kind, count = struct.unpack_from(block.order + ("HQ" if block.big else "HI"), block.data, at + 2)
    inline, here = (8, at + 12) if block.big else (4, at + 8)
    size = _SIZES.get(kind, 0) * count
    if not size or count > most:
        return None
    where = here
    if size > inline:
        (where,) = struct.unpack_from(block.order + ("Q" if block.big else "I"), block.data, here)
    if where + size > len(block.data):
        return None
    if kind in _BYTES:
        return block.data[where : where + size]
    if kind in {5, 10}:
        parts = struct.unpack_from(f"{block.order}{2 * count}{'I' if kind == 5 else 'i'}", block.data, where)
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(top / bottom if bottom else float("nan") for top, bottom in pairs)
    return struct.unpack_from(f"{block.order}{count}{_CODES[kind]}", block.data, where)
