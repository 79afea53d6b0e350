"""The markers of a JPEG, walked without decoding: size, scans, Exif, profile, quality, end."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class NoJpeg(ValueError):  # noqa: N818 - what it is
    """The markers break the format; the text says how."""


@dataclass(frozen=True, eq=False)
class JpegHeader:
    """What the markers of a JPEG say.

    Attributes:
        width, height, components, bits: of the frame; `progressive` whether it comes in scans.
        scans: number of scans. `end`: offset behind the end marker, or None where it is missing.
        exif, profile: the blocks as stored. `extended`: multi-picture (MPF) or gain-map markers are there.
        adobe: the color transform of the Adobe marker, or None.
        tables: quantization tables, 64 numbers each, in zigzag order.
        sampling: (horizontal, vertical) sampling factor of each component.
    """

    width: int
    height: int
    components: int
    bits: int
    progressive: bool
    scans: int
    end: int | None
    exif: bytes | None
    profile: bytes | None
    extended: bool
    adobe: int | None
    tables: tuple[tuple[int, ...], ...]
    sampling: tuple[tuple[int, int], ...]


def jpeg_header(data: bytes) -> JpegHeader:
    """Return what the markers say; raises NoJpeg where they break before the first scan."""
    segments, scans, end = _segments(data)
    frame = next(((marker, body) for marker, body in segments if marker in _FRAMES), None)
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
        progressive=marker in {0xC2, 0xC6, 0xCA, 0xCE},
        scans=scans,
        end=end,
        exif=_first(segments, 0xE1, b"Exif\0\0"),
        profile=_profile(segments),
        extended=_extended(segments),
        adobe=next((b[11] for m, b in segments if m == 0xEE and b[:5] == b"Adobe" and len(b) > 11), None),
        tables=tuple(table for m, b in segments if m == 0xDB for table in _tables(b)),
        sampling=sampling,
    )


def _segments(data: bytes) -> tuple[list[tuple[int, bytes]], int, int | None]:
    segments: list[tuple[int, bytes]] = []
    scans, at = 0, 2
    while True:
        at = data.find(b"\xff", at)
        while 0 <= at < len(data) - 1 and data[at + 1] in {0xFF, 0x00}:
            # Inside a scan FF00 is a data byte and FFFF is fill.
            at = at + 1 if data[at + 1] == 0xFF else data.find(b"\xff", at + 2)
        if at < 0 or at >= len(data) - 1:
            return segments, scans, None
        marker = data[at + 1]
        if marker == 0xD9:
            return segments, scans, at + 2
        if marker in _ALONE:
            at += 2
            continue
        if at + 4 > len(data):
            return segments, scans, None
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2:
            raise NoJpeg("a marker has an impossible length")
        segments.append((marker, data[at + 4 : at + 2 + length]))
        scans += marker == 0xDA
        at += 2 + length


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
