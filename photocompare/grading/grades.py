"""What raters answered: a CSV for each, a line a grade, only ever added to, on the disk before it counts."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from photocompare.errors import Finding, Problem
from photocompare.files import write_whole
from photocompare.grading.task import Task
from photocompare.statistics.read import NUMBER, csv_cells

COLUMNS = ("task", "rater", "position", "item", "grade", "seconds", "at")
HEADER = ",".join(COLUMNS) + "\n"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


@dataclass(frozen=True)
class Grade:
    """One answer: the place of its item among the rater's (from 1), the item, the number, how long it took.

    `at` is the time (UTC) it was given.
    """

    position: int
    item: str
    value: float
    seconds: float
    at: str


def now() -> str:
    """Return the time, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line_of(task: Task, rater: str, grade: Grade) -> str:
    """Return the line of a grade, as the window, the pack and the export all write it."""
    cells = (
        task.id,
        rater,
        str(grade.position),
        grade.item,
        f"{grade.value:g}",
        f"{grade.seconds:.1f}",
        grade.at,
    )
    return ",".join(cells) + "\n"


def add_grades(task: Task, rater: str, grades: Sequence[Grade]) -> None:
    """Add grades to a rater's file; they are on the disk when this returns.

    Raises:
        Problem: E806 where the key has been opened, E804 for another rater, E330 where it cannot be written.
    """
    task.items(rater)
    if task.opened:
        raise Problem("E806", rater)
    path = task.journal(rater)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            write_whole(path, HEADER.encode())
        with path.open("r+b") as file:
            file.truncate(_whole_lines(file.read()))
            file.seek(0, os.SEEK_END)
            file.write("".join(line_of(task, rater, one) for one in grades).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Problem("E330", path.name, error.strerror or str(error)) from error


def read_grades(task: Task, rater: str) -> tuple[Grade, ...]:
    """Return every grade a rater gave, in the order of the file; a line the power cut short is not one.

    Raises:
        Problem: E808 for a line that is wrong, E804 for another rater.
    """
    task.items(rater)
    path = task.journal(rater)
    if not path.exists():
        return ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem("E808", path.name, error.strerror or "it cannot be read") from error
    return _checked(task, rater, path.name, _lines(data[: _whole_lines(data)], path.name))


def final_grades(grades: Iterable[Grade]) -> dict[str, Grade]:
    """Return the grade of each item that counts: the one given last."""
    last: dict[str, Grade] = {}
    for one in grades:
        if one.item not in last or one.at >= last[one.item].at:
            last[one.item] = one
    return last


def import_grades(task: Task, path: Path) -> tuple[str, int, tuple[Finding, ...]]:
    """Add the grades of a file, of the pack or of a copy of the task: (rater, how many are new, doubts).

    Nothing of it is taken where any line is wrong; what is there already is left alone; where an item was
    graded on both, both stay, the later one counts, and N814 says so.

    Raises:
        Problem: E808 for a file that is none or a line that is wrong, E806 where the key has been opened.
    """
    lines = csv_cells(path, "E808")
    raters = {cells[1] for _, cells in lines[1:] if len(cells) == len(COLUMNS)}
    if len(raters) != 1:
        raise Problem("E808", path.name, "it is not the grades of one rater")
    rater = raters.pop()
    if rater not in task.raters:
        raise Problem("E808", path.name, f"the task has no rater {rater}")
    given = _checked(task, rater, path.name, lines)
    _check_order(given, path.name)
    known = read_grades(task, rater)
    new = [one for one in given if one not in known]
    before, after = final_grades(known), final_grades((*known, *new))
    twice = [one for one in before.values() if after[one.item] != one]
    if new:
        add_grades(task, rater, new)
    findings = (Finding("N814", rater, f"{len(twice)} items had another grade before"),) if twice else ()
    return rater, len(new), findings


def results_csv(task: Task, raters: Sequence[str] = ()) -> str:
    """Return the grades that count, of all raters or of these, in the order they were shown."""
    lines = [HEADER]
    for rater in raters or tuple(task.raters):
        final = final_grades(read_grades(task, rater))
        lines += [line_of(task, rater, final[one.id]) for one in task.items(rater) if one.id in final]
    return "".join(lines)


def _whole_lines(data: bytes) -> int:
    """Return where the last whole line ends."""
    return data.rfind(b"\n") + 1


def _lines(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    try:
        reader = csv.reader(io.StringIO(data.decode("ascii"), newline=""), strict=True)
        return [(reader.line_num, cells) for cells in reader if cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem("E808", name, "it is damaged") from error


def _checked(task: Task, rater: str, name: str, lines: list[tuple[int, list[str]]]) -> tuple[Grade, ...]:
    if not lines or lines[0][1] != list(COLUMNS):
        raise Problem("E808", name, f"its first line is not {','.join(COLUMNS)}")
    places = {one.id: place for place, one in enumerate(task.items(rater), 1)}
    return tuple(_grade(task, rater, places, cells, f"{name} line {line}") for line, cells in lines[1:])


def _grade(task: Task, rater: str, places: dict[str, int], cells: list[str], where: str) -> Grade:
    if len(cells) != len(COLUMNS):
        raise Problem("E808", where, f"it has {len(cells)} cells, not {len(COLUMNS)}")
    of, by, position, item, value, seconds, at = cells
    if of != task.id:
        raise Problem("E808", where, "it is of another task")
    if by != rater:
        raise Problem("E808", where, f"it is of another rater, {by}")
    if item not in places or position != str(places[item]):
        raise Problem("E808", where, "there is no such item at this position")
    if not NUMBER.fullmatch(value) or not task.scale.holds(float(value)):
        raise Problem("E808", where, f"{value!r} is no grade of this scale")
    if not NUMBER.fullmatch(seconds) or float(seconds) < 0 or not STAMP.fullmatch(at):
        raise Problem("E808", where, "its time is none")
    return Grade(places[item], item, float(value), float(seconds), at)


def _check_order(grades: Iterable[Grade], name: str) -> None:
    """Refuse a file in which an item was graded out of turn, or again after it was left for good."""
    reached = 0
    for one in grades:
        if one.position not in (reached, reached + 1):
            raise Problem("E808", name, f"item {one.position} was graded after item {reached}")
        reached = max(reached, one.position)
