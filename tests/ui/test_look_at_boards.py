"""A user looks at boards, cuts and maps, moves one pane, and reads values under the pointer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui import commands
from photocompare_ui.image import pyramid
from photocompare_ui.series import Shown
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photocompare.metric import metrics
from photocompare.patches import cut_region
from photocompare.readout import values_at
from photocompare.regions import Midline

from .conftest import CHEEK, Eyes, save
from .test_views import bare, rgb, screen, titles

LEFT = [(60.0, 120.0), (90.0, 118.0), (92.0, 150.0), (62.0, 152.0)]


def viewed(user: Eyes, name: str) -> tuple[NDArray[np.uint8], ...]:
    user.act(name)
    user.settle()
    return tuple(screen(user, index) for index in range(len(user.window.stage.board.shown)))


def further(user: Eyes, count: int) -> None:
    """Show further timepoints: the pair's own follow-up, laid onto the baseline."""
    document = user.window.document
    assert document.followup is not None
    assert document.pictures.followup is not None
    shown = Shown(
        document.followup,
        "Day 5",
        "2026-03-07",
        document.pictures.followup,
        document.pictures.aligned_followup,
        document.alignment,
    )
    document.set_series([replace(shown, title=f"Day {5 + number}") for number in range(count)])


def test_that_the_arms_stand_below_each_other_each_before_and_after(pair: Eyes) -> None:
    document = pair.window.document
    for points, arm in ((CHEEK, "treated"), (LEFT, "untreated")):
        commands.add_region(document, points)
        commands.change_region(document, document.selected, arm=arm)
    pair.settle()
    viewed(pair, "board")
    assert titles(pair) == [
        "Baseline, treated",
        "Follow-up, treated",
        "Baseline, untreated",
        "Follow-up, untreated",
    ]
    panes = pair.window.stage.board.shown
    for pane, points in ((panes[0], CHEEK), (panes[3], LEFT)):
        middle = pane.grid_point(QPointF(pane.viewport().rect().center()))
        extent = np.array(points)
        assert middle == pytest.approx((extent.min(axis=0) + extent.max(axis=0)) / 2, abs=1.5)
    assert panes[0].transform().m11() == panes[3].transform().m11()


def test_that_the_right_half_lies_mirrored_beside_the_left(user: Eyes, tmp_path, portrait) -> None:  # type: ignore[no-untyped-def]
    even = np.concatenate([portrait[:, :150], portrait[:, 149::-1]], axis=1)
    path = save(tmp_path / "even.png", even)
    user.open(path, save(tmp_path / "again.png", even))
    bare(user)
    left, right, _, _ = viewed(user, "halves")
    height, width = min(left.shape[0], right.shape[0]), min(left.shape[1], right.shape[1])
    apart = np.abs(left[:height, :width].astype(int) - right[:height, :width])
    assert np.median(apart) <= 1
    user.window.document.look.set(midline=Midline((120.0, 0.0), (120.0, 300.0)))
    moved = screen(user, 1)
    assert np.abs(moved.astype(int) - right).max() > 20


def test_that_a_checkerboard_shows_both_in_equal_parts(pair: Eyes) -> None:
    bare(pair)
    (after,) = viewed(pair, "blink")
    pair.window.document.look.set(held=True)
    before = screen(pair)
    pair.window.document.look.set(held=False)
    (mixed,) = viewed(pair, "checker")
    inner = np.s_[100:-100, 200:-200]
    differ = np.abs(before[inner].astype(int) - after[inner]).max(axis=-1) > 12
    nearer = np.abs(mixed[inner].astype(int) - before[inner]).sum(axis=-1) < np.abs(
        mixed[inner].astype(int) - after[inner]
    ).sum(axis=-1)
    assert 0.3 < nearer[differ].mean() < 0.7


def test_that_the_lens_follows_the_pointer(pair: Eyes) -> None:
    bare(pair)
    (after,) = viewed(pair, "blink")
    viewed(pair, "lens")
    pane = pair.window.stage.panes[0]
    for at in (QPoint(300, 250), QPoint(420, 330)):
        QTest.mouseMove(pane.viewport(), at)
        QApplication.processEvents()
        seen = np.s_[at.y() - 40 : at.y() + 40, at.x() - 40 : at.x() + 40]
        assert np.abs(screen(pair)[seen].astype(int) - after[seen]).max() <= 4


def test_that_the_wipe_turns_and_cuts_along_its_line(pair: Eyes) -> None:
    bare(pair)
    (after,) = viewed(pair, "blink")
    pair.window.document.look.set(held=True)
    before = screen(pair)
    pair.window.document.look.set(held=False, angle=90.0)
    (wiped,) = viewed(pair, "wipe")
    middle = before.shape[0] // 2
    assert np.array_equal(wiped[: middle - 20, :200], before[: middle - 20, :200])
    assert np.abs(wiped[middle + 20 :, :200].astype(int) - after[middle + 20 :, :200]).max() <= 4
    pane, look = pair.window.stage.panes[0], pair.window.document.look
    turner = pane.divider().turner.toPoint()
    aim = pane.divider().middle + QPointF(0, 120)
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=turner)
    QTest.mouseMove(pane.viewport(), aim.toPoint())
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=aim.toPoint())
    assert look.angle == 0


