"""Regions as a pane shows them: carried by a trusted map, or each photo's own outline where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photocompare import Region
from photocompare.figure import region_color
from photocompare.regions import Polygon, warped
from photocompare_ui import words
from photocompare_ui.document import Document, Place
from photocompare_ui.look import Point
from photocompare_ui.views.hit import Outline, Points

ON_ONE_PHOTO = ("skin", "chart")
"""Roles that say something of one photo alone: never suggested on the other."""


def outlines(document: Document, grid: Place) -> tuple[Outline, ...]:
    """Return the regions as a pane on `grid` shows them; without a trusted map as drawn or suggested."""
    if document.glimpses:
        return ()
    found = (_outline(document, region, grid) for region in document.regions)
    return tuple(outline for outline in found if outline is not None)


def frame_of(document: Document, region: Region, grid: Place) -> Place:
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


def from_grid(document: Document, grid: Place, point: Point, frame: Place = "baseline") -> Point | None:
    """Return `point` of `grid` in pixels of `frame`, or None where no trusted map leads there."""
    if grid == frame:
        return point
    if document.alignment is None:
        return None
    carry = document.alignment.to_baseline if frame == "baseline" else document.alignment.to_followup
    (x, y) = carry(np.array([point]))[0]
    return float(x), float(y)


def free_frame(document: Document, grid: Place) -> Place:
    """Return whose pixels a new outline is in: the follow-up's only without a way to the baseline."""
    return "followup" if grid == "followup" and document.alignment is None else "baseline"


def to_grid(
    document: Document, grid: Place, points: tuple[Point, ...] | Points, frame: Place = "baseline"
) -> Points:
    """Return points of `frame` as a pane on `grid` shows them (N x 2); none without a trusted map."""
    found = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if grid == frame or not len(found):
        return found
    if document.alignment is None:
        return found[:0]
    return (
        document.alignment.to_baseline(found) if grid == "baseline" else document.alignment.to_followup(found)
    )


def _outline(document: Document, region: Region, grid: Place) -> Outline | None:
    frame = frame_of(document, region, grid)
    drawn = replace(region, polygons=drawn_in(document, region, frame))
    if not drawn.polygons or (frame != grid and document.alignment is None):
        return None
    shown = drawn
    if frame != grid and document.alignment is not None:
        back = grid == "baseline"
        shown = warped(drawn, document.alignment.to_baseline if back else document.alignment.to_followup)
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
