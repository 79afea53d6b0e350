"""The picture of the window in the README is the window's own.

`PHOTOCOMPARE_SCREENSHOTS=docs/images python -m pytest tests/ui/test_screenshot.py` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from photocompare_ui.samples import sample_pairs
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from photocompare import Recipe

from .conftest import Eyes

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_images"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample studies are not in this copy")
def test_that_the_screenshot_of_the_readme_shows_the_sample_study(user: Eyes, tmp_path: Path) -> None:
    window = user.window
    window.resize(1440, 810)
    if "PHOTOCOMPARE_SCREENSHOTS" in os.environ:
        window.comparing.recipe = Recipe()
    sample = next(sample for sample in sample_pairs(SAMPLES) if "face" in sample.title)
    window.filing.open_sample(sample)
    user.wait(lambda: len(window.document.regions) == 3)
    user.settle()
    QApplication.processEvents()
    folder = Path(os.environ.get("PHOTOCOMPARE_SCREENSHOTS", tmp_path))
    assert window.grab().save(str(folder / "window.png"))
    picture = QImage(str(folder / "window.png")).convertToFormat(QImage.Format.Format_Grayscale8)
    assert (picture.width(), picture.height()) == (1440, 810)
    gray = np.frombuffer(picture.constBits(), np.uint8).reshape(810, picture.bytesPerLine())
    assert gray[:, :900].std() > 30
