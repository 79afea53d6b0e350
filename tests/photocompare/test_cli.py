"""The command line as a user has it: files, exit codes and words; a process of its own where that matters."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from photocompare.table import COLUMNS
from tests.photocompare.command import run, run_alone
from tests.photocompare.pictures import png

REGION = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[196, 132], [222, 128], [232, 146], [206, 168], [196, 132]]],
            },
            "properties": {"name": "cheek", "arm": "treated", "side": "left"},
        }
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a pair, its regions, and files that are no photos."""
    folder = tmp_path_factory.mktemp("photos")
    portrait = skimage.data.astronaut()
    moved = np.ascontiguousarray(np.roll(portrait, (3, 5), axis=(0, 1)))
    (folder / "before.png").write_bytes(png(portrait))
    (folder / "after.png").write_bytes(png(moved))
    (folder / "other.png").write_bytes(png(np.ascontiguousarray(skimage.data.retina()[400:900, 400:900])))
    (folder / "text.jpg").write_text("this is a letter, not a photo")
    (folder / "cut.png").write_bytes(png(portrait)[:40000])
    (folder / "regions.geojson").write_text(json.dumps(REGION))
    return folder


def few(folder: Path, *more: str) -> Path:
    """Write a recipe of two measures, and `more`: most commands are not about how much is measured."""
    path = folder / "few.toml"
    path.write_text(f"metrics = {json.dumps(['erythema_index', 'ita', *more])}\n")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_that_a_pair_is_scored_to_a_table_a_csv_and_a_picture(folder: Path, tmp_path: Path) -> None:
    out, figure = tmp_path / "metrics.csv", tmp_path / "pair.png"
    done = run_alone(
        *("score", folder / "before.png", folder / "after.png", "--regions", folder / "regions.geojson"),
        *("--out", out, "--figure", figure),
    )
    assert done.returncode == 0, done.stderr
    assert "Erythema index" in done.stdout
    assert out.read_text().splitlines()[0] == ",".join(COLUMNS)
    found = {row["metric"]: row for row in rows(out)}
    assert float(found["erythema_index"]["change"]) == pytest.approx(0, abs=0.02)
    assert found["erythema_index"]["arm"] == "treated"
    assert found["erythema_index"]["alignment_grade"] == "good"
    assert len(found["erythema_index"]["baseline_sha256"]) == 64
    with Image.open(figure) as picture:
        assert picture.format == "PNG"
        assert "colors as photographed" in picture.info["Description"]
    record = json.loads((tmp_path / "run.json").read_text())
    assert record["recipe_sha256"] == found["erythema_index"]["recipe_sha256"]


def test_that_the_same_input_gives_the_same_bytes_wherever_it_stands(folder: Path, tmp_path: Path) -> None:
    for name, start in (("one", run_alone), ("two", run)):
        (tmp_path / name).mkdir()
        for file in ("before.png", "after.png"):
            (tmp_path / name / file).write_bytes((folder / file).read_bytes())
        start("score", "before.png", "after.png", "--out", "m.csv", cwd=tmp_path / name)
    assert (tmp_path / "one" / "m.csv").read_bytes() == (tmp_path / "two" / "m.csv").read_bytes()


