"""The limits a file must keep before anything of it is decoded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a photo may cost; checked on the file's own header, before a decoder sees it.

    Attributes:
        pixels: most pixels of one picture (150 MP holds every medium-format camera).
        file_bytes: largest file; checked before a byte is read.
        side: smallest width and height, in pixels.
        scans: most scans of a progressive JPEG; cameras and editors write about 10.
        metadata_bytes: most bytes of Exif, XMP, text or profile that are looked at.
        seconds: time limit of one isolated read.
        memory_bytes: address space of one isolated read.
    """

    pixels: int = 150_000_000
    file_bytes: int = 1_000_000_000
    side: int = 64
    scans: int = 100
    metadata_bytes: int = 16_000_000
    seconds: float = 20.0
    memory_bytes: int = 4_000_000_000
