"""A chart in a photo: found however it lies, corrected through, refused where it cannot be trusted."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from photocompare.cli import app
from photocompare.color import normalize
from photocompare.color.chart import charts_of, known_charts
from photocompare.color.find_chart import find_charts
from photocompare.color.lab import delta_e_2000, lab
from photocompare.color.read_chart import ChartReading
from photocompare.errors import Problem
from photocompare.photo import Photo, read_photo
from photocompare.recipe import ColorRecipe, Recipe
from photocompare.regions import polygon_region
from tests.photocompare.color.scenes import (
    CHART_AT,
    FOREHEAD,
    MM_PER_PIXEL,
    PAINTED,
    PITCH_MM,
    SKIN,
    TREATED,
    here,
    skin,
    taken,
    with_chart,
)
from tests.photocompare.pictures import eight_bit, png

OWN = ColorRecipe(method="chart", chart="painted", cards=(PAINTED,))
# The patches begin 1.6 mm inside the frame, less half a gap.
PATCHES_AT = CHART_AT + 1.15 / MM_PER_PIXEL * np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
WARM, COLD = (1.15, 1.0, 0.85), (0.8, 0.95, 1.1)


def reading(photo: Photo) -> ChartReading | None:
    return find_charts(photo, charts_of([PAINTED]), 4.0).get("painted")


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("slanted", [False, True])
def test_that_a_chart_is_found_however_it_lies(turns: int, slanted: bool) -> None:
    about = cv2.getRotationMatrix2D((0, 0), 23, 1)[:, :2] if slanted else np.eye(2)
    width, height = (170, 240) if turns % 2 else (240, 170)
    square = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    corners = square @ about.T + (80, 300)
    if slanted:
        corners[1] += (-14, 9)
    found = reading(taken(with_chart(skin(), corners, turns), WARM))
    assert found is not None
    assert not found.refusal
    assert found.residual_de00 < 0.5
    skin_again = (SKIN * WARM) @ found.fit.matrix.T
    assert delta_e_2000(lab(skin_again.astype(np.float32)), lab(SKIN.astype(np.float32))) < 0.5


@pytest.mark.parametrize("spoiled", ["covered", "glared", "another", "tone curve"])
def test_that_a_chart_that_cannot_be_trusted_is_refused(spoiled: str) -> None:
    light = with_chart(skin())
    if spoiled == "covered":
        light[380:550, 60:140] = SKIN * 0.8
    elif spoiled == "glared":
        light[380:550, 180:262] += 0.35
    elif spoiled == "another":
        light[380:546, 60:301] = light[380:546, 60:301][:, ::-1]
    else:
        light = light**1.5
    for charts in (charts_of([PAINTED]), known_charts()):
        found = find_charts(taken(light), charts, 4.0).values()
        assert all(one.refusal for one in found)


def test_that_a_chart_under_glare_is_refused_and_told_why() -> None:
    found = reading(taken(with_chart(skin()) * 0.5 + 0.3))
    assert found is not None
    assert re.search(r"dE2000 off, under glare: its white is \d times as light as its black", found.refusal)


@pytest.mark.parametrize(
    ("name", "kind", "usable"), [("below_fishbox.jpg", "classic", True), ("CC24.png", "spyder", False)]
)
def test_that_a_real_chart_is_found_and_told_apart(
    data_dir: Path, name: str, kind: str, usable: bool
) -> None:
    found = find_charts(read_photo(data_dir / "charts" / name), known_charts(), 4.0, thorough=True)
    best = min(found.values(), key=lambda one: one.mismatch_de00)
    assert best.chart.name.startswith(kind)
    assert best.residual_de00 < 10
    assert (best.refusal == "") == usable


def test_that_a_few_spoiled_patches_are_left_out_and_told() -> None:
    light = with_chart(skin())
    spoiled = light.copy()
    spoiled[460:500, 150:215] = (0.7, 0.1, 0.4)
    pair = normalize(taken(light), taken(spoiled, WARM), here(), [TREATED], OWN)
    assert "W424" in {finding.code for finding in pair.findings}
    assert pair.error_de00 is not None
    assert pair.error_de00 < 0.5


def test_that_a_whole_chart_behind_a_veil_corrects_roughly_after_all_else() -> None:
    veiled = with_chart(skin()) * (0.93, 0.91, 0.88) + (0.045, 0.06, 0.08)
    photos = taken(veiled), taken(veiled, WARM)
    pair = normalize(*photos, here(), [TREATED], OWN)
    assert "W428" in {finding.code for finding in pair.findings}
    assert pair.method == "chart"
    automatic = OWN.model_copy(update={"method": "auto"})
    assert normalize(*photos, here(), [TREATED], automatic).method == "chart"
    marked = normalize(*photos, here(), [TREATED, FOREHEAD], automatic)
    assert marked.method == "reference"
    assert "W421" in {finding.code for finding in marked.findings}


def test_that_neither_color_nor_strength_of_the_light_gets_through_a_chart() -> None:
    light = with_chart(skin())
    redder = light.copy()
    redder[60:300, 130:370, 1] *= 10 ** (-5 / 100)
    pair = normalize(taken(light, COLD), taken(redder, WARM), here(), [TREATED], OWN)
    before, after = (
        one.linear()[100:260, 170:330].reshape(-1, 3).astype(float) for one in (pair.baseline, pair.followup)
    )
    index = [np.median(100 * np.log10(one[:, 0] / one[:, 1])) for one in (before, after)]
    assert index[1] - index[0] == pytest.approx(5, abs=0.15)
    assert np.median(before, axis=0) == pytest.approx(
        np.median(light[100:260, 170:330], axis=(0, 1)), rel=0.02
    )


def test_that_a_chart_of_known_pitch_gives_the_scale_and_says_when_it_is_tilted() -> None:
    recipe = OWN.model_copy(update={"chart_pitch_mm": PITCH_MM})
    flat = taken(with_chart(skin()))
    pair = normalize(flat, flat, here(), [TREATED], recipe)
    assert pair.baseline.scale_unit == "mm"
    assert pair.baseline.scale == pytest.approx(MM_PER_PIXEL, rel=0.005)
    assert {f.code for f in pair.findings} >= {"N425"}
    assert "W425" not in {f.code for f in pair.findings}
    narrow = CHART_AT * (0.85, 1)
    tilted = taken(with_chart(skin(), narrow))
    assert "W425" in {f.code for f in normalize(tilted, tilted, here(), [TREATED], recipe).findings}
    assert normalize(flat, flat, here(), [TREATED], recipe, mm_per_pixel=0.1).baseline.scale == 0.1


def test_that_one_method_is_used_for_both_photos_and_the_best_one() -> None:
    both, bare = taken(with_chart(skin()), WARM), taken(skin(), WARM)
    automatic = OWN.model_copy(update={"method": "auto"})
    regions = [TREATED, FOREHEAD]
    assert normalize(both, both, here(), regions, automatic).method == "chart"
    for first, second in ((both, bare), (bare, both)):
        pair = normalize(first, second, here(), regions, automatic)
        assert pair.method == "reference"
        assert "W421" in {finding.code for finding in pair.findings}
        with pytest.raises(Problem, match="E422"):
            normalize(first, second, here(), regions, OWN)
    ultraviolet = normalize(both, both, here(), regions, automatic, lighting="uv")
    assert ultraviolet.method == "reference"
    with pytest.raises(Problem, match="E420"):
        normalize(both, both, here(), regions, OWN, lighting="uv")


def test_that_a_chart_can_be_marked_where_its_squares_cannot_be_seen() -> None:
    soft = cv2.GaussianBlur(with_chart(skin()), (0, 0), 6)
    assert reading(taken(soft)) is None
    marked = [
        polygon_region(f"chart {on}", [(float(x), float(y)) for x, y in PATCHES_AT], role="chart", photo=on)
        for on in ("baseline", "followup")
    ]
    pair = normalize(taken(soft), taken(soft, WARM), here(), [TREATED, *marked], OWN)
    assert pair.method == "chart"
    assert pair.error_de00 is not None
    assert pair.error_de00 < 0.5


def test_that_its_corners_can_be_given_on_the_command_line(tmp_path: Path) -> None:
    soft = cv2.GaussianBlur(with_chart(skin()), (0, 0), 6)
    for name, gains in (("before", (1.0, 1.0, 1.0)), ("after", WARM)):
        (tmp_path / f"{name}.png").write_bytes(png(eight_bit(soft * gains)))
    patches = ", ".join(str(list(color)) for color in PAINTED.srgb)
    (tmp_path / "own.toml").write_text(
        'metrics = ["erythema_index"]\n[color]\nmethod = "chart"\nchart = "painted"\n[[color.cards]]\n'
        f'name = "painted"\ncolumns = 6\nrows = 4\nsrgb = [{patches}]\n'
        "skin = [0, 1]\nneutral = [18, 19, 20, 21, 22, 23]\n"
    )
    out, corners = tmp_path / "rows.csv", ",".join(f"{value:.1f}" for value in PATCHES_AT.ravel())
    pair = ("score", tmp_path / "before.png", tmp_path / "after.png")
    marked = ("--chart-corners", corners, "--followup-chart-corners", corners)
    words = (*pair, "--recipe", tmp_path / "own.toml", "--out", out, *marked)
    assert CliRunner().invoke(app, [*map(str, words)]).exit_code == 0
    with out.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["color_method"] == "chart"
    assert abs(float(row["change"])) < 0.3
    assert json.loads((tmp_path / "run.json").read_text())["edits"]["chart_corners"].keys() == {
        "baseline",
        "followup",
    }


def test_that_a_card_of_ones_own_is_described_in_the_recipe() -> None:
    with pytest.raises(ValueError, match="patches"):
        Recipe.model_validate(
            {"color": {"cards": [{"name": "small", "columns": 2, "rows": 2, "srgb": [[1, 2, 3]]}]}}
        )
    own = Recipe(color=OWN)
    assert own.sha256 != Recipe(color=OWN.model_copy(update={"cards": ()})).sha256
    with pytest.raises(Problem, match="E420"):
        normalize(
            taken(skin()), taken(skin()), here(), [TREATED], ColorRecipe(method="chart", chart="unknown")
        )
