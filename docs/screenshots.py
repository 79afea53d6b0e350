"""Take a picture of every state of the window: `python3 start.py screenshots [FOLDER] [--docs]`.

`--docs` renews those of docs/images, with the picture of the README, which every run of the tests makes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(words: list[str]) -> int:
    """Run the tests that take the pictures; return the exit code of the worse."""
    docs = "--docs" in words
    folder = ROOT / "docs" / "images" if docs else Path(next(iter(words), "screenshots")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    states = "tests/ui/test_screenshots.py"
    if docs:
        asked = ["-m", "slow or not slow", states, "tests/ui/test_screenshot.py"]
        return pictures(asked, folder, PHOTOCOMPARE_SCREENSHOTS_OF="docs")
    # The third size is that of a sharp screen, where a point is two pixels: known only at Qt's start.
    codes = [
        pictures(["-m", "slow", states, "-k", "not 1920x1080"], folder),
        pictures(["-m", "slow", states, "-k", "1920x1080"], folder, QT_SCALE_FACTOR="2"),
    ]
    print(f"The pictures are in {folder}.")
    return max(codes)


def pictures(tests: list[str], folder: Path, **variables: str) -> int:
    """Return the exit code of these tests, which write into `folder`."""
    own = {"QT_QPA_PLATFORM": "offscreen", "PHOTOCOMPARE_SCREENSHOTS": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", *tests]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **own, **variables}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
