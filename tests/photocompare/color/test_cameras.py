"""Published cameras in published lights: what the chart makes of skin that it has never seen."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


def test_that_skin_comes_out_right_through_cameras_in_daylight_tungsten_and_led(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("colour", reason="colour-science is of the extra `dev`", exc_type=ImportError)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    cameras = importlib.import_module("color_cameras")
    seen = list(cameras.judgements())
    assert len({(one.camera, one.light) for one in seen if one.light in cameras.LIGHTS}) == 2 * 5
    skin, bias = cameras.means(seen, "weighted 3x3", tuple(cameras.LIGHTS))
    assert skin <= 1.6
    assert bias <= 1.0
    plain, plain_bias = cameras.means(seen, "plain 3x3", tuple(cameras.LIGHTS))
    assert skin < 0.6 * plain
    assert bias < 0.6 * plain_bias
