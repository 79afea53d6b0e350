"""A study graded by a simulated rater, through the window and through the page in a real browser."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from photocompare_ui.grading.opening import open_task
from photocompare_ui.grading.window import GradingWindow
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from photocompare.grading import (
    Asked,
    Task,
    import_grades,
    make_task,
    read_grades,
    read_scale,
    read_task,
    results_csv,
)
from photocompare.grading.pack import pack_html
from tests.photocompare.grading.studies import PASSPHRASE, painted_study, sample_study
from tests.photocompare.grading.test_blinding import WORDS

from .browser import CHROMIUM, Browser
from .conftest import Eyes


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A task of three painted subjects, each cheek by itself."""
    base = tmp_path_factory.mktemp("graded")
    asked = Asked(("R1", "R2"), each="region", practice=1, longest=320)
    return make_task(
        painted_study(base, 3), base / "task", read_scale("cea"), asked, PASSPHRASE, seed=3
    ).task.folder


@pytest.fixture
def task(folder: Path, tmp_path: Path) -> Task:
    return read_task(shutil.copytree(folder, tmp_path / "task"))


@pytest.fixture
def window(task: Task, qapp: QApplication, qtbot: QtBot) -> GradingWindow:
    made = GradingWindow(task)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def answer(item: str, steps: int = 5) -> int:
    """Return what the simulated rater answers: by the item alone, so that it is the same everywhere."""
    return hashlib.sha256(item.encode()).digest()[0] % steps


def begin(window: GradingWindow, rater: str, qtbot: QtBot) -> None:
    button(window, rater).click()
    button(window, "Begin").click()
    qtbot.waitUntil(lambda: window.ready)


