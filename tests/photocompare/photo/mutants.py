"""Damaged files: every format with bits flipped, bytes replaced, parts cut, doubled, moved or zeroed."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

from tests.photocompare.photo import heic, makers, profiles
from tests.photocompare.photo.dng_and_dicom import dicom, dicom_jpeg, dng

P3 = profiles.matrix_profile(profiles.P3, profiles.srgb_parametric())


def avif() -> bytes:
    out = io.BytesIO()
    Image.fromarray(makers.SCENE).save(out, "AVIF")
    return out.getvalue()


SEEDS = {
    "a.jpg": makers.jpeg(icc_profile=P3, exif=makers.exif(6, t010f="Acme")),
    "progressive.jpg": makers.jpeg(progressive=True),
    "a.png": makers.png(icc_profile=P3, exif=makers.exif(6)),
    "deep.png": makers.png16(),
    "a.tif": makers.tiff(),
    "deflate.tif": makers.tiff(makers.SCENE16, compression="zlib", predictor=True),
    "lzw.tif": makers.lzw(),
    "big.tif": makers.tiff(bigtiff=True),
    "a.webp": makers.webp(),
    "a.heic": heic.HEIC_8,
    "deep.heic": heic.HEIC_10,
    "a.avif": avif(),
    "table.png": makers.png(icc_profile=profiles.table_profile(b"RGB ")),
    "a.dcm": dicom(),
    "jpeg.dcm": dicom_jpeg(),
    "a.dng": dng(),
}


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of `count` damaged files, the same for the same seed."""
    random = np.random.default_rng(seed)
    names = list(SEEDS)
    for number in range(count):
        name = names[number % len(names)]
        data = bytearray(SEEDS[name])
        for _ in range(int(random.integers(1, 6))):
            _damage(data, random)
        yield name, bytes(data)


def _damage(data: bytearray, random: np.random.Generator) -> None:
    # Half of the damage goes where the headers are: there it does the most.
    reach = len(data) if random.random() < 0.5 else min(len(data), 700)
    at = int(random.integers(0, max(reach, 1)))
    length = int(random.integers(1, 40))
    match int(random.integers(0, 7)):
        case 0:
            data[at] ^= 1 << int(random.integers(0, 8))
        case 1:
            data[at : at + length] = random.bytes(length)
        case 2:
            del data[max(at, 64) :]
        case 3:
            del data[at : at + length]
        case 4:
            data[at:at] = data[at : at + length]
        case 5:
            data[at : at + 4] = bytes([255] * 4 if random.random() < 0.5 else [0] * 4)
        case _:
            data[at : at + 64 * length] = bytes(len(data[at : at + 64 * length]))
    if not data:
        data += b"\0"
