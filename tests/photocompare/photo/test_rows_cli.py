"""Rows F01-F43 and M01-M30 through the command line and a batch: many files, few processes."""

from __future__ import annotations

import csv
import ctypes
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photocompare.errors import displayable
from photocompare.table import read_rows
from tests.photocompare.command import Done, run, run_alone
from tests.photocompare.photo import makers
from tests.photocompare.photo.row import MEASURED, Row, file
from tests.photocompare.photo.rows import ROWS
from tests.photocompare.photo.rows_pairs import PAIR_ROWS, PairRow

ALONE = {"F02", "F06", "F16", "F38", "M15g", "M18c"}
SCORED = ("F10", "F11b", "F12", "F14b", "F17a", "F18c", "F18f", "F31b", "F33a", "M06b", "M12", "M15b", "M20c")
FOLDER_ROWS = [row for row in ROWS if row.id not in ALONE and not row.slow]


def answers(done: Done) -> list[dict[str, Any]]:
    found = json.loads(done.stdout, parse_constant=lambda text: pytest.fail(f"{text} in JSON"))
    photos: list[dict[str, Any]] = found["photos"]
    return photos


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the answer for each row, all from one process."""
    top = tmp_path_factory.mktemp("rows")
    paths = []
    for row in FOLDER_ROWS:
        (top / row.id).mkdir()
        paths.append(row.make(top / row.id))
    done = run_alone("check", "--json", *paths)
    assert done.returncode == 3
    said = done.stdout + done.stderr
    assert str(top) not in said
    assert "CANARY" not in said  # owner, serial numbers, comments: row M26
    assert not any(mark in said for mark in ("\u202e", "\t", "\udce9"))  # of names: rows F35, F36
    return dict(zip([row.id for row in FOLDER_ROWS], answers(done), strict=True))


@pytest.mark.parametrize("row", FOLDER_ROWS, ids=str)
def test_that_the_command_line_gives_the_stated_answer(
    row: Row, checked: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    check_answer(row, checked[row.id])
    if row.id.startswith(("F35", "F36")):
        assert checked[row.id]["name"] == displayable(row.make(tmp_path).name)


def check_answer(row: Row, answer: dict[str, Any]) -> None:
    codes = {finding["code"] for finding in answer["findings"]}
    refused = {code for code in codes if code.startswith("E")}
    if refused:
        assert answer["quality"] is None
        assert answer["status"] == "error"
        assert all(code in row.expected for code in refused), codes
        assert all(len(finding["message"].split(". ")) >= 2 for finding in answer["findings"])
        assert row.says in answer["findings"][0]["message"]
        return
    assert MEASURED in row.expected, codes
    assert set(row.codes) <= codes
    if row.clean is not None and row.clean.dtype.kind == "u" and row.within == 0 and "W210" not in row.codes:
        assert answer["pixels_sha256"] == pixels_sha256(row.clean)


def pixels_sha256(pixels: np.ndarray[Any, Any]) -> str:
    digest = hashlib.sha256(f"{pixels.shape} {pixels.dtype}".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in ROWS if row.slow], ids=str)
def test_that_a_large_photo_gets_its_stated_answer(row: Row, tmp_path: Path) -> None:
    check_answer(row, answers(run("check", "--json", row.make(tmp_path)))[0])


def row_of(number: str) -> Row:
    return next(row for row in ROWS if row.id == number)


def codes_of(answer: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in answer["findings"]]


def test_that_a_link_out_of_the_scanned_folder_is_refused_unless_links_are_followed(tmp_path: Path) -> None:
    row_of("F06").make(tmp_path)
    (answer,) = answers(run("check", "--json", tmp_path / "study"))
    assert codes_of(answer) == ["E115"]
    (answer,) = answers(run("check", "--json", "--follow-links", tmp_path / "study"))
    assert answer["quality"] is not None


def test_that_a_link_out_of_the_study_costs_its_rows_unless_links_are_followed(tmp_path: Path) -> None:
    row_of("F06").make(tmp_path)
    study = tmp_path / "study"
    (study / "a.jpg").write_bytes(makers.jpeg())
    (study / "manifest.csv").write_text(
        "subject,view,timepoint,photo\nS1,leg,day 0,a.jpg\nS1,leg,day 5,x.jpg\n"
    )
    (study / "r.toml").write_text('metrics = ["l_star"]\n')
    words = ("batch", study / "manifest.csv", "--color", "none", "--recipe", study / "r.toml", "--out")
    found = {}
    for name, options in (("kept", []), ("followed", ["--follow-links"])):
        run(*words, tmp_path / name, *options)
        with (tmp_path / name / "metrics.csv").open(encoding="utf-8", newline="") as table:
            (found[name],) = csv.DictReader(table)
    assert "E115" in found["kept"]["codes"].split()
    assert found["kept"]["change"] == ""
    assert float(found["followed"]["change"]) == 0
    assert found["kept"]["recipe_sha256"] != found["followed"]["recipe_sha256"]


def without_override() -> None:
    """Take from root, in this process, what lets it read files whose rights forbid that."""
    library = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        assert library.prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP


@pytest.mark.skipif(sys.platform != "linux", reason="root reads all")
def test_that_a_photo_without_permission_is_refused(tmp_path: Path) -> None:
    root = os.geteuid() == 0
    path, before = row_of("F02").make(tmp_path), without_override if root else None
    done = run_alone("check", "--json", path, before=before)
    assert done.returncode == 3
    assert codes_of(answers(done)[0]) == ["E102"]
    done = run_alone("score", path, path, before=before)
    assert done.returncode == 3
    assert "E102" in done.stderr


def test_that_a_broken_profile_is_measured_where_srgb_is_assumed_and_said_so(tmp_path: Path) -> None:
    row = row_of("M15g")
    path, out = row.make(tmp_path), tmp_path / "rows.csv"
    assert codes_of(answers(run("check", "--json", path))[0]) == ["E203"]
    check_answer(row, answers(run("check", "--json", "--assume-srgb", path))[0])
    recipe = tmp_path / "r.toml"
    recipe.write_text('metrics = ["l_star"]\n[photo]\nassume_srgb = true\n')
    hashes = []
    for options in (["--assume-srgb"], ["--recipe", recipe], []):
        run("score", path, path, "--color", "none", "--out", out, *options)
        with out.open(encoding="utf-8", newline="") as table:
            cell = next(one for one in csv.DictReader(table) if one["metric"] == "l_star")
        hashes.append(cell["recipe_sha256"])
        if options:
            assert float(cell["change"]) == 0
            assert "W201" in cell["codes"]
        else:
            assert cell["baseline"] == cell["change"] == ""
            assert "E203" in cell["codes"]
    assert len(set(hashes)) == 3  # one assumes it of all metrics, one of a few, one not at all
    assert '"assume_srgb": false' in (tmp_path / "run.json").read_text()
    assert run("align", path, path, "--assume-srgb").returncode == 0
    assert run("align", path, path).returncode == 3


def test_that_gray_of_16_bit_is_refused_at_the_command_line(tmp_path: Path) -> None:
    """No command lets gray pass, so that only the loader shows its full depth (test_bad_files.py)."""
    (answer,) = answers(run("check", "--json", row_of("M18c").make(tmp_path)))
    assert codes_of(answer) == ["E211"]


def test_that_a_zero_byte_in_a_manifest_is_refused(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    manifest.write_bytes(b"subject,view,timepoint,photo\nS1,leg,day 0,a\0.jpg\nS1,leg,day 5,b.jpg\n")
    done = run("check", manifest)
    assert done.returncode in {2, 3}
    assert "E115" in done.stderr or "E301" in done.stderr


def scored(folder: Path, *metrics: str) -> list[dict[str, str]]:
    """Return the rows that `batch` writes of the manifest in `folder`, measured by one process."""
    chosen = ", ".join(f'"{name}"' for name in metrics)
    (folder / "r.toml").write_text(f"metrics = [{chosen}]\n")
    words = ("--out", folder / "out", "--color", "none", "--recipe", folder / "r.toml", "--workers", 1)
    done = run("batch", folder / "manifest.csv", *words)
    assert done.returncode in {0, 3}, done.stderr
    return list(read_rows(folder / "out" / "metrics.csv"))


def test_that_the_cells_of_a_damaged_photo_are_empty_and_those_of_the_others_equal(tmp_path: Path) -> None:
    """Each row is scored against the clean photo: no number, or no change where the pixels are equal."""
    (tmp_path / "clean.png").write_bytes(makers.png())
    lines = ["subject,view,timepoint,photo"]
    chosen = [row for row in ROWS if row.id in SCORED]
    for row in chosen:
        (tmp_path / row.id).mkdir()
        path = row.make(tmp_path / row.id)
        lines += [f"{row.id},skin,day 0,clean.png", f"{row.id},skin,day 5,{path.relative_to(tmp_path)}"]
    (tmp_path / "manifest.csv").write_text("\n".join(lines) + "\n")
    rows = scored(tmp_path, "erythema_index", "melanin_index", "l_star")
    for row in chosen:
        cells = [cell for cell in rows if cell["subject"] == row.id]
        assert len(cells) == 3
        for cell in cells:
            if MEASURED not in row.expected:
                assert row.expected in cell["codes"].split()
            same = row.clean is not None and row.clean.shape == makers.SCENE.shape and row.within == 0
            if same and cell["change"]:
                assert float(cell["change"]) == 0
            if not same and MEASURED not in row.expected:
                assert cell["baseline"] == cell["followup"] == cell["change"] == ""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each pair, all from one batch."""
    top = tmp_path_factory.mktemp("pairs")
    lines = ["subject,view,timepoint,photo"]
    for row in PAIR_ROWS:
        (top / row.id).mkdir()
        for timepoint, name, data in (
            ("day 0", "before", row.baseline()),
            ("day 30", "after", row.followup()),
        ):
            path = top / row.id / f"{name}.{'jpg' if data[:1] == bytes([255]) else 'png'}"
            path.write_bytes(data)
            lines.append(f"{row.id},skin,{timepoint},{path.relative_to(top)}")
    (top / "manifest.csv").write_text("\n".join(lines) + "\n")
    rows = scored(top, "erythema_index", "l_star")
    return {row.id: [cell for cell in rows if cell["subject"] == row.id] for row in PAIR_ROWS}


