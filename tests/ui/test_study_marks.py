"""Midline and painted vessels belong to the study: kept per view and photo, undone, told of whom."""

from __future__ import annotations

from pathlib import Path

from photocompare_ui import marks

from photocompare.study import open_study as read_study
from photocompare.study import with_painted
from photocompare.vessels import Stroke

from .conftest import Eyes, open_study

STUDY = Path("split-face") / "study.photostudy"


def test_that_a_moved_midline_is_kept_for_the_view_and_undone(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, look, pane = user.window.room, user.window.document.look, user.window.stage.panes[0]
    view = room.desk.baseline.view
    user.act("midline")
    upright = look.midline
    room.keeping.flush()
    assert room.desk.study.midline_of("S01", view) is None
    user.drag(pane, upright.end, (upright.end[0] + 40, upright.end[1] - 10))
    user.wait(lambda: room.desk.opened.history.undo_text == "Move the midline")
    moved = look.midline
    assert moved.start == upright.start
    assert moved.end[0] > upright.end[0] + 20
    events = room.desk.head[0]
    user.act("midline")
    user.act("midline")
    assert look.midline == moved
    room.visiting.show_subject("S02")
    user.settle()
    user.act("midline")
    assert look.midline == upright
    user.act("undo")
    user.wait(lambda: room.desk.baseline.subject == "S01")
    user.settle()
    assert room.desk.study.midline_of("S01", view) is None
    user.act("redo")
    user.settle()
    user.act("midline")
    assert look.midline == moved
    assert room.desk.head[0] == events + 2
    with read_study(studies / STUDY, write=False) as saved:
        assert saved.study.midline_of("S01", view) == (moved.start, moved.end)


def test_that_a_midline_moved_over_a_loose_pair_is_undone_as_one_step(alone: Eyes) -> None:
    look, pane = alone.window.document.look, alone.window.stage.panes[0]
    alone.act("midline")
    upright = look.midline
    alone.drag(pane, upright.start, (upright.start[0] + 30, 20))
    assert look.midline != upright
    alone.act("undo")
    assert look.midline == upright


def test_that_painted_vessels_are_the_studys_with_author_and_time(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, document = user.window.room, user.window.document
    baseline, followup = room.desk.baseline, room.desk.followup
    add = Stroke("add", ((50.0, 60.0), (90.0, 70.0)), 4)
    marks.paint_vessel(document, add)
    marks.paint_vessel(document, Stroke("remove", ((50.0, 60.0), (70.0, 65.0)), 6, "followup"))
    room.keeping.flush()
    study = room.desk.study
    (kept,) = study.painted_on(baseline.id)
    (taken,) = study.painted_on(followup.id)
    assert (kept.action, kept.points, kept.author, taken.action) == ("add", add.points, "operator", "remove")
    assert kept.time.startswith("20")
    user.act("close_study")
    open_study(user, studies / STUDY, "S02")
    assert document.vessels.strokes == ()
    room.visiting.show_subject("S01")
    user.settle()
    assert [one.photo for one in document.vessels.strokes] == ["baseline", "followup"]
    user.act("undo")
    user.settle()
    assert [one.photo for one in document.vessels.strokes] == []
    assert room.desk.study == with_painted(with_painted(study, baseline.id, ()), followup.id, ())
