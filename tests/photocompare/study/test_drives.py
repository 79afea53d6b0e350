"""Drives that are full, read-only, cut off from power, shared: words, and nothing that was saved is lost."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from photocompare.errors import Problem
from photocompare.files import write_whole
from photocompare.study import StudyPhoto, new_study, open_study, open_study_somehow, with_subject
from photocompare.study.photo_files import collected, content_hash
from photocompare.study.snapshots import snapshots
from tests.photocompare.study.conftest import Run
from tests.photocompare.study.studies import full_study
from tests.photocompare.study.test_faults import ENVIRONMENT, posix, strace

Drive = Callable[[str], Path]


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Drive]:
    """Return what mounts a new drive in memory with the given options."""
    mounted: list[Path] = []

    def mount(options: str) -> Path:
        place = tmp_path / f"drive {len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            pytest.skip("there is no mount here")
        if done.returncode:
            pytest.skip("a drive can be mounted by root alone")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)


def fill(place: Path) -> Path:
    """Take all the room that is left on a drive."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def test_that_on_a_full_drive_everything_that_was_saved_stays_and_the_same_action_works_once_there_is_room(
    drive: Drive,
) -> None:
    place = drive("size=2m")
    path, photo = place / "study.photostudy", place / "a.jpg"
    full_study(path)
    photo.write_bytes(b"x" * 30_000)
    with open_study(path) as opened:
        before = opened.study
        shot = replace(before.photos[0], path="a.jpg", sha256=content_hash(photo))
        photos: tuple[StudyPhoto, ...] = (shot, *before.photos[1:])
        before = opened.save(replace(before, photos=photos), "Change a photo")
        grown = before
        for number in range(40):
            grown, _ = with_subject(grown, f"S{number + 100}", note="x" * 3900)
        filler = fill(place)
        with pytest.raises(Problem, match=r"E614.*drive is full") as refused:
            opened.save(grown, "Add subjects")
        assert refused.value.exit == 5
        assert opened.study == before
        with pytest.raises(Problem, match=r"E614|E330"):
            new_study(place / "another.photostudy")
        with pytest.raises(Problem, match="E330"):
            collected(path, before)
        with pytest.raises(Problem, match="E330"):
            write_whole(place / "export.json", b"x" * 9000)
    assert not list(place.rglob("*.part"))
    with open_study(path, write=False) as opened:
        assert opened.study == before
        assert not opened.findings
    filler.unlink()
    with open_study(path) as opened:
        assert opened.save(grown, "Add subjects") == opened.study
    with open_study(path) as opened:
        assert len(opened.study.subjects) == len(grown.subjects)
        assert not [one for one in opened.verify() if one.code != "E621"]


def test_that_a_study_on_a_read_only_drive_is_read_and_words_say_why_it_is_not_written(
    run: Run, drive: Drive
) -> None:
    place = drive("size=4m")
    path = place / "study.photostudy"
    study = full_study(path)
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
    with pytest.raises(Problem, match="E608"):
        open_study(path)
    with open_study_somehow(path) as opened:
        assert [one.code for one in opened.findings] == ["E608"]
        assert opened.study == study
        with pytest.raises(Problem, match="E609"):
            opened.save(with_subject(study, "S7")[0], "Add a subject")
    with pytest.raises(Problem, match="E614"):
        new_study(place / "another.photostudy")
    refused = run("study", "rate", path, "S01", "before", "radiance", "5")
    assert (refused.returncode, "E608" in refused.stderr) == (5, True)
    assert run("study", "show", path).returncode == 0


