"""WebP: chunks walked under limits, decoded from memory."""

from __future__ import annotations

import struct

from photocompare.errors import Finding
from photocompare.photo.decoded import Decoded, check_size, damaged, oversized, trailing
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid

_METADATA = (b"EXIF", b"XMP ", b"ICCP")


def decode_webp(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the first picture of a WebP; raises Problem E107 damaged, E108, E110 size."""
    end = 8 + struct.unpack_from("<I", data, 4)[0]
    if end > len(data):
        share = 100 * (end - len(data)) / end
        raise damaged(name, f"It ends too early: {share:.0f} % of the file is missing")
    chunks = _chunks(data[:end], name)
    width, height = _size(chunks, name)
    check_size(width, height, name, limits)
    rgb, valid = rgb_and_valid(decode_unchanged(data, name, (height, width)))
    findings = [Finding("W111", name)] if b"ANIM" in chunks else []
    findings += oversized(sum(len(chunks.get(kind, b"")) for kind in _METADATA), name, limits)
    return Decoded(
        pixels=rgb,
        format="WebP",
        valid=valid,
        profile=chunks.get(b"ICCP"),
        exif=chunks.get(b"EXIF"),
        findings=(*findings, *trailing(data, end, name)),
    )


def _chunks(data: bytes, name: str) -> dict[bytes, bytes]:
    chunks: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise damaged(name, "A part of it is cut off")
        # Of the picture data only the head is looked at here.
        kept = 16 if kind in {b"VP8 ", b"VP8L", b"ANMF"} else length
        chunks.setdefault(kind, data[at + 8 : at + 8 + min(kept, length)])
        at += 8 + length + length % 2
    return chunks


def _size(chunks: dict[bytes, bytes], name: str) -> tuple[int, int]:
    try:
        if b"VP8X" in chunks:
            head = chunks[b"VP8X"]
            return 1 + int.from_bytes(head[4:7], "little"), 1 + int.from_bytes(head[7:10], "little")
        if b"VP8L" in chunks:
            (word,) = struct.unpack_from("<I", chunks[b"VP8L"], 1)
            return 1 + (word & 0x3FFF), 1 + (word >> 14 & 0x3FFF)
        width, height = struct.unpack_from("<HH", chunks[b"VP8 "], 6)
    except (KeyError, struct.error):
        raise damaged(name, "Its header is broken") from None
    return width & 0x3FFF, height & 0x3FFF
