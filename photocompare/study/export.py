"""A study as plain files: a manifest, its regions, the answers, and what they were made from."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from photocompare.regions import regions_geojson
from photocompare.study.document import age_text, answer_of, study_json
from photocompare.study.history import Lock
from photocompare.study.model import Rating, Study, StudyPhoto
from photocompare.study.photo_files import PhotoFile
from photocompare.table import COLUMNS, csv_chunks, number, safe_cell

MANIFEST = (
    "subject",
    "view",
    "timepoint",
    "day",
    "photo",
    "lighting",
    "regions",
    "mm_per_pixel",
    "arm",
    "side",
    "repeat",
    "chart_corners",
)
OUTCOMES = (
    "subject",
    "timepoint",
    "day",
    "view",
    "side",
    "arm",
    "question",
    "answer",
    "outcome",
    "reporter",
    "rater",
    "value",
    "label",
)


def export_files(
    study: Study,
    photos: Sequence[PhotoFile],
    folder: Path,
    *,
    head: tuple[int, str],
    lock: Lock | None = None,
    with_dates: bool = False,
) -> dict[str, str]:
    """Return the text of each file of an export into `folder`, by its name there.

    Days count from each subject's day 0; dates are written where they are known and `with_dates` asks for
    them. Where the study is locked, every row carries the lock's hash.
    """
    regions = _region_files(study)
    stamp = {"lock_sha256": lock.hash} if lock else {}
    rows = [
        _photo_row(study, file, folder, _region_name(study, file.photo, regions))
        | (_dated(study, file.photo.subject, study.day(file.photo)) if with_dates else {})
        | stamp
        for file in photos
    ]
    columns = [*MANIFEST, *(["date"] if with_dates else []), *stamp]
    files = {"manifest.csv": _csv(columns, rows)} | regions
    if study.ratings:
        files["outcomes.csv"] = _csv(
            [*OUTCOMES, *stamp], [_rating_row(study, r) | stamp for r in study.ratings]
        )
    if any(one.age is not None for one in study.subjects):
        people = [{"subject": one.code, "age": age_text(one.age)} | stamp for one in study.subjects]
        files["subjects.csv"] = _csv(["subject", "age", *stamp], people)
    if study.measurements:
        measured = [row for pair in study.measurements for row in pair.rows]
        extras = dict.fromkeys(column for row in measured for column in row if column not in COLUMNS)
        files["metrics.csv"] = "".join(chunk.decode() for chunk in csv_chunks(measured, tuple(extras)))
    return files | {"study.json": study_json(study, head=head, lock=lock)}


def answers_csv(study: Study) -> str:
    """Return what the patients answered as the text of an outcomes.csv; empty where nobody was asked."""
    patients = {one.id for one in study.about.outcomes if one.reporter == "patient"}
    rows = [_rating_row(study, rating) for rating in study.ratings if rating.outcome in patients]
    return _csv(OUTCOMES, rows) if rows else ""


def key_csv(codes: Mapping[str, str]) -> str:
    """Return the table that joins new codes to old ones, as CSV."""
    return _csv(["code", "new_code"], [{"code": old, "new_code": new} for old, new in codes.items()])


def plain(value: float | None) -> str:
    """Return a number exactly, in plain decimals; empty for None.

    >>> plain(0.086982), plain(30.0), plain(None)
    ('0.086982', '30', '')
    """
    return "" if value is None else np.format_float_positional(value, trim="-").rstrip(".")


def _photo_row(study: Study, file: PhotoFile, folder: Path, regions: str) -> dict[str, str]:
    photo = file.photo
    quad = next((one.corners for one in study.charts if one.photo == photo.id), ())
    return {
        "subject": photo.subject,
        "view": safe_cell(photo.view),
        "timepoint": safe_cell(photo.timepoint),
        "day": plain(study.day(photo)),
        "photo": _relative(file.path, folder) if file.path else photo.path,
        "lighting": photo.lighting,
        "regions": regions,
        "mm_per_pixel": plain(photo.mm_per_pixel),
        "arm": safe_cell(photo.arm),
        "side": photo.side,
        "repeat": str(photo.repeat),
        "chart_corners": " ".join(f"{plain(x)},{plain(y)}" for x, y in quad),
    }


def _rating_row(study: Study, rating: Rating) -> dict[str, str]:
    outcome = next(one for one in study.about.outcomes if one.id == rating.outcome)
    value, label = answer_of(study, rating), ""
    if isinstance(value, float) and outcome.kind != "number":
        step = int(value - outcome.least)
        label = outcome.labels[step] if 0 <= step < len(outcome.labels) else ""
    told = number(value) if isinstance(value, float) else safe_cell(value)
    return {
        "subject": rating.subject,
        "timepoint": safe_cell(rating.timepoint),
        "day": plain(study.days[rating.timepoint]),
        "view": safe_cell(rating.view),
        "side": rating.side,
        "arm": safe_cell(rating.arm),
        "question": safe_cell(", ".join(filter(None, (outcome.question, rating.view, rating.side)))),
        "answer": safe_cell(label) or told,
        "outcome": safe_cell(rating.outcome),
        "reporter": outcome.reporter,
        "rater": safe_cell(rating.rater),
        "value": told,
        "label": safe_cell(label),
    }


def _region_files(study: Study) -> dict[str, str]:
    """Return the GeoJSON of every set of regions, by file name; those of a timepoint too."""
    return {
        f"regions/{_plain_name(one.subject, one.view, one.lighting, one.timepoint)}.geojson": regions_geojson(
            one.regions
        )
        for one in study.regions
    }


def _region_name(study: Study, photo: StudyPhoto, files: Mapping[str, str]) -> str:
    for lighting in (photo.lighting, ""):
        name = f"regions/{_plain_name(photo.subject, photo.view, lighting)}.geojson"
        if name in files:
            return name
    return ""


def _plain_name(*parts: str) -> str:
    return "_".join(re.sub(r"[^\w.]+", "-", part) for part in parts if part)


def _relative(path: Path, folder: Path) -> str:
    try:
        inside = Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        inside = path.as_posix()
    return inside if safe_cell(inside) == inside else f"./{inside}"


def _dated(study: Study, subject: str, day: float) -> dict[str, str]:
    zero = next((one.day_zero for one in study.subjects if one.code == subject), "")
    return {"date": (date.fromisoformat(zero) + timedelta(days=day)).isoformat() if zero else ""}


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