@pytest.mark.parametrize("row", PAIR_ROWS, ids=str)
def test_that_the_rows_of_a_pair_carry_its_doubts(row: PairRow, compared: dict[str, Any]) -> None:
    cells = compared[row.id]
    assert len(cells) == 2
    for cell in cells:
        codes = cell["codes"].split()
        assert set(row.codes) <= set(codes), codes
        assert not set(row.never) & set(codes), codes
        assert row.says in cell["message"]
        if {"W235", "W236"} & set(row.codes):
            assert float(cell["change"]) == 0


def test_that_a_scanned_folder_gives_each_photo_once_and_no_system_file(tmp_path: Path) -> None:
    data = makers.png()
    for name in (
        "a.png",
        "Thumbs.db",
        ".DS_Store",
        "._a.png",
        "notes.txt",
        "A.PNG",
        "\u00e9.png",
        "e\u0301.png",
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "again.png").symlink_to(tmp_path / "a.png")
    (tmp_path / "below" / "loop").symlink_to(tmp_path)
    (tmp_path / "below" / "b.png").write_bytes(data)
    done = run("check", tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("96") == 5
    assert done.stderr.count("W122") == 1
    assert done.stderr.count("W201") == 1
    assert all(len(line) <= 110 for line in done.stdout.splitlines())


def test_that_a_good_photo_ends_with_0_and_a_bad_one_with_3(tmp_path: Path) -> None:
    good = file("a.png", makers.png())(tmp_path)
    assert run("check", good).returncode == 0
    bad = run("check", good, tmp_path / "none.jpg")
    assert bad.returncode == 3
    assert "Photo not found" in bad.stdout
    assert "E101" in bad.stderr
