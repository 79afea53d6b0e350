"""The three sample studies as study files, made from their manifests, by the command line."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.regions import read_regions
from photocompare.study import TEMPLATES, new_study, study_from_template
from tests.photocompare.study.conftest import Run

FIELDS = ("subject", "view", "timepoint", "day", "lighting", "mm_per_pixel", "arm", "side", "repeat", "chart")
SAMPLES = Path(__file__).parents[3] / "sample_images"


@pytest.mark.parametrize("name", TEMPLATES)
def test_that_a_sample_study_is_a_study_file_and_its_export_the_same_manifest(
    run: Run, name: str, tmp_path: Path
) -> None:
    source = SAMPLES / name
    path = tmp_path / f"{name}.photostudy"
    first, *others = read_manifest(source / "manifest.csv").entries
    entries = (replace(first, chart=((10.5, 12.0), (50.0, 12.0), (50.0, 40.25), (10.5, 40.0))), *others)
    with new_study(path, study_from_template(name)) as opened:
        made = study_with_entries(path, opened.study, entries)
        assert made.days == opened.study.days, "the template has the sample's timepoints"
        study = opened.save(made, "Add photos")
        assert not opened.verify()
    assert len(study.photos) == len(entries)
    for entry in entries:
        assert entry.regions is not None
        if entry.day == 0:
            drawn = study.regions_of(entry.subject, entry.view, entry.lighting)
            assert drawn == read_regions(entry.regions)
    run("study", "export-manifest", path, "--out", tmp_path / "out")
    again = {one.photo.resolve(): one for one in read_manifest(tmp_path / "out" / "manifest.csv").entries}
    for entry in entries:
        other = again[entry.photo.resolve()]
        for field in (
            "subject",
            "view",
            "timepoint",
            "day",
            "lighting",
            "mm_per_pixel",
            "arm",
            "side",
            "repeat",
            "chart",
        ):
            assert getattr(entry, field) == getattr(other, field)
        assert other.regions is not None
        assert entry.regions is not None
        assert read_regions(other.regions) == read_regions(entry.regions)


def test_that_a_split_face_study_runs_from_the_command_line(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "split-face", tmp_path / "photos")
    study = tmp_path / "face.photostudy"
    assert run("study", "new", study, "--template", "split-face").returncode == 0
    assert run("study", "new", study).returncode == 2
    added = run("study", "add", study, tmp_path / "photos" / "manifest.csv")
    assert "16 photos added" in added.stdout
    rate = ("study", "rate", study, "S01", "2 weeks", "radiance")
    assert run(*rate, 7, "--side", "left").returncode == 0
    assert "E612" in run(*rate, 8, "--side", "left").stderr
    assert run(*rate, 8, "--side", "left", "--reason", "read wrongly").returncode == 0
    assert "E623" in run(*rate, 11).stderr
    facts = json.loads(run("study", "show", study, "--json").stdout)
    assert [one["code"] for one in facts["subjects"]] == ["S01", "S02", "S03", "S04"]
    assert facts["subjects"][0]["ratings"][0]["value"] == 8
    shown = run("study", "show", study).stdout
    assert "face front" in shown
    assert "left cheek" in shown
    assert "read wrongly" in run("study", "show", study, "--history").stdout
    lock = run("study", "lock", study).stdout.strip()
    assert "E613" in run(*rate, 9, "--reason", "more").stderr
    assert run("study", "export-manifest", study, "--out", tmp_path / "out").returncode == 0
    with (tmp_path / "out" / "outcomes.csv").open(encoding="utf-8") as file:
        answers = list(csv.DictReader(file))
    assert [(one["value"], one["reporter"], one["lock_sha256"]) for one in answers] == [
        ("8", "patient", lock)
    ]


def test_that_verify_says_what_was_altered_and_ends_with_7(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "sclerotherapy", tmp_path / "photos")
    study = tmp_path / "veins.photostudy"
    run("study", "new", study, "--template", "sclerotherapy")
    run("study", "add", study, tmp_path / "photos" / "manifest.csv")
    good = run("study", "verify", study)
    assert (good.returncode, good.stderr) == (0, "")
    head = good.stdout.split()[-1]
    assert run("study", "verify", study, "--head", head).returncode == 0
    assert run("study", "verify", study, "--head", "0" * 64).returncode == 7
    photo = tmp_path / "photos" / "S01_left-thigh_before.jpg"
    content = bytearray(photo.read_bytes())
    content[5000] ^= 1
    photo.write_bytes(content)
    bad = run("study", "verify", study)
    assert bad.returncode == 7
    assert "E701" in bad.stderr
    assert photo.name in bad.stderr
    photo.unlink()
    assert run("study", "verify", study).returncode == 3


def test_that_a_writer_on_the_command_line_ends_with_6_while_the_study_is_open(
    run: Run, tmp_path: Path
) -> None:
    study = tmp_path / "veins.photostudy"
    with new_study(study, study_from_template("vein-series"), who="R1"):
        refused = run("study", "lock", study)
        assert refused.returncode == 6
        assert "R1 has it open" in refused.stderr
        assert run("study", "show", study).returncode == 0
