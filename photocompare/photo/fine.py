"""The color of a JPEG finer than whole steps: decoders round the two color differences, the file does not."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from simplejpeg import decode_jpeg  # type: ignore[attr-defined, unused-ignore]

from photocompare.photo.jpeg_header import FRAMES
from photocompare.photo.orientation import upright

SKIN_FACTOR = 3
"""How much finer. Color differences beyond 127 / 3 steps, stronger than those of skin, keep whole steps."""
GRAY_FACTOR = 8
"""For gray surfaces, whose colors stay within 16 steps even under a strong cast."""
_RGB = np.array([[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]], np.float32)
_AT_ONCE = 1 << 15
Places = tuple[slice | NDArray[np.intp], slice | NDArray[np.intp]]
_NEAR = 1.6
_ADOBE_RGB = b"\xff\xee\x00\x0eAdobe\x00\x64" + bytes(5)


@dataclass(frozen=True, eq=False)
class FineColor:
    """The file of a JPEG, from which its color differences are decoded once more when first asked for.

    The trick: a decoder multiplies what is stored by a table in the file. With three times the table it
    gives three times the difference from gray, rounded to whole steps: thirds of a step.

    Attributes:
        file: the bytes, decoded without a fault before.
        orientation: Exif's 1..8, by which the pixels were turned upright.
    """

    file: bytes
    orientation: int = 1
    _kept: dict[int, NDArray[np.uint8] | None] = field(default_factory=dict, repr=False)
    _tables: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = field(default_factory=list, repr=False)

    def planes(self, factor: int) -> NDArray[np.uint8] | None:
        """Return H x W x 3 uint8, brightness and 128 + `factor` times blue and red less it (Cb, Cr), upright.

        None where the file stores no such differences. Decoded once and kept.
        """
        if factor not in self._kept:
            finer = _with_coarser_tables(self.file, factor)
            planes = None if finer is None else _decoded_planes(finer)
            self._kept[factor] = None if planes is None else upright(planes, self.orientation)
        return self._kept[factor]

    @property
    def mean_steps(self) -> tuple[float, float] | None:
        """Return how coarsely the file holds the mean of a block of 8 x 8: brightness, color, in steps."""
        found = _frame_and_tables(self.file)
        if found is None:
            return None
        frame, _, tables = found
        luma, blue, red = (tables.get(self.file[frame + 8 + 3 * index], (8,))[0] for index in range(3))
        return luma / 8, max(blue, red) / 8

    def table(self, curve: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the 65536 x 1 (x 3) table of `curve`, 256 (x 3) values, read in between; made once."""
        for known, made in self._tables:
            if known is curve:
                return made
        places = np.linspace(0, 255, 1 << 16)
        channels = curve.reshape(256, -1).T
        values = np.stack([np.interp(places, np.arange(256), channel) for channel in channels], axis=-1)
        lut = np.ascontiguousarray(values[:, None], dtype=np.float32)
        self._tables.append((curve, lut))
        return lut


