"""The table of repeat shots: each shot of a timepoint beside the first, one row per region and metric."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from photocompare import __version__
from photocompare.table.rows import Occasion, number, safe_cell

REPEATS_FILE = "repeats.csv"
REPEAT_COLUMNS = {
    "subject": "whose skin, by code",
    "view": "body site and pose",
    "lighting": "the light of the photos",
    "timepoint": "when all shots of the row's place were taken",
    "day": "its day",
    "region": "the outlined skin",
    "arm": "what was done to it",
    "side": "the subject's own",
    "metric": "what was measured",
    "unit": "of both values",
    "shot": "which repeat the second value is of, from 2",
    "first": "the value on the first shot of that timepoint",
    "again": "the value on this shot",
    "first_sha256": "of the first shot's file",
    "again_sha256": "of this shot's file",
    "recipe_sha256": "of the settings",
    "version": "of photocompare",
}


@dataclass(frozen=True)
class RepeatShot:
    """One metric of one region on two shots of one timepoint: the first, and shot number `shot`."""

    occasion: Occasion
    region: str
    arm: str
    side: str
    metric: str
    unit: str
    shot: int
    first: float
    again: float
    hashes: tuple[str, str] = ("", "")


def repeat_chunks(shots: Iterable[RepeatShot], recipe_sha256: str) -> Iterator[bytes]:
    """Yield repeats.csv: comma, `\\n`, one header line; text cells safe for spreadsheets."""
    yield _line(list(REPEAT_COLUMNS))
    for one in shots:
        when = one.occasion
        texts = (when.subject, when.view, when.lighting, when.timepoint)
        yield _line(
            [
                *map(safe_cell, texts),
                number(when.day),
                *map(safe_cell, (one.region, one.arm)),
                one.side,
                one.metric,
                one.unit,
                str(one.shot),
                number(one.first),
                number(one.again),
                *one.hashes,
                recipe_sha256,
                __version__,
            ]
        )


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()
