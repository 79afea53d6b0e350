"""The parts of a study as rows of tables, compound fields as JSON; what differs between two studies."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from photocompare.errors import Problem
from photocompare.study import model
from photocompare.study.model import Study

Record = dict[str, str | int | float | None]
Key = tuple[str, str]
"""The table of a row, and its key columns as JSON."""

PACK_FROM, LARGEST_VALUE = 400, 64_000_000
_PACKED = "zlib:"


@dataclass(frozen=True)
class Table:
    """A table of the file: the attribute of `Study`, the type of its parts, the columns of its key."""

    name: str
    part: type
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns, in order: the fields of the part."""
        return tuple(one.name for one in fields(self.part))


TABLES = {
    table.name: table
    for table in (
        Table("about", model.About, ("id",)),
        Table("recipes", model.StudyRecipe, ("name",)),
        Table("timepoints", model.Timepoint, ("label",)),
        Table("subjects", model.Subject, ("code",)),
        Table("views", model.View, ("subject", "name")),
        Table("photos", model.StudyPhoto, ("id",)),
        Table("regions", model.RegionSet, ("subject", "view", "lighting", "timepoint")),
        Table("alignments", model.PairAlignment, ("baseline", "followup")),
        Table("charts", model.ChartQuad, ("photo",)),
        Table("measurements", model.MeasuredPair, ("subject", "view", "lighting", "timepoint")),
        Table(
            "ratings",
            model.Rating,
            ("subject", "timepoint", "outcome", "view", "side", "arm", "rater"),
        ),
    )
}


class Change(NamedTuple):
    """One row before and after; None where there is none. `subject` is the one it tells about, or empty."""

    table: str
    old: Record | None
    new: Record | None

    @property
    def subject(self) -> str:
        """Return the code of the subject the row is about, or empty."""
        row = self.new or self.old or {}
        return str(row.get("code" if self.table == "subjects" else "subject") or "")

    @property
    def key(self) -> Key:
        """Return what tells the row from every other."""
        return row_key(self.table, self.new or self.old or {})

    @property
    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.table, self.new, self.old)


def row_key(table: str, row: Mapping[str, Any]) -> Key:
    """Return the key of a row of a table."""
    return table, json.dumps([row[column] for column in TABLES[table].key], ensure_ascii=False)


def differences(old: Study, new: Study) -> list[Change]:
    """Return the rows that differ: what goes, then what comes or changes.

    A row that changes its subject goes and comes, so that each change tells about one subject.
    """
    gone, come = [], []
    for name in TABLES:
        before, after = _parts(old, name), _parts(new, name)
        gone += [Change(name, record(name, part), None) for key, part in before.items() if key not in after]
        for key, part in after.items():
            if key not in before:
                come.append(Change(name, None, record(name, part)))
            elif part is not before[key] and part != before[key]:
                change = Change(name, record(name, before[key]), record(name, part))
                moved = change.inverse.subject != change.subject
                gone += [Change(name, change.old, None)] if moved else []
                come.append(Change(name, None, change.new) if moved else change)
    return gone[::-1] + come


def record(table: str, part: Any) -> Record:
    """Return a part of a study as a row."""
    dumped = _adapter(table).dump_python(part, mode="json", warnings=False)
    return {column: _cell(value, column in _numeric(table)) for column, value in dumped.items()}


def study_of(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Study:
    """Return the study its rows make.

    Raises:
        Problem: E605 for a row that no version of the program writes.
    """
    return Study(
        about=next(iter(_read("about", rows["about"])), model.About()),
        **{name: _read(name, rows[name]) for name in TABLES if name != "about"},
    )


def check_rows(changes: Iterable[Change]) -> None:
    """Refuse rows that could not be read again: a text too long, a number that is none.

    Raises:
        Problem: E617.
    """
    for change in changes:
        if change.new is not None:
            _read(change.table, [change.new], "E617")


def pack(value: Any) -> str:
    """Return a value as JSON text, compressed where it is long."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if len(text) < PACK_FROM:
        return text
    return _PACKED + base64.b85encode(zlib.compress(text.encode(), 6)).decode()


def unpack(text: str) -> Any:
    """Return the value that `pack` wrote.

    Raises:
        ValueError: where it is not one, or grows beyond every measure.
    """
    if text.startswith(_PACKED):
        reader = zlib.decompressobj()
        try:
            data = reader.decompress(base64.b85decode(text[len(_PACKED) :]), LARGEST_VALUE)
        except zlib.error as error:
            raise ValueError(str(error)) from error
        if not reader.eof:
            raise ValueError("the value is cut short or too large")
        text = data.decode()
    return json.loads(text)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts `S2` before `S10`."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text))


def _cell(value: Any, numeric: bool) -> str | int | float | None:
    if isinstance(value, list | dict):
        return pack(value)
    if isinstance(value, bool):
        return int(value)
    # A whole number in a column of numbers comes back from the file with a fraction.
    return float(value) if numeric and isinstance(value, int) else value


def _parts(study: Study, name: str) -> dict[tuple[Any, ...], Any]:
    parts = (study.about,) if name == "about" else getattr(study, name)
    return {tuple(getattr(part, column) for column in TABLES[name].key): part for part in parts}


def _read(name: str, rows: Iterable[Mapping[str, Any]], code: str = "E605") -> tuple[Any, ...]:
    adapter, compound = _adapter(name), _compound(name)
    try:
        return tuple(
            adapter.validate_python(
                {
                    column: unpack(value) if column in compound and value is not None else value
                    for column, value in row.items()
                }
            )
            for row in rows
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(code, f"{name}, {'.'.join(map(str, first['loc']))}", first["msg"]) from error
    except (ValueError, TypeError, RecursionError) as error:
        raise Problem(code, name) from error


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(TABLES[name].part)


@cache
def _compound(name: str) -> frozenset[str]:
    """Return the columns that hold JSON: tuples, and the recipe."""
    return frozenset(
        one.name for one in fields(TABLES[name].part) if "tuple" in str(one.type) or one.type == "Recipe"
    )


@cache
def _numeric(name: str) -> frozenset[str]:
    return frozenset(one.name for one in fields(TABLES[name].part) if str(one.type).startswith("float"))
