"""Edits of a study: each returns a new study, for `OpenStudy.save` to write."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from photocompare.alignment import Alignment
from photocompare.errors import Problem
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.study.found import (
    ChartQuad,
    PaintedStroke,
    PairAlignment,
    PhotoVessels,
    Point,
    RegionSet,
    measured_pair,
)
from photocompare.study.model import (
    Outcome,
    Rating,
    Study,
    StudyPhoto,
    StudyRecipe,
    Subject,
    Timepoint,
    View,
)
from photocompare.study.ordered import check_code
from photocompare.table import Row

# No 0, O, 1, I, L: a code is read aloud and written by hand.
LETTERS, DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
CODE_LENGTH = 8


def random_code(taken: Iterable[str] = ()) -> str:
    """Return a code of eight letters and digits drawn by chance, at least one of each, not among `taken`."""
    known = set(taken)
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(CODE_LENGTH))
        if code not in known and set(code) & set(DIGITS) and set(code) & set(LETTERS):
            return code


def with_subject(
    study: Study, code: str = "", *, note: str = "", day_zero: str = "", age: int | None = None
) -> tuple[Study, str]:
    """Return the study with one more subject, and the subject's code: `code`, or one drawn by chance.

    Raises:
        Problem: E610 for a code that may be a name or a date.
    """
    code = code or random_code(one.code for one in study.subjects)
    check_code(code)
    return replace(study, subjects=(*study.subjects, Subject(code, note, day_zero, age))), code


def with_timepoint(study: Study, label: str, day: float) -> Study:
    """Return the study with a timepoint, or with another day for one that it has."""
    others = tuple(one for one in study.timepoints if one.label != label)
    return replace(study, timepoints=(*others, Timepoint(label, float(day))))


def with_view(study: Study, subject: str, name: str, **properties: Any) -> Study:
    """Return the study with a view; `properties` (`midline`, `symmetric`) replace those it has."""
    found = next(
        (one for one in study.views if (one.subject, one.name) == (subject, name)), View(subject, name)
    )
    others = tuple(one for one in study.views if (one.subject, one.name) != (subject, name))
    return replace(study, views=(*others, replace(found, **properties)))


def with_photo(
    study: Study, subject: str, view: str, timepoint: str, *, path: str, sha256: str, **properties: Any
) -> Study:
    """Return the study with a photo; its view is made where it is new. `properties`: see `StudyPhoto`.

    Subject and timepoint are there already. Where `repeat` is not given it is the next free one.
    """
    if not any((one.subject, one.name) == (subject, view) for one in study.views):
        study = replace(study, views=(*study.views, View(subject, view)))
    lighting = properties.get("lighting", "normal")
    same = [
        one.repeat
        for one in study.photos
        if (one.subject, one.view, one.timepoint, one.lighting) == (subject, view, timepoint, lighting)
    ]
    properties.setdefault("repeat", max(same, default=0) + 1)
    code = random_code(one.id for one in study.photos)
    photo = StudyPhoto(code, subject, view, timepoint, path, sha256, **properties)
    return replace(study, photos=(*study.photos, photo))


def with_changed_photo(study: Study, photo: str, **properties: Any) -> Study:
    """Return the study with other properties for the photo of this id."""
    changed = tuple(replace(one, **properties) if one.id == photo else one for one in study.photos)
    return replace(study, photos=changed)


def without_photo(study: Study, photo: str) -> Study:
    """Return the study without a photo, what was found about it, and the rows measured from it."""
    gone = next((one for one in study.photos if one.id == photo), None)
    if gone is None:
        raise Problem("E619", photo)
    return replace(
        study,
        photos=tuple(one for one in study.photos if one.id != photo),
        alignments=tuple(one for one in study.alignments if photo not in (one.baseline, one.followup)),
        charts=tuple(one for one in study.charts if one.photo != photo),
        vessels=tuple(one for one in study.vessels if one.photo != photo),
        measurements=tuple(
            one for one in study.measurements if gone.sha256 not in (one.baseline_sha256, one.followup_sha256)
        ),
    )


def with_regions(
    study: Study,
    subject: str,
    view: str,
    regions: Iterable[Region],
    *,
    lighting: str = "",
    timepoint: str = "",
) -> Study:
    """Return the study with the regions of a view (all of them; none takes the set away); see `RegionSet`."""
    key = subject, view, lighting, timepoint
    others = tuple(o for o in study.regions if (o.subject, o.view, o.lighting, o.timepoint) != key)
    drawn = tuple(regions)
    new = (RegionSet(subject, view, drawn, lighting, timepoint),) if drawn else ()
    return replace(study, regions=(*others, *new))


def with_alignment(
    study: Study,
    baseline: str,
    followup: str,
    alignment: Alignment | None,
    *,
    points: Iterable[tuple[float, float, float, float]] = (),
    by_hand: bool = False,
) -> Study:
    """Return the study with the alignment of two photos (ids) and the points placed for it by hand."""
    subject = _photo(study, baseline).subject
    others = tuple(o for o in study.alignments if (o.baseline, o.followup) != (baseline, followup))
    saved = "" if alignment is None else json.dumps(alignment.to_json(), sort_keys=True)
    kept = PairAlignment(subject, baseline, followup, saved, tuple(points), by_hand)
    return replace(study, alignments=(*others, kept))


def with_chart(study: Study, photo: str, corners: tuple[Point, Point, Point, Point] | None) -> Study:
    """Return the study with the corners of a chart on a photo, or without them for None."""
    others = tuple(one for one in study.charts if one.photo != photo)
    quad = () if corners is None else (ChartQuad(_photo(study, photo).subject, photo, corners),)
    return replace(study, charts=(*others, *quad))


def with_painted(study: Study, photo: str, strokes: Iterable[PaintedStroke]) -> Study:
    """Return the study with what is painted over the vessels of a photo: all of it, none takes it away."""
    others = tuple(one for one in study.vessels if one.photo != photo)
    kept = tuple(strokes)
    new = (PhotoVessels(_photo(study, photo).subject, photo, kept),) if kept else ()
    return replace(study, vessels=(*others, *new))


def with_recipe(study: Study, recipe: Recipe, name: str = "study") -> Study:
    """Return the study with a recipe under a name; `study` is the one used where none is asked for."""
    others = tuple(one for one in study.recipes if one.name != name)
    return replace(study, recipes=(*others, StudyRecipe(name, recipe)))


def with_measurements(study: Study, rows: Iterable[Row]) -> Study:
    """Return the study with rows of the metrics table kept, in place of older ones of the same follow-ups."""
    pairs: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        pairs.setdefault((row["subject"], row["view"], row["lighting"], row["timepoint"]), []).append(row)
    others = tuple(
        one for one in study.measurements if (one.subject, one.view, one.lighting, one.timepoint) not in pairs
    )
    new = tuple(measured_pair(found) for found in pairs.values())
    return replace(study, measurements=(*others, *new))


def with_rating(study: Study, rating: Rating) -> Study:
    """Return the study with an answer, in place of an older one to the same question.

    Raises:
        Problem: E619 where the study has no such question, E623 where the answer does not fit it.
    """
    outcome = next((one for one in study.about.outcomes if one.id == rating.outcome), None)
    if outcome is None:
        raise Problem("E619", rating.outcome, "the study asks no such question")
    rating = replace(rating, value=_answer(outcome, rating.value))
    others = tuple(one for one in study.ratings if replace(one, value=rating.value) != rating)
    return replace(study, ratings=(*others, rating))


def without_rating(study: Study, rating: Rating) -> Study:
    """Return the study without the answer to the question that `rating` answers, whatever its value."""
    others = tuple(one for one in study.ratings if replace(one, value=rating.value) != rating)
    return replace(study, ratings=others)


def with_outcome(study: Study, outcome: Outcome) -> Study:
    """Return the study with a question, in place of an older one of its id.

    Raises:
        Problem: E625 where the question cannot be asked so, E623 where an answer it has would not fit.
    """
    if why := _unaskable(outcome):
        raise Problem("E625", outcome.id, why)
    for rating in study.ratings:
        if rating.outcome == outcome.id:
            _answer(outcome, rating.value)
    known = study.about.outcomes
    at = next((place for place, one in enumerate(known) if one.id == outcome.id), len(known))
    return replace(study, about=replace(study.about, outcomes=(*known[:at], outcome, *known[at + 1 :])))


def _unaskable(outcome: Outcome) -> str:
    """Return why a question cannot be asked, or empty."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,63}", outcome.id):
        return "An id is a letter, then letters, digits, points, dashes or underlines"
    if not outcome.question.strip():
        return "It has no words"
    if outcome.kind == "choice":
        return "" if len(set(outcome.labels)) == len(outcome.labels) >= 2 else "It needs two choices or more"
    if outcome.kind == "text":
        return ""
    if not outcome.least < outcome.most:
        return f"{outcome.least:g} is not below {outcome.most:g}"
    steps = outcome.most - outcome.least + 1
    if outcome.kind != "number" and outcome.labels and len(outcome.labels) != steps:
        return f"{len(outcome.labels)} words do not name {steps:g} steps"
    return ""


def _answer(outcome: Outcome, value: float | str) -> float | str:
    if outcome.kind == "text":
        return str(value)
    if outcome.kind == "choice":
        if value not in outcome.labels:
            raise Problem("E623", outcome.id, f"{value!r} is none of {', '.join(outcome.labels)}")
        return value
    try:
        number = float(value)
    except ValueError as error:
        raise Problem("E623", outcome.id, f"{value!r} is not a number") from error
    whole = outcome.kind == "number" or number == int(number)
    if not outcome.least <= number <= outcome.most or not whole:
        kind = "number" if outcome.kind == "number" else "whole number"
        raise Problem(
            "E623", outcome.id, f"{number:g} is no {kind} from {outcome.least:g} to {outcome.most:g}"
        )
    return number


def _photo(study: Study, photo: str) -> StudyPhoto:
    found = next((one for one in study.photos if one.id == photo), None)
    if found is None:
        raise Problem("E619", photo, "there is no such photo in the study")
    return found
