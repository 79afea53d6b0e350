"""A user reads numbers: those of the table, to the last digit; and what is behind them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from photocompare_ui import words
from photocompare_ui.models.measurements import COLUMNS, MEASUREMENT, MeasurementModel, Role
from photocompare_ui.visiting import visits
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy

from photocompare import Measurement
from photocompare.batch import run_batch
from photocompare.study import open_study as read_study
from photocompare.study import without_photo
from photocompare.table import Row, number

from .conftest import FEW, Eyes, open_study

KEY = ("subject", "view", "lighting", "timepoint", "region", "metric")
CELLS = {"Before": "baseline", "After": "followup", "Change": "change"}


def shown_by_the_window(user: Eyes) -> list[dict[str, str]]:
    """Return the rows of every pair of the open study as the window has them, one pair shown at a time.

    Every cell of the table is held against its row on the way.
    """
    room, model, seen = user.window.room, user.window.measurements.model, []
    series = dict.fromkeys((one.subject, one.view, one.lighting) for one in room.desk.study.photos)
    for place in series:
        for photo in visits(room.desk.study, *place)[1:]:
            room.visiting.show_visit(photo)
            user.wait(
                lambda photo=photo: room.desk.followup is not None and room.desk.followup.id == photo.id
            )
            user.settle()
            assert user.window.document.measured
            rows = list(csv.DictReader(io.StringIO(model.as_csv())))
            held_against(model, rows)
            seen += rows
    return seen


def held_against(model: MeasurementModel, rows: list[dict[str, str]]) -> None:
    """Hold the value behind each cell, and what it reads, against the row of the table."""
    by_name = {(row["region"], row["metric"]): row for row in rows}
    for at, line in enumerate(model.rows):
        if isinstance(line, Measurement):
            row = by_name[line.region.name, line.metric]
            for column, one in enumerate(COLUMNS):
                if one.heading in CELLS:
                    value = model.index(at, column).data(Role.UserRole)
                    assert number(value) == row[CELLS[one.heading]]
                    read = words.number(value, largest=words.size(line), signed=one.heading == "Change")
                    assert model.index(at, column).data().startswith(read)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["vein-series", "sclerotherapy", "split-face"])
def test_that_every_number_of_a_sample_study_is_the_table_s_to_the_last_digit(
    user: Eyes, studies: Path, name: str
) -> None:
    """For every subject, view, light and follow-up: both paths, every column, every cell."""
    path = studies / name / "study.photostudy"
    table = run_batch(path, FEW).rows
    open_study(user, path)
    expect(shown_by_the_window(user), table)


def test_that_the_window_s_numbers_are_the_table_s_to_the_last_digit(user: Eyes, studies: Path) -> None:
    """For the first subject's view with two lights; all studies whole in the slow suite."""
    path = studies / "split-face" / "study.photostudy"
    with read_study(path) as opened:
        study = opened.study
        first = study.photos[0]
        for photo in study.photos:
            if (photo.subject, photo.view) != (first.subject, first.view):
                study = without_photo(study, photo.id)
        opened.save(study, "Keep a view")
    table = run_batch(path, FEW).rows
    open_study(user, path)
    expect(shown_by_the_window(user), table)


def expect(seen: list[dict[str, str]], table: Sequence[Row]) -> None:
    assert len(seen) == len(table) > 0
    expected = {tuple(row[name] for name in KEY): row for row in table}
    assert len(expected) == len(table)
    for row in seen:
        assert row == expected[tuple(row[name] for name in KEY)]
    assert any(row["change"] for row in seen)


def test_that_a_number_leads_to_definition_histogram_and_map(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    table, card, room = user.window.measurements.table, user.window.room.card, user.window.room
    spy = QSignalSpy(room.map_wanted)
    model = user.window.measurements.model
    row = next(
        at
        for at, one in enumerate(model.rows)
        if isinstance(one, Measurement) and one.metric == "erythema_index" and one.change is not None
    )
    table.setCurrentIndex(model.index(row, 2))
    user.wait(lambda: card.histogram.isVisible() and card.histogram.shown is not None)
    chosen = table.currentIndex().data(MEASUREMENT)
    medians = card.histogram.shown.medians
    assert medians == pytest.approx((chosen.baseline, chosen.followup), rel=0.01)
    assert "log" in card.definition.text()
    card.map.click()
    assert spy.count() == 1
    assert spy.at(0) == ["erythema_index"]
    assert user.window.document.look.mapped
    assert user.window.document.look.metric == "erythema_index"


def test_that_the_table_is_copied_as_text_csv_and_picture(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    clipboard = QGuiApplication.clipboard()
    user.act("copy")
    assert "\t" in clipboard.text()
    user.act("copy_table_csv")
    assert clipboard.text() == user.window.measurements.model.as_csv()
    picture = user.window.measurements.picture()
    assert picture.height() > 100
    assert picture.width() > 400


def test_that_the_gate_says_by_shape_and_word_whether_a_pair_may_be_compared(
    alone: Eyes, photos: dict[str, Path]
) -> None:
    gate = alone.window.room.gate
    assert gate.isVisible()
    assert gate.light in ("green", "amber")
    assert gate.verdict.text().split()[0] in ("●", "▲")
    alone.open(photos["before"], photos["coffee"])
    assert gate.light == "red"
    assert "Not comparable" in gate.verdict.text()
    assert gate.reasons.text()
