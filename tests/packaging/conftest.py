"""The lock and what pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def lock() -> dict[str, Requirement]:
    """Return what requirements.lock pins, by the name of the package."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [Requirement(line) for line in re.findall(r"^(\w[^\\]*==[^\\]*) \\$", text, flags=re.MULTILINE)]
    assert pins
    return {pin.name: pin for pin in pins}


@pytest.fixture(scope="session")
def wanted() -> list[Requirement]:
    """Return every requirement of pyproject.toml, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    return [Requirement(line) for lines in (project["dependencies"], *extras) for line in lines]
