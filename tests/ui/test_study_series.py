"""A user sees all visits of a view beside each other."""

from __future__ import annotations

from pathlib import Path

from .conftest import Eyes, open_study


def test_that_all_visits_stand_side_by_side_each_with_its_timepoint(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "vein-series" / "study.photostudy", "S01")
    document = user.window.document
    user.wait(lambda: document.measured, timeout=90000)
    user.act("all_visits")
    user.settle()
    assert [one.title for one in document.series] == ["day 2", "day 3", "day 5"]
    assert all(one.alignment is not None and one.aligned is not None for one in document.series)
    panes = user.window.stage.board.shown
    said = [" ".join(f"{c.title} {c.details}" for c in pane.arrangement.captions) for pane in panes]
    assert len(said) == 5
    for words, timepoint in zip(said, ("day 0", "1 month", "day 2", "day 3", "day 5"), strict=True):
        assert timepoint in words
        assert "left" in words
    user.act("all_visits")
    assert document.series == ()
    assert len(user.window.stage.board.shown) == 2
