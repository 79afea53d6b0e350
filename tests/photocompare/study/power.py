"""Power cuts, simulated: every write of some saves is recorded, and what was not synced is lost at random.

`power.py FOLDER CUTS SEED [deaf]` prints one JSON line: cuts, and what was lost or could not be read.
The disk of the simulation keeps a file's bytes only after that file was synced, and a name only after its
folder was; of what is pending any part may have arrived: any writes, torn at any sector of 512 bytes, and any
first names. A `deaf` disk does nothing on syncing a folder: it proves that this finds what it looks for.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.study import new_study, open_study, with_subject

SAVES, SECTOR = 6, 512
TRACED = (
    "openat,write,pwrite64,ftruncate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2,link,linkat"
)
CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)")


@dataclass
class File:
    """What is on the disk for sure, and the writes since: (place, bytes), or (length, None) for a cut."""

    kept: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for place, data in self.pending:
            written(self.kept, place, data)
        self.pending.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        content = bytearray(self.kept)
        share = chance.choice([0.0, 0.3, 0.7, 1.0])
        for place, data in self.pending:
            if data is None:
                if chance.random() < share:
                    written(content, place, None)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < share:
                    written(content, place + start, data[start : start + SECTOR])
        return bytes(content)


@dataclass
class Disk:
    """Files by their names: on the disk for sure, as programs see them, and the steps between."""

    kept: dict[str, File]
    seen: dict[str, File]
    steps: list[tuple[str, str, File | None]] = field(default_factory=list)

    def name(self, path: str, file: File) -> None:
        self.seen[path] = file
        self.steps.append(("put", path, file))

    def drop(self, path: str) -> None:
        self.seen.pop(path, None)
        self.steps.append(("drop", path, None))

    def sync(self) -> None:
        self.kept = stepped(self.kept, self.steps)
        self.steps.clear()

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        names = stepped(self.kept, self.steps[: chance.randint(0, len(self.steps))])
        return {path: file.after_cut(chance) for path, file in names.items()}


def stepped(names: dict[str, File], steps: list[tuple[str, str, File | None]]) -> dict[str, File]:
    found = dict(names)
    for _, path, file in steps:
        if file is None:
            found.pop(path, None)
        else:
            found[path] = file
    return found


def written(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        content.extend(bytes(place - len(content)))
        return
    content.extend(bytes(max(place - len(content), 0)))
    content[place : place + len(data)] = data


def record(path: Path) -> list[str]:
    """Return the trace of a child that saves: strace sees it from before the first save to its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            save_some(path, writing)
        finally:
            os._exit(1)
    os.close(writing)
    os.read(reading, 1)
    os.waitpid(child, os.WUNTRACED)
    log = path.parent.with_suffix(".strace")
    options = ["-qq", "-y", "-xx", "-s", "10000000", "-e", f"trace={TRACED}", "-o", str(log)]
    tracer = subprocess.Popen(["strace", *options, "-p", str(child)], stderr=subprocess.PIPE)
    while b"TracerPid:\t0" in Path(f"/proc/{child}/status").read_bytes() and tracer.poll() is None:
        time.sleep(0.002)
    os.kill(child, signal.SIGCONT)
    _, status = os.waitpid(child, 0)
    _, said = tracer.communicate()
    os.close(reading)
    if tracer.returncode and b"attach" in said:
        raise SystemExit(f"strace: {said.decode()}")
    assert status == 0
    return log.read_text(encoding="ascii").splitlines()


def save_some(path: Path, writing: int) -> None:
    opened = open_study(path)
    os.write(writing, b"r")
    os.kill(os.getpid(), signal.SIGSTOP)
    for number in range(1, SAVES + 1):
        study, _ = with_subject(opened.study, f"S{number}", note="x" * 600 * number)
        opened.save(study, "Add a subject")
        os.write(writing, b"acknowledged")
    opened.close()
    os._exit(0)


