"""CPU time of scoring a 12 MP pair, beside the decoder and beside a careful researcher's script, in one run.

    python benchmarks/measures_speed.py

Four regions, all measures; medians of rounds in which everything is run in turn. Interpreter start is left
out. Peak memory is that of a process of its own that reads the two files and scores them.
Waiting BLAS threads count as CPU time: run with OPENBLAS_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import simplejpeg
from skimage import color, filters, measure, morphology, transform
from skimage.feature import ORB, match_descriptors

from photocompare.compare import compare
from photocompare.metric import metrics
from photocompare.phantom import random_pair
from photocompare.photo import decode_photo
from photocompare.regions import Region, polygon_region

CORNERS = [(600, 500), (2000, 500), (600, 1600), (2000, 1600), (1300, 1050)]
WIDTH, HEIGHT = 900, 700
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--no-script", action="store_true", help="leave the scikit-image script out")
    parser.add_argument("--peak", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.peak:
        first, second, scale = options.peak
        score((Path(first).read_bytes(), Path(second).read_bytes()), float(scale), 4)
        # Not ru_maxrss, which a child takes over from its parent.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
        return 0
    metrics()
    pair = random_pair(1, megapixels=12)
    jpegs, scale = (pair.baseline.jpeg(), pair.followup.jpeg()), pair.truth.mm_per_pixel
    del pair
    times = timed(jpegs, scale, options.rounds)
    decode = times[0]
    print(f"decoding both with simplejpeg: {decode:.3f} s CPU")
    for count in (1, 4, 5):
        print(f"photocompare, {count} regions: {times[count]:.2f} s, {times[count] / decode:.0f} x decoding")
    further = (times[5] - times[1]) / 4
    print(f"a further region: {further:.2f} s, {100 * further / times[4]:.1f} % of the pair with four")
    print(f"peak memory of the process that scores: {peak(jpegs, scale)} MB")
    if not options.no_script:
        script = spent(lambda: researcher(jpegs))
        print(f"scikit-image script, 4 regions, fewer measures: {script:.1f} s, {script / decode:.0f} x")
    return 0


def timed(jpegs: tuple[bytes, bytes], scale: float, rounds: int) -> dict[int, float]:
    """Return the median CPU seconds of decoding both (0) and of scoring with 1, 4 and 5 regions."""
    score(jpegs, scale, 1)
    found: dict[int, list[float]] = {0: [], 1: [], 4: [], 5: []}
    for _ in range(rounds):
        found[0].append(spent(lambda: [simplejpeg.decode_jpeg(one) for one in jpegs], 5))
        for count in (1, 4, 5):
            found[count].append(spent(lambda n=count: score(jpegs, scale, n)))
    return {count: float(np.median(each)) for count, each in found.items()}


def peak(jpegs: tuple[bytes, bytes], scale: float) -> int:
    """Return the most memory in MB that a process took that did nothing but score the pair."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{index}.jpg" for index in range(2)]
        for file, content in zip(files, jpegs, strict=True):
            file.write_bytes(content)
        command = [sys.executable, __file__, "--peak", *map(str, files), str(scale)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def spent(work: Callable[[], object], times: int = 1) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def regions(count: int) -> list[Region]:
    return [
        polygon_region(f"r{i}", [(x, y), (x + WIDTH, y), (x + WIDTH, y + HEIGHT), (x, y + HEIGHT)])
        for i, (x, y) in enumerate(CORNERS[:count])
    ]


def score(jpegs: tuple[bytes, bytes], scale: float, count: int) -> object:
    first, second = (decode_photo(one, f"{i}.jpg") for i, one in enumerate(jpegs))
    return compare(first, second, regions(count), mm_per_pixel=scale)


def researcher(jpegs: tuple[bytes, bytes]) -> list[list[float]]:
    """Measure as a careful script does: align by ORB, warp, erythema, Lab, vessels by sato, per region."""
    photos = [simplejpeg.decode_jpeg(one).astype(np.float64) / 255 for one in jpegs]
    small = [transform.rescale(color.rgb2gray(one), 0.25, anti_aliasing=True) for one in photos]
    found = []
    for one in small:
        orb = ORB(n_keypoints=1500)
        orb.detect_and_extract(one)
        found.append((orb.keypoints[:, ::-1] * 4, orb.descriptors))
    pairs = match_descriptors(found[0][1], found[1][1], cross_check=True)
    here, there = found[0][0][pairs[:, 0]], found[1][0][pairs[:, 1]]
    model, _ = measure.ransac(
        (here, there),
        transform.ProjectiveTransform,
        min_samples=4,
        residual_threshold=4,
        max_trials=500,
        rng=1,
    )
    photos[1] = transform.warp(photos[1], model)
    rows = []
    for one in photos:
        linear = np.where(one <= 0.04045, one / 12.92, ((one + 0.055) / 1.055) ** 2.4)
        density = -np.log10(np.maximum(linear, 1e-4))
        erythema = 100 * (density[..., 1] - density[..., 0])
        lab = color.rgb2lab(one)
        angle = np.degrees(np.arctan2(lab[..., 0] - 50, lab[..., 2]))
        ridges = filters.sato(erythema, sigmas=[1, 3, 5, 7, 9], black_ridges=False)
        mask = morphology.remove_small_objects(ridges > filters.threshold_otsu(ridges), max_size=200)
        lines = morphology.skeletonize(mask)
        for x, y in CORNERS[:4]:
            part = np.s_[y : y + HEIGHT, x : x + WIDTH]
            maps = (erythema, lab[..., 0], lab[..., 1], angle)
            rows.append(
                [
                    *(float(np.median(m[part])) for m in maps),
                    float(mask[part].mean()),
                    float(lines[part].sum()),
                ]
            )
    return rows


if __name__ == "__main__":
    sys.exit(main())
