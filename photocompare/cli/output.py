"""How a command ends: the files it writes, the table it shows, the doubts it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import typer
from rich.markup import escape

from photocompare import console
from photocompare.errors import Finding, worst
from photocompare.files import write_whole
from photocompare.table import PARQUET, Row, csv_text, parquet_bytes


def table_ending(path: Path | None) -> str:
    """Return the ending a table's name must have: .parquet where it says so, else .csv.

    Raises:
        Problem: E507 for Parquet without pyarrow.
    """
    if path is None or path.suffix.lower() != PARQUET:
        return ".csv"
    parquet_bytes(())
    return PARQUET


def write_table(path: Path, rows: Sequence[Row], record: str) -> None:
    """Write the rows, as the name's ending says, and run.json beside them."""
    parquet = path.suffix.lower() == PARQUET
    write_whole(path, parquet_bytes(rows) if parquet else csv_text(rows).encode())
    write_whole(path.parent / "run.json", record.encode())


def show(rows: Sequence[Row], title: str) -> None:
    """Print the readable table, or that nothing was measured; why, the findings say."""
    if any(map(console.has_value, rows)):
        console.stdout().print(console.measurement_table(rows, title))
    else:
        console.stdout().print(f"{escape(title)}: nothing was measured.", soft_wrap=True)


def finish(findings: Iterable[Finding], *, strict: bool = False, said: Iterable[Finding] = ()) -> None:
    """Say every doubt once, on stderr, and end with 3 where a number is missing because of one.

    A fault of ours ends with 1; `strict` with 4 where there are warnings. What was `said` already counts too.
    """
    findings = list(findings)
    for line in console.summary(findings):
        console.stderr().print(escape(line), style="yellow", soft_wrap=True)
    findings += said
    end = {"error": 3, "warn": 4 if strict else 0, "ok": 0}[worst(findings)]
    raise typer.Exit(1 if any(finding.code == "E335" for finding in findings) else end)
