"""The window is there before anyone waits for it: what its start does not need is not loaded."""

from __future__ import annotations

import os
import subprocess
import sys

HEAVY = (
    "dask",
    "distributed",
    "reportlab",
    "jinja2",
    "pandas",
    "pptx",
    "statsmodels",
    "scipy.stats",
    "typer",
)
PROGRAM = f"""
import sys
from photocompare_ui.app import make_application
from photocompare_ui.main_window import MainWindow
from PySide6.QtCore import QStandardPaths
QStandardPaths.setTestModeEnabled(True)
app = make_application()
window = MainWindow()
window.show()
app.processEvents()
print(*(name for name in {HEAVY!r} if name in sys.modules))
window.close()
"""


def test_that_the_start_loads_nothing_of_batch_statistics_and_report() -> None:
    paths = os.pathsep.join(path for path in sys.path if path)
    surroundings = {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM]
    ended = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=True)
    assert ended.stdout.split() == []
