"""A user reads what changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui import commands
from photocompare_ui.image import Pyramid, pixels
from photocompare_ui.models.measurements import COLUMNS
from photocompare_ui.words import DASH, number
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog

from photocompare import Comparison, Measurement, Recipe, compare, read_photo
from photocompare.table import comparison_rows, csv_text

from .conftest import CHEEK, FEW, Eyes, save


def found(user: Eyes) -> Comparison:
    assert user.window.document.comparison is not None
    return user.window.document.comparison


def texts(user: Eyes, column: int) -> list[str]:
    model = user.window.measurements.model
    shown = [model.index(row, column).data() or "" for row in range(model.rowCount())]
    return [text.strip(" ▸▾") for text in shown]


def test_that_a_planted_redness_is_read_in_the_table(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pair.settle()
    row = next(row for row in found(pair).measurements if row.metric == "erythema_index")
    assert row.change == pytest.approx(6, abs=0.9)
    assert texts(pair, 0)[:2] == ["Region 1", "Erythema index"]
    assert texts(pair, 4)[1].startswith("+")


def test_that_the_window_and_the_core_give_the_same_digits(pair: Eyes, photos: dict[str, Path]) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pair.settle()
    regions = pair.window.document.regions
    direct = compare(read_photo(photos["before"]), read_photo(photos["after"]), regions, FEW)
    assert pair.window.measurements.model.as_csv() == csv_text(comparison_rows(direct))


def test_that_the_alignment_is_reused_after_an_edit(pair: Eyes) -> None:
    first = found(pair).alignment
    commands.add_region(pair.window.document, CHEEK)
    pair.settle()
    assert found(pair).alignment is first


def test_that_the_same_picture_twice_changes_by_exactly_nothing(user: Eyes, photos: dict[str, Path]) -> None:
    user.open(photos["before"], photos["first"])
    assert {row.change for row in found(user).measurements} == {0.0}
    assert "identical" in user.window.status.words.text()


def test_that_a_refused_pair_is_shown_with_the_reason_and_not_measured(
    user: Eyes, photos: dict[str, Path]
) -> None:
    user.open(photos["before"], photos["coffee"])
    assert "cannot be compared" in user.window.banner.text
    assert all(pane.isVisible() for pane in user.window.stage.panes[:2])
    assert {text for text in texts(user, 2) if text} == {DASH}
    assert "Alignment refused" in user.window.status.words.text()
    assert not user.window.actions_by_id["wipe"].isEnabled()


def test_that_a_region_beside_the_photo_has_a_dash_and_the_reason(pair: Eyes) -> None:
    commands.add_region(pair.window.document, [(-90.0, 5.0), (-10.0, 5.0), (-10.0, 60.0)])
    pair.settle()
    model = pair.window.measurements.model
    assert model.index(1, 2).data() == DASH
    assert "outside" in model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "nan" not in model.as_csv().lower()


def test_that_numbers_stand_at_the_right_and_the_model_is_sound(pair: Eyes) -> None:
    model = pair.window.measurements.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    commands.add_region(pair.window.document, CHEEK)
    pair.settle()
    side = model.index(1, 2).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & int(Qt.AlignmentFlag.AlignRight)
    row = model.rows[1]
    assert isinstance(row, Measurement)
    assert model.index(1, 2).data(Qt.ItemDataRole.UserRole) == row.baseline
    assert len({column.heading for column in COLUMNS}) == len(COLUMNS)


def test_that_copied_rows_read_as_text_in_cells(pair: Eyes) -> None:
    pair.window.measurements.table.selectRow(1)
    pair.act("copy")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].count("\t") == lines[1].count("\t") == len(COLUMNS)
    assert "Erythema index" in lines[1]


def test_that_the_exported_table_is_the_core_s_csv(pair: Eyes, tmp_path: Path) -> None:
    pair.act("export_table")
    dialog = pair.window.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "out.csv"
    dialog.selectFile(str(target))
    dialog.accept()
    assert target.read_text() == pair.window.measurements.model.as_csv()


def test_that_a_scale_gives_areas_in_millimeters_and_a_bar(pair: Eyes) -> None:
    pair.window.document.set_scale(0.1)
    pair.settle()
    assert found(pair).measurements[0].area_mm2 is not None
    assert "0.1 mm per pixel" in pair.window.status.words.text()


def test_that_stale_numbers_are_not_exported(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    assert not pair.window.actions_by_id["export_table"].isEnabled()
    pair.settle()
    assert pair.window.actions_by_id["export_table"].isEnabled()


def test_that_every_metric_of_the_registry_is_in_the_table(
    user: Eyes, tmp_path: Path, portrait: NDArray[np.uint8]
) -> None:
    small = save(tmp_path / "small.png", portrait[80:200, 80:200])
    user.window.comparing.recipe = Recipe()
    user.open(small, save(tmp_path / "again.png", portrait[80:200, 80:200], "2024:01:01 00:00:00"))
    assert "Vessel area" in texts(user, 0)


@pytest.mark.parametrize(
    ("value", "largest", "shown"),
    [
        (None, 0, DASH),
        (-3.14159, 25, "−3.14"),
        (0.001234, 0, "0.00123"),
        (1234.5, 0, "1234"),
        (-0.001, 50, "0.00"),
    ],
)
def test_that_numbers_are_rounded_for_reading(value: float | None, largest: float, shown: str) -> None:
    assert number(value, largest=largest) == shown


def test_that_a_large_pair_is_seen_aligned_first_small_then_whole_and_the_baseline_stays_sharp(
    user: Eyes, tmp_path: Path
) -> None:
    grain = np.random.default_rng(7).integers(90, 220, (90, 120, 3), dtype=np.uint8)
    large = np.asarray(Image.fromarray(grain).resize((2440, 1830), Image.Resampling.BICUBIC))
    paths = [
        save(tmp_path / name, np.ascontiguousarray(large[at : at + 1800, at : at + 2400]))
        for name, at in (("before.png", 0), ("after.png", 11))
    ]
    document = user.window.document
    seen: list[Pyramid] = []

    def look() -> None:
        shown = document.pictures
        if shown.aligned_followup is not None and shown.aligned_followup not in seen:
            assert shown.corrected_baseline is shown.baseline
            seen.append(shown.aligned_followup)
            able = [user.window.actions_by_id[name].isEnabled() for name in ("export_picture", "patient")]
            assert able == [not shown.aligned_followup.rough] * 2

    document.pictures_changed.connect(look)
    user.open(*paths)
    small, whole = seen
    assert (small.rough, whole.rough) == (True, False)
    assert small.size == whole.size == document.pictures.baseline.size  # type: ignore[union-attr]
    first, second = (pixels(picture.level(0.1))[20:-20, 20:-20].astype(float) for picture in (small, whole))
    assert np.abs(first - second).mean() < 2


def test_that_a_pair_is_seen_aligned_before_it_is_measured(user: Eyes, photos: dict[str, Path]) -> None:
    document, seen = user.window.document, list[tuple[bool, int, bool]]()

    def note() -> None:
        if document.comparison:
            seen.append(
                (document.alignment is not None, len(document.comparison.measurements), document.measured)
            )

    document.comparison_changed.connect(note)
    user.open(photos["before"], photos["after"])
    assert seen == [(True, 0, False), (True, len(FEW.metrics), True)]
    assert user.window.document.pictures.aligned_followup is not None
