"""Regions as a pane shows them: carried by a trusted map, or each photo's own outline where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photocompare import Region
from photocompare.figure import region_color
from photocompare.regions import Polygon, warped
from photocompare_ui import words
from photocompare_ui.document import Document, Grid, Place
from photocompare_ui.look import Point
from photocompare_ui.views.hit import Outline, Points
from photocompare_ui.views.link import trusted

ON_ONE_PHOTO = ("skin", "chart")
"""Roles that say something of one photo alone: never suggested on the other."""


def outlines(document: Document, grid: Grid) -> tuple[Outline, ...]:
    """Return the regions as a pane on `grid` shows them; without a trusted map as drawn or suggested."""
    if document.glimpses:
        return ()
    found = (_outline(document, region, grid) for region in document.regions)
    return tuple(outline for outline in found if outline is not None)


def frame_of(document: Document, region: Region, grid: Grid) -> Place:
    """Return the photo in whose pixels a region is drawn that a pane on `grid` shows."""
    alone = grid == "followup" and document.alignment is None
    return "followup" if alone or region.photo == "followup" else "baseline"


def drawn_in(document: Document, region: Region, frame: Place) -> tuple[Polygon, ...]:
    """Return a region's outline in pixels of `frame`: as drawn there, else as a map for looking suggests it.

    Empty where neither is: a suggestion measures nothing before the user placed it.
    """
    if frame == region.photo:
        return region.polygons
    if region.followup or document.lead is None or region.role in ON_ONE_PHOTO:
        return region.followup
    carry = document.lead.to_followup
    return tuple(tuple(_ring(carry(np.array(ring))) for ring in polygon) for polygon in region.polygons)


def from_grid(document: Document, grid: Grid, point: Point, frame: Place = "baseline") -> Point | None:
    """Return `point` of `grid` in pixels of `frame`, or None where no trusted map leads there."""
    carried = _carried(document, np.array([point]), grid, frame)
    return (float(carried[0, 0]), float(carried[0, 1])) if carried is not None else None


def free_frame(document: Document, grid: Grid) -> Place:
    """Return whose pixels a new outline is in: the follow-up's only without a way to the baseline."""
    return "followup" if grid == "followup" and document.alignment is None else "baseline"


def to_grid(
    document: Document, grid: Grid, points: tuple[Point, ...] | Points, frame: Place = "baseline"
) -> Points:
    """Return points of `frame` as a pane on `grid` shows them (N x 2); none without a trusted map."""
    found = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if grid == frame or not len(found):
        return found
    carried = _carried(document, found, frame, grid)
    return found[:0] if carried is None else carried


def _carried(document: Document, points: Points, start: Grid, end: Grid) -> Points | None:
    """Return points (N x 2) of one grid in pixels of another; None without trusted maps."""
    for grid, back in ((start, True), (end, False)):
        way = trusted(document, grid)
        if start == end or grid == "baseline":
            continue
        if way is None:
            return None
        points = way.to_baseline(points) if back else way.to_followup(points)
    return points


def _outline(document: Document, region: Region, grid: Grid) -> Outline | None:
    frame = frame_of(document, region, grid)
    drawn = replace(region, polygons=drawn_in(document, region, frame))
    # What says something of the follow-up alone is no part of a further photo.
    if not drawn.polygons or (isinstance(grid, int) and frame == "followup"):
        return None
    if _carried(document, np.zeros((1, 2)), frame, grid) is None:
        return None
    shown = drawn
    if frame != grid:
        shown = warped(drawn, lambda points: to_grid(document, grid, points, frame))
    corners = tuple(
        tuple(to_grid(document, grid, ring, frame) for ring in polygon) for polygon in drawn.polygons
    )
    return Outline(
        region.name,
        tuple(np.asarray(ring) for polygon in shown.polygons for ring in polygon),
        corners,
        words.label(region),
        region_color(region),
        region.role,
        region.name == document.selected,
        frame != region.photo and not region.followup,
    )


def _ring(points: Points) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in points)
