"""What is shipped: both packages with their data, and it runs away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"photocompare": ROOT / "photocompare", "photocompare_ui": ROOT / "ui" / "photocompare_ui"}

READ_CODES = """
import photocompare
from photocompare.errors import codes
print(len(codes()), photocompare.__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def test_that_the_wheel_holds_every_file_of_both_packages_and_no_other(wheel):
    shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    sources = {
        f"{package}/{file.relative_to(folder).as_posix()}"
        for package, folder in PACKAGES.items()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert shipped == sources


@pytest.mark.parametrize("name", ["photocompare/codes.toml", "photocompare/phantom/skin_spectra.csv"])
def test_that_the_data_the_core_reads_are_in_the_wheel(wheel, name):
    assert name in wheel.namelist()


def test_that_the_wheel_has_its_license_and_both_commands(wheel):
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
    text = wheel.read(entry_points).decode()
    assert "photocompare = photocompare.cli:main" in text
    assert "photocompare-gui = photocompare_ui.app:main" in text


def test_that_the_wheel_runs_away_from_the_checkout(wheel, tmp_path):
    wheel.extractall(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", READ_CODES]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    count, file = done.stdout.split(maxsplit=1)
    assert int(count) > 10
    assert Path(file.strip()).is_relative_to(tmp_path)
