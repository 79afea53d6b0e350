from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from photocompare.grading import Asked, Task, make_task, read_scale, read_task

from .studies import PASSPHRASE, painted_study

RATERS = ("R1", "R2")


@pytest.fixture(scope="session")
def study_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of 8 split faces whose treated cheek became paler."""
    return painted_study(tmp_path_factory.mktemp("trial"), 8, effect=0.08)


@pytest.fixture(scope="session")
def made(study_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """Tasks of that study by scale and piece, each made once; copy before grading."""
    folder, known = tmp_path_factory.mktemp("tasks"), {}

    def make(scale: str, each: str = "view") -> Path:
        if (scale, each) not in known:
            asked = Asked(RATERS, each=each, practice=1, longest=320)
            name = folder / f"t{len(known)}"
            make_task(study_file, name, read_scale(scale), asked, PASSPHRASE, seed=len(known) + 7)
            known[scale, each] = name
        return known[scale, each]

    return make


@pytest.fixture
def task(made: Callable[[str, str], Path], tmp_path: Path) -> Callable[..., Task]:
    """Copies of those tasks, not graded yet."""

    def copy(scale: str, each: str = "view", name: str = "task") -> Task:
        return read_task(shutil.copytree(made(scale, each), tmp_path / name))

    return copy


@pytest.fixture
def locked_study(study_file: Path, tmp_path: Path) -> Path:
    """A copy of the study, to be locked."""
    return Path(shutil.copytree(study_file.parent, tmp_path / "study")) / study_file.name
