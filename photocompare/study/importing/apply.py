"""A proposal that a person has looked at becomes part of a study."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from photocompare.errors import Finding
from photocompare.study.edit import with_photo, with_subject, with_timepoint
from photocompare.study.importing.proposal import Proposal
from photocompare.study.model import Study
from photocompare.study.photo_files import collected, content_hash, kept_path


def with_proposals(
    path: Path, study: Study, proposals: Sequence[Proposal]
) -> tuple[Study, tuple[Finding, ...]]:
    """Return the study at `path` with the photos of proposals to be used, and what speaks against it.

    Subjects, timepoints and views that are new are made; a timepoint's planned day is the median of its
    photos. A photo whose name or folder looks like a person's is copied beside the study under a plain name,
    and its own name is not kept. Where a finding is an error nothing may be saved: a photo changed since it
    was proposed, or is in the study already (E361).

    Raises:
        Problem: E610 for a subject's code that may be a name, E330 where a copy cannot be written.
    """
    used = sorted((one for one in proposals if one.use), key=lambda one: one.repeat)
    findings = _against(study, used)
    if findings:
        return study, findings
    study = _with_timepoints(study, used)
    known = {subject.code for subject in study.subjects}
    for code in dict.fromkeys(one.subject for one in used):
        if code not in known:
            study, _ = with_subject(study, code)
    private = set()
    for one in used:
        study = _with_photo(path, study, one)
        if one.private:
            private.add(study.photos[-1].id)
    return _kept_apart(path, study, private)


def _against(study: Study, used: Sequence[Proposal]) -> tuple[Finding, ...]:
    there = {photo.sha256 for photo in study.photos}
    findings = []
    for one in used:
        now = content_hash(one.photo)
        if not now or (one.sha256 and now != one.sha256):
            findings.append(Finding("E361", one.photo.name, "The photo changed after it was proposed"))
        elif now in there:
            findings.append(Finding("E361", one.photo.name, "The photo is in the study already"))
        there.add(now)
    return tuple(findings)


def _with_timepoints(study: Study, used: Sequence[Proposal]) -> Study:
    days: dict[str, list[float]] = defaultdict(list)
    for one in used:
        if one.day is not None and one.timepoint not in study.days:
            days[one.timepoint].append(one.day)
    for label, known in days.items():
        study = with_timepoint(study, label, round(median(known)))
    return study


def _with_photo(path: Path, study: Study, one: Proposal) -> Study:
    key = one.subject, one.view, one.timepoint, one.lighting
    taken = {
        photo.repeat
        for photo in study.photos
        if (photo.subject, photo.view, photo.timepoint, photo.lighting) == key
    }
    own_day = None if one.day is None or one.day == study.days[one.timepoint] else one.day
    return with_photo(
        study,
        one.subject,
        one.view,
        one.timepoint,
        path=kept_path(path, one.photo),
        sha256=content_hash(one.photo),
        size=one.photo.stat().st_size,
        lighting=one.lighting,
        repeat=one.repeat if one.repeat not in taken else max(taken) + 1,
        day=own_day,
        captured=one.captured,
        mm_per_pixel=one.mm_per_pixel,
        arm=one.arm,
        side=one.side,
    )


def _kept_apart(path: Path, study: Study, private: set[str]) -> tuple[Study, tuple[Finding, ...]]:
    """Return the study with photos of these ids copied beside it, so that their own names are not kept."""
    if not private:
        return study, ()
    named = tuple(photo for photo in study.photos if photo.id in private)
    copied, findings = collected(path, replace(study, photos=named))
    plain = {photo.id: photo for photo in copied.photos}
    return replace(study, photos=tuple(plain.get(photo.id, photo) for photo in study.photos)), findings
