"""From a coarse start to a graded alignment: refine, check, grade."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, projected, refused
from photocompare.alignment.field import DisplacementField
from photocompare.alignment.refine import Refined, patch_centers, refine
from photocompare.alignment.skin import bordered
from photocompare.alignment.trust import Check, check, graded, implausible, stated_error
from photocompare.alignment.working import Working, detailed, lookup, outlined, smaller
from photocompare.recipe import AlignmentRecipe
from photocompare.regions import Region

Points = NDArray[np.float64]
Seen = Callable[[Points, Points], NDArray[np.float64]]
COARSE_MEGAPIXELS = 0.5
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

    def seen(points: Points, carried: Points) -> NDArray[np.float64]:
        return first.on_skin(points) * second.on_skin(carried)

    held = outlined(stiff, second if on_second else first)

    def weighed(points: Points, carried: Points) -> NDArray[np.float64]:
        return seen(points, carried) * (
            1 - (1 - STIFF_WEIGHT) * lookup(held, carried if on_second else points)
        )

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
    refined, found = _refined(first, second, start, seen, weighed, recipe)
    alignment = replace(alignment, field=refined.field, hits=found.hits)
    if reason := implausible(alignment, recipe):
        return _refusal(alignment, reason)
    centers = patch_centers(first.shape, round(ERROR_POINTS / first.skin_share), 0)
    centers = centers[
        bordered(first).on_skin(centers) * bordered(second).on_skin(alignment.to_followup(centers)) > 0
    ]
    return graded(
        replace(alignment, error_px=stated_error(refined, found, centers, limb=first.skin is not None)), found
    )


def _refined(
    first: Working, second: Working, start: Start, seen: Seen, weighed: Seen, recipe: AlignmentRecipe
) -> tuple[Refined, Check]:
    """Return the bend at the scale that tells most, and what held-out patches say of it."""
    one, other = (detailed(smaller(photo, COARSE_MEGAPIXELS)) for photo in (first, second))
    h = start.homography
    near = refine(one, other, h, start.field, weighed, rounds=COARSE_ROUNDS)
    found = check(one, other, lambda points: projected(h, near.field.bent(points)), seen)
    if not recipe.refine or found.hits < 0.1 or one.picture.size > 0.7 * first.picture.size:
        return near, found
    first, second = detailed(first), detailed(second)
    fine = refine(first, second, h, near.field, weighed, rounds=FINE_ROUNDS)
    finest = check(first, second, lambda points: projected(h, fine.field.bent(points)), seen)
    if finest.correlation < FINE_CORRELATION:
        return near, found
    far = max(found.missed_px, finest.missed_px)
    return fine, replace(finest, hits=min(found.hits, finest.hits), missed_px=far)


def _refusal(alignment: Alignment, reason: str) -> Alignment:
    found = refused(alignment.baseline_shape, alignment.followup_shape, reason)
    return replace(found, matches=alignment.matches, inliers=alignment.inliers, hits=alignment.hits)
