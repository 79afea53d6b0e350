"""Regions: outlined skin, its arm, side and role; drawn, combined, mirrored, rasterized, read and written."""

from photocompare.regions.combine import difference, intersection, offset, union
from photocompare.regions.corners import chart_corners, chart_region
from photocompare.regions.formats import read_midline, read_regions, regions_file
from photocompare.regions.geojson import regions_geojson
from photocompare.regions.mirror import Midline, mirrored, other_arm, twin, upright_midline
from photocompare.regions.plane import Polygon, Ring
from photocompare.regions.region import (
    Points,
    Region,
    area,
    checked,
    pixel_box,
    polygon_region,
    rasterize,
    warped,
    whole,
)
from photocompare.regions.shapes import (
    brush_region,
    ellipse_region,
    erased,
    freehand_region,
    painted,
    rectangle_region,
)
from photocompare.regions.templates import (
    Template,
    applied,
    built_in_templates,
    read_templates,
    template_of,
    templates_toml,
)

__all__ = [
    "Midline",
    "Points",
    "Polygon",
    "Region",
    "Ring",
    "Template",
    "applied",
    "area",
    "brush_region",
    "built_in_templates",
    "chart_corners",
    "chart_region",
    "checked",
    "difference",
    "ellipse_region",
    "erased",
    "freehand_region",
    "intersection",
    "mirrored",
    "offset",
    "other_arm",
    "painted",
    "pixel_box",
    "polygon_region",
    "rasterize",
    "read_midline",
    "read_regions",
    "read_templates",
    "rectangle_region",
    "regions_file",
    "regions_geojson",
    "template_of",
    "templates_toml",
    "twin",
    "union",
    "upright_midline",
    "warped",
    "whole",
]
