"""start.py is the first thing a newcomer runs, on whatever Python there is."""

import ast
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).parents[2] / "start.py"


@pytest.fixture
def start():
    """Return start.py as a module."""
    spec = importlib.util.spec_from_file_location("start", START)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def steps(start, tmp_path, monkeypatch):
    """Put start.py into an empty folder, where it writes its steps down instead of taking them."""
    steps = []
    for name in ("VENV", "STAMP", "LOCK", "PROJECT"):
        monkeypatch.setattr(start, name, tmp_path / getattr(start, name).relative_to(start.ROOT))
    (tmp_path / "requirements.lock").write_text("numpy==2.4.6")
    (tmp_path / "pyproject.toml").write_text("[project]")

    def make_venv(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        steps.append("environment")

    monkeypatch.setattr(start, "make_venv", make_venv)
    monkeypatch.setattr(start, "counted", lambda command: steps.append("packages"))
    monkeypatch.setattr(start, "run", lambda command, failure: steps.append("photocompare"))
    return steps


def test_that_an_old_python_can_read_it_and_say_what_it_needs(start, monkeypatch):
    ast.parse(START.read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(sys, "version_info", (3, 9))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9"):
        start.main()


def test_that_it_imports_nothing_but_the_standard_library():
    tree = ast.parse(START.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_that_it_names_no_address():
    assert "://" not in START.read_text(encoding="utf-8")


def test_that_help_names_every_command(start):
    done = subprocess.run([sys.executable, START, "--help"], capture_output=True, text=True, check=True)
    assert all(f"start.py {name}" in done.stdout for name in start.COMMANDS)


def test_that_an_unknown_command_is_answered_with_the_known_ones():
    done = subprocess.run([sys.executable, START, "tset"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "`tset`" in done.stderr
    assert "demo, app, test" in done.stderr


def test_that_the_second_run_has_nothing_to_install(start, steps):
    start.install()
    assert steps == ["environment", "packages", "photocompare"]
    start.install()
    assert len(steps) == 3


def test_that_a_new_lock_is_installed_into_the_same_environment(start, steps):
    start.install()
    start.LOCK.write_text("numpy==2.4.7")
    start.install()
    assert steps[3:] == ["packages", "photocompare"]


def test_that_an_interrupted_install_is_made_anew(start, steps, monkeypatch):
    start.install()
    start.LOCK.write_text("numpy==2.4.7")
    with monkeypatch.context() as patch:
        patch.setattr(start, "counted", interrupted)
        with pytest.raises(KeyboardInterrupt):
            start.install()
    start.install()
    assert steps[3:] == ["environment", "packages", "photocompare"]


def interrupted(command):
    raise KeyboardInterrupt
