"""The reader: a path or bytes become a Photo, or a Problem that says why not."""

from __future__ import annotations

import dataclasses
import logging
import os
import threading
import warnings
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Finding, Problem
from photocompare.photo.colorspace import colored
from photocompare.photo.decoded import Decoded, Pixels, damaged
from photocompare.photo.dicom import decode_dicom
from photocompare.photo.exif import Exif, read_exif
from photocompare.photo.fine import FineColor
from photocompare.photo.heif import decode_heif
from photocompare.photo.jpeg import decode_jpeg
from photocompare.photo.limits import Limits
from photocompare.photo.orientation import MIRRORED, upright
from photocompare.photo.photo import Photo
from photocompare.photo.png import decode_png
from photocompare.photo.raw import decode_raw
from photocompare.photo.sniff import sniff
from photocompare.photo.source import Source, read_source
from photocompare.photo.tiff import decode_tiff
from photocompare.photo.webp import decode_webp


def read_photo(
    path: str | os.PathLike[str],
    *,
    limits: Limits = Limits(),
    assume_srgb: bool = False,
    allow_gray: bool = False,
    sha256: str | None = None,
    root: str | os.PathLike[str] | None = None,
) -> Photo:
    """Return the photo at `path`: strictly decoded, upright, its color known, hashed from the same bytes.

    `assume_srgb` ignores a profile (recorded as W201). A picture without color is refused with E211 unless
    `allow_gray`: its erythema would be a plausible 0. With `sha256`, the hash of the import, another content
    is refused with E701; with `root`, a path or link that leads out of that folder with E115.

    Raises:
        Problem: E101-E115 the file, E203, E208 its color profile, E211 no color, E407 no light, E701 changed.
    """
    source = read_photo_source(path, limits=limits, sha256=sha256, root=root)
    return photo_of(source, limits=limits, assume_srgb=assume_srgb, allow_gray=allow_gray)


def read_photo_source(
    path: str | os.PathLike[str],
    *,
    limits: Limits,
    sha256: str | None = None,
    root: str | os.PathLike[str] | None = None,
) -> Source:
    """Return the bytes of a photo, known to be the imported ones where `sha256` is given; as `read_photo`."""
    source = read_source(path, limits=limits, root=root)
    if sha256 is not None and source.sha256 != sha256.lower():
        raise Problem("E701", source.name)
    return source


def decode_photo(
    data: bytes,
    name: str,
    *,
    limits: Limits = Limits(),
    assume_srgb: bool = False,
    allow_gray: bool = False,
) -> Photo:
    """Return the photo of bytes in memory; `name` is what messages and rows show. Raises as `read_photo`."""
    if not data:
        raise Problem("E104", name)
    return photo_of(Source.of(data, name), limits=limits, assume_srgb=assume_srgb, allow_gray=allow_gray)


@dataclass(frozen=True, eq=False)
class Reduced:
    """A photo decoded smaller than it is; `shape` is its own (height, width), upright."""

    photo: Photo
    shape: tuple[int, int]


def reduced_photo_of(
    source: Source, max_side: int, *, limits: Limits, assume_srgb: bool = False, allow_gray: bool = False
) -> Reduced | None:
    """Return a photo decoded at 1/2, 1/4 or 1/8, to fit `max_side` where 1/8 does; None where not a JPEG.

    For the screen only. Raises as `read_photo`.
    """
    if sniff(source.data, source.name) != "JPEG":
        return None
    decoded = _decoded(source, limits, max_side)
    photo = _photo(decoded, source, assume_srgb=assume_srgb, allow_gray=allow_gray)
    height, width = decoded.whole or decoded.pixels.shape[:2]
    lying = _orientation(decoded, _exif(decoded), source.name)[0] >= 5
    return Reduced(photo, (width, height) if lying else (height, width))


def photo_of(source: Source, *, limits: Limits, assume_srgb: bool = False, allow_gray: bool = False) -> Photo:
    """Return the photo of a file's bytes. Raises as `read_photo`."""
    decoded = _decoded(source, limits)
    return _photo(decoded, source, assume_srgb=assume_srgb, allow_gray=allow_gray)


