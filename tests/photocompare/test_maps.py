"""Maps show the table's own values, in fixed colors that keep their order."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFont
from skimage.color import rgb2lab

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto
from photocompare.colormap import Scale, amount_table, broken, colored, with_bar
from photocompare.compare import Comparison, compare
from photocompare.errors import NotMeasurable
from photocompare.maps import difference_map, metric_map, photo_maps, tiff
from photocompare.metric import Patch, metrics
from photocompare.photo import Photo, Transfer
from tests.photocompare.metrics.test_spread import box, skin

SHAPE = (600, 90)


def red_on_the_left(index: float) -> Photo:
    values = np.full(SHAPE, 20.0)
    values[:, :45] = index
    return skin(values)


def test_that_the_median_of_every_map_is_the_number_in_the_table() -> None:
    rng = np.random.default_rng(5)
    light = np.array([0.45, 0.27, 0.2]) * rng.normal(1, 0.05, (*SHAPE, 3))
    photo = CorrectedPhoto(Photo(light.astype(np.float32), Transfer(None), "skin", "0"))
    patch = Patch(photo, photo.photo.box, np.ones(SHAPE, dtype=bool))
    found = list(photo_maps(photo))
    assert len(found) == 8
    for one in found:
        assert np.median(one.values) == pytest.approx(metrics()[one.metric](patch), rel=1e-5)


def test_that_the_same_value_has_the_same_color_in_every_photo() -> None:
    one, other = (
        metric_map(CorrectedPhoto(red_on_the_left(i)), metrics()["erythema_index"]) for i in (30, 50)
    )
    assert np.array_equal(one.rgb[300, 70], other.rgb[300, 70])
    assert not np.array_equal(one.rgb[300, 20], other.rgb[300, 20])


def test_that_more_is_always_lighter_by_even_steps() -> None:
    lightness = rgb2lab(amount_table()[None].astype(np.float64) / 255)[0, :, 0]
    steps = np.diff(lightness[::8])
    assert steps.min() > 0.5 * steps.mean() > 0


def test_that_a_measure_of_a_region_has_no_map() -> None:
    with pytest.raises(NotMeasurable) as caught:
        metric_map(CorrectedPhoto(red_on_the_left(30)), metrics()["spot_count"])
    assert caught.value.finding.code == "N459"


def compared(before: float, after: float, sdc: float | None) -> Comparison:
    one, other = red_on_the_left(before), red_on_the_left(after)
    found = compare(one, other, [box("all", 0, 0, 90, 600)], alignment=identity(SHAPE))
    return replace(found, measurements=tuple(replace(row, sdc=sdc) for row in found.measurements))


def test_that_a_fall_is_blue_a_rise_orange_and_what_is_within_error_gray() -> None:
    fall, rise, small = (
        difference_map(compared(before, after, 3.0)) for before, after in ((40, 30), (30, 40), (30, 32))
    )
    assert fall is not None
    assert rise is not None
    assert small is not None
    assert fall.values[300, 20] == pytest.approx(-10, abs=0.1)
    assert fall.rgb[300, 20, 2] > fall.rgb[300, 20, 0] + 60
    assert rise.rgb[300, 20, 0] > rise.rgb[300, 20, 2] + 60
    assert np.ptp(small.rgb[300, 20].astype(int)) < 6
    assert np.ptp(fall.rgb[300, 80].astype(int)) < 6


def test_that_the_bar_and_the_tiff_carry_values_and_unit(tmp_path: Path) -> None:
    found = metric_map(CorrectedPhoto(red_on_the_left(30)), metrics()["erythema_index"])
    (tmp_path / "map.tif").write_bytes(tiff(found))
    with Image.open(tmp_path / "map.tif") as stored:
        assert stored.mode == "F"
        assert np.array_equal(np.asarray(stored), found.values)
        assert "points" in stored.tag_v2[270]
    page = with_bar(found.rgb, found.scale)
    changed = "Colors corrected by the color chart in it. " * 3
    longer = with_bar(found.rgb, found.scale, foot=changed)
    lines = broken(changed, page.shape[1], ImageFont.load_default(15.0))
    assert " ".join(lines) == changed.strip()
    assert len(lines) > 1
    assert np.ptp(longer[page.shape[0] :]) > 100
    assert page.shape[0] > page.shape[1] * SHAPE[0] / SHAPE[1] * 0.9
    dark = colored(np.full((2, 2), np.nan, dtype=np.float32), Scale(0, 1, "x", ""))
    assert dark.max() < 60


def test_that_the_command_writes_every_map_and_the_vessel_mask(tmp_path: Path) -> None:
    y, x = np.mgrid[0:240, 0:320] + 0.5
    line = np.clip(3 - np.abs(y - 0.3 * x - 60), 0, 1)[..., None]
    light = np.array([0.45, 0.27, 0.2]) * 10 ** (-line * [0.02, 0.25, 0.15])
    stored = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    Image.fromarray(np.rint(255 * stored).astype(np.uint8)).save(tmp_path / "leg.png")
    command = [sys.executable, "-m", "photocompare", "maps", "leg.png", "--out", "maps"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "maps").iterdir()}
    pixelwise = {one.id for one in metrics().values() if one.spreading}
    assert {f"{name}.{kind}" for name in pixelwise for kind in ("tif", "png")} | {"vessels.png"} <= names
    with Image.open(tmp_path / "maps" / "vessels.png") as mask:
        found = np.asarray(mask.convert("L")) > 0
    assert found[(line[..., 0] > 0.5)].mean() > 0.8
    assert found[line[..., 0] == 0].mean() < 0.03
