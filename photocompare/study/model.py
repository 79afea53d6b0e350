"""A study as frozen data: subjects, views, timepoints, photos, and everything found out about them.

All parts lie side by side in one `Study` and name each other by code, label or id. Edits (`edit.py`) make a
new `Study`; the store (`store.py`) writes the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.study.found import (
    ChartQuad,
    MeasuredPair,
    PaintedStroke,
    PairAlignment,
    PhotoVessels,
    Point,
    RegionSet,
    Word,
)

Text = Annotated[str, Field(max_length=4000)]
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

    `day_zero` is the ISO date of day 0, or empty: the only date a study holds. Exports leave it out. `age`
    is in full years at day 0, or None; exports say `90+` above 89.
    """

    code: Word
    note: Text = ""
    day_zero: Word = ""
    age: Annotated[int, Field(ge=0, le=150)] | None = None


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
class StudyRecipe:
    """A recipe of the study by name; the one named `study` is used where none is asked for."""

    name: Word
    recipe: Recipe


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
    vessels: tuple[PhotoVessels, ...] = ()
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
        sets = self._regions_by_place.get((subject, view, timepoint), {})
        return sets.get(lighting, sets.get(""))

    def midline_of(self, subject: str, view: str) -> tuple[Point, Point] | None:
        """Return the midline of a subject's view, or None where none was placed."""
        found = (one.midline for one in self.views if (one.subject, one.name) == (subject, view))
        return next(found, None)

    def painted_on(self, photo: str) -> tuple[PaintedStroke, ...]:
        """Return what was painted over the vessels of the photo of this id."""
        return self._strokes_by_photo.get(photo, ())

    def alignment_of(self, baseline: str, followup: str) -> PairAlignment | None:
        """Return what is kept of the alignment of two photos, by their ids."""
        return self._alignments_by_pair.get((baseline, followup))

    @cached_property
    def _regions_by_place(self) -> dict[tuple[str, str, str], dict[str, tuple[Region, ...]]]:
        found: dict[tuple[str, str, str], dict[str, tuple[Region, ...]]] = {}
        for one in self.regions:
            found.setdefault((one.subject, one.view, one.timepoint), {})[one.lighting] = one.regions
        return found

    @cached_property
    def _strokes_by_photo(self) -> dict[str, tuple[PaintedStroke, ...]]:
        return {one.photo: one.strokes for one in self.vessels}

    @cached_property
    def _alignments_by_pair(self) -> dict[tuple[str, str], PairAlignment]:
        return {(one.baseline, one.followup): one for one in self.alignments}
