"""Regions carried onto a pane's grid, and points carried back."""

from __future__ import annotations

import numpy as np

from photocompare import Region
from photocompare.figure import region_color
from photocompare.regions import warped
from photocompare_ui import words
from photocompare_ui.document import Document, Place
from photocompare_ui.look import Point
from photocompare_ui.views.hit import Outline, Points


def outlines(document: Document, grid: Place) -> tuple[Outline, ...]:
    """Return the regions as a pane on `grid` shows them; none where no trusted map leads there."""
    if document.glimpses:
        return ()
    alignment = document.alignment
    if grid == "followup" and alignment is None:
        return ()
    return tuple(_outline(document, region, grid) for region in document.regions)


def from_grid(document: Document, grid: Place, point: Point) -> Point | None:
    """Return the baseline point shown at `point` of `grid`, or None where no trusted map leads back."""
    if grid == "baseline":
        return point
    if document.alignment is None:
        return None
    (x, y) = document.alignment.to_baseline(np.array([point]))[0]
    return float(x), float(y)


def to_grid(document: Document, grid: Place, points: tuple[Point, ...]) -> Points:
    """Return baseline points as a pane on `grid` shows them (N x 2)."""
    found = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if grid == "baseline" or document.alignment is None or not len(found):
        return found
    return document.alignment.to_followup(found)


def _outline(document: Document, region: Region, grid: Place) -> Outline:
    shown = region
    if grid == "followup" and document.alignment is not None:
        shown = warped(region, document.alignment.to_followup)
    corners = tuple(tuple(to_grid(document, grid, ring) for ring in polygon) for polygon in region.polygons)
    return Outline(
        region.name,
        tuple(np.asarray(ring) for polygon in shown.polygons for ring in polygon),
        corners,
        words.label(region),
        region_color(region),
        region.role,
        region.name == document.selected,
    )
