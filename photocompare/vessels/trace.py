"""From chains of pixels to vessels: smooth sub-pixel centerlines with width and contrast along them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.curve import normals, resampled, smoothed
from photocompare.vessels.graph import Chain
from photocompare.vessels.hessian import Map
from photocompare.vessels.profile import OFFSETS, Bars, fitted, heights, sampled

Values = NDArray[np.float64]
SMOOTH = 2.6
"""Width of the kernel, in pixels along the chain, that takes the stairs of the pixel grid out of it."""
PIECE_WIDTHS = 3.0
SMALLEST_UNIT = 2.5
SPREAD = 1.6
UNIT_WIDTHS = 1.2
SIDES = (OFFSETS < -0.9, OFFSETS > 0.9)
MIDDLE = np.abs(OFFSETS) < 0.2


@dataclass(frozen=True, eq=False)
class Traces:
    """Chains in pixels of the map they were found on, as flat arrays; about one point a pixel.

    Attributes:
        points: N x 2, corner origin, sub-pixel.
        chain: N int, the chain of each point, in order.
        unit: for each chain, the width in pixels that its profiles are sampled by.
        ends: for each chain, which ends are free.
        tree: for each chain, the connected run of vessels it is part of.
    """

    points: Values
    chain: NDArray[np.intp]
    unit: Values
    ends: tuple[tuple[bool, bool], ...]
    tree: NDArray[np.intp]

    @property
    def starts(self) -> NDArray[np.intp]:
        """Return the index of each chain's first point, and N at the end."""
        return np.searchsorted(self.chain, np.arange(len(self.ends) + 1))

    def profiles(self, values: NDArray[np.generic], finer: int = 1) -> NDArray[np.float32]:
        """Return N x 37 (x C) profiles of a map that is `finer` times as fine as the one of the points."""
        unit = self.unit[self.chain] * finer
        return sampled(values, self.points * finer, normals(self.points, self.chain), unit)


@dataclass(frozen=True, eq=False)
class Pieces:
    """Traces cut into pieces of a few widths.

    Attributes:
        first: the index of each piece's first point.
        chain: the chain of each piece.
        middle: the index of each piece's middle point.
    """

    first: NDArray[np.intp]
    chain: NDArray[np.intp]
    middle: Values

    def means(self, each: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the mean over each piece of a value (or profile) of every point."""
        count = np.diff(np.append(self.first, len(each))).reshape(-1, *[1] * (each.ndim - 1))
        return np.asarray(np.add.reduceat(each.astype(np.float64), self.first, axis=0) / count)

    def along(self, traces: Traces, each: Values) -> Values:
        """Return a value of every piece at every point, interpolated between the middles of the pieces."""
        out = np.empty(len(traces.points))
        starts = traces.starts
        bounds = np.searchsorted(self.chain, np.arange(len(traces.ends) + 1))
        for a, b, p, q in zip(starts[:-1], starts[1:], bounds[:-1], bounds[1:], strict=True):
            out[a:b] = np.interp(np.arange(a, b), self.middle[p:q], each[p:q])
        return out


def traced(found: Sequence[Chain], values: Map, narrowest: float) -> Traces:
    """Return the chains as smooth traces; the expected width grows from twice `narrowest` (pixels) to fit."""
    curves = [smoothed(resampled(one.points, 1.0), SMOOTH) for one in found]
    chain = np.repeat(np.arange(len(curves)), [len(curve) for curve in curves])
    points = np.concatenate(curves) if curves else np.zeros((0, 2))
    tree = np.array([one.tree for one in found], dtype=np.intp)
    unit = np.full(len(curves), max(2 * narrowest, SMALLEST_UNIT))
    traces = Traces(points, chain, unit, tuple(one.ends for one in found), tree)
    for _ in range(3):
        bars, _ = whole_bars(traces, values)
        traces = replace(traces, unit=np.maximum(UNIT_WIDTHS * bars.width * traces.unit, SMALLEST_UNIT))
    return traces


def whole_bars(traces: Traces, values: Map) -> tuple[Bars, NDArray[np.float64]]:
    """Return the bar fitted to each chain's mean profile, and those profiles."""
    if not traces.ends:
        return fitted(np.zeros((0, len(OFFSETS)), np.float32)), np.zeros((0, len(OFFSETS)))
    whole = Pieces(traces.starts[:-1], np.arange(len(traces.ends)), np.zeros(0))
    mean = whole.means(traces.profiles(values))
    return fitted(mean.astype(np.float32)), mean


def pieces_of(traces: Traces) -> Pieces:
    """Return the traces cut into pieces of about `PIECE_WIDTHS` widths."""
    first, chain, middle = [], [], []
    starts = traces.starts
    for index, (a, b) in enumerate(itertools.pairwise(starts)):
        count = max(1, round((b - a) / (PIECE_WIDTHS * traces.unit[index] / UNIT_WIDTHS)))
        edges = np.linspace(a, b, count + 1).astype(np.intp)
        first.append(edges[:-1])
        middle.append((edges[:-1] + edges[1:] - 1) / 2)
        chain.append(np.full(count, index))
    if not first:
        return Pieces(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))
    return Pieces(np.concatenate(first), np.concatenate(chain), np.concatenate(middle))


def centered(traces: Traces, values: Map, dome: float) -> Traces:
    """Return the traces moved onto the middle of the bars fitted along them, smoothed once more."""
    if not traces.ends:
        return traces
    pieces = pieces_of(traces)
    bars = fitted(pieces.means(traces.profiles(values)).astype(np.float32), dome, search=False)
    shift = pieces.along(traces, bars.center * traces.unit[pieces.chain])
    points = traces.points + normals(traces.points, traces.chain) * shift[:, None]
    starts = traces.starts
    parts = [smoothed(points[a:b], SMOOTH) for a, b in itertools.pairwise(starts)]
    return replace(traces, points=np.concatenate(parts))


def measured(
    traces: Traces, values: Map, dome: float, density: NDArray[np.int16], step: float, finer: int
) -> tuple[Values, Values]:
    """Return N widths in pixels and N x 3 rises of absorbance (`density` x `step`, `finer` times as fine)."""
    if not traces.ends:
        return np.zeros(0), np.zeros((0, 3))
    pieces = pieces_of(traces)
    bars = fitted(pieces.means(traces.profiles(values)).astype(np.float32), dome, search=False)
    # A piece that reads far from its whole vessel lies beside a neighbor, not on a bulge.
    usual = traces.unit[pieces.chain] / UNIT_WIDTHS
    width = pieces.along(
        traces, np.clip(bars.width * traces.unit[pieces.chain], usual / SPREAD, usual * SPREAD)
    )
    channels = pieces.means(traces.profiles(density, finer)) * step
    rise = [pieces.along(traces, heights(channels[..., i].astype(np.float32), bars)) for i in range(3)]
    return width, np.stack(rise, axis=-1)
