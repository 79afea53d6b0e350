"""`photocompare regions` as a user has it: real files, exit codes and words."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import skimage.data

from photocompare.compare import compare
from photocompare.photo import read_photo
from photocompare.regions import Midline, area, polygon_region, read_midline, read_regions, regions_geojson
from tests.photocompare.command import run
from tests.photocompare.pictures import png

SQUARE = ((600.25, 100.0), (700.0, 100.0), (700.0, 220.5), (600.0, 220.0))


@pytest.fixture
def left(tmp_path: Path) -> Path:
    cheek = polygon_region("left cheek", SQUARE, arm="treated", side="left")
    path = tmp_path / "left.geojson"
    path.write_text(regions_geojson([cheek], Midline((500, 0), (500, 900))), encoding="utf-8")
    return path


def test_that_regions_go_through_every_form_and_come_back(left: Path) -> None:
    steps = [left, *(left.with_name(name) for name in ("a.zip", "b.json", "c.geojson"))]
    for source, target in pairwise(steps):
        assert run("regions", "convert", source, target).returncode == 0
    assert read_regions(steps[-1]) == read_regions(left)
    shown = run("regions", "show", steps[1]).stdout
    assert all(words in shown for words in ("left cheek", "treated", "12010"))


def test_that_the_other_side_is_added_about_the_files_own_midline(left: Path) -> None:
    out = left.with_name("both.geojson")
    assert run("regions", "mirror", left, "--out", out, "--equal-area").returncode == 0
    one, other = read_regions(out)
    assert (other.name, other.arm, other.side) == ("right cheek", "untreated", "right")
    assert other.bounds[2] == pytest.approx(400)
    assert area(other) == pytest.approx(area(one), rel=0.005)
    assert read_midline(out) == Midline((500, 0), (500, 900))


def test_that_a_template_saved_is_laid_into_another_view(left: Path) -> None:
    mine, out = left.with_name("mine.toml"), left.with_name("laid.geojson")
    assert run("regions", "save", left, "cheek", "--box", "600,100,700,220.5", "--out", mine).returncode == 0
    assert "face-front" in run("regions", "templates", "--file", mine).stdout
    words = ("regions", "lay", "cheek", "--box", "0,0,50,60", "--file", mine, "--out", out)
    assert run(*words).returncode == 0
    assert read_regions(out)[0].bounds == pytest.approx((0, 0, 50, 60))
    refused = run("regions", "lay", "elbow", "--box", "0,0,9,9", "--out", out)
    assert (refused.returncode, "E411" in refused.stderr) == (2, True)


def test_that_an_outline_made_on_another_size_of_the_photo_is_refused(tmp_path: Path) -> None:
    """N07: never scaled in silence; labelme says on which size it outlined."""
    portrait = np.ascontiguousarray(skimage.data.astronaut())
    (tmp_path / "before.png").write_bytes(png(portrait))
    outline = {"label": "cheek", "points": [[190, 130], [230, 130], [230, 160]], "shape_type": "polygon"}
    photo = read_photo(tmp_path / "before.png")
    verdicts = []
    for width in (512, 1024):
        document = {"shapes": [outline], "imageWidth": width, "imageHeight": width, "imagePath": ""}
        (tmp_path / "drawn.json").write_text(json.dumps(document))
        result = compare(photo, photo, read_regions(tmp_path / "drawn.json"))
        verdicts.append("E404" in {finding.code for finding in result.all_findings})
    assert verdicts == [False, True]
