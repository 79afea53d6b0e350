"""Work is under way: it can be stopped, overtaken, and left."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from pathlib import Path

import pytest
from photocompare_ui import commands
from photocompare_ui.tasks import Pool, Report, Task
from PySide6.QtCore import QObject, QThread, QThreadPool, Signal
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from photocompare import Recipe

from .conftest import CHEEK, Eyes


def many_regions(user: Eyes) -> None:
    """Give the core work for seconds: every metric of a hundred regions."""
    user.window.comparing.recipe = Recipe()
    commands.add_region(user.window.document, CHEEK)
    commands.add_regions(user.window.document, [user.window.document.regions[-1]] * 100)


def test_that_progress_is_shown_and_cancel_stops_it(alone: Eyes) -> None:
    many_regions(alone)
    status = alone.window.status
    alone.wait(lambda: status.cancel.isVisible() and "Measuring" in status.activity.text())
    status.cancel.click()
    alone.settle()
    assert not status.cancel.isVisible()
    assert not alone.window.document.measured
    assert "Cancelled" in alone.window.banner.text


def test_that_the_last_of_many_edits_wins(alone: Eyes) -> None:
    document = alone.window.document
    commands.add_region(document, CHEEK)
    for step in range(40):
        polygons = commands.moved(document.regions[0].polygons, 0.5, 0)
        commands.reshape_region(document, "Region 1", polygons)
        if step % 10 == 0:
            alone.window.comparing.start()
        QApplication.processEvents()
    alone.settle()
    assert document.measured
    assert document.comparison is not None
    assert document.comparison.regions == document.regions


def test_that_closing_during_work_waits_for_the_thread(alone: Eyes) -> None:
    many_regions(alone)
    alone.window.document.undo.setClean()
    alone.wait(lambda: alone.window.status.cancel.isVisible())
    started = time.monotonic()
    assert alone.window.close()
    assert time.monotonic() - started < 10
    assert not alone.window.findChild(QThreadPool).activeThreadCount()  # type: ignore[union-attr]
    alone.window.comparing.start()
    assert not alone.window.findChild(QThreadPool).activeThreadCount()  # type: ignore[union-attr]


def test_that_opening_another_pair_overtakes_reading(user: Eyes, photos: dict[str, Path]) -> None:
    user.window.filing.open_pair(photos["before"], photos["coffee"])
    user.window.filing.open_pair(photos["before"], photos["after"])
    user.settle()
    followup = user.window.document.followup
    assert followup is not None
    assert followup.name == "after.png"


def test_that_closing_with_unsaved_regions_asks_and_cancel_keeps_the_window(alone: Eyes) -> None:
    commands.add_region(alone.window.document, CHEEK)
    alone.window.close()
    assert alone.window.isVisible()
    question = alone.window.findChild(QMessageBox)
    assert question is not None
    assert question.defaultButton() is question.button(QMessageBox.StandardButton.Save)
    question.button(QMessageBox.StandardButton.Cancel).click()
    assert alone.window.isVisible()
    alone.window.close()
    again = [box for box in alone.window.findChildren(QMessageBox) if box.isVisible()]
    again[-1].button(QMessageBox.StandardButton.Discard).click()
    assert not alone.window.isVisible()


def test_that_a_late_result_of_another_pair_is_not_shown(alone: Eyes, photos: dict[str, Path]) -> None:
    document = alone.window.document
    late = document.comparison
    assert late is not None
    alone.open(photos["before"], photos["coffee"])
    document.set_comparison(late, document.version)
    assert document.comparison is not late


def test_that_a_result_of_regions_edited_since_is_shown_as_stale(alone: Eyes) -> None:
    document = alone.window.document
    known = document.comparison
    assert known is not None
    before = document.version
    commands.add_region(document, CHEEK)
    document.set_comparison(known, before)
    assert not document.measured
    alone.settle()
    assert document.measured


class Owner(QObject):
    told = Signal(bool)


@pytest.fixture
def pool(qapp: QApplication) -> Pool:
    return Pool()


def test_that_a_task_runs_elsewhere_and_answers_on_the_main_thread(pool: Pool, qtbot: QtBot) -> None:
    owner, seen = Owner(), []
    main = QThread.currentThread()

    def work(report: Report) -> bool:
        report(0.5, "half")
        return threading.current_thread() is threading.main_thread()

    task = Task(work, owner, pool)
    task.progressed.connect(lambda share, text: seen.append((share, text, QThread.currentThread() is main)))
    task.done.connect(lambda there: seen.append((there, QThread.currentThread() is main)))
    with qtbot.waitSignal(task.ended):
        task.start()
    assert seen == [(0.5, "half", True), (False, True)]


def test_that_a_task_brings_its_error_and_a_cancelled_one_nothing(pool: Pool, qtbot: QtBot) -> None:
    owner, seen = Owner(), []

    def fail(report: Report) -> None:
        raise OSError("no")

    failing = Task(fail, owner, pool)
    failing.failed.connect(seen.append)
    with qtbot.waitSignal(failing.ended):
        failing.start()
    assert isinstance(seen[0], OSError)
    cancelled = Task(lambda report: time.sleep(0.1), owner, pool)
    cancelled.done.connect(seen.append)
    with qtbot.waitSignal(cancelled.ended):
        cancelled.start()
        cancelled.cancel()
    assert len(seen) == 1


def test_that_finishing_waits_for_all_tasks(pool: Pool) -> None:
    owner = Owner()
    for _ in range(8):
        Task(lambda report: time.sleep(0.02), owner, pool).start()
    pool.finish(owner)
    assert pool.activeThreadCount() == 0


def test_that_no_worker_destroys_what_is_qt_s(pool: Pool, qtbot: QtBot) -> None:
    owner, seen = Owner(), []
    knot = Owner()
    knot.myself = knot  # type: ignore[attr-defined]
    weakref.finalize(knot, lambda: seen.append(threading.current_thread() is threading.main_thread()))
    del knot

    def allocate(report: Report) -> int:
        return len([[number] for number in range(100_000)])

    task = Task(allocate, owner, pool)
    with qtbot.waitSignal(task.ended):
        task.start()
    assert False not in seen
    gc.collect()
    assert seen == [True]


def test_that_20000_signals_with_constants_do_not_abort(qapp: QApplication) -> None:
    owner, count = Owner(), [0]
    owner.told.connect(lambda value: count.__setitem__(0, count[0] + value))
    for _ in range(20_000):
        owner.told.emit(True)
    assert count == [20_000]