def test_that_maps_stand_in_the_panes_with_a_bar_of_the_same_range(pair: Eyes) -> None:
    pair.window.document.look.set(mapped=True, metric="a_star")
    pair.settle()
    first, second = (pane.arrangement for pane in pair.window.stage.board.shown)
    assert first is not None
    assert second is not None
    assert first.legend == second.legend
    assert first.legend is not None
    assert (first.legend.low, first.legend.high) == metrics()["a_star"].shown
    assert "Redness a*" in first.captions[0].details
    pair.window.document.look.set(view="difference")
    pair.settle()
    choice = pair.window.stage.metric_choice
    assert choice.isVisible()
    choice.setCurrentIndex(choice.findData("l_star"))
    choice.activated.emit(choice.currentIndex())
    pair.settle()
    shown = pair.window.stage.panes[0].arrangement
    assert shown is not None
    assert "Lightness" in shown.captions[0].details


def test_that_up_to_six_timepoints_stand_side_by_side(pair: Eyes) -> None:
    for count, across in ((1, 3), (2, 2), (3, 3), (4, 3)):
        further(pair, count)
        panes = pair.window.stage.board.shown
        assert len(panes) == count + 2
        assert len({pane.x() for pane in panes}) == across
    assert titles(pair)[2:] == ["Day 5", "Day 6", "Day 7", "Day 8"]
    pair.window.stage.look_at(120, 130, 3.0)
    assert len({pane.transform().m11() for pane in panes}) == 1


def test_that_ctrl_moves_one_pane_which_keeps_its_offset(pair: Eyes) -> None:
    left, right = pair.window.stage.panes[:2]
    together = left.sight
    right.sight_wanted.emit(right.sight.panned(40, 10), True)
    assert left.sight == together
    apart = right.sight.x - left.sight.x
    assert apart == pytest.approx(-40 / left.sight.scale)
    pair.drag(left, (150, 150), (120, 140))
    assert right.sight.x - left.sight.x == pytest.approx(apart)
    pair.act("linked")
    pair.drag(left, (150, 150), (160, 150))
    assert right.sight.x - left.sight.x != pytest.approx(apart)
    pair.act("linked")
    kept = right.sight.x - left.sight.x
    pair.drag(right, (150, 150), (120, 140))
    assert right.sight.x - left.sight.x == pytest.approx(kept)
    pair.act("together")
    assert right.sight == left.sight


def test_that_the_pointer_reads_what_the_table_would_measure(pair: Eyes) -> None:
    pane, document = pair.window.stage.panes[0], pair.window.document
    QTest.mouseMove(pane.viewport(), pair.at(pane, (128.5, 130.5)).toPoint())
    pair.wait(lambda: bool(pane.readout))
    assert pane.readout[0].startswith("Before   EI")
    assert pair.window.stage.panes[1].pointed is not None
    comparison = document.comparison
    assert comparison is not None
    assert comparison.pair is not None
    square = commands.Region("square", ((((126, 128), (131, 128), (131, 133), (126, 133)),),))
    patch = cut_region(comparison.pair, comparison.alignment, square).before
    found = values_at(comparison.pair.baseline, 128.5, 130.5)["erythema_index"]
    assert found == pytest.approx(metrics()["erythema_index"](patch), abs=0.2)


def test_that_the_panes_are_sharp_on_a_screen_of_two_pixels_a_point(pair: Eyes) -> None:
    from PySide6.QtGui import QImage

    pair.act("blink")
    pane = pair.window.stage.panes[0]
    size = pane.viewport().size()
    plain = QImage(size, QImage.Format.Format_RGB32)
    double = QImage(size * 2, QImage.Format.Format_RGB32)
    double.setDevicePixelRatio(2.0)
    for picture in (plain, double):
        pane.viewport().render(picture)
    fine, coarse = rgb(double).astype(float), rgb(plain).astype(float)
    halved = fine.reshape(size.height(), 2, size.width(), 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - coarse).mean() < 4, "the same picture"
    doubled = coarse.repeat(2, axis=0).repeat(2, axis=1)
    assert np.abs(fine - doubled).mean() > 0.5, "with more in it"


def test_that_pictures_of_a_pyramid_outlive_the_array_they_are_made_of() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (500, 600, 3), dtype=np.uint8)
    expected, made = noise.copy(), pyramid(noise)
    noise[:] = 0
    del noise

    assert np.array_equal(rgb(made.levels[0]), expected)
