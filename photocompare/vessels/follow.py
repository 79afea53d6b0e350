"""What became of each vessel: the profile across it before and after, on the aligned pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color import CorrectedPhoto
from photocompare.vessels.curve import normals
from photocompare.vessels.find import find_vessels, light_of
from photocompare.vessels.optical import BLUE_VEIN, RED_VESSEL
from photocompare.vessels.profile import OFFSETS, fitted, sampled
from photocompare.vessels.vessel_map import VesselMap

Values = NDArray[np.float64]
FATES = ("kept", "faded", "thinned", "cleared")
CLEARED, FADED, THINNED = 0.2, 0.75, 0.75
"""A vessel with less than a fifth of its contrast left is cleared; with less than three quarters of its
contrast or of its width, faded or thinned."""
PIECE_WIDTHS, PIECE_PX = 1.2, 10.0
NEAR_WIDTHS, NEAR_PX = 1.5, 4.0
NEIGHBORS = 25
LIKENESS = 0.3
"""What is left of a vessel has its profile; below this squared correlation it is a neighbor's flank."""
CORE = np.abs(OFFSETS) <= 1.1
UNIT_WIDTHS = 1.2


@dataclass(frozen=True, eq=False)
class Fates:
    """What became of the vessels of the baseline, and which of the follow-up's are new.

    Attributes:
        before, after: the vessels of both photos.
        left: for each point of `before`, the share of its contrast that is left, about 0 to 1 or more.
        width_left: for each point of `before`, the share of its width; 1 where it is cleared.
        origin: where each point of `after` lies on the baseline, N x 2 in baseline pixels.
        was: for each point of `after`, the share of its contrast that was there before.
    """

    before: VesselMap
    after: VesselMap
    left: Values
    width_left: Values
    origin: Values
    was: Values

    @property
    def fate(self) -> NDArray[np.uint8]:
        """Return for each point of `before` its index into `FATES`."""
        fate = np.zeros(len(self.left), dtype=np.uint8)
        fate[self.left < FADED] = 1
        fate[self.width_left < THINNED] = 2
        fate[self.left < CLEARED] = 3
        return fate

    @property
    def new(self) -> NDArray[np.bool_]:
        """Return for each point of `after` whether the vessel was not there before."""
        return np.asarray(self.was < CLEARED)


class Sight(NamedTuple):
    """A map that vessels show on: its values, photo pixels along one of its own, their length."""

    values: NDArray[np.float32]
    factor: int
    pitch: float


Seen = tuple[Sight, Sight]
"""A photo's map of red vessels, and that of veins."""


@dataclass(frozen=True)
class Following:
    """The follow-up of a photo; of a baseline it returns the `Fates`, for `CorrectedPhoto.once`."""

    followup: CorrectedPhoto
    alignment: Alignment

    def __call__(self, baseline: CorrectedPhoto) -> Fates:
        """Return what became of the vessels of `baseline`."""
        before, after = baseline.once(find_vessels), self.followup.once(find_vessels)
        there = self.alignment.to_followup(before.points)
        back = self.alignment.to_baseline(after.points)
        there = _drawn_to(there, before, after)
        back = _drawn_to(back, after, before)
        first, second = _seen(baseline), _seen(self.followup)
        left, width_left = _left(before, before.points, there, first, second)
        was, _ = _left(after, after.points, back, second, first)
        return Fates(before, after, left, width_left, back, was)


def _seen(photo: CorrectedPhoto) -> Seen:
    light = photo.once(light_of)
    red, blue = (Sight(light.map(one), light.factor, light.pitch) for one in (RED_VESSEL, BLUE_VEIN))
    return red, blue