def fine_light(
    color: FineColor, pixels: NDArray[np.uint8], places: Places, curve: NDArray[np.float32], factor: int
) -> NDArray[np.float32]:
    """Return H x W x 3 light of decoded `pixels` by `curve`, 256 (x 3) values, read in between.

    `places` is where on the photo they are, as numpy indexes: slices, rows and a slice, or H x W of both.
    """
    lut = color.table(curve)
    planes = color.planes(factor)
    fine = None if planes is None else planes[places]
    light = np.empty(pixels.shape, np.float32)
    rows = max(1, _AT_ONCE // max(1, pixels.shape[1]))
    # One room for all strips: memory asked for anew costs more than the arithmetic.
    room = np.empty((3, min(rows, len(pixels)), *pixels.shape[1:]), np.float32)
    indices = np.empty(room.shape[1:], np.uint16)
    for top in range(0, len(pixels), rows):
        part = slice(top, top + rows)
        whole = pixels[part]
        steps, index = room[0, : len(whole)], indices[: len(whole)]
        np.copyto(steps, whole)
        if fine is not None:
            _put_finer(steps, fine[part], factor, room[1:, : len(whole)])
        steps *= 257
        steps += 0.5
        np.copyto(index, np.clip(steps, 0, 65535, out=steps), casting="unsafe")
        cv2.LUT(index, lut, dst=light[part])
    return light


def _put_finer(
    steps: NDArray[np.float32], fine: NDArray[np.uint8], factor: int, room: NDArray[np.float32]
) -> None:
    """Turn whole `steps` of 0-255 of H x W x 3 R, G, B into those with fractions, for `planes` of them.

    `room` is two times as much memory, to be written over.
    """
    stored, exact = room
    rgb = _RGB / np.array([1, factor, factor], np.float32)
    level = -128 * rgb[:, 1:].sum(axis=1, keepdims=True)
    np.copyto(stored, fine)
    cv2.transform(stored, np.hstack([rgb, level]), dst=exact)
    off = cv2.subtract(exact, steps, dst=stored)
    # Too strong a color to be tripled, or no color differences at all: what the decoder gave.
    near = cv2.inRange(off, (-_NEAR,) * 3, (_NEAR,) * 3)
    near &= cv2.inRange(fine, (0, 2, 2), (255, 253, 253))
    cv2.copyTo(exact, near, dst=steps)


def _decoded_planes(file: bytes) -> NDArray[np.uint8] | None:
    """Return H x W x 3, what is stored: a file said to hold R, G, B is not converted."""
    try:
        return np.asarray(decode_jpeg(_without_conversion(file)), dtype=np.uint8)
    except ValueError:
        return None


def _without_conversion(file: bytes) -> bytes:
    """Return the file with one application's segment, Adobe's: that there is nothing to convert."""
    kept, at = bytearray(file[:2]) + _ADOBE_RGB, 2
    while at + 4 <= len(file):
        if file[at] != 0xFF or file[at + 1] == 0xFF:
            at += 1
            continue
        marker, (length,) = file[at + 1], struct.unpack_from(">H", file, at + 2)
        if marker == 0xDA:
            break
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept += file[at : at + 2 + length]
        at += 2 + length
    return bytes(kept) + file[at:]


def _with_coarser_tables(file: bytes, factor: int) -> bytes | None:
    """Return the file with `factor` times the tables of its color differences, or None where it has none."""
    found = _frame_and_tables(file)
    if found is None:
        return None
    frame, scan, tables = found
    return _rewritten(file, frame, scan, {n: tuple(factor * step for step in t) for n, t in tables.items()})


def _frame_and_tables(file: bytes) -> tuple[int, int, dict[int, tuple[int, ...]]] | None:
    """Return where the frame's content and the first scan begin, and the tables; None without color."""
    tables: dict[int, tuple[int, ...]] = {}
    frame, at = None, 2
    while at + 4 <= len(file):
        if file[at] != 0xFF or file[at + 1] == 0xFF:
            at += 1
            continue
        marker, (length,) = file[at + 1], struct.unpack_from(">H", file, at + 2)
        body = file[at + 4 : at + 2 + length]
        if marker == 0xDB:
            tables |= _numbered_tables(body)
        elif marker in FRAMES:
            frame = at + 4
        elif marker == 0xEE and body[:5] == b"Adobe" and body[11:12] == b"\0":
            return None
        elif marker == 0xDA:
            break
        at += 2 + length
    if frame is None or file[frame + 5] != 3 or file[frame + 6 : frame + 15 : 3] == b"RGB":
        return None
    return frame, at, tables


def _rewritten(file: bytes, frame: int, scan: int, tables: dict[int, tuple[int, ...]]) -> bytes | None:
    """Return the file whose frame, its content at `frame`, takes new tables, put in at `scan`."""
    luma, *differences = (file[frame + 6 + 3 * index + 2] for index in range(3))
    free = [number for number in range(4) if number != luma]
    if not all(number in tables for number in differences):
        return None
    changed, added = bytearray(file[:scan]), b""
    for index, number in enumerate(differences):
        changed[frame + 6 + 3 * (index + 1) + 2] = free[index]
        content = struct.pack(">B64H", 0x10 | free[index], *tables[number])
        added += struct.pack(">BBH", 0xFF, 0xDB, 2 + len(content)) + content
    return bytes(changed) + added + file[scan:]


def _numbered_tables(body: bytes) -> dict[int, tuple[int, ...]]:
    tables, at = {}, 0
    while at < len(body):
        wide, number = body[at] >> 4, body[at] & 15
        size = 128 if wide else 64
        if at + 1 + size > len(body):
            break
        tables[number] = struct.unpack_from(">64H" if wide else "64B", body, at + 1)
        at += 1 + size
    return tables
