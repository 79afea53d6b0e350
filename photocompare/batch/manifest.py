"""The manifest: one row per photo; read strictly, paired by subject, view and lighting."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from photocompare.alignment import Alignment
from photocompare.errors import Finding, Problem
from photocompare.metric import LIGHTINGS
from photocompare.regions import Region, Ring
from photocompare.table import Occasion

REQUIRED = ("subject", "view", "timepoint", "photo")
DAYS = {"d": 1.0, "day": 1.0, "w": 7.0, "week": 7.0, "mo": 30.0, "month": 30.0, "y": 365.0, "year": 365.0}
FIRST = {"baseline", "before", "pre"}


@dataclass(frozen=True)
class Entry:
    """One row of a manifest, or a photo of a study.

    Attributes:
        line: of the manifest, from 1, the header.
        outlines: the regions to compare this photo with its baseline in, in place of a file `regions`.
        sha256: what the photo's content must be, or empty.
        chart: corners of a chart that a person placed on the photo.
        alignment: how a person laid the photo on its baseline.
        findings: doubts that come with it.
    """

    line: int
    subject: str
    view: str
    timepoint: str
    photo: Path
    day: float
    lighting: str = "normal"
    regions: Path | None = None
    mm_per_pixel: float | None = None
    arm: str = ""
    side: str = ""
    repeat: int = 1
    outlines: tuple[Region, ...] | None = None
    sha256: str = ""
    chart: Ring = ()
    alignment: Alignment | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A follow-up and its baseline."""

    baseline: Entry
    followup: Entry

    @property
    def title(self) -> str:
        """Return whose skin it is, which view and when, in one line."""
        entry = self.followup
        return ", ".join((entry.subject, entry.view, entry.lighting, entry.timepoint))

    @property
    def occasion(self) -> Occasion:
        """Return the first columns of the pair's rows."""
        entry = self.followup
        return Occasion(entry.subject, entry.view, entry.lighting, entry.timepoint, entry.day)


def read_manifest(path: Path) -> list[Entry]:
    """Return the rows of the manifest at `path`, in order; photo paths are relative to it.

    Raises:
        Problem: E301 where it cannot be read or lacks a required column, E304 or E315 for a wrong row.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("E301", path.name, error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise Problem(
            "E301", path.name, f"it is not UTF-8 at byte {error.start}; save it as CSV UTF-8"
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [(name or "").strip().lower() for name in reader.fieldnames or []]
        reader.fieldnames = header
        if missing := [name for name in REQUIRED if name not in header]:
            raise Problem(
                "E301", path.name, f"the column {missing[0]} is missing; it has {', '.join(header)}"
            )
        entries = [_entry(row, reader.line_num, path) for row in reader if any(row.values())]
    except csv.Error as error:
        raise Problem("E301", path.name, f"line {reader.line_num}: {error}") from error
    if not entries:
        raise Problem("E301", path.name, "it has no rows")
    return entries


def pairs(entries: list[Entry]) -> tuple[list[Pair], list[Finding]]:
    """Return each follow-up with its baseline in manifest order, and a finding for what has no partner.

    The baseline of a subject's view in one lighting is the row with the lowest day; of repeat shots the first
    is compared.
    """
    found, findings = [], []
    baselines: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        key = entry.subject, entry.view, entry.lighting
        first = baselines.setdefault(key, entry)
        if (entry.day, entry.repeat) < (first.day, first.repeat):
            baselines[key] = entry
    for entry in entries:
        baseline = baselines[entry.subject, entry.view, entry.lighting]
        if entry.day > baseline.day and entry.repeat == 1:
            found.append(Pair(baseline, entry))
    paired = {(pair.baseline.subject, pair.baseline.view, pair.baseline.lighting) for pair in found}
    for subject, view, lighting in baselines:
        if (subject, view, lighting) not in paired:
            findings.append(Finding("E313", f"{subject}, {view}, {lighting}"))
    return found, findings


def day_of(timepoint: str) -> float | None:
    """Return the day a timepoint names, or None.

    >>> day_of("day 5"), day_of("2 weeks"), day_of("1 month"), day_of("before"), day_of("D3"), day_of("later")
    (5.0, 14.0, 30.0, 0.0, 3.0, None)
    """
    words = timepoint.strip().lower()
    if words in FIRST:
        return 0.0
    unit_first = re.fullmatch(r"([a-z]+)[\s_-]*(\d+(?:\.\d+)?)", words)
    number_first = re.fullmatch(r"(\d+(?:\.\d+)?)[\s_-]*([a-z]*)", words)
    if unit_first:
        unit, count = unit_first.groups()
    elif number_first:
        count, unit = number_first.groups()
    else:
        return None
    size = DAYS.get(unit.removesuffix("s") or "d")
    return None if size is None else float(count) * size


def _entry(row: dict[str, str | None], line: int, manifest: Path) -> Entry:
    def cell(name: str) -> str:
        return (row.get(name) or "").strip()

    where = f"{manifest.name} line {line}"
    if None in row or any(row.get(name) is None for name in REQUIRED):
        raise Problem("E304", where, "it has more or fewer cells than the header")
    if empty := [name for name in REQUIRED if not cell(name)]:
        raise Problem("E304", where, f"the cell {empty[0]} is empty")
    day = _number(cell("day"), where, "day") if cell("day") else day_of(cell("timepoint"))
    if day is None:
        raise Problem("E315", where, f"no day can be read from {cell('timepoint')!r}")
    scale = _number(cell("mm_per_pixel"), where, "mm_per_pixel") if cell("mm_per_pixel") else None
    if scale is not None and scale <= 0:
        raise Problem("E304", where, "mm_per_pixel is not above 0")
    lighting = cell("lighting").lower() or "normal"
    if lighting not in LIGHTINGS:
        raise Problem("E304", where, f"lighting {lighting!r} is none of {', '.join(LIGHTINGS)}")
    return Entry(
        line,
        cell("subject"),
        cell("view"),
        cell("timepoint"),
        manifest.parent / cell("photo"),
        day,
        lighting,
        manifest.parent / cell("regions") if cell("regions") else None,
        scale,
        cell("arm"),
        cell("side"),
        int(_number(cell("repeat"), where, "repeat")) if cell("repeat") else 1,
    )


def _number(text: str, where: str, column: str) -> float:
    if not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        raise Problem("E304", where, f"{column} {text!r} is not a number")
    return float(text)
