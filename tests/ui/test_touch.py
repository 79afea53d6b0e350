"""A user at a touch screen or a trackpad: two fingers zoom and move, one does what the mouse does."""

from __future__ import annotations

import pytest
from photocompare_ui.views.pane import Pane
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .conftest import CHEEK, Eyes, fresh

Fingers = list[QPointF]


class Screen:
    """A touch screen over one pane."""

    def __init__(self, pane: Pane) -> None:
        self._port = pane.viewport()
        self._device = QTest.createTouchDevice()

    def move(self, *steps: Fingers) -> None:
        """Lay fingers down at the first step, one after the other; move them to the others; lift them."""
        touch = QTest.touchEvent(self._port, self._device, False)
        for number, at in enumerate(steps[0]):
            for earlier in range(number):
                touch.stationary(earlier)
            touch.press(number, at.toPoint(), self._port).commit()
        for step in steps[1:]:
            for number, at in enumerate(step):
                touch.move(number, at.toPoint(), self._port)
            touch.commit()
        for number, at in enumerate(steps[-1]):
            touch.release(number, at.toPoint(), self._port)
        touch.commit()


@pytest.fixture
def user(opened: Eyes) -> Eyes:
    return fresh(opened)


def test_that_two_fingers_zoom_about_their_middle_and_move_it(user: Eyes) -> None:
    panes = user.window.stage.board.shown
    pane, middle = panes[0], QPointF(120, 150)
    before, under = pane.sight, pane.grid_point(middle)
    apart = [[middle - QPointF(by, 0), middle + QPointF(by, 0)] for by in (30, 45, 60)]
    Screen(pane).move(*apart)
    assert pane.sight.scale == pytest.approx(2 * before.scale)
    assert pane.grid_point(middle) == pytest.approx(under, abs=0.5)
    assert panes[1].sight.scale == pane.sight.scale, "linked"
    moved = QPointF(24, -10)
    Screen(pane).move(apart[0], [at + moved for at in apart[0]])
    assert pane.sight.scale == pytest.approx(2 * before.scale)
    assert pane.grid_point(middle + moved) == pytest.approx(under, abs=0.5)


def test_that_one_finger_pans_selects_and_draws(user: Eyes) -> None:
    window, pane = user.window, user.window.stage.panes[0]
    screen, start = Screen(pane), QPointF(150, 150)
    under = pane.grid_point(start)
    screen.move([start], [start + QPointF(9, 0)], [start + QPointF(40, 20)])
    assert pane.grid_point(start + QPointF(40, 20)) == pytest.approx(under, abs=0.5)
    window.stage.fit()
    user.act("polygon")
    for corner in (*CHEEK, CHEEK[0]):
        screen.move([user.at(pane, corner)])
    assert [len(one.polygons[0][0]) for one in window.document.regions] == [4]
    window.document.select("")
    screen.move([user.at(pane, (125, 128))])
    assert window.document.selected == window.document.regions[0].name


def test_that_the_first_of_two_fingers_sets_no_corner(user: Eyes) -> None:
    pane = user.window.stage.panes[0]
    user.act("polygon")
    Screen(pane).move([QPointF(100, 100), QPointF(160, 100)], [QPointF(90, 100), QPointF(170, 100)])
    assert user.window.document.look.draft == ()
    assert user.window.document.look.tool == "polygon"


def test_that_a_trackpad_s_pinch_zooms_about_the_pointer(user: Eyes) -> None:
    pane, at = user.window.stage.panes[0], QPointF(140, 140)
    before, under = pane.sight.scale, pane.grid_point(at)
    device = QPointingDevice.primaryPointingDevice()
    zoom = Qt.NativeGestureType.ZoomNativeGesture
    there = pane.viewport().mapToGlobal(at)
    event = QNativeGestureEvent(zoom, device, 2, at, at, there, 0.25, QPointF())
    QApplication.sendEvent(pane.viewport(), event)
    assert pane.sight.scale == pytest.approx(1.25 * before)
    assert pane.grid_point(at) == pytest.approx(under, abs=0.5)
