"""The window opened, closed and used at random, again and again: no exception, no memory that stays.

    python benchmarks/desktop_endurance.py [OPENINGS [ACTIONS]]

Defaults: 30 openings of a small pair in one window, each followed by a close of the pair, and 1,000 random
actions on it; the goal is 1000 and 20000. Prints how many exceptions reached the window and by how many
megabytes the process grew after the first tenth, which fills what Qt and Python keep for good.
"""

from __future__ import annotations

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import photographs
from photocompare_ui import commands
from photocompare_ui.app import make_application
from photocompare_ui.main_window import MainWindow
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from photocompare import Recipe

ASKING = ("quit", "patient", "camera", "open_", "export_", "load_", "save_", "ghost", "shortcuts", "about")
SEED = 11


def main(openings: int, steps: int) -> None:
    app, problems = make_application(), []
    sys.excepthook = lambda kind, error, trace: problems.append(repr(error))
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        pair = photographs(Path(folder), 0.05)
        window = MainWindow(Recipe(metrics=("erythema_index",)))
        window.resize(1280, 720)
        window.show()
        grown = measured(openings, lambda: open_and_close(app, window, pair))
        print(f"{openings} openings: {grown:.1f} MB grown, {len(problems)} exceptions")
        open_and_settle(app, window, pair)
        grown = measured(steps, lambda: act(app, window, rng))
        print(f"{steps} actions: {grown:.1f} MB grown, {len(problems)} exceptions")
        print("\n".join(sorted(set(problems))[:10]))
        window.document.undo.setClean()
        window.close()


def measured(count: int, step: Callable[[], None]) -> float:
    """Return by how many MB the process grew from a tenth of the steps to all."""
    for _ in range(max(count // 10, 1)):
        step()
    before = resident_mb()
    for _ in range(count - max(count // 10, 1)):
        step()
    return resident_mb() - before


def open_and_close(app: QApplication, window: MainWindow, pair: tuple[Path, Path]) -> None:
    open_and_settle(app, window, pair)
    from photocompare_ui.document import Pictures

    window.document.open_photos(None, None, Pictures())
    app.processEvents()


def open_and_settle(app: QApplication, window: MainWindow, pair: tuple[Path, Path]) -> None:
    window.document.undo.setClean()
    window.filing.open_pair(*pair)
    works = window.opening, window.comparing, window.mapping
    while any(work.busy for work in works):
        app.processEvents()
        time.sleep(0.001)
    app.processEvents()


def act(app: QApplication, window: MainWindow, rng: random.Random) -> None:
    """Do one thing a user could: an action, a drag, a wheel, a key; close what opens."""
    kind = rng.random()
    if kind < 0.5:
        able = [
            a for name, a in window.actions_by_id.items() if a.isEnabled() and not name.startswith(ASKING)
        ]
        rng.choice(able).trigger()
    else:
        port = rng.choice(window.stage.board.shown).viewport()
        points = [QPoint(rng.randrange(port.width()), rng.randrange(port.height())) for _ in range(3)]
        held = rng.choice(
            (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.AltModifier,
            )
        )
        QTest.mousePress(port, Qt.MouseButton.LeftButton, held, points[0])
        for point in points[1:]:
            QTest.mouseMove(port, point)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, held, points[-1])
    if len(window.document.regions) > 12:
        window.document.select(window.document.regions[0].name)
        commands.remove_region(window.document)
    for opened in window.findChildren(QDialog) + window.findChildren(QMenu):
        if opened.isVisible() and opened.isWindow():
            opened.close()
    if window.document.undo.count() > 200:
        window.document.undo.clear()
    app.processEvents()


def resident_mb() -> float:
    """Return what the process holds of the machine's memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    main(*(given + [30, 1000][len(given) :]))
