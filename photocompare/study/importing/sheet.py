"""A proposal as a CSV to be edited in a spreadsheet, and read back strictly, every error at once."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

from photocompare.errors import Finding, Problem
from photocompare.metric import LIGHTINGS
from photocompare.regions.region import SIDES
from photocompare.study.importing.proposal import Proposal
from photocompare.study.ordered import check_code
from photocompare.study.timepoint import day_of
from photocompare.table import safe_cell

COLUMNS = (
    *("use", "subject", "view", "timepoint", "day", "photo", "lighting", "side", "arm", "repeat"),
    *("mm_per_pixel", "confidence", "reason", "findings", "captured", "sha256"),
)
REQUIRED = ("subject", "view", "timepoint", "photo")
_YES, _NO = {"yes", "y", "ja", "j", "1", "true", "x", ""}, {"no", "n", "nein", "0", "false"}


def proposal_csv(proposals: Sequence[Proposal], target: Path) -> str:
    """Return proposals as the text of a CSV that will lie at `target`; photo paths are relative to it.

    The order is the sheet's: by subject, view, day. Its columns are those of a manifest, and further ones.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in sorted(
        proposals, key=lambda p: (p.subject or "~", p.view, p.day or 0.0, p.repeat, str(p.photo))
    ):
        writer.writerow(_cells(one, target))
    return text.getvalue()


def read_proposal(
    path: Path, known_days: Collection[str] = ()
) -> tuple[tuple[Proposal, ...], tuple[Finding, ...]]:
    """Return the rows of a proposal or a manifest, and all that is wrong with it; wrong rows are left out.

    A day that is not given is the one its timepoint names; `known_days` are timepoints the study has.

    Raises:
        Problem: E360 where it is no such CSV.
    """
    rows = _rows(path)
    proposals: list[Proposal] = []
    findings: list[Finding] = []
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for line, row in rows:
        errors = _errors(row, path)
        findings += [Finding("E361", f"{path.name} line {line}", error) for error in errors]
        if not errors:
            proposals.append(_proposal(row, path))
            if proposals[-1].use:
                one = proposals[-1]
                places[one.subject, one.view, one.timepoint, one.lighting, str(one.repeat)].append(line)
    for key, lines in places.items():
        if len(lines) > 1:
            what = ", ".join((*key[:4], f"repeat {key[4]}"))
            findings.append(Finding("E361", f"{path.name} line {lines[1]}", f"line {lines[0]} is {what} too"))
    return tuple(proposals), (*findings, *_days(proposals, path, known_days))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("E360", path.name, error.strerror or "it cannot be read") from error
    except UnicodeDecodeError as error:
        raise Problem("E360", path.name, "it is not UTF-8; save it as CSV UTF-8") from error
    head = text.split("\n", 1)[0]
    # Spreadsheets of half of Europe write semicolons.
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    try:
        reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or []]
        if missing := [name for name in REQUIRED if name not in reader.fieldnames]:
            raise Problem("E360", path.name, f"the column {missing[0]} is missing")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Problem("E360", path.name, f"line {reader.line_num}: {error}") from error
    return [
        (
            line,
            {
                name: (cell or "").strip().removeprefix("'")
                for name, cell in row.items()
                if isinstance(name, str)
            },
        )
        for line, row in rows
        if any(cell for cell in row.values())
    ]


def _errors(row: dict[str, str], path: Path) -> list[str]:
    """Return all that is wrong with one row, in words."""
    use = row.get("use", "").lower()
    if use not in _YES | _NO:
        return [f"use {use!r} is neither yes nor no"]
    if use in _NO:
        return []
    errors = [f"the cell {name} is empty" for name in REQUIRED if not row.get(name)]
    if row.get("subject"):
        try:
            check_code(row["subject"])
        except Problem as problem:
            errors.append(f"subject {row['subject']!r}: {problem.finding.detail or 'it may be a name'}")
    for name, allowed in (("lighting", ("", *LIGHTINGS)), ("side", SIDES)):
        if row.get(name, "").lower() not in allowed:
            errors.append(f"{name} {row[name]!r} is none of {', '.join(filter(None, allowed))}")
    for name, least in (("day", None), ("repeat", 1.0), ("mm_per_pixel", 0.0), ("captured", None)):
        errors += _number_errors(name, row.get(name, ""), least)
    if row.get("photo") and not (path.parent / row["photo"]).is_file():
        errors.append(f"there is no photo {row['photo']}")
    return errors


def _number_errors(name: str, cell: str, least: float | None) -> list[str]:
    if cell and not re.fullmatch(r"-?\d+([.,]\d+)?", cell, re.ASCII):
        return [f"{name} {cell!r} is not a number"]
    if cell and least is not None and (_number(cell) or 0.0) < least:
        return [f"{name} {cell} is below {least:g}"]
    return [f"repeat {cell} is not a whole number"] if name == "repeat" and cell and "." in cell else []


def _days(proposals: Sequence[Proposal], path: Path, known_days: Collection[str]) -> list[Finding]:
    """Return a finding for each timepoint whose day neither the study nor a row says."""
    known = {one.timepoint for one in proposals if one.use and one.day is not None} | {*known_days}
    unknown = dict.fromkeys(one.timepoint for one in proposals if one.use and one.timepoint not in known)
    return [Finding("E361", path.name, f"no row says on which day {label!r} is") for label in unknown]


def _proposal(row: dict[str, str], path: Path) -> Proposal:
    codes = (word.split(" ", 1)[0] for word in row.get("findings", "").split("; ") if word)
    return Proposal(
        photo=path.parent / row.get("photo", ""),
        use=row.get("use", "").lower() in _YES,
        subject=row.get("subject", ""),
        view=row.get("view", ""),
        timepoint=row.get("timepoint", ""),
        day=_number(row.get("day", "")) if row.get("day") else day_of(row.get("timepoint", "")),
        lighting=row.get("lighting", "").lower() or "normal",
        side=row.get("side", "").lower(),
        arm=row.get("arm", ""),
        repeat=int(_number(row.get("repeat", "")) or 1),
        mm_per_pixel=_number(row.get("mm_per_pixel", "")),
        captured=_number(row.get("captured", "")),
        sha256=row.get("sha256", ""),
        private="W354" in codes,
    )


def _number(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if cell else None


def _cells(one: Proposal, target: Path) -> dict[str, str]:
    try:
        photo = Path(os.path.relpath(one.photo.absolute(), target.absolute().parent)).as_posix()
    except ValueError:
        photo = one.photo.absolute().as_posix()
    findings = "; ".join(f"{found.code} {found.detail}".strip() for found in one.findings)
    words = {name: getattr(one, name) for name in ("subject", "view", "timepoint", "lighting", "side", "arm")}
    return {
        **{name: safe_cell(word) for name, word in words.items()},
        "use": "yes" if one.use else "no",
        "day": "" if one.day is None else f"{one.day:g}",
        # A name that a spreadsheet would run as a formula starts with the folder instead.
        "photo": photo if photo[0] not in "=+-@" else f"./{photo}",
        "repeat": str(one.repeat),
        "mm_per_pixel": "" if one.mm_per_pixel is None else f"{one.mm_per_pixel:.6g}",
        "confidence": one.confidence,
        "reason": safe_cell(one.reason),
        "findings": safe_cell(findings),
        "captured": "" if one.captured is None else f"{one.captured:.4f}",
        "sha256": one.sha256,
    }
