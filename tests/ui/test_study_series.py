"""A user sees all visits of a view beside each other, in the order of time, the regions on each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from photocompare_ui.preferences import Preferences

from .conftest import Eyes, open_study

DAYS = ("day 0", "day 2", "day 3", "day 5", "1 month")


def said(user: Eyes) -> list[str]:
    panes = user.window.stage.board.shown
    return [" ".join(f"{c.title} {c.details}" for c in pane.arrangement.captions) for pane in panes]


def test_that_all_visits_stand_in_time_each_with_its_words_and_regions(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    window, document = user.window, user.window.document
    user.wait(lambda: document.measured, timeout=90000)
    user.act("all_visits")
    user.settle()
    assert [one.title for one in document.series] == ["day 2", "day 3", "day 5"]
    assert len(said(user)) == 5
    for words, timepoint in zip(said(user), DAYS, strict=True):
        for word in (timepoint, "left", "A", "2026-0"):
            assert word in words
    panes = window.stage.board.shown
    names = [one.name for one in panes[0].outlines]
    assert len(names) == 2
    for pane in panes:
        assert [one.name for one in pane.outlines] == names
        assert np.allclose(pane.outlines[0].rings[0], panes[0].outlines[0].rings[0]), "one grid for all"
    user.act("as_taken")
    for index, shown in enumerate(document.series):
        pane, carry = panes[index + 1], shown.alignment.to_followup
        carried = carry(np.array(document.regions[0].polygons[0][0]))
        assert np.allclose(pane.outlines[0].corners[0][0], carried), "carried by its own alignment"
        # The pane follows the sight of all by the same map.
        middle = pane.grid_point(pane.viewport().rect().center().toPointF())
        wanted = carry(np.array([(pane.sight.x, pane.sight.y)]))[0]
        assert np.hypot(*(np.array(middle) - wanted)) < 2 / pane.transform().m11()
    user.act("as_taken")
    user.act("mapped")
    user.settle()
    maps = [pane.arrangement.layers[0].picture for pane in panes]
    assert all("Erythema index" in words for words in said(user))
    assert all(pane.arrangement.legend is not None for pane in panes)
    assert maps[1:4] == [document.pictures.series_maps[one.photo.sha256] for one in document.series]
    user.act("mapped")
    user.act("previous_visit")
    user.settle()
    assert [words.split("  ·")[0].strip() for words in said(user)][3] == "Follow-up day 5"
    assert [one.title for one in document.series] == ["day 2", "day 3", "1 month"]
    user.act("all_visits")
    assert document.series == ()
    assert len(window.stage.board.shown) == 2


def test_that_the_scale_bar_speaks_the_unit_that_was_chosen(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy", "S01")
    look, shell = user.window.document.look, user.window.shell
    millimeters = user.window.stage.picture()
    shell.take_preferences(Preferences(), Preferences(units="pixels"))
    assert look.units == "pixels"
    assert user.window.stage.picture() != millimeters
    assert "mm)" not in user.window.status.words.text()
