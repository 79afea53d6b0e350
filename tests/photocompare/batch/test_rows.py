"""Rows L10 to L26 of what a manifest may say of its photos: each costs what it must, and no more."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from photocompare.batch import batch_into, day_of, dry_run, plan, read_manifest, run_batch
from photocompare.errors import Problem
from photocompare.recipe import PhotoRecipe, Recipe, read_recipe
from photocompare.table import read_rows
from tests.photocompare.batch.test_manifest import GOOD, codes, planned, written
from tests.photocompare.photo import makers

RECIPE = Recipe(metrics=("erythema_index",))


def photos(folder: Path, content: str, *names: str) -> Path:
    """Write a manifest and the photos it names, all of one picture."""
    for name in names:
        (folder / name).write_bytes(makers.png())
    (folder / "manifest.csv").write_text(content, encoding="utf-8")
    return folder / "manifest.csv"


def test_that_exact_repetitions_are_measured_once_and_counted(tmp_path) -> None:
    """L10: 5,000 rows, 300 of them said twice."""
    lines = [f"S{n},leg,day {day},{n}_{day}.png" for n in range(2350) for day in (0, 5)]
    found = planned(tmp_path, "\n".join(["subject,view,timepoint,photo", *lines, *lines[:300], ""]))
    assert len(found.pairs) == 2350
    assert codes(found) == ["W310"] * 300


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("S1,leg,day 5,c.png\n", ["E311"] * 2, id="L11 one moment, two photos"),
        pytest.param("S1,leg,day 5,c.png\nS1,leg,5d,d.png\n", ["E311"] * 3, id="L14 three"),
        pytest.param("S2,leg,day 0,c.png\n", ["", "E313"], id="L13 no partner"),
    ],
)
def test_that_photos_are_never_paired_by_their_order(tmp_path, rows, expected) -> None:
    """L14 is E311 here too: only the column repeat or another view tells photos of one timepoint apart."""
    found = planned(tmp_path, GOOD + rows)
    assert [pair.findings[0].code if pair.findings else "" for pair in found.pairs] == expected
    assert [pair.refused for pair in found.pairs] == [bool(code) for code in expected]


def test_that_another_view_tells_photos_of_one_timepoint_apart(tmp_path) -> None:
    """L14: two views of one leg are two series."""
    rows = GOOD.partition("\n")[2]
    found = planned(tmp_path, GOOD + rows.replace("leg", "leg back"))
    assert [pair.refused for pair in found.pairs] == [False, False]


def test_that_one_photo_in_two_patients_is_said_loudly_in_the_rows_of_both(tmp_path) -> None:
    """L12: by content, whatever the file is called."""
    rows = "S1,leg,day 0,a.png\nS1,leg,day 5,b.png\nS2,leg,day 0,c.png\nS2,leg,day 5,d.png\n"
    manifest = photos(tmp_path, "subject,view,timepoint,photo\n" + rows, "a.png", "b.png", "c.png", "d.png")
    result = run_batch(manifest, RECIPE)
    assert [("W312" in row["codes"].split(), row["status"]) for row in result.rows] == [(True, "warn")] * 2
    assert "S1, S2" in result.rows[0]["message"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("day 5", 5.0),
        ("D5", 5.0),
        ("5d", 5.0),
        ("1 month", 30.0),
        ("2 weeks", 14.0),
        ("before", 0.0),
        ("after", None),
        ("tomorrow", None),
    ],
)
def test_that_timepoints_follow_a_fixed_grammar(text, day) -> None:
    """L15: what it does not have is E315, never a guess."""
    assert day_of(text) == day


def test_that_rows_in_the_wrong_order_still_have_the_lowest_day_as_baseline(tmp_path) -> None:
    """L15: before and after exchanged in the file."""
    (pair,) = planned(
        tmp_path, "subject,view,timepoint,photo\nS1,leg,day 5,b.png\nS1,leg,day 0,a.png\n"
    ).pairs
    assert (pair.baseline.photo.name, pair.followup.photo.name) == ("a.png", "b.png")


@pytest.mark.parametrize(
    "path",
    [
        "/etc/hostname",
        "../outside.png",
        "..\\..\\outside.png",
        "\\\\server\\share\\x.png",
        "C:\\photos\\x.png",
        "http://x.org/x.png",
        "file:///etc/hostname",
        "~/x.png",
        "$HOME/x.png",
        "%USERPROFILE%/x.png",
        "a\x01b.png",
    ],
)
def test_that_a_path_leads_nowhere_else_and_nothing_in_it_is_expanded(tmp_path, monkeypatch, path) -> None:
    """L16, L17, F38: refused, or looked for under just this name beside the manifest."""
    inside = tmp_path / "study"
    inside.mkdir()
    (tmp_path / "outside.png").write_bytes(makers.png())
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "x.png").write_bytes(makers.png())
    found = planned(inside, GOOD.replace("b.png", path))
    (pair,) = dry_run(found, PhotoRecipe()).pairs
    said = {finding.code for finding in pair.findings}
    assert said & {"E115", "E101"}
    assert pair.refused


def test_that_hostile_and_number_like_ids_come_back_byte_for_byte(tmp_path) -> None:
    """L18, L19: kept as text inside, made harmless in the file, taken off again by our reader."""
    ids = ["=cmd|'/c calc'!A1", "@SUM", "+1", "-1", "007", "1E5", "3-4", "12345678901234567890", "\uff1d1"]
    lines = [["subject", "view", "timepoint", "photo", "note"]]
    for one in ids:
        lines += [[one, one, "day 0", "a.png", one], [one, one, "day 5", "b.png", one]]
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(makers.png())
    with (tmp_path / "manifest.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    batch_into(tmp_path / "out", tmp_path / "manifest.csv", RECIPE)
    back = [(row["subject"], row["view"], row["note"]) for row in read_rows(tmp_path / "out" / "metrics.csv")]
    assert back == [(one, one, one) for one in ids]
    with (tmp_path / "out" / "metrics.csv").open(newline="", encoding="utf-8") as file:
        stored = [row["subject"] for row in csv.DictReader(file)]
    assert [cell.startswith("'") for cell in stored] == [True] * 4 + [False] * 4 + [True]


@pytest.mark.parametrize(
    "geojson",
    [
        "{",
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"r"},"geometry":'
        '{"type":"Polygon","coordinates":[[[1,1],[5,5]]]}}]}',
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"r"},"geometry":'
        '{"type":"Polygon","coordinates":[[[NaN,1],[5,5],[9,1]]]}}]}',
    ],
    ids=["L22 bad JSON", "L22 two points", "L22 NaN"],
)
def test_that_regions_that_cannot_be_used_cost_their_rows(tmp_path, geojson) -> None:
    (tmp_path / "bad.geojson").write_text(geojson)
    head, *rows = GOOD.splitlines()
    others = [row.replace("S1", "S2") for row in rows]
    lines = [f"{head},regions", *(f"{row},bad.geojson" for row in rows), *(f"{row}," for row in others)]
    found = planned(tmp_path, "\n".join(lines) + "\n")
    assert [pair.refused for pair in found.pairs] == [True, False]
    assert codes(found)[0].startswith("E4")


@pytest.mark.parametrize(
    "text",
    [
        "metrix = []",
        "metrics = []\nmetrics = []",
        "[photo]\nmost_megapixels = nan",
        "metrics = 3",
        'a: !!python/object/apply:os.system ["true"]',
    ],
    ids=["L23 unknown key", "L23 twice", "L23 NaN", "L23 type", "L23 YAML"],
)
def test_that_a_wrong_recipe_is_refused_before_any_work(tmp_path, text) -> None:
    (tmp_path / "recipe.toml").write_text(text)
    with pytest.raises(Problem) as refused:
        read_recipe(tmp_path / "recipe.toml")
    assert refused.value.exit == 2


def test_that_a_manifest_changed_meanwhile_is_said_and_the_copy_that_was_read_used(tmp_path) -> None:
    """L24."""
    study = tmp_path / "study"
    study.mkdir()
    manifest = photos(study, GOOD, "a.png", "b.png")
    read = read_manifest(manifest)
    manifest.write_text(GOOD + "S9,leg,day 0,a.png\n")
    outcome = batch_into(tmp_path / "out", read, RECIPE)
    assert "W317" in {finding.code for finding in outcome.findings}
    assert [row["subject"] for row in read_rows(tmp_path / "out" / "metrics.csv")] == ["S1"]
    assert json.loads((tmp_path / "out" / "run.json").read_text())["inputs"]["manifest.csv"] == read.sha256


def test_that_results_never_take_the_place_of_the_manifest_or_a_photo(tmp_path) -> None:
    """L26: nothing is written at all."""
    written(tmp_path, GOOD)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(Problem) as refused:
        batch_into(tmp_path, tmp_path / "manifest.csv", RECIPE)
    assert (refused.value.code, refused.value.exit) == ("E333", 2)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_that_ten_megabytes_in_one_line_are_refused_with_the_place(tmp_path) -> None:
    """L21."""
    with pytest.raises(Problem, match="E301"):
        planned(tmp_path, GOOD + "x" * 10_000_000)
    assert plan(read_manifest(written(tmp_path, GOOD))).pairs
