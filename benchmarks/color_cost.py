"""Processor time and memory of correcting a pair, against decoding it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from color_scenes import ellipse, other_light

import photocompare as pc
from photocompare.alignment.alignment import Alignment
from photocompare.color import normalize
from photocompare.photo import Photo, read_photo
from photocompare.regions import polygon_region


def cost() -> bool:
    """Processor time and peak memory of correcting a 12 MP pair, against decoding it in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        pair = other_light(7, 12.0, "colorchecker")
        for name, photo in (("before", pair.baseline), ("after", pair.followup)):
            path = Path(folder) / f"{name}.jpg"
            path.write_bytes(photo.jpeg())
            files.append(path)
        rounds = [timed(files) for _ in range(5)]
        decode, correct, convert = np.median(rounds, axis=0)
        ground, top = (measured_peak(files, what) for what in ("read", "correct"))
    float_pair = 2 * np.prod(pair.baseline.pixels.shape) * 4
    print("| 12 MP pair, processor time | value | aim |\n|---|---|---|")
    print(f"| decoding both | {1000 * decode:.0f} ms | |")
    print(f"| chart found and fitted, light estimated | {1000 * correct:.0f} ms | |")
    print(f"| both as corrected linear light | {1000 * convert:.0f} ms | |")
    print(f"| correction / decoding | {(correct + convert) / decode:.2f} | 3 |")
    print(f"| peak memory over reading / the float32 pair | {(top - ground) / float_pair:.2f} | 1.3 |")
    return bool((correct + convert) / decode <= 3 and (top - ground) / float_pair <= 1.3)


def timed(files: Sequence[Path]) -> tuple[float, float, float]:
    start = time.process_time()
    photos = [read_photo(path) for path in files]
    decoded = time.process_time()
    pair = corrected(photos)
    found = time.process_time()
    _kept = pair.baseline.linear(), pair.followup.linear()
    return decoded - start, found - decoded, time.process_time() - found


def corrected(photos: Sequence[Photo]) -> pc.NormalizedPair:
    alignment = Alignment(np.eye(3), photos[0].shape, photos[1].shape, "good")
    height, width = photos[0].shape
    region = polygon_region(
        "treated", [(float(x), float(y)) for x, y in ellipse(0.33, 0.36, 0.17, width, height)]
    )
    return normalize(photos[0], photos[1], alignment, [region])


def measured_peak(files: Sequence[Path], what: str) -> int:
    command = [sys.executable, __file__, "peak", what, *map(str, files)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak(what: str, files: Sequence[str]) -> None:
    """Print the most memory this process has used after reading, or after correcting, `files`."""
    photos = [read_photo(Path(path)) for path in files]
    if what == "correct":
        pair = corrected(photos)
        _kept = pair.baseline.linear(), pair.followup.linear()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.split("VmHWM:")[1].split()[0]) * 1024)


if __name__ == "__main__":
    peak(sys.argv[2], sys.argv[3:])
