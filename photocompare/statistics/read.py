"""A metrics table read back, every cell checked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photocompare import __version__
from photocompare.errors import Finding, Problem
from photocompare.table import Row, read_rows, restored

VERDICTS = ("increased", "decreased", "within error", "error unknown", "not comparable")
STATUSES = ("ok", "warn", "error", "skipped")
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
TEXTS = ("subject", "view", "lighting", "timepoint", "region", "arm", "message")


@dataclass(frozen=True)
class Observation:
    """One row of a metrics table: one metric of one region at one follow-up; numbers None where empty."""

    subject: str
    view: str
    lighting: str
    timepoint: str
    day: float | None
    region: str
    arm: str
    side: str
    metric: str
    unit: str
    baseline: float | None
    followup: float | None
    change: float | None
    percent_change: float | None
    sdc: float | None
    verdict: str
    status: str
    codes: tuple[str, ...]
    message: str
    cells: Row

    @property
    def site(self) -> tuple[str, str, str]:
        """Return the piece of skin: subject, view, region."""
        return self.subject, self.view, self.region

    @property
    def place(self) -> tuple[str, ...]:
        """Return what only repeat shots share: the piece of skin, light, time and metric."""
        return (*self.site, self.lighting, self.timepoint, self.metric)


@dataclass(frozen=True)
class MetricsTable:
    """The rows of a study, and the doubts that reading them raised."""

    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...] = ()


def read_metrics(path: Path) -> MetricsTable:
    """Return the table at `path`, written by `score`, `batch` or `demo`.

    Raises:
        Problem: E337 where it is no such table, E502 for a wrong row, with its number.
    """
    rows = [(f"{path.name} row {number}", row) for number, row in enumerate(read_rows(path), 1)]
    if not rows:
        raise Problem("E337", path.name, "it has no rows")
    return _table(rows, path.name)


def csv_cells(path: Path, code: str) -> list[tuple[int, list[str]]]:
    """Return the lines of the CSV file at `path`, the header first, each with its number; no empty ones.

    Raises:
        Problem: `code` where it cannot be read, is not UTF-8 or CSV, or holds nothing.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except OSError as error:
        raise Problem(code, path.name, error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise Problem(code, path.name, f"it is not UTF-8 at byte {error.start}") from error
    except csv.Error as error:
        raise Problem(code, path.name, f"it is no CSV: {error}") from error
    if not lines:
        raise Problem(code, path.name, "it is empty")
    return lines


def metrics_table(rows: Iterable[Row]) -> MetricsTable:
    """Return the table of rows as `photocompare.table` makes them, checked like a file.

    Raises:
        Problem: E502 for a wrong row.
    """
    plain = [{name: restored(cell) for name, cell in row.items()} for row in rows]
    return _table([(f"row {number}", row) for number, row in enumerate(plain, 1)], "the table")


def _table(rows: list[tuple[str, Row]], name: str) -> MetricsTable:
    observations = tuple(_observation(row, where) for where, row in rows)
    seen: set[tuple[str, ...]] = set()
    for (where, row), one in zip(rows, observations, strict=True):
        key = (*one.place, row["followup_sha256"])
        if one.change is not None and key in seen:
            raise Problem("E502", where, f"{one.metric} of {', '.join(one.site)} stands twice")
        seen.add(key)
    findings = []
    if other := sorted({row["version"] for _, row in rows} - {__version__}):
        findings.append(Finding("W510", name, f"it was written by {', '.join(other)}, this is {__version__}"))
    if len({row["recipe_sha256"] for _, row in rows}) > 1:
        findings.append(Finding("W517", name))
    return MetricsTable(observations, tuple(findings))


def _observation(row: Row, where: str) -> Observation:
    text = {name: row[name] for name in TEXTS}
    for name, known in (("verdict", VERDICTS), ("status", STATUSES)):
        if row[name] not in known:
            raise Problem("E502", where, f"{name} {row[name]!r} is none of {', '.join(known)}")
    if not row["metric"]:
        raise Problem("E502", where, "it names no metric")
    numbers = {
        name: _number(row[name], where, name)
        for name in ("day", "baseline", "followup", "change", "percent_change", "sdc")
    }
    plain = {name: row[name] for name in ("side", "metric", "unit", "verdict", "status")}
    cells: dict[str, Any] = {**text, **numbers, **plain}
    return Observation(**cells, codes=tuple(row["codes"].split()), cells=row)


def _number(cell: str, where: str, column: str) -> float | None:
    if not cell:
        return None
    if not NUMBER.fullmatch(cell):
        raise Problem("E502", where, f"{column} {cell!r} is not a number")
    return float(cell)
