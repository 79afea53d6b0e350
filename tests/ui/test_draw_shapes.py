"""A user draws by every tool, changes what is drawn, and takes it to the other side."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from photocompare_ui import commands
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from photocompare import Region
from photocompare.regions import Midline, area

from .conftest import CHEEK, Eyes, double_click

Shift, Alt, No = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def stroke(
    user: Eyes,
    tool: str,
    *points: tuple[float, float],
    held: Qt.KeyboardModifier = No,
    pane: int = 0,
) -> None:
    """Draw through the points by one drag, then put the tool away."""
    user.act(tool)
    view = user.window.stage.panes[pane]
    screen = [user.at(view, point) for point in points]
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, held, screen[0].toPoint())
    for start, end in pairwise(screen):
        for step in range(1, 9):
            QTest.mouseMove(view.viewport(), (start + (end - start) * (step / 8)).toPoint())
            QApplication.processEvents()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, held, screen[-1].toPoint())
    user.act(tool)


def last(user: Eyes) -> Region:
    return user.window.document.regions[-1]


@pytest.mark.parametrize(("tool", "expected"), [("rectangle", 2400.0), ("ellipse", 600 * np.pi)])
def test_that_rectangle_and_ellipse_are_what_the_drag_spans(pair: Eyes, tool: str, expected: float) -> None:
    stroke(pair, tool, (100, 100), (160, 140))
    assert last(pair).bounds == pytest.approx((100, 100, 160, 140), abs=1)
    assert area(last(pair)) == pytest.approx(expected, rel=0.04)


def test_that_a_freehand_outline_and_a_brush_stroke_cover_what_was_drawn(pair: Eyes) -> None:
    stroke(pair, "freehand", (100, 100), (160, 100), (160, 140), (100, 140), (100, 101))
    assert area(last(pair)) == pytest.approx(2400, rel=0.05)
    pair.window.document.look.set(brush=10.0)
    scale = pair.window.stage.panes[0].transform().m11()
    stroke(pair, "brush", (100, 200), (160, 200))
    radius = 10 / scale
    assert area(last(pair)) == pytest.approx(120 * radius + np.pi * radius**2, rel=0.05)


def test_that_shift_adds_to_the_selected_region_and_alt_takes_off(pair: Eyes) -> None:
    stroke(pair, "rectangle", (100, 100), (140, 140))
    before = area(last(pair))
    stroke(pair, "rectangle", (140, 100), (180, 140), held=Shift)
    assert len(pair.window.document.regions) == 1
    assert area(last(pair)) == pytest.approx(2 * before, rel=0.05)
    stroke(pair, "rectangle", (120, 90), (200, 150), held=Alt)
    assert area(last(pair)) == pytest.approx(before / 2, rel=0.08)
    pair.act("undo")
    pair.act("undo")
    assert area(last(pair)) == pytest.approx(before)


def test_that_taking_all_of_a_region_off_is_refused_in_words(pair: Eyes) -> None:
    stroke(pair, "rectangle", (100, 100), (140, 140))
    stroke(pair, "rectangle", (90, 90), (150, 150), held=Alt)
    assert "no area" in pair.window.banner.text.lower() or "left" in pair.window.banner.text.lower()
    assert len(pair.window.document.regions) == 1


def test_that_esc_takes_a_drag_back(pair: Eyes) -> None:
    pane = pair.window.stage.panes[0]
    pair.act("rectangle")
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, No, pair.at(pane, (100, 100)).toPoint())
    QTest.mouseMove(pane.viewport(), pair.at(pane, (150, 150)).toPoint())
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, No, pair.at(pane, (150, 150)).toPoint())
    assert pair.window.document.regions == ()


def test_that_a_handle_scales_about_the_opposite_corner(pair: Eyes) -> None:
    stroke(pair, "rectangle", (100, 100), (140, 140))
    pane = pair.window.stage.panes[0]
    handles = pane.outlines[0].scalers(pane.transform().m11())
    target = (handles[2][0] + 40, handles[2][1] + 20)
    pair.drag(pane, handles[2], target)
    left, top, right, bottom = last(pair).bounds
    span = handles[2][0] - handles[0][0], handles[2][1] - handles[0][1]
    expected = 40 * (1 + 40 / span[0]), 40 * (1 + 20 / span[1])
    assert (right - left, bottom - top) == pytest.approx(expected, abs=1.5)
    assert 100 < left < 125
    assert pair.window.document.undo.undoText().startswith("move")
    pair.act("undo")
    assert last(pair).bounds == pytest.approx((100, 100, 140, 140), abs=1)


def test_that_a_double_click_sets_a_corner_and_alt_takes_one_off(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pane = pair.window.stage.panes[0]
    middle = tuple(np.mean([CHEEK[0], CHEEK[1]], axis=0))
    at = pair.at(pane, (float(middle[0]), float(middle[1]))).toPoint()
    double_click(pane.viewport(), at)
    ring = last(pair).polygons[0][0]
    assert len(ring) == 5
    assert ring[1] == pytest.approx(middle, abs=1)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, Alt, at)
    assert len(last(pair).polygons[0][0]) == 4


def test_that_a_corner_snaps_to_another_outline(pair: Eyes) -> None:
    commands.add_region(pair.window.document, CHEEK)
    pair.window.document.select("")
    pane = pair.window.stage.panes[0]
    near = pair.at(pane, CHEEK[1]) + QPointF(4, 3)
    pair.act("polygon")
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, No, near.toPoint())
    assert pair.window.document.look.draft[0] == pytest.approx(CHEEK[1], abs=1e-6)


def test_that_m_mirrors_about_the_midline_the_user_dragged(pair: Eyes) -> None:
    document, pane = pair.window.document, pair.window.stage.panes[0]
    commands.add_region(document, CHEEK)
    commands.change_region(document, document.selected, name="left cheek", arm="treated", side="left")
    pair.act("midline")
    pair.drag(pane, (150, 150), (160, 150))
    line = document.look.midline
    assert line is not None
    assert line.start[0] == pytest.approx(160, abs=1)
    document.select("left cheek")
    pair.act("mirror")
    assert (last(pair).name, last(pair).arm, last(pair).side) == ("right cheek", "untreated", "right")
    expected = Midline(line.start, line.end).reflected(np.array(CHEEK))
    assert np.abs(np.array(last(pair).polygons[0][0]) - expected).max() < 1e-6
    pair.act("undo")
    assert [region.name for region in document.regions] == ["left cheek"]


def test_that_a_twin_has_the_same_area_and_overlaps_join_or_are_cut(pair: Eyes) -> None:
    document = pair.window.document
    commands.add_region(document, CHEEK)
    wanted = area(last(pair))
    pair.act("twin")
    assert area(last(pair)) == pytest.approx(wanted, rel=0.005)
    document.select("Region 1")
    pair.act("duplicate")
    overlapping = area(last(pair))
    pair.act("cut_off")
    assert 0 < area(last(pair)) < overlapping
    pair.act("undo")
    pair.act("join")
    assert "Region 1" not in [region.name for region in document.regions]


def test_that_a_template_is_laid_into_the_selected_box(pair: Eyes) -> None:
    stroke(pair, "rectangle", (50, 50), (250, 250))
    pair.window.seeing.lay_template("face-front")
    laid = pair.window.document.regions[1:]
    assert len(laid) > 2
    assert all(region.bounds[0] >= 50 and region.bounds[2] <= 250 for region in laid)


def test_that_a_known_length_gives_the_scale(pair: Eyes) -> None:
    stroke(pair, "ruler", (100, 100), (200, 100))
    dialog = pair.window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setDoubleValue(50.0)
    dialog.accept()
    assert pair.window.document.mm_per_pixel == pytest.approx(0.5, rel=0.02)


def test_that_a_marked_card_has_its_role(pair: Eyes) -> None:
    pair.act("mark_gray")
    pane = pair.window.stage.panes[0]
    pair.drag(pane, (20, 20), (60, 60))
    assert last(pair).role == "gray"
    pair.act("rectangle")
    pair.drag(pane, (100, 100), (160, 160))
    assert last(pair).role == "measure"


def test_that_a_painted_vessel_is_measured_again_and_undone(pair: Eyes) -> None:
    document = pair.window.document
    document.author = "R1"
    stroke(pair, "vessel_add", (100, 100), (160, 140))
    pair.settle()
    (painted,) = document.vessels.strokes
    assert (painted.action, painted.photo, painted.author) == ("add", "baseline", "R1")
    assert painted.time
    assert document.measured
    stroke(pair, "vessel_remove", (100, 100), (160, 140), pane=1)
    assert document.vessels.strokes[1].photo == "followup"
    pair.act("undo")
    pair.act("undo")
    assert document.vessels.strokes == ()
