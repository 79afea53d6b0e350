"""The photo reader against the limit: strict decode plus hash of the same file, in the same run.

    python benchmarks/photo.py            # ratios of a 12 MP and a 50 MP JPEG, and of the preview
    python benchmarks/photo.py --score    # peak memory of scoring two 50 MP JPEGs, with and without vessels
    python benchmarks/photo.py --mutate 5000 --seed 1   # damaged files: no crash, no hang, no memory blow-up

Prints one line a figure; ends with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import simplejpeg
import skimage.data

from photocompare.cli import app
from photocompare.errors import Problem
from photocompare.metric import metrics
from photocompare.photo import decode_photo, preview, read_photo

ROUNDS = 9
AIM_TIME, AIM_MEMORY = 4.0, 2.5
AIM_SCORE_GB = 1.5


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutate", type=int, default=0, help="damaged files to read instead of timing")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--score", action="store_true", help="memory of scoring two 50 MP photos")
    parser.add_argument("--no-vessels", action="store_true", help="with --score: leave the vessels out")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    parser.add_argument("--scored", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        read_photo(arguments.peak, assume_srgb=False).linear()
        print(own_peak())
        return 0
    if arguments.scored:
        with contextlib.suppress(SystemExit):
            app(["score", *arguments.scored], standalone_mode=False)
        print(own_peak())
        return 0
    if arguments.score:
        return scored(vessels=not arguments.no_vessels)
    return mutated(arguments.mutate, arguments.seed) if arguments.mutate else timed()


def own_peak() -> int:
    """Return the most memory this process ever held, in bytes."""
    # Not ru_maxrss: a child starts with the peak of the process that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def scored(*, vessels: bool) -> int:
    """Score two 50 MP JPEGs of one skin in a process of their own; print time and peak memory."""
    good = True
    without = [one.id for one in metrics().values() if one.family != "vessels"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recipe = folder / "recipe.toml"
        recipe.write_text(f"metrics = {json.dumps(without)}\n", encoding="utf-8")
        skin = skimage.data.astronaut()[:, ::-1]
        for file, shift in (("before", 0), ("after", 9)):
            moved = np.roll(cv2.resize(skin, (8160, 6120), interpolation=cv2.INTER_CUBIC), shift, axis=(0, 1))
            (folder / f"{file}.jpg").write_bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(moved), 90))
        pair = [str(folder / "before.jpg"), str(folder / "after.jpg")]
        corners = [[3000, 2000], [5000, 2000], [5000, 4000], [3000, 4000], [3000, 2000]]
        region = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [corners]}}
        region["properties"] = {"name": "cheek"}
        outlines = folder / "regions.geojson"
        outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [region]}), encoding="utf-8")
        small, whole = ["--regions", str(outlines)], ["--recipe", str(recipe)]
        runs = [
            ("a region of 4 MP without vessels", [*small, *whole]),
            ("the whole photo without vessels", whole),
            ("a region of 4 MP, all metrics", small),
            ("the whole photo, all metrics", []),
        ]
        for what, options in runs[: 4 if vessels else 2]:
            started = time.perf_counter()
            command = [sys.executable, __file__, "--scored", *pair, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - started
            if done.returncode:
                print(f"50 MP pair, {what}: ended with {done.returncode} {done.stderr[-300:]}")
                good = False
                continue
            memory = int(done.stdout.split()[-1]) / 1e9
            print(f"50 MP pair, {what}: {seconds:.0f} s, peak memory {memory:.2f} GB (aim {AIM_SCORE_GB})")
            good &= memory < AIM_SCORE_GB
    return 0 if good else 1


def timed() -> int:
    good = True
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "64.jpg"
        small.write_bytes(picture(64, 96))
        base = peak(small)
        for height, width in ((3000, 4000), (6120, 8160)):
            path = Path(folder) / f"{width}.jpg"
            path.write_bytes(picture(height, width))
            good &= report(path, height, width, base)
    return 0 if good else 1


def report(path: Path, height: int, width: int, base: int) -> bool:
    def limit() -> None:
        data = path.read_bytes()
        hashlib.sha256(data).hexdigest()
        simplejpeg.decode_jpeg(data, strict=True)

    read = lambda: read_photo(path)  # noqa: E731
    bare, whole, alone, quick = alternated(
        limit, lambda: read_photo(path).linear(), read, lambda: preview(path)
    )
    picture_bytes = height * width * 3 * 4
    memory = (peak(path) - base) / picture_bytes
    size, ratio = f"{height * width / 1e6:.0f} MP ", whole / bare
    print(f"{size} limit (strict decode + sha256) {bare * 1e3:.0f} ms")
    print(f"{size} read_photo {alone * 1e3:.0f} ms = {alone / bare:.2f} x limit")
    print(f"{size} read_photo + linear {whole * 1e3:.0f} ms = {ratio:.2f} x limit (aim {AIM_TIME})")
    print(f"{size} peak memory {memory:.2f} x the float32 picture (aim {AIM_MEMORY})")
    print(f"{size} preview {quick * 1e3:.0f} ms")
    return ratio <= AIM_TIME and memory <= AIM_MEMORY


def alternated(*functions: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, run in turn so that a busy machine hits all alike."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(ROUNDS):
        for function, taken in zip(functions, times, strict=True):
            started = time.perf_counter()
            function()
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in times]


def peak(path: Path) -> int:
    command = [sys.executable, __file__, "--peak", str(path)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def picture(height: int, width: int) -> bytes:
    """Return a JPEG of skin-like grain, about as large as a camera's."""
    random = np.random.default_rng(0)
    coarse = cv2.resize(random.normal(0, 12, (height // 64 + 2, width // 64 + 2, 3)), (width, height))
    grain = random.normal(0, 4, (height, width, 1))
    return simplejpeg.encode_jpeg(
        np.clip(np.array([205, 150, 130]) + coarse + grain, 0, 255).astype(np.uint8),
        90,
        colorsubsampling="420",
    )


def mutated(count: int, seed: int) -> int:
    """Read damaged files of every format; a Problem or a photo is right, all else is a fault."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.photocompare.photo.mutants import SEEDS, mutants

    refused, measured, slowest, faults = 0, 0, 0.0, 0
    for name, data in mutants(count, seed):
        started = time.perf_counter()
        try:
            decode_photo(data, name)
            measured += 1
        except Problem:
            refused += 1
        except Exception as error:
            faults += 1
            print(f"fault: {name}: {type(error).__name__} {error}")
        slowest = max(slowest, time.perf_counter() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{count} mutants of {len(SEEDS)} files: {refused} refused, {measured} read, {faults} faults")
    print(f"slowest {slowest:.2f} s, peak memory {memory:.2f} GB")
    return 1 if faults or slowest > 20 or memory > 1 else 0


if __name__ == "__main__":
    raise SystemExit(main())
