"""What every test shares: a home of its own, a window without a display, pictures where there are some."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from photocompare.one_thread import use_one_thread

use_one_thread()
TESTS = Path(__file__).parent
HOMES = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
XDG_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
# What takes longest (`--durations=0`, summed by file): if it started last, one core would wait for it.
LONG = (
    *("batch/test_engine", "ui/test_accessible", "photo/test_rows_cli", "photocompare/test_cli"),
    *("ui/test_study_guard", "ui/test_study_undo", "test_uncertainty", "grading/test_blinding"),
    *("color/test_chart", "ui/test_study_open", "ui/test_study_import", "ui/test_study_series"),
    *("study/test_measured", "ui/test_study_marks", "batch/test_series", "metrics/test_painted"),
    *("batch/test_repeats", "alignment/test_align", "ui/test_crash", "ui/test_reading"),
    *("grading/test_grades", "color/test_pair", "alignment/test_by_hand", "study/test_faults"),
    *("batch/test_isolated_reading", "ui/test_study_numbers", "ui/test_study_report", "ui/test_grading"),
)
WHY_NO_QT = pytest.StashKey[str]()


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Leave pytest-qt out where Qt does not load, so that the core is tested all the same.

    This is the one moment between the loading of that plugin and its own import of Qt.
    """
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if why_no_qt():
        pluginmanager.unregister(name="pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[WHY_NO_QT] = why_no_qt()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; `start.py test` keeps this order (docs/decisions/0131)."""
    order = {path: at for at, path in enumerate(LONG)}

    def place(item: pytest.Item) -> int:
        path = item.path.with_suffix("")
        return order.get(f"{path.parent.name}/{path.name}", order.get(path.name, len(LONG)))

    items.sort(key=place)


def why_no_qt() -> str:
    """Return why no window can be opened here; empty where one can."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return f"Qt does not load ({error}); `python3 start.py test` says what to install"
    return ""


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Skip the tests of the window, in words, where Qt does not load."""
    if path == TESTS / "ui" and parent.config.stash[WHY_NO_QT]:
        return WindowTests.from_parent(parent, path=path)
    return None


class WindowTests(pytest.File):
    """The folder of the window's tests where none of them can run."""

    def collect(self) -> list[pytest.Item]:
        pytest.skip(self.config.stash[WHY_NO_QT], allow_module_level=True)


def pytest_sessionfinish() -> None:
    """Empty the clipboard: without a display Qt frees it after Python has ended, and would crash there."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a home for this session alone: no test reads or writes the user's settings or caches."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home))
        for name in XDG_HOMES:
            (home / name.lower()).mkdir(mode=0o700)
            patch.setenv(name, str(home / name.lower()))
        yield home


@pytest.fixture(autouse=True)
def settings(request: pytest.FixtureRequest) -> None:
    """Give each test of the window settings that nothing wrote before it."""
    if not request.path.is_relative_to(TESTS / "ui"):
        return
    from PySide6.QtCore import QSettings

    folder = str(request.getfixturevalue("tmp_path") / "settings")
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, folder)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of public evaluation pictures, which are too large to be committed."""
    named = os.environ.get("PHOTOCOMPARE_EVAL_DATA")
    folder = Path(named) if named else TESTS.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no evaluation pictures: name their folder in PHOTOCOMPARE_EVAL_DATA")
    return folder
