"""How far the color of a region moved, whatever the direction."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.lab import delta_e_2000 as color_difference
from photocompare.metric import Patch, pair_metric


@pair_metric(label="Color difference", unit="ΔE00", worse="", pointwise=False)
def delta_e_2000(before: Patch, after: Patch, alignment: Alignment) -> float:
    """Return the CIEDE2000 difference between the region's middle color before and after.

    Formula: CIEDE2000 of the medians of L*, a* and b* (D65, 2 degree observer); 0 at the baseline.
    Needs: white balance and equal exposure.
    Limits: never negative, so that noise adds up instead of canceling; says nothing of the direction.
    Source: CIE 142-2001; Sharma, Wu and Dalal 2005, doi 10.1002/col.20070.
    """
    return float(color_difference(before.in_even_light.once(color), after.in_even_light.once(color)))


def color(patch: Patch) -> NDArray[np.float64]:
    """Return the medians of L*, a* and b* over a patch, 3."""
    # In place where the values are nobody else's: a copy of a whole photo's is 200 MB.
    medians = (np.median(patch.each(one), overwrite_input=patch.large) for one in (_light, _red, _yellow))
    return np.array([float(median) for median in medians])


def _light(patch: Patch) -> NDArray[np.float32]:
    return patch.lab[:, 0]


def _red(patch: Patch) -> NDArray[np.float32]:
    return patch.lab[:, 1]


def _yellow(patch: Patch) -> NDArray[np.float32]:
    return patch.lab[:, 2]
