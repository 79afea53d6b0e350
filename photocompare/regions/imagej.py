"""Regions as ImageJ writes them: `.roi`, and `.zip` of many, through roifile."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Sequence

import numpy as np
import roifile

from photocompare.errors import Problem, displayable
from photocompare.regions.geojson import worded
from photocompare.regions.plane import Polygon, Ring, even_odd
from photocompare.regions.region import LARGEST_COORDINATE, Region, checked
from photocompare.regions.shapes import ellipse_region, rectangle_region

LARGEST_MEMBER = 8_000_000
LARGEST_TOTAL = 64_000_000
MOST_MEMBERS = 5000
_PROPERTIES = ("arm", "side", "role")
_TYPES = roifile.ROI_TYPE
_OUTLINED = (_TYPES.POLYGON, _TYPES.FREEHAND, _TYPES.TRACED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
# A fixed date, so that equal regions make equal files.
_DATE = (1980, 1, 1, 0, 0, 0)


def regions_of_imagej(data: bytes, file: str) -> tuple[Region, ...]:
    """Return the regions of a `.roi` or of a `.zip` of them, read member by member within limits.

    Raises:
        Problem: E400 for a damaged file, one beyond the limits, or a selection without an area (line, point);
            E401 or E404 (see `checked`) for an outline.
    """
    members = [(file, data)] if data.startswith(b"Iout") else _members(data, file)
    return tuple(_region(content, name, f"region {i}", file) for i, (name, content) in enumerate(members, 1))


def imagej_zip(regions: Sequence[Region]) -> bytes:
    """Return the regions as a `.zip` of ImageJ selections; equal regions give equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, region in enumerate(regions, 1):
            archive.writestr(zipfile.ZipInfo(f"{number:04d}.roi", _DATE), imagej_roi(region))
    return packed.getvalue()


def imagej_roi(region: Region) -> bytes:
    """Return one region as an ImageJ selection: a polygon, or a composite where it has holes or parts."""
    rings = [ring for polygon in region.polygons for ring in polygon]
    roi = roifile.ImagejRoi.frompoints(np.array(rings[0], np.float64), name=_short(region.name))
    roi.roitype = _TYPES.POLYGON
    if len(rings) > 1:
        _make_composite(roi, region, rings)
    spoken = {key: getattr(region, key) for key in _PROPERTIES}
    if _short(region.name) != region.name:
        spoken["name"] = region.name
    # As in JSON: a line break or a rare letter in a word must not end the line or be counted twice.
    roi.props = "".join(f"{key}: {json.dumps(word)[1:-1]}\n" for key, word in spoken.items() if word)
    return roi.tobytes()


def _make_composite(roi: roifile.ImagejRoi, region: Region, rings: Sequence[Ring]) -> None:
    path: list[float] = []
    for ring in rings:
        for index, (x, y) in enumerate(ring):
            path += [1.0 if index else 0.0, x, y]
        path.append(4.0)
    left, top, right, bottom = region.bounds
    roi.roitype = _TYPES.RECT
    roi.integer_coordinates = roi.subpixel_coordinates = None
    roi.n_coordinates = 0
    roi.options &= ~roifile.ROI_OPTIONS.SUB_PIXEL_RESOLUTION
    roi.multi_coordinates = np.array(path, np.float32)
    roi.shape_roi_size = len(path)
    roi.left, roi.top, roi.right, roi.bottom = int(left), int(top), int(np.ceil(right)), int(np.ceil(bottom))


def _members(data: bytes, file: str) -> list[tuple[str, bytes]]:
    """Return name and content of each `.roi` in a zip; what it says of its sizes is not believed."""
    found, total = [], 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".roi")]
            if not entries or len(entries) > MOST_MEMBERS:
                raise Problem("E400", file, f"it holds {len(entries)} ImageJ selections (.roi)")
            for entry in entries:
                with archive.open(entry) as member:
                    content = member.read(LARGEST_MEMBER + 1)
                total += len(content)
                if len(content) > LARGEST_MEMBER or total > LARGEST_TOTAL:
                    raise Problem("E400", file, "it holds more than outlines can fill")
                found.append((entry.filename, content))
    except _DAMAGED as error:
        raise Problem("E400", file, "the zip is damaged or encrypted") from error
    return found


def _region(content: bytes, member: str, place: str, file: str) -> Region:
    try:
        roi = roifile.ImagejRoi.frombytes(content)
        spoken = _spoken(roi.props)
        name = (
            spoken["name"] or str(roi.name).strip() or member.rsplit("/", 1)[-1].removesuffix(".roi") or place
        )
        outline = _outlined(roi, name, file)
    except Problem:
        raise
    except (ValueError, TypeError, struct.error, RuntimeError, NotImplementedError, IndexError) as error:
        raise Problem("E400", file, f"{displayable(member)} is no ImageJ selection") from error
    region = Region(name, outline, spoken["arm"], spoken["side"], spoken["role"] or "measure")
    return checked(worded(region, place, file))


def _short(name: str) -> str:
    """Return the name without letters of two UTF-16 units, which roifile counts as one."""
    return "".join(letter if ord(letter) < 0x10000 else "?" for letter in name)


def _spoken(props: str) -> dict[str, str]:
    found = dict.fromkeys((*_PROPERTIES, "name"), "")
    for line in props.splitlines():
        key, _, word = line.partition(":")
        if key.strip() in found:
            try:
                found[key.strip()] = str(json.loads(f'"{word.strip()}"'))
            except ValueError:
                found[key.strip()] = word.strip()
    return found


def _outlined(roi: roifile.ImagejRoi, name: str, file: str) -> tuple[Polygon, ...]:
    if roi.composite:
        return _parts(roi, name)
    left, top, right, bottom = (float(side) for side in (roi.left, roi.top, roi.right, roi.bottom))
    if roi.subpixelrect:
        left, top = roi.xd, roi.yd
        right, bottom = left + roi.widthd, top + roi.heightd
    if roi.roitype == _TYPES.RECT:
        return rectangle_region(name, (left, top), (right, bottom)).polygons
    if roi.roitype == _TYPES.OVAL:
        center, radii = ((left + right) / 2, (top + bottom) / 2), ((right - left) / 2, (bottom - top) / 2)
        return ellipse_region(name, center, radii).polygons
    if roi.roitype not in _OUTLINED:
        kind = roi.roitype.name.lower().replace("_", " ")
        raise Problem("E400", file, f"{displayable(name)} is a {kind} and encloses nothing")
    return ((_ring(roi.coordinates()),),)


def _parts(roi: roifile.ImagejRoi, name: str) -> tuple[Polygon, ...]:
    """Return the polygons of a composite: ImageJ fills its rings by the even-odd rule."""
    if roi.multi_coordinates is None or not (np.abs(roi.multi_coordinates) <= LARGEST_COORDINATE).all():
        raise Problem("E404", name, "a coordinate is not a number or is beyond 1,000,000 pixels")
    rings = [_ring(points) for points in roi.path2coords(roi.multi_coordinates)]
    return even_odd([ring for ring in rings if len(ring) > 2])


def _ring(points: object) -> Ring:
    ring = tuple((float(x), float(y)) for x, y in np.asarray(points, np.float64))
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
