"""A study as frozen data: subjects, views, timepoints, photos, and everything found out about them.

All parts lie side by side in one `Study` and name each other by code, label or id. Edits (`edit.py`) make a
new `Study`; the store (`store.py`) writes the difference.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from photocompare.alignment import Alignment
from photocompare.alignment.alignment import from_json
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.table import Row

Word = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=4000)]
Long = Annotated[str, Field(max_length=4_000_000)]
Point = tuple[float, float]
Reporter = Literal["patient", "clinician"]
Kind = Literal["scale", "satisfaction", "global improvement", "number", "choice", "text"]


@dataclass(frozen=True)
class Outcome:
    """A question the study asks of a subject at a timepoint: a patient-reported outcome or a rating.

    `scale`, `satisfaction` and `global improvement` are whole numbers from `least` to `most`; `labels` are
    the words of a `choice`, or of the steps of a scale from the lowest.
    """

    id: Word
    question: Text
    kind: Kind = "scale"
    reporter: Reporter = "patient"
    least: float = 0.0
    most: float = 10.0
    labels: tuple[Word, ...] = ()


@dataclass(frozen=True)
class About:
    """What the study is: its title, the template it was made from, arms and outcomes; one per study."""

    title: Word = ""
    template: Word = ""
    arms: tuple[Word, ...] = ()
    lightings: tuple[Word, ...] = ("normal",)
    views: tuple[Word, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    blinded: bool = False
    id: int = 1


@dataclass(frozen=True)
class Timepoint:
    """When photos are taken: a label such as `5 weeks`, and the planned day from baseline."""

    label: Word
    day: float


@dataclass(frozen=True)
class Subject:
    """A person, known by a code that is drawn by chance or given, never a name.

    `day_zero` is the ISO date of day 0, or empty: the only date a study holds. Exports leave it out.
    """

    code: Word
    note: Text = ""
    day_zero: Word = ""


@dataclass(frozen=True)
class View:
    """A body site and pose of a subject, such as `left leg lateral`.

    `midline` is a line on the baseline, two (x, y) points in pixels, about which regions are mirrored.
    `symmetric`: the view shows both sides.
    """

    subject: Word
    name: Word
    midline: tuple[Point, Point] | None = None
    symmetric: bool = False


@dataclass(frozen=True)
class StudyPhoto:
    """A photo of a view: where its file lies, and the hash that tells it from any other.

    Attributes:
        id: eight characters drawn by chance.
        path: from the study file's folder, with forward slashes; absolute only on another drive.
        sha256: of the file's bytes, in hex.
        repeat: 1, 2... for repeat shots of one timepoint.
        day: the actual day from baseline; None where it is the timepoint's.
        captured: days from day 0 by the camera's clock, with fraction; None where unknown. Never the date.
        mm_per_pixel: scale, or None.
        arm, side: of the regions that name none.
        size: of the file, in bytes; None where it was not kept (files of format 1).
    """

    id: Word
    subject: Word
    view: Word
    timepoint: Word
    path: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    lighting: Word = "normal"
    repeat: int = 1
    day: float | None = None
    captured: float | None = None
    mm_per_pixel: float | None = None
    arm: Word = ""
    side: Word = ""
    size: int | None = None


@dataclass(frozen=True)
class RegionSet:
    """The regions of a subject's view.

    `lighting` empty: for every lighting that has no set of its own. `timepoint` empty: drawn once, on the
    baseline, in its pixels; else what a person changed for that timepoint, in pixels of that follow-up.
    """

    subject: Word
    view: Word
    regions: tuple[Region, ...]
    lighting: Word = ""
    timepoint: Word = ""


@dataclass(frozen=True)
class PairAlignment:
    """How a follow-up lies on its baseline (photo ids), as `Alignment.to_json` has it.

    `points` are hand-placed pairs (baseline x, y, follow-up x, y) in pixels; `by_hand` says that a person
    made or accepted this map, so that it is used in place of the automatic one.
    """

    subject: Word
    baseline: Word
    followup: Word
    saved: Long = ""
    points: tuple[tuple[float, float, float, float], ...] = ()
    by_hand: bool = False

    @property
    def alignment(self) -> Alignment | None:
        """Return the saved map, or None where only points were placed."""
        return from_json(json.loads(self.saved)) if self.saved else None


@dataclass(frozen=True)
class ChartQuad:
    """The four corners of a color chart on a photo, in pixels, placed by hand."""

    subject: Word
    photo: Word
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class StudyRecipe:
    """A recipe of the study by name; the one named `study` is used where none is asked for."""

    name: Word
    recipe: Recipe


@dataclass(frozen=True)
class MeasuredPair:
    """The rows of the metrics table for one follow-up, as they were computed; `measured_pair` makes one.

    `saved` has the columns as JSON, one value for all rows where they agree.
    """

    subject: Word
    view: Word
    lighting: Word
    timepoint: Word
    saved: Long
    baseline_sha256: Word = ""
    followup_sha256: Word = ""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows."""
        columns = json.loads(self.saved)
        count = max((len(cells) for cells in columns.values()), default=0)
        full = {name: cells * count if len(cells) == 1 else cells for name, cells in columns.items()}
        return tuple(dict(zip(full, cells, strict=True)) for cells in zip(*full.values(), strict=True))


