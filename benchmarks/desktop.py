"""Frame times of the window's canvas at 24 megapixels, and the longest stall while it compares.

    python benchmarks/desktop.py [MEGAPIXELS [WIDTHxHEIGHT]]
    python benchmarks/desktop.py frames [MEGAPIXELS [WIDTHxHEIGHT]]
    python benchmarks/desktop.py drop [MEGAPIXELS]
    python benchmarks/desktop.py cold

Prints a line per gesture: median and 95th percentile of one repaint of all panes, in milliseconds of the
processor (other programs do not count), and the median as a ratio to copying a picture of the same area,
which is the best this machine could do. What happens while the pair is opened is said by the clock, for a
user waits by it, and in processor time of this process beside it. `frames`: without measuring. `drop`: a
folder of 200 good and bad files is dropped on the window; how long the event loop was kept at most. `cold`:
the program is started five times; from its start until the window is painted.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from photocompare_ui.app import make_application
from photocompare_ui.main_window import MainWindow
from PIL import Image
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from photocompare import Measurement, Recipe

SIZE = (1800, 1100)
FRAMES = 60
Gap = tuple[float, float]


def main(megapixels: float, size: tuple[int, int] = SIZE, *, measured: bool = True) -> None:
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        before, after = photographs(Path(folder), megapixels)
        window = MainWindow(Recipe(metrics=("erythema_index", "l_star")))
        window.resize(*size)
        window.show()
        window.opening.warm_up()
        warm = time.perf_counter() + 2  # what a user takes at least to choose two photographs
        list(run_until(app, lambda: time.perf_counter() > warm))
        print(f"load {os.getloadavg()[0]:.1f}")
        begun, worked = time.perf_counter(), time.process_time()
        window.filing.open_pair(before, after)
        gaps = list(
            run_until(app, lambda: all(previews := window.document.glimpses.values()) and len(previews) == 2)
        )
        for pane in window.stage.panes:
            pane.viewport().repaint()
        tell("first paint (preview)", begun, worked)
        gaps += run_until(app, lambda: window.document.baseline is not None)
        tell("sharp", begun, worked)
        gaps += run_until(app, lambda: window.document.pictures.aligned_followup is not None)
        tell("aligned, in every view", begun, worked)
        if not measured:
            window.comparing.cancel()
        else:
            gaps += run_until(app, lambda: bool(measurements(window)))
            tell("aligned and measured", begun, worked)
        gaps += run_until(app, lambda: not window.opening.busy and not window.comparing.busy)
        tell("aligned, at every zoom" if measured else "cancelled", begun, worked)
        say_gaps(gaps)
        floor = best_possible(window.stage.size())
        print(f"copying the panes takes {floor:.2f} ms\n{'':24}  median    95th   ratio")
        for name, gesture in gestures(window).items():
            report(name, frames(window, gesture), floor)
        window.close()


def measurements(window: MainWindow) -> tuple[Measurement, ...]:
    comparison = window.document.comparison
    return comparison.measurements if comparison else ()


def drop(megapixels: float) -> None:
    app = make_application()
    with tempfile.TemporaryDirectory() as name:
        folder = mixed(Path(name), megapixels)
        window = MainWindow()
        window.resize(*SIZE)
        window.show()
        app.processEvents()
        begun = time.perf_counter()
        window.filing.open_paths([folder])
        gaps = [(time.perf_counter() - begun, 0.0)]
        gaps += run_until(app, lambda: not window.checking.busy and window.stage.checked.isVisible())
        settled = time.perf_counter() + 0.5
        gaps += run_until(app, lambda: time.perf_counter() > settled)
        taken = time.perf_counter() - begun
        print(f"{window.stage.checked.counts.accessibleName()}   in {taken:.1f} s")
        say_gaps(gaps)
        window.close()


COLD = """
import resource, sys
from photocompare_ui.app import make_application
from photocompare_ui.main_window import MainWindow
app = make_application()
window = MainWindow()
window.show()
app.processEvents()
window.grab()
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
window.close()
"""


def cold() -> None:
    for _ in range(5):
        begun = time.perf_counter()
        ended = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
        clock, load = time.perf_counter() - begun, os.getloadavg()[0]
        worked = float(ended.stdout)
        print(f"start to window  {clock:.2f} s, {worked:.2f} s of the processor, load {load:.1f}")


def tell(what: str, begun: float, worked: float) -> None:
    clock, processor = time.perf_counter() - begun, time.process_time() - worked
    print(f"{what:24}{1000 * clock:8.0f} ms by the clock, {1000 * processor:6.0f} ms of the processor here")


def say_gaps(gaps: list[Gap]) -> None:
    """Print how long one turn of the event loop took: by the clock, and of the processor in this thread."""
    for kind, values in zip(("by the clock", "of the processor"), np.array(gaps).T, strict=True):
        most, late = 1000 * values.max(), 1000 * np.percentile(values, 99)
        print(f"event loop gap {kind:17}{most:8.0f} ms at most, {late:.0f} ms at the 99th percentile")


def mixed(folder: Path, megapixels: float) -> Path:
    """Write 200 files: 40 photos of full size, 60 small ones, 100 that are cut, empty, text or a bomb."""
    large = photographs(folder, megapixels)[0].read_bytes()
    small = photographs(folder, 0.1)[0].read_bytes()
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header
    bomb += struct.pack(">I", zlib.crc32(b"IHDR" + header)) + bytes(64)
    kinds = [large] * 2 + [small] * 3 + [large[: len(large) // 2], small[:-40], b"", b"no photo", bomb]
    inside = folder / "dropped"
    inside.mkdir()
    for number in range(200):
        (inside / f"photo{number:03}.jpg").write_bytes(kinds[number % len(kinds)])
    return inside


def photographs(folder: Path, megapixels: float) -> tuple[Path, Path]:
    """Write a textured picture and the same moved by a little."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    source = np.random.default_rng(7).integers(90, 220, (height // 24, width // 24, 3), dtype=np.uint8)
    picture = Image.fromarray(source).resize((width + 40, height + 40), Image.Resampling.BICUBIC)
    paths = folder / "before.jpg", folder / "after.jpg"
    picture.crop((0, 0, width, height)).save(paths[0], quality=92)
    picture.crop((25, 12, width + 25, height + 12)).save(paths[1], quality=92)
    return paths


