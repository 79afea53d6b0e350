"""A user outlines skin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from photocompare_ui import commands
from photocompare_ui.views.hit import find_hit
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from photocompare import Region, read_regions

from .conftest import CHEEK, Eyes, double_click


def regions(user: Eyes) -> tuple[Region, ...]:
    return user.window.document.regions


def ring(region: Region) -> np.ndarray:
    return np.array(region.polygons[0][0])


def test_that_a_polygon_drawn_on_the_baseline_is_seen_on_both(pair: Eyes) -> None:
    pair.draw(pair.window.stage.panes[0], CHEEK)
    pair.settle()
    assert np.abs(ring(regions(pair)[0]) - CHEEK).max() < 1
    assert [len(pane.outlines) for pane in pair.window.stage.board.shown] == [1, 1]
    assert pair.window.document.selected == "Region 1"
    assert pair.window.document.look.tool == "view"


def test_that_a_polygon_drawn_on_the_follow_up_as_taken_is_carried_to_the_baseline(pair: Eyes) -> None:
    pair.act("as_taken")
    alignment = pair.window.document.alignment
    assert alignment is not None
    there = [(float(x), float(y)) for x, y in alignment.to_followup(np.array(CHEEK))]
    pair.draw(pair.window.stage.panes[1], there)
    assert np.abs(ring(regions(pair)[0]) - CHEEK).max() < 1
    shown = pair.window.stage.panes[1].outlines[0].corners[0][0]
    assert np.abs(shown - there).max() < 1.1


def test_that_a_double_click_closes_the_polygon(pair: Eyes) -> None:
    pane = pair.window.stage.panes[0]
    pair.act("polygon")
    for point in CHEEK:
        pair.click(pane, point)
    double_click(pane.viewport(), pair.at(pane, CHEEK[-1]).toPoint())
    assert len(ring(regions(pair)[0])) == 4


def test_that_backspace_takes_back_a_corner_and_escape_backs_out(pair: Eyes) -> None:
    pane, look = pair.window.stage.panes[0], pair.window.document.look
    pair.act("polygon")
    for point in CHEEK:
        pair.click(pane, point)
    QTest.keyClick(pane, Qt.Key.Key_Backspace)
    assert len(look.draft) == 3
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert (look.draft, look.tool) == ((), "polygon")
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert look.tool == "view"
    assert regions(pair) == ()


def test_that_the_hand_moves_the_picture_and_keeps_the_half_drawn_outline(pair: Eyes) -> None:
    pane, look = pair.window.stage.panes[0], pair.window.document.look
    pair.act("polygon")
    for point in CHEEK[:2]:
        pair.click(pane, point)
    pair.act("hand")
    before = pane.sight
    pair.drag(pane, (150, 200), (130, 190))
    assert pane.sight != before
    pair.act("hand")
    assert (len(look.draft), look.tool) == (2, "polygon")


def test_that_two_corners_are_refused_in_words(pair: Eyes) -> None:
    pair.draw(pair.window.stage.panes[0], CHEEK[:2])
    assert "no area" in pair.window.banner.text
    assert regions(pair) == ()


def test_that_an_outline_on_a_refused_pair_stays_on_the_photo_it_was_begun_on(
    user: Eyes, photos: dict[str, Path]
) -> None:
    user.open(photos["before"], photos["coffee"])
    user.act("polygon")
    user.click(user.window.stage.panes[1], (100, 100))
    user.click(user.window.stage.panes[0], (100, 100))
    assert "finish the outline where it was begun" in user.window.banner.text
    assert user.window.document.look.draft_on == "followup"
    assert len(user.window.document.look.draft) == 1


def test_that_a_region_is_selected_by_a_click_and_moved_by_a_drag_undone_at_once(pair: Eyes) -> None:
    document, pane = pair.window.document, pair.window.stage.panes[0]
    commands.add_region(document, CHEEK)
    document.select("")
    pair.click(pane, (125, 130))
    assert document.selected == "Region 1"
    steps = document.undo.count()
    pair.drag(pane, (125, 130), (145, 140), steps=30)
    assert np.abs(ring(regions(pair)[0]) - np.add(CHEEK, (20, 10))).max() < 1.5
    assert document.undo.count() == steps + 1
    pair.act("undo")
    assert np.array_equal(ring(regions(pair)[0]), CHEEK)


def test_that_a_corner_is_dragged_alone(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pair.drag(pair.window.stage.panes[0], CHEEK[0], (90, 100))
    after = ring(regions(pair)[0])
    assert np.abs(after[0] - (90, 100)).max() < 1.5
    assert np.array_equal(after[1:], CHEEK[1:])


def test_that_edits_are_undone_and_redone_to_the_last(pair: Eyes) -> None:
    document = pair.window.document
    for name in "abcdefgh":
        commands.add_region(document, CHEEK)
        commands.change_region(document, document.selected, name=name, arm="treated")
    everything = regions(pair)
    while document.undo.canUndo():
        pair.act("undo")
    assert regions(pair) == ()
    while document.undo.canRedo():
        pair.act("redo")
    assert regions(pair) == everything


def test_that_names_stay_unique_and_fields_change_the_region(pair: Eyes) -> None:
    panel, document = pair.window.regions, pair.window.document
    commands.add_region(document, CHEEK)
    commands.add_region(document, CHEEK)
    panel.name.setText("Region 1")
    panel.name.editingFinished.emit()
    assert [region.name for region in regions(pair)] == ["Region 1", "Region 2"]
    assert panel.name.text() == "Region 2"
    panel.arm.setCurrentText("untreated")
    panel.arm.textActivated.emit("untreated")
    for field, choice in ((panel.side, "left"), (panel.role, "reference")):
        field.setCurrentText(choice)
        field.activated.emit(field.currentIndex())
    last = regions(pair)[-1]
    assert (last.arm, last.side, last.role) == ("untreated", "left", "reference")


def test_that_a_region_is_duplicated_and_removed(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pair.act("duplicate")
    assert [region.name for region in regions(pair)] == ["Region 1", "Region 2"]
    pair.act("remove")
    assert [region.name for region in regions(pair)] == ["Region 1"]
    assert not pair.window.actions_by_id["remove"].isEnabled()


def test_that_saved_regions_come_back_equal(pair: Eyes, tmp_path: Path) -> None:
    document = pair.window.document
    commands.add_region(document, CHEEK)
    commands.change_region(document, "Region 1", name="cheek é", arm="treated", side="right")
    pair.act("save_regions")
    dialog = pair.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "drawn.geojson"))
    dialog.accept()
    assert read_regions(tmp_path / "drawn.geojson") == document.regions
    assert document.undo.isClean()
    pair.window.filing.load_regions(tmp_path / "drawn.geojson")
    assert [region.name for region in document.regions] == ["cheek é", "cheek é 2"]


@pytest.mark.parametrize("selected", ["outer", "inner"])
def test_that_the_selected_region_wins_where_two_lie_over_each_other(pair: Eyes, selected: str) -> None:
    document, pane = pair.window.document, pair.window.stage.panes[0]
    for name, size in (("outer", 50), ("inner", 20)):
        commands.add_region(document, [(100 - size, 100 - size), (100 + size, 100), (100, 100 + size)])
        commands.change_region(document, document.selected, name=name)
    document.select(selected)
    assert find_hit(pane.outlines, (98, 98), 8).name == selected
