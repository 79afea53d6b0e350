"""What is found out about the photos of a study, as frozen data: outlines, maps, charts, vessels, rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from photocompare.alignment import Alignment
from photocompare.alignment.alignment import from_json
from photocompare.regions import Region
from photocompare.table import Row

Word = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=4_000_000)]
Point = tuple[float, float]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6)]


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
class PaintedStroke:
    """A line painted over the vessels of a photo, in its pixels: `Stroke` says what the fields are."""

    action: Literal["add", "remove"]
    points: tuple[tuple[Coordinate, Coordinate], ...]
    width: Annotated[float, Field(gt=0, lt=1000)]
    author: Word = ""
    time: Word = ""


@dataclass(frozen=True)
class PhotoVessels:
    """What a person painted over the vessels of a photo, in the order it was painted."""

    subject: Word
    photo: Word
    strokes: tuple[PaintedStroke, ...]


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
