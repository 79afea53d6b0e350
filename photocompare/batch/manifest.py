"""The manifest: one row per photo, read strictly, every fault said at once with its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from photocompare.batch.entry import COLUMNS, REQUIRED, Cells, Entry, entry_of
from photocompare.batch.sheet import LONGEST_CELL, Sheet, read_sheet
from photocompare.errors import Finding


@dataclass(frozen=True)
class Manifest:
    """The photos of a study.

    Attributes:
        name: of the file.
        sha256: hex hash of what was read; empty for entries made otherwise.
        entries: one per row that is not a mere repetition, in order.
        path: where it was read, or None.
        extras: the further columns, carried through.
        findings: what had to be guessed or left out.
        stands_for: what else run.json names, and its hash: a study's audit trail, its lock.
    """

    name: str
    entries: tuple[Entry, ...]
    sha256: str = ""
    path: Path | None = None
    extras: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    stands_for: tuple[tuple[str, str], ...] = ()


def read_manifest(path: Path, *, encoding: str | None = None) -> Manifest:
    """Return the manifest at `path`; photo paths are relative to it.

    Raises:
        Problem: E301 where it cannot be read or its header is wrong; a wrong row is not raised but carries
            E304, E311 or E315.
    """
    sheet = read_sheet(
        path, required=REQUIRED, known=COLUMNS, encoding=encoding, believable=_names_files(path)
    )
    extras = tuple(column for column in sheet.columns if column and column not in COLUMNS)
    entries, findings = _once_each([_entry(sheet, *row, path.parent, extras) for row in sheet.rows])
    return Manifest(path.name, tuple(entries), sheet.sha256, path, extras, (*sheet.findings, *findings))


def _entry(sheet: Sheet, line: int, row: tuple[str, ...], root: Path, extras: tuple[str, ...]) -> Entry:
    named = dict(zip(sheet.columns, row, strict=False))
    cells = Cells(named, f"{sheet.name} line {line}", decimal_comma=sheet.decimal_comma)
    if len(row) != len(sheet.columns):
        cells.fault(f"it has {len(row)} cells, the header has {len(sheet.columns)}")
    if any(len(cell) > LONGEST_CELL for cell in row):
        cells.fault(f"a cell has more than {LONGEST_CELL} characters")
        named.update({column: cell[:40] for column, cell in named.items()})
    return entry_of(cells, line, root, tuple((column, named.get(column, "")) for column in extras))


def _once_each(entries: list[Entry]) -> tuple[list[Entry], list[Finding]]:
    """Return the entries without mere repetitions; two photos for one moment are E311 in both rows."""
    seen: dict[tuple[object, ...], int] = {}
    kept: list[Entry] = []
    findings = []
    for entry in entries:
        key = (*entry.series, entry.timepoint if entry.day is None else entry.day, entry.repeat)
        at = seen.setdefault(key, len(kept)) if entry.subject and entry.view else len(kept)
        if at == len(kept):
            kept.append(entry)
        elif replace(kept[at], line=entry.line, findings=entry.findings) == entry:
            findings.append(Finding("W310", f"line {entry.line}", f"line {kept[at].line} says the same"))
        else:
            lines = f"lines {kept[at].line} and {entry.line}"
            clash = Finding("E311", lines, f"{entry.subject}, {entry.view}, {entry.timepoint}")
            kept[at] = replace(kept[at], findings=(*kept[at].findings, clash))
            kept.append(replace(entry, findings=(*entry.findings, clash)))
    return kept, findings


def _names_files(path: Path) -> Callable[[str], bool]:
    """Return whether every name in a text that is not plain ASCII is a file beside the manifest."""

    def believable(text: str) -> bool:
        odd = [
            cell.strip(' "')
            for line in text.splitlines()[1:]
            for cell in line.replace(";", ",").replace("\t", ",").split(",")
            if not cell.isascii() and "." in cell
        ]
        return bool(odd) and all((path.parent / cell).is_file() for cell in odd)

    return believable
