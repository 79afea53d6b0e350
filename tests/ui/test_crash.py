"""Our own code fails: it is caught wherever it happens, told once, logged without a name; no work is lost."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from photocompare_ui.crash import Crash, report, stack
from photocompare_ui.dialogs.crash_report import CrashReport
from photocompare_ui.log import FILES, Log
from photocompare_ui.redaction import redacted
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from .conftest import CHEEK, Eyes, Readers, eyes

PROGRAM = """
import sys, threading, os
from pathlib import Path
from PySide6.QtCore import QObject, QRunnable, QStandardPaths, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
QStandardPaths.setTestModeEnabled(True)
import photocompare_ui.app as app
from photocompare_ui import folders
app.own_folder = lambda: Path(sys.argv[1])

class Failing(QWidget):
    def paintEvent(self, event):
        raise ValueError("Jane Doe in paint")

class Job(QRunnable):
    def run(self):
        raise KeyError("Jane Doe in pool")

def fail():
    raise RuntimeError("Jane Doe in " + sys.argv[2])

def begin():
    way = sys.argv[2]
    if way == "slot":
        fail()
    elif way == "storm":
        for index in range(200):
            QTimer.singleShot(0, fail)
    elif way == "paint":
        global widget
        widget = Failing(); widget.show()
    elif way == "thread":
        threading.Thread(target=fail).start()
    elif way == "pool":
        QThreadPool.globalInstance().start(Job())
    elif way == "abort":
        os.abort()

class Light(QWidget):
    pass

def main():
    application = app.make_application()
    crash = app.Crash(app.own_folder())
    crash.log.listen()
    crash.install()
    crash.tell_of_last_time()
    os.write(2, b"libjpeg: /home/jane doe/Jane Doe.jpg is bad\\n")
    QTimer.singleShot(0, begin)
    QTimer.singleShot(700, lambda: print(sum(
        type(one).__name__ == "CrashReport" and one.isVisible() for one in application.topLevelWidgets())))
    QTimer.singleShot(800, application.quit)
    ended = application.exec()
    crash.remove()
    return ended or min(crash.count, 1)

sys.exit(main())
"""


def run(folder: Path, way: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(path for path in sys.path if path)
    surroundings = {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, str(folder), way]
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("way", ["slot", "paint", "thread", "pool", "storm"])
def test_that_an_exception_anywhere_is_told_once_and_the_program_ends_with_1(
    tmp_path: Path, way: str
) -> None:
    ended = run(tmp_path, way)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.strip() == "1", "one report is on the screen, not a storm"
    text = (tmp_path / "photocompare.log").read_text()
    kind = {"paint": "ValueError", "pool": "KeyError"}.get(way, "RuntimeError")
    assert text.count(kind) == 1
    assert "Jane" not in text
    assert "jane" not in text
    assert "libjpeg:<photo" in text
    assert "Jane" not in ended.stderr
    assert not list(tmp_path.glob("fatal-*")), "an orderly end leaves no file of a hard crash"


def test_that_a_hard_crash_is_told_at_the_next_start(tmp_path: Path) -> None:
    ended = run(tmp_path, "abort")
    assert ended.returncode not in (0, 1)
    again = run(tmp_path, "nothing")
    assert again.returncode == 0
    assert again.stdout.strip() == "1"
    text = (tmp_path / "photocompare.log").read_text()
    assert "Fatal Python error: Aborted" in text
    assert "in begin" in text
    assert run(tmp_path, "nothing").stdout.strip() == "0", "it is told once"


def test_that_the_log_is_for_its_user_alone_and_never_more_than_five_megabytes(tmp_path: Path) -> None:
    log = Log(tmp_path / "own")
    for _ in range(120):
        log.write("x" * 99_000)
    log.close()
    files = sorted((tmp_path / "own").iterdir())
    assert len(files) == FILES
    assert all(file.stat().st_size <= 1_000_000 for file in files)
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "line",
    [
        "cannot open /home/ward 3/Jane Doe/day 0.JPG",
        r"cannot open C:\\Users\\Jane Doe\\day 0.jpg: denied",
        "cannot open Jane Doe.tiff",
        "key 'Jane Doe' is missing",
        'no column "Jane Doe", “Jane Doe”',
        "file:///data/Jane%20Doe/x",
    ],
)
def test_that_no_name_comes_through_the_redaction(line: str) -> None:
    assert "Jane" not in redacted(line)
    assert "Doe" not in redacted(line)


def test_that_a_report_holds_places_and_no_value() -> None:
    name = "Jane Doe"
    try:
        raise ValueError(name)
    except ValueError as error:
        text = report(type(error), error.__traceback__)
    assert text.startswith("ValueError\n  test_crash.py:")
    assert "Jane" not in text
    assert stack('  File "/home/jane/app.py", line 3 in main') == "app.py:3 in main"


@pytest.fixture
def crash(tmp_path: Path, user: Eyes) -> Iterator[Crash]:
    made = Crash(tmp_path / "log")
    hooks = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.remove()
    sys.excepthook, threading.excepthook = hooks
    for box in reports():
        box.close()


def reports() -> list[CrashReport]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashReport) and w.isVisible()]


def test_that_the_report_is_shown_in_full_and_can_be_copied(user: Eyes, crash: Crash, qtbot: QtBot) -> None:
    def slot() -> None:
        raise ValueError("Jane Doe 1970")

    with qtbot.captureExceptions():
        sys.excepthook = crash.take
        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: len(reports()) == 1)
    shown = reports()[0].report.toPlainText()
    assert "in slot" in shown
    assert "Jane" not in shown
    assert "Python" in shown
    assert user.window.isVisible()


def test_that_a_core_s_bug_in_a_task_reaches_the_hook(alone: Eyes, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        alone.window.comparing.failed.emit(ZeroDivisionError("Jane"))
    assert caught[0][0] is ZeroDivisionError


def test_that_outlines_in_no_file_come_back_after_a_crash(
    alone: Eyes, qtbot: QtBot, tmp_path: Path, readers: Readers, photos: dict[str, Path]
) -> None:
    alone.draw(alone.window.stage.panes[0], CHEEK)
    drawn = alone.window.document.regions
    alone.window.rescue.keep()
    kept = next((tmp_path / "own" / "rescue").iterdir())
    assert kept.stat().st_mode & 0o077 == 0
    assert len(json.loads(kept.read_text())["features"]) == 1
    with eyes(qtbot, tmp_path, readers) as later:
        later.open(photos["before"], photos["after"])
        assert "in no file" in later.window.banner.text
        later.window.banner._action.click()
        assert [one.name for one in later.window.document.regions] == [one.name for one in drawn]
    alone.window.document.undo.setClean()
    assert not kept.exists(), "what is saved needs no rescue"


def test_that_the_window_s_own_folder_is_private(qapp: QApplication) -> None:
    from photocompare_ui.folders import own_folder

    assert QStandardPaths.isTestModeEnabled()
    assert stat.S_IMODE(own_folder().stat().st_mode) == 0o700
