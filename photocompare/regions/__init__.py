"""Regions: outlined skin, its arm, side and role; warped, rasterized, read and written."""

from photocompare.regions.geojson import read_regions, regions_geojson
from photocompare.regions.region import (
    Points,
    Polygon,
    Region,
    Ring,
    area,
    checked,
    pixel_box,
    polygon_region,
    rasterize,
    warped,
    whole,
)

__all__ = [
    "Points",
    "Polygon",
    "Region",
    "Ring",
    "area",
    "checked",
    "pixel_box",
    "polygon_region",
    "rasterize",
    "read_regions",
    "regions_geojson",
    "warped",
    "whole",
]
