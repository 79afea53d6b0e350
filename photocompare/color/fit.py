"""The 3 x 3 matrix from chart patches: weighted for skin, judged by patches it has not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.color.chart import Chart
from photocompare.color.lab import delta_e_2000, lab

Colors = NDArray[np.float64]
SKIN_WEIGHT = 14.0
"""Notes: five. So skin comes out nearer through other cameras, and a JPEG is still steady (decision 0100)."""
OUTLIER_DE00 = 12.0
"""A patch that its neighbors predict this badly is covered, glared or another patch."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A correction fitted to a chart.

    Attributes:
        matrix: 3x3, linear light of the photo in, linear sRGB out.
        used: N bool, the patches that were fitted.
        predicted: N x 3 linear sRGB of each patch as the other patches predict it.
        error_de00: N, dE2000 of `predicted` from the chart's own color; NaN where not used.
    """

    matrix: Colors
    used: NDArray[np.bool_]
    predicted: Colors
    error_de00: Colors

    def residual_de00(self, chart: Chart) -> float:
        """Return the mean leave-one-out dE2000 of the skin and neutral patches in use, inf for none."""
        errors = self.error_de00[[i for i in chart.judges if self.used[i]]]
        return float(errors.mean()) if len(errors) else float("inf")

    def pull(self, chart: Chart, seen: Colors, color: Colors) -> Colors:
        """Return (N,) how far an error of each patch moves the corrected `color` (3,), as a share of it.

        `seen` are the N x 3 patches in the same light as `color`; patches not in use pull nothing.
        """
        weights = np.where(self.used, patch_weights(chart), 0.0)
        normal = seen.T @ (weights[:, None] * seen)
        return np.asarray(weights * (seen @ np.linalg.pinv(normal) @ color))


def correction_matrix(measured: Colors, target: Colors, weights: Colors | None = None) -> Colors:
    """Return the 3x3 matrix that takes N x 3 `measured` to `target` with least weighted squared error."""
    root = np.sqrt(np.ones(len(measured)) if weights is None else weights)[:, None]
    solution, *_ = np.linalg.lstsq(root * measured, root * target, rcond=None)
    return np.asarray(solution.T)


def patch_weights(chart: Chart) -> Colors:
    """Return the weight of each patch: 1 / mean reflectance, the skin patches fourteen times as much."""
    weights = 1 / np.maximum(chart.linear.mean(axis=1), 0.02)
    weights[list(chart.skin)] *= SKIN_WEIGHT
    return np.asarray(weights)


def fit_chart(chart: Chart, measured: Colors, usable: NDArray[np.bool_]) -> Fit:
    """Return the correction of the N x 3 linear light read from a chart, its worst patches left out.

    Up to a sixth of the patches may go, one by one, as outliers; more means that it is no clean chart, which
    the errors then say.
    """
    used = usable.copy()
    for _ in range(len(used) // 6 + 1):
        fit = _fit(chart, measured, used)
        worst = int(np.nanargmax(np.where(used, fit.error_de00, -1)))
        if fit.error_de00[worst] < OUTLIER_DE00 or used.sum() <= 6:
            break
        used = used & (np.arange(len(used)) != worst)
    return _fit(chart, measured, used)


def _fit(chart: Chart, measured: Colors, used: NDArray[np.bool_]) -> Fit:
    weights = patch_weights(chart)
    matrix = correction_matrix(measured[used], chart.linear[used], weights[used])
    corrected = measured @ matrix.T
    root = np.sqrt(weights[used])[:, None] * measured[used]
    leverage = np.einsum("ij,jk,ik->i", root, np.linalg.pinv(root.T @ root), root)
    predicted = corrected.copy()
    # What the fit without this patch says, without fitting again (Allen's PRESS residual).
    error = (chart.linear[used] - corrected[used]) / np.maximum(1 - leverage, 1e-6)[:, None]
    predicted[used] = chart.linear[used] - error
    difference = delta_e_2000(lab(predicted.astype(np.float32)), lab(chart.linear.astype(np.float32)))
    return Fit(matrix, used, predicted, np.where(used, difference, np.nan))
