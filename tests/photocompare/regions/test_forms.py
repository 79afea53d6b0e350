"""Files of other programs, as those programs write them, and files that cannot be used."""

from __future__ import annotations

import io
import json
import math
import zipfile
from pathlib import Path

import numpy as np
import pytest
import roifile

from photocompare.errors import Problem
from photocompare.regions import Midline, Region, area, read_midline, read_regions, regions_geojson

TRIANGLE = [[1.5, 2.25], [11.5, 2.25], [1.5, 12.25], [1.5, 2.25]]


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def qupath(geometry: dict[str, object], **properties: object) -> dict[str, object]:
    identity = "2b8a6f4e-3a1c-4c1e-9b7e-6f2f6d1f0a11"
    known = {"objectType": "annotation", "isLocked": True, "measurements": {"Area": 50.0}} | properties
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": known}


@pytest.mark.parametrize(
    ("classification", "meaning"),
    [
        ({"name": "treated: left", "color": [0, 1, 2]}, ("treated", "left", "measure")),
        ({"name": "Serum", "colorRGB": -3670016}, ("Serum", "", "measure")),
        ({"names": ["untreated", "Right"], "color": [0, 1, 2]}, ("untreated", "right", "measure")),
        ({"name": "Ignore*"}, ("", "", "exclude")),
        ({"name": "reference"}, ("", "", "reference")),
        (None, ("", "", "measure")),
    ],
)
def test_that_a_class_given_in_qupath_is_arm_side_and_role(
    tmp_path: Path, classification: object, meaning: tuple[str, str, str]
) -> None:
    geometry = {"type": "Polygon", "coordinates": [TRIANGLE], "plane": {"c": -1, "z": 0, "t": 0}}
    # QuPath writes a bare list where "export as FeatureCollection" is not ticked.
    path = written(tmp_path, "q.geojson", [qupath(geometry, name="cheek", classification=classification)])
    (region,) = read_regions(path)
    assert (region.name, region.arm, region.side, region.role) == ("cheek", *meaning)
    assert area(region) == 50


def test_that_what_qupath_drops_comes_back_from_the_class(tmp_path: Path) -> None:
    """QuPath keeps name and class, and forgets properties it does not know."""
    hole = ((2.0, 2.0), (2.0, 4.0), (4.0, 4.0))
    region = Region(
        "a", ((((0.125, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), hole),), "A", "left", "exclude"
    )
    document = json.loads(regions_geojson([region], Midline((5, 0), (5, 9))))
    for feature in document["features"]:
        known = {"objectType", "name", "classification"}
        feature["properties"] = {k: v for k, v in feature["properties"].items() if k in known}
    path = written(tmp_path, "edited.geojson", document)
    assert read_regions(path) == (region,)
    assert read_midline(path) == Midline((5, 0), (5, 9))


def imagej(kind: roifile.ROI_TYPE, left: int, top: int, right: int, bottom: int) -> bytes:
    roi = roifile.ImagejRoi(roitype=kind, left=left, top=top, right=right, bottom=bottom, name="shape")
    return bytes(roi.tobytes())


def test_that_rectangles_ovals_and_freehand_lines_of_imagej_have_their_areas(tmp_path: Path) -> None:
    rectangle = imagej(roifile.ROI_TYPE.RECT, 10, 20, 40, 60)
    oval = imagej(roifile.ROI_TYPE.OVAL, 100, 100, 300, 200)
    freehand = roifile.ImagejRoi.frompoints(np.array([[0, 0], [10, 0], [10, 10]]), name="free").tobytes()
    areas = [area(*read_regions(written(tmp_path, "a.roi", data))) for data in (rectangle, oval, freehand)]
    assert areas == pytest.approx([1200, math.pi * 100 * 50, 50], rel=1e-4)


def test_that_rectangles_circles_and_groups_of_labelme_are_read(tmp_path: Path) -> None:
    def shape(kind: str, points: list[list[float]], label: str, **more: object) -> dict[str, object]:
        return {"label": label, "points": points, "shape_type": kind, "flags": {}, **more}

    document = {
        "version": "5.5.0",
        "imagePath": "anna.jpg",
        "imageData": None,
        "imageWidth": 640,
        "imageHeight": 480,
        "shapes": [
            shape("rectangle", [[10, 10], [30, 20]], "box"),
            shape("circle", [[100, 100], [130, 140]], "spot"),
            shape("polygon", [[0, 0], [10, 0], [10, 10]], "two", group_id=7),
            shape("polygon", [[20, 0], [30, 0], [30, 10]], "two", group_id=7),
        ],
    }
    regions = read_regions(written(tmp_path, "l.json", document))
    assert [region.name for region in regions] == ["box", "spot", "two"]
    assert [area(region) for region in regions] == pytest.approx([200, math.pi * 2500, 100], rel=1e-4)
    assert {region.size for region in regions} == {(640, 480)}


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.roi", content)
    return packed.getvalue()


LINE = imagej(roifile.ROI_TYPE.LINE, 0, 0, 5, 5)
SHAPE = {"label": "a", "points": [[1, 1], [2, 2]], "shape_type": "line"}
OUTLINE = {"label": "a", "points": [[0, 0], [1, 0], [1, 1]], "shape_type": "polygon"}


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("cut.roi", LINE[:50], "E400", "no ImageJ selection"),
        ("line.roi", LINE, "E400", "a line and encloses nothing"),
        ("flat.roi", imagej(roifile.ROI_TYPE.RECT, 5, 5, 5, 9), "E401", "Region has no area"),
        ("empty.zip", zipped(), "E400", "holds 0 ImageJ selections"),
        ("bomb.zip", zipped(a=b"Iout" + bytes(30_000_000)), "E400", "more than outlines can fill"),
        ("cut.zip", zipped(a=LINE)[:-30], "E400", "damaged"),
        ("bad.zip", zipped(a=b"MZ"), "E400", "no ImageJ selection"),
        ("line.json", {"shapes": [SHAPE]}, "E400", "line, not a polygon"),
        ("odd.json", {"shapes": ["a"]}, "E400", "not as labelme writes them"),
        (
            "nan.json",
            {"shapes": [OUTLINE | {"points": [[0, 0], [1, math.nan], [1, 1]]}]},
            "E404",
            "not a number",
        ),
        ("twice.json", {"shapes": [OUTLINE, OUTLINE]}, "E400", "two regions are named 'a'"),
        ("role.json", {"shapes": [OUTLINE | {"description": "role=tumor"}]}, "E400", "'tumor' is none of"),
        ("none.geojson", [], "E400", "no list `features`"),
        ("deep.json", b"[" * 100_000, "E400", "not JSON"),
        ("", b"", "E400", "Regions file cannot be used"),
    ],
)
def test_that_a_file_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, name: str, content: object, code: str, words: str
) -> None:
    path = written(tmp_path, name, content) if name else tmp_path
    with pytest.raises(Problem) as caught:
        read_regions(path)
    assert caught.value.code == code
    assert words.lower() in str(caught.value).lower()
