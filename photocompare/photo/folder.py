"""The photos of a folder."""

from __future__ import annotations

import os
from pathlib import Path

JUNK = {"thumbs.db", "desktop.ini", ".ds_store"}
NOT_PHOTOS = {
    ".csv",
    ".geojson",
    ".json",
    ".md",
    ".txt",
    ".toml",
    ".html",
    ".pdf",
    ".roi",
    ".zip",
    ".photocase",
    ".photostudy",
}

PHOTOS = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".dcm", ".dng"}


def photos_in(folder: Path) -> list[Path]:
    """Return what may be photos in a folder and all below it, sorted; each file once, links or not."""
    found: dict[tuple[int, int], Path] = {}
    for top, below, names in os.walk(folder):
        below.sort()
        for name in sorted(names):
            path = Path(top) / name
            if passed_over(path):
                continue
            try:
                status = path.stat()
            except OSError:
                status = path.lstat()
            key = status.st_dev, status.st_ino
            if key not in found or found[key].is_symlink():
                found[key] = path
    return sorted(found.values())


def passed_over(path: Path) -> bool:
    """Return whether a file is no photo by its name: what systems leave in folders, and documents."""
    name = path.name.lower()
    return name in JUNK or name.startswith(".") or path.suffix.lower() in NOT_PHOTOS
