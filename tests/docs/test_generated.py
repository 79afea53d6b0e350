"""The generated pages say what the program does today."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["metrics", "commands", "codes", "statistics"])
def test_that_the_page_is_current(generate: ModuleType, page: str) -> None:
    written = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    assert written == getattr(generate, f"{page}_page")(), "run `python3 start.py docs`"


def test_that_every_metric_names_its_formula_needs_limits_and_source(generate: ModuleType) -> None:
    for section in re.split(r"^### ", generate.metrics_page(), flags=re.M)[1:]:
        for word in ("Formula:", "Needs:", "Limits:", "Source:", "Unit:"):
            assert word in section, section.splitlines()[0]


def test_that_every_link_in_the_documents_leads_to_a_file() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert pages
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
