"""Power cuts, full disks, folders and drives that refuse: words, and nothing that was saved is lost."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from photocompare.errors import Problem
from photocompare.study import new_study, open_study, open_study_somehow, with_subject
from tests.photocompare.study.studies import full_study

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are by POSIX signals")
strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def faults(folder: Path, *words: object) -> dict[str, Any]:
    program = Path(__file__).with_name("faults.py")
    command = [sys.executable, program, words[0], folder, *map(str, words[1:])]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "ptrace" in done.stderr or "strace:" in done.stderr:
        pytest.skip("strace may not attach here")
    assert not done.returncode, done.stderr
    return dict(json.loads(done.stdout))


def assert_nothing_lost(found: dict[str, Any]) -> None:
    assert {name: found[name] for name in ("unreadable", "lost", "invented", "findings")} == {
        "unreadable": 0,
        "lost": 0,
        "invented": 0,
        "findings": 0,
    }


@posix
def test_that_nothing_is_lost_when_the_program_is_killed_at_random(tmp_path: Path) -> None:
    assert_nothing_lost(faults(tmp_path, "kills", 12, 1))


@pytest.mark.slow
@posix
def test_that_nothing_is_lost_in_2000_kills(tmp_path: Path) -> None:
    found = faults(tmp_path, "kills", 2000, 2)
    assert_nothing_lost(found)
    assert found["slowest"] <= 1.0


@strace
@posix
def test_that_a_save_killed_at_any_third_system_call_is_whole_or_not_there(tmp_path: Path) -> None:
    found = faults(tmp_path, "calls", 3, "signal=SIGKILL")
    assert_nothing_lost(found)
    assert found["endings"]["-9"] >= 8


@pytest.mark.slow
@strace
@posix
@pytest.mark.parametrize("how", ["signal=SIGKILL", "error=EIO", "error=ENOSPC", "error=EROFS", "error=EINTR"])
def test_that_a_save_stopped_at_every_system_call_is_whole_or_refused_in_words(
    tmp_path: Path, how: str
) -> None:
    found = faults(tmp_path, "calls", 1, how)
    assert_nothing_lost(found)
    assert found["stops"] >= 25
    assert set(found["endings"]) <= {"-9", "0", "10"}


@posix
def test_that_a_full_drive_is_said_in_words_and_the_same_action_works_once_there_is_room(
    tmp_path: Path,
) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    with open_study(path) as opened:
        before = opened.study
        grown, _ = with_subject(before, "S77", note="x" * 3900)
        for number in range(40):
            grown, _ = with_subject(grown, f"S{number + 100}", note="x" * 3900)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096, limits[1]))
        try:
            with pytest.raises(Problem, match="E614") as refused:
                opened.save(grown, "Add subjects")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert refused.value.exit == 5
        assert opened.study == before
        assert opened.save(grown, "Add subjects") == opened.study
    with open_study(path) as opened:
        assert len(opened.study.subjects) == len(grown.subjects)
        assert not [one for one in opened.verify() if one.code != "E621"]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed")
def test_that_a_study_in_a_folder_of_others_is_read_and_words_say_why_it_is_not_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "study.photostudy"
    full_study(path)
    path.chmod(0o644)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    child = os.fork()
    if child == 0:
        os.seteuid(65534)
        try:
            with open_study_somehow(path) as opened:
                fine = [one.code for one in opened.findings] == ["E608"] and len(opened.study.subjects) == 2
            os._exit(0 if fine else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not list(tmp_path.glob("*.lock"))


@strace
@posix
def test_that_a_drive_that_cannot_lock_gives_a_study_to_read(tmp_path: Path) -> None:
    path = tmp_path / "study.photostudy"
    new_study(path).close()
    program = (
        "import sys; from photocompare.study import open_study_somehow\n"
        "with open_study_somehow(sys.argv[1]) as opened: print([str(one) for one in opened.findings])"
    )
    command = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "inject=flock:error=ENOLCK"]
    command += [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("strace may not attach here")
    assert "E608" in done.stdout, done.stderr
    assert "cannot lock files" in done.stdout


@posix
def test_that_a_study_whose_writer_was_killed_is_read_before_it_is_written_again(tmp_path: Path) -> None:
    """A hot journal beside the file: the reader takes the half action back in its copy, the file is left."""
    found = faults(tmp_path, "journal")
    assert found == {"hot": True, "same": True, "untouched": True}
