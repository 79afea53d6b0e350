"""A study file: made, saved, undone, opened twice, locked; what is no study is told apart."""

from __future__ import annotations

import os
import random
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from photocompare.errors import Problem
from photocompare.study import (
    Study,
    new_study,
    open_study,
    open_study_somehow,
    study_from_template,
    with_rating,
    with_subject,
    with_timepoint,
    without_photo,
)
from photocompare.study.model import Rating
from photocompare.study.snapshots import KEPT, snapshots
from tests.photocompare.study.studies import add_everything, filled, full_study, sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a study #1.photostudy"


def test_that_what_was_saved_is_there_when_it_is_opened_again(path: Path) -> None:
    study = full_study(path)
    with open_study(path) as opened:
        assert opened.study == study
        assert not [one for one in opened.verify() if one.code != "E621"]
    kept = study.measurements[0].rows
    assert [row["metric"] for row in kept] == ["a_star", "l_star", "ita"]
    assert study.alignments[0].alignment is not None


def test_that_every_action_is_undone_and_redone_across_closing(path: Path) -> None:
    start = study_from_template("split-face")
    with new_study(path, start) as opened:
        end = filled(opened)
    with open_study(path) as opened:
        while opened.history.undoable:
            opened.undo()
        assert opened.study == start
    with open_study(path) as opened:
        assert opened.history.redo_text == "Add a subject"
        while opened.history.redoable:
            opened.redo()
        assert opened.study == end
        assert not [one for one in opened.verify() if one.code != "E621"]


@pytest.mark.parametrize("seed", range(3))
def test_that_any_order_of_actions_undone_to_the_start_is_the_start(path: Path, seed: int) -> None:
    chance, start = random.Random(seed), study_from_template("vein-series")
    states = [start]
    with new_study(path, start) as opened:
        for step in range(120):
            kind = chance.choice(["do", "do", "do", "undo", "redo"])
            if kind == "undo" and opened.history.undoable:
                opened.undo()
                states.pop()
                assert opened.study == states[-1]
            elif kind == "redo" and opened.history.redoable:
                states.append(opened.redo())
            elif kind == "do":
                states.append(opened.save(an_edit(opened.study, step, chance), "Edit", reason="a test"))
        while opened.history.undoable:
            opened.undo()
        assert opened.study == start
    with open_study(path) as opened:
        assert opened.study == start
        assert not opened.verify()


def an_edit(study: Study, step: int, chance: random.Random) -> Study:
    subjects = [one.code for one in study.subjects]
    if len(subjects) > 1 and chance.random() < 0.3:
        code = chance.choice(subjects)
        kept = tuple(one for one in study.subjects if one.code != code)
        return replace(
            study, subjects=kept, ratings=tuple(one for one in study.ratings if one.subject != code)
        )
    if subjects and chance.random() < 0.5:
        answer = Rating(chance.choice(subjects), "1 month", "satisfaction", 3, rater=f"R{step}")
        return with_rating(study, answer)
    return with_subject(study, f"S{step}")[0]


def test_that_an_action_that_changes_nothing_is_no_event(path: Path) -> None:
    with new_study(path) as opened:
        head = opened.head
        opened.save(opened.study, "Nothing")
        opened.save(replace(opened.study), "Nothing")
        assert opened.head == head


def test_that_a_study_that_does_not_hold_together_is_refused_and_nothing_is_written(path: Path) -> None:
    full_study(path)
    with open_study(path) as opened:
        study, head = opened.study, opened.head
        wrong = {
            "E611": replace(study, timepoints=study.timepoints[1:]),
            "E617": replace(study, subjects=(replace(study.subjects[0], note="x" * 5000), study.subjects[1])),
            "E610": replace(study, subjects=(*study.subjects, replace(study.subjects[0], code="Anna Bauer"))),
        }
        for code, edited in wrong.items():
            with pytest.raises(Problem, match=code):
                opened.save(edited, "Edit")
        with pytest.raises(Problem, match="E611"):
            opened.save(replace(study, photos=(*study.photos, study.photos[0])), "Edit")
        with pytest.raises(Problem, match="E612"):
            opened.save(replace(study, ratings=()), "Rate")
        assert (opened.study, opened.head) == (study, head)


def test_that_a_photo_goes_with_all_that_was_found_about_it(path: Path) -> None:
    study = full_study(path)
    photo = study.series("S01", "face front")[0]
    less = without_photo(study, photo.id)
    for parts in (less.photos, less.alignments, less.charts, less.measurements):
        assert {one.subject for one in parts if one.subject == "S01"} <= {"S01"}  # type: ignore[attr-defined]
    assert [len(parts) for parts in (less.alignments, less.charts, less.measurements)] == [1, 1, 1]
    with open_study(path) as opened:
        opened.save(less, "Remove a photo")
        assert opened.undo() == study


def test_that_a_locked_study_refuses_edits_and_unlocking_leaves_a_trace(path: Path) -> None:
    study = full_study(path)
    with open_study(path) as opened:
        lock = opened.lock("all visits done")
    with open_study(path) as opened:
        assert opened.history.lock is not None
        assert opened.history.lock.hash == lock
        assert not opened.writable
        for action in (
            lambda: opened.save(with_timepoint(study, "1 year", 365), "Edit"),
            opened.undo,
            opened.lock,
            lambda: opened.remove_subject("S01", reason="withdrawn"),
        ):
            with pytest.raises(Problem, match="E613"):
                action()
        with pytest.raises(Problem, match="E612"):
            opened.unlock(" ")
        opened.unlock("a visit was entered twice")
        opened.save(with_timepoint(study, "1 year", 365), "Edit")
        assert [event.kind for event, _, _ in opened.events()][-3:] == ["lock", "unlock", "do"]
        assert opened.events()[-2][1] == "a visit was entered twice"
        assert not opened.verify(head=lock)[4:]


