"""From a coarse start to a graded alignment: refine, check, grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, projected, refused
from photocompare.alignment.field import DisplacementField
from photocompare.alignment.refine import Refined, patch_centers, refine
from photocompare.alignment.skin import bordered
from photocompare.alignment.trust import Check, check, graded, implausible, stated_error
from photocompare.alignment.working import Mask, Working, detailed, lookup, outlined, smaller
from photocompare.recipe import AlignmentRecipe
from photocompare.regions import Region

Points = NDArray[np.float64]
ROUGH_MEGAPIXELS, COARSE_MEGAPIXELS = 0.1, 0.5
RIGID_HITS = 0.8
COARSE_ROUNDS, FINE_ROUNDS = 6, 2
# Below this the small picture tells more than the large one: blur and noise have eaten the fine texture.
FINE_CORRELATION = 0.7
# Weight of what is seen inside a treated region: enough to hold the field there, too little to follow.
STIFF_WEIGHT = 0.1
ERROR_POINTS = 400


@dataclass(frozen=True, eq=False)
class Start:
    """A coarse map first -> second: a homography after a bend, and the matches behind it."""

    homography: NDArray[np.float64]
    field: DisplacementField
    matches: int = 0
    inliers: int = 0
    method: str = "features"


@dataclass(frozen=True, eq=False)
class Pair:
    """Two working pictures and what counts in them; `held` are regions on the second or else the first."""

    first: Working
    second: Working
    held: Mask
    on_second: bool

    def seen(self, points: Points, carried: Points) -> NDArray[np.float64]:
        """Return N ones and zeros: which N x 2 points, given in both photos, are skin in both."""
        return self.first.on_skin(points) * self.second.on_skin(carried)

    def weighed(self, points: Points, carried: Points) -> NDArray[np.float64]:
        """Return N weights (0-1): as `seen`, and little inside the held regions."""
        inside = lookup(self.held, carried if self.on_second else points)
        return np.asarray(self.seen(points, carried) * (1 - (1 - STIFF_WEIGHT) * inside))

    def around(self, points: Points, carried: Points) -> NDArray[np.float64]:
        """Return N ones and zeros: which N x 2 points, given in both photos, are in no mask of skin."""
        outside = self.whole().seen(points, carried)
        for photo, places in ((self.first, points), (self.second, carried)):
            if photo.skin is not None:
                outside = outside * (1 - photo.on_skin(places))
        return outside

    def at(self, megapixels: float) -> Pair:
        """Return the pair no larger than that."""
        return replace(self, first=smaller(self.first, megapixels), second=smaller(self.second, megapixels))

    def whole(self) -> Pair:
        """Return the pair with everything counting as skin."""
        return replace(self, first=replace(self.first, skin=None), second=replace(self.second, skin=None))


def fitted(
    first: Working,
    second: Working,
    start: Start,
    recipe: AlignmentRecipe,
    *,
    stiff: Sequence[Region] = (),
    on_second: bool = False,
) -> Alignment:
    """Return the alignment first -> second found from `start`, checked and graded.

    Inside the `stiff` regions, outlined on the first photo or `on_second`, the bend follows its surroundings.
    """
    pair = Pair(first, second, outlined(stiff, second if on_second else first), on_second)
    alignment = Alignment(
        start.homography,
        first.shape,
        second.shape,
        "good",
        matches=start.matches,
        inliers=start.inliers,
        method=start.method,
        field=start.field,
    )
    if reason := implausible(alignment, recipe):
        return _refusal(alignment, reason)
    pair, refined, found = _refined(pair, start)
    alignment = replace(alignment, field=refined.field, hits=found.hits)
    if reason := implausible(alignment, recipe):
        return _refusal(alignment, reason)
    centers = patch_centers(first.shape, round(ERROR_POINTS / pair.first.skin_share), 0)
    grown = replace(pair, first=bordered(pair.first), second=bordered(pair.second))
    centers = centers[grown.seen(centers, alignment.to_followup(centers)) > 0]
    error = stated_error(refined, found, centers, limb=pair.first.skin is not None)
    return graded(replace(alignment, error_px=error), found)


def _refined(pair: Pair, start: Start) -> tuple[Pair, Refined, Check]:
    """Return the bend at the scale that tells most, what held-out patches say of it, and what was counted."""
    h, bend = start.homography, start.field
    if start.method != "features":
        # A hand is not as near as features are: first where a pixel is large.
        bend = _bent(pair.at(ROUGH_MEGAPIXELS), h, bend, COARSE_ROUNDS).field
    small = pair.at(COARSE_MEGAPIXELS)
    near = _bent(small, h, bend, COARSE_ROUNDS)
    masked = pair.first.skin is not None or pair.second.skin is not None
    if masked and _checked(small, h, near, around=True).hits > RIGID_HITS:
        # What lies around the skin moved with it: it may be matched as well.
        pair = pair.whole()
        small = pair.at(COARSE_MEGAPIXELS)
        near = _bent(small, h, near.field, COARSE_ROUNDS)
    found = _checked(small, h, near)
    if found.hits < 0.1 or small.first.picture.size > 0.7 * pair.first.picture.size:
        return pair, near, found
    fine = _bent(pair, h, near.field, FINE_ROUNDS)
    finest = _checked(pair, h, fine)
    if finest.correlation < FINE_CORRELATION:
        return pair, near, found
    far = max(found.missed_px, finest.missed_px)
    return pair, fine, replace(finest, hits=min(found.hits, finest.hits), missed_px=far)


def _bent(pair: Pair, h: NDArray[np.float64], start: DisplacementField, rounds: int) -> Refined:
    return refine(detailed(pair.first), detailed(pair.second), h, start, pair.weighed, rounds=rounds)


def _checked(pair: Pair, h: NDArray[np.float64], refined: Refined, *, around: bool = False) -> Check:
    def carry(points: Points) -> Points:
        return projected(h, refined.field.bent(points))

    if around:
        whole = pair.whole()
        return check(whole.first, whole.second, carry, pair.around)
    return check(detailed(pair.first), detailed(pair.second), carry, pair.seen)


def _refusal(alignment: Alignment, reason: str) -> Alignment:
    found = refused(alignment.baseline_shape, alignment.followup_shape, reason)
    return replace(found, matches=alignment.matches, inliers=alignment.inliers, hits=alignment.hits)
