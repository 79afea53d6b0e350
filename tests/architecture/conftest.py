"""The source of both packages, parsed once."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """Return the text of every file of the core and the window, by its path from the top."""
    files = [file for top in ("photocompare", "ui") for file in sorted((ROOT / top).rglob("*.py"))]
    assert files
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


@pytest.fixture(scope="session")
def trees(sources: dict[str, str]) -> dict[str, ast.Module]:
    return {path: ast.parse(text, filename=path) for path, text in sources.items()}