def test_that_a_second_opener_reads_and_is_told_who_writes(path: Path) -> None:
    study = full_study(path)
    with open_study(path, who="R7") as first:
        with pytest.raises(Problem, match=r"E607.*R7 has it open") as refused:
            open_study(path)
        assert refused.value.exit == 6
        with open_study_somehow(path) as second:
            assert [one.code for one in second.findings] == ["E607"]
            assert second.study == study
            with pytest.raises(Problem, match="E609"):
                second.save(with_timepoint(study, "1 year", 365), "Edit")
            first.save(with_timepoint(study, "1 year", 365), "Edit")
    with open_study_somehow(path) as opened:
        assert opened.writable


def test_that_the_lock_ends_with_a_process_that_is_killed(path: Path) -> None:
    full_study(path)
    program = (
        "import sys, time; from photocompare.study import open_study; opened = open_study(sys.argv[1]);"
        "print(1, flush=True); time.sleep(60)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    child = subprocess.Popen(
        [sys.executable, "-c", program, path], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "1\n"
    with pytest.raises(Problem, match="E607"):
        open_study(path)
    child.kill()
    child.wait()
    child.stdout.close()
    open_study(path).close()


def test_that_opening_never_makes_a_file_and_tells_what_is_no_study(path: Path) -> None:
    cases = {
        "E600": path.with_name("missing.photostudy"),
        "E601": path.with_name("empty.photostudy"),
    }
    cases["E601"].write_bytes(b"")
    for code, file in cases.items():
        for write in (True, False):
            with pytest.raises(Problem, match=code):
                open_study(file, write=write)
    assert not cases["E600"].exists()
    others = [path.with_name(name) for name in ("text.photostudy", "other.photostudy", "folder.photostudy")]
    others[0].write_bytes(b"subject,view\n" * 100)
    sql(others[1], "CREATE TABLE t(x)")
    others[2].mkdir()
    for file in others:
        with pytest.raises(Problem, match="E601"):
            open_study(file)
    assert not list(path.parent.glob("*.lock"))


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("E602", "PRAGMA user_version = 99"),
        ("E601", "PRAGMA application_id = 7"),
        ("E603", "CREATE TRIGGER evil AFTER INSERT ON ratings BEGIN DELETE FROM photos; END"),
        ("E603", "CREATE VIEW more AS SELECT * FROM photos"),
        ("E603", "CREATE TABLE more(x PRIMARY KEY) WITHOUT ROWID"),
        ("E603", "DROP TRIGGER event_stays"),
        ("E603", "ALTER TABLE ratings ADD COLUMN more"),
    ],
)
def test_that_a_study_with_other_tables_or_triggers_is_refused_untouched(
    path: Path, code: str, statement: str
) -> None:
    full_study(path)
    sql(path, statement)
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(Problem, match=code):
            open_study(path, write=write)
    assert path.read_bytes() == before


def test_that_a_damaged_file_gives_words_and_never_another_value(path: Path) -> None:
    study = full_study(path)
    whole, chance = path.read_bytes(), random.Random(5)
    refused, codes = 0, list[str]()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 1, 8])):
            damaged[chance.randrange(100, len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            with open_study(path, write=False) as opened:
                assert opened.study == study or opened.findings
                refused += bool(opened.findings)
        except Problem as problem:
            codes.append(problem.code)
    assert set(codes) <= {"E601", "E602", "E603", "E604", "E605", "E614"}
    assert refused + len(codes) > 20


def test_that_only_the_owner_can_read_what_is_written(path: Path) -> None:
    old = os.umask(0)
    try:
        full_study(path)
        with open_study(path) as opened:
            add = with_timepoint(opened.study, "1 year", 365)
            opened.save(add, "Edit")
            lock = path.with_name(f".{path.name}.lock")
            assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    finally:
        os.umask(old)
    for file in (path, *snapshots(path)):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(snapshots(path)[0].parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, path.name + ".snapshots"]


def test_that_ten_snapshots_are_kept_each_a_whole_study(path: Path) -> None:
    with new_study(path):
        pass
    for number in range(KEPT + 2):
        with open_study(path) as opened:
            opened.save(with_timepoint(opened.study, f"day {number}", number), "Add a timepoint")
    assert len(snapshots(path)) == KEPT
    with open_study(snapshots(path)[0], write=False) as opened:
        assert [one.label for one in opened.study.timepoints] == ["day 0", "day 1", "day 2"]


def test_that_a_new_study_never_overwrites(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(Problem, match="E618"):
        new_study(path)
    assert path.read_text() == "mine"
    assert list(path.parent.iterdir()) == [path]


def test_that_an_action_s_name_may_not_name_a_subject(path: Path) -> None:
    with new_study(path) as opened, pytest.raises(ValueError, match="code"):
        opened.save(with_subject(opened.study, "S01")[0], "Add subject S01")
    with new_study(path.with_name("b.photostudy"), study_from_template("split-face")) as opened:
        opened.save(with_subject(opened.study, "S01")[0], "Add a subject")
        add_everything(opened, "S01")
