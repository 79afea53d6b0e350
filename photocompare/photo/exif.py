"""What an Exif block says of the capture: time, camera, exposure, orientation; nothing of the person.

Only the tags listed here are ever read: no place, owner, serial number, comment or thumbnail.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from photocompare.photo.photo import Metadata
from photocompare.photo.tags import Block, Damaged, Directory, read_directory

_EXIF_POINTER, _INTEROP_POINTER = 0x8769, 0xA005
_MAIN = {0x010F, 0x0110, 0x0112, 0x0131, _EXIF_POINTER}
_CAPTURE = {
    0x829A, 0x829D, 0x8827, 0x9003, 0x9011, 0x9209, 0x920A, 0xA001, 0xA005, 0xA401, 0xA403, 0xA434,
}  # fmt: skip
_RENDERINGS = {1: "custom", 2: "HDR", 3: "HDR", 4: "HDR", 6: "panorama", 7: "HDR portrait", 8: "portrait"}
_TEXT = 64
_VALUES = 4096


@dataclass(frozen=True)
class Exif:
    """An Exif block, read under limits.

    Attributes:
        metadata: the capture.
        orientation: 1..8, or None where absent or not such a number.
        orientation_stored: whether an orientation tag is there at all.
        color_space: `sRGB`, `Adobe RGB` or `uncalibrated` as the camera marks it, or empty.
        damaged: a part of the block could not be read.
    """

    metadata: Metadata = field(default_factory=Metadata)
    orientation: int | None = None
    orientation_stored: bool = False
    color_space: str = ""
    damaged: bool = False


def read_exif(data: bytes) -> Exif:
    """Return what an Exif block says; a damaged block says less and sets `damaged`, it never raises."""
    try:
        block = Block.of(data.removeprefix(b"Exif\0\0"))
        main = read_directory(block, block.first, _MAIN, values=_VALUES)
    except Damaged:
        return Exif(damaged=True)
    capture, broken_capture = _child(block, main, _EXIF_POINTER, _CAPTURE)
    interop, broken_interop = _child(block, capture, _INTEROP_POINTER, {1})
    damaged = bool(main.damaged or capture.damaged or broken_capture or broken_interop)
    value = main.number(0x0112)
    stored = 0x0112 in main.tags or bool(main.damaged)
    return Exif(
        metadata=_metadata(main, capture),
        orientation=int(value) if value in {1, 2, 3, 4, 5, 6, 7, 8} else None,
        orientation_stored=stored,
        color_space=_color_space(capture.number(0xA001), interop.raw(1)[:3]),
        damaged=damaged,
    )


def _child(block: Block, parent: Directory, pointer: int, wanted: set[int]) -> tuple[Directory, bool]:
    offset = parent.number(pointer)
    if offset is None:
        return Directory({}, 0), False
    try:
        return read_directory(block, int(offset), wanted, values=_VALUES), False
    except Damaged:
        return Directory({}, 0), True


def _color_space(value: float | None, interop: bytes) -> str:
    # 2 is no number of the standard, but cameras write it; R03 is the "DCF option file" of Adobe RGB.
    if interop == b"R03" or value == 2:
        return "Adobe RGB"
    return {1: "sRGB", 65535: "uncalibrated"}.get(int(value or 0), "")


def _metadata(main: Directory, capture: Directory) -> Metadata:
    flash = capture.number(0x9209)
    balance = capture.number(0xA403)
    return Metadata(
        capture_time=_time(_text(capture, 0x9003), _text(capture, 0x9011)),
        camera=_model(_text(main, 0x010F), _text(main, 0x0110)),
        lens=_text(capture, 0xA434),
        exposure_s=_positive(capture.number(0x829A)),
        f_number=_positive(capture.number(0x829D)),
        iso=_positive(capture.number(0x8827)),
        focal_length_mm=_positive(capture.number(0x920A)),
        flash=None if flash is None else bool(int(flash) & 1),
        white_balance={0: "auto", 1: "manual"}.get(int(balance), "") if balance is not None else "",
        software=_text(main, 0x0131),
        rendering=_RENDERINGS.get(int(capture.number(0xA401) or 0), ""),
    )


def _text(directory: Directory, tag: int) -> str:
    text = directory.raw(tag).split(b"\0")[0].decode("utf-8", "replace")
    return "".join(c for c in text if c.isprintable())[:_TEXT].strip()


def _model(make: str, model: str) -> str:
    return model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()


def _positive(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) and value > 0 else None


def _time(text: str, offset: str) -> datetime | None:
    """Return the capture time, with its zone where the camera gives one; never the editing time."""
    try:
        time = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    zone = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset)
    if zone is None or int(zone[2]) > 14:
        return time
    minutes = (int(zone[2]) * 60 + int(zone[3])) * (-1 if zone[1] == "-" else 1)
    return time.replace(tzinfo=timezone(timedelta(minutes=minutes)))
