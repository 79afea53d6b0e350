"""A user measures a whole study on every core, and cancels it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy

from .conftest import PATIENCE, Eyes, open_study


@pytest.mark.slow
def test_that_measuring_a_study_stops_at_once_and_goes_on_where_it_stopped(user: Eyes, studies: Path) -> None:
    open_study(user, studies / "sclerotherapy" / "study.photostudy")
    window, told = user.window, []
    studying = window.room.studying
    studying.progressed.connect(lambda share, text: told.append((share, text)))
    user.act("measure_study")
    user.wait(lambda: bool(told) and told[-1][0] > 0, timeout=300000)
    stopped_at = told[-1][0]
    assert stopped_at < 1, "stopped on its way"
    assert any(told[-1][1].startswith(code) for code in ("S01", "S02"))
    begun = time.monotonic()
    window.status.cancel.click()
    user.wait(lambda: not studying.busy)
    assert time.monotonic() - begun < PATIENCE
    assert "Cancelled" in window.banner.text
    measured, told[:] = QSignalSpy(studying.measured), []
    window.banner._action.click()
    user.wait(lambda: measured.count() == 1, timeout=300000)
    assert told[0][0] >= stopped_at, "what was measured is not measured again"
    assert window.banner.text == "The study is measured."
