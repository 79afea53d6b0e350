"""The histogram of a region is of the very pixels that its number is the median of."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.alignment import identity
from photocompare.compare import compare
from photocompare.photo import Photo, Transfer
from photocompare.recipe import Recipe
from photocompare.region_values import BINS, histogram
from photocompare.regions import polygon_region

SHAPE = (120, 160)
CHEEK = polygon_region("cheek", [(20, 20), (120, 20), (120, 90), (20, 90)])


def skin(redder: float, seed: int) -> Photo:
    light = np.array([0.45, 0.27, 0.2]) * np.random.default_rng(seed).normal(1, 0.02, (*SHAPE, 3))
    light[20:90, 20:120, 1] *= 10**-redder
    return Photo(light.astype(np.float32), Transfer(None), f"skin {seed}", str(seed))


def test_that_medians_are_the_table_s_and_shares_those_of_the_pixels() -> None:
    recipe = Recipe(metrics=("erythema_index", "vessel_area_fraction"))
    found = compare(skin(0.0, 1), skin(0.05, 2), [CHEEK], recipe, alignment=identity(SHAPE))
    row = next(one for one in found.measurements if one.metric == "erythema_index")
    made = histogram(found, row.region, "erythema_index")
    assert made is not None
    assert made.medians == pytest.approx((row.baseline, row.followup), rel=1e-5)
    assert len(made.baseline) == len(made.followup) == BINS == len(made.edges) - 1
    for shares in (made.baseline, made.followup):
        assert 0.98 < shares.sum() <= 1.0
    assert np.average(made.edges[1:], weights=made.followup) > np.average(
        made.edges[1:], weights=made.baseline
    )
    assert histogram(found, row.region, "vessel_area_fraction") is None
