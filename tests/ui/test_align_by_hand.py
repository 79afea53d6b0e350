"""A user lays the follow-up onto the baseline by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui import by_hand, commands
from photocompare_ui.dialogs.align_by_hand import AlignByHand
from photocompare_ui.views.point_pane import PointPane
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from skimage.filters import gaussian
from skimage.transform import AffineTransform, SimilarityTransform, warp

from photocompare import compare
from tests.blobs import AFTER, BEFORE, blob

from .conftest import CHEEK, Eyes, save

TURN = SimilarityTransform(translation=(-150, -150)) + SimilarityTransform(
    scale=0.9, rotation=np.deg2rad(75), translation=(160, 145)
)
SPOTS = [(90.0, 70.0), (205.0, 85.0), (100.0, 205.0), (190.0, 215.0)]

SPOT = [(130.0, 100.0), (185.0, 100.0), (185.0, 138.0), (130.0, 138.0)]


def there(point: tuple[float, float], truth: AffineTransform = TURN) -> tuple[float, float]:
    x, y = truth([point])[0]
    return float(x), float(y)


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory, portrait: NDArray[np.uint8]) -> tuple[Path, Path]:
    """Return the portrait, and the same turned by 75 degrees and out of focus: nothing matches by itself."""
    folder = tmp_path_factory.mktemp("turned")
    # Skimage counts from the middle of the first pixel, the window from its corner.
    half = SimilarityTransform(translation=(0.5, 0.5))
    move = half + TURN + half.inverse
    after = warp(portrait / 255.0, move.inverse, order=3, mode="reflect").clip(0, 1)
    blurred = gaussian(after, 1.6, channel_axis=-1)
    first = save(folder / "before.png", portrait, "2024:03:01 10:12:00")
    return first, save(folder / "turned.png", np.rint(255 * blurred).astype(np.uint8), "2024:04:02 09:40:00")


@pytest.fixture
def lost(user: Eyes, turned: tuple[Path, Path]) -> Eyes:
    """The window with a pair that the automatic alignment gives up."""
    user.open(*turned)
    comparison = user.window.document.comparison
    assert comparison is not None
    assert comparison.alignment.grade == "refused"
    return user


@pytest.fixture(scope="module")
def blobs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a pair of which only the outline of the skin can be matched."""
    folder = tmp_path_factory.mktemp("blobs")
    first = save(folder / "before.png", blob(*BEFORE), "2024:03:01 10:12:00")
    return first, save(folder / "later.png", blob(*AFTER), "2024:04:02 09:40:00")


def asked(user: Eyes) -> AlignByHand:
    user.act("by_hand")
    dialog = user.window.findChild(AlignByHand)
    assert dialog is not None
    user.wait(dialog.isVisible)
    QApplication.processEvents()
    return dialog


def click(pane: PointPane, point: tuple[float, float]) -> None:
    at = pane.viewportTransform().map(QPointF(*point)).toPoint()
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_pairs(dialog: AlignByHand, spots: list[tuple[float, float]]) -> None:
    for spot in spots:
        click(dialog.panes[0], spot)
        click(dialog.panes[1], there(spot))


def carried(user: Eyes) -> NDArray[np.float64]:
    alignment = user.window.document.alignment
    assert alignment is not None
    return alignment.to_followup(np.array(CHEEK))


@pytest.mark.parametrize("refine", [False, True])
def test_that_four_pairs_by_mouse_carry_regions_and_numbers(lost: Eyes, refine: bool) -> None:
    document = lost.window.document
    assert document.alignment is None
    commands.add_region(document, CHEEK)
    dialog = asked(lost)
    dialog.side.refine.setChecked(refine)
    click_pairs(dialog, SPOTS)
    assert [dialog.side.pairs.count(), dialog.choices.accept.isEnabled() or dialog.busy] == [4, True]
    lost.wait(lambda: not dialog.busy)
    assert "off by" in dialog.side.pairs.item(0).text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    lost.wait(lambda: document.by_hand is not None)
    lost.settle()
    off = np.linalg.norm(carried(lost) - TURN(np.array(CHEEK)), axis=1)
    assert off.max() < (0.5 if refine else 2)
    assert document.comparison is not None
    assert document.measured
    assert {abs(row.change or 99) < 1 for row in document.comparison.measurements} == {True}
    assert "by hand" in lost.window.status.words.text()
    assert lost.window.actions_by_id["wipe"].isEnabled()
    # An edit keeps the map, and so do the points when the dialog opens again.
    kept = document.alignment
    commands.remove_region(document)
    lost.settle()
    assert document.alignment is kept
    lost.wait(lambda: lost.window.findChild(AlignByHand) is None)
    assert len(asked(lost).pairing.pairs) == 4


