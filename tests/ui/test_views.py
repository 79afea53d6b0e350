"""A user looks at a pair in every way there is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui.image import pyramid
from photocompare_ui.look import VIEWS
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from .conftest import Eyes, save


def screen(user: Eyes, pane: int = 0) -> NDArray[np.uint8]:
    return rgb(user.window.stage.panes[pane].grab().toImage())


def rgb(image: QImage) -> NDArray[np.uint8]:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return pixels[..., 2::-1].copy()


def bare(user: Eyes) -> None:
    """Leave nothing on the panes but the photographs."""
    user.window.document.look.set(labels=False, shapes=False)


def keys(user: Eyes, kind: QEvent.Type, key: Qt.Key) -> None:
    QApplication.sendEvent(user.window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def test_that_the_wipe_shows_the_baseline_left_and_the_follow_up_right_of_the_divider(pair: Eyes) -> None:
    bare(pair)
    pair.act("blink")
    after = screen(pair)
    keys(pair, QEvent.Type.KeyPress, Qt.Key.Key_Space)
    before = screen(pair)
    keys(pair, QEvent.Type.KeyRelease, Qt.Key.Key_Space)
    pair.act("wipe")
    wiped, middle = screen(pair), before.shape[1] // 2
    assert np.array_equal(wiped[:, : middle - 20], before[:, : middle - 20])
    # The raster engine begins to sample at the divider: a rounding, never a pixel, apart.
    right = np.s_[:, middle + 20 :]
    assert np.abs(wiped[right].astype(int) - after[right]).max() <= 4
    assert np.abs(before[right].astype(int) - after[right]).max() > 20


def test_that_the_divider_is_dragged_by_mouse_and_moved_by_keys(pair: Eyes) -> None:
    pair.act("wipe")
    pane, look = pair.window.stage.panes[0], pair.window.document.look
    y, width = pane.viewport().height() // 2, pane.viewport().width()
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 2, y))
    QTest.mouseMove(pane.viewport(), QPoint(width // 4, y))
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(width // 4, y))
    assert look.divider == pytest.approx(0.25, abs=0.02)
    pair.act("less")
    assert look.divider == pytest.approx(0.30, abs=0.02)


def test_that_space_shows_the_baseline_only_while_it_is_held(pair: Eyes) -> None:
    pair.act("blink")
    assert titles(pair) == ["Follow-up"]
    keys(pair, QEvent.Type.KeyPress, Qt.Key.Key_Space)
    assert titles(pair) == ["Baseline"]
    keys(pair, QEvent.Type.KeyRelease, Qt.Key.Key_Space)
    assert titles(pair) == ["Follow-up"]


def test_that_space_in_a_field_types_a_space(pair: Eyes) -> None:
    field = pair.window.regions.name
    field.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert not pair.window.document.look.held


def test_that_the_onion_skin_lies_between_both(pair: Eyes) -> None:
    bare(pair)
    pair.act("blink")
    after = screen(pair)
    pair.window.document.look.set(held=True)
    before = screen(pair)
    pair.window.document.look.set(held=False, fade=0.5)
    pair.act("onion")
    away_from_the_fader = slice(0, before.shape[0] - 60)
    mean = (before.astype(float) + after)[away_from_the_fader] / 2
    assert np.abs(screen(pair)[away_from_the_fader] - mean).max() <= 2


def test_that_the_difference_is_drawn_with_its_legend(pair: Eyes) -> None:
    pair.act("difference")
    pair.settle()
    arrangement = pair.window.stage.panes[0].arrangement
    assert arrangement is not None
    assert arrangement.legend is not None
    assert "Erythema index" in arrangement.captions[0].details
    again = pair.window.document.pictures.difference
    pair.act("side")
    pair.act("difference")
    assert pair.window.document.pictures.difference is again


def test_that_every_pane_is_labeled_in_every_view(pair: Eyes) -> None:
    for view in VIEWS:
        pair.act(view)
        pair.settle()
        for pane in pair.window.stage.panes:
            if pane.isVisible():
                assert pane.arrangement is not None
                assert all(caption.title for caption in pane.arrangement.captions)
                assert pane.accessibleName()


def test_that_changing_the_view_keeps_zoom_and_place(pair: Eyes) -> None:
    stage = pair.window.stage
    stage.look_at(120, 130, 5.0)
    for view in VIEWS:
        pair.act(view)
        assert (stage.panes[0].sight.x, stage.panes[0].sight.scale) == (120, 5.0)


def test_that_zoom_and_pan_of_one_pane_move_the_other(pair: Eyes) -> None:
    left, right = pair.window.stage.panes[:2]
    pair.drag(right, (150, 150), (120, 140))
    assert left.sight == right.sight
    assert left.sight.x == pytest.approx(180, abs=2)


def test_that_the_wheel_keeps_the_point_under_the_pointer(pair: Eyes) -> None:
    pane = pair.window.stage.panes[0]
    at = QPointF(100, 90)
    before = pane.grid_point(at)
    wheel = QWheelEvent(
        at,
        QPointF(pane.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    pane.wheelEvent(wheel)
    assert np.abs(np.subtract(pane.grid_point(at), before)).max() < 1


def test_that_as_taken_links_the_panes_through_the_alignment(pair: Eyes) -> None:
    pair.act("as_taken")
    pair.window.stage.look_at(128, 130, 4.0)
    right = pair.window.stage.panes[1]
    middle = right.grid_point(QPointF(right.viewport().rect().center()))
    alignment = pair.window.document.alignment
    assert alignment is not None
    assert np.abs(alignment.to_followup(np.array([[128, 130]]))[0] - middle).max() < 1
    assert titles(pair) == ["Baseline", "Follow-up"]


def test_that_the_aligned_follow_up_lies_on_the_baseline(pair: Eyes) -> None:
    bare(pair)
    left, right = screen(pair, 0).astype(float), screen(pair, 1).astype(float)
    height, width = min(left.shape[0], right.shape[0]), min(left.shape[1], right.shape[1])
    inner = np.s_[height // 3 : 2 * height // 3, width // 4 : 3 * width // 4]
    assert np.abs(left[inner] - right[inner]).mean() < 8


def test_that_panels_and_labels_are_hidden_by_a_key(pair: Eyes) -> None:
    with_labels = screen(pair)
    QTest.keyClick(pair.window, Qt.Key.Key_G)
    assert not np.array_equal(screen(pair), with_labels)
    QTest.keyClick(pair.window, Qt.Key.Key_F)
    assert not pair.window.measurements.isVisible()
    QTest.keyClick(pair.window, Qt.Key.Key_F)
    assert pair.window.measurements.isVisible()


def test_that_the_exported_view_is_the_screen_s_and_says_nothing_else(pair: Eyes, tmp_path: Path) -> None:
    pair.act("wipe")
    shown = rgb(pair.window.stage.picture())
    pair.act("export_picture")
    dialog = pair.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "view.png"))
    dialog.accept()
    data = (tmp_path / "view.png").read_bytes()
    saved = rgb(QImage.fromData(data))
    assert np.array_equal(saved[: len(shown)], shown)
    assert np.ptp(saved[len(shown) :]) > 100, "a line below says what was changed"
    assert not [name for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME") if name in data]


def test_that_a_pyramid_keeps_pixels_and_paints_the_unknown_as_surround() -> None:
    picture = np.random.default_rng(1).integers(0, 255, (301, 407, 3), dtype=np.uint8)
    valid = np.ones((301, 407), bool)
    valid[:, :50] = False
    made = pyramid(picture, valid)
    full = rgb(made.levels[0])
    assert np.array_equal(full[:, 50:], picture[:, 50:])
    assert np.unique(full[:, :50]).tolist() == [82]
    assert made.level(0.4).width() == 204
    assert made.level(3.0) is made.levels[0]


def test_that_a_16_bit_photo_is_shown(user: Eyes, tmp_path: Path, portrait: NDArray[np.uint8]) -> None:
    from skimage import io

    path = tmp_path / "deep.tif"
    io.imsave(path, portrait.astype(np.uint16) * 257, check_contrast=False)
    user.window.filing.open_paths([path])
    user.settle()
    bare(user)
    other = save(tmp_path / "flat.png", portrait)
    deep = screen(user)
    user.window.filing.open_paths([other], "baseline")
    user.settle()
    assert np.abs(screen(user).astype(int) - deep).max() <= 1


def titles(user: Eyes) -> list[str]:
    panes = [pane for pane in user.window.stage.panes if pane.isVisible() and pane.arrangement]
    return [caption.title for pane in panes for caption in pane.arrangement.captions]  # type: ignore[union-attr]
