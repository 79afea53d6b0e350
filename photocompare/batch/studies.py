"""A study file as a manifest, and a manifest as what a study file holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from photocompare.batch.entry import Entry
from photocompare.batch.manifest import Manifest, read_manifest
from photocompare.errors import Problem
from photocompare.recipe import Recipe
from photocompare.regions import Ring, read_regions
from photocompare.study import (
    OpenStudy,
    Study,
    StudyPhoto,
    is_study,
    open_study,
    with_chart,
    with_photo,
    with_regions,
    with_subject,
    with_timepoint,
)
from photocompare.study.outlines import outlines_at
from photocompare.study.photo_files import content_hash, find_photos, kept_path, place_of


def manifest_of(path: Path, *, encoding: str | None = None) -> Manifest:
    """Return the photos that a manifest names, or a study file holds: these with the content they must have.

    A study is read, never written; a photo that was moved in its folder is found again.

    Raises:
        Problem: as `read_manifest` or `open_study`; E606 (exit 7) for a study that was altered.
    """
    if not is_study(path):
        return read_manifest(path, encoding=encoding)
    with open_study(path, write=False) as opened:
        if opened.findings:
            raise Problem(opened.findings[0].code, path.name, opened.findings[0].detail)
        return manifest_of_study(opened)


def manifest_of_study(opened: OpenStudy) -> Manifest:
    """Return the photos of an open study, as it is now; see `manifest_of`."""
    path, study, head, lock = opened.path, opened.study, opened.head[1], opened.history.lock
    away = [photo for photo in study.photos if not place_of(path, photo).is_file()]
    moved = {file.photo.id: file.path for file in find_photos(path, away) if file.path} if away else {}
    charts = {one.photo: one.corners for one in study.charts}
    entries = tuple(
        _entry(study, photo, moved.get(photo.id) or place_of(path, photo), line, charts.get(photo.id, ()))
        for line, photo in enumerate(study.photos, start=1)
    )
    hashes = (("study", head), *((("study lock", lock.hash),) if lock else ()))
    return Manifest(path.name, entries, stands_for=hashes)


def study_recipe(path: Path) -> Recipe | None:
    """Return the recipe of a study file; None for anything else."""
    if not is_study(path):
        return None
    with open_study(path, write=False) as opened:
        return opened.study.recipe


def _entry(study: Study, photo: StudyPhoto, path: Path, line: int, chart: Ring) -> Entry:
    series = study.series(photo.subject, photo.view, photo.lighting)
    kept = study.alignment_of(series[0].id, photo.id)
    drawn = study.regions_of(photo.subject, photo.view, photo.lighting)
    outlines = outlines_at(study, photo.subject, photo.view, photo.timepoint, photo.lighting)
    return Entry(
        line,
        photo.subject,
        photo.view,
        photo.timepoint,
        path,
        study.day(photo),
        photo.lighting,
        None,
        photo.mm_per_pixel,
        photo.arm,
        photo.side,
        photo.repeat,
        outlines=None if drawn is None else outlines,
        sha256=photo.sha256,
        chart=chart,
        alignment=kept.saved if kept and kept.by_hand else "",
        painted=study.painted_on(photo.id),
    )


def study_with_entries(path: Path, study: Study, entries: Sequence[Entry]) -> Study:
    """Return the study with the photos of a manifest's rows, and all they name that it does not have yet.

    `path` is the study file's: photos are kept by their path from there. Regions are those of each view's
    baseline.

    Raises:
        Problem: E101 for a photo that cannot be read, E304 and others for a row that is wrong, E400 for a
            regions file, E610 for a subject that is no code.
    """
    for finding in (finding for entry in entries for finding in entry.findings):
        if finding.severity == "error":
            raise Problem(finding.code, finding.subject, finding.detail)
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
    study = with_photo(
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
    if not entry.chart:
        return study
    first, second, third, fourth = entry.chart
    return with_chart(study, study.photos[-1].id, (first, second, third, fourth))
