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
from photocompare.vessels.profile import OFFSETS, fitted
from photocompare.vessels.sheets import sheets
from photocompare.vessels.vessel_map import VesselMap

Values = NDArray[np.float64]
FATES = ("kept", "faded", "thinned", "cleared")
CLEARED, FADED, THINNED = 0.2, 0.75, 0.75
"""A vessel with less than a fifth of its contrast left is cleared; with less than three quarters of its
contrast or of its width, faded or thinned."""
PIECE_WIDTHS, PIECE_PX = 1.2, 10.0
ENOUGH_FOR_WIDTH = 0.4
"""With less of its contrast left, a vessel's width is not read."""
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
"""How a photo shows red vessels, and veins."""


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
        vessel = vessels.vessel[chosen]
        typical = _medians(vessels.width[chosen], vessel)
        first = _first_of_pieces(vessels, chosen, typical)
        counts = np.diff(np.append(first, len(chosen)))
        both = [
            _mean_profiles(points[chosen], vessel, typical, first, seen[deep])
            for points, seen in ((here, own), (there, other))
        ]
        share, narrower = _share(*both), np.ones(len(first))
        enough = share > ENOUGH_FOR_WIDTH
        before, after = (fitted(profiles[enough]).width for profiles in both)
        narrower[enough] = after / before
        left[chosen] = np.repeat(_calm(share, vessel[first]), counts)
        width_left[chosen] = np.repeat(_calm(narrower, vessel[first]), counts)
    return left, width_left


def _medians(each: Values, vessel: NDArray[np.intp]) -> Values:
    """Return for each point the median of its vessel, whose points follow one another."""
    starts = np.flatnonzero(np.diff(vessel, prepend=-1))
    counts = np.diff(np.append(starts, len(vessel)))
    ordered = each[np.lexsort((each, np.repeat(np.arange(len(starts)), counts)))]
    middle = (ordered[starts + (counts - 1) // 2] + ordered[starts + counts // 2]) / 2
    return np.repeat(middle, counts)


def _first_of_pieces(vessels: VesselMap, chosen: NDArray[np.intp], typical: Values) -> NDArray[np.intp]:
    """Return where (in `chosen`) each piece of a vessel begins: about a width or 10 pixels."""
    starts = np.flatnonzero(np.diff(vessels.vessel[chosen], prepend=-1))
    points = np.diff(np.append(starts, len(chosen)))
    extent = np.add.reduceat(vessels.step[chosen], starts)
    wide = np.maximum(PIECE_WIDTHS * typical[starts], PIECE_PX * vessels.unit)
    count = np.clip(np.rint(extent / wide), 1, points).astype(np.intp)
    of = np.repeat(np.arange(len(starts)), count)
    number = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    return np.asarray(starts[of] + number * points[of] // count[of])


def _mean_profiles(
    points: Values, vessel: NDArray[np.intp], typical: Values, first: NDArray[np.intp], seen: Sight
) -> NDArray[np.float32]:
    """Return the mean profile across each piece, on a photo's map, sampled by the vessel's own width."""
    across, sheet = normals(points, vessel), np.zeros(len(points), np.intp)
    unit = np.maximum(UNIT_WIDTHS * typical / seen.pitch, 2.5)
    every = sheets([seen.values]).across(points / seen.factor, across, unit, sheet)
    counts = np.diff(np.append(first, len(points)))
    mean = np.add.reduceat(every, first, axis=0, dtype=np.float64) / counts[:, None]
    return np.asarray(mean, dtype=np.float32)


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
    before, after = np.roll(each, 1), np.roll(each, -1)
    first, last = vessel != np.roll(vessel, 1), vessel != np.roll(vessel, -1)
    first[:1] = last[-1:] = True
    before[first], after[last] = each[first], each[last]
    middle = np.maximum(np.minimum(before, after), np.minimum(np.maximum(before, after), each))
    counts = np.bincount(vessel)[vessel] if len(vessel) else vessel
    return np.where(counts >= 3, middle, each)
