"""The same bytes from any number of processes, after any stop, with what kills a process beside it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from photocompare.batch import batch_into
from photocompare.batch.journal import Journal
from photocompare.errors import Problem
from photocompare.phantom import random_pair, write_pair
from photocompare.recipe import Recipe
from photocompare.table import read_rows

RECIPE = 'metrics = ["erythema_index"]\n'
# A plug-in that ends its process on one photo: what a fault inside a native library looks like from outside.
PLUGIN = '''
import ctypes
from photocompare.metric import metric

@metric(label="Fragile", unit="")
def fragile(patch):
    """Return 0, or end the process. Formula: none."""
    if patch.photo.photo.name.startswith("killer"):
        ctypes.string_at(0)
    return 0.0
'''


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a manifest of eight pairs in five series, one photo of them damaged."""
    folder = written_study(tmp_path_factory.mktemp("study"), subjects=5, series=3, megapixels=0.06)
    damaged = next(folder.glob("4_5.*"))
    damaged.write_bytes(damaged.read_bytes()[:9000])
    return folder


def written_study(folder: Path, *, subjects: int, series: int = 0, megapixels: float = 0.12) -> Path:
    """Write a manifest of `subjects`, the first `series` of them with two follow-ups, the others with one."""
    write_pair(random_pair(3, megapixels=megapixels), folder / "painted")
    first, second = sorted(path for path in (folder / "painted").iterdir() if path.suffix in {".png", ".jpg"})
    lines = ["subject,view,timepoint,photo,site"]
    for number in range(subjects):
        for day in (0, 2, 5) if number < series else (0, 5):
            name = f"{number}_{day}{first.suffix}"
            shutil.copy(first if day == 0 else second, folder / name)
            lines.append(f"S{number},leg,day {day},{name},Z\u00fcrich")
    (folder / "manifest.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "recipe.toml").write_text(RECIPE)
    return folder


def with_killer(study: Path, folder: Path, name: str) -> str:
    """Let the photo `name` end the process that measures it; return the path that has the plug-in."""
    info = folder / "plugin" / "fragile-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[photocompare.metrics]\nfragile = fragile_plugin\n")
    (folder / "plugin" / "fragile_plugin.py").write_text(PLUGIN)
    victim = next(study.glob(f"{name}.*"))
    manifest, named = study / "manifest.csv", f"killer{victim.suffix}"
    victim.rename(study / named)
    manifest.write_bytes(manifest.read_bytes().replace(f",{victim.name}".encode(), f",{named}".encode()))
    (study / "recipe.toml").write_text('metrics = ["erythema_index", "fragile"]\n')
    return os.pathsep.join([str(folder / "plugin"), *filter(None, sys.path)])


def command(study: Path, out: Path, *words: object, **variables: str) -> tuple[list[str], dict[str, str]]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | variables
    named = [study / "manifest.csv", "--out", out, "--recipe", study / "recipe.toml", *words]
    return [sys.executable, "-m", "photocompare", "batch", *map(str, named)], environment


