"""A decoder that crashes, hangs or eats the memory costs a batch that photo only."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from photocompare.batch import run as batch
from photocompare.batch import run_batch
from photocompare.check import Target, check
from photocompare.photo import Limits
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from tests.photocompare.photo import makers

RECIPE = Recipe(metrics=("erythema_index",))

# Stands in for libwebp in the reading process: found first on its path, unlike anything in normal use.
DECODER = """
    import ctypes, time
    import numpy
    from photocompare.photo import read

    def decode_webp(data, name, limits):
        if "crash" in name:
            ctypes.string_at(0)
        if "hang" in name:
            time.sleep(600)
        if "memory" in name:
            numpy.empty(100_000_000_000, numpy.uint8)
        return real(data, name, limits)

    real, read.decode_webp = read.decode_webp, decode_webp
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a manifest of five views whose follow-ups meet a broken decoder, or not."""
    stand_in = tmp_path / "stand_in"
    stand_in.mkdir()
    (stand_in / "sitecustomize.py").write_text(textwrap.dedent(DECODER))
    # IsolatedReader hands its own sys.path to the reading process: only that one imports the stand-in.
    monkeypatch.syspath_prepend(stand_in)
    limits = Limits(seconds=6)
    monkeypatch.setattr(batch, "IsolatedReader", lambda: IsolatedReader(limits))
    lines = ["subject,view,timepoint,photo"]
    for name in ("first", "crash", "hang", "memory", "last"):
        (tmp_path / f"{name}.webp").write_bytes(makers.webp())
        (tmp_path / f"{name}.png").write_bytes(makers.png())
        lines += [f"{name},leg,day 0,{name}.png", f"{name},leg,day 5,{name}.webp"]
    (tmp_path / "manifest.csv").write_text("\n".join(lines) + "\n")
    return tmp_path / "manifest.csv"


def test_that_only_the_photo_that_stops_the_reader_is_lost(study: Path) -> None:
    result = run_batch(study, RECIPE)
    found = {row["subject"]: (row["status"], row["change"], row["codes"].split()) for row in result.rows}
    assert list(found) == ["first", "crash", "hang", "memory", "last"]
    for name, code in (("crash", "E113"), ("hang", "E112"), ("memory", "E114")):
        assert found[name][:2] == ("error", "")
        assert found[name][2][0] == code
    for name in ("first", "last"):
        assert float(found[name][1]) == 0


def test_that_check_goes_on_behind_a_crash(study: Path) -> None:
    names = ("crash.webp", "last.webp")
    found = check([Target(study.parent / name) for name in names])
    assert [finding.code for finding in found[0].findings] == ["E113"]
    assert found[1].quality is not None
