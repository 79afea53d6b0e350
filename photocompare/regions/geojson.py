"""Regions as GeoJSON, the form QuPath writes and reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from photocompare.errors import Problem
from photocompare.regions.mirror import Midline
from photocompare.regions.plane import Polygon
from photocompare.regions.region import ROLES, SIDES, Region, checked

MIDLINE = "midline"
# What QuPath shows them in: the arms apart at a glance, also by eyes that do not tell red from green.
_COLORS = {"treated": [0, 114, 178], "untreated": [230, 159, 0], "A": [0, 114, 178], "B": [230, 159, 0]}
_ROLE_COLORS = {"reference": [0, 158, 115], "exclude": [90, 90, 90], "gray": [160, 160, 160]}
_OTHER_COLOR = [204, 121, 167]


def regions_of_geojson(document: Any, file: str) -> tuple[Region, ...]:
    """Return the regions of a parsed GeoJSON: a collection, a list of features, or one feature.

    Lines named `midline` are passed over (see `midline_of_geojson`). A class that QuPath gives stands in for
    arm, side and role where the properties are missing: `treated: left`, `exclude`.

    Raises:
        Problem: E400 where it is no such collection; E401 or E404 (see `checked`) for an outline.
    """
    features = _features(document, file)
    return tuple(
        _region(feature, f"region {number}", file)
        for number, feature in enumerate(features, 1)
        if not _is_midline(feature)
    )


def midline_of_geojson(document: Any, file: str) -> Midline | None:
    """Return the midline a parsed GeoJSON carries as a line of that name, or None."""
    for feature in _features(document, file):
        if _is_midline(feature):
            try:
                first, *_, last = [(_number(p[0]), _number(p[1])) for p in feature["geometry"]["coordinates"]]
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise Problem("E412", file, "It needs two points that are apart") from error
            return Midline(first, last)
    return None


def regions_geojson(regions: Iterable[Region], midline: Midline | None = None) -> str:
    """Return the regions, and the midline where one is given, as the text of a GeoJSON collection."""
    features = [_feature(region) for region in regions]
    if midline:
        line = {"type": "LineString", "coordinates": [list(midline.start), list(midline.end)]}
        named = {"objectType": "annotation", "name": MIDLINE}
        features.append({"type": "Feature", "geometry": line, "properties": named})
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, indent=1, ensure_ascii=False) + "\n"


def _features(document: Any, file: str) -> list[Any]:
    features = document
    if isinstance(document, dict):
        features = [document] if document.get("type") == "Feature" else document.get("features")
    if not isinstance(features, list) or (isinstance(document, list) and not features):
        raise Problem("E400", file, "it has no list `features`")
    return features


def _is_midline(feature: Any) -> bool:
    try:
        name = (feature.get("properties") or {}).get("name")
        return feature["geometry"]["type"] == "LineString" and str(name).strip().lower() == MIDLINE
    except (KeyError, TypeError, AttributeError):
        return False


def _feature(region: Region) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "objectType": "annotation",
        "name": region.name,
        "arm": region.arm,
        "side": region.side,
        "role": region.role,
    }
    role = "" if region.role == "measure" else region.role
    # QuPath keeps a class and drops what it does not know: what is edited there comes back whole.
    if spoken := ": ".join(filter(None, (role, region.arm, region.side))):
        color = _ROLE_COLORS.get(role) or _COLORS.get(region.arm, _OTHER_COLOR)
        properties["classification"] = {"name": spoken, "color": color}
    if region.photo != "baseline":
        properties["photo"] = region.photo
    if region.reflectance is not None:
        properties["reflectance"] = region.reflectance
    if region.size is not None:
        properties["photo_size"] = list(region.size)
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
        classified = _classified(properties.get("classification"))
        words = {key: str(properties.get(key) or "").strip() for key in ("name", "photo")}
        for key in ("arm", "side", "role"):
            spoken = properties[key] if key in properties else classified[key]
            words[key] = str(spoken or "").strip()
        size = _size(properties.get("photo_size"))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Problem("E400", file, f"{fallback} has no usable outline") from error
    reflectance = _reflectance(properties.get("reflectance"), fallback, file)
    region = Region(
        words["name"] or fallback,
        polygons,
        words["arm"],
        words["side"].lower(),
        words["role"].lower() or "measure",
        words["photo"].lower() or "baseline",
        reflectance,
        followup=followup,
        size=size,
    )
    return checked(worded(region, fallback, file))


def worded(region: Region, place: str, file: str) -> Region:
    """Return the region where its role, side and photo are words of the contract.

    Raises:
        Problem: E400 where one is not.
    """
    for key, value, allowed in (
        ("role", region.role, ROLES),
        ("side", region.side, SIDES),
        ("photo", region.photo, ("baseline", "followup")),
    ):
        if value not in allowed:
            words = ", ".join(filter(None, allowed))
            raise Problem("E400", file, f"{place}: {key} {value!r} is none of {words}")
    return region


def _classified(classification: Any) -> dict[str, str]:
    """Return arm, side and role as a QuPath class says them; `Ignore*` is its word for leaving out."""
    found = {"arm": "", "side": "", "role": ""}
    if isinstance(classification, dict):
        names = classification.get("names") or str(classification.get("name") or "").split(":")
    else:
        names = str(classification or "").split(":")
    for name in (str(part).strip() for part in names):
        lower = name.lower()
        key = "role" if lower in (*ROLES, "ignore*") else "side" if lower in SIDES[1:] else "arm"
        if not found[key]:
            found[key] = {"ignore*": "exclude"}.get(lower, name if key == "arm" else lower)
    return found


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


def _size(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    width, height = value
    return int(_number(width)), int(_number(height))


def _polygon(coordinates: Any) -> Polygon:
    return tuple(tuple((_number(point[0]), _number(point[1])) for point in ring) for ring in coordinates)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a coordinate is not a number")
    return float(value) if math.isfinite(value) else math.inf
