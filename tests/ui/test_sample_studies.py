"""A user's first click: the sample studies."""

from __future__ import annotations

from pathlib import Path

import pytest
from photocompare_ui.samples import find_samples, sample_pairs
from PySide6.QtWidgets import QMenu

from .conftest import Eyes

SAMPLES = Path(__file__).parents[2] / "sample_images"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample studies are not in this copy")


def test_that_the_empty_window_offers_every_pair_of_the_samples(user: Eyes) -> None:
    assert user.window.stage.welcome.samples.isVisible()
    user.act("open_samples")
    menu = next(menu for menu in user.window.findChildren(QMenu) if menu.isVisible())
    studies = {action.text() for action in menu.actions()}
    assert {"Vein series", "Sclerotherapy", "Split face"} <= studies
    menu.close()


def test_that_a_sample_opens_with_regions_scale_and_nothing_unsaved(user: Eyes) -> None:
    assert find_samples() == SAMPLES
    sample = next(sample for sample in sample_pairs(SAMPLES) if "face" in sample.title)
    user.window.filing.open_sample(sample)
    user.wait(lambda: bool(user.window.document.regions))
    user.settle()
    document = user.window.document
    assert document.mm_per_pixel == sample.pair.baseline.mm_per_pixel
    assert document.undo.isClean()
    assert document.measured
    assert "S01" in user.window.measurements.model.as_csv()
