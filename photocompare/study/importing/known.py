"""The photos a study has already, for new ones to be told by, and the day that its subjects count from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from photocompare.compare import Report
from photocompare.study.importing.draft import Draft
from photocompare.study.importing.names import Said
from photocompare.study.importing.shots import Shot, read_shots
from photocompare.study.importing.subjects import drafts_of
from photocompare.study.model import Study, StudyPhoto
from photocompare.study.photo_files import place_of

MOST = 400
"""So many baselines are read at most: a second's half each."""


@dataclass(frozen=True)
class Known:
    """What a study has: a draft of one photo of each view and light, and the date of day 0 by subject."""

    drafts: tuple[Draft, ...] = ()
    zeros: Mapping[str, date] = field(default_factory=dict)


def known_of(
    path: Path | None, study: Study, shots: Sequence[Shot], *, report: Report | None = None
) -> Known:
    """Return what the study at `path` has that new shots can be told by; nothing for a study not yet made.

    Where every shot names its subject only those subjects' photos are read. A photo that is another now than
    the one that was imported tells nothing.
    """
    if path is None or not study.photos:
        return Known()
    named = {shot.said.subject for shot in shots}
    first = {(one.subject, one.view, one.lighting): one for one in reversed(study.photos)}
    wanted = [one for one in first.values() if "" in named or one.subject in named][:MOST]
    read = read_shots([place_of(path, one) for one in wanted], report=report)
    pairs = [(o, s) for o, s in zip(wanted, read, strict=True) if s.sha256 == o.sha256]
    drafts = drafts_of([replace(shot, said=_said(photo)) for photo, shot in pairs])
    return Known(tuple(drafts), _zeros(study, pairs))


def _said(photo: StudyPhoto) -> Said:
    """Return what the study says of a photo, in place of its names."""
    side, _, site = photo.view.partition(" ")
    parted = side in ("left", "right") and bool(site)
    found = {"subject": photo.subject, "view": site if parted else photo.view, "lighting": photo.lighting}
    found |= {"side": side} if parted else {}
    return Said(**found, because=dict.fromkeys(found, "study"))  # type: ignore[arg-type]


def _zeros(study: Study, pairs: Sequence[tuple[StudyPhoto, Shot]]) -> dict[str, date]:
    """Return the date of day 0: as kept, else by the camera's clock of a photo whose day is known."""
    found = {}
    for photo, shot in pairs:
        if shot.captured is not None and photo.captured is not None:
            found[photo.subject] = shot.captured.date() - timedelta(days=int(photo.captured))
    kept = {one.code: date.fromisoformat(one.day_zero) for one in study.subjects if one.day_zero}
    return found | kept
