"""Can these photos be measured? Each is read in a process of its own; nothing is scored."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from photocompare.batch import plan, read_manifest
from photocompare.compare import Report
from photocompare.errors import Finding, Problem, displayable, worst
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.quality import PhotoQuality, all_findings, photo_quality, quality_findings
from photocompare.recipe import PhotoRecipe
from photocompare.regions import Region

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
}

PHOTOS = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".dcm", ".dng"}


@dataclass(frozen=True)
class Target:
    """A photo to check: its path, the regions outlined on it, and the folder it may not lead out of."""

    path: Path
    regions: tuple[Region, ...] = ()
    root: Path | None = None


@dataclass(frozen=True)
class FileFacts:
    """What a photo's file says of itself; sizes in pixels, empty or None where it does not say."""

    sha256: str
    pixels_sha256: str
    format: str
    width: int
    height: int
    bit_depth: int
    color_space: str
    jpeg_quality: int | None
    chroma_subsampling: str


@dataclass(frozen=True)
class Checked:
    """What was found about one photo: `facts` and `quality` are None where it was refused."""

    name: str
    findings: tuple[Finding, ...]
    facts: FileFacts | None = None
    quality: PhotoQuality | None = None
    regions: tuple[tuple[str, PhotoQuality], ...] = ()

    @property
    def status(self) -> str:
        """Return `ok`, `warn` or `error`."""
        return worst(self.findings)


def find_targets(
    paths: Iterable[Path], regions: Sequence[Region] = (), *, encoding: str | None = None
) -> list[Target]:
    """Return the photos that files, folders and manifests (`.csv`) name, each once, in order.

    A folder is searched with all below it; what systems leave there, hidden files and other documents are
    passed over, and a link may not lead out of it. A manifest brings its own regions; as they are drawn on
    the baseline, they are checked there only.

    Raises:
        Problem: E301 and others where a manifest cannot be used.
    """
    found: list[Target] = []
    for path in paths:
        if path.suffix.lower() == ".csv":
            found.extend(_of_manifest(path, encoding))
        elif "\0" not in str(path) and path.is_dir() and path.suffix.lower() not in PHOTOS:
            found.extend(Target(file, tuple(regions), path) for file in photos_in(path))
        else:
            found.append(Target(path, tuple(regions)))
    return list({(target.path, target.regions): target for target in found}.values())


def photos_in(folder: Path) -> list[Path]:
    """Return what may be photos in a folder and all below it, sorted; each file once, links or not."""
    found: dict[tuple[int, int], Path] = {}
    for top, below, names in os.walk(folder):
        below.sort()
        for name in sorted(names):
            path = Path(top) / name
            if _is_junk(name) or path.suffix.lower() in NOT_PHOTOS:
                continue
            try:
                status = path.stat()
            except OSError:
                status = path.lstat()
            key = status.st_dev, status.st_ino
            if key not in found or found[key].is_symlink():
                found[key] = path
    return sorted(found.values())


def check(
    targets: Sequence[Target], recipe: PhotoRecipe = PhotoRecipe(), *, report: Report | None = None
) -> list[Checked]:
    """Return what was found about each target, in order; a photo that stops the reader costs itself only."""
    results = []
    with IsolatedReader() as reader:
        for index, target in enumerate(targets):
            if report:
                report(index / len(targets), displayable(target.path.name))
            results.append(_checked(reader, target, recipe))
    return results


def twin_findings(targets: Iterable[Target]) -> list[Finding]:
    """Return W122 for files of a folder whose names differ only in case or in how accents are written."""
    paths = list(dict.fromkeys(target.path for target in targets))
    alike = Counter((path.parent, _plain(path.name)) for path in paths)
    return [Finding("W122", path.name) for path in paths if alike[path.parent, _plain(path.name)] > 1]


def to_json(result: Checked) -> dict[str, Any]:
    """Return a JSON-ready dictionary: absent figures are null, names are safe to show."""
    return {
        "name": displayable(result.name),
        "status": result.status,
        **(asdict(result.facts) if result.facts else {}),
        "quality": _rounded(result.quality),
        "regions": [{"name": displayable(name), "quality": _rounded(part)} for name, part in result.regions],
        "findings": [
            {"code": finding.code, "severity": finding.severity, "message": finding.message}
            for finding in result.findings
        ],
    }


def _of_manifest(path: Path, encoding: str | None) -> list[Target]:
    found: list[Target] = []
    for pair in plan(read_manifest(path, encoding=encoding)).pairs:
        found.append(Target(pair.baseline.photo, pair.regions, pair.baseline.root))
        if pair.followup != pair.baseline:
            found.append(Target(pair.followup.photo, (), pair.followup.root))
    return found


def _checked(reader: IsolatedReader, target: Target, recipe: PhotoRecipe) -> Checked:
    try:
        photo = reader.read(target.path, **recipe.reading(target.root))
    except Problem as problem:
        return Checked(target.path.name, (problem.finding,))
    quality = photo_quality(photo)
    regions = tuple((region.name, photo_quality(photo, region)) for region in target.regions)
    doubts = [
        f for name, part in regions for f in quality_findings(part, f"{photo.name}, {name}", region=True)
    ]
    findings = tuple(dict.fromkeys((*all_findings(photo, quality), *doubts)))
    return Checked(photo.name, findings, _facts(photo), quality, regions)


def _facts(photo: Photo) -> FileFacts:
    height, width = photo.shape
    return FileFacts(
        sha256=photo.sha256,
        pixels_sha256=photo.pixels_sha256,
        format=photo.format,
        width=width,
        height=height,
        bit_depth=photo.metadata.bit_depth,
        color_space=photo.transfer.name,
        jpeg_quality=photo.metadata.jpeg_quality,
        chroma_subsampling=photo.metadata.chroma_subsampling,
    )


def _is_junk(name: str) -> bool:
    return name.startswith(".") or name.lower() in JUNK


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _rounded(quality: PhotoQuality | None) -> dict[str, float | None] | None:
    if quality is None:
        return None
    return {name: None if value is None else round(value, 3) for name, value in vars(quality).items()}