def button(window: QWidget, text: str) -> QPushButton:
    found = [one for one in window.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert len(found) == 1, text
    return found[0]


def grade_by_keys(window: GradingWindow, qtbot: QtBot, steps: int = 5, most: int = 10_000) -> None:
    keys = {number: key for key, number in window.task.scale.keys.items()}
    while window.sitting and window.sitting.item and most:
        qtbot.waitUntil(lambda: window.ready, timeout=5000)
        numbers = window.task.scale.numbers
        QTest.keyClick(window, keys[numbers[answer(window.sitting.item.id, steps)]])
        most -= 1


def without_times(text: str) -> list[list[str]]:
    return [line.split(",")[:5] for line in text.splitlines()]


async def graded_in_browser(task: Task, rater: str, folder: Path, steps: int) -> tuple[Path, list[str]]:
    """Grade a pack by keys and touch, with a pause, a change of mind and a reload; return the download."""
    page = folder / f"{rater}.html"
    page.write_bytes(pack_html(task, rater))
    (folder / "downloads").mkdir()
    keys = {number: key for key, number in task.scale.keys.items()}
    numbers = task.scale.numbers
    async with Browser(folder / "profile", folder / "downloads") as browser:
        await browser.open(page)
        await browser.touch("#pause")
        for place, item in enumerate((*task.practice(rater), *task.items(rater))):
            right = numbers[answer(item.id, steps)]
            wrong = numbers[(answer(item.id, steps) + 1) % steps]
            await browser.until("!blank && !paused && document.images[0].complete")
            if place == 2:
                await browser.key(keys[wrong])
                await browser.until("!blank && !document.getElementById('back').disabled")
                await browser.touch("#back")
                await browser.until("!blank && back")
            if place == 3:
                await browser.key("p")
                assert await browser.value("document.images.length") == 0
                await browser.open(page)
                await browser.touch("#pause")
                await browser.until("!blank && !paused")
            if place % 2:
                await browser.key(keys[right])
            else:
                await browser.touch(f"button.answer:nth-child({numbers.index(right) + 1})")
            await browser.until("blank || !current()")
        await browser.until("!current() && !blank")
        await browser.touch("#download")
        file = folder / "downloads" / f"{rater}.csv"
        for _ in range(300):
            if file.exists():
                break
            await asyncio.sleep(0.1)
        title = await browser.value("document.title")
        said = await browser.value("document.body.innerText")
    assert not WORDS.search(title)
    assert not WORDS.search(said)
    return file, browser.asked


def graded_both_ways(task: Task, scale_steps: int, tmp_path: Path, qtbot: QtBot) -> None:
    for_page = read_task(shutil.copytree(task.folder, tmp_path / "for-the-page"))
    window = GradingWindow(task)
    qtbot.addWidget(window)
    window.show()
    begin(window, "R1", qtbot)
    grade_by_keys(window, qtbot, scale_steps)
    file, asked = asyncio.run(graded_in_browser(for_page, "R1", tmp_path, scale_steps))
    assert import_grades(for_page, file)[:2] == ("R1", len(task.items("R1")) + 1)
    assert all(one.startswith(("file:", "data:", "blob:", "about:")) for one in asked), asked
    assert without_times(results_csv(task, ["R1"])) == without_times(results_csv(for_page, ["R1"]))
    assert len(results_csv(task, ["R1"]).splitlines()) == 1 + len(task.items("R1"))


NO_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")


@pytest.mark.slow
@NO_BROWSER
def test_that_the_window_and_the_page_in_a_browser_give_the_same_results(
    task: Task, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    graded_both_ways(task, 5, tmp_path, qtbot)


@pytest.mark.slow
@NO_BROWSER
@pytest.mark.parametrize(("scale", "each", "steps"), [("cea", "region", 5), ("which-is-after", "view", 2)])
def test_that_the_sample_split_face_study_is_graded_the_same_both_ways(
    scale: str, each: str, steps: int, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    asked = Asked(("R1",), each=each, practice=1)
    made = make_task(sample_study(tmp_path), tmp_path / "task", read_scale(scale), asked, PASSPHRASE)
    graded_both_ways(made.task, steps, tmp_path, qtbot)


def test_that_an_answer_is_saved_before_the_next_item_and_a_blank_lies_between(
    window: GradingWindow, qtbot: QtBot
) -> None:
    begin(window, "R1", qtbot)
    assert window._where.text() == "Practice 1 of 1"
    QTest.keyClick(window, "2")
    qtbot.waitUntil(lambda: window.ready)
    assert read_grades(window.task, "R1") == ()
    QTest.mouseClick(button(window, "4\nSevere, fiery redness"), Qt.MouseButton.LeftButton)
    assert [one.value for one in read_grades(window.task, "R1")] == [4.0]
    assert window.photos.blank
    assert window._saved.text() == "1 saved"
    QTest.keyClick(window, "1")
    assert len(read_grades(window.task, "R1")) == 1
    qtbot.waitUntil(lambda: window.ready)
    assert not window.photos.blank
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.ready)
    assert window._where.text().startswith("Item 1 of")
    QTest.keyClick(window, "0")
    qtbot.waitUntil(lambda: window.ready)
    assert window._where.text().startswith("Item 2 of")
    assert [one.value for one in read_grades(window.task, "R1")] == [4.0, 0.0]


def test_that_a_pause_hides_the_photo_and_its_time_does_not_count(
    window: GradingWindow, qtbot: QtBot
) -> None:
    begin(window, "R1", qtbot)
    QTest.keyClick(window, "2")
    qtbot.waitUntil(lambda: window.ready)
    QTest.keyClick(window, "p")
    assert not window.photos._pictures
    QTest.keyClick(window, "3")
    assert read_grades(window.task, "R1") == ()
    QTest.qWait(1500)
    QTest.keyClick(window, "p")
    QTest.keyClick(window, "3")
    assert 0 <= read_grades(window.task, "R1")[0].seconds < 1.2


def test_that_a_line_is_answered_by_touch_and_by_digits(
    folder: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    shutil.copytree(folder, tmp_path / "line")
    saved = (tmp_path / "line" / "task.json").read_text()
    start, end = saved.index('"scale": {'), saved.index(' "size"')
    line = f'"scale": {read_scale("vas").model_dump_json()},\n'
    (tmp_path / "line" / "task.json").write_text(saved[:start] + line + saved[end:])
    window = GradingWindow(read_task(tmp_path / "line"))
    qtbot.addWidget(window)
    window.show()
    begin(window, "R1", qtbot)
    for press in ("5", "x", "line", "7"):
        qtbot.waitUntil(lambda: window.ready)
        if press == "line":
            place = window.answers._line
            assert place is not None
            left, right = place._ends()
            QTest.mouseClick(
                place, Qt.MouseButton.LeftButton, pos=QPoint(int(left + 0.25 * (right - left)), 20)
            )
        else:
            QTest.keyClick(window, press)
    assert [one.value for one in read_grades(window.task, "R1")] == [10.0, pytest.approx(2.5, abs=0.1), 7.0]


def test_that_nothing_of_the_study_stands_in_the_window_the_main_window_or_the_settings(
    user: Eyes, task: Task, qtbot: QtBot, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    window = open_task(user.window, task.folder)
    assert window is not None
    assert not user.window.isVisible()
    begin(window, "R1", qtbot)
    grade_by_keys(window, qtbot, most=3)
    qtbot.waitUntil(lambda: window.ready)
    words = [window.windowTitle(), *texts(QAccessible.queryAccessibleInterface(window))]
    for widget in (window, *window.findChildren(QWidget)):
        words += [widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.objectName()]
    assert "Photo" in words
    assert not [word for word in words if WORDS.search(word) or str(task.folder) in word]
    window.close()
    qtbot.waitUntil(user.window.isVisible)
    QSettings().sync()
    for key in QSettings().allKeys():
        assert "task" not in str(QSettings().value(key))
    out, err = capfd.readouterr()
    assert not WORDS.search(re.sub(r"This plugin does not support \w+\(\)", "", out + err))


def texts(one) -> list[str]:  # type: ignore[no-untyped-def]
    """Return every text of the accessibility tree."""
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    )
    own = [one.text(kind) for kind in kinds]
    return own + [text for n in range(one.childCount()) if one.child(n) for text in texts(one.child(n))]


def test_that_the_window_killed_while_grading_has_what_it_showed_as_saved(task: Task) -> None:
    script = (
        "import sys\nfrom PySide6.QtTest import QTest\n"
        "from photocompare_ui.app import make_application\n"
        "from photocompare_ui.grading.window import GradingWindow\n"
        "from photocompare.grading import read_task\n"
        "app = make_application(); w = GradingWindow(read_task(sys.argv[1])); w.show(); w.choose('R1')\n"
        "w.set_paused(False)\n"
        "while w.sitting.item:\n"
        "    QTest.keyClick(w, '1')\n"
        "    print(w._saved.text(), flush=True)\n"
        "    while not w.ready and w.sitting.item: app.processEvents()\n"
    )
    command = [sys.executable, "-c", script, str(task.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        shown = 0
        for line in process.stdout:
            shown = int(line.split()[0]) if line.strip() else shown
            if shown == 2:
                process.kill()
    assert len(read_grades(task, "R1")) >= shown >= 2


def test_that_a_folder_that_is_no_task_is_refused_in_words(user: Eyes, tmp_path: Path) -> None:
    assert open_task(user.window, tmp_path) is None
    assert user.window.isVisible()


def test_that_an_item_whose_picture_is_missing_is_not_graded_unseen(
    window: GradingWindow, qtbot: QtBot
) -> None:
    first = window.task.items("R1")[0]
    window.task.picture(first.pictures[0]).write_bytes(b"no picture")
    begin(window, "R1", qtbot)
    QTest.keyClick(window, "2")
    qtbot.waitUntil(lambda: window.paused)
    assert "damaged" in window._note.text()
    QTest.keyClick(window, "2")
    assert read_grades(window.task, "R1") == ()


def test_that_the_program_started_for_grading_shows_one_window_and_logs_nothing_of_the_study(
    task: Task, tmp_path: Path
) -> None:
    script = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets import QApplication\n"
        "from photocompare_ui import app\n"
        "def look():\n"
        "    print([w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible()], flush=True)\n"
        "    QApplication.closeAllWindows()\n"
        "made = app.make_application(); QTimer.singleShot(500, look)\n"
        "sys.exit(app.main(['--grade', sys.argv[1]]))\n"
    )
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-c", script, str(task.folder)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | homes, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "['Grading']"
    written = [one for one in tmp_path.rglob("*") if one.is_file() and task.folder not in one.parents]
    now = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ ", re.MULTILINE)
    assert not [one for one in written if WORDS.search(now.sub("", one.read_text(errors="replace")))]
    plain = [sys.executable, "-m", "photocompare_ui.app", "--grade", str(tmp_path)]
    missing = subprocess.run(plain, capture_output=True, text=True, check=False, env=os.environ | homes)
    assert missing.returncode == 2
    assert "E802" in missing.stderr
