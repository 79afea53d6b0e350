"""What a color chart is: patches of known color in a grid, described in `charts.toml` or in the recipe."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from photocompare.color.lab import WHITE_D65, XYZ_FROM_LINEAR
from photocompare.recipe import CardRecipe

Colors = NDArray[np.float64]
WHITE_D50 = np.array([0.96422, 1.0, 0.82521])
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


@dataclass(frozen=True, eq=False)
class Chart:
    """One kind of chart.

    Attributes:
        name: id in `charts.toml` or in the recipe.
        title: its name for people.
        columns, rows: of the grid of patches, as it is printed upright.
        linear: N x 3 linear-light sRGB (D65) of the patches, row by row; may lie outside 0-1.
        skin, neutral: indices of the patches that judge a correction.
        pitch_mm: distance of patch centers, or None where the kind is sold in several sizes.
    """

    name: str
    title: str
    columns: int
    rows: int
    linear: Colors
    skin: tuple[int, ...]
    neutral: tuple[int, ...]
    pitch_mm: float | None = None

    @property
    def centers(self) -> Colors:
        """Return N x 2 patch centers in units of the pitch, the first patch at (0, 0)."""
        y, x = np.divmod(np.arange(self.columns * self.rows), self.columns)
        return np.stack([x, y], axis=1).astype(np.float64)

    @property
    def judges(self) -> list[int]:
        """Return the patches that say how well skin comes out: the skin-colored and the neutral ones."""
        return [*self.skin, *self.neutral]


@cache
def known_charts() -> tuple[Chart, ...]:
    """Return the charts of `charts.toml`, the newest generation first."""
    text = resources.files("photocompare").joinpath("color/charts.toml").read_text(encoding="utf-8")
    return charts_of([CardRecipe(name=name, **entry) for name, entry in tomllib.loads(text).items()])


def charts_of(cards: Sequence[CardRecipe]) -> tuple[Chart, ...]:
    """Return the charts that the recipe's cards describe."""
    return tuple(_chart(card) for card in cards)


def linear_from_lab_d50(lab: Colors) -> Colors:
    """Return linear-light sRGB (D65), N x 3, of CIELAB for D50, adapted by Bradford's matrix (ICC)."""
    y = (lab[:, 0] + 16) / 116
    roots = np.stack([y + lab[:, 1] / 500, y, y - lab[:, 2] / 200], axis=1)
    xyz = np.where(roots > 6 / 29, roots**3, 3 * (6 / 29) ** 2 * (roots - 4 / 29)) * WHITE_D50
    gains = (BRADFORD @ WHITE_D65) / (BRADFORD @ WHITE_D50)
    adapt = np.linalg.inv(BRADFORD) @ np.diag(gains) @ BRADFORD
    return np.asarray(xyz @ (np.linalg.inv(XYZ_FROM_LINEAR) @ adapt).T)


def _chart(card: CardRecipe) -> Chart:
    if card.lab_d50:
        linear = linear_from_lab_d50(np.array(card.lab_d50))
    else:
        value = np.array(card.srgb) / 255
        linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return Chart(
        card.name, card.title, card.columns, card.rows, linear, card.skin, card.neutral, card.pitch_mm
    )
