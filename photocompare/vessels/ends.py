"""Where a vessel ends: at half its contrast, along its own direction."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.curve import arc, resampled
from photocompare.vessels.sheets import Sheets
from photocompare.vessels.trace import UNIT_WIDTHS, Traces

Values = NDArray[np.float64]
ALONG = np.arange(-2.0, 1.51, 0.125)
"""Where contrast is read about an end, in widths along the vessel; negative is inside."""
BESIDE = np.array([0.0, -1.0, 1.0])
PLATEAU = ALONG <= -1.0


def ended(traces: Traces, values: Sheets) -> Traces:
    """Return the traces with every free end moved to where the contrast falls to half, cut or prolonged.

    A ridge filter answers beyond the end of a strong vessel and short of that of a weak one.
    """
    starts = traces.starts
    curves = [traces.points[a:b] for a, b in itertools.pairwise(starts)]
    width = traces.unit / UNIT_WIDTHS
    for side in (0, 1):
        free = [i for i, ends in enumerate(traces.ends) if ends[side] and _long(curves[i], width[i])]
        if not free:
            continue
        turned = [curves[i][::-1] if side == 0 else curves[i] for i in free]
        moves = _moves(turned, width[free], traces.sheet[free], values)
        for i, curve, move in zip(free, turned, moves, strict=True):
            moved = _moved(curve, float(move))
            curves[i] = moved[::-1] if side == 0 else moved
    chain = np.repeat(np.arange(len(curves)), [len(curve) for curve in curves])
    points = np.concatenate(curves) if curves else traces.points
    return replace(traces, points=points, chain=chain)


def _long(curve: Values, width: float) -> bool:
    return len(curve) > 4 and float(arc(curve)[-1]) > 2.5 * width


def _moves(curves: list[Values], width: Values, sheet: NDArray[np.intp], values: Sheets) -> Values:
    """Return by how many pixels the last point of each curve has to move outward (negative: inward)."""
    tips, tangents = [], []
    for curve, wide in zip(curves, width, strict=True):
        back = curve[max(len(curve) - 2 - int(wide), 0)]
        tips.append(curve[-1])
        tangents.append((curve[-1] - back) / max(float(np.hypot(*(curve[-1] - back))), 1e-9))
    tip, tangent = np.array(tips), np.array(tangents)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=-1)
    place = (
        tip[:, None, None]
        + tangent[:, None, None] * (ALONG[:, None] * width[:, None, None])[..., None]
        + normal[:, None, None] * (BESIDE * width[:, None, None])[..., None]
    )
    x, y = place.reshape(len(curves), -1, 2).astype(np.float32).transpose(2, 0, 1)
    read = values.at(x, y, sheet)
    read = read.reshape(len(curves), len(ALONG), len(BESIDE))
    contrast = read[..., 0] - read[..., 1:].mean(axis=-1)
    half = np.median(contrast[:, PLATEAU], axis=1) / 2
    return _first_below(contrast, half) * width


def _first_below(contrast: NDArray[np.float32], half: NDArray[np.float32]) -> Values:
    """Return where (in `ALONG`) each row falls below its half outside the plateau; 0 where it never does."""
    where = np.zeros(len(contrast))
    first = int(np.count_nonzero(PLATEAU))
    for row, (line, limit) in enumerate(zip(contrast, half, strict=True)):
        below = np.flatnonzero(line[first:] < limit)
        if limit > 0 and len(below):
            index = first + int(below[0])
            share = (line[index - 1] - limit) / max(float(line[index - 1] - line[index]), 1e-9)
            where[row] = ALONG[index - 1] + np.clip(share, 0, 1) * (ALONG[index] - ALONG[index - 1])
    return where


def _moved(curve: Values, move: float) -> Values:
    """Return the curve cut or prolonged at its last point, evenly spaced."""
    if move >= 0:
        back = curve[max(len(curve) - 4, 0)]
        direction = (curve[-1] - back) / max(float(np.hypot(*(curve[-1] - back))), 1e-9)
        longer = np.concatenate([curve, (curve[-1] + direction * max(move, 1e-6))[None]])
        return resampled(longer, 1.0)
    along = arc(curve)
    keep = along[-1] + move
    inner = curve[along < keep]
    last = np.array([np.interp(keep, along, column) for column in curve.T])
    return resampled(np.concatenate([inner, last[None]]), 1.0)