def test_that_enter_waits_for_the_refinement(lost: Eyes) -> None:
    dialog = asked(lost)
    click_pairs(dialog, SPOTS)
    assert dialog.busy
    dialog.accept()
    lost.wait(lambda: lost.window.document.by_hand is not None)
    assert lost.window.document.by_hand is not None
    assert lost.window.document.by_hand.alignment.grade in ("good", "usable")


def test_that_the_banner_of_a_refused_pair_offers_it(lost: Eyes) -> None:
    assert lost.window.banner._action.text() == "Align by hand…"
    lost.window.banner._action.click()
    assert lost.window.findChild(AlignByHand) is not None


def test_that_esc_leaves_everything_as_it_was(pair: Eyes) -> None:
    document = pair.window.document
    before = document.comparison
    dialog = asked(pair)
    click_pairs(dialog, SPOTS)
    QTest.keyClick(dialog.panes[0], Qt.Key.Key_Escape)
    pair.wait(lambda: pair.window.findChild(AlignByHand) is None)
    pair.settle()
    assert document.comparison is before
    assert document.by_hand is None


def test_that_points_are_dragged_removed_undone_and_redone(lost: Eyes) -> None:
    dialog = asked(lost)
    click_pairs(dialog, SPOTS)
    left = dialog.panes[0]
    port, at = left.viewport(), left.viewportTransform().map(QPointF(*SPOTS[1])).toPoint()
    before = dialog.pairing.pairs
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=at)
    for step in range(1, 6):
        QTest.mouseMove(port, QPointF(at.x() + 8 * step, at.y()).toPoint())
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPointF(at.x() + 40, at.y()).toPoint())
    moved = dialog.pairing.pairs[1].baseline
    assert moved is not None
    assert moved[0] == pytest.approx(SPOTS[1][0] + 40 / left.sight.scale, abs=1)
    QTest.keyClick(left, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.pairing.pairs == before
    QTest.keyClick(left, Qt.Key.Key_Delete)
    assert dialog.pairing.pairs == (before[0], before[2], before[3])
    QTest.keyClick(left, Qt.Key.Key_Backspace)
    QTest.keyClick(left, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(left, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.pairing.pairs == before
    QTest.keyClick(left, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.pairing.pairs) == 3


def test_that_a_wrong_pair_is_named(lost: Eyes) -> None:
    dialog = asked(lost)
    dialog.side.refine.setChecked(False)
    more = [*SPOTS, (150.0, 140.0), (120.0, 100.0), (220.0, 150.0)]
    click_pairs(dialog, more)
    x, y = there(more[4])
    dialog.pairing.move(4, "followup", (x + 25, y))
    lost.wait(lambda: not dialog.busy)
    marked = [dialog.side.pairs.item(row).text() for row in range(7)]
    assert [row for row, text in enumerate(marked) if "▲" in text] == [4]


def test_that_points_in_a_line_are_refused_with_the_reason(lost: Eyes) -> None:
    dialog = asked(lost)
    click_pairs(dialog, [(80.0, 150.0), (150.0, 150.0), (220.0, 150.0)])
    lost.wait(lambda: not dialog.busy)
    assert "one line" in dialog.side.grade.text()
    assert not dialog.choices.accept.isEnabled()


def test_that_the_automatic_alignment_can_have_the_pair_back(alone: Eyes) -> None:
    document = alone.window.document
    automatic = document.alignment
    dialog = asked(alone)
    shift = [((x, y), (x + 40, y)) for x, y in SPOTS]
    dialog.side.refine.setChecked(False)
    dialog.pairing.replace(tuple(by_hand.Pair(*one) for one in shift))
    alone.wait(lambda: not dialog.busy)
    dialog.accept()
    alone.settle()
    assert automatic is not None
    assert document.alignment is not None
    assert document.alignment.method == "landmarks"
    alone.wait(lambda: alone.window.findChild(AlignByHand) is None)
    asked(alone).choices.automatic.click()
    alone.settle()
    assert document.alignment is not None
    assert np.allclose(document.alignment.homography, automatic.homography)


def test_that_points_survive_a_file_and_a_swap(lost: Eyes, tmp_path: Path) -> None:
    pairs = tuple(by_hand.Pair(spot, there(spot)) for spot in SPOTS)
    path = tmp_path / "points.csv"
    path.write_text(by_hand.pairs_csv(pairs))
    read = by_hand.read_pairs(path)
    assert np.allclose(by_hand.whole(read), by_hand.whole(pairs), atol=1e-3)
    dialog = asked(lost)
    dialog.pairing.replace(read)
    dialog.accept()
    lost.wait(lambda: lost.window.document.by_hand is not None)
    lost.settle()
    lost.act("swap")
    lost.settle()
    swapped = lost.window.document.by_hand
    assert swapped is not None
    assert swapped.pairs[0].baseline == read[0].followup
    assert lost.window.document.alignment is swapped.alignment


def test_that_a_view_only_pair_is_measured_where_the_user_places_the_outline(
    user: Eyes, blobs: tuple[Path, Path]
) -> None:
    user.open(*blobs)
    document, (left, right) = user.window.document, user.window.stage.panes[:2]
    user.draw(left, SPOT)
    user.settle()
    assert "only the outline" in user.window.banner.text
    assert user.window.banner._action.text() == "Align by hand…"
    assert not user.window.actions_by_id["wipe"].isEnabled()
    # A suggestion stands on the follow-up, and measures nothing.
    assert [outline.suggested for outline in right.outlines] == [True]
    assert document.comparison is not None
    assert document.comparison.refused
    before = document.regions[0].polygons
    middle = right.outlines[0].rings[0].mean(axis=0)
    # A slow hand: the pair is measured, and the message goes, while the button is still held.
    user.drag(right, (middle[0], middle[1]), (middle[0] + 10, middle[1] + 4), pause=user.settle)
    user.settle()
    assert not right.outlines[0].suggested
    assert document.regions[0].polygons == before
    assert np.allclose(right.outlines[0].rings[0].mean(axis=0), middle + np.array([10, 4]), atol=1)
    assert document.comparison.measurements[0].change is not None
    assert "W431" in {finding.code for finding in document.comparison.all_findings}
    user.wait(user.window.banner.isHidden)
    # A corner on each photo by itself.
    corner = right.outlines[0].corners[0][0][0]
    user.drag(right, (corner[0], corner[1]), (corner[0] - 12, corner[1]))
    assert document.regions[0].polygons == before
    user.act("undo")
    user.act("undo")
    assert right.outlines[0].suggested
    user.act("place")
    user.settle()
    assert document.regions[0].followup
    assert document.comparison.measurements[0].change is not None


def test_that_skin_outlined_on_an_unaligned_follow_up_is_what_is_aligned_on(lost: Eyes) -> None:
    document, right = lost.window.document, lost.window.stage.panes[1]
    lost.draw(right, [(40.0, 40.0), (200.0, 50.0), (180.0, 220.0)])
    assert "Taken as skin" in lost.window.banner.text
    lost.settle()
    (region,) = document.regions
    assert (region.role, region.photo) == ("skin", "followup")
    assert np.allclose(region.polygons[0][0][0], (40, 40), atol=1)
    assert [outline.name for outline in right.outlines] == [region.name]
    # On the skin alone the pair can be aligned after all, and rightly.
    off = np.linalg.norm(carried(lost) - TURN(np.array(CHEEK)), axis=1)
    assert off.max() < 2


def test_that_the_window_and_the_command_line_align_on_the_same_skin(alone: Eyes) -> None:
    document = alone.window.document
    found = document.comparison
    commands.add_region(document, [(60.0, 30.0), (200.0, 30.0), (200.0, 200.0), (60.0, 200.0)])
    alone.settle()
    assert found is not None
    assert document.comparison is not None
    assert document.comparison.alignment is found.alignment
    alone.act("skin")
    alone.settle()
    assert document.baseline is not None
    assert document.followup is not None
    alone = compare(document.baseline, document.followup, document.regions, alone.window.comparing.recipe)
    assert document.comparison.alignment.to_json() == alone.alignment.to_json()
    assert alone.alignment.to_json() != found.alignment.to_json()
    assert [row.change for row in document.comparison.measurements] == [
        row.change for row in alone.measurements
    ]


def test_that_an_alignment_by_hand_comes_back_from_its_file(lost: Eyes, tmp_path: Path) -> None:
    document, path = lost.window.document, tmp_path / "alignment.json"
    dialog = asked(lost)
    dialog.side.refine.setChecked(False)
    click_pairs(dialog, SPOTS)
    dialog.accept()
    lost.wait(lambda: document.by_hand is not None)
    lost.settle()
    before = carried(lost)
    lost.window.aligning.save(path)
    document.set_by_hand(None)
    lost.settle()
    assert document.alignment is None
    lost.window.aligning.load(path)
    lost.settle()
    assert np.array_equal(carried(lost), before)
    lost.wait(lambda: lost.window.findChild(AlignByHand) is None)
    assert len(asked(lost).pairing.pairs) == 4
