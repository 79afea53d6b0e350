"""The Photo: decoded pixels as the file holds them, and how they become linear light."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Finding
from photocompare.photo.fine import SKIN_FACTOR, FineColor, fine_light

_STRIP = 64
T = TypeVar("T")


class Box(NamedTuple):
    """A pixel rectangle: rows `top:bottom`, columns `left:right`."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """Return (height, width) in pixels."""
        return self.bottom - self.top, self.right - self.left

    @property
    def slices(self) -> tuple[slice, slice]:
        """Return the (row, column) slices that cut the box out of an H x W array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, margin: int, shape: tuple[int, int]) -> Box:
        """Return the box with `margin` pixels more on each side, cut to a picture of `shape`."""
        height, width = shape
        return Box(
            max(self.top - margin, 0),
            min(self.bottom + margin, height),
            max(self.left - margin, 0),
            min(self.right + margin, width),
        )


@dataclass(frozen=True, eq=False)
class Transfer:
    """How stored values become linear-light sRGB (D65): a curve per channel, then a matrix.

    `curve` is float32 of shape (256,), (65536,), (256, 3) or (65536, 3), indexed by the stored value,
    or None for pixels that are linear already; `matrix` is 3x3 (rows = linear sRGB), None for sRGB primaries.
    """

    curve: NDArray[np.float32] | None
    matrix: NDArray[np.float64] | None = None
    name: str = "sRGB"

    def linear(self, pixels: NDArray[np.generic]) -> NDArray[np.float32]:
        """Return H x W x 3 linear-light sRGB float32, 1.0 = white; out-of-gamut values stay negative."""
        if self.matrix is None:
            return pixels.astype(np.float32) if self.curve is None else _looked_up(pixels, self.curve)
        light = np.empty(pixels.shape, np.float32)
        matrix = self.matrix.astype(np.float32)
        # In strips that fit the cache: a whole-frame step in between doubles time and memory.
        for top in range(0, len(pixels), _STRIP):
            rows = pixels[top : top + _STRIP]
            stored = rows.astype(np.float32) if self.curve is None else _looked_up(rows, self.curve)
            cv2.transform(stored, matrix, dst=light[top : top + _STRIP])
        return light

    def finely(self, photo: Photo, box: Box, factor: int = SKIN_FACTOR) -> NDArray[np.float32]:
        """Return `linear` of the photo's `box`, of a JPEG from color `factor` times finer than its steps.

        For what is averaged over an area: a flat surface's color is rounded alike all over by the decoder.
        """
        pixels = photo.pixels[box.slices]
        if photo.color is None or self.curve is None or photo.pixels.dtype != np.uint8:
            return self.linear(pixels)
        light = fine_light(photo.color, np.ascontiguousarray(pixels), box.slices, self.curve, factor)
        return light if self.matrix is None else np.asarray(cv2.transform(light, self.matrix.astype("f4")))

    def finely_rows(self, photo: Photo, rows: NDArray[np.intp], columns: slice) -> NDArray[np.float32]:
        """Return `finely` of some of the photo's rows, one below the other."""
        pixels = np.ascontiguousarray(photo.pixels[rows, columns])
        if photo.color is None or self.curve is None or photo.pixels.dtype != np.uint8:
            return self.linear(pixels)
        light = fine_light(photo.color, pixels, (rows, columns), self.curve, SKIN_FACTOR)
        return light if self.matrix is None else np.asarray(cv2.transform(light, self.matrix.astype("f4")))

    def finely_at(self, photo: Photo, y: NDArray[np.intp], x: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return `finely` of single pixels in rows y and columns x (N): N x 3."""
        pixels = photo.pixels[y, x][None]
        if photo.color is None or self.curve is None or photo.pixels.dtype != np.uint8:
            return np.asarray(self.linear(pixels)[0], dtype=np.float32)
        places = y[None], x[None]
        light = fine_light(photo.color, np.ascontiguousarray(pixels), places, self.curve, SKIN_FACTOR)
        if self.matrix is not None:
            light = np.asarray(cv2.transform(light, self.matrix.astype("f4")), dtype=np.float32)
        return np.asarray(light[0], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Metadata:
    """What a photo says of its capture and coding; never owner, place, serial numbers or comments.

    `capture_time` has a zone only where the camera gives one; `rendering` is `HDR`, `portrait`, `panorama`
    or `custom` where the camera did more than develop; `jpeg_quality` is 1..100 on the scale of the
    Independent JPEG Group; `chroma_subsampling` is `4:4:4`, `4:2:0`...
    """

    capture_time: datetime | None = None
    camera: str = ""
    lens: str = ""
    exposure_s: float | None = None
    f_number: float | None = None
    iso: float | None = None
    focal_length_mm: float | None = None
    flash: bool | None = None
    white_balance: str = ""
    software: str = ""
    rendering: str = ""
    bit_depth: int = 8
    jpeg_quality: int | None = None
    chroma_subsampling: str = ""


@dataclass(frozen=True, eq=False)
class Photo:
    """One photograph, upright, exactly as stored; linear light on demand.

    Attributes:
        pixels: H x W x 3, RGB, read-only; uint8 or uint16 as stored, or float32 linear light.
        transfer: how `pixels` become linear sRGB.
        name: display name, without folders.
        sha256: hash of the file's bytes, hex.
        valid: H x W bool, False where there is no picture (transparent), or None where all is.
        format: `JPEG`, `PNG`, `TIFF`...
        findings: doubts about this photo (assumed profile, transparency...).
        color: of a JPEG, its color finer than `pixels` hold it.
    """

    pixels: NDArray[np.generic]
    transfer: Transfer
    name: str
    sha256: str
    valid: NDArray[np.bool_] | None = None
    format: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    findings: tuple[Finding, ...] = ()
    color: FineColor | None = None
    _kept: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, compute: Callable[[Photo], T]) -> T:
        """Return `compute(self)`, computed once and kept: the pairs of a series share their baseline's."""
        if compute not in self._kept:
            self._kept[compute] = compute(self)
        kept: T = self._kept[compute]
        return kept

    @property
    def shape(self) -> tuple[int, int]:
        """Return (height, width) in pixels."""
        return int(self.pixels.shape[0]), int(self.pixels.shape[1])

    @cached_property
    def pixels_sha256(self) -> str:
        """Return the hash of the upright pixels, hex: equal for the same picture saved again without loss."""
        digest = hashlib.sha256(f"{self.pixels.shape} {self.pixels.dtype}".encode())
        digest.update(np.ascontiguousarray(self.pixels).data)
        return digest.hexdigest()

    @property
    def box(self) -> Box:
        """Return the box of the whole picture."""
        return Box(0, self.shape[0], 0, self.shape[1])

    def linear(self, box: Box | None = None) -> NDArray[np.float32]:
        """Return H x W x 3 linear-light sRGB float32 of the whole picture or of `box`."""
        return self.transfer.linear(self.pixels if box is None else self.pixels[box.slices])

    def finely(self, box: Box | None = None, factor: int = SKIN_FACTOR) -> NDArray[np.float32]:
        """Return `linear`, of a JPEG finer than the whole steps its decoder rounds color to."""
        return self.transfer.finely(self, box or self.box, factor)

    def finely_at(self, y: NDArray[np.intp], x: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return `finely` of single pixels, N x 3, in rows y and columns x (N)."""
        return self.transfer.finely_at(self, y, x)

    def clipped(self, box: Box | None = None) -> NDArray[np.bool_]:
        """Return H x W bool, True where a channel holds its lowest or highest possible value."""
        pixels = self.pixels if box is None else self.pixels[box.slices]
        if not pixels.size or np.issubdtype(pixels.dtype, np.floating):
            clipped: NDArray[np.bool_] = ((pixels <= 0.0) | (pixels >= 1.0)).any(axis=2)  # type: ignore[operator]
            return clipped
        high = int(np.iinfo(pixels.dtype).max)  # type: ignore[type-var]
        # 20 times as fast as numpy's any over three channels.
        between = cv2.inRange(np.ascontiguousarray(pixels), (1, 1, 1), (high - 1,) * 3)
        return np.asarray(between == 0)


def same_picture(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    """Return whether two photos' pixels are equal; others are told apart by their middle row."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    middle = len(one) // 2
    return np.array_equal(one[middle], other[middle]) and np.array_equal(one, other)


def _looked_up(pixels: NDArray[np.generic], curve: NDArray[np.float32]) -> NDArray[np.float32]:
    # cv2.LUT takes 16-bit pixels since OpenCV 5 and is 10 times as fast as numpy.take.
    lut = np.ascontiguousarray(curve.reshape(len(curve), 1, -1))
    return np.asarray(cv2.LUT(np.ascontiguousarray(pixels), lut), dtype=np.float32)