@strace
@posix
@pytest.mark.parametrize("error", ["ENOLCK", pytest.param("EIO", marks=pytest.mark.slow)])
def test_that_a_share_whose_locks_fail_in_the_database_gives_words_and_loses_nothing(
    tmp_path: Path, error: str
) -> None:
    """The lock beside the study is granted, the database's own are not: so on some network shares."""
    path = tmp_path / "study.photostudy"
    study = full_study(path)
    program = (
        "import sys; from photocompare.errors import Problem; from photocompare.study import *\n"
        "try:\n"
        "  with open_study(sys.argv[1]) as opened:\n"
        "    opened.save(with_subject(opened.study, 'S09')[0], 'Add a subject')\n"
        "except Problem as problem: print(problem)\n"
    )
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-P", str(path)]
    command += ["-e", f"inject=fcntl:error={error}", sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("strace may not attach here")
    assert done.stdout.startswith(("E614", "E608")), done.stdout + done.stderr
    with open_study(path) as opened:
        assert opened.study == study
        assert not [one for one in opened.verify() if one.code != "E621"]


def power(folder: Path, *words: object) -> dict[str, int]:
    program = Path(__file__).with_name("power.py")
    command = [sys.executable, str(program), str(folder), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "ptrace" in done.stderr or "strace:" in done.stderr:
        pytest.skip("strace may not attach here")
    assert not done.returncode, done.stderr
    return dict(json.loads(done.stdout))


@strace
@posix
@pytest.mark.parametrize("cuts", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_that_nothing_is_lost_when_the_power_is_cut(tmp_path: Path, cuts: int) -> None:
    """What was written and not synced is lost at random, torn at any sector."""
    found = power(tmp_path, cuts, 1)
    told = {name: found[name] for name in ("cuts", "unreadable", "lost", "invented")}
    assert told == {"cuts": cuts, "unreadable": 0, "lost": 0, "invented": 0}
    assert found["points"] > 200


@pytest.mark.slow
@strace
@posix
def test_that_the_simulated_cut_finds_what_a_drive_that_does_not_sync_loses(tmp_path: Path) -> None:
    found = power(tmp_path, 60, 1, "deaf")
    assert found["lost"] + found["unreadable"] > 0


@posix
@pytest.mark.parametrize("count", [16, pytest.param(1000, marks=pytest.mark.slow)])
def test_that_four_programs_that_race_for_a_study_lose_no_action(tmp_path: Path, count: int) -> None:
    path, children = tmp_path / "study.photostudy", []
    new_study(path).close()
    for racer in range(4):
        child = os.fork()
        if child == 0:
            try:
                race(path, racer, count // 4)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    with open_study(path) as opened:
        assert len(opened.study.subjects) == count
        assert len(opened.events()) == count + 1
        assert not opened.verify()


def race(path: Path, racer: int, count: int) -> None:
    done = 0
    while done < count:
        try:
            with open_study(path) as opened:
                opened.save(with_subject(opened.study, f"R{racer}-{done}")[0], "Add a subject")
                done += 1
        except Problem as problem:
            if problem.code != "E607":
                raise
            time.sleep(0.002)


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_that_whatever_the_umask_only_the_owner_reads_study_journal_lock_and_snapshots(
    tmp_path: Path, mask: int
) -> None:
    path, old = tmp_path / "study.photostudy", os.umask(mask)
    try:
        with new_study(path) as opened:
            opened._connection.execute("BEGIN IMMEDIATE")
            opened._connection.execute("INSERT INTO subjects VALUES('S1', '', '', NULL)")
            opened._connection.execute("PRAGMA cache_spill = ON")
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
            opened._connection.execute("ROLLBACK")
            opened.save(with_subject(opened.study, "S2")[0], "Add a subject")
    finally:
        os.umask(old)
    assert f"{path.name}-journal" in modes
    assert set(modes.values()) == {0o600}
    assert {stat.S_IMODE(file.stat().st_mode) for file in (path, *snapshots(path))} == {0o600}
    assert stat.S_IMODE(snapshots(path)[0].parent.stat().st_mode) == 0o700


def test_that_a_copy_made_while_a_study_is_open_is_whole_and_a_lost_journal_harms_nothing(
    tmp_path: Path,
) -> None:
    path, copy = tmp_path / "study.photostudy", tmp_path / "copy.photostudy"
    study = full_study(path)
    with open_study(path) as opened:
        copy.write_bytes(path.read_bytes())
        opened.save(with_subject(study, "S7")[0], "Add a subject")
        assert not list(tmp_path.glob("*-journal"))
        assert not list(tmp_path.glob("*-wal"))
    with open_study(copy) as opened:
        assert opened.study == study
        assert not [one for one in opened.verify() if one.code != "E621"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_that_a_link_to_a_device_is_refused_and_one_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "full.csv").symlink_to("/dev/full")
    with pytest.raises(Problem, match=r"E330.*device"):
        write_whole(tmp_path / "full.csv", b"x")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def zipped(path: Path, *names: str, content: bytes = b"x") -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "content"),
    [
        (("../out.photostudy", "/etc/out", "C:\\out"), b"x"),
        (("study.photostudy", "study.photostudy"), b"x"),
        (tuple(f"{number}.jpg" for number in range(20_000)), b""),
        (("bomb.photostudy",), bytes(50_000_000)),
    ],
    ids=["leading out", "twice", "many", "bomb"],
)
def test_that_a_zip_is_no_study_and_is_not_unpacked(
    tmp_path: Path, names: tuple[str, ...], content: bytes
) -> None:
    place = tmp_path / "in" / "pack.photostudy"
    place.parent.mkdir()
    zipped(place, *names, content=content)
    before = place.read_bytes()
    for write in (True, False):
        with pytest.raises(Problem, match=r"E601.*[Uu]npack"):
            open_study(place, write=write)
    assert place.read_bytes() == before
    assert [file.name for file in tmp_path.rglob("*")] == ["in", "pack.photostudy"]
