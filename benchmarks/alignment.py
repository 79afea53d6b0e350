"""The alignment on phantoms with exact truth, on unrelated pairs, and beside peers, in one run.

    python benchmarks/alignment.py pairs --difficulty moderate --seeds 40  # or hard: errors, grades, cover
    python benchmarks/alignment.py limb --seeds 40       # whole limbs before a wall that moves otherwise
    python benchmarks/alignment.py mismatch --photos 25  # all pairs of unrelated photos: none may be accepted
    python benchmarks/alignment.py effect --seeds 8      # what shrank or vanished must not be warped away
    python benchmarks/alignment.py real FOLDER           # graf1-graf3 and the unrelated pictures beside them
    python benchmarks/alignment.py peers --seeds 3       # needs pystackreg, SimpleITK, itk-elastix
    python benchmarks/alignment.py cost                  # 12 MP: CPU time over decoding both files, memory

Set OPENBLAS_NUM_THREADS=1 where CPU time matters: waiting threads spin. Prints a line a pair, then a summary.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import simplejpeg
from alignment_peers import PEERS
from numpy.typing import NDArray

from photocompare.alignment import Alignment, align, projected
from photocompare.phantom import PhantomPair, random_pair
from photocompare.phantom.limb import limb_pair
from photocompare.photo import Photo, decode_photo, read_photo

Points = NDArray[np.float64]
POINTS = 4000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = {
        "pairs": pairs,
        "limb": limb,
        "mismatch": mismatch,
        "effect": effect,
        "real": real,
        "peers": peers,
        "cost": cost,
    }
    parser.add_argument("command", choices=commands)
    parser.add_argument("folder", nargs="?", type=Path, help="of the public pictures, for `real`")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--megapixels", type=float, default=None)
    parser.add_argument("--difficulty", choices=("moderate", "hard"), default="moderate")
    parser.add_argument("--photos", type=int, default=25)
    parser.add_argument("--peak", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    commands[arguments.command](arguments)
    return 0


def pairs(arguments: argparse.Namespace) -> None:
    rows = []
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        pair = random_pair(seed, megapixels=arguments.megapixels or 3.0, difficulty=arguments.difficulty)
        found = align(*photos(pair))
        rows.append(
            reported(f"{arguments.difficulty} {seed}", found, pair.truth.to_followup, pair.truth.size)
        )
    summary(rows)


def limb(arguments: argparse.Namespace) -> None:
    rows, followed = [], 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        pair = limb_pair(seed, megapixels=arguments.megapixels or 3.0)
        found = align(*photos(pair))
        rows.append(reported(f"limb {seed}", found, pair.to_followup, pair.views[0].size))
        source, _ = shared(pair.to_followup, pair.views[0].size)
        wall = np.linalg.norm(found.to_followup(source) - pair.background_to_followup(source), axis=1)
        followed += found.accepted and float(np.median(wall)) < 2 < rows[-1][2]
    summary(rows)
    print(f"followed the background: {followed}")


def mismatch(arguments: argparse.Namespace) -> None:
    several: list[Photo] = []
    for seed in range(arguments.photos):
        difficulty = "hard" if seed % 2 else "moderate"
        one = random_pair(seed, megapixels=arguments.megapixels or 1.0, difficulty=difficulty)
        several.append(photos(one)[seed % 2])
    grades = [align(*both).grade for both in itertools.combinations(several, 2)]
    print({grade: grades.count(grade) for grade in ("good", "usable", "view only", "refused")})


def effect(arguments: argparse.Namespace) -> None:
    from alignment_effect import effects

    effects(arguments.seeds)


def real(arguments: argparse.Namespace) -> None:
    def photo(name: str) -> Photo:
        return read_photo(arguments.folder / name, allow_gray=True)

    graf = align(photo("graf1.png"), photo("graf3.png"))
    text = (arguments.folder / "H1to3p.xml").read_text(encoding="utf-8")
    numbers = text.split("<data>")[1].split("</data>")[0].split()
    truth = np.array(numbers, np.float64).reshape(3, 3)
    source, target = shared(lambda points: projected(truth, points - 0.5) + 0.5, (800, 640))
    distance = np.linalg.norm(graf.to_followup(source) - target, axis=1)
    print(f"graf1-graf3: {graf.grade}, mean {distance.mean():.2f} px, median {np.median(distance):.2f} px")
    for one, other in (
        ("leuvenA.jpg", "leuvenB.jpg"),
        ("graf1.png", "aero1.jpg"),
        ("graf3.png", "aero3.jpg"),
        ("graf1.png", "leuvenA.jpg"),
        ("aero1.jpg", "leuvenA.jpg"),
        ("aero3.jpg", "leuvenB.jpg"),
        ("aero1.jpg", "aero3.jpg"),
    ):
        found = align(photo(one), photo(other))
        print(f"{one}-{other}: {found.grade} {found.reason}")


def peers(arguments: argparse.Namespace) -> None:
    rows: dict[str, list[tuple[float, float, float]]] = {}
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        pair = random_pair(seed, megapixels=1.0)
        baseline, followup = photos(pair)
        source, target = shared(pair.truth.to_followup, pair.truth.size)
        ours = {"photocompare": lambda first, second: align(first, second).to_followup}
        for name, peer in {**ours, **PEERS}.items():
            start, wall = time.process_time(), time.perf_counter()
            carry = peer(baseline, followup)
            took = time.process_time() - start, time.perf_counter() - wall
            distance = np.linalg.norm(carry(source) - target, axis=1)
            row = (float(np.sqrt((distance**2).mean())), float(np.median(distance)), took[0])
            rows.setdefault(name, []).append(row)
            errors = f"rms {row[0]:.2f} median {row[1]:.2f} px"
            print(f"seed {seed} {name}: {errors}, {took[1]:.2f} s, CPU {took[0]:.2f} s", flush=True)
    for name, several in rows.items():
        rms, median, seconds = np.median(np.array(several), axis=0)
        print(f"| {name} | {rms:.2f} | {median:.2f} | {seconds:.2f} |")


def cost(arguments: argparse.Namespace) -> None:
    if arguments.peak:
        first, second = (read_photo(path) for path in arguments.peak)
        before = resident("VmHWM")
        align(first, second)
        print(resident("VmHWM") - before)
        return
    for difficulty in ("moderate", "hard"):
        pair = random_pair(0, megapixels=12, difficulty=difficulty)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"{name}.jpg" for name in ("baseline", "followup")]
            for path, name in zip(paths, ("baseline", "followup"), strict=True):
                path.write_bytes(getattr(pair, name).jpeg())
            times(difficulty, paths)
            command = [sys.executable, __file__, "cost", "--peak", *map(str, paths)]
            more = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(f"{difficulty}: {more / 2**20:.0f} MB above the two photos")


def times(name: str, paths: list[Path]) -> None:
    files = [path.read_bytes() for path in paths]
    both = [read_photo(path) for path in paths]
    # In turn, so that whatever else runs slows both.
    rows = [
        (cpu(lambda: [simplejpeg.decode_jpeg(data) for data in files]), cpu(lambda: align(*both)))
        for _ in range(9)
    ]
    decode, took = (statistics.median(part) for part in zip(*rows, strict=True))
    ratio = statistics.median(one / other for other, one in rows)
    print(f"{name}: decode {decode * 1e3:.0f} ms, align {took * 1e3:.0f} ms of CPU, {ratio:.1f} times")


def photos(pair: PhantomPair | object) -> tuple[Photo, Photo]:
    """Return both photos of a phantom pair through their JPEG files, as a camera would give them."""
    return tuple(decode_photo(getattr(pair, name).jpeg(), name) for name in ("baseline", "followup"))  # type: ignore[return-value]


def shared(carry: Callable[[Points], Points], size: tuple[int, int]) -> tuple[Points, Points]:
    """Return points of the baseline that the follow-up shows too, and where they truly are there."""
    source = np.random.default_rng(0).random((POINTS, 2)) * np.array(size)
    target = carry(source)
    inside = (
        np.isfinite(target).all(axis=1) & (target > 0).all(axis=1) & (target < np.array(size)).all(axis=1)
    )
    return source[inside], target[inside]


def reported(
    name: str, found: Alignment, carry: Callable[[Points], Points], size: tuple[int, int]
) -> tuple[str, bool, float, float, float]:
    source, target = shared(carry, size)
    # In baseline pixels, as the error is stated.
    distance = np.linalg.norm(found.to_baseline(target) - source, axis=1)
    median, far = np.percentile(distance, [50, 95])
    stated = found.error_px or 0.0
    print(
        f"{name}: {found.grade}, median {median:.3f}, 95 % {far:.3f}, stated {stated:.3f} px {found.reason}",
        flush=True,
    )
    return found.grade, found.accepted, float(median), float(far), stated


def summary(rows: list[tuple[str, bool, float, float, float]]) -> None:
    grades = [row[0] for row in rows]
    print({grade: grades.count(grade) for grade in ("good", "usable", "view only", "refused")})
    accepted = np.array([row[2:] for row in rows if row[1]])
    if not len(accepted):
        return
    median, far, stated = accepted.T
    within = f"within 1 px: {(median <= 1).mean():.0%}"
    print(f"medians: middle {np.median(median):.3f}, worst {median.max():.3f} px; {within}")
    print(f"95 % errors: middle {np.median(far):.3f}, 95th percentile {np.percentile(far, 95):.3f} px")
    print(f"stated error covers the true one in {(far <= stated).mean():.0%}")


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def resident(key: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{key}:")[1].split()[0]) * 1024


if __name__ == "__main__":
    sys.exit(main())
