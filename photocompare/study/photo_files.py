"""Where the photos of a study lie: at their place, moved, changed or missing; collected beside the study."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from photocompare.errors import Finding, Problem
from photocompare.files import write_whole
from photocompare.study.model import Study, StudyPhoto
from photocompare.study.snapshots import snapshot_folder

Report = Callable[[float, str], None]
_CHUNK = 1 << 20
_SEARCHED = 200_000


@dataclass(frozen=True)
class PhotoFile:
    """A photo of the study and the file that holds it; None where none does, `finding` saying why."""

    photo: StudyPhoto
    path: Path | None
    finding: Finding | None = None


def find_photos(
    study: Path, photos: Sequence[StudyPhoto], *, report: Report | None = None
) -> tuple[PhotoFile, ...]:
    """Return the file of each photo, proved by its hash; one that moved is looked for in the study's folder.

    N622 where it was moved, E621 where it is missing, E701 where another file is in its place. Nothing is
    written, and a file whose content is another is never returned.
    """
    candidates: dict[int, list[Path]] | None = None
    # Files of one size are many where a camera writes all alike: each is hashed once.
    hashed = cache(content_hash)
    found = []
    for index, photo in enumerate(photos):
        if report:
            report(index / len(photos), Path(photo.path).name)
        place = place_of(study, photo)
        there = content_hash(place)
        if there == photo.sha256:
            found.append(PhotoFile(photo, place))
            continue
        if candidates is None:
            candidates = _files_by_size(study)
        moved = _same_content(photo, candidates, hashed)
        code = "N622" if moved else "E701" if there else "E621"
        found.append(PhotoFile(photo, moved, Finding(code, place.name)))
    return tuple(found)


def place_of(study: Path, photo: StudyPhoto) -> Path:
    """Return where a photo should lie."""
    return study.parent / photo.path


def kept_path(study: Path, photo: Path) -> str:
    """Return a photo's path as a study keeps it: from its folder, with forward slashes.

    On another drive there is no such path: then the absolute one.
    """
    place = photo.parent.resolve() / photo.name
    try:
        return Path(os.path.relpath(place, study.resolve().parent)).as_posix()
    except ValueError:
        return place.as_posix()


def content_hash(path: Path) -> str:
    """Return the hex sha256 of a regular file's bytes; empty where it cannot be read."""
    digest = hashlib.sha256()
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                digest.update(part)
    except (OSError, ValueError):
        return ""
    return digest.hexdigest()


def collection_folder(study: Path) -> Path:
    """Return the folder beside a study that its photos are collected in."""
    return study.with_name(study.stem + " photos")


def results_folder(study: Path) -> Path:
    """Return the folder beside a study that holds what was measured of it."""
    return study.with_name(f"{study.stem}-results")


def collected(
    study: Path, content: Study, *, report: Report | None = None
) -> tuple[Study, tuple[Finding, ...]]:
    """Copy every photo beside the study, and return the study with the copies' paths; originals stay.

    A copy's name tells subject, view and timepoint, and nothing of the original's name. What is missing or
    changed is told and left as it is.

    Raises:
        Problem: E330 where a copy cannot be written.
    """
    folder = collection_folder(study)
    folder.mkdir(mode=0o700, exist_ok=True)
    photos, findings = [], []
    for file in find_photos(study, content.photos, report=report):
        photo = file.photo
        if file.path is None:
            photos.append(photo)
            findings.extend([file.finding] if file.finding else [])
            continue
        target = folder / plain_name(photo)
        if content_hash(target) != photo.sha256:
            write_whole(target, _exactly(file.path, photo))
            target.chmod(0o600)
        photos.append(replace(photo, path=kept_path(study, target), size=target.stat().st_size))
    return replace(content, photos=tuple(photos)), tuple(findings)


def plain_name(photo: StudyPhoto) -> str:
    """Return a file name that tells what a photo shows, in plain letters; its id keeps it unique."""
    parts = [photo.subject, photo.view, photo.timepoint]
    parts += [photo.lighting] if photo.lighting != "normal" else []
    words = "_".join(re.sub(r"[^\w.]+", "-", part, flags=re.ASCII).strip("-.") for part in parts)
    ending = re.sub(r"[^\w.]", "", Path(photo.path).suffix.lower(), flags=re.ASCII)
    return f"{words[:120]}_{photo.id}{ending[:8]}"


def _exactly(path: Path, photo: StudyPhoto) -> bytes:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise Problem("E701", path.name)
    return data


def _files_by_size(study: Path) -> dict[int, list[Path]]:
    """Return the files below the study's folder by size; not its snapshots."""
    found: dict[int, list[Path]] = {}
    left = _SEARCHED
    for top, below, names in os.walk(study.parent):
        below[:] = sorted(name for name in below if Path(top) / name != snapshot_folder(study))
        for name in sorted(names):
            path = Path(top) / name
            if (size := _size(path)) is not None:
                found.setdefault(size, []).append(path)
            left -= 1
        if left <= 0:
            break
    return found


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def _same_content(
    photo: StudyPhoto, candidates: dict[int, list[Path]], hashed: Callable[[Path], str]
) -> Path | None:
    files: Iterable[Path]
    if photo.size is not None:
        files = candidates.get(photo.size, [])
    else:
        ending = Path(photo.path).suffix.lower()
        files = (path for paths in candidates.values() for path in paths if path.suffix.lower() == ending)
    return next((path for path in files if hashed(path) == photo.sha256), None)