def run_until(app: QApplication, done: Callable[[], bool]) -> Iterator[Gap]:
    """Turn the event loop until `done`; yield how long each turn kept it, by the clock and the processor."""
    while not done():
        begun, worked = time.perf_counter(), time.thread_time()
        app.processEvents()
        yield time.perf_counter() - begun, time.thread_time() - worked
        time.sleep(0.001)


def gestures(window: MainWindow) -> dict[str, Callable[[int], None]]:
    """Return what one frame of each gesture does."""
    stage, look = window.stage, window.document.look
    photo = window.document.baseline
    assert photo is not None
    x, y = photo.shape[1] / 2, photo.shape[0] / 2

    def pan(view: str, scale: float) -> Callable[[int], None]:
        def step(frame: int) -> None:
            look.set(view=view)  # type: ignore[arg-type]
            stage.look_at(x + 7 * frame, y + 3 * frame, scale)

        return step

    def zoom(frame: int) -> None:
        look.set(view="side")
        stage.look_at(x, y, 0.1 * 1.05**frame)

    def wipe(frame: int) -> None:
        look.set(view="wipe", divider=0.2 + 0.01 * frame)

    def turned(frame: int) -> None:
        look.set(view="wipe", divider=0.5, angle=30.0)
        stage.look_at(x + 7 * frame, y + 3 * frame, 0.4)

    def blink(frame: int) -> None:
        look.set(view="blink", held=frame % 2 == 0)

    def lens(frame: int) -> None:
        look.set(view="lens")
        pane = stage.panes[0]
        pane.hovered = QPointF(200 + 5 * frame, 200 + 3 * frame)
        pane.point_out((x, y))

    return {
        "pan, whole": pan("side", 0.15),
        "pan, 1:1": pan("side", 1.0),
        "zoom": zoom,
        "wipe": wipe,
        "blink": blink,
        "onion skin, pan": pan("onion", 0.4),
        "wipe at 30 degrees, pan": turned,
        "checkerboard, pan": pan("checker", 0.4),
        "lens": lens,
        "left and right, pan": pan("halves", 0.2),
        "arms, pan": pan("board", 0.4),
    }


def frames(window: MainWindow, gesture: Callable[[int], None]) -> list[float]:
    """Return the processor milliseconds of each frame: the gesture and the repaint of the visible panes."""
    taken = []
    target = QImage(window.stage.size(), QImage.Format.Format_RGB32)
    for frame in range(FRAMES):
        begun = time.thread_time()
        gesture(frame)
        for pane in window.stage.panes:
            if pane.isVisible():
                pane.viewport().render(target)
        taken.append(1000 * (time.thread_time() - begun))
    window.document.look.set(held=False, angle=0.0)
    return taken


def best_possible(size: QSize) -> float:
    """Return the milliseconds of copying a picture of the panes' area to the screen's format."""
    target = QImage(size, QImage.Format.Format_RGB32)
    source = target.copy()
    taken = []
    for _ in range(FRAMES):
        begun = time.thread_time()
        painter = QPainter(target)
        painter.drawImage(0, 0, source)
        painter.end()
        taken.append(1000 * (time.thread_time() - begun))
    return float(np.median(taken))


def report(name: str, taken: list[float], floor: float) -> None:
    median, late = np.median(taken), np.percentile(taken, 95)
    print(f"{name:24} {median:7.2f} {late:7.2f} {median / floor:7.1f}")


if __name__ == "__main__":
    asked = sys.argv[1:]
    if asked == ["cold"]:
        cold()
        sys.exit()
    runs = {"drop": drop, "frames": partial(main, measured=False)}
    run: Callable[..., None] = runs.get(asked[0], main) if asked else main
    numbers = [one for one in asked if one not in runs]
    given: list[Any] = [float(numbers[0]) if numbers else 24.0]
    if len(numbers) > 1:
        across, _, down = numbers[1].partition("x")
        given.append((int(across), int(down)))
    run(*given)
