"""What holds for every outline: mirrored, combined, written and read, carried there and back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from photocompare.errors import Problem
from photocompare.photo import Box
from photocompare.regions import (
    Midline,
    Region,
    area,
    checked,
    difference,
    intersection,
    mirrored,
    pixel_box,
    rasterize,
    read_regions,
    regions_file,
    twin,
    union,
    warped,
)
from photocompare.regions.plane import geometry
from tests.photocompare.regions.outlines import QUICK, apart, regions

PLACES = st.floats(-3000, 9000)


@QUICK
@given(regions(), st.tuples(PLACES, PLACES, PLACES, PLACES))
def test_that_mirrored_twice_a_region_is_itself(region: Region, ends: tuple[float, ...]) -> None:
    midline = Midline(ends[:2], (ends[2] + 20_000, ends[3]))
    there = mirrored(region, midline)
    assert area(there) == pytest.approx(area(region), rel=1e-9)
    back = mirrored(there, midline)
    assert (back.name, back.arm, back.side, back.role) == (region.name, region.arm, region.side, region.role)
    assert farthest(back, region) < 1e-6


@QUICK
@given(regions(plain=True), regions(plain=True), st.floats(0, 200), st.floats(0, 200))
def test_that_areas_add_up(first: Region, second: Region, x: float, y: float) -> None:
    left, top, *_ = first.bounds
    there_left, there_top, *_ = second.bounds
    moved = warped(second, lambda points: points + np.array([left + x - there_left, top + y - there_top]))
    both = area(union(first, moved))
    shared = or_nothing(intersection, first, moved)
    assert both == pytest.approx(area(first) + area(moved) - shared, rel=1e-6)
    assert or_nothing(difference, first, moved) == pytest.approx(area(first) - shared, abs=1e-6 * both)


@QUICK
@given(st.lists(regions(), min_size=1, max_size=4, unique_by=lambda region: region.name), st.data())
def test_that_every_form_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[Region], data: st.DataObject
) -> None:
    ending = data.draw(st.sampled_from((".geojson", ".zip", ".json")))
    path = tmp_path_factory.mktemp("forms") / f"regions{ending}"
    path.write_bytes(regions_file(written, path.name))
    read = read_regions(path)
    assert [(r.name, r.arm, r.side, r.role) for r in read] == [
        (r.name, r.arm, r.side, r.role) for r in written
    ]
    for one, other in zip(read, written, strict=True):
        assert farthest(one, other) < 0.01
        assert apart(one, other) < 0.01 * shapely.length(geometry(other.polygons))


@QUICK
@given(regions(), st.tuples(*[st.floats(-0.3, 0.3)] * 4), st.floats(0, 2e-5))
def test_that_carried_there_and_back_an_outline_returns(
    region: Region, turn: tuple[float, ...], bend: float
) -> None:
    matrix = np.eye(2) + np.reshape(turn, (2, 2)) * 0.9
    there = warped(region, lambda points: points @ matrix + bend * points[:, ::-1])
    whole = np.linalg.inv(matrix + bend * np.eye(2)[::-1])
    assert farthest(warped(there, lambda points: points @ whole), region) < 0.5


@QUICK
@given(regions(plain=True), st.integers(0, 2**32 - 1))
def test_that_a_tangled_outline_covers_what_the_even_odd_rule_says(region: Region, seed: int) -> None:
    rng = np.random.default_rng(seed)
    ring = tuple(tuple(point) for point in rng.permutation(np.array(region.polygons[0][0])).tolist())
    tangled = replace(region, polygons=((ring,),))
    straight = checked(tangled)
    box = pixel_box(region, (8000, 8000))
    grown = Box(box.top, box.bottom + 1, box.left, box.right + 1)
    before, after = rasterize(tangled, grown), rasterize(straight, grown)
    assert np.count_nonzero(before != after) <= 1
    assert area(straight) == pytest.approx(geometry(straight.polygons).area, rel=1e-9)


@QUICK
@given(regions(plain=True), st.floats(0.35, 1.0))
def test_that_a_twin_can_be_measured_over_the_same_area(region: Region, seen: float) -> None:
    """The other side is cut by the edge of the photo: the twin makes up for it, or is refused."""
    left, _, right, _ = region.bounds
    midline = Midline((right + 10, 0), (right + 10, 100))
    edge = right + 20 + seen * (right - left)
    corners = ((-1e5, -1e5), (edge, -1e5), (edge, 1e5), (-1e5, 1e5))
    frame = Region("photo", ((corners,),))

    def usable(one: Region) -> float:
        return or_nothing(intersection, one, frame)

    other = twin(region, midline, usable=usable)
    assert usable(other) == pytest.approx(usable(region), rel=0.005)


def or_nothing(combine: object, *of: Region) -> float:
    try:
        return area(combine(*of))  # type: ignore[operator]
    except Problem:
        return 0.0


def farthest(one: Region, other: Region) -> float:
    """Return the greatest distance between the outlines of two regions, in pixels."""
    first, second = (shapely.boundary(geometry(region.polygons)) for region in (one, other))
    return float(shapely.hausdorff_distance(first, second))


def test_that_an_imagej_selection_alone_holds_one_region(tmp_path: Path) -> None:
    square = Region("s", ((((1.25, 1.0), (9.0, 1.0), (9.0, 9.5)),),), "treated")
    path = tmp_path / "one.roi"
    path.write_bytes(regions_file([square], path.name))
    assert read_regions(path) == (square,)
    with pytest.raises(Problem) as caught:
        regions_file([square, replace(square, name="t")], "two.roi")
    assert caught.value.code == "E410"
