"""The window's floors hold, it computes nothing, its actions and names are complete."""

from __future__ import annotations

import ast
from pathlib import Path

import photocompare_ui
from photocompare_ui import actions
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from .conftest import Eyes

ROOT = Path(photocompare_ui.__file__).parent
FLOORS = (
    ("app",),
    ("main_window", "calls", "shell", "menus"),
    ("bars",),
    ("study_room",),
    ("study_filing", "study_results", "study_answers", "study_removing", "study_states"),
    ("filing", "action_states", "aligning", "rescue", "crash", "seeing", "exporting", "paneling"),
    ("actions",),
    ("dialogs", "panels", "grading"),
    ("views",),
    ("models",),
    (
        *("commands", "marks", "opening", "checking", "comparing", "pairing", "visiting", "keeping"),
        *("looking", "studying", "mapping", "gathering", "picturing", "hand"),
    ),
    ("document", "desk"),
    ("by_hand", "setting"),
    (
        *("look", "series", "samples", "words", "icons", "theme", "labels", "keys", "recent", "language"),
        *("log", "said", "panel", "focus"),
    ),
    (
        "tasks",
        "image",
        "preferences",
        "entry",
        "tr",
        "garbage",
        "overrides",
        "folders",
        "fuzzy",
        "redaction",
        "memory",
    ),
)


def floor(module: str) -> int:
    return next(index for index, names in enumerate(FLOORS) if module in names)


def imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module] + [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return found


def test_that_no_module_imports_from_a_floor_above() -> None:
    for path in ROOT.rglob("*.py"):
        here = path.relative_to(ROOT).with_suffix("").parts[0]
        if here == "__init__":
            continue
        for name in imported(path):
            parts = name.split(".")
            known = {module for names in FLOORS for module in names}
            if parts[0] == "photocompare_ui" and len(parts) > 1 and parts[1] in known:
                assert floor(parts[1]) >= floor(here), f"{path.name} imports {name}"


def test_that_the_window_computes_nothing() -> None:
    for path in ROOT.rglob("*.py"):
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & {"cv2", "skimage", "scipy"}, path.name


def test_that_files_and_functions_stay_small() -> None:
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 50, f"{path.name}: {node.name}"
            if isinstance(node, ast.ClassDef):
                methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
                assert len(methods) <= 20, f"{path.name}: {node.name}"


def test_that_no_key_has_two_actions_and_every_tip_shows_its_key(user: Eyes) -> None:
    keys = [key.toString() for action in user.window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    for entry in actions.ENTRIES:
        if entry.keys:
            shown = (
                user.window.actions_by_id[entry.id]
                .shortcut()
                .toString(
                    __import__(
                        "PySide6.QtGui", fromlist=["QKeySequence"]
                    ).QKeySequence.SequenceFormat.NativeText
                )
            )
            assert shown in user.window.actions_by_id[entry.id].toolTip()


def test_that_every_control_has_an_accessible_name(pair: Eyes) -> None:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in pair.window.findChildren(kind):
            inner = control.objectName().startswith("qt_") or isinstance(control.parent(), QComboBox)
            named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert inner or named or not control.isVisible(), control
