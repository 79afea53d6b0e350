"""The real window, offscreen, with real photographs; settings that are nobody's."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui import theme
from photocompare_ui.app import make_application
from photocompare_ui.document import Place
from photocompare_ui.look import Look
from photocompare_ui.main_window import MainWindow
from photocompare_ui.opening import LIMITS
from photocompare_ui.views.pane import Pane
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, QSettings, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from skimage import data
from skimage.transform import SimilarityTransform, warp

from photocompare import Recipe
from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.photo import Limits
from photocompare.photo.isolated import IsolatedReader
from photocompare.study import About, Study, new_study, with_recipe
from photocompare.vessels import PaintedVessels

PLACES: tuple[Place, ...] = ("baseline", "followup")
CHEEK = [(105.0, 112.0), (142.0, 108.0), (152.0, 140.0), (120.0, 152.0)]
Readers = tuple[IsolatedReader, IsolatedReader]
FEW = Recipe(metrics=("erythema_index", "a_star", "l_star"))
CAPTURED = 36867
SAMPLES = Path(__file__).parents[2] / "sample_images"


PATIENCE = 8.0
"""Seconds, on a machine however busy, after which something is taken to wait for what hangs."""


class Eyes:
    """Drives a window as a user does.

    `window` is the real one.
    """

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def wait(self, condition: Callable[[], bool], timeout: int = 60000) -> None:
        self._qtbot.waitUntil(condition, timeout=timeout)

    def settle(self) -> None:
        """Wait until nothing is read, compared or drawn."""
        window = self.window
        works = window.opening, window.checking, window.comparing, window.mapping
        works += window.room.studying, window.room.gathering
        self.wait(lambda: not any(work.busy for work in works), timeout=90000)
        QApplication.processEvents()

    def open(self, baseline: Path, followup: Path) -> None:
        self.window.filing.open_pair(baseline, followup)
        self.settle()

    def act(self, name: str) -> None:
        action = self.window.actions_by_id[name]
        assert action.isEnabled(), f"{name} cannot be used now"
        action.trigger()

    def at(self, pane: Pane, point: tuple[float, float]) -> QPointF:
        """Return where a point of the pane's grid is on the screen."""
        return pane.viewportTransform().map(QPointF(*point))

    def click(self, pane: Pane, point: tuple[float, float]) -> None:
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=self.at(pane, point).toPoint())

    def drag(
        self,
        pane: Pane,
        start: tuple[float, float],
        end: tuple[float, float],
        steps: int = 8,
        pause: Callable[[], object] = QApplication.processEvents,
    ) -> None:
        """Drag by the left button; `pause` is what happens between two steps of the hand."""
        QApplication.processEvents()  # a banner that came or went moves the panes
        first, last, port = self.at(pane, start), self.at(pane, end), pane.viewport()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=first.toPoint())
        for step in range(1, steps + 1):
            QTest.mouseMove(port, (first + (last - first) * (step / steps)).toPoint())
            pause()
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=last.toPoint())

    def draw(self, pane: Pane, points: list[tuple[float, float]]) -> None:
        """Outline a region with the mouse and close it by Enter."""
        self.act("polygon")
        for point in points:
            self.click(pane, point)
        QTest.keyClick(pane, Qt.Key.Key_Return)


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice and let go: QTest by itself leaves the button down, for all tests that follow."""
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture(autouse=True)
def hands_off(qapp: QApplication) -> Iterator[None]:
    """Every test lets go of what it holds: the next one's window would wait for it."""
    yield
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    QStandardPaths.setTestModeEnabled(True)
    app = make_application()
    theme.apply(app, theme.DARK)
    yield app
    app.setStyleSheet("")


@pytest.fixture(scope="session")
def portrait() -> NDArray[np.uint8]:
    return np.ascontiguousarray(data.astronaut()[:300, 80:380])


