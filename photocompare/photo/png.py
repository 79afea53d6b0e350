"""PNG: every checksum is checked first, the decoder sees the picture chunks only, 16 bit stays."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np

from photocompare.errors import Finding, Problem
from photocompare.photo.cicp import transfer_of_code_points, transfer_of_gamma
from photocompare.photo.colorspace import srgb_transfer
from photocompare.photo.decoded import Decoded, check_size, damaged, oversized, trailing
from photocompare.photo.icc import BadProfile
from photocompare.photo.limits import Limits
from photocompare.photo.opencv import decode_unchanged, rgb_and_valid
from photocompare.photo.photo import Transfer

_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_WANTED = {b"iCCP", b"eXIf", b"sRGB", b"cICP", b"gAMA", b"cHRM", b"acTL"}


@dataclass(frozen=True, eq=False)
class _Chunks:
    """The wanted chunks by kind, a PNG of the picture alone, where it ends, and the bytes of the rest."""

    bodies: dict[bytes, bytes]
    picture: bytes
    end: int
    metadata_bytes: int


def decode_png(data: bytes, name: str, limits: Limits) -> Decoded:
    """Return the picture of a PNG.

    Raises:
        Problem: E107 cut or a checksum does not fit, E108, E110 size, E203 broken profile.
    """
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise damaged(name, "It has no header")
    width, height, depth, kind = struct.unpack_from(">IIBB", data, 16)
    check_size(width, height, name, limits)
    chunks = _chunks(data, name)
    rgb, valid = rgb_and_valid(decode_unchanged(chunks.picture, name, (height, width)))
    if rgb.dtype != (np.uint16 if depth == 16 else np.uint8):
        raise damaged(name, "The decoder changed its depth")
    profile = _profile(chunks.bodies.get(b"iCCP"), name, limits)
    exif = chunks.bodies.get(b"eXIf")
    return Decoded(
        pixels=rgb,
        format="PNG",
        valid=valid,
        gray=kind in {0, 4},
        profile=profile,
        color=_color(chunks.bodies, 65536 if depth == 16 else 256, name, profiled=profile is not None),
        exif=exif if exif and len(exif) <= limits.metadata_bytes else None,
        facts={"bit_depth": 16 if depth == 16 else 8},
        findings=_findings(data, name, chunks, limits),
    )


def _findings(data: bytes, name: str, chunks: _Chunks, limits: Limits) -> tuple[Finding, ...]:
    findings = (
        [Finding("W111", name, "It is an animation; its still picture is used")]
        if b"acTL" in chunks.bodies
        else []
    )
    return (*findings, *oversized(chunks.metadata_bytes, name, limits), *trailing(data, chunks.end, name))


def _chunks(data: bytes, name: str) -> _Chunks:
    bodies: dict[bytes, bytes] = {}
    picture = [memoryview(data)[:8]]
    at, metadata_bytes = 8, 0
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        chunk = memoryview(data)[at:end]
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise damaged(name, "A checksum inside it does not fit: bytes were changed after it was written")
        if kind in _PICTURE:
            picture.append(chunk)
        else:
            metadata_bytes += length
        if kind in _WANTED:
            bodies.setdefault(kind, bytes(chunk[8:-4]))
        at = end
        if kind == b"IEND":
            # Text chunks can unpack to any size and the decoder would: it gets the picture alone.
            return _Chunks(bodies, b"".join(picture), at, metadata_bytes)
    missing = at + 12 + length - len(data) if at + 12 <= len(data) else 12
    share = 100 * missing / (len(data) + missing)
    raise damaged(name, f"It ends too early: at least {share:.1f} % of the file is missing")


def _color(bodies: dict[bytes, bytes], levels: int, name: str, *, profiled: bool) -> Transfer | None:
    """Return the Transfer by the chunk that goes first: cICP, then a profile (None), sRGB, gAMA with cHRM."""
    try:
        if len(bodies.get(b"cICP", b"")) == 4:
            return transfer_of_code_points(bodies[b"cICP"][0], bodies[b"cICP"][1], levels)
        if profiled:
            return None
        if b"sRGB" in bodies:
            return srgb_transfer(levels)
        if len(bodies.get(b"gAMA", b"")) == 4:
            gamma = int.from_bytes(bodies[b"gAMA"], "big") / 1e5
            return transfer_of_gamma(gamma, _primaries(bodies.get(b"cHRM", b"")), levels)
    except BadProfile as error:
        raise Problem("E203", name, f"Its color cannot be used: {error}") from None
    return None


def _primaries(body: bytes) -> tuple[float, ...] | None:
    if len(body) != 32:
        return None
    values = tuple(value / 1e5 for value in struct.unpack(">8I", body))
    if max(abs(values[0] - 0.3127), abs(values[1] - 0.3290)) > 0.002:
        raise BadProfile("its white is not daylight D65")
    return values[2:]


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
