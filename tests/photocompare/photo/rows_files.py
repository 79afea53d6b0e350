"""Rows F01-F43 of reliability.md: the file; folders and outputs (F37, F39, F43) are not the reader's."""

# ruff: noqa: E501 - a table: one row a line

from __future__ import annotations

import hashlib
import io
import os
import socket
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from tests.photocompare.photo import dng_and_dicom as extra
from tests.photocompare.photo import heic, makers, profiles
from tests.photocompare.photo.row import MEASURED, Row, file

JPEG, PROGRESSIVE = makers.jpeg(), makers.jpeg(progressive=True)
PNG, TIFF, WEBP = makers.png(), makers.tiff(), makers.webp()
GRAINY = makers.GRAINY
SCENE = makers.SCENE
LOSSY = 40  # JPEG and HEIC at high quality against what was encoded; the grain is the worst of it


def _folder(folder: Path) -> Path:
    (folder / "x.jpg").mkdir()
    return folder / "x.jpg"


def _unreadable(folder: Path) -> Path:
    path = makers.write(folder, "a.jpg", JPEG)
    path.chmod(0)
    return path


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "x.jpg")
    return folder / "x.jpg"


def _socket(folder: Path) -> Path:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may not be longer than 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("x.jpg")
    finally:
        os.chdir(here)
    return folder / "x.jpg"


