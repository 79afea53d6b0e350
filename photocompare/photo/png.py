"""PNG: every checksum is checked before the decoder runs; 16 bit stays 16 bit."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.decoded import Decoded, check_size, damaged
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid

_WANTED = {b"IHDR", b"iCCP", b"eXIf", b"sRGB", b"tRNS", b"acTL"}


@dataclass(frozen=True, eq=False)
class _Chunks:
    bodies: dict[bytes, bytes]
    end: int


def decode_png(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the picture of a PNG.

    Raises:
        Problem: E107 cut or a checksum does not fit, E108, E110 size, E203 broken profile.
    """
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise damaged(name, "It has no header")
    width, height = struct.unpack_from(">II", data, 16)
    kind = data[25]
    check_size(width, height, name, limits)
    chunks = _chunks(data, name)
    pixels = decode_unchanged(data, name, (height, width))
    rgb, valid = rgb_and_valid(pixels)
    expected = np.uint16 if data[24] == 16 else np.uint8
    if rgb.dtype != expected:
        raise damaged(name, "The decoder changed its depth")
    return Decoded(
        pixels=rgb,
        format="PNG",
        valid=valid,
        gray=kind in {0, 4},
        profile=_profile(chunks.bodies.get(b"iCCP"), name, limits),
        exif=chunks.bodies.get(b"eXIf"),
        findings=_findings(data, name, chunks),
    )


def _findings(data: bytes, name: str, chunks: _Chunks) -> tuple[Finding, ...]:
    return ()


def _chunks(data: bytes, name: str) -> _Chunks:
    bodies: dict[bytes, bytes] = {}
    at = 8
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        view = memoryview(data)[at + 4 : end - 4]
        if zlib.crc32(view) != struct.unpack_from(">I", data, end - 4)[0]:
            raise damaged(name, "A checksum inside it does not fit: bytes were changed after it was written")
        if kind in _WANTED and kind not in bodies:
            bodies[kind] = bytes(view[4:])
        at = end
        if kind == b"IEND":
            return _Chunks(bodies, at)
    missing = max(at + 12 + length - len(data), 1) if at + 12 <= len(data) else 12
    raise damaged(name, f"It ends too early: at least {missing} bytes are missing")


def _profile(body: bytes | None, name: str, limits: Limits) -> bytes | None:
    if body is None:
        return None
    packed = body.partition(b"\0")[2][1:]
    unpack = zlib.decompressobj()
    try:
        profile = unpack.decompress(packed, limits.metadata_bytes)
    except zlib.error:
        raise Problem("E203", name) from None
    return profile if unpack.eof else b""
