"""The parts of a study as rows of tables, compound fields as JSON; what differs between two studies."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from photocompare.errors import Problem
from photocompare.study import found, model
from photocompare.study.model import Study

Record = dict[str, str | int | float | None]
Key = tuple[str, str]
"""The table of a row, and its key columns as JSON."""

Values = Mapping[str, str]
"""Long texts by the hex sha256 of their UTF-8: a cell that holds one names it, so that it is kept once."""

LONG, REFERENCE = 300, "sha256:"


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
        Table("regions", found.RegionSet, ("subject", "view", "lighting", "timepoint")),
        Table("alignments", found.PairAlignment, ("baseline", "followup")),
        Table("charts", found.ChartQuad, ("photo",)),
        Table("vessels", found.PhotoVessels, ("photo",)),
        Table("measurements", found.MeasuredPair, ("subject", "view", "lighting", "timepoint")),
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


def differences(old: Study, new: Study) -> tuple[list[Change], dict[str, str]]:
    """Return the rows that differ: what goes, then what comes or changes; and the long texts they name.

    A row that changes its subject goes and comes, so that each change tells about one subject.
    """
    gone, come, values = [], [], dict[str, str]()
    for name in TABLES:
        before, after = _parts(old, name), _parts(new, name)
        for key, part in before.items():
            if key not in after:
                gone.append(Change(name, record(name, part, values), None))
        for key, part in after.items():
            if key not in before:
                come.append(Change(name, None, record(name, part, values)))
            elif part is not before[key] and part != before[key]:
                change = Change(name, record(name, before[key], values), record(name, part, values))
                moved = change.inverse.subject != change.subject
                gone += [Change(name, change.old, None)] if moved else []
                come.append(Change(name, None, change.new) if moved else change)
    return gone[::-1] + come, values


def record(table: str, part: Any, values: dict[str, str]) -> Record:
    """Return a part of a study as a row; long texts go to `values`, the row names them."""
    dumped = _adapter(table).dump_python(part, mode="json", warnings=False)
    return {
        column: _cell(value, values, number=column in _numbers(table), text=column in _long(table))
        for column, value in dumped.items()
    }


def part_json(table: str, part: Any) -> dict[str, Any]:
    """Return a part of a study as JSON-ready data, compound fields as lists and objects."""
    found: dict[str, Any] = _adapter(table).dump_python(part, mode="json", warnings=False)
    return found


def study_of(rows: Mapping[str, Iterable[Mapping[str, Any]]], values: Values) -> Study:
    """Return the study its rows make.

    Raises:
        Problem: E605 for a row that no version of the program writes.
    """
    return Study(
        about=next(iter(parts_of("about", rows["about"], values)), model.About()),
        **{name: parts_of(name, rows[name], values) for name in TABLES if name != "about"},
    )


def patched(study: Study, changes: Iterable[Change], values: Values) -> Study:
    """Return the study with changes of its rows made, not in order."""
    tables: dict[str, dict[tuple[Any, ...], Any]] = {}
    for change in changes:
        parts = tables.setdefault(change.table, _parts(study, change.table))
        if change.old is not None:
            parts.pop(_values(change.table, change.old), None)
        if change.new is not None:
            parts[_values(change.table, change.new)] = parts_of(change.table, [change.new], values)[0]
    new: dict[str, Any] = {name: tuple(parts.values()) for name, parts in tables.items()}
    if "about" in new:
        new["about"] = next(iter(new["about"]), model.About())
    return replace(study, **new)


def check_rows(changes: Iterable[Change], values: Values) -> None:
    """Refuse rows that could not be read again: a text too long, a number that is none.

    Raises:
        Problem: E617.
    """
    for change in changes:
        if change.new is not None:
            parts_of(change.table, [change.new], values, "E617")


def references(row: Record | None) -> list[str]:
    """Return the hashes of the long texts that a row names."""
    cells = (cell for cell in (row or {}).values() if isinstance(cell, str))
    return [cell.removeprefix(REFERENCE) for cell in cells if cell.startswith(REFERENCE)]


def parts_of(
    name: str, rows: Iterable[Mapping[str, Any]], values: Values, code: str = "E605"
) -> tuple[Any, ...]:
    """Return the parts that the rows of a table make.

    Raises:
        Problem: of `code`, where a row is not what this program writes.
    """
    adapter, compound, long = _adapter(name), _compound(name), _long(name)

    def value(column: str, cell: Any) -> Any:
        if cell is None or column not in long:
            return cell
        text = values[cell.removeprefix(REFERENCE)] if cell.startswith(REFERENCE) else cell
        return json.loads(text) if column in compound else text

    try:
        return tuple(
            adapter.validate_python({column: value(column, cell) for column, cell in row.items()})
            for row in rows
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise Problem(code, f"{name}, {'.'.join(map(str, first['loc']))}", first["msg"]) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Problem(code, name) from error


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts `S2` before `S10`."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", text))


def _cell(value: Any, values: dict[str, str], *, number: bool, text: bool) -> str | int | float | None:
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    if isinstance(value, str) and text and len(value) >= LONG:
        name = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
        values[name] = value
        return REFERENCE + name
    if isinstance(value, bool):
        return int(value)
    # A whole number in a column of numbers comes back from the file with a fraction.
    return float(value) if number and isinstance(value, int) else value


def _parts(study: Study, name: str) -> dict[tuple[Any, ...], Any]:
    parts = (study.about,) if name == "about" else getattr(study, name)
    return {tuple(getattr(part, column) for column in TABLES[name].key): part for part in parts}


def _values(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column] for column in TABLES[table].key)


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(TABLES[name].part)


@cache
def _compound(name: str) -> frozenset[str]:
    """Return the columns that hold JSON: tuples, and the recipe."""
    return _columns(name, lambda kind: "tuple" in kind or kind == "Recipe")


@cache
def _long(name: str) -> frozenset[str]:
    """Return the columns whose texts are kept once where they are long."""
    return _columns(name, lambda kind: kind == "Long") | _compound(name)


@cache
def _numbers(name: str) -> frozenset[str]:
    return _columns(name, lambda kind: kind.startswith("float"))


def _columns(name: str, wanted: Callable[[str], bool]) -> frozenset[str]:
    return frozenset(one.name for one in fields(TABLES[name].part) if wanted(str(one.type)))
