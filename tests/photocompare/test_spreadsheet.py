"""The metrics table in a real spreadsheet program: nothing in it runs, numbers stay numbers."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from photocompare.table import COLUMNS, csv_text, safe_cell

HOSTILE = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "@SUM(1)",
    "+1",
    "-1",
    " =1",
    "\u00a0=1",
    "\uff1d1+1",
    "x\n=1+1",
    "007",
    "1E5",
    "3-4",
    "\t=1+1",
    "M\u00fcller; \u201ea\u201c, b",
)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_that_a_spreadsheet_runs_nothing_and_keeps_every_number(tmp_path: Path) -> None:
    number = "-24.7693"
    rows = [
        dict.fromkeys(COLUMNS, "") | {"subject": safe_cell(name), "region": "area", "change": number}
        for name in HOSTILE
    ]
    (tmp_path / "metrics.csv").write_text(csv_text(rows), encoding="utf-8")
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    # Opened as a spreadsheet guesses it (comma, quote, UTF-8), kept as one, and written as CSV again.
    opened = [*office, "--infilter=CSV:44,34,76,1", "--convert-to", "ods"]
    subprocess.run([*opened, "--outdir", tmp_path, tmp_path / "metrics.csv"], timeout=180, check=True)
    written = [*office, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"]
    out = tmp_path / "out"
    subprocess.run([*written, "--outdir", out, tmp_path / "metrics.ods"], timeout=180, check=True)
    with (out / "metrics.csv").open(encoding="utf-8-sig", newline="") as file:
        back = list(csv.DictReader(file))
    assert [row["change"] for row in back] == [number] * len(HOSTILE)
    read = [row["subject"] for row in back]
    for name, subject in zip(HOSTILE, read, strict=True):
        # What only looks like a number is one for a spreadsheet; nothing else is another than it was.
        alike = subject == safe_cell(name) or name in ("007", "1E5", "3-4")
        assert alike or "".join(subject.split()) == "".join(safe_cell(name).split()), (name, subject)
