"""Which format a file is, by its content; only formats on this list ever reach a decoder."""

from __future__ import annotations

from photocompare.errors import Problem


def sniff(data: bytes, name: str) -> str:
    """Return `JPEG`, `PNG` or `TIFF`; raises E105 for everything else."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "TIFF"
    raise Problem("E105", name)
