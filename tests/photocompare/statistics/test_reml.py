"""The mixed model gives what lme4 and statsmodels give, with degrees of freedom that fit."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.statistics.reml import Block, fit_reml
from tests.photocompare.statistics.tables import AFTER_C, AFTER_T, BEFORE_C, BEFORE_T

# Six batches of a dye, five samples each (Davies & Goldsmith 1972), the first example of lme4's book.
DYESTUFF = [
    [1545, 1440, 1440, 1520, 1580],
    [1540, 1555, 1490, 1560, 1495],
    [1595, 1550, 1605, 1510, 1560],
    [1445, 1440, 1595, 1465, 1545],
    [1595, 1630, 1515, 1635, 1625],
    [1520, 1455, 1450, 1480, 1445],
]
INTERACTION = np.array([0.0, 0.0, 0.0, 1.0])


def one_way(groups: list[list[float]]) -> list[Block]:
    sizes = map(len, groups)
    return [
        Block(np.array(one, float), np.ones((n, 1)), np.array([np.ones((n, n)), np.eye(n)]))
        for n, one in zip(sizes, groups, strict=True)
    ]


def split_face(*, sources: tuple[int, ...]) -> list[Block]:
    """Return the check set of eleven; of subject, subject and side, subject and time, the `sources`."""
    side, time = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    x = np.stack([np.ones(4), time, side, side * time], 1).astype(float)
    alike = [np.ones((4, 4)), np.equal.outer(side, side), np.equal.outer(time, time)]
    parts = np.array([*(alike[source] for source in sources), np.eye(4)], float)
    people = zip(BEFORE_C, AFTER_C, BEFORE_T, AFTER_T, strict=True)
    return [Block(np.array(values), x, parts) for values in people]


def test_that_the_dyestuff_comes_out_as_published() -> None:
    found = fit_reml(one_way(DYESTUFF))
    assert found is not None
    assert found.variances == pytest.approx((1764.05, 2451.25), rel=1e-4)
    assert found.effects == pytest.approx([1527.5])
    assert found.error(np.ones(1)) == pytest.approx(19.3834, rel=1e-4)
    assert found.df(np.ones(1)) == pytest.approx(5, rel=1e-4)


def test_that_each_source_of_variance_is_told_apart() -> None:
    """The error of the check set: .535 with a subject's level alone, the paired .433 with all sources."""
    errors = {}
    for sources in ((0,), (0, 1), (0, 1, 2)):
        found = fit_reml(split_face(sources=sources))
        assert found is not None
        errors[sources] = found.error(INTERACTION), found.df(INTERACTION)
    assert errors[0,] == pytest.approx((0.535, 30), abs=1e-3)
    assert errors[0, 1] == pytest.approx((0.447, 20), abs=1e-3)
    assert errors[0, 1, 2] == pytest.approx((1.437163 / 11**0.5, 10), abs=1e-6)


def test_that_a_source_without_variance_is_left_out() -> None:
    found = fit_reml(one_way([[1.0, 3.0], [3.0, 1.0], [1.5, 2.5], [2.0, 2.1]]))
    assert found is not None
    assert found.variances[0] == 0
    assert found.df(np.ones(1)) == pytest.approx(7, rel=1e-6), "those of a plain mean of eight"


def test_that_what_cannot_be_told_has_no_fit() -> None:
    twice = [Block(one.y, np.hstack([one.x, one.x]), one.parts) for one in one_way(DYESTUFF)]
    assert fit_reml(twice) is None
    assert fit_reml(one_way([[2.0, 2.0], [2.0, 2.0]])) is None


def test_that_missing_visits_are_weighed_as_statsmodels_weighs_them() -> None:
    pd, smf = pytest.importorskip("pandas"), pytest.importorskip("statsmodels.formula.api")
    chance = np.random.default_rng(1)
    rows, blocks = [], []
    for subject in range(14):
        level, sides, times = chance.normal(0, 2), chance.normal(0, 1.2, 2), chance.normal(0, 0.8, 3)
        seen = [(a, t) for a in (0, 1) for t in (0, 1, 2) if chance.random() > 0.15]
        y = np.array([20 + level + sides[a] + times[t] - a * t + chance.normal(0, 0.7) for a, t in seen])
        arm, time = np.array(seen).T
        rows += [(subject, a, t, value) for (a, t), value in zip(seen, y, strict=True)]
        at = [time == 1, time == 2, arm == 1, (arm == 1) & (time == 1), (arm == 1) & (time == 2)]
        x = np.stack([np.ones(len(y)), *at], 1).astype(float)
        alike = [np.ones((len(y),) * 2), np.equal.outer(arm, arm), np.equal.outer(time, time), np.eye(len(y))]
        blocks.append(Block(y, x, np.array(alike, float)))
    found = fit_reml(blocks)
    assert found is not None
    frame = pd.DataFrame(rows, columns=["subject", "arm", "time", "y"])
    sources = {"arm": "0 + C(arm)", "time": "0 + C(time)"}
    model = smf.mixedlm("y ~ C(arm) * C(time)", frame, groups="subject", re_formula="1", vc_formula=sources)
    other = model.fit(reml=True)
    variances = (other.cov_re.iloc[0, 0], *other.vcomp, other.scale)
    assert found.variances == pytest.approx(variances, rel=1e-3)
    order = [0, 2, 3, 1, 4, 5]
    assert found.effects == pytest.approx(other.fe_params.to_numpy()[order], abs=1e-4)
