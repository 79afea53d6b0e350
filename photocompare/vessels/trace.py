"""From chains of pixels to vessels: smooth sub-pixel centerlines with width and contrast along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.vessels.curve import normals, resampled_all, smoothed
from photocompare.vessels.graph import Chain
from photocompare.vessels.profile import OFFSETS, Bars, fitted, heights
from photocompare.vessels.sheets import Sheets

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
    """Chains in pixels of the sheet they were found on, as flat arrays; about one point a pixel.

    Attributes:
        points: N x 2, corner origin, sub-pixel.
        chain: N int, the chain of each point, in order.
        unit: for each chain, the width in pixels that its profiles are sampled by.
        ends: for each chain, which ends are free.
        tree: for each chain, the connected run of vessels it is part of.
        sheet: for each chain, the one of the sheets it lies on.
    """

    points: Values
    chain: NDArray[np.intp]
    unit: Values
    ends: tuple[tuple[bool, bool], ...]
    tree: NDArray[np.intp]
    sheet: NDArray[np.intp]

    @property
    def starts(self) -> NDArray[np.intp]:
        """Return the index of each chain's first point, and N at the end."""
        return np.searchsorted(self.chain, np.arange(len(self.ends) + 1))

    def profiles(self, values: Sheets, finer: int = 1) -> NDArray[np.float32]:
        """Return N x 37 (x C) profiles of sheets that are `finer` times as fine as those of the points."""
        unit = self.unit[self.chain] * finer
        across = normals(self.points, self.chain)
        return values.across(self.points * finer, across, unit, self.sheet[self.chain])


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
        return np.asarray(np.add.reduceat(each, self.first, axis=0, dtype=np.float64) / count)

    def along(self, traces: Traces, each: Values) -> Values:
        """Return a value of every piece at every point, interpolated between the middles of the pieces."""
        starts = traces.starts
        last = np.cumsum(np.bincount(self.chain, minlength=len(traces.ends))) - 1
        # Before its first middle and behind its last one a chain keeps their values, up to the next chain.
        knots = np.concatenate([self.middle, starts[:-1] - 0.25, starts[1:] - 0.75])
        values = np.concatenate([each, each[np.append(0, last[:-1] + 1)], each[last]])
        order = np.argsort(knots)
        return np.asarray(np.interp(np.arange(len(traces.points)), knots[order], values[order]))


def traced(found: Sequence[Chain], sheet: NDArray[np.intp], values: Sheets, narrowest: float) -> Traces:
    """Return the chains, each of which lies on a `sheet` of `values`, as smooth traces.

    The expected width grows from twice `narrowest` (pixels) to fit.
    """
    points, chain = np.zeros((0, 2)), np.zeros(0, np.intp)
    if found:
        number = np.repeat(np.arange(len(found)), [len(one.points) for one in found])
        points, chain = resampled_all(np.concatenate([one.points for one in found]), number, 1.0)
    tree = np.array([one.tree for one in found], dtype=np.intp)
    unit = np.full(len(found), max(2 * narrowest, SMALLEST_UNIT))
    ends = tuple(one.ends for one in found)
    traces = Traces(smoothed(points, chain, SMOOTH), chain, unit, ends, tree, sheet)
    for _ in range(3):
        bars, _ = whole_bars(traces, values)
        traces = replace(traces, unit=np.maximum(UNIT_WIDTHS * bars.width * traces.unit, SMALLEST_UNIT))
    return traces


def whole_bars(traces: Traces, values: Sheets) -> tuple[Bars, NDArray[np.float64]]:
    """Return the bar fitted to each chain's mean profile, and those profiles."""
    if not traces.ends:
        return fitted(np.zeros((0, len(OFFSETS)), np.float32)), np.zeros((0, len(OFFSETS)))
    whole = Pieces(traces.starts[:-1], np.arange(len(traces.ends)), np.zeros(0))
    mean = whole.means(traces.profiles(values))
    return fitted(mean.astype(np.float32)), mean


def pieces_of(traces: Traces) -> Pieces:
    """Return the traces cut into pieces of about `PIECE_WIDTHS` widths."""
    starts = traces.starts
    long = np.diff(starts)
    count = np.maximum(np.rint(long / (PIECE_WIDTHS * traces.unit / UNIT_WIDTHS)), 1).astype(np.intp)
    chain = np.repeat(np.arange(len(long)), count)
    number = np.arange(len(chain)) - np.repeat(np.cumsum(count) - count, count)
    first, after = (starts[:-1][chain] + one * long[chain] // count[chain] for one in (number, number + 1))
    return Pieces(first, chain, (first + after - 1) / 2)


def centered(traces: Traces, values: Sheets, dome: float) -> Traces:
    """Return the traces moved onto the middle of the bars fitted along them, smoothed once more."""
    if not traces.ends:
        return traces
    pieces = pieces_of(traces)
    bars = fitted(pieces.means(traces.profiles(values)).astype(np.float32), dome, search=False)
    shift = pieces.along(traces, bars.center * traces.unit[pieces.chain])
    points = traces.points + normals(traces.points, traces.chain) * shift[:, None]
    return replace(traces, points=smoothed(points, traces.chain, SMOOTH))


def measured(
    traces: Traces, values: Sheets, dome: float, density: Sheets, step: float, finer: int
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
