"""The batch engine: what processes gain, what the engine costs, what a stop costs; all in one run.

    python benchmarks/batch.py scaling --pairs 48       # two processes against one, start-up and all
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
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
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
    parser.add_argument("--rounds", type=int, default=3, help="of scaling and overhead")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        MEASURES[options.what](Path(folder), options)


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


def scaling(folder: Path, options: argparse.Namespace) -> None:
    """Wall time, which a busy machine spoils, and the path by processor time, which it does not.

    The path of n processes on as many cores: what the busiest one worked, with its reader, but no less than
    an even share of all that was worked, scheduler and all.
    """
    manifest = study(folder, options.pairs, options.megapixels)
    ratios = []
    for number in range(options.rounds):
        taken = []
        for n in (1, 2):
            with Watched() as watched:
                wall = seconds(manifest, folder / f"out{number}{n}", n)
            each = watched.workers()
            path = max(*each, watched.total / n) if n > 1 else watched.total
            taken.append((wall, path))
            shares = " + ".join(f"{one:.1f}" for one in each)
            print(
                f"{n}: {wall:.1f} s; worked {watched.total:.1f} s, of it the workers {shares} s", flush=True
            )
        ratios.append([one / two for one, two in zip(*taken, strict=True)])
    files = [folder / f"out{number}{n}" / "metrics.csv" for number in range(options.rounds) for n in (1, 2)]
    walls, paths = zip(*ratios, strict=True)
    print(f"two processes are {statistics.median(walls):.2f} times one by the clock (aim 1.8)")
    print(f"and {statistics.median(paths):.2f} times by processor time; load {os.getloadavg()[0]:.1f} of 2")
    print(f"same bytes: {len(set(map(digest, files))) == 1}")


class Watched:
    """The processor seconds of this process and all below it while the block runs (Linux)."""

    def __enter__(self) -> Watched:
        self._seen: dict[int, tuple[int, float]] = {}
        self._before = own_cpu()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.total = sum(self.workers()) + own_cpu() - self._before

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            found = dict(processes())
            mine, more = {os.getpid()}, True
            while more:
                more = {pid for pid, (parent, _) in found.items() if parent in mine} - mine
                mine |= more
            self._seen |= {pid: found[pid] for pid in mine if pid in found and pid != os.getpid()}

    def workers(self) -> list[float]:
        """Return what each process that measured worked, those below it included; 1 s and more."""
        direct = [pid for pid, (parent, _) in self._seen.items() if parent == os.getpid()]
        return [worked for pid in direct if (worked := self._below(pid)) > 1.0]

    def _below(self, pid: int) -> float:
        children = [other for other, (parent, _) in self._seen.items() if parent == pid]
        return self._seen[pid][1] + sum(map(self._below, children))


def processes() -> Iterator[tuple[int, tuple[int, float]]]:
    """Yield each process with its parent and the processor seconds it has worked."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            cells = status.read_text().rpartition(")")[2].split()
            yield int(status.parent.name), (int(cells[1]), (int(cells[11]) + int(cells[12])) / 100)


def own_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def overhead(folder: Path, options: argparse.Namespace) -> None:
    """CPU time of this process and of all it started, so that a busy machine counts less.

    Both sides run with one thread a process, as the engine's workers do: waiting threads burn CPU time.
    """
    cv2.setNumThreads(1)
    adopt_orphans()
    manifest = study(folder, options.pairs, options.megapixels)
    planned = plan(read_manifest(manifest))
    batch_into(folder / "warm", manifest, RECIPE, fresh=True)
    shares = []
    for number in range(options.rounds):
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
    print(f"engine over the loop: {100 * statistics.median(shares):+.1f} % of CPU time (aim 5 %)")


def memory(folder: Path, options: argparse.Namespace) -> None:
    manifest = study(folder, options.pairs, options.megapixels)
    peaks: list[int] = []

    def note(share: float, text: str) -> None:
        status = Path("/proc/self/status").read_text()
        peaks.append(int(status.split("VmRSS:")[1].split()[0]) // 1024)

    batch_into(folder / "out", manifest, RECIPE, report=note)
    tenth = max(len(peaks) // 10, 1)
    early, late = max(peaks[tenth : 2 * tenth]), max(peaks[-tenth:])
    print(f"resident memory: {early} MB in the second tenth, {late} MB in the last ({len(peaks)} pairs)")


def manifest_rows(folder: Path, options: argparse.Namespace) -> None:
    manifest = study(folder, 5000, 0.2)
    started = time.perf_counter()
    found = dry_run(plan(read_manifest(manifest)))
    took = time.perf_counter() - started
    print(f"10,000 rows checked in {took:.1f} s (aim 10 s), {len(found.pairs)} pairs")


def resume(folder: Path, options: argparse.Namespace) -> None:
    pairs = options.pairs
    manifest, out = study(folder, pairs, options.megapixels), folder / "out"
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


def nodes(folder: Path, options: argparse.Namespace) -> None:
    manifest = study(folder, options.pairs, options.megapixels)
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
