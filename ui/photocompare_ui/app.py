"""`photocompare-gui`: the application around the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from photocompare import __version__
from photocompare_ui import language, preferences, theme
from photocompare_ui.crash import Crash
from photocompare_ui.folders import own_folder
from photocompare_ui.garbage import Collector
from photocompare_ui.main_window import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, with a pair where one is given; return 0, or 1 where our own code failed."""
    paths = _paths(sys.argv[1:] if arguments is None else list(arguments))
    app = make_application()
    crash = Crash(own_folder())
    crash.log.listen()
    crash.install()
    window = MainWindow()
    window.show()
    window.opening.warm_up()
    crash.caught.connect(window.rescue.keep)
    crash.tell_of_last_time()
    if paths:
        window.filing.open_pair(*paths)
    ended = app.exec()
    crash.remove()
    return ended or min(crash.count, 1)


def make_application() -> QApplication:
    """Return the one application, in our looks."""
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


def _paths(arguments: Sequence[str]) -> list[Path]:
    parser = argparse.ArgumentParser(
        prog="photocompare-gui",
        description="Compare two photographs of the same skin.",
        epilog="example: photocompare-gui day0.jpg day5.jpg",
    )
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO", help="baseline and follow-up")
    parser.add_argument("--version", action="version", version=__version__)
    photos: list[Path] = parser.parse_args(arguments).photos
    if len(photos) not in (0, 2):
        parser.error("give no photo, or two: the baseline and the follow-up")
    return photos


if __name__ == "__main__":
    sys.exit(main())
