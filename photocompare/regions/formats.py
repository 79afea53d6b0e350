"""Files of regions: GeoJSON, ImageJ `.roi` and `.zip`, labelme; read by what they hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.regions.geojson import midline_of_geojson, regions_geojson, regions_of_geojson
from photocompare.regions.imagej import imagej_roi, imagej_zip, regions_of_imagej
from photocompare.regions.labelme import labelme_json, regions_of_labelme
from photocompare.regions.mirror import Midline
from photocompare.regions.region import Region

LARGEST_FILE = 64_000_000
ENDINGS = (".geojson", ".roi", ".zip", ".json")


def read_regions(path: Path | str) -> tuple[Region, ...]:
    """Return the regions of a GeoJSON (QuPath), ImageJ `.roi` or `.zip`, or labelme file.

    Raises:
        Problem: E400 where the file cannot be read, is none of these, or names a region twice;
            E401 or E404 (see `checked`) for an outline that encloses nothing or is not finite.
    """
    path = Path(path)
    data = _content(path)
    if data.startswith((b"Iout", b"PK")):
        regions = regions_of_imagej(data, path.name)
    else:
        document = _parsed(data, path.name)
        labelme = isinstance(document, dict) and isinstance(document.get("shapes"), list)
        regions = (regions_of_labelme if labelme else regions_of_geojson)(document, path.name)
    names = [region.name for region in regions]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Problem("E400", path.name, f"two regions are named {twice[0]!r}")
    return regions


def read_midline(path: Path | str) -> Midline | None:
    """Return the midline that a GeoJSON file carries beside its regions, or None.

    Raises:
        Problem: E400 where the file cannot be read, E412 where its line is none.
    """
    path = Path(path)
    data = _content(path)
    document = None if data.startswith((b"Iout", b"PK")) else _parsed(data, path.name)
    if document is None or (isinstance(document, dict) and "shapes" in document):
        return None
    return midline_of_geojson(document, path.name)


def regions_file(regions: Sequence[Region], name: str, midline: Midline | None = None) -> bytes:
    """Return the content of a file of this `name`: `.geojson`, `.roi`, `.zip` (ImageJ), `.json` (labelme).

    Raises:
        Problem: E410 for another ending, or where the form cannot hold the regions.
    """
    ending = Path(name).suffix.lower()
    if ending == ".geojson":
        return regions_geojson(regions, midline).encode()
    if ending == ".zip":
        return imagej_zip(regions)
    if ending == ".json":
        return labelme_json(regions).encode()
    if ending != ".roi":
        raise Problem("E410", name, f"The name ends in none of {', '.join(ENDINGS)}")
    if len(regions) != 1:
        raise Problem("E410", name, f"A .roi holds one region, these are {len(regions)}: write a .zip")
    return imagej_roi(regions[0])


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Problem("E400", path.name, error.strerror or "it cannot be read") from error
    if len(data) > LARGEST_FILE:
        raise Problem("E400", path.name, "it is larger than outlines can be")
    return data


def _parsed(data: bytes, file: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Problem("E400", file, f"it is not JSON: {error}") from error
