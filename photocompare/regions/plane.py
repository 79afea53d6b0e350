"""Polygons in the plane: untangled, united, cut; GEOS (through shapely) does the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import shapely
from shapely.geometry.base import BaseGeometry

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]

# Square pixels; what cutting leaves below is rounding, not skin.
SLIVER = 1e-6


def geometry(polygons: Sequence[Polygon]) -> BaseGeometry:
    """Return the polygons as one shapely geometry."""
    return shapely.MultiPolygon([(polygon[0], list(polygon[1:])) for polygon in polygons])


def polygons_of(shape: BaseGeometry) -> tuple[Polygon, ...]:
    """Return the parts of `shape` that have an area; lines, points and slivers are dropped."""
    parts = [part for part in _parts(shape) if part.geom_type == "Polygon" and part.area > SLIVER]
    return tuple(
        (
            _ring(part.exterior),
            *(_ring(hole) for hole in part.interiors if shapely.Polygon(hole).area > SLIVER),
        )
        for part in parts
    )


def untangled(polygons: Sequence[Polygon]) -> tuple[Polygon, ...]:
    """Return polygons that cover the same points, no ring of which crosses itself or another.

    Self-crossing rings follow the even-odd rule, as rasterizing does; a hole takes off only what it overlaps,
    parts that overlap become one. Sound polygons come back unchanged.
    """
    if geometry(polygons).is_valid:
        return tuple(polygons)
    parts = []
    for outer, *holes in polygons:
        cut = shapely.union_all([_even_odd(hole) for hole in holes])
        parts.append(shapely.difference(_even_odd(outer), cut))
    return polygons_of(shapely.union_all(parts))


def even_odd(rings: Sequence[Ring]) -> tuple[Polygon, ...]:
    """Return what an odd number of the rings encloses."""
    return polygons_of(reduce(shapely.symmetric_difference, map(_even_odd, rings), shapely.Polygon()))


def _even_odd(ring: Ring) -> BaseGeometry:
    valid = shapely.make_valid(shapely.Polygon(ring), method="linework")
    return shapely.union_all([part for part in _parts(valid) if part.geom_type == "Polygon"])


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    """Return the single geometries of nested collections."""
    if not hasattr(shape, "geoms"):
        return [shape]
    return [single for part in shape.geoms for single in _parts(part)]


def _ring(line: BaseGeometry) -> Ring:
    return tuple((float(x), float(y)) for x, y in line.coords[:-1])
