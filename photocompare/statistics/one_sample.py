"""What differences within subjects say: means with intervals, exact tests for small studies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.95
RESAMPLES = 9999
MOST_FLIPPED = 15
MOST_RANKED = 200
Floats = NDArray[np.float64]
Interval = tuple[float, float]


@dataclass(frozen=True)
class ChangeStatistics:
    """What n differences, one a subject, say about their mean; None where n is too small for it.

    Attributes:
        n: subjects.
        mean, sd: of the differences.
        interval: 95 % by Student's t; `bca` the same by the BCa bootstrap over subjects.
        t, df, p_t: Student's one-sample test against 0; `df_method`: where its df are from.
        w, p_wilcoxon: the smaller rank sum and the exact two-sided signed-rank test, zeros left out.
        hodges_lehmann: the median of all Walsh averages, the estimate that belongs to that test.
        p_sign_flip: all 2^n sign flips of the mean, two-sided; n <= 15 only.
    """

    n: int
    mean: float
    sd: float | None = None
    interval: Interval | None = None
    bca: Interval | None = None
    t: float | None = None
    df: float | None = None
    p_t: float | None = None
    w: float | None = None
    p_wilcoxon: float | None = None
    hodges_lehmann: float | None = None
    p_sign_flip: float | None = None
    df_method: str = ""

    @property
    def test(self) -> str:
        """Return the test whose p is quoted: `sign-flip` where it is exact, else `t`."""
        return "sign-flip" if self.p_sign_flip is not None else "t" if self.p_t is not None else ""

    @property
    def p(self) -> float | None:
        """Return the p of `test`."""
        return self.p_t if self.p_sign_flip is None else self.p_sign_flip


def change_statistics(differences: ArrayLike, *, seed: int = 0) -> ChangeStatistics:
    """Return what the differences of n subjects say; `seed` draws the bootstrap, and nothing else is random.

    Raises:
        ValueError: where there is no difference, or one is not finite.
    """
    # In order, so that neither the bootstrap nor a sum's last digit follows the order of the table.
    values = np.sort(rounded(np.asarray(differences, dtype=np.float64)))
    n, mean = len(values), float(np.mean(values))
    if n < 2:
        return ChangeStatistics(n, mean)
    if not np.any(values):
        return ChangeStatistics(n, 0.0, 0.0)
    w, p_wilcoxon = wilcoxon(values)
    flips = sign_flip(values) if n <= MOST_FLIPPED else None
    sd = float(np.std(values, ddof=1))
    error = sd / np.sqrt(n)
    reach = float(scipy.stats.t.ppf((1 + LEVEL) / 2, n - 1) * error)
    # Without any spread (every difference the same) a t has no value; the exact tests still do.
    t = mean / error if sd > 0 else None
    return ChangeStatistics(
        n=n,
        mean=mean,
        sd=sd,
        interval=(mean - reach, mean + reach) if sd > 0 else None,
        bca=bca_interval(values, seed=seed),
        t=None if t is None else float(t),
        df=n - 1.0,
        p_t=None if t is None else float(2 * scipy.stats.t.sf(abs(t), n - 1)),
        w=w,
        p_wilcoxon=p_wilcoxon,
        hodges_lehmann=hodges_lehmann(values),
        p_sign_flip=flips,
        df_method="n - 1",
    )


def rounded(values: Floats) -> Floats:
    """Return values without the noise of binary fractions, which breaks ties: 9 digits of the largest.

    >>> rounded(np.array([0.3 - 0.1, 0.2])).tolist()
    [0.2, 0.2]
    """
    if not len(values) or not np.all(np.isfinite(values)):
        raise ValueError("differences must be finite, and at least one")
    largest = float(np.max(np.abs(values)))
    return np.round(values, 9 - int(np.ceil(np.log10(largest)))) if largest > 0 else values


def bca_interval(values: Floats, *, seed: int = 0) -> Interval | None:
    """Return the 95 % BCa bootstrap interval of the mean, subjects resampled; None below 3 or without spread.

    Source: Efron 1987, J Am Stat Assoc 82:171-185.
    """
    return bca_of(np.asarray(values)[:, None], lambda means: means[..., 0], seed=seed)


def bca_of(table: Floats, statistic: Callable[[Floats], Any], *, seed: int = 0) -> Interval | None:
    """Return the BCa interval of a statistic of the column means of an n x k table, a row a subject.

    The rows are resampled; `statistic` takes means (..., k) and gives (...).
    """
    n = len(table)
    if n < 3:
        return None
    table = table[np.lexsort(table.T[::-1])]
    observed = float(statistic(table.mean(axis=0)))
    boot = np.asarray(statistic(_resampled(n, seed) @ table / n))
    left_out = np.asarray(statistic((table.sum(axis=0) - table) / (n - 1)))
    pull = left_out.mean() - left_out
    if np.ptp(boot) <= 1e-12 * max(abs(observed), 1e-300) or not np.any(pull):
        return None
    bias = scipy.stats.norm.ppf((np.mean(boot < observed) + np.mean(boot <= observed)) / 2)
    acceleration = np.sum(pull**3) / (6 * np.sum(pull**2) ** 1.5)
    z = bias + scipy.stats.norm.ppf([(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    shares = scipy.stats.norm.cdf(bias + z / (1 - acceleration * z))
    if not np.all(np.isfinite(shares)):
        return None
    low, high = np.quantile(boot, shares)
    return float(low), float(high)


@lru_cache(maxsize=4)
def _resampled(n: int, seed: int) -> Floats:
    """Return how often each of n subjects is in each resample: the same draws for every measure."""
    counts = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return counts.astype(np.float64)


def wilcoxon(values: Floats) -> tuple[float, float]:
    """Return the smaller signed-rank sum and its exact two-sided p; ties share ranks, zeros are left out.

    Exact with ties too: the distribution is counted over all signs of the ranks as they are. Above 200
    differences the normal approximation stands in.
    """
    kept = values[values != 0]
    if not len(kept):
        return 0.0, 1.0
    ranks = scipy.stats.rankdata(np.abs(kept))
    w = float(min(ranks[kept > 0].sum(), ranks[kept < 0].sum()))
    if len(kept) > MOST_RANKED:
        return w, float(scipy.stats.wilcoxon(kept, method="approx").pvalue)
    # Twice a midrank is a whole number: count the ways to each sum.
    doubled = np.rint(2 * ranks).astype(int)
    ways = np.zeros(doubled.sum() + 1)
    ways[0] = 1.0
    for rank in doubled:
        shifted = np.zeros_like(ways)
        shifted[rank:] = ways[: len(ways) - rank]
        ways = (ways + shifted) / 2
    return w, min(1.0, float(2 * ways[: round(2 * w) + 1].sum()))


def sign_flip(values: Floats) -> float:
    """Return the exact two-sided p of the mean under all 2^n flips of the differences' signs.

    Raises:
        ValueError: for more than 15 differences.
    """
    n = len(values)
    if n > MOST_FLIPPED:
        raise ValueError(f"{n} differences have too many sign flips")
    signs = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    sums = np.abs(signs @ values)
    return float(np.mean(sums >= abs(values.sum()) - 1e-9 * np.abs(values).sum()))


def hodges_lehmann(values: Floats) -> float:
    """Return the median of the averages of all pairs, each value with itself included."""
    first, second = np.triu_indices(len(values))
    return float(np.median((values[first] + values[second]) / 2))


def smallest_p(n: int) -> float:
    """Return the smallest two-sided exact p that n differences can reach.

    >>> smallest_p(5), smallest_p(11)
    (0.0625, 0.0009765625)
    """
    return float(min(1.0, 2.0 ** (1 - n)))


def welch(first: Floats, second: Floats) -> ChangeStatistics:
    """Return what two groups of different subjects say about the difference of their means (Welch).

    The rank test is Mann-Whitney's, the Hodges-Lehmann estimate the median of all differences between groups.
    """
    n, mean = len(first) + len(second), float(np.mean(first) - np.mean(second))
    if min(len(first), len(second)) < 2:
        return ChangeStatistics(n, mean)
    result = scipy.stats.ttest_ind(first, second, equal_var=False)
    interval = result.confidence_interval(LEVEL)
    ranks = scipy.stats.mannwhitneyu(first, second)
    spread = bool(np.isfinite(result.statistic))
    return ChangeStatistics(
        n=n,
        mean=mean,
        interval=(float(interval.low), float(interval.high)) if spread else None,
        t=float(result.statistic) if spread else None,
        df=float(result.df) if spread else None,
        p_t=float(result.pvalue) if spread else None,
        w=float(ranks.statistic),
        p_wilcoxon=float(ranks.pvalue),
        hodges_lehmann=float(np.median(np.subtract.outer(first, second))),
        df_method="Welch",
    )
