"""A user takes a photo out of a study, and erases a subject who withdrew."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui.dialogs.reason import Reason
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from photocompare.study import open_study as read_study

from .conftest import Eyes, open_study

STUDY = Path("sclerotherapy") / "study.photostudy"


def test_that_a_photo_taken_out_leaves_the_screen_and_undo_brings_it_back(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, document = user.window.room, user.window.document
    shown, before = room.desk.followup, room.desk.study
    assert shown.timepoint == "4 months"
    room.subjects.tree.setCurrentIndex(room.subjects.index_of(shown.id))
    user.act("remove_photo")
    user.wait(lambda: room.desk.followup is not None)
    user.settle()
    assert room.desk.followup.timepoint == "5 weeks"
    assert document.followup.sha256 == room.desk.followup.sha256
    assert shown.id not in {one.id for one in room.desk.study.photos}
    assert next(studies.joinpath("sclerotherapy").glob("S01*4-months.jpg")).is_file()
    user.act("undo")
    user.settle()
    assert room.desk.study.photos == before.photos


def test_that_a_subject_is_erased_only_with_a_reason_and_leaves_the_screen(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, document = user.window.room, user.window.document
    gone = {one.sha256 for one in room.desk.study.photos if one.subject == "S01"}
    room.subjects.tree.setCurrentIndex(room.subjects.subject_index("S01"))
    user.act("erase_subject")
    dialog = user.window.findChild(Reason)
    erase = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not erase.isEnabled()
    QTest.keyClicks(dialog.text, "withdrew consent")
    QTest.mouseClick(erase, Qt.MouseButton.LeftButton)
    user.wait(lambda: room.desk.baseline is not None and room.desk.baseline.subject == "S02")
    user.settle()
    assert {one.code for one in room.desk.study.subjects} == {"S02", "S03"}
    assert document.baseline.sha256 not in gone
    assert document.followup.sha256 not in gone
    assert room.whose.code.text() == "S02"
    assert not user.window.actions_by_id["undo"].isEnabled()
    room.filing.close()
    user.settle()
    with read_study(studies / STUDY) as opened:
        assert {one.code for one in opened.study.subjects} == {"S02", "S03"}
        assert not [one for one in opened.verify() if one.severity == "error"]
    assert b"S01" not in (studies / STUDY).read_bytes()


def test_that_the_last_subject_leaves_an_empty_window(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room = user.window.room
    for code in ("S01", "S02", "S03"):
        room.subjects.tree.setCurrentIndex(room.subjects.subject_index(code))
        dialog = room.removing.ask_subject()
        dialog.text.setText("withdrawn")
        dialog.accept()
        user.settle()
    assert room.desk.study.photos == ()
    assert user.window.document.baseline is None
    assert user.window.stage.welcome.isVisible()
