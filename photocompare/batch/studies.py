"""A study file as a manifest, and a manifest as what a study file holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from photocompare.batch.manifest import Entry
from photocompare.errors import Problem
from photocompare.regions import read_regions
from photocompare.study import Study, with_photo, with_regions, with_subject, with_timepoint
from photocompare.study.photo_files import content_hash, kept_path


def study_with_entries(path: Path, study: Study, entries: Sequence[Entry]) -> Study:
    """Return the study with the photos of a manifest's rows, and all they name that it does not have yet.

    `path` is the study file's: photos are kept by their path from there. Regions are those of each view's
    baseline.

    Raises:
        Problem: E101 for a photo that cannot be read, E400 for a regions file, E610 for a subject that is no
            code.
    """
    for entry in entries:
        study = _with_entry(path, study, entry)
    outlined: dict[tuple[str, str], dict[str, Path | None]] = {}
    for entry in sorted(entries, key=lambda one: (one.day or 0.0, one.repeat)):
        outlined.setdefault((entry.subject, entry.view), {}).setdefault(entry.lighting, entry.regions)
    for (subject, view), files in outlined.items():
        alike = len(set(files.values())) == 1
        for lighting, file in list(files.items())[: 1 if alike else None]:
            if file is not None:
                key = "" if alike else lighting
                study = with_regions(study, subject, view, read_regions(file), lighting=key)
    return study


def _with_entry(path: Path, study: Study, entry: Entry) -> Study:
    sha256 = content_hash(entry.photo)
    if not sha256:
        raise Problem("E101", entry.photo.name)
    if all(one.code != entry.subject for one in study.subjects):
        study, _ = with_subject(study, entry.subject)
    day = entry.day or 0.0
    if entry.timepoint not in study.days:
        study = with_timepoint(study, entry.timepoint, day)
    return with_photo(
        study,
        entry.subject,
        entry.view,
        entry.timepoint,
        path=kept_path(path, entry.photo),
        sha256=sha256,
        size=entry.photo.stat().st_size,
        lighting=entry.lighting,
        repeat=entry.repeat,
        day=None if study.days[entry.timepoint] == day else day,
        mm_per_pixel=entry.mm_per_pixel,
        arm=entry.arm,
        side=entry.side,
    )
