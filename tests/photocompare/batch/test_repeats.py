"""Repeat photographs in a manifest tell the error, and go before the model."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest

from photocompare.batch import batch_into, plan, read_manifest, run_batch
from photocompare.errors import Problem
from photocompare.phantom import Camera, Scene, Shot, Treatment
from photocompare.phantom.pair import paint_series
from photocompare.recipe import ErrorRecipe, Recipe
from photocompare.regions import polygon_region, regions_geojson
from photocompare.statistics import summarize

SHOTS = (("day 0", 1), ("day 0", 2), ("day 0", 3), ("week 2", 1), ("week 2", 2))
SCALE = 0.27
CORNERS = {"treated": (0.12, 0.2, 0.45, 0.8), "untreated": (0.55, 0.2, 0.88, 0.55)}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a manifest: day 0 photographed three times, week 2 twice, one region redder by 4 points."""
    folder = tmp_path_factory.mktemp("study")
    scene = Scene(size=(420, 315), mm_per_pixel=SCALE, hairs=0)
    outlines = {
        name: [(x0 * 420, y0 * 315), (x1 * 420, y0 * 315), (x1 * 420, y1 * 315), (x0 * 420, y1 * 315)]
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


def test_that_repeats_are_not_follow_ups_and_each_timepoint_has_its_own(study: Path) -> None:
    found = plan(read_manifest(study))
    assert [(pair.followup.timepoint, pair.followup.repeat) for pair in found.pairs] == [("week 2", 1)]
    assert not found.findings
    shots = [(pair.followup.timepoint, pair.followup.repeat) for pair in found.repeats]
    assert shots == [("day 0", 2), ("day 0", 3), ("week 2", 1), ("week 2", 2)]


def test_that_enough_repeats_give_the_error_and_a_planted_change_exceeds_it(study: Path) -> None:
    recipe = Recipe(metrics=("erythema_index",), error=ErrorRecipe(least_repeats=6))
    result = run_batch(study, recipe, mm_per_pixel=SCALE)
    rows = {row["region"]: row for row in result.rows}
    assert {row["sdc_source"] for row in rows.values()} == {"repeats"}
    assert len({row["sdc"] for row in rows.values()}) == 1
    # 2 % of red is 0.86 points, a third more of the camera's own red: 0.61 to 0.82 in the mean square.
    assert 1.96 * 0.61 < float(rows["treated"]["sdc"]) < 1.96 * 0.9
    assert rows["treated"]["verdict"] == "increased"
    assert rows["untreated"]["verdict"] == "within error"
    assert set(result.inputs) == {f"{number}.jpg" for number in range(5)}


def test_that_the_study_says_how_well_its_measures_repeat(study: Path, tmp_path: Path) -> None:
    """Each place shot twice is a pair: two regions, at two timepoints; a third shot is in the table alone."""
    batch_into(tmp_path, study, Recipe(metrics=("erythema_index",)), mm_per_pixel=SCALE)
    summary = summarize(tmp_path / "metrics.csv")
    pairs = [(one.place[2], one.first, one.again) for one in summary.repeats]
    assert [region for region, _, _ in pairs] == ["treated", "untreated"] * 2
    limits, sem, sdc, coefficient, icc = (one for one in summary.estimates if "repeats" in one.analysis)
    differences = np.array([again - first for _, first, again in pairs])
    assert (limits.n, limits.sites, limits.estimate) == (1, 4, pytest.approx(differences.mean()))
    assert limits.interval == pytest.approx(differences.mean() + np.array([-1, 1]) * sdc.estimate)
    assert sdc.estimate == pytest.approx(1.96 * 2**0.5 * sem.estimate)
    assert coefficient.estimate == pytest.approx(1.96 * (differences**2).mean() ** 0.5)
    assert icc.interval is not None
    assert icc.interval[0] < icc.estimate < icc.interval[1] <= 1
    shots = list(csv.DictReader((tmp_path / "repeats.csv").read_text().splitlines()))
    seen = {(row["timepoint"], row["shot"]) for row in shots}
    assert seen == {("day 0", "2"), ("day 0", "3"), ("week 2", "2")}
    (file,) = {row["again_sha256"] for row in shots if row["shot"] == "3"}
    assert file == hashlib.sha256((study.parent / "2.jpg").read_bytes()).hexdigest()
    (tmp_path / "repeats.csv").write_text("subject,view\nS1,leg\n")
    with pytest.raises(Problem, match="E337"):
        summarize(tmp_path / "metrics.csv")


def test_that_too_few_repeats_leave_the_error_to_the_model(study: Path) -> None:
    result = run_batch(study, Recipe(metrics=("erythema_index",)), mm_per_pixel=SCALE)
    assert {(row["sdc_source"], row["verdict"]) for row in result.rows} == {("", "error unknown")}
    assert all("N442" in row["codes"].split() for row in result.rows)