def test_that_a_recipe_file_sets_what_is_measured(folder: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.toml"
    recipe.write_text('metrics = ["ita"]\n[color]\nmethod = "none"\n')
    out = tmp_path / "m.csv"
    done = run("score", folder / "before.png", folder / "after.png", "--recipe", recipe, "--out", out)
    assert done.returncode == 0
    assert [row["metric"] for row in rows(out)] == ["ita"]


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        (["score", "nowhere.png", "after.png"], "E101", 3),
        (["score", "text.jpg", "after.png"], "E105", 3),
        (["score", "before.png", "cut.png"], "E107", 3),
        (["score", "before.png", "other.png"], "E405", 3),
        (["align", "before.png", "other.png"], "E405", 3),
        (["score", "before.png", "after.png", "--alignment", "regions.geojson"], "E433", 2),
        (["score", "before.png", "after.png", "--skin", "text.jpg"], "E400", 2),
        (["score", "before.png", "after.png", "--regions", "outside.geojson"], "E402", 3),
        (["score", "before.png", "after.png", "--regions", "bad.geojson"], "E400", 2),
        (["score", "before.png", "after.png", "--regions", "absent.geojson"], "E400", 2),
        (["score", "before.png", "after.png", "--recipe", "bad.toml"], "E320", 2),
        (["score", "before.png", "after.png", "--out", "file/metrics.csv"], "E330", 5),
        (["score", "before.png"], "two photos are compared", 2),
        (["score", "before.png", "after.png", "--chart-corners", "1,2,3,4"], "E436", 2),
        (["score", "before.png", "after.png", "--out", "before.png"], "E333", 2),
        (["score", "before.png", "after.png", "--out", "metrics.xlsx"], "E331", 2),
        (["align", "before.png", "after.png", "--out", "after.png"], "E333", 2),
        (["batch", "file/metrics.csv", "--out", "file"], "E333", 2),
        (["phantom", "--out", "file", "--megapixels", "0.1"], "E330", 5),
        (["score", "before.png", "after.png", "--color", "pretty"], "pretty", 2),
        (["align", "before.png", "after.png", "--points", "bad.csv", "--mapped", "o.csv"], "E332", 2),
        (["batch", "absent.csv", "--out", "results"], "E301", 2),
    ],
)
def test_that_each_failure_ends_in_words_and_its_own_code(
    folder: Path, tmp_path: Path, words: list[str], code: str, exit_code: int
) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    outside = json.loads(json.dumps(REGION).replace("[196, 132]", "[-400, -400]").replace("222", "-390"))
    outside["features"][0]["geometry"]["coordinates"] = [[[-99, -99], [-9, -99], [-9, -9], [-99, -99]]]
    (tmp_path / "outside.geojson").write_text(json.dumps(outside))
    (tmp_path / "bad.geojson").write_text('{"features": 3}')
    (tmp_path / "bad.toml").write_text("metrics = 3")
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    (tmp_path / "file").write_text("a file where a folder is wanted")
    done = run(*words, cwd=tmp_path)
    assert done.returncode == exit_code, done.stderr
    assert code in done.stdout + done.stderr
    assert all((tmp_path / file.name).read_bytes() == file.read_bytes() for file in folder.iterdir())


def test_that_a_terminal_without_unicode_gets_the_table_all_the_same(folder: Path, tmp_path: Path) -> None:
    recipe = few(tmp_path)
    words = ("score", folder / "before.png", folder / "after.png", "--regions", folder / "regions.geojson")
    done = run_alone(*words, "--recipe", recipe, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert "Erythema index" in done.stdout


def test_that_a_plug_in_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    info = tmp_path / "photocompare_broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: photocompare-broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[photocompare.metrics]\nbroken = photocompare_absent\n")
    sys.path.append(str(tmp_path))
    try:
        done = run_alone("metrics")
    finally:
        sys.path.remove(str(tmp_path))
    assert done.returncode == 2
    assert "E334" in done.stderr
    assert "photocompare_absent" in done.stderr


