"""Who is in a study stays in it: codes, days instead of dates, and a removal that leaves nothing behind."""

from __future__ import annotations

import csv
import json
import random
import re
import stat
from pathlib import Path

import pytest

from photocompare.errors import Problem
from photocompare.study import (
    Outcome,
    Rating,
    Study,
    open_study,
    random_code,
    with_outcome,
    with_rating,
    with_subject,
    with_timepoint,
)
from photocompare.study.export import export_files
from photocompare.study.ordered import check_code, sound
from photocompare.study.photo_files import find_photos
from photocompare.study.snapshots import snapshots
from tests.photocompare.study.conftest import Run
from tests.photocompare.study.studies import full_study, sql


@pytest.mark.parametrize(
    "code",
    ["Bauer", "Anna Bauer", "1985-03-12", "19850312", "12.03.1985", "", "S01/../x", "=S01", "S" * 33 + "1"],
)
def test_that_a_name_or_a_birth_date_is_no_code(code: str) -> None:
    with pytest.raises(Problem, match="E610"):
        check_code(code)


def test_that_drawn_codes_are_codes_and_owe_nothing_to_a_seed() -> None:
    random.seed(1)
    first = {random_code() for _ in range(500)}
    random.seed(1)
    second = {random_code() for _ in range(500)}
    assert len(first) == len(second) == 500
    assert not first & second
    study = Study()
    for code in first:
        study, _ = with_subject(study, code)
    assert len(sound(study).subjects) == 500


def test_that_a_removed_subject_is_nowhere_and_the_trail_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    with open_study(path) as opened:
        opened.save(with_timepoint(opened.study, "1 year", 365), "Add a timepoint")
        lasting = opened.head[1]
    assert len(snapshots(path)) == 2
    results = tmp_path / "study-results"
    (results / "figures").mkdir(parents=True)
    for name in ("metrics.csv", "journal.sqlite", "run.json", "outcomes.csv", "figures/S01_before.png"):
        (results / name).write_text("S01")
    canaries = [b"S01", b"a" * 64, b"had been misheard", b"note of S01"]
    others = [b"S02", b"c" * 64, b"note of S02"]
    assert all(word in path.read_bytes() for word in canaries + others)
    with open_study(path) as opened:
        study = opened.remove_subject("S01", reason="S01 withdrew consent")
        assert {one.subject for one in study.photos} == {"S02"}
        assert not opened.history.undoable
        assert opened.events()[-1][1] == "the subject withdrew consent"
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 2
    for file in files:
        content = file.read_bytes()
        assert not [word for word in canaries[:2] + canaries[3:] if word in content]
        assert [word in content for word in others] == [True] * 3
    with open_study(path) as opened:
        assert not [one for one in opened.verify(head=lasting) if one.code != "E621"]
        assert {one.code for one in opened.study.subjects} == {"S02"}


def test_that_an_erasure_cannot_be_claimed_for_what_no_one_removed(tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    with open_study(path) as opened:
        opened.remove_subject("S01", reason="withdrawn")
    sql(path, "DROP TRIGGER change_stays")
    sql(path, "UPDATE change SET body = NULL, subject = NULL WHERE seq = 1 AND part = 0")
    sql(
        path,
        "CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN\n"
        "  SELECT RAISE(ABORT, 'the audit trail only grows'); END",
    )
    with pytest.raises(Problem, match="E606"):
        open_study(path)


def test_that_an_export_has_days_and_dates_only_where_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    with open_study(path) as opened:
        lock = opened.lock()
        photos = find_photos(path, opened.study.photos)
        plain, dated = (
            export_files(
                opened.study,
                photos,
                tmp_path,
                head=opened.head,
                lock=opened.history.lock,
                with_dates=with_dates,
            )
            for with_dates in (False, True)
        )
    assert not [name for name, text in plain.items() if "2026-" in text or "note of" in text]
    assert "2026-03-28" in dated["manifest.csv"]
    for name in ("manifest.csv", "outcomes.csv", "subjects.csv", "study.json"):
        assert lock in plain[name]


def test_that_an_export_is_the_whole_study_to_read_and_no_age_above_89_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    with open_study(path) as opened:
        study = with_outcome(opened.study, Outcome("age", "Age in years", "number", most=120))
        study = with_rating(study, Rating("S02", "before", "age", 93))
        study = with_rating(study, Rating("S01", "before", "age", 47))
        study = opened.save(study, "Ask for ages")
        files = export_files(study, find_photos(path, study.photos), tmp_path, head=opened.head)
    people = list(csv.DictReader(files["subjects.csv"].splitlines()))
    assert people == [{"subject": "S01", "age": "90+"}, {"subject": "S02", "age": "90+"}]
    ages = [row for row in csv.DictReader(files["outcomes.csv"].splitlines()) if row["outcome"] == "age"]
    assert [(row["value"], row["answer"]) for row in ages] == [("47", "47"), ("90+", "90+")]
    assert not re.search(r"\b9[1-3]\b", "".join(files[n] for n in ("study.json", "outcomes.csv")))
    told = json.loads(files["study.json"])
    for part in ("subjects", "views", "photos", "regions", "alignments", "charts", "vessels", "ratings"):
        assert len(told[part]) == len(getattr(study, part)) > 0, part
    assert told["alignments"][0]["saved"]["baseline_size"] == [100, 90]
    rows = list(csv.DictReader(files["metrics.csv"].splitlines()))
    assert [row["metric"] for row in rows] == ["a_star", "l_star", "ita"] * 2
    assert {row["change"] for row in rows} == {"1.5"}


def test_that_two_exports_under_new_codes_share_no_id(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    study = full_study(path)
    old = {one.code for one in study.subjects} | {one.id for one in study.photos}
    old |= {one.sha256 for one in study.photos}
    exports, keys = [], []
    for name in ("one", "two"):
        done = run(
            *("study", "export-manifest", path, "--out", tmp_path / name),
            *("--new-codes", tmp_path / f"{name}.csv"),
        )
        assert done.returncode == 0, done.stderr
        files = sorted(file for file in (tmp_path / name).rglob("*") if file.is_file())
        text = "".join(str(file.relative_to(tmp_path / name)) + file.read_text("utf-8") for file in files)
        assert not [one for one in old if one in text]
        key = tmp_path / f"{name}.csv"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        codes = {row["code"]: row["new_code"] for row in csv.DictReader(key.read_text().splitlines())}
        assert codes.keys() == {"S01", "S02"}
        assert all(code in text for code in codes.values())
        exports.append(set(re.findall(r"\b(?=\w*\d)[A-Z0-9]{8}\b", text)))
        keys.append(set(codes.values()))
    assert not exports[0] & exports[1]
    assert not keys[0] & keys[1]
    inside = run("study", "export-manifest", path, "--out", tmp_path, "--new-codes", tmp_path / "k.csv")
    assert inside.returncode == 2
