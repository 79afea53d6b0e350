"""What surrounds the work: palette, keys, preferences, recent work, the first look."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from photocompare_ui import keys, preferences
from photocompare_ui.actions import ENTRIES
from photocompare_ui.dialogs.key_editor import KeyEditor
from photocompare_ui.dialogs.palette import Palette
from photocompare_ui.dialogs.preferences_dialog import PreferencesDialog
from photocompare_ui.dialogs.shortcuts import Shortcuts
from photocompare_ui.entry import LINE
from photocompare_ui.fuzzy import score
from photocompare_ui.preferences import Preferences
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from .conftest import Eyes, Readers, eyes

Kind = TypeVar("Kind", bound=QWidget)


def shown(user: Eyes, kind: type[Kind]) -> Kind:
    return next(one for one in user.window.findChildren(kind) if one.isVisible())


def test_that_the_palette_finds_an_action_by_letters_and_does_it(pair: Eyes) -> None:
    pair.act("palette")
    palette = shown(pair, Palette)
    assert palette.list.count() == sum(entry.id not in (LINE, "palette") for entry in ENTRIES)
    QTest.keyClicks(palette.search, "wip")
    assert palette.list.item(0).text() == "Wipe"
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert pair.window.document.look.view == "wipe"
    assert not palette.isVisible()


def test_that_the_palette_goes_by_arrows_and_refuses_what_cannot_be_done(user: Eyes) -> None:
    user.act("palette")
    palette = shown(user, Palette)
    QTest.keyClicks(palette.search, "wipe")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible(), "no pair is open: nothing to wipe"
    palette.search.clear()
    first = palette.list.currentItem().text()
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    assert palette.list.currentItem().text() != first
    QTest.keyClick(palette.search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


@pytest.mark.parametrize(
    ("letters", "better", "worse"),
    [
        ("sbs", "Side by side", "Swap baseline and subject"),
        ("undo", "Undo", "Unlink and do"),
        ("ex", "Exit", "Next"),
    ],
)
def test_that_the_start_of_words_counts_more(letters: str, better: str, worse: str) -> None:
    best, second = score(letters, better), score(letters, worse)
    assert best is not None
    assert second is None or best > second


def test_that_a_key_taken_from_another_action_is_said_kept_and_used(user: Eyes) -> None:
    user.act("keys")
    editor = shown(user, KeyEditor)
    row = next(row for row in range(editor.table.rowCount()) if editor.table.item(row, 0).text() == "Fit")
    editor.table.selectRow(row)
    editor.edit.setKeySequence(QKeySequence("G"))
    editor.edit.editingFinished.emit()
    assert "“Labels”" in editor.said.text()
    editor._save()
    fit, labels = user.window.actions_by_id["fit"], user.window.actions_by_id["labels"]
    assert fit.shortcut().toString() == "G"
    assert "(G)" in fit.toolTip()
    assert labels.shortcut().isEmpty()
    assert "(G)" not in labels.toolTip()
    assert keys.current_keys(ENTRIES)["fit"][0] == "G"
    user.act("shortcuts")
    assert "Labels" not in [label.text() for label in shown(user, Shortcuts).findChildren(QLabel)]


def test_that_all_keys_come_back_and_reserved_ones_are_not_given(user: Eyes) -> None:
    user.act("keys")
    editor = shown(user, KeyEditor)
    before = dict(editor.keys)
    editor.edit.setKeySequence(QKeySequence("Space"))
    editor.edit.editingFinished.emit()
    assert "cannot be given away" in editor.said.text()
    editor._give(())
    assert editor.keys != before
    editor.reset()
    assert editor.keys == keys.default_keys(ENTRIES)
    editor.reject()


def test_that_every_action_with_a_key_stands_in_the_map(user: Eyes) -> None:
    user.act("shortcuts")
    said = {label.text() for label in shown(user, Shortcuts).findChildren(QLabel)}
    own = {entry.text for entry in ENTRIES if entry.keys}
    assert own <= said


def test_that_preferences_count_at_once_and_are_kept(alone: Eyes) -> None:
    alone.act("preferences")
    dialog = shown(alone, PreferencesDialog)
    for name, value in (("color", "none"), ("even_light", "off"), ("units", "pixels")):
        dialog.boxes[name].setCurrentIndex(dialog.boxes[name].findData(value))
    dialog._accept()
    assert alone.window.comparing.recipe.color.method == "none"
    alone.settle()
    assert preferences.read() == Preferences(color="none", even_light="off", units="pixels")
    comparison = alone.window.document.comparison
    assert comparison is not None
    assert comparison.pair is not None
    assert comparison.pair.method == "none"


def test_that_nonsense_in_the_settings_is_the_default(user: Eyes) -> None:
    QSettings().setValue("preferences/theme", "pink")
    QSettings().setValue("shortcuts", "[1,")
    assert preferences.read() == Preferences()
    assert keys.current_keys(ENTRIES) == keys.default_keys(ENTRIES)


def test_that_a_pair_is_offered_again_and_no_setting_names_it(
    alone: Eyes, photos: dict[str, Path], tmp_path: Path
) -> None:
    welcome = alone.window.stage.welcome
    assert welcome.recent[0].text() == "before.png and after.png"
    kept = tmp_path / "own" / "recent.json"
    assert kept.stat().st_mode & 0o077 == 0
    alone.window.document.open_photos(None, None, alone.window.document.pictures)
    welcome.recent[0].click()
    alone.settle()
    baseline = alone.window.document.baseline
    assert baseline is not None
    assert baseline.name == "before.png"


def test_that_a_clinic_lists_codes_or_nothing(alone: Eyes, tmp_path: Path) -> None:
    welcome, shell = alone.window.stage.welcome, alone.window.shell
    shell.take_preferences(preferences.read(), Preferences(clinic=True, recent="codes"))
    assert welcome.recent[0].text().startswith("Pair ")
    assert "before" not in welcome.recent[0].text()
    shell.take_preferences(preferences.read(), Preferences(clinic=True, recent="off"))
    assert not welcome.recent[0].isVisibleTo(welcome)
    assert not (tmp_path / "own" / "recent.json").exists()


def test_that_panels_put_away_stay_away_at_the_next_start(
    user: Eyes, qtbot: QtBot, tmp_path: Path, readers: Readers
) -> None:
    user.act("panels")
    assert not user.window.measurements.isVisible()
    user.window.close()
    with eyes(qtbot, tmp_path, readers) as later:
        assert not later.window.measurements.isVisible()
        later.act("panels")
        assert later.window.measurements.isVisible()
