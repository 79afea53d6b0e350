"""For those who do not see well or use no mouse: names, order, reach, contrast, larger letters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from photocompare_ui import language as installed
from photocompare_ui import theme
from photocompare_ui.theme import DARK, LIGHT, Theme
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QInputDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QWidget,
)

from .conftest import Eyes, open_study
from .more_scenes import MORE
from .scenes import SCENES, open_dialogs, put_away

CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QKeySequenceEdit),
    *(QLineEdit, QPlainTextEdit, QSlider),
)
INNER = (QAbstractSpinBox, QComboBox, QKeySequenceEdit, QFileDialog, QInputDialog, QAbstractItemView)
"""What holds parts of its own that no one names one by one."""
DIALOGS = ("by_hand", "palette", "shortcuts", "keys", "preferences", "scale", "about", "crash", "unsaved")
DIALOGS += ("new_study", "camera", "new_grading")


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colors as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [DARK, LIGHT], ids=["dark", "light"])
def test_that_every_text_stands_out_from_what_is_behind_it(colors: Theme) -> None:
    grounds = ("window", "base", "raised", "selection", "error", "warning", "note")
    for ground in grounds:
        assert contrast(colors.text, getattr(colors, ground)) >= 4.5, ground
    for ground in ("window", "base", "raised", "selection"):
        assert contrast(colors.quiet, getattr(colors, ground)) >= 4.5, ground
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    assert contrast(colors.accent, colors.window) >= 3, "the ring about what has the focus"
    assert contrast("#ffffff", "#525252") >= 4.5, "what stands on the gray surround"


def test_that_lights_and_badges_stand_out_in_the_theme_of_now(
    user: Eyes, qapp: QApplication, studies: Path
) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    room = user.window.room
    user.wait(lambda: user.window.document.measured and any(one.status for one in room.looking.seen.values()))
    name = next(name for name, one in room.looking.seen.items() if one.status)
    badge = room.subjects.index_of(name).siblingAtColumn(1)
    try:
        for colors in (LIGHT, DARK):
            theme.apply(qapp, colors)
            QApplication.processEvents()
            verdict = room.gate.verdict.palette().color(QPalette.ColorRole.WindowText).name()
            assert contrast(verdict, colors.window) >= 4.5
            assert contrast(badge.data(Qt.ItemDataRole.ForegroundRole).color().name(), colors.base) >= 4.5
    finally:
        theme.apply(qapp, DARK)


def unnamed(root: QWidget) -> list[str]:
    """Return the visible controls below a widget that a screen reader has no word for."""
    found = []
    for kind in CONTROLS:
        for control in root.findChildren(kind):
            parent = control.parentWidget()
            inner = control.objectName().startswith("qt_") or isinstance(parent, INNER)
            word = control.accessibleName() or (
                control.text() if isinstance(control, QAbstractButton) else ""
            )
            label = any(one.buddy() is control for one in root.findChildren(QLabel))
            if control.isVisible() and not inner and not word and not label:
                found.append(f"{type(control).__name__} in {type(parent).__name__}")
    return found


LONG = ("answers", "lock", "clinic")
"""Scenes whose controls others have too, or a test of their own looks at."""


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(name, marks=[pytest.mark.slow] if name in LONG else [])
        for name in SCENES
        if name not in DIALOGS
    ],
)
def test_that_every_control_of_the_window_has_a_name(user: Eyes, photos: dict[str, Path], scene: str) -> None:
    if scene in ("wipe", "onion", "difference", "blink"):
        pytest.skip("the same controls as side by side")
    SCENES[scene](user, photos)
    assert not unnamed(user.window)


def test_that_every_control_of_every_dialog_has_a_name_and_escape_leaves_it(
    user: Eyes, photos: dict[str, Path]
) -> None:
    for scene in DIALOGS:
        (SCENES | MORE)[scene](user, photos)
        dialogs = open_dialogs()
        assert len(dialogs) == 1, scene
        assert not unnamed(dialogs[0]), scene
        first_focus(dialogs[0])
        QTest.keyClick(dialogs[0], Qt.Key.Key_Escape)
        assert not open_dialogs(), scene
    user.window.document.undo.setClean()
    put_away(user.window)


def first_focus(dialog: QDialog) -> None:
    """Walk a dialog by Tab: every control that takes part comes once, then the first again."""
    every = [
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    chain, now = set(), dialog.nextInFocusChain()
    while now is not dialog and id(now) not in chain:
        chain.add(id(now))
        now = now.nextInFocusChain()
    assert all(id(one) in chain for one in every), type(dialog).__name__


def test_that_every_action_can_be_reached_by_keys_alone(user: Eyes) -> None:
    user.act("palette")
    assert QApplication.focusWidget() is not None or open_dialogs()
    put_away(user.window)
    titles = [action.text() for action in user.window.menuBar().actions()]
    letters = [re.findall("&(.)", title)[0].lower() for title in titles]
    assert len(letters) == len(set(letters)), "each menu opens by Alt and a letter of its own"


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_larger_letters_cut_no_label(
    user: Eyes, qapp: QApplication, photos: dict[str, Path], language: str
) -> None:
    installed.install(qapp, language)
    font, large = qapp.font(), qapp.font()
    large.setPointSizeF(font.pointSizeF() * 1.5)
    qapp.setFont(large)
    theme.apply(qapp, DARK)
    try:
        user.window.resize(1280, 720)
        for scene in ("welcome", "preferences", "keys"):
            SCENES[scene](user, photos)
            QApplication.processEvents()
            roots = [*open_dialogs(), user.window]
            for root in roots:
                assert root.width() <= 1280, scene
                assert root.height() <= 720, scene
                assert not cut(root), scene
            put_away(user.window)
    finally:
        qapp.setFont(font)
        theme.apply(qapp, DARK)
        installed.install(qapp, "en")


def cut(root: QWidget) -> list[str]:
    """Return the texts of labels and buttons that have less room than they need."""
    found = []
    for one in root.findChildren(QLabel):
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        wide = one.wordWrap() or one.sizeHint().width() <= one.width() + 1 or ignored(one)
        if one.isVisible() and one.text() and not (wide and needed <= one.height() + 1):
            found.append(one.text())
    for button in root.findChildren(QPushButton):
        if button.isVisible() and button.sizeHint().width() > button.width() + 1:
            found.append(button.text())
    return found


def ignored(label: QLabel) -> bool:
    """Return whether a label gives up its end by design, as file names do."""
    return label.sizePolicy().horizontalPolicy() == label.sizePolicy().Policy.Ignored
