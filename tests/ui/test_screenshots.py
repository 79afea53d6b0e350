"""Pictures of every view, dialog, empty and error state, in both themes, at three sizes.

`python3 start.py screenshots [FOLDER]` writes them all; those in docs/images are compared with what is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from photocompare_ui import language, theme
from PIL import Image
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from skimage.metrics import structural_similarity

from photocompare import Recipe

from .conftest import Eyes
from .more_scenes import MORE
from .scenes import SAMPLES, SCENES, picture, put_away

IMAGES = Path(__file__).parents[2] / "docs" / "images"
FOLDER = os.environ.get("PHOTOCOMPARE_SCREENSHOTS", "")
ONLY = os.environ.get("PHOTOCOMPARE_SCENES", "").split()
LANGUAGE = os.environ.get("PHOTOCOMPARE_SCENES_IN", "en")
ALL = SCENES | MORE
FOR_DOCS = bool(os.environ.get("PHOTOCOMPARE_SCREENSHOTS_OF"))
DOCS = {
    "dark": ("side", "wipe", "by_hand", "palette", "study"),
    "light": ("welcome", "preferences"),
}
"""The few pictures that are committed, 1280 x 720: those of docs/window.md."""
THEMES = {"dark": theme.DARK, "light": theme.LIGHT}
SIZES = [(1280, 720), (1440, 900), (1920, 1080)]
"""In points; `start.py screenshots` takes the last with two pixels a point: 4K."""
ALIKE = 0.9


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[None]:
    """The language asked for, before the window is made."""
    language.install(qapp, LANGUAGE)
    yield
    language.install(qapp, "en")


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample studies are not in this copy")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", THEMES)
def test_that_every_state_looks_as_in_the_documents(
    user: Eyes,
    qapp: QApplication,
    photos: dict[str, Path],
    tmp_path: Path,
    size: tuple[int, int],
    name: str,
) -> None:
    theme.apply(qapp, THEMES[name])
    window = user.window
    window.resize(*size)
    window.comparing.recipe = Recipe()
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    folder = Path(FOLDER or tmp_path)
    unlike = []
    if FOR_DOCS and size != SIZES[0]:
        pytest.skip("the documents have one size")
    for scene in DOCS[name] if FOR_DOCS else ONLY or ALL:
        shown = ALL[scene](user, photos) or window
        shown.resize(*size)
        file = folder / f"{scene}-{name}-{round(size[0] * ratio)}x{round(size[1] * ratio)}.png"
        assert picture(shown).save(str(file))
        if FOR_DOCS:
            with Image.open(file) as whole:  # a tenth of the size, and hardly another picture
                _few_colors(whole.convert("RGB")).save(file, optimize=True)
        put_away(window)
        window.document.undo.setClean()
        known = IMAGES / file.name
        if known.exists() and similarity(known, file) < ALIKE:
            unlike.append(file.name)
    assert not unlike


def _few_colors(picture: Image.Image) -> Image.Image:
    """Return the picture in 256 colors, moved to where most pixels are: the gray surround stays gray."""
    return picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)


def similarity(known: Path, made: Path) -> float:
    """Return how alike two pictures are, 0 where their sizes differ."""
    first, second = gray(known), gray(made)
    return float(structural_similarity(first, second)) if first.shape == second.shape else 0.0


def gray(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"))