def _photo(decoded: Decoded, source: Source, *, assume_srgb: bool, allow_gray: bool) -> Photo:
    name = source.name
    exif = _exif(decoded)
    if decoded.gray and not allow_gray:
        raise Problem("E211", name)
    pixels, transfer, doubts = colored(decoded, name, marked=exif.color_space, assume_srgb=assume_srgb)
    orientation, turns = _orientation(decoded, exif, name)
    valid = (
        None if decoded.valid is None else upright(decoded.valid.view(np.uint8), orientation).view(np.bool_)
    )
    reduced = decoded.whole not in (None, decoded.pixels.shape[:2])
    return Photo(
        pixels=_frozen(upright(pixels, orientation)),
        transfer=transfer,
        name=name,
        sha256=source.sha256,
        valid=None if valid is None else _frozen(valid),
        format=decoded.format,
        metadata=dataclasses.replace(exif.metadata, **decoded.facts),  # type: ignore[arg-type]
        findings=(*_doubts(decoded, exif, name), *doubts, *turns),
        color=FineColor(source.data, orientation) if decoded.format == "JPEG" and not reduced else None,
    )


def _exif(decoded: Decoded) -> Exif:
    return read_exif(decoded.exif) if decoded.exif else Exif()


def _doubts(decoded: Decoded, exif: Exif, name: str) -> list[Finding]:
    findings = [*_name_findings(name, decoded.format), *decoded.findings]
    if decoded.gray:
        findings.append(Finding("E211", name))
    elif _is_colorless(decoded.pixels):
        findings.append(Finding("W211", name))
    if exif.damaged:
        findings.append(Finding("W212", name))
    if decoded.valid is not None:
        share = 100 * (1 - decoded.valid.mean())
        findings.append(Finding("W210", name, f"{share:.1f} % of the picture is transparent"))
    return findings


def _is_colorless(pixels: Pixels) -> bool:
    # A few rows settle it for nearly every photo; all of them are looked at only where those are gray.
    return all((p == p[..., :1]).all() for p in (pixels[:: max(len(pixels) // 8, 1)], pixels))


def _decoded(source: Source, limits: Limits, max_side: int | None = None) -> Decoded:
    """Return the decoded picture; whatever a decoder raises becomes a Problem."""
    format = sniff(source.data, source.name)
    # Pillow logs tag values at DEBUG, and tags hold names of patients.
    logging.getLogger("PIL").setLevel(logging.ERROR)
    try:
        if format == "JPEG":
            return decode_jpeg(source.data, source.name, limits, max_side=max_side)
        if format in {"PNG", "WebP"}:
            return {"PNG": decode_png, "WebP": decode_webp}[format](source.data, source.name, limits)
        if format == "HEIC":
            return decode_heif(source.data, source.name, limits)
        with _WARNINGS, warnings.catch_warnings():
            warnings.simplefilter("error")
            return _DECODERS[format](source.data, source.name, limits)
    except Problem:
        raise
    except MemoryError:
        raise Problem("E114", source.name) from None
    except Exception:
        # 24,000 mutated files made Pillow raise seven kinds of exception; their texts may quote the file.
        raise damaged(source.name, "Its picture data are corrupt") from None


def _orientation(decoded: Decoded, exif: Exif, name: str) -> tuple[int, list[Finding]]:
    orientation = decoded.orientation or exif.orientation or 1
    if decoded.orientation is None and exif.orientation is None and exif.orientation_stored:
        return 1, [Finding("W205", name)]
    if decoded.format in _BY_BOXES and exif.orientation not in {None, 1} and not decoded.turned:
        return 1, [Finding("W205", name, "Its metadata name a turn, but in this format only its boxes count")]
    findings = [Finding("W204", name)] if orientation != 1 else []
    if orientation in MIRRORED:
        findings.append(Finding("W206", name))
    return orientation, findings


_T = TypeVar("_T", bound=np.generic)
# Warning filters belong to the whole process: two threads that set them would leave them set for good.
_WARNINGS = threading.Lock()
_BY_BOXES = {"HEIC", "AVIF"}
_DECODERS = {"TIFF": decode_tiff, "DICOM": decode_dicom, "RAW": decode_raw}

_ENDINGS = {
    "jpg": "JPEG", "jpeg": "JPEG", "jpe": "JPEG", "jfif": "JPEG", "mpo": "JPEG",
    "png": "PNG", "tif": "TIFF", "tiff": "TIFF", "webp": "WebP", "dcm": "DICOM", "gif": "GIF", "bmp": "BMP",
    "heic": "HEIC", "heif": "HEIC", "hif": "HEIC", "avif": "AVIF",
}  # fmt: skip


def _name_findings(name: str, format: str) -> list[Finding]:
    named = _ENDINGS.get(name.rpartition(".")[2].lower())
    if named is None or named == format:
        return []
    return [Finding("W106", name, f"The name says {named}, the content is {format}")]


def _frozen(array: NDArray[_T]) -> NDArray[_T]:
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array
