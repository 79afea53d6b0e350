"""Rows M01-M30 of reliability.md that one file shows; those of a pair are in test_pairs.py."""

# ruff: noqa: E501 - a table: one row a line

from __future__ import annotations

import io
import struct

import numpy as np
import simplejpeg
from PIL import Image

from tests.photocompare.photo import heic, makers, profiles
from tests.photocompare.photo.dng_and_dicom import turned
from tests.photocompare.photo.row import MEASURED, Row, file

SCENE, SCENE16, GRAINY = makers.SCENE, makers.SCENE16, makers.GRAINY
TURNS = tuple(range(1, 9))
LOSSY = 40
P3 = profiles.matrix_profile(profiles.P3, profiles.srgb_parametric())
ADOBE = profiles.matrix_profile(profiles.ADOBE, profiles.gamma_curve(563 / 256), version=2)
SRGB = profiles.matrix_profile(profiles.SRGB, profiles.srgb_sampled(), version=2)
LIGHT = np.where(SCENE <= 10, SCENE / 255 / 12.92, ((SCENE / 255 + 0.055) / 1.055) ** 2.4).astype(np.float32)
# The same data decoded without a turn, by the decoders themselves: a turn may not change a pixel.
UPRIGHT_JPEG = simplejpeg.decode_jpeg(makers.jpeg())
UPRIGHT_HEIC = heic.decoded(heic.HEIC_8)
STEP = 0.012  # linear light of one 8-bit step at white, and of the gamut's rounding


def _stored(colorants: tuple[tuple[float, ...], ...], power: float | None = None) -> np.ndarray:
    return np.round(profiles.stored_in(colorants, SCENE / 255, power) * 255).astype(np.uint8)


def _turn_codes(turn: int) -> tuple[str, ...]:
    return ("W204",) * (turn > 1) + ("W206",) * (turn in {2, 4, 5, 7})


def heic_turned(turn: int) -> bytes:
    """Return the HEIC with its boxes irot and imir set to the orientation."""
    if turn == 1:
        return heic.HEIC_8
    angle = {8: 1, 3: 2, 6: 3, 4: 0, 2: 0, 5: 1, 7: 1}[turn]
    axis = {4: 0, 2: 1, 5: 0, 7: 1}.get(turn)
    data = bytearray(heic.HEIC_TURNED if axis is None else heic.HEIC_MIRRORED)
    data[data.index(b"irot") + 4] = angle
    if axis is not None:
        data[data.index(b"imir") + 4] = axis
    return bytes(data)


def _jpeg_app1(body: bytes) -> bytes:
    return makers.app(makers.jpeg(), 0xE1, b"Exif\0\0" + body)


def _ifd(*entries: tuple[int, int, int, int], following: int = 0, order: str = "<") -> bytes:
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(entries))
    return (
        head
        + b"".join(struct.pack(order + "HHII", *e) for e in entries)
        + struct.pack(order + "I", following)
    )


def _mutilated(start: bytes) -> bytes:
    return makers.jpeg(icc_profile=start)


CMYK = np.dstack([255 - SCENE, np.zeros(SCENE.shape[:2], np.uint8)])


def _cmyk(profile: bytes | None) -> bytes:
    out = io.BytesIO()
    Image.fromarray(CMYK, "CMYK").save(out, "TIFF", **({"icc_profile": profile} if profile else {}))
    return out.getvalue()


def _cmyk_jpeg(profile: bytes | None) -> bytes:
    out = io.BytesIO()
    Image.fromarray(CMYK, "CMYK").save(
        out, "JPEG", quality=95, **({"icc_profile": profile} if profile else {})
    )
    return out.getvalue()


def _ycck_jpeg() -> bytes:
    """Return the inks of `CMYK` as a JPEG of kind YCCK, as Photoshop writes it."""
    luma = np.asarray(Image.fromarray(CMYK[..., :3]).convert("YCbCr"))
    inks = np.dstack([255 - luma, CMYK[..., 3]])  # Pillow stores inks inverted; black stays an ink
    out = io.BytesIO()
    profile = profiles.table_profile(b"CMYK")
    Image.fromarray(inks, "CMYK").save(out, "JPEG", quality=95, subsampling=0, icc_profile=profile)
    data = bytearray(out.getvalue())
    transform = data.index(b"Adobe") + 11
    assert data[transform] == 0
    data[transform] = 2
    return bytes(data)


CANARIES = makers.exif(1, t013b="CANARY", t8298="CANARY", t010e="CANARY", ea430="CANARY", ea431="CANARY",
                       e927c=b"CANARY", e9286=b"ASCII\0\0\0CANARY")  # fmt: skip