def test_that_a_refused_pair_still_has_its_rows_with_empty_values_and_the_reason(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "m.csv"
    done = run("score", folder / "before.png", folder / "other.png", "--out", out)
    assert done.returncode == 3
    assert done.stdout.splitlines() == ["before.png → other.png: nothing was measured."]
    assert "E405" in done.stderr
    for row in rows(out):
        assert row["baseline"] == row["followup"] == row["change"] == ""
        assert row["verdict"] == "not comparable"
        assert row["status"] == "error"
        assert "E405" in row["codes"].split()


def test_that_points_are_carried_into_the_follow_up(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("x,y\n200.5,150\n300,300.25\n")
    done = run(
        *("align", folder / "before.png", folder / "after.png", "--points", tmp_path / "in.csv"),
        *("--mapped", tmp_path / "out.csv", "--json", tmp_path / "a.json", "--out", tmp_path / "a.png"),
    )
    assert done.returncode == 0, done.stderr
    mapped = [(float(row["x"]), float(row["y"])) for row in rows(tmp_path / "out.csv")]
    assert np.allclose(mapped, [(205.5, 153), (305, 303.25)], atol=0.15)
    assert json.loads((tmp_path / "a.json").read_text())["grade"] == "good"
    with Image.open(tmp_path / "a.png") as aligned:
        said = aligned.info["Description"]
    assert said.startswith("Follow-up laid onto the baseline, alignment good (about ")
    assert said.endswith("colors as photographed.")
    assert said in done.stdout


def test_that_a_manifest_is_scored_and_a_bad_photo_costs_only_its_rows(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "manifest.csv").write_text(
        "subject,view,timepoint,photo\n007,face,day 0,before.png\n007,face,1 month,after.png\n"
        "008,face,day 0,before.png\n008,face,day 5,cut.png\n=cmd,face,day 0,before.png\n"
    )
    done = run("batch", "manifest.csv", "--out", "results", "--recipe", few(tmp_path), cwd=tmp_path)
    assert done.returncode == 3
    found = rows(tmp_path / "results" / "metrics.csv")
    each = len(found) // 3
    assert [row["subject"] for row in found] == ["007"] * each + ["008"] * each + ["'=cmd"] * each
    assert {row["day"] for row in found if row["subject"] == "007"} == {"30"}
    assert all(row["change"] for row in found if row["subject"] == "007" and row["metric"] == "ita")
    assert all("E107" in row["codes"] and not row["change"] for row in found if row["subject"] == "008")
    assert all("E313" in row["codes"] and not row["change"] for row in found[2 * each :])
    assert "E313" in done.stderr


def test_that_a_metric_in_a_plug_in_appears_in_list_table_and_csv(folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "photocompare_gloss"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import numpy as np\nfrom photocompare.metric import Patch, metric\n\n\n"
        '@metric(label="Mean green", unit="%", worse="")\n'
        'def mean_green(patch: Patch) -> float:\n    """Return the mean green light in percent."""\n'
        "    return float(100 * np.mean(patch.linear[:, 1]))\n"
    )
    info = tmp_path / "photocompare_gloss-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: photocompare-gloss\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[photocompare.metrics]\ngloss = photocompare_gloss\n")
    recipe, pair = few(tmp_path, "mean_green"), (folder / "before.png", folder / "after.png")
    sys.path.append(str(tmp_path))
    try:
        listed = run_alone("metrics")
        scored = run_alone("score", *pair, "--out", tmp_path / "m.csv", "--recipe", recipe)
    finally:
        sys.path.remove(str(tmp_path))
    assert "mean_green" in listed.stdout
    assert "Mean green" in scored.stdout
    assert [row["metric"] for row in rows(tmp_path / "m.csv")][-1] == "mean_green"


def test_that_a_saved_alignment_and_outlined_skin_are_reproduced_from_files(folder: Path) -> None:
    skin = json.loads(json.dumps(REGION))
    corners = [[20, 20], [490, 20], [490, 490], [20, 490], [20, 20]]
    skin["features"][0] |= {"geometry": {"type": "Polygon", "coordinates": [corners]}}
    (folder / "skin.geojson").write_text(json.dumps(skin))
    told = run(
        "align",
        *("before.png", "after.png", "--skin", "skin.geojson", "--mm-per-pixel", 0.1, "--json", "map.json"),
        cwd=folder,
    )
    assert "mm)" in told.stdout
    saved = json.loads((folder / "map.json").read_text())
    assert saved["error_mm"] == pytest.approx(0.1 * saved["error_px"])
    pair = (
        "score",
        "before.png",
        "after.png",
        "--regions",
        "regions.geojson",
        "--recipe",
        few(folder),
        "--out",
    )
    run(*pair, "skin.csv", "--skin", "skin.geojson", cwd=folder)
    run(*pair, "saved.csv", "--alignment", "map.json", cwd=folder)
    assert (folder / "skin.csv").read_bytes() == (folder / "saved.csv").read_bytes()
    exchanged = run("score", "after.png", "before.png", "--alignment", "map.json", cwd=folder)
    assert exchanged.returncode == 2
    assert "E434" in exchanged.stderr
    assert "exchanged" in exchanged.stderr
