"""Vessels painted by a person, from the command line; and vessels that come back over a series."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photocompare.batch import run_batch
from photocompare.recipe import Recipe
from tests.photocompare.command import run

SHAPE = (300, 400)


def leg(path: Path, *lines: int, seed: int = 0) -> Path:
    """Write a leg with a red line at each of these rows, with the mottling that an alignment needs."""
    noise = np.random.default_rng(7).normal(0, 1, (30, 40, 1)).repeat(10, 0).repeat(10, 1)
    grain = np.random.default_rng(seed).normal(0, 0.002, (*SHAPE, 3))
    y, x = np.mgrid[0 : SHAPE[0], 0 : SHAPE[1]] + 0.5
    optical = np.array([0.35, 0.57, 0.70]) + 0.03 * noise * [1, 1, 1] + grain
    for row in lines:
        line = np.clip(3 - np.abs(y - row - 6 * np.sin(x / 40)), 0, 1) * (x > 60) * (x < 340)
        optical = optical + line[..., None] * [0.02, 0.22, 0.14]
    light = 10**-optical
    stored = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    Image.fromarray(np.rint(255 * stored.clip(0, 1)).astype(np.uint8)).save(path)
    return path


def density(folder: Path, *options: str) -> tuple[float, dict[str, object]]:
    """Return the baseline's vessel length density as `score` writes it, and run.json."""
    done = run("score", "a.png", "b.png", "--out", "m.csv", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    with (folder / "m.csv").open(encoding="utf-8") as file:
        rows = {row["metric"]: row for row in csv.DictReader(file)}
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return float(rows["vessel_length_density"]["baseline"]), record


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    leg(tmp_path / "a.png", 100, 200, seed=1)
    leg(tmp_path / "b.png", 100, 200, seed=2)
    (tmp_path / "recipe.toml").write_text('metrics = ["vessel_length_density"]\n')
    return tmp_path


def test_that_a_stroke_takes_a_vessel_away_and_run_json_says_who_and_when(pair: Path) -> None:
    away = {
        "type": "FeatureCollection",
        "properties": {"author": "R1", "time": "2025-05-01T12:00:00Z"},
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": [[30, 200], [370, 200]]},
                "properties": {"action": "remove", "width": 40},
            }
        ],
    }
    (pair / "strokes.geojson").write_text(json.dumps(away))
    both, plain = density(pair, "--recipe", "recipe.toml")
    one, record = density(pair, "--recipe", "recipe.toml", "--vessels", "strokes.geojson")
    assert one == pytest.approx(both / 2, rel=0.05)
    edits = record["edits"]
    assert isinstance(edits, dict)
    assert edits["vessels"] | {"author": "R1", "time": "2025-05-01T12:00:00Z"} == edits["vessels"]
    assert edits["vessels"]["remove"] == 1
    assert "edits" not in plain


def test_that_a_painted_mask_replaces_what_was_detected(pair: Path) -> None:
    y, x = np.mgrid[0 : SHAPE[0], 0 : SHAPE[1]]
    mask = (np.abs(y - 50) < 3) & (x > 100) & (x < 300)
    Image.fromarray(mask.astype(np.uint8) * 255).save(pair / "mask.png")
    found, _ = density(pair, "--recipe", "recipe.toml", "--vessels", "mask.png")
    assert found * SHAPE[0] * SHAPE[1] == pytest.approx(200, rel=0.06)


@pytest.mark.parametrize("content", [b"{}", b"no json", b'{"features": [{"geometry": {"type": "Point"}}]}'])
def test_that_a_file_of_no_strokes_is_refused_before_anything_starts(pair: Path, content: bytes) -> None:
    (pair / "strokes.geojson").write_bytes(content)
    done = run("score", "a.png", "b.png", "--vessels", "strokes.geojson", cwd=pair)
    assert done.returncode == 2
    assert "E484" in done.stderr


def test_that_a_vessel_cleared_and_back_again_is_recurrence_in_the_series(tmp_path: Path) -> None:
    for day, lines in enumerate(((60, 130, 200), (60,), (60, 130))):
        leg(tmp_path / f"{day}.png", *lines, seed=day)
    lines_ = "".join(f"S01,leg,day {day},{day}.png\n" for day in range(3))
    (tmp_path / "manifest.csv").write_text("subject,view,timepoint,photo\n" + lines_)
    recipe = Recipe(metrics=("vessel_cleared_fraction", "vessel_recurred_fraction"))
    rows = [row for row in run_batch(tmp_path / "manifest.csv", recipe).rows if "recurred" in row["metric"]]
    assert rows[0]["followup"] == ""
    assert "N483" in rows[0]["codes"]
    assert float(rows[1]["followup"]) == pytest.approx(50, abs=6)