def _with_canaries() -> bytes:
    """Return a JPEG with owner, serial numbers, comments, face regions and captions called CANARY."""
    data = makers.app(makers.jpeg(exif=CANARIES), 0xFE, b"CANARY Jane Doe")
    data = makers.app(data, 0xED, b"Photoshop 3.0\0CANARY")
    return makers.app(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta mwg-rs:Name='CANARY'/>")


def _twelve_bits() -> bytes:
    return makers.tiff(SCENE16).replace(struct.pack("<3H", 16, 16, 16), struct.pack("<3H", 12, 12, 12))


TABLE = (34675, "B", len(profiles.table_profile(b"RGB ")), profiles.table_profile(b"RGB "), True)
ALPHA = np.dstack([SCENE, np.where(np.arange(96)[:, None] < 20, 0, 255).repeat(128, 1).astype(np.uint8)])
ODD = np.where(np.indices((96, 128)).sum(0)[..., None] % 2, SCENE16, [300, 400, 128]).astype(np.uint16)
PALETTE = np.stack([np.full((96, 128), 200), np.arange(128)[None].repeat(96, 0), np.full((96, 128), 90)], -1)
PALETTE = PALETTE.astype(np.uint8)


def _palette(format: str) -> bytes:
    out = io.BytesIO()
    image = Image.fromarray(PALETTE[0, :, 1][None].repeat(96, 0).astype(np.uint8), "P")
    image.putpalette([part for green in range(256) for part in (200, green, 90)])
    image.save(out, format)
    return out.getvalue()


ROWS = (
    *(Row(f"M0{t}a", f"JPEG orientation {t}", file("a.jpg", makers.jpeg(exif=makers.exif(t))), MEASURED,
          _turn_codes(t), turned(UPRIGHT_JPEG, t)) for t in TURNS),
    *(Row(f"M0{t}b", f"PNG orientation {t}", file("a.png", makers.png(exif=makers.exif(t))), MEASURED,
          _turn_codes(t), turned(SCENE, t)) for t in TURNS),
    *(Row(f"M0{t}c", f"WebP orientation {t}", file("a.webp", makers.webp(exif=makers.exif(t))), MEASURED,
          _turn_codes(t), turned(SCENE, t)) for t in TURNS),
    *(Row(f"M0{t}d", f"TIFF orientation {t}", file("a.tif", makers.tiff(extratags=[(274, "H", 1, t, True)])), MEASURED,
          _turn_codes(t), turned(SCENE, t)) for t in TURNS),
    *(Row(f"M0{t}e", f"HEIC orientation {t}", file("a.heic", heic_turned(t)), MEASURED,
          _turn_codes(t), turned(UPRIGHT_HEIC, t), 8) for t in TURNS),
    *(Row(f"M09{letter}", f"orientation {t}", file("a.jpg", makers.jpeg(exif=makers.exif(t))), MEASURED, ("W205",),
          GRAINY, LOSSY) for letter, t in (("a", 0), ("b", 9), ("c", 65535))),
    Row("M09d", "orientation as text", file("a.jpg", _jpeg_app1(_ifd((0x0112, 2, 3, 0x363636)))), MEASURED, ("W205",),
        GRAINY, LOSSY),
    Row("M12", "Display P3", file("a.png", makers.png(_stored(profiles.P3), icc_profile=P3)), MEASURED,
        clean=LIGHT, within=STEP),
    Row("M13a", "Adobe RGB", file("a.png", makers.png(_stored(profiles.ADOBE, 563 / 256), icc_profile=ADOBE)), MEASURED,
        clean=LIGHT, within=STEP),
    Row("M13b", "Adobe RGB by its name",
        file("_a.png", makers.png(_stored(profiles.ADOBE, 563 / 256), exif=makers.exif(ea001=65535))), MEASURED, ("W202",),
        LIGHT, STEP),
    Row("M14a", "no profile", file("a.png", makers.png()), MEASURED, ("W201",), SCENE),
    Row("M14b", "sRGB profile", file("a.png", makers.png(icc_profile=SRGB)), MEASURED, clean=LIGHT, within=1e-6),
    Row("M15a", "profile cut", file("a.jpg", _mutilated(P3[:300])), "E203"),
    Row("M15b", "junk profile", file("a.jpg", _mutilated(b"junk" * 100)), "E203"),
    Row("M15c", "profile of 5 MB", file("a.png", makers.png(icc_profile=SRGB + bytes(5_000_000))), MEASURED, clean=LIGHT,
        within=1e-6),
    Row("M15d", "gray profile on RGB", file("a.jpg", _mutilated(profiles.gray_profile())), "E203", says="GRAY"),
    Row("M15e", "CMYK profile on RGB", file("a.jpg", _mutilated(profiles.table_profile(b"CMYK"))), "E203", says="CMYK"),
    Row("M15f", "table profile", file("a.png", makers.png(icc_profile=profiles.table_profile(b"RGB "))), MEASURED,
        clean=LIGHT, within=0.03),
    Row("M15k", "table profile of version 4", file("a.png", makers.png(icc_profile=profiles.table_profile_v4())), MEASURED,
        clean=LIGHT, within=0.03),
    Row("M15l", "table profile on 16 bit", file("a.tif", makers.tiff(SCENE16, extratags=[TABLE])), "E203", says="16-bit"),
    Row("M15g", "cut profile, sRGB asked for", file("a.jpg", _mutilated(P3[:300])), MEASURED, ("W201",), GRAINY, LOSSY,
        options={"assume_srgb": True}),
    Row("M15h", "P3 by code points", file("a.png", makers.with_chunk(makers.png(_stored(profiles.P3)), b"cICP",
        bytes([12, 13, 0, 1]))), MEASURED, clean=LIGHT, within=STEP),
    Row("M15i", "HDR light by code points", file("a.png", makers.with_chunk(makers.png(), b"cICP", bytes([9, 16, 0, 1]))),
        "E203", says="HDR"),
    Row("M15j", "linear PNG by gamma", file("a.png", makers.with_chunk(makers.png(), b"gAMA", struct.pack(">I", 100000))),
        MEASURED, clean=(SCENE / 255).astype(np.float32), within=1e-6),
    Row("M17a", "CMYK with profile", file("a.tif", _cmyk(profiles.table_profile(b"CMYK"))), MEASURED, ("W208",),
        SCENE, 8),
    Row("M17b", "CMYK without profile", file("a.tif", _cmyk(None)), "E208"),
    Row("M17c", "CMYK JPEG with profile", file("a.jpg", _cmyk_jpeg(profiles.table_profile(b"CMYK"))), MEASURED, ("W208",),
        SCENE, LOSSY),
    Row("M17d", "CMYK JPEG without profile", file("a.jpg", _cmyk_jpeg(None)), "E208"),
    Row("M17e", "YCCK JPEG with profile", file("a.jpg", _ycck_jpeg), MEASURED, ("W208",), SCENE, LOSSY),
    Row("M18a", "16-bit PNG with (300, 400, 128)", file("a.png", makers.png16(ODD)), MEASURED, clean=ODD),
    Row("M18b", "16-bit TIFF with (300, 400, 128)", file("a.tif", makers.tiff(ODD)), MEASURED, clean=ODD),
    Row("M18c", "16-bit gray PNG", file("a.png", makers.pillow(SCENE16[..., 1], "PNG")), MEASURED, ("E211",),
        np.repeat(SCENE16[..., 1:2], 3, 2), options={"allow_gray": True}),
    Row("M18d", "12-bit TIFF", file("a.tif", _twelve_bits), "E111"),
    Row("M19a", "alpha with hidden color", file("a.png", makers.png(ALPHA)), MEASURED, ("W210",), SCENE),
    Row("M19b", "alpha in TIFF", file("a.tif", makers.tiff(ALPHA, extrasamples=["unassalpha"])), MEASURED, ("W210",),
        SCENE),
    Row("M19c", "alpha in WebP", file("a.webp", makers.webp(ALPHA)), MEASURED, ("W210",), SCENE),
    Row("M20a", "palette PNG", file("a.png", lambda: _palette("PNG")), MEASURED, clean=PALETTE),
    Row("M20b", "palette TIFF", file("a.tif", lambda: _palette("TIFF")), MEASURED, clean=PALETTE),
    Row("M20c", "gray JPEG", file("a.jpg", makers.pillow(makers.GRAY, "JPEG")), "E211"),
    Row("M20d", "1-bit PNG", file("a.png", makers.pillow(makers.GRAY > 140, "PNG")), "E211"),
    Row("M20e", "gray PNG with alpha", file("a.png", makers.pillow(np.dstack([makers.GRAY] * 2), "PNG")), "E211"),
    Row("M20f", "gray stored as RGB", file("a.png", makers.png(np.repeat(makers.GRAY[..., None], 3, 2))), MEASURED,
        ("W211",)),
    Row("M21a", "Exif in the wrong byte order", file("a.jpg", _jpeg_app1(b"II" + makers.exif(6)[8:])), MEASURED,
        ("W212",), GRAINY, LOSSY),
    Row("M21b", "Exif that bites its tail", file("a.jpg", _jpeg_app1(_ifd((0x8769, 4, 1, 8), following=8))), MEASURED,
        (), GRAINY, LOSSY),
    Row("M21c", "Exif of a million entries", file("a.jpg", _jpeg_app1(b"II*\0\x08\0\0\0\xff\xff" + bytes(60000))), MEASURED,
        ("W212",), GRAINY, LOSSY),
    Row("M21d", "text where a number is due", file("a.jpg", _jpeg_app1(_ifd((0x8769, 2, 4, 0x41414141)))), MEASURED, (),
        GRAINY, LOSSY),
    Row("M21e", "Exif cut", file("a.jpg", _jpeg_app1(makers.exif(3, t010f="Canon")[6:20])), MEASURED, ("W212",), GRAINY, LOSSY),
    Row("M26", "owner, serial numbers, faces, comments", file("a.jpg", _with_canaries), MEASURED, (), GRAINY, LOSSY),
    Row("M25", "another picture as thumbnail",
        file("a.jpg", lambda: _jpeg_app1(_ifd((0x0100, 4, 1, 0), following=26) + makers.jpeg(SCENE)[:20000])), MEASURED, (),
        GRAINY, LOSSY),
)  # fmt: skip
