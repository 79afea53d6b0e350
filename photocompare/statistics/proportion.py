"""A share of subjects, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import scipy

from photocompare.errors import NotMeasurable


@dataclass(frozen=True)
class Share:
    """`count` of `n`: the share and its 95 % Wilson interval, from 0 to 1."""

    count: int
    n: int
    value: float
    low: float
    high: float


def share(count: int, n: int) -> Share:
    """Return the share `count` of `n` with its 95 % Wilson interval.

    Source: Wilson 1927, J Am Stat Assoc 22:209-212.

    >>> one = share(74, 100)
    >>> round(one.low, 3), round(one.high, 3)
    (0.646, 0.816)

    Raises:
        NotMeasurable: E505 for a share of nobody.
    """
    if n < 1:
        raise NotMeasurable("E505", "a share of nobody has no value")
    interval = scipy.stats.binomtest(count, n).proportion_ci(0.95, method="wilson")
    return Share(count, n, count / n, float(interval.low), float(interval.high))
