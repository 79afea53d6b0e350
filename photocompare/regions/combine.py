"""Regions made of regions: union, difference, intersection, grown or eroded.

An outline of its own on a follow-up is dropped: it is the old region's, and no longer the same skin.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import shapely

from photocompare.errors import Problem
from photocompare.regions.plane import Polygon, geometry, polygons_of
from photocompare.regions.region import Region, checked


def union(first: Region, *others: Region) -> Region:
    """Return what any of the regions covers, with the name and properties of the first."""
    shapes = [geometry(region.polygons) for region in (first, *others)]
    return checked(replace(first, polygons=polygons_of(shapely.union_all(shapes)), followup=()))


def difference(first: Region, *others: Region) -> Region:
    """Return what the first region alone covers, with its name and properties.

    Raises:
        Problem: E401 where nothing is left.
    """
    left = reduce(shapely.difference, [geometry(region.polygons) for region in (first, *others)])
    return _left(first, polygons_of(left))


def intersection(first: Region, *others: Region) -> Region:
    """Return what all of the regions cover, with the name and properties of the first.

    Raises:
        Problem: E401 where nothing is left.
    """
    left = reduce(shapely.intersection, [geometry(region.polygons) for region in (first, *others)])
    return _left(first, polygons_of(left))


def offset(region: Region, distance: float) -> Region:
    """Return the region grown by `distance` pixels on every side; eroded where it is negative.

    Raises:
        Problem: E401 where nothing is left.
    """
    return _left(region, polygons_of(shapely.buffer(geometry(region.polygons), distance, quad_segs=16)))


def _left(region: Region, polygons: tuple[Polygon, ...]) -> Region:
    if not polygons:
        raise Problem("E401", region.name, "Nothing of the region would be left")
    return checked(replace(region, polygons=polygons, followup=()))
