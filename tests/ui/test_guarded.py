"""An override that fails must not end the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"
PROGRAM = """
import sys
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QApplication, QTableView
from photocompare_ui.overrides import guarded

class Broken(QAbstractTableModel):
    def rowCount(self, parent=None): return 3
    def columnCount(self, parent=None): return 2
    @guarded
    def data(self, index, role=0): return sys()  # the interpreter raises: a module cannot be called

app = QApplication([])
view = QTableView()
view.setModel(Broken())
view.show()
for _ in range(20): app.processEvents()
print("alive")
"""


def test_that_an_error_of_the_interpreter_inside_an_override_leaves_the_window_alive() -> None:
    environment = os.environ | {"PYTHONPATH": str(UI), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.stdout == "alive\n"
    assert "TypeError" in done.stderr
