"""A user puts panels away, one or all, and reaches what they need by a right click."""

from __future__ import annotations

from pathlib import Path

import pytest
from photocompare_ui.menus import show_pane_menu
from photocompare_ui.panel import Panel
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from .conftest import CHEEK, Eyes, Readers, eyes, fresh, open_study


def shown(user: Eyes) -> set[str]:
    return {name for name, panel in user.window.paneling.panels.items() if panel.isVisible()}


def test_that_every_panel_goes_and_comes_by_itself_and_all_at_once(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    user.wait(lambda: user.window.document.measured)
    every = set(user.window.paneling.panels)
    assert shown(user) == every
    assert {type(one) for one in user.window.findChildren(Panel)} == {
        type(one) for one in user.window.paneling.panels.values()
    }
    for name in sorted(every):
        user.act(name)
        assert shown(user) == every - {name}
        assert not user.window.actions_by_id[name].isChecked()
        # New numbers do not bring back what the user put away.
        user.window.document.comparison_changed.emit()
        user.window.document.regions_changed.emit()
        assert shown(user) == every - {name}
        user.act(name)
    user.act("panel_gate")
    user.act("panels")
    assert shown(user) == set()
    user.wait(lambda: user.window.stage.width() == user.window.width())
    user.act("panels")
    assert shown(user) == every - {"panel_gate"}


def test_that_photographs_keep_room_and_panels_their_place_at_the_next_start(
    user: Eyes, qtbot: QtBot, studies: Path, tmp_path: Path, readers: Readers
) -> None:
    user.window.resize(1280, 720)
    for name in ("panel_regions", "panel_gate", "panel_numbers", "panel_findings"):
        user.act(name)
    user.wait(lambda: user.window.stage.width() == user.window.width())
    user.act("panel_numbers")
    user.window.close()
    with eyes(qtbot, tmp_path, readers) as later:
        assert shown(later) == {"panel_numbers"}
        open_study(later, studies / "sclerotherapy" / "study.photostudy", "S01")
        assert later.window.stage.width() >= 0.4 * later.window.width()
        assert shown(later) == {"panel_study", "panel_visits", "panel_numbers"}


def test_that_the_first_page_opens_a_study(user: Eyes) -> None:
    user.window.stage.welcome.study_wanted.emit()
    dialog = next(one for one in user.window.findChildren(QFileDialog) if one.isVisible())
    assert any("photostudy" in one for one in dialog.nameFilters())
    dialog.reject()


@pytest.fixture
def outlined(opened: Eyes) -> Eyes:
    user = fresh(opened)
    user.draw(user.window.stage.panes[0], CHEEK)
    user.window.document.select("")
    return user


def test_that_a_right_click_offers_what_fits_the_place(outlined: Eyes) -> None:
    pane, document = outlined.window.stage.panes[0], outlined.window.document
    offered = []
    for place in ((128.0, 130.0), (20.0, 20.0)):
        at = outlined.at(pane, place).toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, pane.viewport().mapToGlobal(at))
        QApplication.sendEvent(pane.viewport(), event)
        menu = next(one for one in outlined.window.findChildren(QMenu) if one.isVisible() and not one.title())
        offered.append({one.objectName() for one in menu.actions() if one.isEnabled()})
        menu.close()
    assert {"mirror", "duplicate", "remove"} <= offered[0]
    assert document.selected == document.regions[0].name
    assert {"polygon", "fit", "export_picture"} <= offered[1]
    assert {one.objectName() for one in outlined.window.measurements.table.actions()} >= {
        "copy",
        "copy_table_csv",
    }
    show_pane_menu(outlined.window, "", QPoint(10, 10)).close()


def test_that_the_tool_in_hand_says_what_it_waits_for(outlined: Eyes) -> None:
    words = outlined.window.status.words
    usual = words.text()
    outlined.act("ruler")
    assert "length you know" in words.text()
    outlined.act("mark_gray")
    assert "gray card" in words.text()
    outlined.window.document.look.settle()
    assert words.text() == usual
