"""The smallest detectable change from repeat photographs: what measuring the same skin again gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from photocompare.recipe import ErrorRecipe

Measure = tuple[str, str]
"""A metric's id and its unit."""
RepeatErrors = Mapping[Measure, float]
"""The smallest detectable change of each measure that a study's repeats tell."""


def repeat_errors(
    differences: Iterable[tuple[Measure, float]], recipe: ErrorRecipe = ErrorRecipe()
) -> dict[Measure, float]:
    """Return 1.96 SD_diff of each measure that has at least `recipe.least_repeats` differences.

    A difference is that of one metric of one region between two photographs of one timepoint. Which of the
    two is subtracted is chance, so SD_diff is the root mean square about 0 and not about their mean (Bland
    and Altman's within-subject deviation times the root of 2): a drift between the shots is error too.
    """
    pooled: dict[Measure, list[float]] = defaultdict(list)
    for measure, difference in differences:
        pooled[measure].append(difference)
    return {
        measure: recipe.coverage * float(np.sqrt(np.mean(np.square(each))))
        for measure, each in pooled.items()
        if len(each) >= recipe.least_repeats
    }
