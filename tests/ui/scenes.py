"""Every view, dialog, empty and error state of the window, each brought about as a user does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from photocompare_ui.dialogs.answers import Answers
from photocompare_ui.dialogs.camera import Camera
from photocompare_ui.dialogs.crash_report import CrashReport
from photocompare_ui.dialogs.palette import Palette
from photocompare_ui.main_window import MainWindow
from photocompare_ui.samples import sample_pairs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.study import About, Study, new_study, study_from_template, with_recipe
from tests.photocompare.study.clinic import build

from .conftest import FEW, Eyes, halved, open_study

Scene = Callable[[Eyes, dict[str, Path]], QWidget | None]
"""Brings a state about; returns the window to look at where it is not the main one."""
SAMPLES = Path(__file__).parents[2] / "sample_images"
REPORT = """2026-03-04T09:12:44+00:00  photocompare 0.1, Python 3.12.4, Qt 6.9.1, Linux 6.8
ZeroDivisionError
  measurements.py:88 in _refresh
  words.py:31 in number
"""


def sample(user: Eyes) -> None:
    """Open the face study of the samples, once."""
    window = user.window
    if window.document.baseline is None or not window.document.regions:
        one = next(sample for sample in sample_pairs(SAMPLES) if "face" in sample.title)
        window.filing.open_sample(one)
        user.wait(lambda: len(window.document.regions) == 3)
    elif window.document.comparison is None:
        window.comparing.start()
    user.settle()


def view(name: str) -> Scene:
    def scene(user: Eyes, photos: dict[str, Path]) -> None:
        sample(user)
        user.act(name)
        user.settle()

    return scene


def asked(action: str) -> Scene:
    def scene(user: Eyes, photos: dict[str, Path]) -> None:
        sample(user)
        user.act("side")
        user.act(action)

    return scene


def palette(user: Eyes, photos: dict[str, Path]) -> None:
    asked("palette")(user, photos)
    search = next(one for one in user.window.findChildren(Palette) if one.isVisible()).search
    QTest.keyClicks(search, "reg")


def which_first(user: Eyes, photos: dict[str, Path]) -> None:
    user.window.filing.open_paths([photos["first"], photos["second"]])
    user.settle()


def checked(user: Eyes, photos: dict[str, Path]) -> None:
    user.window.filing.open_paths([photos[name] for name in ("before", "after", "first", "text")])
    user.settle()


def refused(user: Eyes, photos: dict[str, Path]) -> None:
    user.open(photos["before"], photos["coffee"])


def bad_file(user: Eyes, photos: dict[str, Path]) -> None:
    user.window.filing.open_paths([photos["text"]])
    user.settle()


def one_photo(user: Eyes, photos: dict[str, Path]) -> None:
    user.window.filing.open_paths([photos["before"]])
    user.settle()


def crash(user: Eyes, photos: dict[str, Path]) -> None:
    sample(user)
    CrashReport(REPORT, "~/.local/share/photocompare", False, user.window).open()


def unsaved(user: Eyes, photos: dict[str, Path]) -> None:
    sample(user)
    user.window.document.select(user.window.document.regions[0].name)
    user.act("duplicate")
    user.act("swap")


def study(user: Eyes, photos: dict[str, Path]) -> None:
    """The vein series as a study of a few measures, its first subject shown."""
    path = study_file(photos, "vein-series")
    open_study(user, path, "S01")
    user.wait(lambda: user.window.document.measured, timeout=120000)
    user.settle()


def study_file(photos: dict[str, Path], folder: str) -> Path:
    """Return a study of the vein series in a folder of its own, made once."""
    place = photos["before"].parent / folder
    path = place / "study.photostudy"
    if not path.exists():
        copied = shutil.copytree if "PHOTOCOMPARE_SCREENSHOTS" in os.environ else halved
        copied(SAMPLES / "vein-series", place)
        entries = read_manifest(place / "manifest.csv").entries
        blank = with_recipe(Study(About("Vein series")), FEW)
        new_study(path, study_with_entries(path, blank, entries)).close()
    return path


def series(user: Eyes, photos: dict[str, Path]) -> None:
    study(user, photos)
    user.act("all_visits")
    user.settle()


def answers(user: Eyes, photos: dict[str, Path]) -> None:
    """The questions of the split-face template, one answered."""
    study(user, photos)
    desk = user.window.room.desk
    asked = (
        study_from_template("split-face").about.outcomes + study_from_template("vein-series").about.outcomes
    )
    with_questions = replace(desk.study, about=replace(desk.study.about, outcomes=asked))
    desk.save(with_questions, "Ask")
    user.act("answers")
    page = next(one for one in user.window.findChildren(Answers) if one.isVisible())
    page.fields["radiance"].answer(7.0)


def lock(user: Eyes, photos: dict[str, Path]) -> None:
    study(user, photos)
    user.act("lock_study")


def import_page(user: Eyes, photos: dict[str, Path]) -> None:
    folder = photos["before"].parent / "camera"
    if not folder.exists():
        shutil.copytree(SAMPLES / "sclerotherapy", folder, ignore=shutil.ignore_patterns("*.csv", "*.json"))
    user.window.filing.import_wanted.emit([folder])
    user.wait(lambda: user.window.room.page.isVisible(), timeout=120000)


def clinic(user: Eyes, photos: dict[str, Path]) -> None:
    """A folder as a clinic has it: three subjects, names of every habit, one camera six years behind."""
    folder = photos["before"].parent / "clinic"
    if not folder.exists():
        folder.mkdir()
        build(folder)
    user.window.room.filing.close()
    user.window.filing.import_wanted.emit([folder])
    user.wait(lambda: len(user.window.room.page.model.proposals) == 12, timeout=120000)


SCENES: dict[str, Scene] = {
    "welcome": lambda user, photos: None,
    "bad_file": bad_file,
    "one_photo": one_photo,
    "which_first": which_first,
    "checked": checked,
    "refused": refused,
    "side": view("side"),
    "wipe": view("wipe"),
    "onion": view("onion"),
    "difference": view("difference"),
    "blink": view("blink"),
    "board": view("board"),
    "halves": view("halves"),
    "checker": view("checker"),
    "lens": view("lens"),
    "by_hand": asked("by_hand"),
    "palette": palette,
    "shortcuts": asked("shortcuts"),
    "keys": asked("keys"),
    "preferences": asked("preferences"),
    "scale": asked("scale"),
    "about": asked("about"),
    "crash": crash,
    "unsaved": unsaved,
    "new_study": asked("new_study"),
    "study": study,
    "series": series,
    "answers": answers,
    "lock": lock,
    "import_page": import_page,
    "clinic": clinic,
}
"""In this order in one window: what comes later may use what an earlier one opened."""


def picture(window: QWidget) -> QPixmap:
    """Return the window with its open menus, and its dialogs where a desktop would put them."""
    QApplication.processEvents()
    taken: QPixmap = window.grab()
    painter = QPainter(taken)
    for menu in [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]:
        painter.drawPixmap(window.mapFromGlobal(menu.pos()), menu.grab())
    for dialog in open_dialogs():
        dialog.ensurePolished()
        one = dialog.grab()
        place = QRect(QPoint(0, 0), dialog.size())
        place.moveCenter(window.rect().center())
        painter.fillRect(window.rect(), QColor(0, 0, 0, 70))
        painter.setPen(QColor(128, 128, 128))
        painter.drawPixmap(place, one)
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
    painter.end()
    return taken


def open_dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def put_away(window: MainWindow) -> None:
    """Close everything but the window, and nothing is imported."""
    if window.room.page.isVisible():
        QTest.keyClick(window.room.page, Qt.Key.Key_Escape)
    for dialog in open_dialogs():
        # A camera lives until its thread ended.
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not isinstance(dialog, Camera))
        dialog.reject()
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    QApplication.processEvents()