def replayed(lines: list[str], folder: Path, *, deaf: bool = False) -> Iterator[tuple[Disk, int]]:
    """Yield the disk and the number of acknowledged saves after each call."""
    start = {str(path): File(bytearray(path.read_bytes())) for path in folder.iterdir() if path.is_file()}
    disk, acknowledged = Disk(dict(start), dict(start)), 0
    for line in lines:
        if not (match := CALL.match(line)) or int(match.group(3)) < 0:
            continue
        call, words, result = match.group(1), arguments(match.group(2)), int(match.group(3))
        path = words[0].partition("<")[2].removesuffix(">") if "<" in words[0] else text(words[0])
        path = path.encode().decode("unicode_escape")
        if call == "write" and text(words[1]) == "acknowledged":
            acknowledged += 1
        elif call == "openat":
            opened_file(disk, text(words[1]), words[2], folder)
        elif call in ("unlink", "unlinkat"):
            disk.drop(text(words[-1] if call == "unlink" else words[1]))
        elif call.startswith(("rename", "link")):
            first, second = (text(word) for word in words if word.startswith('"'))
            disk.name(second, disk.seen[first])
            if call.startswith("rename"):
                disk.drop(first)
        elif path in disk.seen:
            changed(disk.seen[path], call, words, result)
        elif call in ("fsync", "fdatasync") and Path(path) == folder and not deaf:
            disk.sync()
        yield disk, acknowledged


def opened_file(disk: Disk, path: str, flags: str, folder: Path) -> None:
    if "O_CREAT" in flags and Path(path).is_relative_to(folder) and path not in disk.seen:
        disk.name(path, File())
    elif "O_TRUNC" in flags and path in disk.seen:
        disk.seen[path].pending.append((0, None))


def changed(file: File, call: str, words: list[str], result: int) -> None:
    if call == "pwrite64":
        file.pending.append((int(words[3]), raw(words[1])[:result]))
    elif call == "ftruncate":
        file.pending.append((int(words[1]), None))
    elif call in ("fsync", "fdatasync"):
        file.sync()


def arguments(words: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|[^,"])+', words.replace(", ", ","))


def raw(word: str) -> bytes:
    return bytes.fromhex(word.strip('"').replace("\\x", ""))


def text(word: str) -> str:
    return raw(word).decode() if word.startswith('"') else word


def main(folder: Path, cuts: int, seed: int, *, deaf: bool = False) -> dict[str, Any]:
    place, chance = folder / "disk", random.Random(seed)
    place.mkdir()
    path = place / "kept.photostudy"
    new_study(path).close()
    before = {file.name: file.read_bytes() for file in place.iterdir()}
    lines = record(path)
    points = sum(1 for _ in replayed(lines, place)) if restore(place, before) else 0
    wanted = sorted(chance.randrange(points) for _ in range(cuts))
    found: dict[str, Any] = {"cuts": 0, "unreadable": 0, "lost": 0, "invented": 0, "points": points}
    restore(place, before)
    for point, (disk, acknowledged) in enumerate(replayed(lines, place, deaf=deaf)):
        while wanted and wanted[0] == point:
            wanted.pop(0)
            check(disk.after_cut(chance), folder / "after", path.name, acknowledged, found)
    return found


def restore(place: Path, files: dict[str, bytes]) -> bool:
    for file in place.iterdir():
        if file.is_file():
            file.unlink()
    for name, content in files.items():
        (place / name).write_bytes(content)
    return True


def check(files: dict[str, bytes], after: Path, name: str, acknowledged: int, found: dict[str, Any]) -> None:
    after.mkdir(exist_ok=True)
    restore(after, {Path(path).name: content for path, content in files.items()})
    found["cuts"] += 1
    try:
        with open_study(after / name) as opened:
            kept = len(opened.study.subjects)
            found["lost"] += kept < acknowledged
            found["invented"] += kept > acknowledged + 1
            found["unreadable"] += bool(opened.verify())
    except Problem as problem:
        found["unreadable"] += 1
        print(problem, file=sys.stderr)


if __name__ == "__main__":
    where, *words = sys.argv[1:]
    print(json.dumps(main(Path(where), int(words[0]), int(words[1]), deaf="deaf" in words)))
