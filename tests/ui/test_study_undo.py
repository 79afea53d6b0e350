"""A user draws in a study: everything is kept by itself, and undo is the study's, after a restart too."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from photocompare_ui import commands

from photocompare.study import open_study as read_study
from photocompare.study.outlines import outlines_at

from .conftest import Eyes, open_study

resource = pytest.importorskip("resource")

STUDY = Path("sclerotherapy") / "study.photostudy"
OUTLINE = [(40.0, 40.0), (160.0, 40.0), (160.0, 150.0)]


def names(user: Eyes) -> list[str]:
    return [region.name for region in user.window.document.regions]


def test_that_a_drawn_region_is_kept_and_undone_after_a_restart(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, before = user.window.room, names(user)
    user.draw(user.window.stage.panes[0], OUTLINE)
    user.wait(lambda: room.desk.opened.history.undo_text == "Draw a region")
    user.settle()
    drawn = names(user)
    assert len(drawn) == len(before) + 1
    with read_study(studies / STUDY, write=False) as saved:
        kept = saved.study.regions_of("S01", "left thigh", "normal")
        assert [region.name for region in kept] == drawn
    user.act("close_study")
    open_study(user, studies / STUDY, "S01")
    assert names(user) == drawn
    assert "Draw a region" in user.window.actions_by_id["undo"].text()
    user.act("undo")
    user.settle()
    assert names(user) == before
    user.act("redo")
    user.settle()
    assert names(user) == drawn


def test_that_drawing_scaling_and_renaming_are_one_history(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    document, room = user.window.document, user.window.room
    scale, first = document.mm_per_pixel, names(user)[0]
    document.set_scale(0.123)
    room.keeping.flush()
    commands.change_region(document, first, name="other")
    room.keeping.flush()
    user.act("undo")
    user.settle()
    assert names(user)[0] == first
    assert document.mm_per_pixel == 0.123
    user.act("undo")
    user.settle()
    assert document.mm_per_pixel == scale


def test_that_an_outline_moved_on_one_visit_stays_that_visit_s(user: Eyes, studies: Path) -> None:
    path = studies / "vein-series" / "study.photostudy"
    open_study(user, path, "S01")
    document, room = user.window.document, user.window.room
    region = next(one for one in document.regions if one.role == "measure")
    there = commands.moved(region.polygons, 12.0, 4.0)
    commands.reshape_region(document, region.name, there, photo="followup")
    room.keeping.flush()
    view, study = room.desk.baseline.view, room.desk.study
    moved = {one.name: one for one in outlines_at(study, "S01", view, "1 month")}[region.name]
    other = {one.name: one for one in outlines_at(study, "S01", view, "day 5")}[region.name]
    assert moved.followup == there
    assert other.followup == ()
    assert moved.polygons == region.polygons
    user.wait(lambda: document.measured)
    user.settle()
    rows = [row for row in document.comparison.measurements if row.region.name == region.name]
    assert all("W416" in {finding.code for finding in row.findings} for row in rows)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="files are limited by POSIX")
def test_that_a_save_that_fails_is_shouted_once_and_made_good_with_the_next_edit(
    user: Eyes, studies: Path
) -> None:
    path = studies / STUDY
    open_study(user, path, "S01")
    window, before = user.window, len(names(user))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        for shift in (0.0, 20.0):
            commands.add_region(window.document, [(x + shift, y) for x, y in OUTLINE])
            assert not window.room.keeping.flush()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert window.banner.text.count(path.name) == 1
    assert len(names(user)) == before + 2
    commands.add_region(window.document, [(x + 40, y) for x, y in OUTLINE])
    assert window.room.keeping.flush()
    with read_study(path, write=False) as saved:
        assert len(saved.study.regions_of("S01", "left thigh")) == before + 3


def test_that_undo_leads_back_to_the_subject_it_is_about(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    document, room = user.window.document, user.window.room
    first, before = names(user)[0], names(user)
    commands.change_region(document, first, name="other")
    room.visiting.show_subject("S02")
    user.wait(lambda: room.desk.baseline.subject == "S02")
    user.settle()
    user.act("undo")
    user.wait(lambda: room.desk.baseline.subject == "S01")
    user.settle()
    assert names(user) == before
