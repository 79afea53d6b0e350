"""A study in its own order, and sound: every part names parts that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from photocompare.errors import Problem
from photocompare.metric import LIGHTINGS
from photocompare.regions.region import SIDES
from photocompare.study.model import Study
from photocompare.study.tables import TABLES, natural

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")
DATE = re.compile(r"(19|20)\d\d[-._]?(0[1-9]|1[0-2])[-._]?\d\d|\d\d[-._]\d\d[-._](19|20)?\d\d")


def ordered(study: Study) -> Study:
    """Return the study with each of its tuples in order: by code, view, day; history leaves no trace."""
    days = {one.label: one.day for one in study.timepoints}

    def day(label: str, own: float | None = None) -> float:
        return own if own is not None else days.get(label, 0.0)

    def by_names(part: Any) -> Any:
        names = (getattr(part, column) for column in ("subject", "view", "lighting") if hasattr(part, column))
        return tuple(_natural(name) for name in names)

    return replace(
        study,
        recipes=tuple(sorted(study.recipes, key=lambda one: one.name)),
        timepoints=tuple(sorted(study.timepoints, key=lambda one: (one.day, _natural(one.label)))),
        subjects=tuple(sorted(study.subjects, key=lambda one: _natural(one.code))),
        views=tuple(sorted(study.views, key=lambda one: (_natural(one.subject), _natural(one.name)))),
        photos=tuple(
            sorted(study.photos, key=lambda p: (*by_names(p), day(p.timepoint, p.day), p.repeat, p.id))
        ),
        regions=tuple(sorted(study.regions, key=lambda one: (*by_names(one), day(one.timepoint)))),
        alignments=tuple(
            sorted(study.alignments, key=lambda one: (*by_names(one), one.baseline, one.followup))
        ),
        charts=tuple(sorted(study.charts, key=lambda one: (*by_names(one), one.photo))),
        vessels=tuple(sorted(study.vessels, key=lambda one: (*by_names(one), one.photo))),
        measurements=tuple(sorted(study.measurements, key=lambda one: (*by_names(one), day(one.timepoint)))),
        ratings=tuple(
            sorted(
                study.ratings,
                key=lambda r: (
                    _natural(r.subject),
                    day(r.timepoint),
                    r.outcome,
                    r.view,
                    r.side,
                    r.arm,
                    r.rater,
                ),
            )
        ),
    )


def sound(study: Study) -> Study:
    """Return the study in order, proved to hold together.

    Raises:
        Problem: E610 for a subject's code that may be a name or a date, E611 for a part that is there twice
            or names a part that is not there.
    """
    for subject in study.subjects:
        check_code(subject.code)
    for name, table in TABLES.items():
        if name != "about":
            keys = (tuple(getattr(part, column) for column in table.key) for part in getattr(study, name))
            _once(keys, name)
    shots = ((p.subject, p.view, p.timepoint, p.lighting, f"repeat {p.repeat}") for p in study.photos)
    _once(shots, "photos")
    subjects = {one.code for one in study.subjects}
    views: set[tuple[str, ...]] = {(one.subject, one.name) for one in study.views}
    photos = {one.id for one in study.photos}
    labels, outcomes = {one.label for one in study.timepoints}, {one.id for one in study.about.outcomes}
    _there(((one.subject,) for one in study.views), {(one,) for one in subjects}, "subject")
    for parts in (study.photos, study.regions, study.measurements):
        _there(((one.subject, one.view) for one in parts), views, "view")
        _there(
            ((one.timepoint,) for one in parts if one.timepoint),
            {(one,) for one in labels},
            "timepoint",
        )
    pairs = ((one.baseline, one.followup) for one in study.alignments)
    _there(((one,) for pair in pairs for one in pair), {(one,) for one in photos}, "photo")
    placed = (one.photo for parts in (study.charts, study.vessels) for one in parts)
    _there(((one,) for one in placed), {(one,) for one in photos}, "photo")
    _there(((one.subject,) for one in study.ratings), {(one,) for one in subjects}, "subject")
    _there(((one.timepoint,) for one in study.ratings), {(one,) for one in labels}, "timepoint")
    _there(((one.outcome,) for one in study.ratings), {(one,) for one in outcomes}, "outcome")
    for photo in study.photos:
        if photo.lighting not in LIGHTINGS or photo.side not in SIDES or photo.repeat < 1:
            raise Problem("E611", "photos", f"{photo.lighting!r}, {photo.side!r}, repeat {photo.repeat}")
    return ordered(study)


def check_code(code: str) -> None:
    """Refuse a subject's code that is no code, or may be a name or a date.

    Raises:
        Problem: E610.
    """
    if not CODE.fullmatch(code):
        raise Problem("E610", code, "It is not 1 to 32 letters, digits, points, dashes or underlines")
    if not re.search(r"\d", code):
        raise Problem("E610", code, "It has no digit, so it may be a name")
    if DATE.fullmatch(code):
        raise Problem("E610", code, "It looks like a date")


def _once(keys: Iterable[tuple[Any, ...]], name: str) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise Problem("E611", name, f"{', '.join(map(str, filter(None, twice[0])))} is there twice")


def _there(named: Iterable[tuple[str, ...]], known: set[tuple[str, ...]], kind: str) -> None:
    if missing := next((key for key in named if key not in known), None):
        raise Problem("E611", ", ".join(missing), f"there is no such {kind} in the study")


@cache
def _natural(text: str) -> tuple[tuple[int, str], ...]:
    return natural(text)
