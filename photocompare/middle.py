"""The median of many values, for which numpy selects from them several times."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def median(values: NDArray[np.floating]) -> float:
    """Return the median of one value or more, none of them NaN, to the last digit as numpy's; they stay."""
    each = values.ravel()
    half = len(each) // 2
    parted = np.partition(each, half)
    upper = parted[half]
    return float(upper) if len(each) % 2 else float((parted[:half].max() + upper) / 2)
