"""The lock is whole: for every system and Python, by hash, and without an address."""

import re
from importlib.metadata import PackageNotFoundError, requires
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TEXT = (Path(__file__).parents[2] / "requirements.lock").read_text(encoding="utf-8")
SYSTEMS = {"linux": ("Linux", "posix"), "darwin": ("Darwin", "posix"), "win32": ("Windows", "nt")}
RELOCK = "requirements.lock is behind pyproject.toml: run `python3 start.py lock`"


def test_that_the_lock_names_no_index_and_no_address():
    assert "://" not in TEXT
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index|--find-links)", TEXT, flags=re.MULTILINE)


def test_that_every_pin_has_hashes(lock):
    pins = re.split(r"^(?=\w)", TEXT, flags=re.MULTILINE)[1:]
    assert len(pins) == len(lock)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", pin) for pin in pins)


def test_that_the_lock_agrees_with_pyproject(lock, wanted):
    behind = [str(one) for one in wanted if one.name != "photocompare" and not satisfied(one, lock)]
    assert not behind, RELOCK


@pytest.mark.parametrize(("system", "minor"), [*product(SYSTEMS, (11, 12, 13, 14))])
def test_that_the_lock_is_whole_on_every_system_and_python(lock, wanted, system, minor):
    platform, os_name = SYSTEMS[system]
    environment = {
        **default_environment(),
        "sys_platform": system,
        "platform_system": platform,
        "os_name": os_name,
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.0",
        "extra": "",
    }
    todo = [one for one in wanted if one.marker is None or one.marker.evaluate(environment)]
    seen, missing = set(), []
    while todo:
        one = todo.pop()
        pin = lock.get(canonicalize_name(one.name))
        if not satisfied(one, lock) or (pin.marker and not pin.marker.evaluate(environment)):
            missing.append(str(one))
        elif str(one) not in seen:
            seen.add(str(one))
            todo += needs(one, environment)
    assert not missing, RELOCK


def test_that_qt_is_not_the_release_that_aborts(lock):
    assert "6.12.0" not in str(lock["pyside6-essentials"].specifier)
    assert lock["pyside6-essentials"].specifier == lock["shiboken6"].specifier


def satisfied(one, lock):
    """Return whether the lock pins a version that a requirement allows."""
    pin = lock.get(canonicalize_name(one.name))
    return pin is not None and one.specifier.contains(next(iter(pin.specifier)).version, prereleases=True)


def needs(one, environment):
    """Return what an installed package needs in an environment; nothing where it is not installed here."""
    try:
        lines = requires(one.name) or []
    except PackageNotFoundError:
        return []
    asked = [{**environment, "extra": extra} for extra in ("", *one.extras)]
    parts = map(Requirement, lines)
    return [
        part for part in parts if part.marker is None or any(part.marker.evaluate(each) for each in asked)
    ]
