"""The alignment by hand: point pairs the user set, and the map through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.align import prepared
from photocompare.alignment.alignment import Alignment, inverted, overlap_percent, projected, refused
from photocompare.alignment.field import level_field
from photocompare.alignment.fit import Start, fitted
from photocompare.alignment.placed import outlined_skin
from photocompare.alignment.refine import INTERVALS, robust_field
from photocompare.alignment.trust import implausible
from photocompare.photo import Photo
from photocompare.recipe import AlignmentRecipe
from photocompare.regions import Region

Points = NDArray[np.float64]
# A hand sets a point to about this share of the photo's shorter side.
HAND_SHARE = 0.002
AFFINE_PAIRS, HOMOGRAPHY_PAIRS, BENT_PAIRS = 4, 6, 10
STIFFNESS_SHARE = 0.004


def align_by_landmarks(
    points_a: Points,
    points_b: Points,
    baseline_shape: tuple[int, int],
    followup_shape: tuple[int, int],
) -> Alignment:
    """Return the map through pairs of N x 2 points (x, y), N >= 3: what as many pairs can carry, and no more.

    3 pairs give a similarity, 4 an affine map, 6 a homography, 10 a homography and a smooth bend. It is
    `usable` at best: nobody but the hand has checked it. `error_px` is the median left-out error of the pairs
    times 2.5 or, where that cannot be had, of a hand. `refused` where the pairs do not make a map.
    """
    source, target = (np.asarray(points, np.float64).reshape(-1, 2) for points in (points_a, points_b))
    if len(source) != len(target) or len(source) < 3:
        return refused(baseline_shape, followup_shape, "three point pairs or more are needed")
    homography = _plane(source, target)
    if homography is None:
        return refused(baseline_shape, followup_shape, "the points lie on one line or on each other")
    found = Alignment(
        homography,
        baseline_shape,
        followup_shape,
        "usable",
        "placed by hand",
        matches=len(source),
        inliers=len(source),
        method="landmarks",
    )
    if len(source) >= BENT_PAIRS:
        found = _bent(found, source, target)
    if reason := implausible(found, AlignmentRecipe(min_overlap_percent=0)):
        return refused(baseline_shape, followup_shape, reason)
    error = _left_out_error(source, target) or 3 * HAND_SHARE * min(baseline_shape)
    return replace(found, error_px=error, overlap_percent=overlap_percent(found))


def refine_landmarks(
    baseline: Photo,
    followup: Photo,
    by_hand: Alignment,
    recipe: AlignmentRecipe = AlignmentRecipe(),
    *,
    regions: Sequence[Region] = (),
) -> Alignment:
    """Return the automatic refinement that starts from a map by hand, checked and graded like any other.

    `by_hand` comes back as it is where the refinement does not find the skin to agree. Inside `regions` the
    bend is held stiff, but those of role `skin` say where the skin is.
    """
    first = prepared(baseline, outlined_skin(regions, baseline.shape), recipe)
    second = prepared(followup, outlined_skin(regions, followup.shape, "followup"), recipe)
    stiff = [region for region in regions if region.role != "skin" and region.photo == "baseline"]
    bend = by_hand.field if by_hand.field and by_hand.bent == "baseline" else None
    start = Start(
        by_hand.homography,
        bend or level_field(first.shape, INTERVALS),
        by_hand.matches,
        by_hand.inliers,
        "landmarks",
    )
    found = fitted(first, second, start, recipe, stiff=stiff)
    if not found.accepted:
        return by_hand
    return replace(found, overlap_percent=overlap_percent(found))


def _plane(source: Points, target: Points) -> NDArray[np.float64] | None:
    """Return the homography, affine map or similarity through the pairs by least squares, or None."""
    middle = source - source.mean(axis=0)
    # Near one line, or all on one place: any turn about that line would do.
    if np.linalg.svd(middle, compute_uv=False)[1] < 1e-2 * np.linalg.norm(middle) or not np.any(middle):
        return None
    if len(source) >= HOMOGRAPHY_PAIRS:
        found, _ = cv2.findHomography(source, target, 0)
        return None if found is None else np.asarray(found / found[2, 2], np.float64)
    matrix = np.eye(3)
    if len(source) >= AFFINE_PAIRS:
        flat = np.column_stack([source, np.ones(len(source))])
        matrix[:2] = np.linalg.lstsq(flat, target, rcond=None)[0].T
        return matrix
    x, y = source.T
    one, none = np.ones(len(x)), np.zeros(len(x))
    rows = np.concatenate([np.stack([x, -y, one, none], axis=1), np.stack([y, x, none, one], axis=1)])
    a, b, right, down = np.linalg.lstsq(rows, target.T.ravel(), rcond=None)[0]
    matrix[:2] = [[a, -b, right], [b, a, down]]
    return matrix


def _bent(flat: Alignment, source: Points, target: Points) -> Alignment:
    bend = projected(inverted(flat.homography), target) - source
    side = min(flat.baseline_shape)
    field = robust_field(
        source,
        bend,
        np.full(len(source), 1 / (HAND_SHARE * side) ** 2),
        flat.baseline_shape,
        intervals=INTERVALS // 2,
        stiffness=1 / (STIFFNESS_SHARE * side) ** 2,
        tolerance=float(side),
        rounds=1,
    )
    return replace(flat, field=field)


def _left_out_error(source: Points, target: Points) -> float | None:
    """Return 2.5 times the median distance in baseline pixels of each pair from the map through the rest."""
    if len(source) <= 3:
        return None
    distances = []
    for index in range(len(source)):
        rest = np.arange(len(source)) != index
        plane = _plane(source[rest], target[rest])
        if plane is None:
            return None
        back = projected(inverted(plane), target[index : index + 1])
        distances.append(float(np.linalg.norm(back - source[index])))
    return 2.5 * float(np.median(distances))
