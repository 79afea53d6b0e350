"""Work ends while a user holds something: what is under the hand stays, and what came is there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from photocompare_ui import commands
from photocompare_ui.keeping import SETTLE_MS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photocompare.regions import upright_midline

from .conftest import CHEEK, Eyes, open_study

LEFT = Qt.MouseButton.LeftButton


def middle_of(user: Eyes, index: int = 0) -> tuple[float, float]:
    outline = next(one for one in user.window.stage.panes[index].outlines if one.selected)
    x, y = outline.rings[0].mean(axis=0)
    return float(x), float(y)


def rest(user: Eyes) -> None:
    """Hold still until all work is done, and what settles has settled."""
    user.settle()
    QTest.qWait(2 * SETTLE_MS)


def hold(user: Eyes, meanwhile: Callable[[], object]) -> QPoint:
    """Press and move in the first pane, let `meanwhile` begin, and wait with the button held."""
    port = user.window.stage.panes[0].viewport()
    at = port.rect().center()
    QTest.mousePress(port, LEFT, pos=at)
    QTest.mouseMove(port, at + QPoint(20, 6))
    meanwhile()
    QTest.qWait(3000)
    return at


def let_go(user: Eyes, at: QPoint) -> None:
    port = user.window.stage.panes[0].viewport()
    QTest.mouseMove(port, at + QPoint(30, 10))
    QTest.mouseRelease(port, LEFT, pos=at + QPoint(30, 10))
    user.settle()


def test_that_an_outline_dragged_slowly_in_a_study_is_one_action_of_it(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    document, room, pane = user.window.document, user.window.room, user.window.stage.panes[0]
    document.select(document.regions[0].name)
    before = document.regions[0].polygons
    x, y = middle_of(user)
    user.drag(pane, (x, y), (x + 12, y + 6), steps=3, pause=lambda: rest(user))
    rest(user)
    moved = np.array(document.regions[0].polygons[0][0]) - np.array(before[0][0])
    assert np.allclose(moved, (12, 6), atol=1)
    assert room.desk.opened.history.undo_text
    user.act("undo")
    user.settle()
    assert document.regions[0].polygons == before


def test_that_visits_gathered_during_a_drag_stand_beside_the_pair_when_it_ends(
    user: Eyes, studies: Path
) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    board = user.window.stage.board
    size = board.panes[0].viewport().size()
    at = hold(user, lambda: user.act("all_visits"))
    assert board.panes[0].viewport().size() == size
    assert len(board.shown) == 2
    let_go(user, at)
    user.wait(lambda: len(board.shown) == 5)


def test_that_photographs_read_during_a_drag_come_when_it_ends(alone: Eyes, photos: dict[str, Path]) -> None:
    window, document = alone.window, alone.window.document
    alone.draw(window.stage.panes[0], CHEEK)
    alone.settle()
    document.undo.setClean()
    first = document.baseline
    at = hold(alone, lambda: window.filing.open_pair(photos["coffee"], photos["first"]))
    assert document.baseline is first
    assert not document.glimpses
    let_go(alone, at)
    alone.wait(lambda: document.baseline is not first)


@pytest.mark.parametrize("key", ["undo", "remove"])
def test_that_an_outline_that_goes_while_it_is_dragged_is_gone(pair: Eyes, key: str) -> None:
    document, pane = pair.window.document, pair.window.stage.panes[0]
    pair.draw(pane, CHEEK)
    pair.settle()
    document.undo.setClean()
    x, y = middle_of(pair)
    at, port = pair.at(pane, (x, y)).toPoint(), pane.viewport()
    QTest.mousePress(port, LEFT, pos=at)
    assert key in pair.window.actions_by_id, sorted(pair.window.actions_by_id)
    pair.act(key)
    QApplication.processEvents()
    QTest.mouseMove(port, at + QPoint(30, 10))
    QTest.mouseRelease(port, LEFT, pos=at + QPoint(30, 10))
    pair.settle()
    assert not document.regions


def test_that_the_line_of_numbers_a_user_chose_stays_chosen_when_it_is_measured_again(pair: Eyes) -> None:
    window = pair.window
    pair.draw(window.stage.panes[0], CHEEK)
    pair.settle()
    table = window.measurements.table
    table.selectRow(2)
    table.setFocus()
    chosen = table.currentIndex().siblingAtColumn(0).data()
    pair.act("measure")
    pair.settle()
    assert table.currentIndex().siblingAtColumn(0).data() == chosen
    assert {index.row() for index in table.selectedIndexes()} == {2}


def test_that_a_name_half_typed_stays_when_the_pair_is_measured(pair: Eyes) -> None:
    window = pair.window
    pair.draw(window.stage.panes[0], CHEEK)
    pair.settle()
    field = window.regions.name
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "left che")
    pair.act("measure")
    pair.settle()
    assert field.text() == "left che"


def test_that_a_card_put_away_comes_back_by_a_click_on_its_line(pair: Eyes) -> None:
    pair.draw(pair.window.stage.panes[0], CHEEK)
    pair.settle()
    table, card = pair.window.measurements.table, pair.window.room.card
    place = table.visualRect(table.model().index(2, 2)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    assert card.isVisible()
    card.put_away()
    pair.act("measure")
    pair.settle()
    assert not card.isVisible()
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(2, 2)).center())
    assert card.isVisible()


def test_that_work_begun_and_done_moves_no_pane(pair: Eyes) -> None:
    port, sizes = pair.window.stage.panes[0].viewport(), set()
    for busy in (False, True, False):
        pair.window.status.set_busy(busy)
        QApplication.processEvents()
        sizes.add((port.width(), port.height()))
    assert len(sizes) == 1


@pytest.mark.parametrize("index", [0, 2])
def test_that_an_arm_dragged_on_its_board_stays_under_the_hand(pair: Eyes, index: int) -> None:
    document, panes = pair.window.document, pair.window.stage.panes
    shapes = [
        [(60.0, 100.0), (100.0, 100.0), (80.0, 140.0)],
        [(190.0, 110.0), (230.0, 110.0), (210.0, 150.0)],
    ]
    for corners, arm in zip(shapes, ("treated", "untreated"), strict=True):
        pair.draw(panes[0], corners)
        commands.change_region(document, document.selected, arm=arm)
    pair.settle()
    pair.act("board")
    pair.settle()
    region = document.regions[index // 2]
    document.select(region.name)
    QApplication.processEvents()
    outline = next(one for one in panes[index].outlines if one.selected)
    x, y = outline.rings[0].mean(axis=0)
    pair.drag(panes[index], (x, y), (x + 16, y + 9))
    pair.settle()
    moved = np.array(document.regions[index // 2].polygons[0][0]) - np.array(region.polygons[0][0])
    assert np.allclose(moved, (16, 9), atol=1)


def test_that_a_midline_dragged_on_the_board_of_halves_stays_under_the_hand(pair: Eyes) -> None:
    document, pane = pair.window.document, pair.window.stage.panes[0]
    pair.settle()
    pair.act("halves")
    document.look.set(midline=upright_midline((300, 300)))
    pair.settle()
    line = document.look.midline
    middle = tuple((np.array(line.start) + np.array(line.end)) / 2)
    pair.drag(pane, middle, (middle[0] - 24, middle[1]))
    pair.settle()
    assert np.allclose(document.look.midline.start, np.array(line.start) - (24, 0), atol=1)


def test_that_letters_typed_while_a_visit_is_read_stay_letters(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    search, room = user.window.room.subjects.search, user.window.room
    user.window.activateWindow()
    room.visiting.show_subject("S02")
    search.setFocus()
    QTest.keyClicks(search, "s0")
    user.settle()
    assert room.desk.baseline.subject == "S02"
    assert QApplication.focusWidget() is search
    # From the list the arrow keys go on from visit to visit.
    room.subjects.tree.setFocus()
    room.visiting.show_subject("S01")
    user.settle()
    assert QApplication.focusWidget() is user.window.stage.panes[0]


def test_that_the_visit_chosen_in_the_list_stays_chosen_when_an_edit_is_kept(
    user: Eyes, studies: Path
) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    document, room = user.window.document, user.window.room
    subjects = room.subjects
    shown = subjects.current_photo()
    other = next(one.id for one in room.desk.study.photos if one.id != shown)
    commands.change_region(document, document.regions[0].name, name="other")
    subjects.tree.setCurrentIndex(subjects.index_of(other))
    rest(user)
    assert room.desk.opened.history.undo_text == "Change a region"
    assert subjects.current_photo() == other
