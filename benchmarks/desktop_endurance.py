"""The window opened, closed and used at random, again and again: no exception, no memory that stays.

    python benchmarks/desktop_endurance.py [OPENINGS [ACTIONS [SEED]]]

Defaults: 30 openings of a small pair in one window, each followed by a close of the pair; 1,000 random
actions on it, and a tenth as many on a study. The goal is 1000 and 20000; seeds make different runs. Prints
what was done, how many exceptions and warnings of Qt there were, what moved under the hand, and by how many
megabytes the process grew after the first tenth, which fills what Qt and Python keep for good; every
action is done once before.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import photographs
from desktop_hands import Hands, turn
from photocompare_ui.app import make_application
from photocompare_ui.document import Pictures
from photocompare_ui.main_window import MainWindow
from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from photocompare import Recipe
from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.grading import Asked, make_task, read_scale, scale_names
from photocompare.study import About, Study, new_study, with_recipe

RECIPE = Recipe(metrics=("erythema_index",))
SAMPLES = Path(__file__).parents[1] / "sample_images" / "vein-series"
LONGEST_S = 120
"""An action that takes longer hangs: where, is printed."""


def main(openings: int, steps: int, seed: int) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    problems: list[str] = []
    sys.excepthook = partial(note, problems)
    qInstallMessageHandler(partial(note_warning, problems))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
        app = make_application()
        pair = photographs(folder, 0.05)
        window = MainWindow(RECIPE, folder=folder / "own")
        window.resize(1280, 720)
        window.show()
        grown = measured(openings, lambda: open_and_close(app, window, pair))
        print(f"{openings} openings: {grown:.1f} MB grown, {len(problems)} exceptions", flush=True)
        kept = study(folder)
        files = {"jpg": list(pair), "photostudy": [kept], "": [SAMPLES, task(folder, kept)]}
        hands = Hands(app, window, random.Random(seed), folder, files)
        opened = {"pair": list(pair), "study": files["photostudy"]}
        for paths in opened.values():
            open_and_settle(app, window, paths)
            hands.everything()
            as_before(hands, list(pair))
        for what, count in (("pair", steps), ("study", steps // 10)):
            act, back = partial(use, hands, opened[what]), partial(as_before, hands, list(pair))
            grown = measured(count, act, back)
            told = f"{count} actions on a {what}: {grown:.1f} MB grown, {len(problems)} exceptions"
            print(told, flush=True)
        print(", ".join(f"{name} {count}" for name, count in sorted(hands.done.items())))
        print("\n".join([*sorted(set(problems))[:10], *sorted(hands.moved)[:10]]))
        window.document.undo.setClean()
        window.close()


def use(hands: Hands, opened: list[Path]) -> None:
    """Do one thing; open again what a user closed, and now and then anyway."""
    if hands.window.document.baseline is None or hands.count % 1000 == 0:
        open_and_settle(hands.app, hands.window, opened)
    faulthandler.dump_traceback_later(LONGEST_S)
    hands.act()
    faulthandler.cancel_dump_traceback_later()


def as_before(hands: Hands, pair: list[Path]) -> None:
    """Bring the window back to where memory is compared: the pair, nothing drawn, no study, no history."""
    window = hands.window
    settle(hands.app, window)
    window.room.filing.close()
    window.resize(1280, 720)
    open_and_settle(hands.app, window, pair)
    window.document.set_regions(())
    window.document.undo.clear()
    window.document.look.settle()
    QPixmapCache.clear()
    settle(hands.app, window)


def study(folder: Path) -> Path:
    """Make a study of the first subject of the vein series."""
    path, manifest = folder / "vein.photostudy", read_manifest(SAMPLES / "manifest.csv")
    entries = [one for one in manifest.entries if one.subject == "S01"]
    new_study(path, study_with_entries(path, with_recipe(Study(About("Veins")), RECIPE), entries)).close()
    return path


def task(folder: Path, kept: Path) -> Path:
    """Make a grading task of the study for one rater."""
    asked = Asked(("R1",), longest=400)
    make_task(kept, folder / "task", read_scale(scale_names()[0]), asked, "endurance of hands", seed=1)
    return folder / "task"


def note_warning(problems: list[str], kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
    """Note what Qt warns of, but for what the offscreen screen cannot do."""
    if not text.startswith("This plugin does not support"):
        problems.append(f"Qt: {text}")
        print(problems[-1], file=sys.stderr, flush=True)


def note(
    problems: list[str], kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    problems.append("".join(traceback.format_exception(kind, error, trace)[-4:]))
    print(problems[-1], file=sys.stderr, flush=True)


def measured(count: int, step: Callable[[], None], back: Callable[[], None] = lambda: None) -> float:
    """Return by how many MB the process grew from a tenth of the steps to all; `back` before each reading."""
    readings = []
    for index in range(1, count + 1):
        step()
        if index % max(count // 10, 1) == 0:
            back()
            readings.append(resident_mb())
            print(f"  {index} of {count}: {readings[-1]:.0f} MB", flush=True)
    return readings[-1] - readings[0] if readings else 0.0


def open_and_close(app: QApplication, window: MainWindow, pair: tuple[Path, Path]) -> None:
    open_and_settle(app, window, list(pair))
    window.document.open_photos(None, None, Pictures())
    turn(app)


def open_and_settle(app: QApplication, window: MainWindow, paths: list[Path]) -> None:
    window.document.undo.setClean()
    if len(paths) == 2:
        window.filing.open_pair(*paths)
    else:
        window.filing.open_paths(paths)
    settle(app, window)


def settle(app: QApplication, window: MainWindow) -> None:
    app.processEvents()
    works = window.opening, window.checking, window.comparing, window.mapping
    works += window.room.studying, window.room.gathering
    while any(work.busy for work in works):
        turn(app)
        time.sleep(0.001)
    turn(app)


def resident_mb() -> float:
    """Return what the process holds of the machine's memory now, less what it would give back if asked."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [30, 1000, 11][len(given) :]))
