"""Regions by shape: rectangle, ellipse, freehand, brush."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from photocompare.errors import Problem
from photocompare.regions.plane import geometry, polygons_of
from photocompare.regions.region import Region, checked, polygon_region

Point = tuple[float, float]

CURVE_ERROR_PX = 0.05
FREEHAND_TOLERANCE_PX = 0.25


def rectangle_region(name: str, corner: Point, opposite: Point, **properties: str) -> Region:
    """Return the upright rectangle between two opposite corners, in pixels."""
    (x0, y0), (x1, y1) = corner, opposite
    return polygon_region(name, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), **properties)


def ellipse_region(
    name: str, center: Point, radii: Point, angle_deg: float = 0.0, **properties: str
) -> Region:
    """Return an ellipse as a polygon of the same area, nowhere 0.05 px off the curve.

    `radii` are the half axes in pixels, the first turned by `angle_deg` from x toward y.

    Raises:
        Problem: E401 where a radius is not above 0.
    """
    if not all(0 < radius < math.inf for radius in radii):
        raise Problem("E401", name, "an ellipse needs two radii above 0")
    count = 4 * _quarter_segments(max(radii))
    t = np.linspace(0, 2 * np.pi, count, endpoint=False)
    # Pushed out a little, so that what the chords cut off comes back: the areas are equal.
    grown = math.sqrt(2 * math.pi / count / math.sin(2 * math.pi / count))
    x, y = grown * radii[0] * np.cos(t), grown * radii[1] * np.sin(t)
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    points = np.column_stack([center[0] + cos * x - sin * y, center[1] + sin * x + cos * y])
    return polygon_region(name, points, **properties)


def freehand_region(
    name: str, points: Iterable[Point], tolerance: float = FREEHAND_TOLERANCE_PX, **properties: str
) -> Region:
    """Return a drawn outline with as few points as keep it within `tolerance` pixels of what was drawn."""
    drawn = polygon_region(name, points, **properties)
    simpler = shapely.simplify(geometry(drawn.polygons), tolerance, preserve_topology=True)
    return checked(replace(drawn, polygons=polygons_of(simpler) or drawn.polygons))


def brush_region(name: str, points: Iterable[Point], radius: float, **properties: Any) -> Region:
    """Return what a round brush of `radius` pixels covers along a stroke; one point is a dab."""
    return checked(Region(name, polygons_of(_stroke(name, points, radius)), **properties))


def painted(region: Region, points: Iterable[Point], radius: float) -> Region:
    """Return the region with a brush stroke added."""
    stroke = _stroke(region.name, points, radius)
    return checked(
        replace(region, polygons=polygons_of(shapely.union(geometry(region.polygons), stroke)), followup=())
    )


def erased(region: Region, points: Iterable[Point], radius: float) -> Region:
    """Return the region with a brush stroke taken off; it may fall apart or get a hole.

    Raises:
        Problem: E401 where nothing is left.
    """
    stroke = _stroke(region.name, points, radius)
    left = polygons_of(shapely.difference(geometry(region.polygons), stroke))
    return checked(replace(region, polygons=left, followup=()))


def _stroke(name: str, points: Iterable[Point], radius: float) -> BaseGeometry:
    path = [(float(x), float(y)) for x, y in points]
    if not path or not all(math.isfinite(value) for point in path for value in point):
        raise Problem("E404", name, "the stroke has no points, or one that is not a number")
    if not 0 < radius < math.inf:
        raise Problem("E401", name, "a brush needs a radius above 0")
    line = shapely.LineString(path) if len(path) > 1 else shapely.Point(path[0])
    return shapely.buffer(line, radius, quad_segs=_quarter_segments(radius))


def _quarter_segments(radius: float) -> int:
    """Return how many chords a quarter of a circle needs to stay within CURVE_ERROR_PX of it."""
    half = math.acos(max(1 - CURVE_ERROR_PX / radius, 0.0))
    return max(8, math.ceil(math.pi / 4 / half))
