"""Hands that use the window at random: actions, mouse, keys, dialogs, drops, themes, languages, sizes.

They are slow now and then: work ends while a button or a key is held, or a field is half filled. What is
under the hand must stay then; where it does not, `moved` says so.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from photocompare_ui import commands, language, theme
from photocompare_ui.main_window import MainWindow
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)
from shiboken6 import isValid

NEVER = {"quit"}
SLOW = {"measure_study": 0.1, "study_report": 0.02}
"""They take seconds, the others milliseconds: done this often where chance picks them."""
SIZES = [(1280, 720), (1440, 900), (1000, 640), (1900, 1100)]
NAMED = ["Escape", "Return", "Delete", "Space", "Left", "Right", "Up", "Down", "Tab"]
KEYS = [getattr(Qt.Key, f"Key_{name}") for name in [*NAMED, *"ABGHLMOPRSTX0123456789"]]
HELD = [Qt.KeyboardModifier.NoModifier] * 3 + [
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
]
MOST_REGIONS, MOST_UNDO, MOST_FILES = 12, 200, 40
LONGEST_PAUSE_S = 0.2
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def turn(app: QApplication) -> None:
    """Turn the event loop; what is to be deleted goes, for which Qt itself waits until a loop is left."""
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass
class Hands:
    """What they use, and where their files lie; `files` can be opened, by their ending, folders by none."""

    app: QApplication
    window: MainWindow
    rng: random.Random
    folder: Path
    files: dict[str, list[Path]]
    count: int = 0
    done: dict[str, int] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)

    def act(self) -> None:
        """Do one thing a user could, and leave no dialog open."""
        kinds: dict[Callable[[], None], float] = {
            self._trigger: 0.45,
            self._drag: 0.16,
            self._drag_slowly: 0.03,
            self._hold_space: 0.01,
            self._type: 0.02,
            self._drop: 0.01,
            self._wheel: 0.07,
            self._key: 0.12,
            self._table: 0.05,
            self._click: 0.05,
            self._theme: 0.01,
            self._language: 0.01,
            self._resize: 0.01,
        }
        self.count += 1
        self.rng.choices(list(kinds), list(kinds.values()))[0]()
        for _ in range(4):
            turn(self.app)
            if not self._attend():
                break
        self._tidy()
        turn(self.app)

    def everything(self) -> None:
        """Do once whatever can be done now, for what Python and Qt load at first use."""
        for name, action in self.window.actions_by_id.items():
            if action.isEnabled() and name not in NEVER and not action.objectName().startswith("close_"):
                self.count += 1
                action.trigger()
                turn(self.app)
                self._attend()
        turn(self.app)

    def _note(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    def _trigger(self) -> None:
        able = {name for name, action in self.window.actions_by_id.items() if action.isEnabled()} - NEVER
        name = self.rng.choice(sorted(able))
        if self.rng.random() > SLOW.get(name, 1.0):
            return
        self._note(name)
        self.window.actions_by_id[name].trigger()

    def _port(self) -> QWidget:
        return self.rng.choice(self.window.stage.board.shown).viewport()

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(self.rng.randrange(max(widget.width(), 1)), self.rng.randrange(max(widget.height(), 1)))

    def _drag(self) -> None:
        port, held = self._port(), self.rng.choice(HELD)
        button = Qt.MouseButton.LeftButton if self.rng.random() < 0.9 else Qt.MouseButton.MiddleButton
        self._note("drag")
        QTest.mousePress(port, button, held, self._point(port))
        for _ in range(2):
            QTest.mouseMove(port, self._point(port))
        QTest.mouseRelease(port, button, held, self._point(port))
        if self.rng.random() < 0.1:
            at = self._point(port)
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, held, at)
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, held, at)  # else it stays held

    def _drag_slowly(self) -> None:
        """Drag while work ends: neither the photo, nor the panes, nor the focus may change under the hand."""
        port = self._port()
        self._note("slow drag")
        if self.rng.random() < 0.5:
            self._trigger()
        turn(self.app)
        if any(one.isVisible() for one in self.app.topLevelWidgets() if one is not self.window):
            return  # a dialog takes the focus as it opens
        QTest.mousePress(port, LEFT, NONE, self._point(port))
        before = self._under_the_hand()
        for _ in range(3):
            QTest.mouseMove(port, self._point(port))
            self._pause()
        after = self._under_the_hand()
        self._compare("slow drag", before, after)
        QTest.mouseRelease(port, LEFT, NONE, self._point(port))

    def _under_the_hand(self) -> dict[str, object]:
        document, board = self.window.document, self.window.stage.board
        panes = [pane.viewport().size().toTuple() for pane in board.shown]
        photos = id(document.baseline), id(document.followup), bool(document.glimpses)
        return {"panes": panes, "photos": photos, "focus": self.app.focusWidget()}

    def _compare(self, what: str, before: dict[str, object], after: dict[str, object]) -> None:
        for name, value in before.items():
            if value != after[name]:
                self.moved.add(f"{what}: {name} from {value} to {after[name]}")

    def _pause(self) -> None:
        end = time.monotonic() + self.rng.random() * LONGEST_PAUSE_S
        while time.monotonic() < end:
            turn(self.app)
            time.sleep(0.002)

    def _hold_space(self) -> None:
        """Blink for a while; the follow-up is back once the key is let go."""
        port = self._port()
        port.setFocus()
        self._note("space")
        QTest.keyPress(port, Qt.Key.Key_Space)
        self._pause()
        QTest.keyRelease(self.app.focusWidget() or port, Qt.Key.Key_Space)
        if self.window.document.look.held:
            self.moved.add("space: the baseline stays after the key was let go")

    def _type(self) -> None:
        """Fill a field slowly: what was typed stays while work ends."""
        kinds = self.window.findChildren(QLineEdit)
        able = [one for one in kinds if one.isVisible() and one.isEnabled() and not one.isReadOnly()]
        able = [one for one in able if not isinstance(one.parent(), QAbstractSpinBox)]
        if not able or not self.window.isActiveWindow():
            return
        edit = self.rng.choice(able)
        edit.setFocus()
        self._note("typed")
        edit.selectAll()
        QTest.keyClicks(edit, "Wange")
        typed = edit.text()
        self._pause()
        if edit.hasFocus() and edit.text() != typed:
            self.moved.add(f"typed: {typed!r} became {edit.text()!r} in {edit.accessibleName()!r}")
        if self.rng.random() < 0.5:
            QTest.keyClick(edit, Qt.Key.Key_Return)

    def _drop(self) -> None:
        """Drop files on the window: one photo or two, a study, a folder."""
        kind = self.rng.choice(sorted(self.files))
        there = [one for one in self.files[kind] if one.exists()]
        if there:
            self._note(f"drop {kind or 'folder'}")
            self.window.filing.open_paths(self.rng.sample(there, self.rng.randint(1, min(2, len(there)))))

    def _wheel(self) -> None:
        port = self._port()
        at, turn = QPointF(self._point(port)), QPoint(0, self.rng.choice((-240, -120, 120, 240)))
        none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        button = Qt.MouseButton.NoButton
        self._note("wheel")
        event = QWheelEvent(at, QPointF(port.mapToGlobal(at)), QPoint(), turn, button, none, phase, False)
        self.app.sendEvent(port, event)

    def _key(self) -> None:
        port = self.app.focusWidget() or self._port()
        self._note("key")
        QTest.keyClick(port, self.rng.choice(KEYS), self.rng.choice(HELD))

    def _table(self) -> None:
        tables = [one for one in self.window.findChildren(QAbstractItemView) if one.isVisible()]
        if tables:
            port = self.rng.choice(tables).viewport()
            self._note("table")
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=self._point(port))

    def _click(self) -> None:
        buttons = [one for one in self.window.findChildren(QAbstractButton) if one.isVisible()]
        able = [one for one in buttons if one.isEnabled() and one.window() is self.window]
        if able:
            self._note("button")
            self.rng.choice(able).click()

    def _theme(self) -> None:
        self._note("theme")
        theme.apply(self.app, self.rng.choice((theme.DARK, theme.LIGHT)))

    def _language(self) -> None:
        self._note("language")
        language.install(self.app, self.rng.choice(("en", "de")))

    def _resize(self) -> None:
        self._note("resize")
        self.window.resize(*self.rng.choice(SIZES))

    def _attend(self) -> bool:
        """Use what opened, then close it; return whether there was anything."""
        opened = [one for one in self.app.topLevelWidgets() if one.isVisible() and one is not self.window]
        for one in opened:
            if not isValid(one):  # what was closed before took it along
                continue
            self._note(type(one).__name__)
            if isinstance(one, QFileDialog):
                self._answer(one)
            elif isinstance(one, QDialog):
                self._use(one)
                if isValid(one):
                    one.reject()
            else:
                if not isinstance(one, QMenu):
                    self._poke(one)
                if isValid(one):
                    one.close()
        return bool(opened)

    def _poke(self, widget: QWidget) -> None:
        """Press, drag and type somewhere in it, as on the photographs of align by hand or of a grading."""
        for _ in range(self.rng.randrange(4)):
            if not isValid(widget) or not widget.isVisible():
                return
            inside = [one for one in widget.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
            inside = [one for one in inside if not isinstance(one, (QAbstractButton, QComboBox))]
            port = self.rng.choice([*inside, widget])
            for act in (QTest.mousePress, QTest.mouseRelease):
                if isValid(port):
                    act(port, LEFT, NONE, self._point(port))
                    QTest.mouseMove(port, self._point(port))
            if isValid(port):
                QTest.keyClick(port, self.rng.choice([Qt.Key.Key_Left, Qt.Key.Key_Right, *KEYS[-10:]]))
            turn(self.app)

    def _use(self, dialog: QDialog) -> None:
        for edit in dialog.findChildren(QLineEdit)[:2]:
            edit.setText(self.rng.choice(("", "S07", "12.5", "Ärzte", "x" * 80)))
        for box in dialog.findChildren(QComboBox):
            box.setCurrentIndex(self.rng.randrange(max(box.count(), 1)))
        self._poke(dialog)
        if not isValid(dialog):
            return
        buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if buttons and self.rng.random() < 0.6:
            self.rng.choice(buttons).click()

    def _answer(self, dialog: QFileDialog) -> None:
        """Give a file to write or to open, or none; past Qt's own questions, which would block."""
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            suffix = dialog.defaultSuffix() or "out"
            chosen = [self.folder / f"out{self.count}.{suffix}"]
        else:
            chosen = self._there(dialog)
        if not chosen or self.rng.random() < 0.3:
            dialog.reject()
            return
        dialog.findChildren(QLineEdit)[0].setText(str(chosen[0]))
        dialog.accepted.emit()
        QDialog.reject(dialog)

    def _there(self, dialog: QFileDialog) -> list[Path]:
        if dialog.fileMode() == QFileDialog.FileMode.Directory:
            if self.rng.random() < 0.5:
                return [self.rng.choice(self.files[""])]
            empty = self.folder / f"out{self.count}"
            empty.mkdir()
            return [empty]
        kinds = " ".join(dialog.nameFilters())
        ending = next((one for one in self.files if f"*.{one}" in kinds), "")
        return [self.rng.choice(self.files[ending])] if ending else []

    def _tidy(self) -> None:
        document = self.window.document
        if len(document.regions) > MOST_REGIONS:
            document.select(document.regions[0].name)
            commands.remove_region(document)
        if document.undo.count() > MOST_UNDO:
            document.undo.clear()
        opened = self.window.room.desk.opened
        for old in sorted(self.folder.glob("out*"))[:-MOST_FILES]:
            if opened is None or not opened.path.is_relative_to(old):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