def _drawn_to(carried: Values, vessels: VesselMap, others: VesselMap) -> Values:
    """Return the carried points moved by what the vessels near them show the alignment to be off.

    Each point takes the median displacement of the `NEIGHBORS` nearest points that have a vessel beside
    them in the other photo; the move is across the vessels only as far as these agree.
    """
    if not len(carried) or not len(others.points):
        return carried
    reach = np.maximum(NEAR_WIDTHS * vessels.width / others.unit, NEAR_PX)
    distance, index = scipy.spatial.cKDTree(others.points).query(carried)
    found = np.flatnonzero(distance <= reach)
    if len(found) < NEIGHBORS:
        return carried
    away = others.points[index[found]] - carried[found]
    every = np.arange(0, len(carried), 5)
    _, near = scipy.spatial.cKDTree(carried[found]).query(carried[every], k=NEIGHBORS)
    moved = np.median(away[near], axis=1)
    return np.asarray(carried + moved[np.minimum(np.arange(len(carried)) // 5, len(every) - 1)])


def _left(vessels: VesselMap, here: Values, there: Values, own: Seen, other: Seen) -> tuple[Values, Values]:
    """Return for each point the shares of contrast and of width that the other photo shows at `there`."""
    left, width_left = np.zeros(len(here)), np.ones(len(here))
    for deep in (False, True):
        chosen = np.flatnonzero(vessels.deep == deep)
        if not len(chosen):
            continue
        first = _first_of_pieces(vessels, chosen)
        both = [
            _mean_profiles(points[chosen], vessels, chosen, first, seen[deep])
            for points, seen in ((here, own), (there, other))
        ]
        share = _share(*both)
        narrower = np.where(share > 0.4, fitted(both[1]).width / fitted(both[0]).width, 1.0)
        counts = np.diff(np.append(first, len(chosen)))
        vessel = vessels.vessel[chosen[first]]
        left[chosen] = np.repeat(_calm(share, vessel), counts)
        width_left[chosen] = np.repeat(_calm(narrower, vessel), counts)
    return left, width_left


def _first_of_pieces(vessels: VesselMap, chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where (in `chosen`) each piece of a vessel begins: about a width or 10 pixels."""
    vessel, step = vessels.vessel[chosen], vessels.step[chosen]
    starts = np.flatnonzero(np.diff(vessel, prepend=-1))
    first = []
    for a, b in zip(starts, np.append(starts[1:], len(chosen)), strict=True):
        extent = float(step[a:b].sum())
        wide = max(PIECE_WIDTHS * float(np.median(vessels.width[chosen[a:b]])), PIECE_PX * vessels.unit)
        count = max(1, round(extent / wide))
        first.append(np.unique(np.linspace(a, b, count + 1).astype(np.intp)[:-1]))
    return np.concatenate(first)


def _mean_profiles(
    points: Values,
    vessels: VesselMap,
    chosen: NDArray[np.intp],
    first: NDArray[np.intp],
    seen: Sight,
) -> NDArray[np.float32]:
    """Return the mean profile across each piece, on a photo's map, sampled by the vessel's own width."""
    vessel = vessels.vessel[chosen]
    starts = np.flatnonzero(np.diff(vessel, prepend=-1))
    ends = np.append(starts[1:], len(chosen))
    across = normals(points, vessel)
    typical = np.concatenate(
        [np.full(b - a, np.median(vessels.width[chosen[a:b]])) for a, b in zip(starts, ends, strict=True)]
    )
    unit = np.maximum(UNIT_WIDTHS * typical / seen.pitch, 2.5)
    every = sampled(seen.values, points / seen.factor, across, unit)
    counts = np.diff(np.append(first, len(chosen)))
    return np.asarray(np.add.reduceat(every, first, axis=0) / counts[:, None], dtype=np.float32)


def _share(before: NDArray[np.float32], after: NDArray[np.float32]) -> Values:
    """Return how much of each profile before is in the one after: least squares over the vessel's core.

    A sloping surround is free, and so is a small shift across (the slope of the profile before). 0 where
    what is there has another shape.
    """
    offsets = OFFSETS[CORE]
    line = np.stack([np.ones_like(offsets), offsets], axis=-1)
    off = np.eye(len(offsets)) - line @ np.linalg.pinv(line)
    first = before.astype(np.float64)[:, CORE] @ off
    slope = np.gradient(before.astype(np.float64), axis=1)[:, CORE] @ off
    second = after.astype(np.float64)[:, CORE] @ off
    aa, ab, bb = ((p * q).sum(axis=1) for p, q in ((first, first), (first, slope), (slope, slope)))
    ac, bc = (first * second).sum(axis=1), (slope * second).sum(axis=1)
    bb = bb * 1.05 + 1e-12
    share = (ac * bb - ab * bc) / np.maximum(aa * bb - ab**2, 1e-12)
    like = ac**2 / np.maximum(aa * (second**2).sum(axis=1), 1e-12)
    return np.where((share < FADED) & (like < LIKENESS), 0.0, share)


def _calm(each: Values, vessel: NDArray[np.intp]) -> Values:
    """Return the median of three neighboring pieces within each vessel."""
    out = each.copy()
    starts = np.flatnonzero(np.diff(vessel, prepend=-1))
    for a, b in zip(starts, np.append(starts[1:], len(each)), strict=True):
        if b - a >= 3:
            out[a:b] = scipy.ndimage.median_filter(each[a:b], 3, mode="nearest")
    return out
