"""Repeat photographs in a manifest tell the error, and go before the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from photocompare.batch.entry import Entry
from photocompare.batch.manifest import read_manifest
from photocompare.batch.repeats import errors_by_scene, repeats_of
from photocompare.compare import Measurement, compare
from photocompare.phantom import Camera, Scene, Shot, Treatment
from photocompare.phantom.pair import paint_series
from photocompare.photo import read_photo
from photocompare.recipe import ErrorRecipe, Recipe
from photocompare.regions import polygon_region, read_regions, regions_geojson

SHOTS = (("day 0", 1), ("day 0", 2), ("day 0", 3), ("week 2", 1), ("week 2", 2))
CORNERS = {"treated": (0.12, 0.2, 0.45, 0.8), "untreated": (0.55, 0.2, 0.88, 0.55)}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a manifest: day 0 photographed three times, week 2 twice, one region redder by 4 points."""
    folder = tmp_path_factory.mktemp("study")
    scene = Scene(size=(560, 420), mm_per_pixel=0.2, hairs=0)
    outlines = {
        name: [(x0 * 560, y0 * 420), (x1 * 560, y0 * 420), (x1 * 560, y1 * 420), (x0 * 560, y1 * 420)]
        for name, (x0, y0, x1, y1) in CORNERS.items()
    }
    plain = tuple(Treatment(name, outline) for name, outline in outlines.items())
    redder = (Treatment("treated", outlines["treated"], erythema_change=4.0), plain[1])
    cast = [(1.0, 1.0, 1.0), (1.02, 1.0, 0.99), (0.99, 1.0, 1.01), (1.01, 1.0, 1.0), (1.0, 1.0, 0.99)]
    shots = [
        Shot(Camera(white_balance=one), redder if name == "week 2" else plain)
        for (name, _), one in zip(SHOTS, cast, strict=True)
    ]
    painted = paint_series(scene, shots, seed=4)
    photos = [painted[0].baseline, *(pair.followup for pair in painted)]
    lines = ["subject,view,timepoint,photo,repeat,regions"]
    for number, ((timepoint, repeat), taken) in enumerate(zip(SHOTS, photos, strict=True)):
        (folder / f"{number}.jpg").write_bytes(taken.jpeg())
        lines.append(f"S1,leg,{timepoint},{number}.jpg,{repeat},regions.geojson")
    drawn = [polygon_region(name, outline) for name, outline in outlines.items()]
    (folder / "regions.geojson").write_text(regions_geojson(drawn))
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n")
    return folder / "manifest.csv"


def test_that_each_timepoint_has_its_own_repeats(study: Path) -> None:
    first, second = repeats_of(read_manifest(study).entries)
    assert ([shot.repeat for shot in first.shots], first.at_baseline) == ([2, 3], True)
    assert ([shot.repeat for shot in second.shots], second.at_baseline) == ([1, 2], False)


def test_that_enough_repeats_give_the_error_and_a_planted_change_exceeds_it(study: Path) -> None:
    recipe = Recipe(metrics=("erythema_index",), error=ErrorRecipe(least_repeats=6))
    outlines = read_regions(study.parent / "regions.geojson")

    def measure(baseline: Entry, shot: Entry) -> tuple[Measurement, ...]:
        return compare(read_photo(baseline.photo), read_photo(shot.photo), outlines, recipe).measurements

    repeats = repeats_of(read_manifest(study).entries)
    errors = errors_by_scene(repeats, measure, recipe.error)["leg", "normal"]
    # 2 % of red is 0.86 points, a third more of the camera's own red: 0.61 to 0.82 in the mean square.
    assert 1.96 * 0.61 < errors["erythema_index", "points"] < 1.96 * 0.9
    first, later = repeats[1].baseline, repeats[1].shots[0]
    found = compare(read_photo(first.photo), read_photo(later.photo), outlines, recipe, repeats=errors)
    assert [row.verdict for row in found.measurements] == ["increased", "within error"]
    assert {row.sdc_source for row in found.measurements} == {"repeats"}
    assert errors_by_scene(repeats, measure, ErrorRecipe())["leg", "normal"] == {}
