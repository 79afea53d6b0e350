"""A folder of results read back: the table, what it was computed with, pictures, patients' answers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from PIL import Image

from photocompare.errors import Problem
from photocompare.figure import PHOTOS
from photocompare.report.blocks import Picture
from photocompare.statistics import Observation, Summary, read_outcomes, summarize
from photocompare.statistics.outcomes import Outcome
from photocompare.statistics.subjects import Endpoint, SubjectMean, endpoints, subject_means, timepoints
from photocompare.table import Occasion, picture_name

FAVORITES = ("erythema_index", "vessel_area_fraction", "melanin_index", "vessel_length_density", "a_star")
WIDEST, LARGEST_FILE = 1500, 100_000_000


@dataclass(frozen=True)
class Results:
    """Everything a report is written from.

    Attributes:
        title: what the study is called on the page.
        summary: its statistics.
        primary: metrics chosen beforehand; empty where none were named.
        featured: the metrics that get charts: the primary ones, or up to three that have values.
        record: run.json.
        pictures: folder of the pairs' figures.
        answers: what patients reported.
    """

    title: str
    summary: Summary
    primary: tuple[str, ...]
    featured: tuple[str, ...]
    record: dict[str, Any]
    pictures: Path
    answers: tuple[Outcome, ...]

    @property
    def subjects(self) -> list[str]:
        """Return the subjects in table order."""
        return list(self.by_subject)

    @cached_property
    def by_subject(self) -> dict[str, list[Observation]]:
        """Return each subject's rows."""
        found: dict[str, list[Observation]] = {}
        for one in self.summary.table.observations:
            found.setdefault(one.subject, []).append(one)
        return found

    @cached_property
    def by_endpoint(self) -> dict[Endpoint, list[Observation]]:
        """Return each endpoint's rows that have a value."""
        return endpoints(self.summary.table.observations)

    @cached_property
    def arms(self) -> tuple[str, ...]:
        """Return the arms in order of their names."""
        return tuple(sorted({one.arm for one in self.summary.table.observations if one.arm}))

    @cached_property
    def timepoints(self) -> list[tuple[str, float | None]]:
        """Return the follow-ups with their days, earliest first."""
        return timepoints(one for one in self.summary.table.observations if one.change is not None)

    def means(self, metrics: Sequence[str] | None = None) -> dict[Endpoint, list[SubjectMean]]:
        """Return the subjects' means by endpoint, of all metrics or of those named, in their order."""
        chosen = [one for one in self.by_endpoint if metrics is None or one.metric in metrics]
        if metrics is not None:
            chosen.sort(key=lambda one: metrics.index(one.metric))
        return {one: subject_means(self.by_endpoint[one]) for one in chosen}

    def picture(self, occasion: Occasion) -> Picture | None:
        """Return the picture of a pair, or None where there is none."""
        return figure_picture(self.pictures, occasion)


def figure_picture(folder: Path, occasion: Occasion, *, widest: int = WIDEST) -> Picture | None:
    """Return the figure of a pair in `folder` as a JPEG no wider than `widest` pixels; None where none is.

    Its photographs alone: the numbers below them stand in the report's own tables, in a type one can read.
    Decoded and encoded anew: nothing but pixels passes.
    """
    path = folder / picture_name(occasion)
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        with Image.open(path, formats=("PNG",)) as image:
            image.load()
            photos = str(image.info.get(PHOTOS, ""))
            rows = min(int(photos), image.height) if re.fullmatch(r"[1-9]\d{0,5}", photos) else image.height
            pixels = image.convert("RGB").crop((0, 0, image.width, rows))
            pixels.thumbnail((widest, 4 * widest), Image.Resampling.LANCZOS)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=88, subsampling=0)
    return Picture(out.getvalue(), pixels.width, pixels.height, "")


def read_results(folder: Path, *, primary: Sequence[str] = (), title: str = "") -> Results:
    """Return what `batch` wrote into `folder`: the table and run.json; figures, repeats, answers if any.

    Raises:
        Problem: E508 where the folder holds no results, E337, E502 to E506 for a wrong table or answers.
    """
    table, record = folder / "metrics.csv", folder / "run.json"
    if not table.is_file():
        raise Problem("E508", folder.name, "it has no metrics.csv")
    answers = folder / "outcomes.csv"
    told = tuple(read_outcomes(answers)) if answers.is_file() else ()
    summary = summarize(table, primary=primary, outcomes=told)
    changed = [one for one in summary.estimates if one.tested] or summary.estimates
    known = list(dict.fromkeys(one.endpoint.metric for one in changed))
    liked = [name for name in FAVORITES if name in known] or known
    return Results(
        title=title or folder.resolve().name,
        summary=summary,
        primary=tuple(primary),
        featured=tuple(primary) or tuple(liked[:2]),
        record=_record(record),
        pictures=folder / "figures",
        answers=told,
    )


def _record(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem("E508", path.name, error.strerror or "it cannot be read") from error
    except ValueError as error:
        raise Problem("E508", path.name, f"it is not JSON: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("recipe"), dict):
        raise Problem("E508", path.name, "it holds no recipe")
    return found
