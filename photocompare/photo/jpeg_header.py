"""The markers of a JPEG, walked without decoding: size, scans, Exif, profile, quality, end."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Inside a scan FF00 is a data byte, FFD0 to FFD7 are restarts, and FFFF is fill: none of them ends it.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]", re.DOTALL)


class NoJpeg(ValueError):  # noqa: N818 - what it is
    """The markers break the format; the text says how."""


@dataclass(frozen=True, eq=False)
class JpegHeader:
    """What the markers of a JPEG say.

    Attributes:
        width, height, components, bits: of the frame.
        coding: the frame's marker: 0xC0 and 0xC1 sequential, 0xC2 progressive, others rare.
        scans: number of scans; the data of the first begin at `first_scan`.
        end: offset behind the end marker, or None where it is missing.
        exif, profile: the blocks as stored. `extended`: multi-picture (MPF) or gain-map markers are there.
        adobe: the color transform of the Adobe marker, or None.
        tables: quantization tables, 64 numbers each, in zigzag order.
        sampling: (horizontal, vertical) sampling factor of each component.
        zeros_are_data: a run of zero bytes can be real, as the shortest codes mean "no change".
        metadata_bytes: size of all application and comment segments.
    """

    width: int
    height: int
    components: int
    bits: int
    coding: int
    scans: int
    first_scan: int
    end: int | None
    exif: bytes | None
    profile: bytes | None
    extended: bool
    adobe: int | None
    tables: tuple[tuple[int, ...], ...]
    sampling: tuple[tuple[int, int], ...]
    zeros_are_data: bool
    metadata_bytes: int

    @property
    def progressive(self) -> bool:
        """Return whether the picture comes in scans that refine each other."""
        return self.coding == 0xC2

    @property
    def blocks(self) -> int:
        """Return how many 8 x 8 blocks the frame says there are, over all components."""
        widest, tallest = (max((s[i] for s in self.sampling), default=1) or 1 for i in (0, 1))
        shares = sum(h * v for h, v in self.sampling) / (widest * tallest)
        return int(self.width * self.height / 64 * shares)


def jpeg_header(data: bytes) -> JpegHeader:
    """Return what the markers say; raises NoJpeg where they break before the first scan."""
    segments, scans, end = _segments(data)
    frame = next(((marker, body) for marker, body in segments if marker in FRAMES), None)
    if frame is None or len(frame[1]) < 6:
        raise NoJpeg("it has no frame header")
    marker, body = frame
    bits, height, width, components = struct.unpack_from(">BHHB", body)
    sampling = tuple((v >> 4, v & 15) for v in body[7 : 6 + 3 * components : 3])
    return JpegHeader(
        width=width,
        height=height,
        components=components,
        bits=bits,
        coding=marker,
        scans=len(scans),
        first_scan=scans[0] if scans else len(data),
        end=end,
        exif=_first(segments, 0xE1, b"Exif\0\0"),
        profile=_profile(segments),
        extended=_extended(segments),
        adobe=next((b[11] for m, b in segments if m == 0xEE and b[:5] == b"Adobe" and len(b) > 11), None),
        tables=tuple(table for m, b in segments if m == 0xDB for table in _tables(b)),
        sampling=sampling,
        zeros_are_data=all(first == 0 for m, b in segments if m == 0xC4 for first in _shortest(b)),
        metadata_bytes=sum(len(b) for m, b in segments if 0xE0 <= m <= 0xEF or m == 0xFE),
    )


def _segments(data: bytes) -> tuple[list[tuple[int, bytes]], list[int], int | None]:
    """Return the (marker, content) segments, the offsets of the scans' data, and where the picture ends."""
    segments: list[tuple[int, bytes]] = []
    scans: list[int] = []
    at = 2
    while (found := _MARKER.search(data, at)) is not None:
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            return segments, scans, at
        if at + 2 > len(data):
            break
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2:
            raise NoJpeg("a marker has an impossible length")
        segments.append((marker, data[at + 2 : at + length]))
        at += length
        if marker == 0xDA:
            scans.append(at)
    return segments, scans, None


def _first(segments: list[tuple[int, bytes]], marker: int, prefix: bytes) -> bytes | None:
    return next((b[len(prefix) :] for m, b in segments if m == marker and b.startswith(prefix)), None)


def _profile(segments: list[tuple[int, bytes]]) -> bytes | None:
    """Return the ICC profile put together from its numbered parts; b"" where a part is missing."""
    mark = b"ICC_PROFILE\0"
    parts = [
        b[len(mark) :] for m, b in segments if m == 0xE2 and b.startswith(mark) and len(b) > len(mark) + 2
    ]
    if not parts:
        return None
    numbered = {part[0]: part[2:] for part in parts}
    complete = sorted(numbered) == list(range(1, parts[0][1] + 1))
    return b"".join(numbered[n] for n in sorted(numbered)) if complete else b""


def _extended(segments: list[tuple[int, bytes]]) -> bool:
    multi = any(m == 0xE2 and b[:4] in {b"MPF\0", b"urn:"} for m, b in segments)
    return multi or any(m == 0xE1 and (b"hdrgm:Version" in b or b"HDRGainMap" in b) for m, b in segments)


def _tables(body: bytes) -> list[tuple[int, ...]]:
    tables, at = [], 0
    while at < len(body):
        wide = body[at] >> 4
        size = 128 if wide else 64
        if at + 1 + size > len(body):
            break
        tables.append(struct.unpack_from(">64H" if wide else "64B", body, at + 1))
        at += 1 + size
    return tables


def _shortest(body: bytes) -> list[int]:
    """Return the first, all-zero code's symbol of each AC table in a Huffman segment."""
    symbols, at = [], 0
    while at + 17 < len(body):
        if body[at] >> 4 == 1:
            symbols.append(body[at + 17])
        at += 17 + sum(body[at + 1 : at + 17])
    return symbols
