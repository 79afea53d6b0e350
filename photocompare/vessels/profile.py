"""Apparent width and contrast of a vessel, sub-pixel: a soft-edged bar fitted to profiles across it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

Values = NDArray[np.float64]
OFFSETS = np.linspace(-1.8, 1.8, 37)
"""Where a profile is sampled, in units of the expected width, across the line."""
TILT = OFFSETS / (OFFSETS**2).sum()
LINE = np.stack([np.full(len(OFFSETS), len(OFFSETS) ** -0.5), OFFSETS / np.linalg.norm(OFFSETS)])
"""A level and a slope, of unit length."""
HALF_WIDTHS = np.geomspace(0.16, 1.1, 14)
SOFTNESS = (0.15, 0.3, 0.55)
"""Standard deviations of the bar's soft edges that are tried, in units of the half width."""
CENTERS = np.linspace(-0.3, 0.3, 5)
USUAL = (0.0, 0.5 / 1.2, 0.15)
REFINEMENTS = 5
DAMPING = 0.02


class Bars(NamedTuple):
    """Soft-edged bars fitted to N profiles; lengths in units of the expected width, heights as the profile's.

    `center` is where the bar lies, `width` its full width between the steepest points of its edges, `soft`
    the standard deviation of the edges, `height` its rise over the surround, `misfit` the root mean square
    of what is left, `dome` the share by which its edges are lower than its middle: 0 flat, 1 a round vessel
    in clear tissue.
    """

    center: Values
    width: Values
    soft: Values
    height: Values
    misfit: Values
    dome: float


def bar(center: Values, half: Values, soft: Values, dome: float) -> Values:
    """Return N x 37 profiles of bars of height 1."""
    root = np.sqrt(2) * soft[:, None]
    away = OFFSETS - center[:, None]
    flat = 0.5 * (
        scipy.special.erf((away + half[:, None]) / root) - scipy.special.erf((away - half[:, None]) / root)
    )
    if not dome:
        return np.asarray(flat)
    return np.asarray(flat * (1 - dome * np.clip(away / half[:, None], -1, 1) ** 2))


def fitted(profiles: NDArray[np.float32], dome: float = 0.0, *, search: bool = True) -> Bars:
    """Return the soft-edged bars on a sloping surround that fit N profiles (N x 37) best (least squares).

    A search over a fixed table of centers, widths and softnesses, then Gauss-Newton steps; without the
    `search` these begin at a bar of the expected width.
    """
    values = _bent(profiles.astype(np.float64))
    usual = tuple(np.full(len(values), one) for one in USUAL)
    shape = _nearest_in_table(profiles, dome) if search else (usual[0], usual[1], usual[2])
    for _ in range(REFINEMENTS):
        shape = _refined(values, shape, dome)
    center, half, soft = shape
    height, left = _linear(values, bar(center, half, soft, dome))
    return Bars(center, 2 * half, soft, height, np.sqrt((left**2).mean(axis=1)), dome)


def heights(profiles: NDArray[np.float32], shape: Bars) -> Values:
    """Return the rise over the surround of N profiles at the given bars' place, width and softness."""
    bars = bar(shape.center, shape.width / 2, shape.soft, shape.dome)
    return _linear(profiles.astype(np.float64), bars)[0]


@cache
def _table(dome: float) -> tuple[Values, NDArray[np.float32]]:
    """Return the tried (center, half width, softness), and their bars less sloping lines, of unit length."""
    table = np.array([(c, h, s * h) for c in CENTERS for h in HALF_WIDTHS for s in SOFTNESS])
    bars = bar(table[:, 0], table[:, 1], table[:, 2], dome)
    bars = _bent(bars)
    return table, (bars / np.linalg.norm(bars, axis=1, keepdims=True)).astype(np.float32)


def _nearest_in_table(profiles: NDArray[np.float32], dome: float) -> tuple[Values, Values, Values]:
    """Return center, half width and softness of the tried bar that explains most of each profile."""
    table, bars = _table(dome)
    chosen = np.empty(len(profiles), dtype=np.intp)
    for first in range(0, len(profiles), 1024):
        part = slice(first, first + 1024)
        # Only bars that rise count: a pit fits the same curve with the sign turned.
        chosen[part] = (profiles[part] @ bars.T).argmax(axis=1)
    center, half, soft = table[chosen].T
    return center, half, soft


def _bent(profiles: Values) -> Values:
    """Return profiles (... x 37) less their best sloping line: what light and diffuse redness give."""
    level = profiles.mean(axis=-1, keepdims=True)
    return np.asarray(profiles - level - (profiles @ TILT)[..., None] * OFFSETS)


def _linear(values: Values, bars: Values) -> tuple[Values, Values]:
    """Return the heights of the bars on sloping surrounds, and what they leave of the profiles."""
    flat, bent = _bent(values), _bent(bars)
    height = (flat * bent).sum(axis=1) / np.maximum((bent**2).sum(axis=1), 1e-12)
    return height, flat - height[:, None] * bent


def _refined(
    values: Values, shape: tuple[Values, Values, Values], dome: float
) -> tuple[Values, Values, Values]:
    """Return the parameters after one damped Gauss-Newton step, kept in the range of the table."""
    center, half, soft = shape
    rows = _derivatives(center, half, soft, dome)
    rows[:, 4] = values
    # What a sloping line explains of them goes from their products, not from each.
    along = rows @ LINE.T
    products = rows @ rows.transpose(0, 2, 1) - along @ along.transpose(0, 2, 1)
    height = products[:, 0, 4] / np.maximum(products[:, 0, 0], 1e-12)
    scale = np.stack([np.ones_like(height), height, height, height], axis=-1)
    square = products[:, :4, :4] * scale[:, :, None] * scale[:, None, :]
    against = (products[:, :4, 4] - height[:, None] * products[:, :4, 0]) * scale
    damping = DAMPING * np.trace(square, axis1=1, axis2=2) / 4 + 1e-12
    square += np.eye(4) * damping[:, None, None]
    move = np.linalg.solve(square, against[..., None])[..., 0]
    center = np.clip(center + np.clip(move[:, 1], -0.1, 0.1), -0.5, 0.5)
    half = np.clip(half * np.exp(np.clip(move[:, 2] / half, -0.3, 0.3)), 0.1, 1.3)
    soft = np.clip(soft + np.clip(move[:, 3], -0.05, 0.05), 0.08 * half, 0.8 * half)
    return center, half, soft


def _derivatives(center: Values, half: Values, soft: Values, dome: float) -> Values:
    """Return N x 5 x 37: bars, their slopes by center, half width and softness, and room for the profiles."""
    rows = np.empty((len(center), 5, len(OFFSETS)))
    wide, half_ = soft[:, None], half[:, None]
    away = OFFSETS - center[:, None]
    left, right = (away + half_) / wide, (away - half_) / wide
    rise, fall = (np.exp(-0.5 * edge**2) / (np.sqrt(2 * np.pi) * wide) for edge in (left, right))
    flat = 0.5 * (scipy.special.erf(left / np.sqrt(2)) - scipy.special.erf(right / np.sqrt(2)))
    rows[:, 0], rows[:, 1], rows[:, 2] = flat, fall - rise, rise + fall
    rows[:, 3] = fall * right - rise * left
    if dome:
        inside = np.clip(away / half_, -1, 1) ** 2
        curved = np.where(np.abs(away) < half_, 2 * dome * flat / half_, 0.0)
        rows[:, :4] *= (1 - dome * inside)[:, None]
        rows[:, 1] += curved * away / half_
        rows[:, 2] += curved * inside
    return rows
