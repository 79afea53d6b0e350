"""The page of blinded grading, from agreement.csv as `photocompare grade agreement` wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from photocompare.errors import Problem, displayable
from photocompare.report.blocks import Block, Page, Table, Text
from photocompare.report.words import sentence
from photocompare.statistics.read import NUMBER, csv_cells
from photocompare.table import AGREEMENT_COLUMNS, AGREEMENT_FILE, restored

TITLES = {
    "within rater": "Each rater with himself, on hidden repeats.",
    "between raters": "Raters with each other.",
    "forced choice": "Which photo is after: against chance, exact binomial, one-sided.",
    "grades": "Graded change, repeats left out; the subject is the unit; sign-flip or t test.",
    "measured": "Graded beside measured change.",
}
NUMBERS = ("value", "low", "high", "p")


@dataclass(frozen=True)
class GradingTable:
    """The rows of agreement.csv, each cell checked."""

    rows: tuple[dict[str, str], ...]


def read_grading(folder: Path) -> GradingTable | None:
    """Return the agreement in a folder of results, or None where there is none.

    Raises:
        Problem: E508 where the file is not what `grade agreement` writes.
    """
    path = folder / AGREEMENT_FILE
    if not path.is_file():
        return None
    (_, header), *lines = csv_cells(path, "E508")
    if missing := [name for name in AGREEMENT_COLUMNS if name not in header]:
        raise Problem("E508", path.name, f"it has no column {missing[0]}")
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise Problem("E508", f"{path.name} line {line}", "it does not fit the header")
        row = {name: restored(cell) for name, cell in zip(header, cells, strict=True)}
        wrong = [name for name in NUMBERS if row.get(name) and not NUMBER.fullmatch(row[name])]
        if wrong or not row.get("n", "").isdecimal() or row["analysis"] not in TITLES:
            raise Problem("E508", f"{path.name} line {line}", f"{(wrong or ['n or analysis'])[0]} is wrong")
        rows.append(row)
    return GradingTable(tuple(rows))


def grading_page(title: str, table: GradingTable) -> Page:
    """Return the page: a table for each kind of agreement, and what it cannot show."""
    blocks: list[Block] = []
    for analysis, words in TITLES.items():
        rows = [row for row in table.rows if row["analysis"] == analysis]
        if rows:
            blocks.append(_table(rows, words))
    blocks += _notes(table.rows)
    scales = dict.fromkeys(f"{row['scale']} (version {row['scale_version']})" for row in table.rows)
    what = f"Scale {', '.join(scales)}; raters saw neither order nor arm, unless the scale shows the order."
    return Page(displayable(title), "Blinded grading", displayable(what), tuple(blocks))


def _table(rows: list[dict[str, str]], words: str) -> Table:
    cells = tuple(
        (
            displayable(row["who"] + (f" and {row['versus']}" if row["versus"] else "")),
            displayable(sentence(row["statistic"])),
            row["n"],
            _short(row["value"]),
            f"{_short(row['low'])} to {_short(row['high'])}" if row["low"] and row["high"] else "",
            _short(row["p"]),
        )
        for row in rows
    )
    return Table(
        ("Who", "Figure", "n", "Value", "95 %", "p"),
        cells,
        (0.26, 0.34, 0.06, 0.1, 0.16, 0.08),
        words,
        frozenset({2, 3, 4, 5}),
    )


def _notes(rows: Iterable[dict[str, str]]) -> list[Block]:
    """Return what stands beside the figures, each note once with whom it is about."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        note = row["note"]
        if note and row["analysis"] in {"within rater", "between raters", "forced choice"}:
            who = " and ".join(filter(None, (row["who"], row["versus"])))
            found.setdefault(note, {})[f"{who} ({row['statistic']})"] = None
    return [
        Text(f"{displayable(sentence(note))}.", displayable("; ".join(whom))) for note, whom in found.items()
    ]


def _short(cell: str) -> str:
    return f"{float(cell):.3g}" if cell else ""
