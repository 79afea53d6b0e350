"""The scene of all fixtures, and makers of it in every format; nothing here comes from a photograph."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tifffile
from PIL import Image

Array = np.ndarray[Any, Any]


def scene() -> Array:
    """Return the smooth 96 x 128 skin patch with two marked corners, float on the scale 0..255."""
    y, x = np.mgrid[0:96, 0:128]
    skin = np.stack(
        [200 + 10 * np.sin(x / 20), 150 + 12 * np.cos(y / 15), 130 + 8 * np.sin((x + y) / 25)], axis=-1
    )
    skin[:24, :32] = 230, 60, 50
    skin[:24, 96:] = 120, 150, 200
    return skin


SCENE = np.round(scene()).astype(np.uint8)
SCENE16 = np.round(scene() * 257).astype(np.uint16)
GRAY = np.ascontiguousarray(SCENE[..., 1])


def grainy() -> Array:
    """Return the scene at 240 x 320 with grain, so that its JPEG has bytes to lose everywhere."""
    large = cv2.resize(SCENE, (320, 240)).astype(float)
    return np.clip(large + np.random.default_rng(3).normal(0, 6, large.shape), 0, 255).astype(np.uint8)


GRAINY = grainy()


def pillow(pixels: Array, format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format, **options)
    return file.getvalue()


def jpeg(pixels: Array = GRAINY, **options: Any) -> bytes:
    return pillow(pixels, "JPEG", **{"quality": 95, "subsampling": 0, **options})


def png(pixels: Array = SCENE, **options: Any) -> bytes:
    return pillow(pixels, "PNG", **options)


def png16(pixels: Array = SCENE16) -> bytes:
    return cv2.imencode(".png", pixels[..., ::-1])[1].tobytes()


def webp(pixels: Array = SCENE, **options: Any) -> bytes:
    return pillow(pixels, "WEBP", **{"lossless": True, "exact": True, **options})


def avif(**options: Any) -> bytes:
    return pillow(SCENE, "AVIF", quality=100, subsampling="4:4:4", **options)


def deep_avif(bits: int) -> bytes:
    stored = np.ascontiguousarray((SCENE if bits == 8 else SCENE16 >> (16 - bits))[..., ::-1])
    return cv2.imencode(".avif", stored, [cv2.IMWRITE_AVIF_DEPTH, bits, cv2.IMWRITE_AVIF_QUALITY, 100])[
        1
    ].tobytes()


def with_segments(data: bytes, count: int) -> bytes:
    """Return a JPEG with so many segments of 65 kB of extended XMP."""
    name = b"http://ns.adobe.com/xmp/extension/\0"
    segment = b"\xff\xe1" + struct.pack(">H", 65002) + name.ljust(65000, b"x")
    return data[:2] + segment * count + data[2:]


def tiff(pixels: Array = SCENE, **options: Any) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, pixels, **{"photometric": "rgb", "metadata": None, **options})
    return file.getvalue()


def lzw() -> bytes:
    """Return the scene as a 16-bit TIFF with LZW and predictor."""
    options = [cv2.IMWRITE_TIFF_COMPRESSION, 5, cv2.IMWRITE_TIFF_PREDICTOR, 2]
    return cv2.imencode(".tiff", SCENE16[..., ::-1], options)[1].tobytes()


def exif(orientation: int | None = None, **tags: Any) -> bytes:
    """Return an Exif block: the orientation, and tags `t010f="maker"` (main) or `e9003="..."` (capture)."""
    block = Image.Exif()
    if orientation is not None:
        block[0x0112] = orientation
    capture = block.get_ifd(0x8769)
    for tag, value in tags.items():
        (block if tag[0] == "t" else capture)[int(tag[1:], 16)] = value
    return block.tobytes()


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, body) of a PNG's chunks."""
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(data: bytes, kind: bytes, body: bytes) -> bytes:
    """Return a PNG with one more chunk behind its header."""
    return data[:33] + chunk(kind, body) + data[33:]


def png_header(width: int, height: int, depth: int = 8, kind: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)


def jpeg_resized(data: bytes, width: int, height: int) -> bytes:
    """Return a JPEG whose header lies about its size."""
    at = next(i for i in range(2, len(data)) if data[i] == 0xFF and data[i + 1] in {0xC0, 0xC2})
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def app(data: bytes, marker: int, body: bytes) -> bytes:
    """Return a JPEG with one more application segment in front."""
    return data[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + data[2:]


def flipped(data: bytes, share: float, bit: int = 1) -> bytes:
    """Return the bytes with one bit flipped at that share of the length."""
    at = int(len(data) * share)
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def zero_tail(data: bytes, share: float = 0.5) -> bytes:
    keep = int(len(data) * share)
    return data[:keep] + bytes(len(data) - keep)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
