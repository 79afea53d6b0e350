"""A user opens a study and goes through it: subjects, visits, lights."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui.models.subjects import BADGES
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from photocompare.study import with_timepoint

from .conftest import Eyes, double_click, open_study


def test_that_a_double_click_compares_the_first_and_the_latest_visit(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy")
    room, document = user.window.room, user.window.document
    tree = room.subjects.tree
    index = room.subjects.subject_index("S01")
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    double_click(tree.viewport(), place)
    user.wait(lambda: document.shape("baseline") is not None)
    user.wait(lambda: document.measured, timeout=90000)
    user.settle()
    assert room.desk.baseline.timepoint == "day 0"
    assert room.desk.followup.timepoint == "1 month"
    assert document.comparison.alignment.accepted
    assert {row.region.name for row in document.comparison.measurements} == {
        region.name for region in document.regions if region.role == "measure"
    }
    assert document.mm_per_pixel == room.desk.baseline.mm_per_pixel
    assert "S01" in user.window.windowTitle()
    assert room.whose.code.text() == "S01"
    user.wait(room.whose.picture.isVisible)
    assert 0 < room.whose.picture.height() <= user.window.menuBar().height()
    room.filing.close()
    user.settle()
    assert not room.whose.isVisible()
    assert "1 month" in user.window.measurements.model.as_csv()


def test_that_ruler_and_arrows_go_to_another_visit_and_keep_the_baseline(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy")
    room, document = user.window.room, user.window.document
    room.visiting.show_subject("S01")
    user.settle()
    baseline, ruler = document.baseline, room.bar.timeline
    assert (ruler.marks[0].label, ruler.marks[0].state) == ("day 0", "baseline")
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=ruler.place("day 3").toPoint())
    user.wait(lambda: room.desk.followup is not None and room.desk.followup.timepoint == "day 3")
    user.settle()
    assert document.baseline is baseline
    user.window.stage.panes[0].setFocus()
    QTest.keyClick(user.window.stage.panes[0], Qt.Key.Key_Left)
    user.wait(lambda: room.desk.followup.timepoint == "day 2")
    user.settle()
    user.act("next_visit")
    user.wait(lambda: room.desk.followup.timepoint == "day 3")
    user.settle()


def test_that_pictures_badges_and_counts_come_and_the_search_narrows(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "split-face" / "study.photostudy")
    room = user.window.room
    user.wait(lambda: not room.looking.busy, timeout=60000)
    photo = room.desk.study.photos[0]
    index = room.subjects.index_of(photo.id)
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    badge = index.siblingAtColumn(1).data()
    assert badge[0] in BADGES.values()
    assert len(badge.split()) == 2
    assert f"{len(room.desk.study.photos)} photographs" in room.subjects.counts.text()
    room.subjects.search.setText("nobody")
    assert room.subjects.tree.model().rowCount() == 0
    room.subjects.search.setText("face")
    assert room.subjects.tree.model().rowCount() > 0


def test_that_the_light_can_be_chosen_and_only_like_is_compared(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "split-face" / "study.photostudy")
    room, document = user.window.room, user.window.document
    room.visiting.show_subject("S01")
    user.settle()
    assert document.comparison.lighting == "normal"
    box = room.bar.lighting
    assert box.isVisible()
    box.setCurrentIndex(box.findData("uv"))
    box.activated.emit(box.currentIndex())
    user.wait(lambda: room.desk.baseline is not None and room.desk.baseline.lighting == "uv")
    user.settle()
    assert room.desk.followup.lighting == "uv"
    assert document.comparison.lighting == "uv"


def test_that_a_visit_without_a_photo_is_seen_on_the_ruler(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy")
    room = user.window.room
    room.desk.save(with_timepoint(room.desk.study, "3 months", 90), "Plan a visit")
    room.visiting.show_subject("S01")
    user.settle()
    last = room.bar.timeline.marks[-1]
    assert (last.label, last.state, last.photo) == ("3 months", "missing", None)
    assert "3 months no photograph" in room.bar.timeline.accessibleDescription()


def test_that_a_check_given_up_half_way_calls_no_photograph_unfit(user: Eyes, studies: Path) -> None:
    looking = user.window.room.looking
    open_study(user, studies / "sclerotherapy" / "study.photostudy")
    photos = [
        (one.id, entry.photo)
        for one, entry in zip(
            user.window.room.desk.study.photos, user.window.room.desk.manifest.entries, strict=True
        )
    ]
    for known in (1, 2):
        user.wait(lambda known=known: sum(bool(one.status) for one in looking.seen.values()) >= known)
        # Stops the reader within the next photo, as an edit of the study does.
        looking.look(photos)
    user.wait(lambda: sum(bool(one.status) for one in looking.seen.values()) > 2)
    assert {one.status for one in looking.seen.values() if one.status} == {"ok"}
