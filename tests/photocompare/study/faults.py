"""A study is saved again and again, and the process dies or the system fails: run as a program of its own.

`faults.py kills FOLDER COUNT SEED` kills at random; `faults.py calls FOLDER EVERY HOW` stops at every
EVERY-th system call of one save by strace, HOW being `signal=SIGKILL` or `error=EIO`...; `faults.py journal
FOLDER` reads what a killed writer left. Each prints one JSON
line: what was lost, what could not be read, the longest reopening in seconds.

Children are forked, so that each costs milliseconds and not the start of an interpreter.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.study import new_study, open_study, with_subject

SAVED, REFUSED = 0, 10
LAST_CALL = 400
# An error in a call that no one can check, as the return from a signal, says nothing of files.
CALLS = ("all", "%file,%desc")


def kills(folder: Path, count: int, seed: int) -> dict[str, Any]:
    chance, found = random.Random(seed), _nothing()
    for turn in range(count):
        if turn % 100 == 0:
            (folder / str(turn)).mkdir()
            path = _study(folder / str(turn))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _save_for_ever(path, writing)
        os.close(writing)
        told = os.read(reading, 4)
        time.sleep(chance.uniform(0, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reading, 4096):
            told += more
        os.close(reading)
        _check(path, int.from_bytes(told[len(told) // 4 * 4 - 4 :][:4], "big"), found)
    return found | {"kills": count}


def calls(folder: Path, every: int, how: str) -> dict[str, Any]:
    path, found, endings = _study(folder), _nothing(), dict[str, int]()
    number = stops = 0
    while number < LAST_CALL:
        number += every
        with open_study(path, write=False) as opened:
            before = len(opened.study.subjects)
        ending = _save_under_strace(path, before + 1, f"{CALLS[how.startswith('error')]}:{how}:when={number}")
        stops += 1
        endings[str(ending)] = endings.get(str(ending), 0) + 1
        _check(path, before + (ending == SAVED), found)
        if ending == SAVED and not _reached:
            break
    return found | {"stops": stops, "endings": endings}


def journal(folder: Path) -> dict[str, Any]:
    """Read a study whose writer was killed in the midst of writing pages: its journal is still there."""
    path = _study(folder)
    with open_study(path, write=False) as opened:
        before = opened.study
    child = os.fork()
    if child == 0:
        opened = open_study(path)
        connection = opened._connection
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for number in range(2000):
            connection.execute(
                "INSERT INTO subjects(code, note, day_zero) VALUES(?, ?, '')", (f"S{number}", "x" * 500)
            )
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    log = Path(f"{path}-journal")
    hot, content = log.exists() and log.stat().st_size > 0, path.read_bytes()
    with open_study(path, write=False) as opened:
        same = opened.study == before and not opened.findings
    return {"hot": hot, "same": same, "untouched": path.read_bytes() == content and log.exists()}


_reached: list[bool] = []


def _save_under_strace(path: Path, number: int, inject: str) -> int:
    """Return how a child ended that saved once while strace injected: its exit code, or -signal."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        opened = open_study(path)
        study, _ = with_subject(opened.study, f"S{number}")
        os.write(writing, b"r")
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            opened.save(study, "Add a subject")
        except Problem as problem:
            os._exit(REFUSED if problem.code in {"E614", "E604"} else 1)
        except BaseException:
            os._exit(1)
        os._exit(SAVED)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    os.waitpid(child, os.WUNTRACED)
    log = path.parent / "strace.log"
    command = ["strace", "-qq", "-o", str(log), "-e", f"inject={inject}", "-p", str(child)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    while b"TracerPid:\t0" in Path(f"/proc/{child}/status").read_bytes() and tracer.poll() is None:
        time.sleep(0.002)
    os.kill(child, signal.SIGCONT)
    _, status = os.waitpid(child, 0)
    _, said = tracer.communicate()
    if tracer.returncode and b"attach" in said:
        raise SystemExit(f"strace: {said.decode()}")
    lines = log.read_text(errors="replace").splitlines()
    _reached[:] = [True] if any("INJECTED" in line or "killed by" in line for line in lines) else []
    return os.waitstatus_to_exitcode(status)


def _study(folder: Path) -> Path:
    path = folder / "kept.photostudy"
    new_study(path).close()
    return path


def _nothing() -> dict[str, Any]:
    return {"unreadable": 0, "lost": 0, "invented": 0, "findings": 0, "slowest": 0.0}


def _save_for_ever(path: Path, writing: int) -> None:
    try:
        opened = open_study(path)
        while True:
            number = len(opened.study.subjects) + 1
            study, _ = with_subject(opened.study, f"S{number}")
            opened.save(study, "Add a subject")
            if number % 3 == 0:
                opened.undo()
                opened.redo()
            os.write(writing, number.to_bytes(4, "big"))
    finally:
        os._exit(1)


def _check(path: Path, acknowledged: int, found: dict[str, Any]) -> None:
    started = time.perf_counter()
    try:
        with open_study(path) as opened:
            found["slowest"] = max(found["slowest"], time.perf_counter() - started)
            kept = len(opened.study.subjects)
            found["lost"] += kept < acknowledged
            found["invented"] += kept > acknowledged + 1
            found["findings"] += len(opened.verify())
    except Problem as problem:
        found["unreadable"] += 1
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    kind, place, *words = sys.argv[1:]
    run = {
        "kills": lambda: kills(Path(place), int(words[0]), int(words[1])),
        "calls": lambda: calls(Path(place), int(words[0]), words[1]),
        "journal": lambda: journal(Path(place)),
    }
    print(json.dumps(run[kind]()))
