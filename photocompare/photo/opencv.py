"""OpenCV as a decoder of bytes in memory: never of paths, never turning or converting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo.decoded import Pixels, damaged, three_channels


def decode_unchanged(data: bytes, name: str, shape: tuple[int, int]) -> Pixels:
    """Return H x W (x C, BGR order) as stored; E107 where the decoder refuses or the shape differs."""
    with _quiet():
        try:
            pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
        except cv2.error:
            pixels = None
    if pixels is None:
        np.empty((*shape, 4), np.uint16)  # OpenCV tells no memory like no picture; this raises MemoryError
        raise damaged(name, "Its picture data are corrupt")
    if pixels.shape[:2] != shape:
        raise damaged(name, "Its header gives another size than its data")
    return np.asarray(pixels)


def rgb_and_valid(pixels: Pixels) -> tuple[Pixels, NDArray[np.bool_] | None]:
    """Return H x W x 3 RGB and, where a pixel is not fully opaque, H x W bool False there (else None)."""
    if pixels.ndim == 2:
        return three_channels(pixels), None
    code = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGB
    rgb = np.asarray(cv2.cvtColor(pixels, code))
    if pixels.shape[2] == 3:
        return rgb, None
    alpha = pixels[..., 3]
    opaque = np.iinfo(alpha.dtype).max if alpha.dtype.kind == "u" else 1.0
    valid: NDArray[np.bool_] = alpha >= opaque
    return rgb, None if valid.all() else valid


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep OpenCV's own lines off stderr; the refusal is told once, in our words."""
    level = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(level)