def run(study: Path, out: Path, *words: object, **variables: str) -> subprocess.CompletedProcess[str]:
    line, environment = command(study, out, *words, **variables)
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=3000, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def undisturbed(study: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of metrics.csv of this one process that nothing disturbed."""
    out = tmp_path_factory.mktemp("alone")
    outcome = batch_into(out, study / "manifest.csv", Recipe(metrics=("erythema_index",)))
    assert [status == "error" for _, status, _ in outcome.pairs] == [False] * 7 + [True]
    return (out / "metrics.csv").read_bytes()


def test_that_further_columns_are_carried_and_a_damaged_photo_costs_its_row_only(undisturbed, tmp_path):
    (tmp_path / "metrics.csv").write_bytes(undisturbed)
    rows = list(read_rows(tmp_path / "metrics.csv"))
    assert [row["change"] != "" for row in rows] == [True] * 7 + [False]
    assert {row["site"] for row in rows} == {"Z\u00fcrich"}


@pytest.mark.slow
def test_that_two_processes_in_another_place_and_language_write_the_same_bytes(study, undisturbed, tmp_path):
    moved = tmp_path / "moved"
    shutil.copytree(study, moved)
    done = run(moved, tmp_path / "out", "--workers", 2, LANG="tr_TR.UTF-8", TZ="Asia/Kathmandu")
    assert done.returncode == 3, done.stderr
    assert "Warning" not in done.stderr
    assert (tmp_path / "out" / "metrics.csv").read_bytes() == undisturbed


def killed_until_done(study: Path, out: Path, kills: int, *words: object, **variables: str) -> int:
    """Kill the batch at random moments, then let it end; return how often it was killed.

    Every other time that is soon after it finished a pair, or while it starts; else whenever it is.
    """
    chance, struck = random.Random(5), 0
    for number in range(kills):
        line, environment = command(study, out, *words, **variables)
        before = finished(out)
        child = subprocess.Popen(
            line,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while number % 2 and finished(out) == before and child.poll() is None:
            time.sleep(0.02)
        try:
            child.wait(chance.uniform(0, 1.5) if number % 2 else chance.uniform(1.5, 6))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            struck += 1
        child.wait()
    assert run(study, out, *words, **variables).returncode == 3
    return struck


@pytest.mark.slow
def test_that_a_batch_killed_at_any_moment_ends_with_the_same_bytes(study, undisturbed, tmp_path):
    assert killed_until_done(study, tmp_path, 2, "--workers", 1) > 0
    assert (tmp_path / "metrics.csv").read_bytes() == undisturbed


@pytest.mark.slow
def test_that_three_hundred_pairs_give_the_same_bytes_however_they_are_run(tmp_path):
    """1, 2 and 4 processes, 20 kills, another place, language and time zone; 5 % damaged, one that kills."""
    subjects = int(os.environ.get("PHOTOCOMPARE_PAIRS", "300"))
    study = written_study(tmp_path / "study", subjects=subjects, megapixels=0.06)
    damaged = sorted(study.glob("*_5.*"))[::20]
    for photo in damaged:
        photo.write_bytes(photo.read_bytes()[: photo.stat().st_size // 2])
    path = with_killer(study, tmp_path, "7_5")
    moved = tmp_path / "moved"
    shutil.copytree(study, moved)
    assert run(study, tmp_path / "one", "--workers", 1, PYTHONPATH=path).returncode == 3
    first = (tmp_path / "one" / "metrics.csv").read_bytes()
    rows = list(read_rows(tmp_path / "one" / "metrics.csv"))
    lost = {row["subject"] for row in rows if not row["change"]}
    assert lost == {f"S{photo.name.partition('_')[0]}" for photo in damaged} | {"S7"}
    assert len([row for row in rows if float(row["change"] or 0)]) == subjects - len(lost)
    elsewhere = {"LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7", "PYTHONPATH": path}
    run(moved, tmp_path / "two", "--workers", 2, **elsewhere)
    run(study, tmp_path / "four", "--workers", 4, PYTHONPATH=path)
    struck = killed_until_done(study, tmp_path / "killed", 20, "--workers", 2, PYTHONPATH=path)
    assert struck == 20
    for name in ("two", "four", "killed"):
        assert (tmp_path / name / "metrics.csv").read_bytes() == first, name


def test_that_what_kills_a_process_costs_its_own_row(tmp_path):
    broken = written_study(tmp_path / "study", subjects=2, series=1, megapixels=0.06)
    path = with_killer(broken, tmp_path, "0_2")
    done = run(broken, tmp_path / "out", "--workers", 1, PYTHONPATH=path)
    assert done.returncode == 3, done.stderr
    rows = [
        (row["subject"], row["timepoint"], row["change"] != "")
        for row in read_rows(tmp_path / "out" / "metrics.csv")
    ]
    assert rows[::2] == [("S0", "day 2", False), ("S0", "day 5", True), ("S1", "day 5", True)]
    assert "E113" in next(read_rows(tmp_path / "out" / "metrics.csv"))["codes"].split()


@pytest.mark.slow
def test_that_a_handful_of_pairs_that_ended_the_program_is_finished_by_running_it_again(tmp_path):
    """So few are measured by the command itself; what kills it is left to a process that may be lost."""
    small = written_study(tmp_path / "study", subjects=3)
    path = with_killer(small, tmp_path, "1_5")
    assert run(small, tmp_path / "out", PYTHONPATH=path).returncode < 0
    done = run(small, tmp_path / "out", PYTHONPATH=path)
    assert done.returncode == 3, done.stderr
    lost = {row["subject"] for row in read_rows(tmp_path / "out" / "metrics.csv") if not row["change"]}
    assert lost == {"S1"}


def test_that_results_of_another_run_are_not_gone_on_with(tmp_path):
    mine, out = written_study(tmp_path / "study", subjects=2, megapixels=0.06), tmp_path / "out"
    damaged = next(mine.glob("1_5.*"))
    damaged.write_bytes(damaged.read_bytes()[:9000])
    manifest, recipe = mine / "manifest.csv", Recipe(metrics=("erythema_index",))
    batch_into(out, manifest, recipe)
    before = (out / "metrics.csv").read_bytes()
    with pytest.raises(Problem, match=r"[Tt]he recipe") as refused:
        batch_into(out, manifest, Recipe(metrics=("a_star",)))
    assert refused.value.exit == 8
    photo = next(mine.glob("0_5.*"))
    content = photo.read_bytes()
    photo.write_bytes(next(mine.glob("0_0.*")).read_bytes())
    with pytest.raises(Problem, match=photo.name) as refused:
        batch_into(out, manifest, recipe)
    assert (refused.value.exit, (out / "metrics.csv").read_bytes()) == (8, before)
    photo.write_bytes(content)
    os.utime(photo)
    assert batch_into(out, manifest, recipe).resumed, "touched, but the same photo"
    shutil.copy(photo, damaged)
    repaired = batch_into(out, manifest, recipe)
    assert "error" not in {status for _, status, _ in repaired.pairs}
    assert (out / "metrics.csv").read_bytes() != before


def test_that_a_second_batch_in_the_same_folder_ends_at_once(study, tmp_path):
    with Journal(tmp_path / "journal.sqlite", {}):
        second = run(study, tmp_path, "--workers", 1)
    assert second.returncode == 6
    assert "E343" in second.stderr
    assert not (tmp_path / "metrics.csv").exists()


def finished(out: Path) -> int:
    """Return how much of a run's journal is written; its lock keeps everyone from reading it."""
    journal = out / "journal.sqlite"
    return max(journal.stat().st_size - 20_480, 0) if journal.exists() else 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("number", ["SIGINT", "SIGKILL"])
def test_that_a_stopped_run_goes_on_and_ends_with_the_same_bytes(number, study, undisturbed, tmp_path):
    """After Ctrl-C here; after a kill in two processes, another place and another language."""
    line, environment = command(study, tmp_path / "out", "--workers", 1)
    child = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 100
    while finished(tmp_path / "out") == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(child.pid, signal.Signals[number])
    _, said = child.communicate(timeout=60)
    assert child.returncode == (130 if number == "SIGINT" else -9)
    assert "Traceback" not in said
    assert ("goes on when run again" in said) == (number == "SIGINT")
    out = tmp_path / "out"
    if number == "SIGINT":
        assert batch_into(out, study / "manifest.csv", Recipe(metrics=("erythema_index",))).resumed
    else:
        shutil.copytree(study, tmp_path / "moved")
        done = run(tmp_path / "moved", out, "--workers", 2, LANG="tr_TR.UTF-8", TZ="Asia/Kathmandu")
        assert done.returncode == 3, done.stderr
    assert (out / "metrics.csv").read_bytes() == undisturbed


def test_that_results_never_lie_among_the_photos(study):
    before = sorted(study.iterdir())
    with pytest.raises(Problem, match="results go elsewhere"):
        batch_into(study, study / "manifest.csv")
    assert sorted(study.iterdir()) == before
