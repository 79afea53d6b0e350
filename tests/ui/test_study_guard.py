"""The wrong patient, a study that is open elsewhere, a locked one: said, and nothing done by mistake."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui import commands

from photocompare.study import open_study as read_study

from .conftest import Eyes, open_study

STUDY = Path("vein-series") / "study.photostudy"


def test_that_two_subjects_are_compared_only_after_a_word_of_the_user(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, document = user.window.room, user.window.document
    before = document.followup
    other = next(one for one in room.desk.study.photos if one.subject == "S02")
    room.subjects.tree.setCurrentIndex(room.subjects.index_of(other.id))
    user.act("compare_selected")
    user.settle()
    assert document.followup is before
    assert "S01, S02" in user.window.banner.text
    head = room.desk.opened.head
    user.window.banner._action.click()
    user.wait(lambda: document.followup is not None and document.followup.sha256 == other.sha256)
    user.settle()
    assert room.desk.baseline is None
    commands.add_region(document, [(10.0, 10.0), (90.0, 10.0), (50.0, 90.0)])
    assert not room.keeping.flush()
    assert room.desk.opened.head == head
    assert "S01" not in user.window.windowTitle()


def test_that_a_photo_that_was_exchanged_is_refused_and_the_visit_before_stays(
    user: Eyes, studies: Path, photos: dict[str, Path]
) -> None:
    open_study(user, studies / STUDY, "S01")
    shown = user.window.document.followup
    exchanged = next(studies.joinpath("vein-series").glob("S02_left*day-0.jpg"))
    exchanged.write_bytes(photos["before"].read_bytes())
    user.window.room.visiting.show_subject("S02")
    user.settle()
    assert user.window.document.followup is shown
    assert user.window.room.desk.baseline.subject == "S01"
    assert "not the one" in user.window.banner.text


def test_that_a_study_opened_again_does_not_lock_itself_out(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    open_study(user, studies / STUDY)
    assert user.window.room.desk.writable
    assert not user.window.banner.isVisible()


def test_that_another_study_opens_where_the_file_of_the_last_one_is_gone(user: Eyes, studies: Path) -> None:
    first, second = (studies / name / "study.photostudy" for name in ("vein-series", "sclerotherapy"))
    open_study(user, first, "S01")
    first.unlink()
    open_study(user, second)
    assert user.window.room.desk.opened.path == second


def test_that_a_study_closed_while_a_visit_is_read_leaves_a_loose_pair(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    user.window.room.visiting.show_subject("S02")
    user.act("close_study")
    user.settle()
    assert user.window.document.measured
    assert user.window.room.desk.baseline is None


def test_that_the_title_names_whose_skin_it_is(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    user.act("next_subject")
    user.wait(lambda: user.window.room.desk.selected == "S02")
    user.settle()
    assert user.window.windowTitle().startswith("S02  ·  left leg lateral")


def test_that_a_second_opener_reads_only_and_is_told_who_writes(user: Eyes, studies: Path) -> None:
    with read_study(studies / STUDY, who="nurse"):
        open_study(user, studies / STUDY, "S01")
        assert not user.window.room.desk.writable
        assert "nurse" in user.window.room.filing.state_text().lower()
        commands.add_region(user.window.document, [(10.0, 10.0), (90.0, 10.0), (50.0, 90.0)])
        assert not user.window.room.keeping.flush()
        user.act("undo")
    assert not user.window.document.undo.canUndo()


def test_that_a_study_opened_once_more_in_its_own_window_can_still_be_edited(
    user: Eyes, studies: Path
) -> None:
    for _ in range(2):
        open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
        assert user.window.room.desk.writable


def test_that_a_locked_study_says_so_and_keeps_nothing(user: Eyes, studies: Path) -> None:
    with read_study(studies / STUDY) as opened:
        opened.lock("all visits done")
    open_study(user, studies / STUDY)
    assert "locked" in user.window.banner.text
    assert not user.window.room.desk.writable


def test_that_a_loose_pair_stays_possible_beside_a_study(
    user: Eyes, studies: Path, photos: dict[str, Path]
) -> None:
    open_study(user, studies / STUDY, "S01")
    head = user.window.room.desk.opened.head
    user.open(photos["before"], photos["after"])
    document = user.window.document
    assert user.window.room.desk.baseline is None
    assert not user.window.room.bar.isVisible()
    commands.add_region(document, [(100.0, 100.0), (150.0, 100.0), (120.0, 150.0)])
    user.act("undo")
    assert document.regions == ()
    assert user.window.room.desk.opened.head == head
