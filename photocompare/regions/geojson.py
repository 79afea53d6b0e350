"""Regions as GeoJSON, the form QuPath writes and reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.regions.region import ROLES, SIDES, Polygon, Region, checked


def read_regions(path: Path | str) -> tuple[Region, ...]:
    """Return the regions of a GeoJSON FeatureCollection (Polygon, MultiPolygon; holes allowed).

    Raises:
        Problem: E400 where the file cannot be read, is no such collection, or names a region twice;
            E401 or E404 (see `checked`) for an outline that encloses nothing or is not finite.
    """
    path = Path(path)
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Problem("E400", path.name, error.strerror or "it cannot be read") from error
    except ValueError as error:
        raise Problem("E400", path.name, f"it is not JSON: {error}") from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise Problem("E400", path.name, "it has no list `features`")
    regions = tuple(_region(feature, f"region {i}", path.name) for i, feature in enumerate(features, 1))
    names = [region.name for region in regions]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Problem("E400", path.name, f"two regions are named {twice[0]!r}")
    return regions


def regions_geojson(regions: Iterable[Region]) -> str:
    """Return the regions as the text of a GeoJSON FeatureCollection."""
    collection = {"type": "FeatureCollection", "features": [_feature(region) for region in regions]}
    return json.dumps(collection, indent=1, ensure_ascii=False) + "\n"


def _feature(region: Region) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "name": region.name,
        "arm": region.arm,
        "side": region.side,
        "role": region.role,
    }
    if region.photo != "baseline":
        properties["photo"] = region.photo
    if region.reflectance is not None:
        properties["reflectance"] = region.reflectance
    if region.followup:
        properties["followup"] = _geometry(region.followup)
    return {"type": "Feature", "geometry": _geometry(region.polygons), "properties": properties}


def _geometry(polygons: tuple[Polygon, ...]) -> dict[str, Any]:
    coordinates = [[[list(p) for p in (*ring, ring[0])] for ring in polygon] for polygon in polygons]
    single = len(coordinates) == 1
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "coordinates": coordinates[0] if single else coordinates,
    }


def _region(feature: Any, fallback: str, file: str) -> Region:
    try:
        properties = feature.get("properties") or {}
        polygons = _polygons(feature["geometry"], fallback, file)
        placed = properties.get("followup")
        followup = _polygons(placed, fallback, file) if placed else ()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Problem("E400", file, f"{fallback} has no usable outline") from error
    words = {key: str(properties.get(key) or "").strip() for key in ("name", "arm", "side", "role", "photo")}
    role, photo = words["role"].lower() or "measure", words["photo"].lower() or "baseline"
    side = words["side"].lower()
    for key, value, allowed in (
        ("role", role, ROLES),
        ("side", side, SIDES),
        ("photo", photo, ("baseline", "followup")),
    ):
        if value not in allowed:
            raise Problem(
                "E400", file, f"{fallback}: {key} {value!r} is none of {', '.join(filter(None, allowed))}"
            )
    reflectance = _reflectance(properties.get("reflectance"), fallback, file)
    name = words["name"] or fallback
    return checked(Region(name, polygons, words["arm"], side, role, photo, reflectance, followup=followup))


def _polygons(geometry: Any, name: str, file: str) -> tuple[Polygon, ...]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in {"Polygon", "MultiPolygon"}:
        raise Problem("E400", file, f"{name} is a {kind}, not a Polygon or MultiPolygon")
    return tuple(_polygon(p) for p in ([coordinates] if kind == "Polygon" else coordinates))


def _reflectance(value: Any, name: str, file: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise Problem("E400", file, f"{name}: reflectance {value!r} is not between 0 and 1")
    return float(value)


def _polygon(coordinates: Any) -> Polygon:
    return tuple(tuple((_number(point[0]), _number(point[1])) for point in ring) for ring in coordinates)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate is not a number")
    return float(value) if math.isfinite(value) else math.inf