def measured_pair(rows: Sequence[Row]) -> MeasuredPair:
    """Return the rows of one follow-up, at least one, as a study keeps them."""
    first = rows[0]
    columns = {name: [row[name] for row in rows] for name in first}
    saved = {name: cells[:1] if len(set(cells)) == 1 else cells for name, cells in columns.items()}
    return MeasuredPair(
        first["subject"],
        first["view"],
        first["lighting"],
        first["timepoint"],
        json.dumps(saved, ensure_ascii=False, separators=(",", ":")),
        first["baseline_sha256"],
        first["followup_sha256"],
    )


@dataclass(frozen=True)
class Rating:
    """An answer to an `Outcome` for a subject at a timepoint; `view`, `side`, `arm` where it is about one."""

    subject: Word
    timepoint: Word
    outcome: Word
    value: float | Text
    view: Word = ""
    side: Word = ""
    arm: Word = ""
    rater: Word = ""


@dataclass(frozen=True)
class Study:
    """Everything about one investigation; each tuple in its own order, which does not depend on history."""

    about: About = field(default_factory=About)
    recipes: tuple[StudyRecipe, ...] = ()
    timepoints: tuple[Timepoint, ...] = ()
    subjects: tuple[Subject, ...] = ()
    views: tuple[View, ...] = ()
    photos: tuple[StudyPhoto, ...] = ()
    regions: tuple[RegionSet, ...] = ()
    alignments: tuple[PairAlignment, ...] = ()
    charts: tuple[ChartQuad, ...] = ()
    measurements: tuple[MeasuredPair, ...] = ()
    ratings: tuple[Rating, ...] = ()

    @property
    def recipe(self) -> Recipe:
        """Return the study's recipe, or the defaults."""
        return next((one.recipe for one in self.recipes if one.name == "study"), Recipe())

    @cached_property
    def days(self) -> dict[str, float]:
        """Return the planned day of each timepoint by its label."""
        return {one.label: one.day for one in self.timepoints}

    @cached_property
    def photos_by_view(self) -> dict[tuple[str, str], tuple[StudyPhoto, ...]]:
        """Return the photos of each (subject, view), in order."""
        found: dict[tuple[str, str], list[StudyPhoto]] = {}
        for photo in self.photos:
            found.setdefault((photo.subject, photo.view), []).append(photo)
        return {key: tuple(photos) for key, photos in found.items()}

    def day(self, photo: StudyPhoto) -> float:
        """Return the day of a photo from baseline: its own where known, else its timepoint's."""
        return self.days[photo.timepoint] if photo.day is None else photo.day

    def series(self, subject: str, view: str, lighting: str = "normal") -> tuple[StudyPhoto, ...]:
        """Return the photos of a view in one lighting by day and repeat; the first is the baseline."""
        photos = self.photos_by_view.get((subject, view), ())
        return tuple(photo for photo in photos if photo.lighting == lighting)

    def regions_of(
        self, subject: str, view: str, lighting: str = "normal", timepoint: str = ""
    ) -> tuple[Region, ...] | None:
        """Return the regions drawn for a view on its baseline, or changed for a timepoint, or None."""
        sets = {
            one.lighting: one.regions
            for one in self.regions
            if (one.subject, one.view, one.timepoint) == (subject, view, timepoint)
        }
        return sets.get(lighting, sets.get(""))

    def alignment_of(self, baseline: str, followup: str) -> PairAlignment | None:
        """Return what is kept of the alignment of two photos, by their ids."""
        pair = baseline, followup
        return next((one for one in self.alignments if (one.baseline, one.followup) == pair), None)
