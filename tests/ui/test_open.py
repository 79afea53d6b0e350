"""A user opens photographs."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui import commands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from .conftest import CHEEK, Eyes

Photos = dict[str, Path]


def names(user: Eyes) -> tuple[str, str]:
    document = user.window.document
    return document.baseline.name, document.followup.name  # type: ignore[union-attr]


def test_that_an_empty_window_offers_to_open_a_pair(user: Eyes) -> None:
    assert user.window.stage.welcome.isVisible()
    user.act("open_pair")
    dialog = user.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_that_the_earlier_capture_becomes_the_baseline_whatever_the_order(user: Eyes, photos: Photos) -> None:
    user.window.filing.open_paths([photos["after"], photos["before"]])
    user.settle()
    assert names(user) == ("before.png", "after.png")
    assert user.window.document.measured


def test_that_two_undated_photos_are_asked_about_in_place(user: Eyes, photos: Photos) -> None:
    user.window.filing.open_paths([photos["first"], photos["second"]])
    user.settle()
    which = user.window.stage.which_first
    assert which.isVisible()
    QTest.keyClick(which.cards[1], Qt.Key.Key_Space)
    user.settle()
    assert names(user) == ("second.png", "first.png")
    assert not which.isVisible()


def test_that_undated_photos_can_be_left_unopened(user: Eyes, photos: Photos) -> None:
    user.window.filing.open_paths([photos["first"], photos["second"]])
    user.settle()
    user.window.stage.which_first.dismissed.emit()
    assert user.window.stage.welcome.isVisible()


def test_that_photos_opened_one_by_one_make_a_pair(user: Eyes, photos: Photos) -> None:
    user.window.filing.open_paths([photos["before"]])
    user.settle()
    assert user.window.document.followup is None
    assert "follow-up" in user.window.stage.panes[1].message
    user.window.filing.open_paths([photos["after"]])
    user.settle()
    assert names(user) == ("before.png", "after.png")


def test_that_another_follow_up_keeps_the_regions(alone: Eyes, photos: Photos) -> None:
    commands.add_region(alone.window.document, CHEEK)
    alone.window.filing.open_paths([photos["second"]], "followup")
    alone.settle()
    assert [region.name for region in alone.window.document.regions] == ["Region 1"]
    assert names(alone) == ("before.png", "second.png")


def test_that_another_baseline_asks_before_unsaved_regions_go(alone: Eyes, photos: Photos) -> None:
    commands.add_region(alone.window.document, CHEEK)
    alone.window.filing.open_paths([photos["first"]], "baseline")
    question = alone.window.findChild(QMessageBox)
    assert question is not None
    assert names(alone)[0] == "before.png"
    question.button(QMessageBox.StandardButton.Discard).click()
    alone.settle()
    assert names(alone)[0] == "first.png"
    assert alone.window.document.regions == ()


def test_that_swapping_flips_every_change(alone: Eyes) -> None:
    before = alone.window.document.comparison
    alone.act("swap")
    alone.settle()
    after = alone.window.document.comparison
    assert before is not None
    assert after is not None
    assert names(alone) == ("after.png", "before.png")
    signs = [(a.change, b.change) for a, b in zip(before.measurements, after.measurements, strict=True)][:3]
    assert all(a is not None and b is not None and a * b < 0 for a, b in signs)


def test_that_the_panes_say_name_and_capture_date(alone: Eyes) -> None:
    captions = [pane.arrangement.captions[0] for pane in alone.window.stage.board.shown if pane.arrangement]
    assert [caption.title for caption in captions] == ["Baseline", "Follow-up"]
    assert "2024-03-01 10:12" in captions[0].details
    assert "after.png" in captions[1].details
