"""A study file is measured as its manifest is: the same numbers, by the same commands."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skimage.data

from photocompare.alignment.landmarks import align_by_landmarks
from photocompare.batch import read_manifest, run_batch
from photocompare.batch.studies import study_with_entries
from photocompare.compare import compare
from photocompare.photo import read_photo
from photocompare.recipe import Recipe
from photocompare.regions import polygon_region, regions_geojson
from photocompare.study import (
    PaintedStroke,
    new_study,
    open_study,
    study_from_template,
    with_alignment,
    with_measurements,
    with_painted,
    with_recipe,
)
from photocompare.study.outlines import with_outline_at
from photocompare.study.painted import painted_pair
from photocompare.table import comparison_rows, csv_text
from tests.photocompare.pictures import png
from tests.photocompare.study.conftest import Run

RECIPE = Recipe(metrics=("erythema_index", "a_star"))


MANIFEST = """subject,view,timepoint,day,photo,regions,mm_per_pixel,side
S01,left thigh,before,0,a.png,r.geojson,0.4,left
S01,left thigh,5 weeks,35,b.png,,,left
S01,left thigh,4 months,120,c.png,,,left
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one subject's photos, their manifest, and the same as a study file."""
    folder = tmp_path_factory.mktemp("veins")
    photos = folder / "photos"
    photos.mkdir()
    portrait = skimage.data.astronaut()
    for number, name in enumerate("abc"):
        shot = portrait[3 * number : 380 + 3 * number, 40 + number : 440 + number]
        (photos / f"{name}.png").write_bytes(png(shot))
    cheek = [(196, 132), (222, 128), (232, 146), (206, 168)]
    outlines = regions_geojson([polygon_region("cheek", cheek, arm="treated")])
    (photos / "r.geojson").write_text(outlines, encoding="utf-8")
    (photos / "manifest.csv").write_text(MANIFEST, encoding="utf-8")
    path = folder / "veins.photostudy"
    with new_study(path, study_from_template("sclerotherapy")) as opened:
        entries = read_manifest(folder / "photos" / "manifest.csv").entries
        study = study_with_entries(path, opened.study, entries)
        opened.save(with_recipe(study, RECIPE), "Add photos")
    return folder


@pytest.fixture(scope="module")
def measured(folder: Path) -> bytes:
    """Return the table of the manifest."""
    return csv_text(run_batch(folder / "photos" / "manifest.csv", RECIPE).rows).encode()


def test_that_the_study_s_table_is_the_manifest_s_byte_for_byte(
    run: Run, folder: Path, measured: bytes
) -> None:
    done = run("batch", folder / "veins.photostudy", "--out", folder / "results")
    assert done.returncode == 0, done.stderr
    assert (folder / "results" / "metrics.csv").read_bytes() == measured
    record = json.loads((folder / "results" / "run.json").read_text(encoding="utf-8"))
    assert record["recipe"]["metrics"] == list(RECIPE.metrics)
    with open_study(folder / "veins.photostudy") as opened:
        assert record["inputs"]["study"] == opened.head[1]
        rows = list(csv.DictReader(measured.decode().splitlines()))
        kept = opened.save(with_measurements(opened.study, rows), "Measure").measurements
        assert [row for pair in kept for row in pair.rows] == rows


def test_that_pairs_of_a_study_are_scored_and_checked_by_name(
    run: Run, folder: Path, measured: bytes, tmp_path: Path
) -> None:
    study, out = folder / "veins.photostudy", tmp_path / "m.csv"
    asked = ("--subject", "S01", "--timepoint", "4 months", "--figure", tmp_path / "pair.png")
    done = run("score", study, *asked, "--out", out)
    assert done.returncode == 0, done.stderr
    with out.open(newline="", encoding="utf-8") as file:
        scored = list(csv.DictReader(file))
    everything = csv.DictReader(measured.decode().splitlines())
    assert scored == [row for row in everything if row["timepoint"] == "4 months"]
    assert (tmp_path / "pair.png").read_bytes().startswith(b"\x89PNG")
    assert "E626" in run("score", study, "--subject", "S09").stderr
    assert run("score", study, "--regions", folder / "photos" / "r.geojson").returncode == 2
    checked = run("check", study, "--quick")
    assert (checked.returncode, "2 of 2 pairs can be measured" in checked.stdout) == (0, True)


