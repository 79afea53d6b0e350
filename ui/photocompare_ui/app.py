"""`photocompare-gui`: the application around the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from photocompare import Problem, __version__
from photocompare.grading import read_task
from photocompare_ui import language, preferences, theme
from photocompare_ui.crash import Crash
from photocompare_ui.folders import own_folder
from photocompare_ui.garbage import Collector
from photocompare_ui.grading.window import GradingWindow
from photocompare_ui.main_window import MainWindow
from photocompare_ui.memory import share_memory


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, with a pair where one is given; return 0, or 1 where our own code failed."""
    asked = _asked(sys.argv[1:] if arguments is None else list(arguments))
    try:
        # Before anything is shown or logged: what is wrong is said where the program was started.
        task = read_task(asked.grade) if asked.grade else None
    except Problem as problem:
        print(problem, file=sys.stderr, flush=True)
        return problem.exit
    app = make_application()
    crash = Crash(own_folder())
    crash.log.listen()
    crash.install()
    window = GradingWindow(task) if task else _comparing(asked.photos, crash)
    window.show()
    ended = app.exec()
    crash.remove()
    return ended or min(crash.count, 1)


def _comparing(photos: Sequence[Path], crash: Crash) -> QWidget:
    window = MainWindow()
    window.show()
    window.opening.warm_up()
    crash.caught.connect(window.rescue.keep)
    crash.tell_of_last_time()
    if photos:
        window.filing.open_pair(*photos)
    return window


def make_application() -> QApplication:
    """Return the one application, in our looks."""
    share_memory()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setOrganizationName("photocompare")
    app.setApplicationName("photocompare")
    app.setApplicationVersion(__version__)
    app.setStyle("Fusion")
    language.install(app, preferences.read().language)
    theme.follow_system(app, preferences.read().theme)
    if app.findChild(Collector) is None:
        Collector(app)
    return app


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="photocompare-gui",
        description="Compare two photographs of the same skin.",
        epilog="example: photocompare-gui day0.jpg day5.jpg",
    )
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO", help="baseline and follow-up")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--grade", type=Path, metavar="TASK", help="grade a task, and see nothing else")
    asked = parser.parse_args(arguments)
    if len(asked.photos) not in (0, 2) or (asked.grade and asked.photos):
        parser.error("give no photo, or two: the baseline and the follow-up")
    return asked


if __name__ == "__main__":
    sys.exit(main())
