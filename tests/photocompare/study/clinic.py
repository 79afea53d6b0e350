"""A folder as a clinic has it: three subjects, names of every habit, one of the cameras years behind."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import PIL.Image

from photocompare.phantom.pair import Shot, paint_series
from photocompare.phantom.photograph import srgb_profile
from photocompare.phantom.samples import FACE, FIRST, LEG
from photocompare.phantom.studies import booth

CANON, NIKON, PHONE = ("Canon", "Canon EOS 80D"), ("NIKON", "NIKON D3300"), ("Apple", "iPhone 14")
SIZE = (560, 420)
# The Nikon was never set after its battery ran out: its clock is this far behind.
BEHIND = timedelta(days=2191, hours=3)
HEIC = Path(__file__).parent / "data" / "heic"
SCENES = {
    "left leg": (LEG, 11),
    "right leg": (LEG, 12),
    "anna left": (LEG, 13),
    "anna right": (LEG, 14),
    "face": (FACE, 15),
}


@dataclass(frozen=True)
class Truth:
    """What a photo of the folder really is; `left_out` where it is no photo of its own."""

    subject: str
    view: str
    day: float
    side: str
    left_out: bool = False


@cache
def painted(scene: str) -> tuple[np.ndarray, ...]:
    """Return three photos of a skin, uint8, as taken on three visits."""
    kind, seed = SCENES[scene]
    rng = np.random.default_rng(seed)
    small = replace(kind, size=SIZE, mm_per_pixel=kind.mm_per_pixel * kind.size[0] / SIZE[0])
    pairs = paint_series(small, [Shot(FIRST), Shot(booth(rng)), Shot(booth(rng))], seed=seed)
    return pairs[0].baseline.pixels, pairs[0].followup.pixels, pairs[1].followup.pixels


def jpeg(pixels: np.ndarray, camera: tuple[str, str] | None, taken: datetime | None) -> bytes:
    """Return a photo as a JPEG of a camera."""
    exif = PIL.Image.Exif()
    if camera:
        exif[0x010F], exif[0x0110] = camera
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    out = io.BytesIO()
    PIL.Image.fromarray(pixels).save(
        out, "JPEG", quality=90, subsampling=0, exif=exif.tobytes(), icc_profile=srgb_profile()
    )
    return out.getvalue()


def build(folder: Path) -> dict[str, Truth]:
    """Write the folder, and return what each of its photos is, by its path."""
    first = datetime(2024, 3, 1, 10, 0)
    anna = datetime(2024, 3, 4, 15, 30)
    one, two, month = first, first + timedelta(days=14), first + timedelta(days=31)
    left, right = painted("left leg"), painted("right leg")
    anna_left, anna_right = painted("anna left"), painted("anna right")
    later = anna + timedelta(days=28)
    files = {
        "P01_links_2024-03-01.jpg": (left[0], CANON, one, Truth("P01", "left side", 0, "left")),
        "P01_rechts_2024-03-01.jpg": (right[0], CANON, one, Truth("P01", "right side", 0, "right")),
        "P01_links_2024-03-15.jpg": (left[1], CANON, two, Truth("P01", "left side", 14, "left")),
        "P01_R_15.03.2024.jpg": (right[1], CANON, two, Truth("P01", "right side", 14, "right")),
        "IMG_4711.JPG": (left[2], CANON, month, Truth("P01", "left side", 31, "left")),
        "Mueller_Anna/Bein links/vorher/DSC_0123.JPG": (
            anna_left[0], NIKON, anna - BEHIND, Truth("Anna", "left leg", 0, "left")),
        "Mueller_Anna/Bein links/nachher/DSC_0140.JPG": (
            anna_left[1], NIKON, later - BEHIND, Truth("Anna", "left leg", 28, "left")),
        "Mueller_Anna/Bein rechts/vorher/IMG_0815.JPG": (
            anna_right[0], CANON, anna, Truth("Anna", "right leg", 0, "right")),
        "Mueller_Anna/Bein rechts/nachher/IMG_0899.JPG": (
            anna_right[1], CANON, later, Truth("Anna", "right leg", 28, "right")),
        "Mueller_Anna/Bein rechts/nachher/IMG_0899 - Kopie.JPG": (
            anna_right[1], CANON, later, Truth("Anna", "right leg", 28, "right", left_out=True)),
    }  # fmt: skip
    for name, (pixels, camera, taken, _) in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(jpeg(pixels, camera, taken))
    truths = {name: truth for name, (*_, truth) in files.items()}
    for name, day in (("S03/Gesicht/day 0/IMG_1001.HEIC", 0), ("S03/Gesicht/day 5/IMG_1042.HEIC", 5)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HEIC / Path(name).name, folder / name)
        truths[name] = Truth("S03", "face", day, "")
    (folder / "Thumbs.db").write_bytes(b"junk")
    (folder / "Termine.csv").write_text("nothing,of,interest\n")
    return truths
