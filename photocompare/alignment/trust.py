"""An independent check: patches the fit never saw, searched for all around where they should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, overlap_percent, refused
from photocompare.alignment.refine import Carry, Refined, patch_centers, sampled_first, sampled_second
from photocompare.alignment.working import Working
from photocompare.recipe import AlignmentRecipe

Points = NDArray[np.float64]
TEMPLATE = 22
REACH = 8
HELD_OUT = 280
HIT_PX = 1.6
FLAT_CONTRAST = 0.004
# A patch that correlates this much elsewhere, and half as much here, is a clear miss and no noise.
CLEAR = 0.6
DRAWS = 6
# Chosen so that the stated 95 % error covers the true one in 90 to 99 % of phantoms (decision 0044); a limb
# bends more toward its outline than the fit knows.
CALIBRATION, LIMB_CALIBRATION = 0.9, 3.0
# Beyond these the noise of a patch cannot be told from its correlation.
CORRELATIONS = (0.15, 0.95)
FEWEST_TESTED = 15
REFUSED_HITS, USABLE_HITS, GOOD_HITS = 0.12, 0.5, 0.9
USABLE_ERROR_PX, GOOD_ERROR_PX = 5.0, 1.5
LARGEST_MAGNIFICATION, LARGEST_STRETCH = 2.5, 2.0
# A camera may turn by half a picture between two photos (seen: 2.45).
LARGEST_PERSPECTIVE = 3.0
SMALLEST_JACOBIAN, LARGEST_JACOBIAN = 0.6, 1.6


@dataclass(frozen=True, eq=False)
class Check:
    """What held-out patches say of a map.

    Attributes:
        tested: how many patches with texture lie on skin in both photos.
        hits: share of them whose best place within 8 working pixels all around is the one the map gives.
        correlation: median correlation at the place the map gives.
        missed_px: 95th percentile of how far off the clear misses are, hits and the unclear counted as 0, in
            pixels of the first photo.
    """

    tested: int = 0
    hits: float = 0.0
    correlation: float = 0.0
    missed_px: float = 0.0


def check(
    first: Working,
    second: Working,
    carry: Carry,
    seen: Callable[[Points, Points], NDArray[np.float64]],
) -> Check:
    """Return what patches between those of the fit say: normalized cross-correlation, every place tried."""
    margin = (TEMPLATE / 2 + REACH) / first.scale.mean()
    centers = patch_centers(first.shape, round(HELD_OUT / first.skin_share), margin, between=True)
    reach = TEMPLATE / 2 / first.scale.mean()
    for corner in ((0, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)):
        moved = centers + reach * np.array(corner)
        centers = centers[seen(moved, carry(moved)) > 0.5]
    if not len(centers):
        return Check()
    templates = sampled_first(first.picture, first, centers, TEMPLATE)
    fields = sampled_second(first, second, centers, carry, TEMPLATE + 2 * REACH)
    textured = np.minimum(templates.std(axis=(1, 2)), fields.std(axis=(1, 2))) > FLAT_CONTRAST
    if not textured.any():
        return Check()
    found = [_searched(*both) for both in zip(templates[textured], fields[textured], strict=True)]
    distance, there, here = np.array(found).T
    missed = (distance > HIT_PX) & (there > CLEAR) & (here < CLEAR / 2)
    return Check(
        len(found),
        float((distance < HIT_PX).mean()),
        float(np.median(here)),
        float(np.percentile(np.where(missed, distance, 0.0), 95) / first.scale.mean()),
    )


def stated_error(refined: Refined, found: Check, points: Points, *, limb: bool) -> float | None:
    """Return the 95 % error in pixels over N x 2 `points`, calibrated on phantoms; None for nothing seen.

    The posterior of the fitted field knows where little was seen; the held-out patches know how well it fits.
    Two views of one texture under equal noise correlate by 1 / (1 + noise^2), noise in units of the texture;
    the posterior takes noise to be white, which that of a blurred or compressed photo is not.
    """
    if not len(points) or not found.tested:
        return None
    draws = refined.system.doubts(refined.weights, refined.stiffness, DRAWS)
    spread = float(np.percentile([np.linalg.norm(draw(points), axis=1) for draw in draws], 95))
    correlation = float(np.clip(found.correlation, *CORRELATIONS))
    noise = float(np.sqrt((1 - correlation) / correlation))
    return max((LIMB_CALIBRATION if limb else CALIBRATION * noise) * spread, found.missed_px)


def implausible(alignment: Alignment, recipe: AlignmentRecipe) -> str:
    """Return why no camera and no skin could have made this map of one scene, or nothing."""
    height, width = alignment.baseline_shape
    h = alignment.homography
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    depth = corners @ h[2, :2] + h[2, 2]
    if depth.min() <= 0 or depth.max() > LARGEST_PERSPECTIVE * depth.min():
        return "the match would need an impossible perspective"
    shape = _shape_at(h, np.array([width / 2, height / 2]))
    if np.linalg.det(shape) <= 0:
        return "the match would need a mirrored photo"
    longest, shortest = np.linalg.svd(shape, compute_uv=False)
    magnification = float(np.sqrt(longest * shortest))
    if not 1 / LARGEST_MAGNIFICATION < magnification < LARGEST_MAGNIFICATION:
        return f"the match would need a change of scale by {magnification:.2f}"
    if longest > LARGEST_STRETCH * shortest:
        return f"the match would need a stretch by {longest / shortest:.1f}"
    overlap = max(overlap_percent(alignment), overlap_percent(alignment.inverse()))
    if overlap < recipe.min_overlap_percent:
        return f"the photos share only {overlap:.0f} % of their area"
    low, high = alignment.jacobian
    if low < SMALLEST_JACOBIAN or high > LARGEST_JACOBIAN:
        return f"skin would have to shrink or grow by {low:.2f} to {high:.2f} in area"
    return ""


def graded(alignment: Alignment, found: Check) -> Alignment:
    """Return the alignment with the grade that the held-out patches and the stated error allow."""
    share = f"{100 * found.hits:.0f} % of {found.tested} held-out patches"
    if found.tested < FEWEST_TESTED or found.hits < REFUSED_HITS:
        nothing = refused(
            alignment.baseline_shape, alignment.followup_shape, f"only {share} agree with the map"
        )
        return replace(nothing, matches=alignment.matches, inliers=alignment.inliers, hits=found.hits)
    if found.hits < USABLE_HITS or alignment.error_px is None:
        return replace(alignment, grade="view only", reason=f"only {share} agree with the map")
    pixel = max(1.0, min(alignment.baseline_shape) / 1500)
    if alignment.error_px > USABLE_ERROR_PX * pixel:
        return replace(alignment, grade="view only", reason=f"it may be off by {alignment.error_px:.1f} px")
    if alignment.error_px > GOOD_ERROR_PX * pixel:
        return replace(alignment, grade="usable", reason=f"it may be off by {alignment.error_px:.1f} px")
    if found.hits < GOOD_HITS:
        return replace(alignment, grade="usable", reason=f"only {share} agree with the map")
    return alignment


def _shape_at(homography: NDArray[np.float64], point: Points) -> NDArray[np.float64]:
    """Return the 2 x 2 derivative of the homography at a point."""
    x, y, depth = homography @ np.append(point, 1)
    place = np.array([x, y]) / depth
    return np.asarray((homography[:2, :2] - np.outer(place, homography[2, :2])) / depth)


def _searched(template: NDArray[np.float32], field: NDArray[np.float32]) -> tuple[float, float, float]:
    """Return how far the best place is from the middle of the field, and the correlation there and here."""
    surface = cv2.matchTemplate(
        np.ascontiguousarray(field), np.ascontiguousarray(template), cv2.TM_CCOEFF_NORMED
    )
    row, column = divmod(int(surface.argmax()), surface.shape[1])
    there, here = float(surface[row, column]), float(surface[REACH, REACH])
    return float(np.hypot(row - REACH, column - REACH)), there, here
