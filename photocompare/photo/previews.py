"""A photo for the eye only: small, upright, in the screen's color, before the photo itself is read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo.decoded import Pixels
from photocompare.photo.limits import Limits
from photocompare.photo.photo import Photo
from photocompare.photo.read import photo_of, reduced_photo_of
from photocompare.photo.screen import by_table, screen
from photocompare.photo.source import Source, read_source


@dataclass(frozen=True, eq=False)
class Preview:
    """A reduced picture of a photo; no number may come from it, so it is no `Photo`.

    Attributes:
        rgb: h x w x 3, uint8 sRGB, upright, read-only.
        shape: (height, width) of the photo itself, upright, in pixels.
        name: display name, without folders.
        capture_time: as `Metadata.capture_time`.
    """

    rgb: NDArray[np.uint8]
    shape: tuple[int, int]
    name: str
    capture_time: datetime | None = None


def preview(
    path: str | os.PathLike[str],
    max_side: int = 1600,
    *,
    limits: Limits = Limits(),
    assume_srgb: bool = False,
    allow_gray: bool = False,
    root: str | os.PathLike[str] | None = None,
) -> Preview:
    """Return the photo at `path` for the screen, its longer side at most `max_side` pixels.

    A JPEG is decoded at 1/2, 1/4 or 1/8, which takes a fraction of the time; other formats are decoded whole
    and made smaller. Refuses what `read_photo` refuses, in the same words; damage so small that only the
    full decode sees it may pass.

    Raises:
        Problem: as `read_photo`.
    """
    source = read_source(path, limits=limits, root=root)
    options = {"limits": limits, "assume_srgb": assume_srgb, "allow_gray": allow_gray}
    return quick_preview(source, max_side, **options) or preview_of(photo_of(source, **options), max_side)  # type: ignore[arg-type]


def quick_preview(source: Source, max_side: int, **options: object) -> Preview | None:
    """Return the preview of a format that is decoded faster at a smaller size, or None for the others."""
    reduced = reduced_photo_of(source, max_side, **options)  # type: ignore[arg-type]
    return None if reduced is None else preview_of(reduced.photo, max_side, reduced.shape)


def preview_of(photo: Photo, max_side: int, shape: tuple[int, int] | None = None) -> Preview:
    """Return the preview of a photo that is read, or was read smaller than its own `shape`."""
    small = _reduced(photo.pixels, max_side)
    curve = photo.transfer.curve
    if curve is not None and photo.transfer.matrix is None and small.dtype == np.uint8:
        rgb = by_table(small, curve)
    else:
        rgb = screen(photo.transfer.linear(small))
    rgb.flags.writeable = False
    return Preview(rgb, shape or photo.shape, photo.name, photo.metadata.capture_time)


def _reduced(pixels: Pixels, max_side: int) -> Pixels:
    height, width = pixels.shape[:2]
    share = max_side / max(height, width)
    if share >= 1:
        return pixels
    size = max(round(width * share), 1), max(round(height * share), 1)
    # Stored values are averaged, not light: three times as fast, and nobody measures a preview.
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
