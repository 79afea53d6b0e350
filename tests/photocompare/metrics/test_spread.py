"""The middle is not enough: the spread of a region's pixels, and its share above the reference skin."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.color import CorrectedPhoto, NormalizedPair
from photocompare.compare import compare
from photocompare.errors import NotMeasurable
from photocompare.metric import SPREADS, metrics
from photocompare.patch import Patch
from photocompare.patches import RegionCut, cut_region
from photocompare.photo import Photo, Transfer
from photocompare.regions import Region, polygon_region

SIDE = 200


def box(name: str, left: float, top: float, right: float, bottom: float, role: str = "measure") -> Region:
    return polygon_region(name, [(left, top), (right, top), (right, bottom), (left, bottom)], role=role)


def skin(index: np.ndarray) -> Photo:
    """Return a photo whose pixels have the erythema index of `index`."""
    red = np.full(index.shape, 0.5)
    light = np.stack([red, red * 10 ** (-index / 100), red * 0.4], axis=-1)
    return Photo(light.astype(np.float32), Transfer(None), "skin", "0" * 64)


def cut(photo: Photo, *regions: Region) -> RegionCut:
    both = CorrectedPhoto(photo)
    return cut_region(NormalizedPair(both, both, "none"), identity(photo.shape), regions[0], regions)


def value(name: str, patch: Patch) -> float:
    return metrics()[f"erythema_index.{name}"](patch)


def test_that_every_pixelwise_measure_has_its_spread_in_the_registry() -> None:
    pixelwise = {one.id for one in metrics().values() if one.spreading}
    assert pixelwise >= {"erythema_index", "erythema_index_compensated", "a_star", "hemoglobin"}
    assert pixelwise >= {"melanin_index", "ita", "l_star", "melanin"}
    for name in pixelwise:
        assert [metrics()[f"{name}.{part}"].family for part in SPREADS] == 3 * [metrics()[name].family]


def test_that_half_a_region_turned_red_shows_in_its_spread_and_not_in_its_middle() -> None:
    """40 % red of 20 points more: the median stays, the 95th percentile and the range see it."""
    index = np.full((SIDE, SIDE), 20.0)
    index[:, :80] = 40.0
    patch = cut(skin(index), box("all", 0, 0, SIDE, SIDE)).before
    assert metrics()["erythema_index"](patch) == pytest.approx(20, abs=0.01)
    assert value("p95", patch) == pytest.approx(40, abs=0.01)
    assert value("iqr", patch) == pytest.approx(20, abs=0.01)


def test_that_the_share_above_is_the_area_redder_than_almost_all_of_the_reference_skin() -> None:
    rng = np.random.default_rng(1)
    index = rng.normal(20, 1, (SIDE, SIDE))
    index[100:, :50] += 15
    regions = box("lesion", 0, 100, SIDE, SIDE), box("healthy", 0, 0, SIDE, 90, role="reference")
    patch = cut(skin(index), *regions).before
    # A quarter is red; of the rest 5 % lie above the threshold by chance.
    assert value("share_above", patch) == pytest.approx(25 + 0.05 * 75, abs=1.5)


def test_that_without_reference_skin_the_share_has_a_code_and_no_number() -> None:
    patch = cut(skin(np.full((SIDE, SIDE), 20.0)), box("all", 0, 0, SIDE, SIDE)).before
    with pytest.raises(NotMeasurable) as caught:
        value("share_above", patch)
    assert caught.value.finding.code == "N454"


def test_that_the_table_has_the_spread_and_the_reader_is_not_swamped_with_it() -> None:
    one = skin(np.random.default_rng(2).normal(20, 1, (SIDE, SIDE)))
    rows = compare(one, one, [box("all", 10, 10, 190, 190)], alignment=identity(one.shape)).measurements
    assert {"erythema_index.p95", "ita.iqr", "l_star.share_above"} <= {row.metric for row in rows}
    assert not [row.metric for row in rows if row.worth_a_line and "." in row.metric]
    share = next(row for row in rows if row.metric == "l_star.share_above")
    assert share.change is None
    assert share.status == "skipped"
