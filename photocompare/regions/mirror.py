"""The other side: regions mirrored about a midline, and twins of equal area."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import Problem
from photocompare.regions.combine import offset
from photocompare.regions.plane import Ring
from photocompare.regions.region import Region, area, checked

EQUAL = 0.005
_SPLITS = (("treated", "untreated"), ("A", "B"))
_SIDES = {"left": "right", "links": "rechts", "linke": "rechte", "linkes": "rechtes", "linker": "rechter"}
_OTHER_SIDE = {**_SIDES, **{other: side for side, other in _SIDES.items()}}
_MIRRORED = " (mirrored)"


@dataclass(frozen=True)
class Midline:
    """The line of symmetry of a view through two points (x, y) on the baseline, in pixels.

    Raises:
        Problem: E412 where the points are one or not finite.
    """

    start: tuple[float, float]
    end: tuple[float, float]

    def __post_init__(self) -> None:
        length = math.dist(self.start, self.end)
        if not 1e-3 < length < math.inf:
            raise Problem("E412", "midline", "It needs two points that are apart")

    def reflected(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return N x 2 points (x, y) on the other side of the line."""
        start = np.array(self.start)
        along = (np.array(self.end) - start) / math.dist(self.start, self.end)
        from_start = np.asarray(points, dtype=np.float64).reshape(-1, 2) - start
        return np.asarray(start + 2 * np.outer(from_start @ along, along) - from_start)


def upright_midline(size: tuple[int, int]) -> Midline:
    """Return the middle of a photo of (width, height), top to bottom: where a midline starts to be edited."""
    width, height = size
    return Midline((width / 2, 0.0), (width / 2, float(height)))


def mirrored(region: Region, midline: Midline, *, arms: Iterable[str] = ()) -> Region:
    """Return the region on the other side: side, and arm of a two-arm split, are the other one.

    `arms` are the arms in use; see `other_arm`. Mirrored twice it is the region again.
    """

    def reflected(ring: Ring) -> Ring:
        return tuple((float(x), float(y)) for x, y in midline.reflected(np.array(ring)))

    polygons = tuple(tuple(reflected(ring) for ring in polygon) for polygon in region.polygons)
    return replace(
        region,
        name=_other_name(region.name),
        polygons=polygons,
        arm=other_arm(region.arm, arms),
        side=_OTHER_SIDE.get(region.side, region.side),
        followup=(),
    )


def other_arm(arm: str, arms: Iterable[str] = ()) -> str:
    """Return the other arm where there is exactly one: of `arms` in use, else of treated/untreated or A/B.

    Anything else returns nothing: what was done to the other side is never guessed.

    >>> other_arm("treated"), other_arm("serum", ["serum", "vehicle"]), other_arm("serum")
    ('untreated', 'vehicle', '')
    """
    used = tuple(sorted({one for one in (arm, *arms) if one}))
    splits = (used,) if len(used) > 1 else _SPLITS
    others = [one for pair in splits if len(pair) == 2 and arm in pair for one in pair if one != arm]
    return others[0] if others else ""


def twin(
    region: Region,
    midline: Midline,
    *,
    arms: Iterable[str] = (),
    usable: Callable[[Region], float] = area,
) -> Region:
    """Return the mirrored region, grown or eroded all around to the same usable area within 0.5 %.

    `usable` says how much of a region can be measured, in pixels: its area, or less where a side lies outside
    the photo, in glare or under hair.

    Raises:
        Problem: E413 where no such twin exists.
    """
    wanted = usable(region)
    reflection = mirrored(region, midline, arms=arms)
    if wanted <= 0:
        raise Problem("E413", region.name, "Nothing of it can be measured")
    low, high = _bracket(reflection, wanted, usable)
    for _ in range(60):
        middle = (low + high) / 2
        candidate = _grown(reflection, middle)
        got = usable(candidate) if candidate else 0.0
        if candidate and abs(got / wanted - 1) <= EQUAL:
            return checked(candidate)
        low, high = (middle, high) if got < wanted else (low, middle)
    raise Problem("E413", region.name)


def _bracket(region: Region, wanted: float, usable: Callable[[Region], float]) -> tuple[float, float]:
    """Return two distances between which the usable area passes what is wanted; none first of all."""
    got = usable(region)
    if abs(got / wanted - 1) <= EQUAL:
        return 0.0, 0.0
    step = math.copysign(max(0.5, 0.01 * math.sqrt(area(region))), wanted - got)
    distance = 0.0
    for _ in range(24):
        nearer, distance = distance, distance + step
        grown = _grown(region, distance)
        got = usable(grown) if grown else 0.0
        if (got >= wanted) == (step > 0) or not grown:
            return min(nearer, distance), max(nearer, distance)
        step *= 1.5
        if abs(distance) > 2 * math.sqrt(area(region)):
            break
    raise Problem("E413", region.name, "The other side has no room for it")


def _grown(region: Region, distance: float) -> Region | None:
    if distance == 0:
        return region
    try:
        return offset(region, distance)
    except Problem:
        return None


def _other_name(name: str) -> str:
    swapped = re.sub(r"[^\W\d_]+", lambda word: _other_word(word[0]), name)
    if swapped != name:
        return swapped
    return name.removesuffix(_MIRRORED) if name.endswith(_MIRRORED) else name + _MIRRORED


def _other_word(word: str) -> str:
    other = _OTHER_SIDE.get(word.lower(), "")
    if not other:
        return word
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other
