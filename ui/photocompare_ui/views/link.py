"""How a sight, which counts in baseline pixels, is turned to another grid and back."""

from __future__ import annotations

import numpy as np

from photocompare_ui.document import Document, Place
from photocompare_ui.look import Point
from photocompare_ui.views.sight import Sight


def on_grid(document: Document, grid: Place, sight: Sight) -> Sight:
    """Return `sight` in pixels of `grid`: through the alignment, else at the same share of the picture."""
    if grid == "baseline":
        return sight
    here = _carried(document, (sight.x, sight.y))
    beside = _carried(document, (sight.x + 1, sight.y)), _carried(document, (sight.x, sight.y + 1))
    edges = np.array(beside) - np.array(here)
    magnification = float(np.sqrt(abs(np.linalg.det(edges)))) or 1.0
    return Sight(here[0], here[1], sight.scale / magnification)


def off_grid(document: Document, grid: Place, point: Point) -> Point:
    """Return the baseline point that `point` of `grid` stands beside."""
    if grid == "baseline":
        return point
    if document.lead is not None:
        x, y = document.lead.to_baseline(np.array([point]))[0]
    else:
        across, down = _shares(document)
        x, y = point[0] / across, point[1] / down
    return float(x), float(y)


def _carried(document: Document, point: Point) -> Point:
    if document.lead is not None:
        x, y = document.lead.to_followup(np.array([point]))[0]
        return float(x), float(y)
    across, down = _shares(document)
    return point[0] * across, point[1] * down


def _shares(document: Document) -> tuple[float, float]:
    before, after = document.shape("baseline"), document.shape("followup")
    if before is None or after is None:
        return 1.0, 1.0
    (height, width), (rows, columns) = before, after
    return columns / width, rows / height
