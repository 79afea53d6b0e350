"""The corners of a chart's patches in a photo, as a person types them: `x,y,x,y,x,y,x,y` in pixels."""

from __future__ import annotations

import re

from photocompare.errors import Problem
from photocompare.regions.plane import Ring
from photocompare.regions.region import Region, area, polygon_region


def chart_region(text: str, photo: str = "baseline") -> Region:
    """Return the region of role `chart` whose four corners `text` gives, in pixels of `photo`.

    The corners go around the patches, from any of them, either way; commas, semicolons or spaces part them.

    Raises:
        Problem: E436 where it is not four points, they enclose no area, or their sides cross.
    """
    parts = re.split(r"[\s,;]+", text.strip())
    if not all(re.fullmatch(r"-?\d{1,7}(\.\d{1,9})?", part, re.ASCII) for part in parts):
        raise Problem("E436", photo, f"{text.strip()[:60]!r} is not eight numbers")
    values = list(map(float, parts))
    if len(values) != 8:
        raise Problem("E436", photo, f"it has {len(values)} numbers, not eight")
    points = list(zip(values[::2], values[1::2], strict=True))
    try:
        region = polygon_region(f"chart, {photo}", points, role="chart", photo=photo)
    except Problem as problem:
        raise Problem("E436", photo, "the corners enclose no area") from problem
    if len(region.polygons) != 1 or len(region.polygons[0][0]) != 4 or area(region) < 1:
        raise Problem("E436", photo, "the corners do not go around a chart: two of its sides cross")
    return region


def chart_corners(text: str) -> Ring:
    """Return the corners that `text` gives, as `chart_region` does."""
    return chart_region(text).polygons[0][0]