def _linked(target: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        makers.write(folder, "real.jpg", JPEG)
        (folder / "x.jpg").symlink_to(target)
        return folder / "x.jpg"

    return make


def _out_of_root(folder: Path) -> Path:
    inside = folder / "study"
    inside.mkdir()
    makers.write(folder, "real.jpg", JPEG)
    (inside / "x.jpg").symlink_to(folder / "real.jpg")
    return inside / "x.jpg"


def _huge(folder: Path) -> Path:
    with (folder / "a.jpg").open("wb") as out:
        out.write(JPEG)
        out.truncate(2_000_000_000)
    return folder / "a.jpg"


def _not_utf8(folder: Path) -> Path:
    path = os.fsencode(folder) + b"/\xe9.jpg"
    Path(os.fsdecode(path)).write_bytes(JPEG)
    return Path(os.fsdecode(path))


def _scans() -> bytes:
    """Return a progressive JPEG whose last scan comes 1,000 times."""
    start = PROGRESSIVE.rindex(b"\xff\xda")
    return PROGRESSIVE[:start] + PROGRESSIVE[start:-2] * 1000 + b"\xff\xd9"


def _holed() -> bytes:
    data = bytearray(JPEG)
    data[len(data) // 2 : len(data) // 2 + 2000] = os.urandom(2000)
    return bytes(data)


def _bits30000() -> bytes:
    packed = zlib.compress(bytes(30000 * (1 + 30000 // 8)), 9)
    head = makers.png_header(30000, 30000, depth=1, kind=0)
    return head + makers.chunk(b"IDAT", packed) + makers.chunk(b"IEND", b"")


def _bogus_strips() -> bytes:
    data = bytearray(TIFF)
    start = data.index(struct.pack("<HHI", 279, 4, 1)) if struct.pack("<HHI", 279, 4, 1) in data else -1
    assert start > 0
    data[start + 8 : start + 12] = struct.pack("<I", 1000)
    return bytes(data)


def _hundred_megapixels() -> bytes:
    large = np.tile(GRAINY, (40, 28, 1))[:9000, :8960]
    return makers.jpeg(np.tile(large, (1, 2, 1))[:, :11200])


def _mpo() -> bytes:
    out = io.BytesIO()
    second = Image.fromarray(GRAINY[::-1])
    Image.fromarray(GRAINY).save(out, "MPO", save_all=True, append_images=[second], quality=95, subsampling=0)
    return out.getvalue()


GAIN_MAP = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta hdrgm:Version='1.0'/>"
PROFILE = profiles.matrix_profile(profiles.SRGB, profiles.gamma_curve(1.0))
LIGHT = np.linspace(0.1, 0.9, SCENE.size, dtype=np.float32).reshape(SCENE.shape)
RANGE = [(340, "f", 3, (0.0,) * 3, True), (341, "f", 3, (1.0,) * 3, True)]
ICC = [(34675, "B", len(PROFILE), PROFILE, True)]
PLANES = np.ascontiguousarray(np.moveaxis(SCENE, -1, 0))
PLANES16 = np.ascontiguousarray(np.moveaxis(makers.SCENE16, -1, 0))

ROWS = (
    Row("F01", "missing", lambda folder: folder / "none.jpg", "E101"),
    Row("F02", "no permission", _unreadable, "E102", as_nobody=True),
    Row("F03", "folder", _folder, "E103", says="folder"),
    Row("F04a", "FIFO", _fifo, "E103"),
    Row("F04b", "socket", _socket, "E103"),
    Row("F04c", "link to a device", _linked("/dev/zero"), "E103"),
    Row("F05", "link inside the root", _linked("real.jpg"), MEASURED, clean=GRAINY, within=LOSSY),
    Row("F06", "link out of the root", _out_of_root, "E115", options={"root": "."}),
    Row("F07a", "link to itself", _linked("x.jpg"), "E103"),
    Row("F07b", "dangling link", _linked("gone.jpg"), "E101"),
    Row("F08", "empty", file("a.jpg", b""), "E104"),
    Row("F09a", "text", file("a.jpg", b"just some text\n" * 50), "E105"),
    Row("F09b", "web page", file("a.jpg", b"<!DOCTYPE html><html></html>" * 9), "E105"),
    Row("F10", "JPEG named PNG", file("a.png", JPEG), MEASURED, ("W106",), GRAINY, LOSSY),
    *(
        Row(f"F11{letter}", f"JPEG cut to {share:.0%}", file("a.jpg", JPEG[: int(len(JPEG) * share)]), "E107", says="%")
        for letter, share in zip("abc", (0.3, 0.5, 0.9), strict=True)
    ),
    Row("F11d", "JPEG cut to 99 %", file("a.jpg", JPEG[: int(len(JPEG) * 0.99)]), "E107", says="missing"),
    Row("F11e", "JPEG 2 bytes short", file("a.jpg", JPEG[:-2]), "E107", says="missing"),
    Row("F12", "progressive JPEG cut", file("a.jpg", PROGRESSIVE[: len(PROGRESSIVE) // 2]), "E107"),
    Row("F13a", "JPEG with a zero tail", file("a.jpg", makers.zero_tail(JPEG)), "E107"),
    Row("F13b", "JPEG with a zero tail and an end", file("a.jpg", makers.zero_tail(JPEG) + b"\xff\xd9"), "E107"),
    Row("F13c", "PNG with a zero tail", file("a.png", makers.zero_tail(PNG)), "E107"),
    Row("F13d", "WebP with a zero tail", file("a.webp", makers.zero_tail(WEBP)), "E107"),
    Row("F13e", "HEIC with a zero tail", file("a.heic", makers.zero_tail(heic.HEIC_8, 0.9)), "E107"),
    Row("F13f", "TIFF (deflate) with a zero tail",
        file("a.tif", lambda: makers.zero_tail(makers.tiff(compression="zlib", software=None))), "E107"),
    Row("F14a", "JPEG that claims more", file("a.jpg", makers.jpeg_resized(JPEG, 640, 480)), "E107"),
    Row("F14b", "JPEG that claims half", file("a.jpg", makers.jpeg_resized(JPEG, 320, 120)), "E107"),
    Row("F14c", "JPEG that claims 144 MP", file("a.jpg", makers.jpeg_resized(JPEG, 12000, 12000)), "E107"),
    Row("F14d", "progressive that claims 144 MP", file("a.jpg", makers.jpeg_resized(PROGRESSIVE, 12000, 12000)), "E107"),
    Row("F15", "random bytes inside", file("a.jpg", _holed()), "E107 or measured"),
    Row("F16", "one bit flipped after import", file("a.tif", makers.flipped(TIFF, 0.5)), "E701",
        options={"sha256": hashlib.sha256(TIFF).hexdigest()}),
    Row("F17a", "PNG with a wrong checksum", file("a.png", makers.flipped(PNG, 0.5)), "E107", says="checksum"),
    Row("F17b", "PNG cut", file("a.png", PNG[: len(PNG) // 2]), "E107", says="%"),
    Row("F18a", "TIFF cut", file("a.tif", TIFF[: len(TIFF) // 2]), "E107"),
    Row("F18b", "TIFF with too short strips", file("a.tif", _bogus_strips()), "E107"),
    Row("F18c", "BigTIFF", file("a.tif", makers.tiff(bigtiff=True)), MEASURED, clean=SCENE),
    Row("F18d", "tiled", file("a.tif", makers.tiff(tile=(32, 32))), MEASURED, clean=SCENE),
    Row("F18e", "tiled 16 bit", file("a.tif", makers.tiff(makers.SCENE16, tile=(32, 32))), MEASURED, clean=makers.SCENE16),
    Row("F18f", "planar", file("a.tif", makers.tiff(PLANES, planarconfig="separate")), MEASURED, clean=SCENE),
    Row("F18g", "planar 16 bit", file("a.tif", makers.tiff(PLANES16, planarconfig="separate")), "E111"),
    Row("F18h", "float without a range", file("a.tif", makers.tiff(LIGHT)), "E407"),
    Row("F18i", "float with range and profile", file("a.tif", makers.tiff(LIGHT, extratags=RANGE + ICC)), MEASURED,
        clean=LIGHT, within=1e-5),
    Row("F18j", "LZW with predictor", file("a.tif", makers.lzw), MEASURED, clean=makers.SCENE16),
    Row("F18l", "deflate, big endian",
        file("a.tif", lambda: makers.tiff(makers.SCENE16, compression="zlib", predictor=True, byteorder=">")),
        MEASURED, clean=makers.SCENE16),
    Row("F18k", "YCbCr JPEG in TIFF", file("a.tif", lambda: makers.pillow(SCENE, "TIFF", compression="jpeg")), "E111"),
    Row("F19a", "JPEG and ZIP", file("a.jpg", JPEG + b"PK\x03\x04" + bytes(range(256))), MEASURED, ("W120",), GRAINY, LOSSY),
    Row("F19b", "JPEG and web page", file("a.jpg", JPEG + b"<html><script>"), MEASURED, ("W120",), GRAINY, LOSSY),
    Row("F19c", "PNG and 1 MB", file("a.png", PNG + b"x" * 1_000_000), MEASURED, ("W120",), SCENE),
    Row("F20", "PNG header of 900 MP", file("a.png", makers.png_header(30000, 30000)), "E108"),
    Row("F21", "1-bit PNG of 900 MP", file("a.png", _bits30000), "E108"),
    Row("F22a", "JPEG header of 65500", file("a.jpg", makers.jpeg_resized(JPEG, 65500, 65500)), "E108"),
    Row("F22b", "JPEG header of 30000", file("a.jpg", makers.jpeg_resized(JPEG, 30000, 30000)), "E108"),
    Row("F23a", "PNG 0 x 10", file("a.png", makers.png_header(0, 10)), "E110"),
    Row("F23b", "JPEG 10 x 0", file("a.jpg", makers.jpeg_resized(JPEG, 10, 0)), "E110"),
    *(
        Row(f"F24{letter}", f"{w} x {h}", file("a.png", makers.png(np.zeros((h, w, 3), np.uint8))), "E110")
        for letter, w, h in (("a", 1, 1), ("b", 1, 5000), ("c", 7, 7))
    ),
    Row("F25", "100 MP", file("a.jpg", _hundred_megapixels), MEASURED, slow=True),
    Row("F26", "2 GB", _huge, "E109"),
    Row("F27a", "PNG with 60 MB of packed text",
        file("a.png", lambda: makers.with_chunk(PNG, b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000)))),
        MEASURED, clean=SCENE),
    Row("F27b", "PNG with 20 MB of text",
        file("a.png", lambda: makers.with_chunk(PNG, b"tEXt", b"a\0" + b"x" * 20_000_000)), MEASURED, ("W121",), SCENE),
    Row("F27c", "JPEG with 20 MB of XMP", file("a.jpg", lambda: makers.with_segments(JPEG, 310)), MEASURED, ("W121",),
        GRAINY, LOSSY),
    Row("F27d", "WebP with 20 MB of XMP", file("a.webp", lambda: makers.webp(xmp=b"x" * 20_000_000)), MEASURED, ("W121",),
        SCENE),
    Row("F27e", "TIFF with 20 MB of XMP, which nothing reads",
        file("a.tif", lambda: makers.tiff(extratags=[(700, "B", 20_000_000, bytes(20_000_000), True)])), MEASURED,
        clean=SCENE),
    Row("F28", "JPEG with 1,000 scans", file("a.jpg", _scans), "E112"),
    Row("F29a", "animated GIF", file("a.gif", makers.pillow(SCENE, "GIF")), "E105"),
    Row("F29b", "animated PNG",
        file("a.png", lambda: makers.png(save_all=True, append_images=[extra.other_image()])), MEASURED, ("W111",), SCENE),
    Row("F29c", "TIFF with two pages",
        file("a.tif", lambda: makers.tiff(np.stack([SCENE, SCENE[::-1]]))), MEASURED, ("W111",), SCENE),
    Row("F29d", "animated WebP",
        file("a.webp", lambda: makers.webp(save_all=True, append_images=[extra.other_image()])), MEASURED, ("W111",), SCENE),
    Row("F30a", "MPO", file("a.jpg", _mpo), MEASURED, ("W111",), GRAINY, LOSSY),
    Row("F30b", "JPEG with gain map", file("a.jpg", makers.app(JPEG, 0xE1, GAIN_MAP)), MEASURED, ("W111",), GRAINY, LOSSY),
    Row("F30c", "motion photo", file("a.jpg", JPEG + b"\0\0\0\x18ftypmp42" + b"v" * 999), MEASURED, ("W120",), GRAINY, LOSSY),
    Row("F31a", "DNG", file("a.dng", extra.dng), MEASURED, ("W213",)),
    Row("F31b", "DNG cut", file("a.dng", lambda: extra.dng()[:-3000]), "E107"),
    Row("F31c", "CR2 header and rubbish", file("a.cr2", b"II*\0\x10\0\0\0CR\x02\0" + bytes(range(256)) * 20), "E107"),
    Row("F31d", "CR3 header and rubbish", file("a.cr3", b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(5000)), "E107"),
    Row("F32a", "HEIC 8 bit", file("a.heic", heic.HEIC_8), MEASURED, clean=SCENE, within=30),
    Row("F32b", "HEIC 10 bit", file("a.heic", heic.HEIC_10), MEASURED, clean=makers.SCENE16, within=30 * 257),
    *(
        Row(f"F32{letter}", f"HEIC cut to {share:.0%}",
            file("a.heic", heic.HEIC_8[: int(len(heic.HEIC_8) * share)]), "E107")
        for letter, share in zip("cdef", (0.3, 0.5, 0.9, 0.99), strict=True)
    ),
    Row("F33a", "DICOM photo", file("a.dcm", extra.dicom), MEASURED, clean=SCENE),
    Row("F33b", "DICOM without preamble", file("a.dcm", lambda: extra.dicom()[132:]), "E105"),
    Row("F33c", "DICOM cut", file("a.dcm", lambda: extra.dicom()[:-9000]), "E107"),
    Row("F33d", "DICOM with wrong rows", file("a.dcm", lambda: extra.dicom(Rows=200)), "E107"),
    Row("F33e", "DICOM with a JPEG frame", file("a.dcm", extra.dicom_jpeg), MEASURED, clean=GRAINY, within=LOSSY),
    Row("F33f", "DICOM frame of another size", file("a.dcm", lambda: extra.dicom_jpeg(Rows=120)), "E107"),
    Row("F33g", "DICOM with a cut JPEG frame", file("a.dcm", lambda: extra.dicom_jpeg(cut=0.5)), "E107"),
    *(
        Row(f"F34{letter}", f"{kind} is no photo format here", file(f"a.{kind}", start + bytes(range(256)) * 8), "E105")
        for letter, kind, start in (
            ("a", "jxl", b"\xff\x0a"), ("b", "jp2", b"\0\0\0\x0cjP  \r\n\x87\n"), ("c", "bmp", b"BM"),
            ("d", "psd", b"8BPS"), ("e", "eps", b"%!PS-Adobe-3.0 EPSF-3.0\n"), ("f", "pdf", b"%PDF-1.7\n"),
            ("g", "svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("h", "wmf", b"\xd7\xcd\xc6\x9a"),
            ("i", "mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
        )
    ),
    Row("F34j", "AVIF", file("a.avif", makers.avif), MEASURED, clean=SCENE, within=4),
    Row("F34k", "AVIF of 10 bit", file("a.avif", lambda: makers.deep_avif(10)), MEASURED, clean=makers.SCENE16, within=128),
    Row("F34l", "AVIF of 12 bit", file("a.avif", lambda: makers.deep_avif(12)), MEASURED, clean=makers.SCENE16, within=128),
    Row("F34m", "AVIF turned", file("a.avif", lambda: makers.avif(exif=makers.exif(6))), MEASURED, ("W204",),
        extra.turned(SCENE, 6), 4),
    Row("F34n", "AVIF cut", file("a.avif", lambda: makers.avif()[:-500]), "E107", says="%"),
    *(
        Row(f"F35{number:02}", f"name {name!a}", file(name, JPEG), MEASURED, clean=GRAINY, within=LOSSY)
        for number, name in enumerate((
            "caf\u00e9.jpg", "cafe\u0301.jpg", "\u819d.jpg", "\U0001f9b5.jpg", "x" * 251 + ".jpg", " a.jpg", "-a.jpg",
            "%s%n.jpg", "'\".jpg", ";.jpg", "a\tb.jpg", "a\nb.jpg", "a\u202eb.jpg", "<img src=x>.jpg".replace("/", ""),
            "=cmd.jpg",
        ))
    ),
    Row("F36", "name that is not UTF-8", _not_utf8, MEASURED, clean=GRAINY, within=LOSSY),
    Row("F38", "NUL in the path", lambda folder: folder / "a\0.jpg", "E115"),
    *(
        Row(f"F42{letter}", f"TIFF with orientation {turn}",
            file("a.tif", makers.tiff(extratags=[(274, "H", 1, turn, True)])), MEASURED,
            ("W204",) + ("W206",) * (turn in {5, 7}), extra.turned(SCENE, turn))
        for letter, turn in zip("abcd", (5, 6, 7, 8), strict=True)
    ),
)  # fmt: skip
