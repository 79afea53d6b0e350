"""How a sight, which counts in baseline pixels, is turned to another grid and back."""

from __future__ import annotations

import numpy as np

from photocompare import Alignment
from photocompare_ui.document import Document, Grid
from photocompare_ui.look import Point
from photocompare_ui.views.sight import Sight


def trusted(document: Document, grid: Grid) -> Alignment | None:
    """Return the trusted map from the baseline to another photo of the pair or of its series, or None."""
    if isinstance(grid, int):
        return document.series[grid - 1].alignment if grid <= len(document.series) else None
    return document.alignment


def led(document: Document, grid: Grid) -> Alignment | None:
    """Return the map a pane on `grid` follows the baseline by, for viewing at least, or None."""
    return trusted(document, grid) if isinstance(grid, int) else document.lead


def on_grid(document: Document, grid: Grid, sight: Sight) -> Sight:
    """Return `sight` in pixels of `grid`: through the alignment, else at the same share of the picture."""
    if grid == "baseline":
        return sight
    here = _carried(document, grid, (sight.x, sight.y))
    right, below = (sight.x + 1, sight.y), (sight.x, sight.y + 1)
    beside = _carried(document, grid, right), _carried(document, grid, below)
    edges = np.array(beside) - np.array(here)
    magnification = float(np.sqrt(abs(np.linalg.det(edges)))) or 1.0
    return Sight(here[0], here[1], sight.scale / magnification)


def off_grid(document: Document, grid: Grid, point: Point) -> Point:
    """Return the baseline point that `point` of `grid` stands beside."""
    if grid == "baseline":
        return point
    lead = led(document, grid)
    if lead is not None:
        x, y = lead.to_baseline(np.array([point]))[0]
    else:
        across, down = _shares(document, grid)
        x, y = point[0] / across, point[1] / down
    return float(x), float(y)


def _carried(document: Document, grid: Grid, point: Point) -> Point:
    lead = led(document, grid)
    if lead is not None:
        x, y = lead.to_followup(np.array([point]))[0]
        return float(x), float(y)
    across, down = _shares(document, grid)
    return point[0] * across, point[1] * down


def _shares(document: Document, grid: Grid) -> tuple[float, float]:
    before, after = document.shape("baseline"), document.shape(grid)
    if before is None or after is None:
        return 1.0, 1.0
    (height, width), (rows, columns) = before, after
    return columns / width, rows / height
