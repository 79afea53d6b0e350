"""Regions: exact areas, round trips, and outlines that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.compare import compare
from photocompare.errors import Problem
from photocompare.photo import Box, Photo, Transfer
from photocompare.recipe import Recipe
from photocompare.regions import (
    Region,
    area,
    polygon_region,
    rasterize,
    read_regions,
    regions_geojson,
    warped,
)

SQUARE = ((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0))
HOLE = ((20.0, 20.0), (20.0, 40.0), (40.0, 40.0), (40.0, 20.0))


def test_that_a_mask_covers_exactly_the_pixels_whose_centers_are_inside() -> None:
    assert rasterize(polygon_region("a", SQUARE), Box(0, 100, 0, 100)).sum() == 2500
    half = polygon_region("b", [(10.5, 10.5), (12.5, 10.5), (12.5, 12.5), (10.5, 12.5)])
    assert rasterize(half, Box(0, 20, 0, 20)).sum() == 4


@pytest.mark.parametrize("seed", range(5))
def test_that_the_mask_of_a_random_star_has_the_area_of_its_outline(seed: int) -> None:
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.uniform(0, 2 * np.pi, 40))
    radius = rng.uniform(120, 240, 40)
    region = polygon_region(
        "star", np.column_stack([250 + radius * np.cos(angle), 250 + radius * np.sin(angle)])
    )
    assert rasterize(region, Box(0, 500, 0, 500)).sum() == pytest.approx(area(region), rel=0.005)


def test_that_holes_are_left_out_and_parts_add_up() -> None:
    region = Region("a", ((SQUARE, HOLE), (((70.0, 10.0), (80.0, 10.0), (80.0, 20.0), (70.0, 20.0)),)))
    assert area(region) == 2500 - 400 + 100
    assert rasterize(region, Box(0, 100, 0, 100)).sum() == 2200


def test_that_a_mask_of_a_part_equals_the_part_of_the_mask() -> None:
    region = polygon_region("a", [(3.2, 4.7), (91.3, 13.1), (77.7, 88.8), (15.5, 60.1)])
    whole = rasterize(region, Box(0, 100, 0, 100))
    assert np.array_equal(rasterize(region, Box(20, 70, 30, 90)), whole[20:70, 30:90])


def test_that_an_outline_carried_there_and_back_covers_the_same_pixels() -> None:
    region = polygon_region("a", SQUARE)
    there = warped(region, lambda points: points @ np.array([[0.9, 0.3], [-0.2, 1.1]]) + (5, 7))
    inverse = np.linalg.inv(np.array([[0.9, 0.3], [-0.2, 1.1]]))
    back = warped(there, lambda points: (points - (5, 7)) @ inverse)
    box = Box(0, 100, 0, 100)
    assert np.array_equal(rasterize(back, box), rasterize(region, box))


def test_that_regions_written_and_read_again_are_the_same(tmp_path: Path) -> None:
    regions = (
        Region("left cheek", ((SQUARE, HOLE),), "treated", "left"),
        Region("two parts", ((SQUARE,), (tuple((x + 100, y) for x, y in SQUARE),)), "A", "right", "measure"),
        Region("card", ((SQUARE,),), role="gray", photo="followup", reflectance=0.18),
    )
    path = tmp_path / "regions.geojson"
    path.write_text(regions_geojson(regions), encoding="utf-8")
    assert read_regions(path) == regions


def geojson(coordinates: object, kind: str = "Polygon", **properties: object) -> str:
    geometry = {"type": kind, "coordinates": coordinates}
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": geometry, "properties": properties}],
        }
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not json", "E400"),
        ("[]", "E400"),
        ('{"type": "FeatureCollection"}', "E400"),
        (geojson([[0, 0]], "Point"), "E400"),
        (geojson("abc"), "E400"),
        (geojson([[[0, 0], ["x", 1], [1, 1]]]), "E400"),
        (geojson([[[0, 0], [9, 9]]]), "E401"),
        (geojson([[[0, 0], [5, 5], [9, 9]]]), "E401"),
        (geojson([[[0, 0], [2**31, 0], [9, 9]]]), "E404"),
        (geojson([[[0, 0], [float("nan"), 0], [9, 9]]]), "E404"),
        (geojson([[[0, 0], [9, 0], [9, 9]]], role="tumor"), "E400"),
        (geojson([[[0, 0], [9, 0], [9, 9]]], side="leftish"), "E400"),
    ],
)
def test_that_an_outline_that_cannot_be_used_is_refused_in_words(
    tmp_path: Path, text: str, code: str
) -> None:
    path = tmp_path / "regions.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_regions(path)
    assert caught.value.code == code
    assert caught.value.finding.message


def test_that_hundreds_of_regions_are_each_measured_as_if_alone() -> None:
    """Row N23: each region looks only at those it touches."""
    shape, corners = (600, 600), np.arange(0, 600, 30)
    many = [
        polygon_region(f"{x} {y}", [(x, y), (x + 25, y), (x + 25, y + 25), (x, y + 25)])
        for x in corners
        for y in corners
    ]
    light = np.random.default_rng(1).uniform(0.3, 0.6, (2, *shape, 3)).astype(np.float32)
    first, second = (Photo(one, Transfer(None), name, name) for one, name in zip(light, "ab", strict=True))
    recipe = Recipe(metrics=("erythema_index",))
    alone = compare(first, second, many[210:211], recipe, alignment=identity(shape))
    every = compare(first, second, many, recipe, alignment=identity(shape))
    assert len(every.measurements) == len(many)
    assert every.measurements[210] == alone.measurements[0]
