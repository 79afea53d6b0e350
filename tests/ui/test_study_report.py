"""From a dropped folder to treated minus untreated, with a report: counted in clicks."""

from __future__ import annotations

import shutil
from pathlib import Path

from photocompare_ui import commands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from photocompare.regions import read_regions
from photocompare.statistics import read_metrics, summarize
from photocompare.statistics.estimate import DIFFERENCE, GROUPS
from photocompare.table import csv_text

from .conftest import Eyes
from .test_drop import drop

BUDGET = {"drop": 1, "confirm import": 1, "report": 1, "confirm report": 2}


def test_that_a_folder_becomes_a_report_within_the_click_budget(
    user: Eyes, study_files: Path, tmp_path: Path
) -> None:
    """The subject opens by itself; drawing comes on top, once per region."""
    folder = tmp_path / "camera"
    folder.mkdir()
    for photo in sorted((study_files / "split-face").glob("S01*.jpg")):
        if "uv" not in photo.name:
            shutil.copy(photo, folder)
    clicks = dict.fromkeys(BUDGET, 0)
    room = user.window.room

    drop(user, [folder])
    clicks["drop"] += 1
    user.wait(lambda: room.page.isVisible(), timeout=60000)
    QTest.mouseClick(room.page.take, Qt.MouseButton.LeftButton)
    clicks["confirm import"] += 1
    user.wait(lambda: user.window.document.measured, timeout=60000)
    user.settle()
    assert room.desk.baseline is not None
    commands.add_regions(
        user.window.document, read_regions(study_files / "split-face" / "S01_face-front.geojson")
    )

    user.act("study_report")
    clicks["report"] += 1
    dialog = user.window.findChild(QFileDialog)
    out = tmp_path / "report.html"
    dialog.selectFile(str(out))
    dialog.accept()
    clicks["confirm report"] += 1
    user.wait(out.is_file, timeout=180000)
    user.settle()
    assert all(clicks[name] <= BUDGET[name] for name in BUDGET), clicks
    assert "treated minus untreated" in out.read_text()

    rows = [row for pair in room.desk.study.measurements for row in pair.rows]
    estimates = summarize(rows).estimates
    assert any(one.versus == "untreated" and one.analysis in (DIFFERENCE, GROUPS) for one in estimates)
    table = tmp_path / "table.csv"
    room.results.write_table(table)
    user.wait(table.is_file, timeout=60000)
    user.settle()
    assert table.read_text() == csv_text(rows)
    assert len(read_metrics(table).observations) == len(rows)
