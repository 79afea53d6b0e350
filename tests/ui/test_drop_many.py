"""A user drops a folder of 200 good and bad files: one list, no dialogs, and the window goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from photocompare_ui import checking
from photocompare_ui.checking import CheckedPhoto, first_and_last
from photocompare_ui.models.checked import FINDING, NAME, TAKEN
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog

from photocompare.photo import Limits
from photocompare.photo.isolated import IsolatedReader
from tests.photocompare.photo import makers

from .conftest import PATIENCE, Eyes, double_click, save
from .test_drop import drop

HOSTILE = ("<b>bold<i>\u202egpj.jpg", "line\nbreak.png", "ü" * 120 + ".jpg", "a&b %s {0}.png")
BOMB = makers.png_header(60_000, 60_000)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 200 files, 102 of them good, besides what systems leave in folders."""
    folder = tmp_path_factory.mktemp("visit")
    jpeg, png = makers.jpeg(), makers.png()
    for number in range(48):
        (folder / f"good{number}.jpg").write_bytes(jpeg)
        (folder / f"good{number}.png").write_bytes(png)
        (folder / f"cut{number}.jpg").write_bytes(jpeg[: len(jpeg) // 2])
    for number in range(23):
        (folder / f"text{number}.jpg").write_text("This is no photograph.")
        (folder / f"empty{number}.png").write_bytes(b"")
    for number in range(2):
        (folder / f"bomb{number}.png").write_bytes(BOMB)
    for name in HOSTILE:
        (folder / name).write_bytes(jpeg if name.endswith("jpg") else png)
    day = np.asarray(makers.GRAINY)
    save(folder / "zz first.png", day, "2024:03:01 10:12:00")
    save(folder / "aa last.png", day, "2024:05:01 10:12:00")
    (folder / "bomb2.jpg").write_bytes(makers.jpeg_resized(jpeg, 65_000, 65_000))
    (folder / "later").mkdir()
    (folder / "later" / "cut.png").write_bytes(png[:-40])
    for junk in ("Thumbs.db", ".DS_Store", "notes.txt", "regions.geojson"):
        (folder / junk).write_bytes(b"junk")
    return folder


class Heart:
    """Beats every 10 ms; `gaps` are the seconds between beats."""

    def __init__(self) -> None:
        self._beats: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._beats.append(time.perf_counter()))
        self._timer.start(10)

    @property
    def gaps(self) -> list[float]:
        return [later - earlier for earlier, later in pairwise(self._beats)]


def dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_that_200_files_give_one_list_and_no_stall(user: Eyes, mixed: Path) -> None:
    heart, seen = Heart(), []
    user.window.checking.progressed.connect(lambda share, text: seen.append((share, text)))
    user.window.checking.start([mixed])
    user.settle()
    QTest.qWait(50)
    checked = user.window.stage.checked
    assert checked.isVisible()
    assert dialogs() == []
    assert user.window.banner.text == ""
    assert len(checked.model.photos) == 200
    assert sum(photo.good for photo in checked.model.photos) == 102
    assert "200 checked" in checked.counts.accessibleName()
    assert "102 can be measured" in checked.counts.accessibleName()
    assert "98 refused" in checked.counts.accessibleName()
    codes = {photo.findings[0].code for photo in checked.model.photos if not photo.good}
    assert {"E104", "E107", "E108"} <= codes
    assert len(seen) <= 202
    assert np.percentile(heart.gaps, 99) < 0.5, f"p99 {np.percentile(heart.gaps, 99):.3f} s"
    assert max(heart.gaps) < 0.1 * max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


def test_that_first_and_last_are_chosen_and_open(user: Eyes, mixed: Path) -> None:
    drop(user, [mixed / name for name in ("aa last.png", "good0.png", "zz first.png")])
    checked = user.window.stage.checked
    assert checked.model.baseline is not None
    assert checked.model.followup is not None
    assert checked.model.baseline.name == "zz first.png"
    assert checked.model.followup.name == "aa last.png"
    checked.open_button.click()
    user.settle()
    document = user.window.document
    assert document.baseline is not None
    assert document.baseline.name == "zz first.png"
    assert not checked.isVisible()
    user.act("show_checked")
    assert checked.isVisible()
    QTest.keyClick(checked.table, Qt.Key.Key_Escape)
    assert user.window.stage.panes[0].isVisible()


def test_that_others_are_chosen_by_buttons_and_double_click(user: Eyes, mixed: Path) -> None:
    drop(user, [mixed / name for name in ("good0.png", "good1.png", "text0.jpg")])
    checked = user.window.stage.checked
    assert not checked.open_button.isEnabled()
    point(user, "good1.png")
    checked.baseline_button.click()
    where = checked.table.visualRect(point(user, "good0.png")).center()
    QTest.mouseClick(checked.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    double_click(checked.table.viewport(), where)
    assert [checked.model.baseline.name, checked.model.followup.name] == ["good1.png", "good0.png"]  # type: ignore[union-attr]
    point(user, "text0.jpg")
    assert not checked.baseline_button.isEnabled()
    checked.use("followup")
    assert checked.model.followup.name == "good0.png"  # type: ignore[union-attr]
    point(user, "good1.png")
    checked.followup_button.click()
    assert checked.model.baseline is None
    assert not checked.open_button.isEnabled()


def point(user: Eyes, name: str) -> object:
    checked = user.window.stage.checked
    row = next(row for row, photo in enumerate(checked.model.photos) if photo.name == name)
    checked.table.setCurrentIndex(checked.model.index(row, NAME))
    return checked.table.currentIndex()


def test_that_hostile_names_are_escaped_and_sorting_keeps_the_current(user: Eyes, mixed: Path) -> None:
    drop(user, [mixed / name for name in (*HOSTILE, "cut0.jpg")])
    checked = user.window.stage.checked
    tester = QAbstractItemModelTester(checked.model)
    texts = [checked.model.index(row, NAME).data() for row in range(5)]
    assert "<b>bold<i>\\u202egpj.jpg" in texts
    assert "line\\x0abreak.png" in texts
    tips = "".join(checked.model.index(row, NAME).data(Qt.ItemDataRole.ToolTipRole) for row in range(5))
    assert "&lt;b&gt;bold&lt;i" in tips
    point(user, "cut0.jpg")
    for column in (NAME, TAKEN, FINDING):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            checked.table.sortByColumn(column, order)
            assert checked.table.currentIndex().data() == "cut0.jpg"
    QTest.keyClick(checked.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 6
    assert all(line.count("\t") == 4 for line in lines)
    assert checked.minimumSizeHint().width() <= 460
    del tester


def test_that_cancel_stops_and_shows_nothing(user: Eyes, mixed: Path) -> None:
    user.window.checking.start([mixed])
    status = user.window.status
    user.wait(lambda: "Checking" in status.activity.text())
    status.cancel.click()
    begun = time.monotonic()
    user.settle()
    assert time.monotonic() - begun < PATIENCE
    assert not user.window.stage.checked.isVisible()
    assert not status.cancel.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_that_a_hanging_decoder_is_cancelled_at_once(user: Eyes, mixed: Path, stopped: list[int]) -> None:
    user.window.checking.start([mixed])
    user.wait(lambda: bool(stopped))
    QTest.qWait(200)
    begun = time.monotonic()
    user.window.checking.cancel()
    user.settle()
    assert time.monotonic() - begun < PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_that_a_hanging_decoder_costs_its_row(mixed: Path, stopped: list[int]) -> None:
    paths = [mixed / "good0.png", mixed / "good1.png"]
    found = checking.check_all(paths, IsolatedReader(Limits(seconds=2)), lambda share, text: None)
    assert [photo.findings[0].code for photo in found if not photo.good] == ["E112"]
    assert found[1].good


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The first reading process hangs as soon as it is ready; its id follows here."""
    from photocompare.photo import isolated

    real: Callable[..., object] = isolated._wait_for
    hung: list[int] = []

    def wait_for(child: subprocess.Popen[bytes]) -> None:
        real(child)
        if not hung:
            hung.append(child.pid)
            os.kill(hung[0], signal.SIGSTOP)

    monkeypatch.setattr(isolated, "_wait_for", wait_for)
    return hung


def test_that_an_empty_folder_is_answered(user: Eyes, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    drop(user, [tmp_path / "nothing"])
    assert "no photos" in user.window.banner.text.lower()
    assert not user.window.stage.checked.isVisible()


def test_that_5000_rows_are_shown_and_sorted_without_a_stall(user: Eyes) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    photos = [
        CheckedPhoto(Path(f"{n}.jpg"), f"{n * 7919 % 5000}.jpg", start + timedelta(hours=n), (), "ok", f"{n}")
        for n in range(5000)
    ]
    stage, taken = user.window.stage, []
    for step in (
        lambda: stage.checked.show_photos(photos),
        stage.show_checked,
        lambda: stage.checked.table.sortByColumn(NAME, Qt.SortOrder.DescendingOrder),
        lambda: stage.checked.table.sortByColumn(FINDING, Qt.SortOrder.AscendingOrder),
        QApplication.processEvents,
    ):
        begun = time.thread_time()
        step()
        taken.append(time.thread_time() - begun)
    assert max(taken) < 0.2, taken
    assert stage.checked.model.baseline is photos[0]


def test_that_times_with_and_without_zones_are_ordered() -> None:
    first = CheckedPhoto(Path("a"), "a", datetime(2024, 1, 1), (), "ok")
    last = CheckedPhoto(Path("b"), "b", datetime(2024, 2, 1, tzinfo=UTC), (), "ok")
    assert first_and_last([last, first]) == (first, last)
    assert first_and_last([first]) == (None, None)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_that_closing_does_not_wait_for_a_hanging_decoder(
    user: Eyes, mixed: Path, stopped: list[int]
) -> None:
    user.window.checking.start([mixed])
    user.wait(lambda: bool(stopped))
    QTest.qWait(200)
    begun = time.monotonic()
    assert user.window.close()
    assert time.monotonic() - begun < PATIENCE
    user.settle()


def test_that_the_list_stays_while_a_pair_is_measured(alone: Eyes, mixed: Path) -> None:
    alone.window.comparing.start()
    alone.window.checking.start([mixed])
    alone.settle()
    assert alone.window.stage.checked.isVisible()
    assert alone.window.document.measured
