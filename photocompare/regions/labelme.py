"""Regions as labelme writes them: one JSON a photo, a list of shapes with labels."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from photocompare.errors import Problem
from photocompare.regions.combine import difference
from photocompare.regions.geojson import worded
from photocompare.regions.plane import Ring
from photocompare.regions.region import Region, checked
from photocompare.regions.shapes import ellipse_region

_PROPERTIES = ("arm", "side", "role")


def regions_of_labelme(document: Any, file: str) -> tuple[Region, ...]:
    """Return the regions of a parsed labelme file: polygons, rectangles, circles.

    Shapes of one label and one `group_id` are one region; a shape with the flag `hole` is taken off it.
    Arm, side and role are what `labelme_json` wrote into `description`, else empty.

    Raises:
        Problem: E400 for other shapes or a damaged file; E401 or E404 (see `checked`) for an outline.
    """
    groups: dict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    try:
        size = _size(document)
        for number, shape in enumerate(document["shapes"], 1):
            group = shape.get("group_id")
            key = (number,) if group is None else (str(shape["label"]), str(group))
            groups[key].append(shape)
        return tuple(
            _region(shapes, f"region {number}", size, file)
            for number, shapes in enumerate(groups.values(), 1)
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Problem("E400", file, "its shapes are not as labelme writes them") from error


def labelme_json(regions: Iterable[Region], size: tuple[int, int] | None = None) -> str:
    """Return the regions as the text of a labelme file for a photo of (width, height).

    labelme has neither holes nor parts: each ring is a shape, those of one region share a `group_id`.
    """
    regions = tuple(regions)
    size = size or next((region.size for region in regions if region.size), None)
    document: dict[str, Any] = {
        "version": "5.5.0",
        "flags": {},
        "shapes": [shape for number, region in enumerate(regions, 1) for shape in _shapes(region, number)],
        "imagePath": "",
        "imageData": None,
        "imageHeight": size[1] if size else None,
        "imageWidth": size[0] if size else None,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _shapes(region: Region, group: int) -> Iterable[dict[str, Any]]:
    several = sum(map(len, region.polygons)) > 1
    spoken = {key: getattr(region, key) for key in _PROPERTIES}
    for polygon in region.polygons:
        for index, ring in enumerate(polygon):
            yield {
                "label": region.name,
                "points": [list(point) for point in ring],
                "group_id": group if several else None,
                "description": "; ".join(f"{key}={value}" for key, value in spoken.items() if value),
                "shape_type": "polygon",
                "flags": {"hole": True} if index else {},
            }


def _region(shapes: Sequence[dict[str, Any]], place: str, size: tuple[int, int] | None, file: str) -> Region:
    solid = [shape for shape in shapes if not (shape.get("flags") or {}).get("hole")]
    holes = [shape for shape in shapes if (shape.get("flags") or {}).get("hole")]
    if not solid:
        raise Problem("E400", file, f"{place} is all hole")
    name = str(solid[0].get("label") or place).strip()
    said = dict(
        part.strip().split("=", 1)
        for part in str(solid[0].get("description") or "").split(";")
        if "=" in part
    )
    outers = tuple((_ring(shape, name, file),) for shape in solid)
    spoken = {key: said.get(key, "").strip() for key in _PROPERTIES}
    region = Region(name, outers, spoken["arm"], spoken["side"], spoken["role"] or "measure", size=size)
    region = checked(worded(region, place, file))
    cut = [checked(Region(name, ((_ring(shape, name, file),),))) for shape in holes]
    return difference(region, *cut) if cut else region


def _ring(shape: dict[str, Any], name: str, file: str) -> Ring:
    kind = str(shape.get("shape_type") or "polygon")
    points = [(_number(x), _number(y)) for x, y in shape["points"]]
    if kind == "polygon" or (kind == "rectangle" and len(points) == 4):
        return tuple(points)
    (x0, y0), (x1, y1) = points
    if kind == "rectangle":
        return (x0, y0), (x1, y0), (x1, y1), (x0, y1)
    if kind == "circle":
        radius = math.dist(*points)
        return ellipse_region(name, points[0], (radius, radius)).polygons[0][0]
    raise Problem("E400", file, f"{name} is a {kind}, not a polygon, rectangle or circle")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate is not a number")
    return float(np.nan_to_num(value, nan=math.inf))


def _size(document: dict[str, Any]) -> tuple[int, int] | None:
    width, height = document.get("imageWidth"), document.get("imageHeight")
    return (int(width), int(height)) if width and height else None
