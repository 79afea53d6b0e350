"""Photos become a proposal: subject, view, timepoint, day, side, lighting, repeat of each, with reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from photocompare.compare import Report
from photocompare.errors import Problem
from photocompare.photo.folder import photos_in
from photocompare.study.importing.clocks import wrong_clocks
from photocompare.study.importing.draft import Draft
from photocompare.study.importing.guard import guarded, without_duplicates, without_unusable
from photocompare.study.importing.known import Known, known_of
from photocompare.study.importing.proposal import Proposal
from photocompare.study.importing.shots import Shot, read_shots
from photocompare.study.importing.subjects import by_likeness, drafts_of
from photocompare.study.importing.timing import with_times
from photocompare.study.importing.views import with_views
from photocompare.study.model import Study


def propose_folder(
    folder: Path, study: Study = Study(), *, path: Path | None = None, report: Report | None = None
) -> tuple[tuple[Shot, ...], tuple[Proposal, ...]]:
    """Return the photos of a folder and all below it, and what each is to become; see `propose`.

    Raises:
        Problem: E362 where there is no photo.
    """
    return propose_files(photos_in(folder), folder, study, path=path, report=report)


def propose_files(
    paths: Sequence[Path],
    root: Path | None = None,
    study: Study = Study(),
    *,
    path: Path | None = None,
    report: Report | None = None,
) -> tuple[tuple[Shot, ...], tuple[Proposal, ...]]:
    """Return files as photos, and what each is to become; their names are understood from `root` down.

    `path` is where the study is kept: its photos are what new ones are recognized by.

    Raises:
        Problem: E362 where there is none.
    """
    if not paths:
        raise Problem("E362", root.name if root else "")
    views = {photo.view for photo in study.photos} | set(study.about.views)
    shots = read_shots(paths, root, known_views=sorted(views), report=report)
    return shots, propose(
        shots,
        taken_codes=[subject.code for subject in study.subjects],
        known_hashes=[photo.sha256 for photo in study.photos],
        known=known_of(path, study, shots, report=report),
    )


def propose(
    shots: Sequence[Shot],
    *,
    taken_codes: Collection[str] = (),
    known_hashes: Sequence[str] = (),
    known: Known = Known(),
) -> tuple[Proposal, ...]:
    """Return what each photo is to become, in order.

    Names say most: of the file, then of its folders. What they leave open is taken from the camera's clock,
    set right where it is wrong, and from likeness to the other photos and to those the study has, `known`.
    `taken_codes` are no codes for new subjects, photos of `known_hashes` are there already.
    """
    drafts = without_duplicates(without_unusable(drafts_of(shots, taken_codes)), known_hashes)
    told = guarded(with_views(by_likeness([*known.drafts, *drafts], taken_codes)))
    drafts = told[len(known.drafts) :]
    subjects = {place: draft.subject for place, draft in enumerate(drafts) if draft.use}
    drafts = with_times(drafts, wrong_clocks(shots, subjects), known.zeros)
    return tuple(draft.proposal() for draft in _with_repeats(drafts))


def _with_repeats(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with repeat shots of one timepoint numbered in order of capture."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if draft.use:
            same[(*draft.group, draft.timepoint)].append(place)
    done = list(drafts)
    for places in same.values():
        places.sort(key=lambda i: (drafts[i].shot.said.repeat or 0, str(drafts[i].shot.captured or ""), i))
        for number, place in enumerate(places, 1):
            done[place] = replace(done[place], repeat=number)
    return done