@pytest.fixture(scope="session")
def later(portrait: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The portrait turned by 3 degrees, enlarged by 1.04, its right cheek redder by 6 points."""
    rows, columns = np.mgrid[:300, :300]
    cheek = np.exp(-((((columns - 128) ** 2 + (rows - 130) ** 2) / (2 * 34.0**2)) ** 8))
    light = (portrait / 255.0) ** 2.2
    light[..., 1] *= 10 ** (-0.06 * cheek)
    move = SimilarityTransform(scale=1.04, rotation=np.deg2rad(3), translation=(3, -9))
    return np.rint(255 * warp(light, move.inverse, order=3, mode="reflect").clip(0, 1) ** (1 / 2.2)).astype(
        np.uint8
    )


@pytest.fixture(scope="session")
def photos(
    tmp_path_factory: pytest.TempPathFactory, portrait: NDArray[np.uint8], later: NDArray[np.uint8]
) -> dict[str, Path]:
    """Files: dated `before` and `after`, undated `first` and `second`, another scene, and no photo at all."""
    folder = tmp_path_factory.mktemp("photos")
    paths = {
        "before": save(folder / "before.png", portrait, "2024:03:01 10:12:00"),
        "after": save(folder / "after.png", later, "2024:04:02 09:40:00"),
        "first": save(folder / "first.png", portrait),
        "second": save(folder / "second.png", later),
        "coffee": save(folder / "coffee.png", np.asarray(data.coffee()[:300, :300])),
        "text": folder / "text.jpg",
    }
    paths["text"].write_text("This is no photograph.")
    return paths


def save(path: Path, pixels: NDArray[np.uint8], captured: str = "") -> Path:
    exif = Image.Exif()
    if captured:
        exif.get_ifd(0x8769)[CAPTURED] = captured
    Image.fromarray(pixels).save(path, exif=exif.tobytes() if captured else b"", compress_level=1)
    return path


@pytest.fixture(scope="session")
def readers() -> Iterator[Readers]:
    """The reading processes, shared by the windows: their start costs more than most tests."""
    with two_readers(LIMITS) as pair:
        yield pair


@contextmanager
def two_readers(limits: Limits) -> Iterator[Readers]:
    """Reading processes, one a photo of a pair."""
    with IsolatedReader(limits) as first, IsolatedReader(limits) as second:
        yield first, second


@pytest.fixture
def user(qapp: QApplication, qtbot: QtBot, tmp_path: Path, readers: Readers) -> Iterator[Eyes]:
    with eyes(qtbot, tmp_path, readers) as made:
        yield made


@contextmanager
def eyes(qtbot: QtBot, tmp_path: Path, readers: Readers) -> Iterator[Eyes]:
    """A window whose photos are read by these processes."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    window = MainWindow(FEW, readers, tmp_path / "own")
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    yield Eyes(window, qtbot)
    window.document.undo.setClean()
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def opened(
    qapp: QApplication,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    readers: Readers,
    photos: dict[str, Path],
) -> Iterator[Eyes]:
    """A window with the dated pair open, for all tests of a module: `fresh` gives it back as it was."""
    with eyes(QtBot(request), tmp_path_factory.mktemp("shared"), readers) as made:
        made.open(photos["before"], photos["after"])
        yield made


def fresh(opened: Eyes) -> Eyes:
    """Return the shared window with nothing drawn, painted or moved."""
    document, stage = opened.window.document, opened.window.stage
    document.undo.clear()
    document.set_regions(())
    document.set_vessels(PaintedVessels())
    document.set_series(())
    document.select("")
    document.set_scale(None)
    document.look.settle()
    start = Look()
    kept = {name: getattr(start, name) for name in ("view", "labels", "shapes", "linked", "mapped", "metric")}
    document.look.set(**kept, angle=0.0, divider=0.5, fade=0.5, brush=start.brush)  # type: ignore[typeddict-item]
    opened.window.banner.clear()
    stage.board.together()
    stage.fit()
    opened.settle()
    return opened


@pytest.fixture
def pair(opened: Eyes) -> Eyes:
    """The module's window with the dated pair, as if just opened."""
    return fresh(opened)


@pytest.fixture
def alone(user: Eyes, photos: dict[str, Path]) -> Eyes:
    """A window with the dated pair for one test: it may be closed, or show another pair."""
    user.open(photos["before"], photos["after"])
    return user


def open_study(user: Eyes, path: Path, subject: str = "") -> None:
    """Drop a study file, and show a subject."""
    user.window.filing.open_paths([path])
    user.settle()
    if subject:
        user.window.room.visiting.show_subject(subject)
        user.settle()


def halved(source: Path, folder: Path) -> Path:
    """Copy a sample study with photos of half the sides: all that is told of it, a quarter of the work."""
    folder.mkdir(parents=True)
    for photo in source.glob("*.jpg"):
        with Image.open(photo) as opened:
            small = opened.resize((opened.width // 2, opened.height // 2), Image.Resampling.BOX)
            small.save(
                folder / photo.name,
                quality=95,
                exif=opened.getexif(),
                icc_profile=opened.info.get("icc_profile"),
            )
    for outlines in source.glob("*.geojson"):
        found = json.loads(outlines.read_text(encoding="utf-8"))
        for feature in found["features"]:
            rings = feature["geometry"]["coordinates"]
            feature["geometry"]["coordinates"] = [
                [[x / 2 - 0.25, y / 2 - 0.25] for x, y in ring] for ring in rings
            ]
        (folder / outlines.name).write_text(json.dumps(found), encoding="utf-8")
    with (source / "manifest.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, rows[0])
        writer.writeheader()
        writer.writerows(row | {"mm_per_pixel": str(2 * float(row["mm_per_pixel"]))} for row in rows)
    return folder


@pytest.fixture(scope="session")
def study_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample studies, halved and turned into study files of a few measures, to be copied by a test."""
    folder = tmp_path_factory.mktemp("studies")
    for name in ("vein-series", "sclerotherapy", "split-face"):
        halved(SAMPLES / name, folder / name)
        entries = read_manifest(folder / name / "manifest.csv").entries
        path = folder / name / "study.photostudy"
        study = study_with_entries(path, with_recipe(Study(About(name)), FEW), entries)
        new_study(path, study).close()
    return folder


@pytest.fixture
def studies(study_files: Path, tmp_path: Path) -> Path:
    """A folder of sample studies of one's own: `vein-series/study.photostudy`..."""
    return Path(shutil.copytree(study_files, tmp_path / "studies"))
