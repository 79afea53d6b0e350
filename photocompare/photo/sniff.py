"""Which format a file is, by its content; only formats on this list ever reach a decoder."""

from __future__ import annotations

from photocompare.errors import Problem
from photocompare.photo.tags import Block, Damaged, read_directory

_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_RAW_STARTS = (b"FUJIFILMCCD-RAW", b"IIU\0", b"IIRO", b"IIRS", b"MMOR")
_CFA, _LINEAR_RAW = 32803, 34892
_KNOWN = {
    b"GIF8": "It is a GIF, which has too few colors to measure",
    b"BM": "It is a BMP",
    b"%PDF": "It is a PDF document",
    b"%!PS": "It is an EPS document",
    b"8BPS": "It is a Photoshop document",
    b"\xff\x0a": "It is a JPEG XL",
    b"\0\0\0\x0cJXL ": "It is a JPEG XL",
    b"\0\0\0\x0cjP  ": "It is a JPEG 2000",
    b"PK\x03\x04": "It is a ZIP archive",
    b"<": "It is a web page or a drawing",
}


def sniff(data: bytes, name: str) -> str:
    """Return `JPEG`, `PNG`, `TIFF`, `WebP`, `HEIC`, `DICOM` or `RAW`; raises E105 for everything else."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return _by_brand(data, name)
    if data[:15].startswith(_RAW_STARTS) or (data[8:10] == b"CR" and data[:2] in {b"II", b"MM"}):
        return "RAW"
    if data[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "RAW" if _holds_raw(data) else "TIFF"
    if data[128:132] == b"DICM":
        return "DICOM"
    raise Problem("E105", name, next((text for start, text in _KNOWN.items() if data.startswith(start)), ""))


def _by_brand(data: bytes, name: str) -> str:
    size = int.from_bytes(data[:4], "big")
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, min(size, 256, len(data)), 4))}
    if b"crx " in brands:
        return "RAW"
    if brands & (_HEIF | {b"avif", b"avis"}):
        return "HEIC"
    raise Problem("E105", name, "It is a video or another container")


def _holds_raw(data: bytes) -> bool:
    """Return whether a TIFF-like file is a camera RAW: a DNG, or a sensor mosaic in a directory."""
    try:
        block = Block.of(data)
        first = read_directory(block, block.first, {254, 262, 330, 50706})
        if 50706 in first.tags or first.number(262) in {_CFA, _LINEAR_RAW}:
            return True
        for child in first.numbers(330)[:8]:
            if read_directory(block, int(child), {262}).number(262) in {_CFA, _LINEAR_RAW}:
                return True
    except Damaged:
        pass
    return False
