"""What repeat shots say about the error of each measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from photocompare.errors import NotMeasurable, Problem
from photocompare.statistics.read import NUMBER, Observation
from photocompare.statistics.reliability import Repeatability, repeatability
from photocompare.statistics.subjects import Endpoint
from photocompare.table import REPEAT_COLUMNS, REPEATS_FILE, csv_rows


@dataclass(frozen=True)
class Repeat:
    """A measure of one place (subject, view, region, light, timepoint, metric) on two shots of one moment."""

    endpoint: Endpoint
    place: tuple[str, ...]
    first: float
    again: float

    @property
    def subject(self) -> str:
        """Return whose skin it is."""
        return self.place[0]


def read_repeats(path: Path) -> list[Repeat]:
    """Return the repeats that `batch` wrote beside the table at `path`: of each place its first two shots.

    Further shots share the first one, and would count it twice. None where there is no repeats.csv.

    Raises:
        Problem: E337 where it is no such table, E502 for a wrong row, with its line.
    """
    file = path.with_name(REPEATS_FILE)
    if not file.is_file():
        return []
    found: dict[tuple[str, ...], Repeat] = {}
    for line, row in csv_rows(file, REPEAT_COLUMNS):
        where = f"{file.name} line {line}"
        for name in ("first", "again"):
            if not NUMBER.fullmatch(row[name]):
                raise Problem("E502", where, f"{name} {row[name]!r} is not a number")
        if not row["metric"]:
            raise Problem("E502", where, "it names no metric")
        names = ("subject", "view", "region", "lighting", "timepoint", "metric")
        place = tuple(row[name] for name in names)
        endpoint = Endpoint(row["metric"], row["unit"], row["lighting"])
        found.setdefault(place, Repeat(endpoint, place, float(row["first"]), float(row["again"])))
    return list(found.values())


def repeats_of(observations: Iterable[Observation]) -> list[Repeat]:
    """Return the first two shots of each place of which the table itself has several rows."""
    shots: dict[tuple[str, ...], list[Observation]] = {}
    for row in observations:
        if row.change is not None and row.followup is not None:
            shots.setdefault(row.place, []).append(row)
    return [
        Repeat(
            Endpoint(rows[0].metric, rows[0].unit, rows[0].lighting),
            place,
            rows[0].followup or 0.0,
            rows[1].followup or 0.0,
        )
        for place, rows in shots.items()
        if len(rows) > 1
    ]


def by_endpoint(repeats: Iterable[Repeat]) -> dict[Endpoint, list[Repeat]]:
    """Return the repeats of each measure, in table order."""
    found: dict[Endpoint, list[Repeat]] = {}
    for one in repeats:
        found.setdefault(one.endpoint, []).append(one)
    return found


def error_of(repeats: Sequence[Repeat]) -> Repeatability | None:
    """Return what the repeats of one measure say, or None for fewer than two."""
    try:
        return repeatability([one.first for one in repeats], [one.again for one in repeats])
    except NotMeasurable:
        return None
