"""Who is in a study stays in it: codes, days instead of dates, and a removal that leaves nothing behind."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from photocompare.errors import Problem
from photocompare.study import Study, open_study, random_code, with_subject, with_timepoint
from photocompare.study.export import export_files
from photocompare.study.ordered import check_code, sound
from photocompare.study.photo_files import find_photos
from photocompare.study.snapshots import snapshots
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
    for name in ("manifest.csv", "outcomes.csv", "study.json"):
        assert lock in plain[name]
