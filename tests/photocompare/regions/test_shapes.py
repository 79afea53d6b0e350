"""Shapes keep to their curves; holes come and go; templates fit any view; the other side is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from photocompare.errors import Problem
from photocompare.regions import (
    Midline,
    Region,
    applied,
    area,
    brush_region,
    built_in_templates,
    ellipse_region,
    erased,
    freehand_region,
    mirrored,
    other_arm,
    painted,
    polygon_region,
    read_templates,
    rectangle_region,
    template_of,
    templates_toml,
    twin,
)
from photocompare.regions.plane import geometry


@pytest.mark.parametrize("radii", [(3.0, 2.0), (40.0, 40.0), (1500.0, 400.0)])
def test_that_an_ellipse_stays_within_a_twentieth_of_a_pixel(radii: tuple[float, float]) -> None:
    region = ellipse_region("e", (2000, 2000), radii, angle_deg=30)
    t = np.linspace(0, 2 * np.pi, 20_000)
    curve = np.column_stack([radii[0] * np.cos(t), radii[1] * np.sin(t)])
    turn = np.array([[np.cos(np.pi / 6), np.sin(np.pi / 6)], [-np.sin(np.pi / 6), np.cos(np.pi / 6)]])
    line = shapely.boundary(geometry(region.polygons))
    distances = shapely.distance(line, shapely.points(curve @ turn + 2000))
    assert distances.max() < 0.05
    assert area(region) == pytest.approx(np.pi * radii[0] * radii[1], rel=1e-9)


def test_that_a_freehand_line_keeps_its_shape_with_a_tenth_of_its_points() -> None:
    t = np.linspace(0, 2 * np.pi, 3000, endpoint=False)
    radius = 300 + 40 * np.sin(5 * t)
    points = np.column_stack([500 + radius * np.cos(t), 500 + radius * np.sin(t)])
    drawn, region = polygon_region("f", points), freehand_region("f", points)
    assert len(region.polygons[0][0]) < 300
    lines = [shapely.boundary(geometry(one.polygons)) for one in (drawn, region)]
    assert shapely.hausdorff_distance(*lines) <= 0.25


def test_that_a_brush_paints_holes_and_erases_them() -> None:
    turn = np.linspace(0, 2 * np.pi, 60)
    ring = brush_region("r", np.column_stack([100 + 50 * np.cos(turn), 100 + 50 * np.sin(turn)]), 10)
    assert len(ring.polygons[0]) == 2
    assert area(ring) == pytest.approx(np.pi * (60**2 - 40**2), rel=0.01)
    filled = painted(ring, [(60, 100), (140, 100)], 45)
    assert len(filled.polygons[0]) == 1
    halves = erased(rectangle_region("h", (0, 0), (100, 40)), [(50, -20), (50, 60)], 5)
    assert len(halves.polygons) == 2
    assert area(halves) == pytest.approx(3600, rel=1e-3)
    with pytest.raises(Problem) as caught:
        erased(halves, [(0, 20), (100, 20)], 400)
    assert caught.value.code == "E401"


def test_that_the_other_side_has_the_other_side_and_arm() -> None:
    cheek = rectangle_region("left cheek", (60, 10), (90, 40), arm="treated", side="left")
    other = mirrored(cheek, Midline((50, 0), (50, 100)))
    assert (other.name, other.arm, other.side) == ("right cheek", "untreated", "right")
    assert other.bounds == (10, 10, 40, 40)
    unknown = (("serum",), ("", ["A", "B"]), ("A", ["A", "B", "C"]))
    assert [other_arm(*words) for words in (("A",), *unknown)] == ["B", "", "", ""]
    assert other_arm("serum", ["serum", "vehicle"]) == "vehicle"


def test_that_a_twin_without_room_is_refused_and_so_is_a_midline_of_one_point() -> None:
    spot = rectangle_region("spot", (60, 10), (90, 40))
    with pytest.raises(Problem) as caught:
        twin(spot, Midline((50, 0), (50, 100)), usable=lambda one: 900.0 if one.bounds[0] == 60 else 0.0)
    assert caught.value.code == "E413"
    with pytest.raises(Problem) as caught:
        Midline((1, 1), (1, 1))
    assert caught.value.code == "E412"


def test_that_templates_saved_and_read_fit_another_view(tmp_path: Path) -> None:
    hole = ((20.0, 20.0), (20.0, 40.0), (40.0, 40.0), (40.0, 20.0))
    outer = ((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0))
    mine = template_of("m\u00fche.1", [Region("shin", ((outer, hole),), "A", "left")], (10, 10, 60, 110))
    path = tmp_path / "mine.toml"
    path.write_text(templates_toml([mine]), encoding="utf-8")
    (region,) = applied(read_templates(path)["m\u00fche.1"], (1000, 0, 1500, 500))
    assert region.bounds == pytest.approx((1000, 0, 1500, 250))
    assert (region.arm, region.side, len(region.polygons[0])) == ("A", "left", 2)
    for template in built_in_templates().values():
        laid = applied(template, (0, 0, 1000, 1400))
        assert sum(map(area, laid)) == pytest.approx(geometry_area(laid), rel=1e-6), template.name
        assert template.frame


def geometry_area(regions: tuple[Region, ...]) -> float:
    return float(shapely.union_all([geometry(region.polygons) for region in regions]).area)
