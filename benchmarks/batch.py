"""The batch engine: what processes gain, what the engine costs, what a stop costs; all in one run.

    python benchmarks/batch.py scaling --pairs 24       # two processes against one
    python benchmarks/batch.py overhead --pairs 24      # the engine against compare() in a loop
    python benchmarks/batch.py memory --pairs 1000      # peak of a process over the pairs
    python benchmarks/batch.py manifest                 # 10,000 rows checked
    python benchmarks/batch.py resume --pairs 200       # going on at 99 %
    python benchmarks/batch.py nodes --pairs 12         # scheduler and two workers as processes of their own

Prints one line a figure beside its aim.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2

from photocompare.alignment import align
from photocompare.batch import batch_into, dry_run, plan, read_manifest
from photocompare.batch.journal import Journal
from photocompare.compare import compare
from photocompare.phantom import random_pair, write_pair
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.table import comparison_rows, csv_text

RECIPE = Recipe(metrics=("erythema_index", "l_star", "melanin_index"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=sorted(MEASURES))
    parser.add_argument("--pairs", type=int, default=24)
    parser.add_argument("--megapixels", type=float, default=1.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        MEASURES[options.what](Path(folder), options.pairs, options.megapixels)


def study(folder: Path, pairs: int, megapixels: float) -> Path:
    """Return a manifest of `pairs` subjects, a baseline and a follow-up each, of one painted pair."""
    painted = folder / "painted"
    write_pair(random_pair(3, megapixels=megapixels), painted)
    first, second = sorted(path for path in painted.iterdir() if path.suffix in {".png", ".jpg"})
    lines = ["subject,view,timepoint,photo"]
    for number in range(pairs):
        for day, photo in (("day 0", first), ("day 5", second)):
            name = f"{number}_{day[-1]}{photo.suffix}"
            os.link(photo, folder / name)
            lines.append(f"S{number:05d},leg,{day},{name}")
    manifest = folder / "manifest.csv"
    manifest.write_text("\n".join(lines) + "\n")
    return manifest


def seconds(manifest: Path, out: Path, workers: int) -> float:
    started = time.perf_counter()
    batch_into(out, manifest, RECIPE, workers=workers, fresh=True)
    return time.perf_counter() - started


def scaling(folder: Path, pairs: int, megapixels: float) -> None:
    manifest = study(folder, pairs, megapixels)
    ratios = []
    for number in range(3):
        one, two = (seconds(manifest, folder / f"out{number}{n}", n) for n in (1, 2))
        ratios.append(one / two)
        print(f"round {number + 1}: one process {one:.1f} s, two {two:.1f} s")
    same = len({digest(folder / f"out{n}{w}" / "metrics.csv") for n in range(3) for w in (1, 2)}) == 1
    print(f"two processes are {sorted(ratios)[1]:.2f} times one (aim 1.8); same bytes: {same}")


def overhead(folder: Path, pairs: int, megapixels: float) -> None:
    """CPU time of this process and of all it started, so that a busy machine counts less.

    Both sides run with one thread a process, as the engine's workers do: waiting threads burn CPU time.
    """
    cv2.setNumThreads(1)
    adopt_orphans()
    manifest = study(folder, pairs, megapixels)
    planned = plan(read_manifest(manifest))
    batch_into(folder / "warm", manifest, RECIPE, fresh=True)
    shares = []
    for number in range(3):
        before = cpu()
        with IsolatedReader() as reader:
            rows = []
            for pair in planned.pairs:
                first, second = reader.read(pair.baseline.photo), reader.read(pair.followup.photo)
                found = compare(first, second, (), RECIPE, alignment=align(first, second, RECIPE.alignment))
                rows += comparison_rows(found, pair.occasion)
            (folder / "loop.csv").write_text(csv_text(rows))
        loop = cpu() - before
        before = cpu()
        batch_into(folder / f"out{number}", manifest, RECIPE, fresh=True)
        shares.append((cpu() - before) / loop - 1)
    print(f"engine over the loop: {100 * sorted(shares)[1]:+.1f} % of CPU time (aim 5 %)")


def memory(folder: Path, pairs: int, megapixels: float) -> None:
    manifest = study(folder, pairs, megapixels)
    peaks: list[int] = []

    def note(share: float, text: str) -> None:
        status = Path("/proc/self/status").read_text()
        peaks.append(int(status.split("VmRSS:")[1].split()[0]) // 1024)

    batch_into(folder / "out", manifest, RECIPE, report=note)
    tenth = max(len(peaks) // 10, 1)
    early, late = max(peaks[tenth : 2 * tenth]), max(peaks[-tenth:])
    print(f"resident memory: {early} MB in the second tenth, {late} MB in the last ({len(peaks)} pairs)")


def manifest_rows(folder: Path, pairs: int, megapixels: float) -> None:
    manifest = study(folder, 5000, 0.2)
    started = time.perf_counter()
    found = dry_run(plan(read_manifest(manifest)))
    took = time.perf_counter() - started
    print(f"10,000 rows checked in {took:.1f} s (aim 10 s), {len(found.pairs)} pairs")


def resume(folder: Path, pairs: int, megapixels: float) -> None:
    manifest, out = study(folder, pairs, megapixels), folder / "out"
    batch_into(out, manifest, RECIPE, workers=2)
    whole = digest(out / "metrics.csv")
    facts = facts_of(out)
    with Journal(out / "journal.sqlite", facts) as journal:
        for index in range(pairs - max(pairs // 100, 1), pairs):
            journal.forget(index)
    started = time.perf_counter()
    begun: list[float] = []
    batch_into(out, manifest, RECIPE, report=lambda *_: begun.append(time.perf_counter() - started))
    print(f"going on at 99 %: the first pair begins after {begun[0]:.2f} s (aim 5 s)")
    print(f"same bytes as undisturbed: {digest(out / 'metrics.csv') == whole}")


def nodes(folder: Path, pairs: int, megapixels: float) -> None:
    manifest = study(folder, pairs, megapixels)
    seconds(manifest, folder / "alone", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "distributed.cli"]
    scheduler = [*dask[:2], "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port"]
    worker = [*dask[:2], "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([*scheduler, address.rpartition(":")[2], "--no-dashboard"], **quiet)]
    started += [subprocess.Popen(worker, **quiet) for _ in range(2)]
    try:
        words = ["batch", str(manifest), "--out", str(folder / "out"), "--scheduler", address]
        recipe = folder / "recipe.toml"
        recipe.write_text(f"metrics = {list(RECIPE.metrics)}\n".replace("'", '"'))
        done = subprocess.run(
            [sys.executable, "-m", "photocompare", *words, "--recipe", str(recipe)], check=False, **quiet
        )
    finally:
        for process in started:
            process.terminate()
            process.wait()
    same = digest(folder / "out" / "metrics.csv") == digest(folder / "alone" / "metrics.csv")
    print(f"two nodes on loopback: exit {done.returncode}, same bytes as one process: {same}")


def facts_of(out: Path) -> dict[str, str]:
    import sqlite3

    with sqlite3.connect(out / "journal.sqlite") as base:
        return dict(base.execute("select name, value from fact"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent ends first, so that their time is counted (Linux)."""
    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def cpu() -> float:
    """Return the CPU seconds of this process and of every process below it that has ended."""
    time.sleep(1.0)
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ChildProcessError):
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
            if (state, int(parent)) == ("Z", os.getpid()):
                os.waitpid(int(status.parent.name), os.WNOHANG)
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


MEASURES = {
    "scaling": scaling,
    "overhead": overhead,
    "memory": memory,
    "manifest": manifest_rows,
    "resume": resume,
    "nodes": nodes,
}

if __name__ == "__main__":
    main()
