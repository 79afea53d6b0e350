"""How far two readers, or a reader and a measure, agree: kappa, forced choice, rank correlation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import ArrayLike

from photocompare.errors import NotMeasurable
from photocompare.statistics.proportion import Share, share

Weights = Literal["none", "linear", "quadratic"]


@dataclass(frozen=True)
class RankCorrelation:
    """Spearman's rho and Kendall's tau-b of n pairs, with the two-sided p of tau-b."""

    n: int
    rho: float
    tau_b: float
    p: float


def weighted_kappa(
    first: ArrayLike, second: ArrayLike, *, weights: Weights = "none", grades: ArrayLike | None = None
) -> float:
    """Return Cohen's kappa: agreement beyond chance, 1 complete, 0 none.

    `grades` are the scale's values in order (default: those that occur); weights follow their positions.
    Where both always give the same one grade, nothing beyond chance can be shown and kappa is 0.

    Source: Cohen 1968, Psychol Bull 70:213-220.

    Raises:
        NotMeasurable: E505 for no pairs, unequal lengths, or a grade the scale does not have.
    """
    a, b = np.asarray(first), np.asarray(second)
    if a.shape != b.shape or a.ndim != 1 or not len(a):
        raise NotMeasurable("E505", "kappa needs pairs of grades")
    scale = np.unique([a, b] if grades is None else np.asarray(grades))
    if not np.all(np.isin([a, b], scale)):
        raise NotMeasurable("E505", "a grade is not on the scale")
    positions = np.arange(len(scale), dtype=np.float64)
    apart = np.abs(np.subtract.outer(positions, positions))
    cost = {"none": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}[weights]
    counts = np.zeros((len(scale), len(scale)))
    np.add.at(counts, (np.searchsorted(scale, a), np.searchsorted(scale, b)), 1 / len(a))
    by_chance = float(np.sum(cost * np.outer(counts.sum(1), counts.sum(0))))
    return 1 - float(np.sum(cost * counts)) / by_chance if by_chance > 0 else 0.0


def percent_agreement(first: ArrayLike, second: ArrayLike, *, within: float = 0.0) -> Share:
    """Return the share of pairs of grades that differ by no more than `within`, with its Wilson interval.

    Raises:
        NotMeasurable: E505 for no pairs or unequal lengths.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.shape != b.shape or not a.size:
        raise NotMeasurable("E505", "agreement needs pairs of grades")
    return share(int(np.count_nonzero(np.abs(a - b) <= within)), a.size)


def forced_choice(right: int, n: int, *, chance: float = 0.5) -> float:
    """Return the exact one-sided p of `right` or more right answers out of `n` by chance alone.

    >>> round(forced_choice(10, 11), 4), round(forced_choice(9, 11), 4)
    (0.0059, 0.0327)
    """
    return float(scipy.stats.binomtest(right, n, chance, alternative="greater").pvalue)


def rank_correlation(first: ArrayLike, second: ArrayLike) -> RankCorrelation:
    """Return how far two measures order the same things alike; p is exact for few pairs without ties.

    Raises:
        NotMeasurable: E505 for fewer than 3 pairs, unequal lengths, or a measure that does not vary.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1 or len(a) < 3 or not np.all(np.isfinite([a, b])):
        raise NotMeasurable("E505", "a rank correlation needs at least 3 pairs, none missing")
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        raise NotMeasurable("E505", "one of the two measures is the same everywhere")
    tau = scipy.stats.kendalltau(a, b)
    return RankCorrelation(
        len(a), float(scipy.stats.spearmanr(a, b).statistic), float(tau.statistic), float(tau.pvalue)
    )
