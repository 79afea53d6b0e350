"""Point pairs set by hand, and the map they make; no widget in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photocompare import Alignment, Photo, Problem, Region
from photocompare.alignment import align_by_landmarks, between_copies, refine_landmarks, warp_to_baseline
from photocompare.recipe import AlignmentRecipe
from photocompare_ui.image import Pyramid, pixels, pyramid
from photocompare_ui.look import Point
from photocompare_ui.tr import translate

FEWEST = 3
"""Pairs from which there is a map."""
PREVIEW_SIDE = 900
FEW_PX, AGREE = 4.0, 0.25
"""Errors below the first need no culprit; without it, and without no other, they fall below this share."""
COLUMNS = ("baseline_x", "baseline_y", "followup_x", "followup_y")


@dataclass(frozen=True)
class Pair:
    """The same point of the skin in both photos, in each one's pixels; None where it is still to be set."""

    baseline: Point | None = None
    followup: Point | None = None

    @property
    def whole(self) -> bool:
        """Return whether both points are set."""
        return self.baseline is not None and self.followup is not None

    def at(self, place: str) -> Point | None:
        """Return the point in the photo at `place`."""
        return self.baseline if place == "baseline" else self.followup

    def moved(self, place: str, point: Point) -> Pair:
        """Return the pair with another point in the photo at `place`."""
        return Pair(point, self.followup) if place == "baseline" else Pair(self.baseline, point)


Pairs = tuple[Pair, ...]


@dataclass(frozen=True, eq=False)
class ByHand:
    """The accepted pairs, the map made of them, and whether it was refined from them."""

    pairs: Pairs
    alignment: Alignment
    refined: bool = True

    def swapped(self) -> ByHand:
        """Return the same with the photos exchanged."""
        pairs = tuple(Pair(pair.followup, pair.baseline) for pair in self.pairs)
        return ByHand(pairs, self.alignment.inverse(), self.refined)


@dataclass(frozen=True, eq=False)
class Fit:
    """What the pairs make.

    Attributes:
        alignment: the map, `refused` with its reason where they make none.
        errors: for each whole pair how far it lies from the map, in baseline pixels.
        preview: the follow-up on the baseline's grid, small, or None where refused.
        doubtful: index among the whole pairs of the one that all others speak against, or None.
        refined: whether the automatic refinement found the skin to agree; None where it was not tried.
    """

    alignment: Alignment
    errors: tuple[float, ...]
    preview: Pyramid | None
    refined: bool | None = None
    doubtful: int | None = None


def placed(pairs: Pairs, place: str, point: Point) -> Pairs:
    """Return the pairs after a click: the last one is completed (or set again), else a new one begins."""
    if pairs and not pairs[-1].whole:
        return (*pairs[:-1], pairs[-1].moved(place, point))
    return (*pairs, Pair().moved(place, point))


def whole(pairs: Sequence[Pair]) -> list[tuple[Point, Point]]:
    """Return the points of the whole pairs, baseline and follow-up."""
    return [(pair.baseline, pair.followup) for pair in pairs if pair.baseline and pair.followup]


def fit(pairs: Pairs, baseline: Photo, followup: Photo, picture: NDArray[np.uint8]) -> Fit:
    """Return the map through the whole pairs, three or more, and its preview made of a small `picture`."""
    points = np.array(whole(pairs), dtype=np.float64)
    found = align_by_landmarks(points[:, 0], points[:, 1], baseline.shape, followup.shape)
    return replace(_shown(found, points, picture, None), doubtful=_doubtful(found, points))


def refined(
    pairs: Pairs,
    baseline: Photo,
    followup: Photo,
    picture: NDArray[np.uint8],
    recipe: AlignmentRecipe,
    regions: Sequence[Region],
) -> Fit:
    """Return the automatic refinement that starts from the pairs, or their own map where it finds none."""
    rough = fit(pairs, baseline, followup, picture)
    if not rough.alignment.accepted:
        return rough
    found = refine_landmarks(baseline, followup, rough.alignment, recipe, regions=regions)
    if found is rough.alignment:
        return replace(rough, refined=False)
    points = np.array(whole(pairs), dtype=np.float64)
    return replace(_shown(found, points, picture, True), doubtful=rough.doubtful)


def small(picture: Pyramid) -> NDArray[np.uint8]:
    """Return the picture at about the size of a preview, H x W x 3."""
    size = picture.size
    return pixels(picture.level(PREVIEW_SIDE / max(size.width(), size.height())))


def read_pairs(path: Path) -> Pairs:
    """Return the pairs of a CSV with the columns `COLUMNS`.

    Raises:
        Problem: E332 where it cannot be read or a line has no four finite numbers.
    """
    need = translate("by_hand", "the columns {0} are needed").format(", ".join(COLUMNS))
    try:
        reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        rows = [[float(row[name]) for name in COLUMNS] for row in reader]
    except OSError as error:
        raise Problem("E332", path.name, error.strerror or "it cannot be read") from error
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise Problem("E332", path.name, need) from error
    if not rows or not np.isfinite(rows).all():
        raise Problem("E332", path.name, need)
    return tuple(Pair((a, b), (c, d)) for a, b, c, d in rows)


def pairs_csv(pairs: Pairs) -> str:
    """Return the whole pairs as CSV text with three decimals; origin: corner of the top-left pixel."""
    lines = (f"{a:.3f},{b:.3f},{c:.3f},{d:.3f}\n" for (a, b), (c, d) in whole(pairs))
    return ",".join(COLUMNS) + "\n" + "".join(lines)


def _shown(
    alignment: Alignment,
    points: NDArray[np.float64],
    picture: NDArray[np.uint8],
    was_refined: bool | None,
) -> Fit:
    if not alignment.accepted:
        return Fit(alignment, (), None, was_refined)
    off = _off(alignment, points)
    share = min(PREVIEW_SIDE / max(alignment.baseline_shape), 1.0)
    high, wide = (max(round(side * share), 1) for side in alignment.baseline_shape)
    small = between_copies(alignment, (high, wide), (picture.shape[0], picture.shape[1]))
    warped, valid = warp_to_baseline(picture, small)
    return Fit(alignment, tuple(float(one) for one in off), pyramid(warped, valid), was_refined)


def _doubtful(found: Alignment, points: NDArray[np.float64]) -> int | None:
    """Return the pair without which the others agree: a fit through all shares its error out among them."""
    if found.grade == "refused" or len(points) <= FEWEST + 1 or _off(found, points).max() < FEW_PX:
        return None
    spreads = []
    for index in range(len(points)):
        rest = np.delete(points, index, axis=0)
        without = align_by_landmarks(rest[:, 0], rest[:, 1], found.baseline_shape, found.followup_shape)
        spreads.append(float(np.linalg.norm(_off(without, rest))) if without.grade != "refused" else np.inf)
    best = int(np.argmin(spreads))
    next_best = sorted(spreads)[1]
    clear = spreads[best] < AGREE * min(float(np.linalg.norm(_off(found, points))), next_best)
    return best if clear else None


def _off(alignment: Alignment, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each N x 2 x 2 pair its distance from the map, in baseline pixels."""
    return np.asarray(np.linalg.norm(alignment.to_baseline(points[:, 1]) - points[:, 0], axis=1))