def test_that_a_moved_photo_is_measured_and_a_changed_one_never(
    folder: Path, measured: bytes, tmp_path: Path
) -> None:
    shutil.copytree(folder / "photos", tmp_path / "elsewhere")
    path = tmp_path / "veins.photostudy"
    shutil.copy(folder / "veins.photostudy", path)
    assert csv_text(run_batch(path, RECIPE).rows).encode() == measured
    later = tmp_path / "photos" / "c.png"
    later.parent.mkdir()
    shutil.copy(tmp_path / "elsewhere" / "b.png", later)
    result = run_batch(path, RECIPE)
    assert [row["followup"] for row in result.rows if row["timepoint"] == "4 months"] == [""] * 2
    assert {row["codes"] for row in result.rows if row["timepoint"] == "4 months"} == {"E701"}
    assert all(row["followup"] for row in result.rows if row["timepoint"] == "5 weeks")


def test_that_an_alignment_made_by_hand_is_the_one_that_is_measured_with(
    folder: Path, measured: bytes, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "study")
    path = tmp_path / "study" / "veins.photostudy"
    with open_study(path) as opened:
        baseline, followup, _ = opened.study.series("S01", "left thigh")
        corners = np.array([[50.0, 50], [350, 60], [340, 300], [60, 310], [200, 200], [250, 150]])
        by_hand = align_by_landmarks(corners, corners + 3, (380, 400), (380, 400))
        edited = with_alignment(opened.study, baseline.id, followup.id, by_hand, by_hand=True)
        opened.save(edited, "Align by hand")
    rows = run_batch(path, RECIPE).rows
    errors = {row["timepoint"]: float(row["alignment_error_px"]) for row in rows}
    assert errors["5 weeks"] == pytest.approx(by_hand.error_px, rel=1e-5)
    before = csv.DictReader(measured.decode().splitlines())
    assert [row for row in before if row["timepoint"] == "4 months"] == list(rows[2:])


@pytest.mark.slow
def test_that_vessels_painted_by_hand_are_measured_as_in_a_pair_of_their_own_and_told_in_run_json(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """The baseline's strokes hold for each of its pairs, once, and the study keeps who painted and when."""
    shutil.copytree(folder, tmp_path / "study")
    path = tmp_path / "study" / "veins.photostudy"
    recipe = Recipe(metrics=("vessel_area_fraction",))
    when = "2026-03-14T09:00:00+00:00"
    with open_study(path) as opened:
        baseline, followup, _ = opened.study.series("S01", "left thigh")
        lines = [
            PaintedStroke("add", ((200.0, 140.0), (215.0, 150.0)), 3, "R1", when),
            PaintedStroke("remove", ((205.0, 136.0), (225.0, 150.0)), 6, "R2", when),
        ]
        study = with_painted(opened.study, baseline.id, lines[:1])
        opened.save(with_recipe(with_painted(study, followup.id, lines[1:]), recipe), "Paint a vessel")
        strokes = painted_pair(lines[:1], lines[1:])
        outlines = opened.study.regions_of("S01", "left thigh") or ()
    done = run("batch", path, "--out", tmp_path / "results")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "results" / "metrics.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    first, *rest = (read_photo(folder / "photos" / f"{name}.png") for name in "abc")
    for row, photo, painted in zip(rows, rest, (strokes, painted_pair(lines[:1], ())), strict=True):
        alone = compare(first, photo, outlines, recipe, mm_per_pixel=0.4, painted=painted)
        (told,) = comparison_rows(alone)
        assert [row[name] for name in ("baseline", "followup")] == [told["baseline"], told["followup"]]
    edits = json.loads((tmp_path / "results" / "run.json").read_text(encoding="utf-8"))["edits"]
    assert edits["S01, left thigh, normal, 5 weeks"]["vessels"]["author"] == "R1, R2"
    assert edits["S01, left thigh, normal, 4 months"]["vessels"] == painted_pair(lines[:1], ()).to_json()


def test_that_an_outline_changed_for_one_timepoint_is_measured_there(
    folder: Path, measured: bytes, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "study")
    path = tmp_path / "study" / "veins.photostudy"
    with open_study(path) as opened:
        (region,) = opened.study.regions_of("S01", "left thigh") or ()
        there = replace(region, followup=((((200.0, 136), (226, 130), (236, 150), (210, 172)),),))
        edited = with_outline_at(opened.study, "S01", "left thigh", "5 weeks", there)
        opened.save(edited, "Change a region")
    rows = run_batch(path, RECIPE).rows
    before = list(csv.DictReader(measured.decode().splitlines()))
    assert {row["timepoint"] for row in rows if "W416" in row["codes"]} == {"5 weeks"}
    assert rows[0]["baseline"] == before[0]["baseline"]
    assert rows[0]["followup"] != before[0]["followup"]
    assert list(rows[2:]) == before[2:]
