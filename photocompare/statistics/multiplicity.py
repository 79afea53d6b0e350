"""What many tests at once do to a p: Holm for the named few, Benjamini-Hochberg for the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return p adjusted so that the chance of any false finding among all is held (Holm 1979).

    >>> np.round(holm([0.001, 0.01, 0.02, 0.035, 0.04, 0.2]), 3).tolist()
    [0.006, 0.05, 0.08, 0.105, 0.105, 0.2]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    steps = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    return _unsorted(np.minimum(steps, 1), order)


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """Return p adjusted so that the expected share of false findings is held (Benjamini & Hochberg 1995).

    >>> np.round(benjamini_hochberg([0.001, 0.01, 0.02, 0.035, 0.04, 0.2]), 3).tolist()
    [0.006, 0.03, 0.04, 0.048, 0.048, 0.2]
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    steps = np.minimum.accumulate(scaled[::-1])[::-1]
    return _unsorted(np.minimum(steps, 1), order)


def _unsorted(values: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    out = np.empty_like(values)
    out[order] = values
    return out
