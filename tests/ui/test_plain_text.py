"""A file's name is only ever text: no markup, no picture loaded, no name where it may stay behind."""

from __future__ import annotations

import ast
from pathlib import Path

import photocompare_ui
from photocompare_ui.preferences import Preferences
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QSettings, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QWidget

from .conftest import Eyes

ROOT = Path(photocompare_ui.__file__).parent
HOSTILE = "<img src='x' width=3000>Jane Doe.png"


def tips(user: Eyes) -> list[str]:
    """Return every tooltip there is: of widgets, and of the cells of tables and lists."""
    found = [one.toolTip() for one in QApplication.allWidgets()]
    for view in user.window.findChildren(QAbstractItemView):
        model = view.model()
        if isinstance(model, QAbstractItemModel):
            found += [
                str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
                for row in range(model.rowCount())
                for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
            ]
    return [tip for tip in found if tip]


def open_hostile(user: Eyes, photos: dict[str, Path], folder: Path) -> Path:
    hostile = folder / HOSTILE
    hostile.write_bytes(photos["after"].read_bytes())
    user.open(photos["before"], hostile)
    return hostile


def test_that_no_tooltip_and_no_label_reads_a_name_as_markup(
    user: Eyes, photos: dict[str, Path], tmp_path: Path
) -> None:
    hostile = open_hostile(user, photos, tmp_path)
    user.window.filing.open_paths([hostile, photos["text"], photos["first"]])
    user.settle()
    assert not [tip for tip in tips(user) if "<img" in tip]
    for label in user.window.findChildren(QLabel):
        if "<" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    assert user.window.width() == 1280


def test_that_every_label_and_message_of_the_code_is_plain() -> None:
    """A label says that it is plain, or shows a translated word and nothing else."""
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            fixed = name == "QLabel" and ast.unparse(node).startswith(
                ("QLabel(self.tr(", "QLabel(translate(")
            )
            if name in ("QLabel", "QMessageBox") and not fixed:
                assert "PlainText" in text, path.name
        assert "setHtml" not in text, path.name
        assert "RichText" not in text, path.name
        assert "QMessageBox.information" not in text, path.name


def test_that_a_message_box_is_plain(user: Eyes, photos: dict[str, Path]) -> None:
    user.act("about")
    boxes = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()
    ]
    assert [box.textFormat() for box in boxes] == [Qt.TextFormat.PlainText]
    boxes[0].close()


def test_that_a_clinic_sees_no_name_outside_the_pictures(
    user: Eyes, photos: dict[str, Path], tmp_path: Path
) -> None:
    user.window.shell.take_preferences(Preferences(), Preferences(clinic=True, recent="codes"))
    open_hostile(user, photos, tmp_path)
    window: QWidget = user.window
    assert "Jane" not in window.windowTitle()
    assert window.windowFilePath() == ""
    assert not [one.text() for one in user.window.stage.welcome.recent if "Jane" in one.text()]
    user.window.close()
    QSettings().sync()
    assert "Jane" not in Path(QSettings().fileName()).read_text(errors="replace")
