"""Lay a follow-up onto its baseline, or say that it cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, identity, overlap_percent, refused
from photocompare.alignment.features import FeatureFit, Features, find_features, fit_features, matched
from photocompare.alignment.fit import Start, fitted
from photocompare.alignment.outline import align_outlines
from photocompare.alignment.placed import outlined_skin
from photocompare.alignment.skin import find_skin
from photocompare.alignment.working import Working, flat_light, reduced, resized_mask, smaller
from photocompare.photo import Photo
from photocompare.photo.photo import same_picture
from photocompare.recipe import AlignmentRecipe
from photocompare.regions import Region
from photocompare.together import both

# Small first: as robust as large, and a sixth of the time. The larger is for photos with little texture.
FEATURE_MEGAPIXELS = (0.12, 0.5)
MIRRORED_INLIERS = 40
CARRIED_SIDE = 240


def align(
    baseline: Photo,
    followup: Photo,
    recipe: AlignmentRecipe = AlignmentRecipe(),
    *,
    regions: Sequence[Region] = (),
    skin: Sequence[Region] = (),
    baseline_skin: NDArray[np.bool_] | None = None,
    followup_skin: NDArray[np.bool_] | None = None,
) -> Alignment:
    """Return the map baseline -> follow-up with its grade; `refused` with the reason where none is trusted.

    `align(b, a)` is the exact inverse of `align(a, b)`: the pair is always fitted in one order. Inside
    `regions`, outlined on the baseline, the bend is held stiff: it follows the skin around them. Only skin is
    matched: in the outlines of role `skin` among the regions `skin`, on either photo; where it is painted
    (H x W bool of any size over the whole photo); else as it is found.
    """
    if same_picture(baseline.pixels, followup.pixels):
        return identity(baseline.shape)
    turned = baseline.sha256 > followup.sha256
    if baseline_skin is None:
        baseline_skin = outlined_skin(skin, baseline.shape)
    if followup_skin is None:
        followup_skin = outlined_skin(skin, followup.shape, "followup")
    pair = both(partial(_seen, recipe), (baseline, baseline_skin), (followup, followup_skin))
    first, second = reversed(pair) if turned else pair
    start = coarse(first, second, recipe)
    if start is None:
        found = _without_features(first, second)
    else:
        painted = (baseline_skin is not None, followup_skin is not None)
        first, second = _on_same_skin(first, second, start, painted[::-1] if turned else painted)
        found = fitted(first, second, start, recipe, stiff=regions, on_second=turned)
    if not turned:
        return replace(found, overlap_percent=_overlap(found))
    inverse = found.inverse()
    return replace(inverse, overlap_percent=_overlap(inverse))


def _seen(recipe: AlignmentRecipe, photo: tuple[Photo, NDArray[np.bool_] | None]) -> Working:
    """Return a photo, given with its skin, as the matching sees it, its first features found."""
    working = prepared(*photo, recipe)
    working.once(SmallFeatures(FEATURE_MEGAPIXELS[0]))
    return working


def _on_same_skin(
    first: Working, second: Working, start: Start, painted: tuple[bool, ...]
) -> tuple[Working, Working]:
    """Return both pictures; where the user painted skin on one only, the same skin on the other."""
    rough = Alignment(start.homography, first.shape, second.shape, "usable", field=start.field)
    if painted == (True, False):
        return first, replace(second, skin=_carried(first, second, rough.to_baseline))
    if painted == (False, True):
        return replace(first, skin=_carried(second, first, rough.to_followup)), second
    return first, second


def _carried(
    painted: Working, other: Working, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> NDArray[np.uint8]:
    """Return the painted skin as a mask of the other picture, whose points `carry` leads back."""
    rows, columns = (max(8, round(side * CARRIED_SIDE / max(other.shape))) for side in other.shape)
    y, x = np.mgrid[0.5:rows, 0.5:columns]
    scale = other.shape[1] / columns, other.shape[0] / rows
    points = np.stack([x.ravel() * scale[0], y.ravel() * scale[1]], axis=1)
    mask = (painted.on_skin(carry(points)).reshape(rows, columns) * 255).astype(np.uint8)
    return resized_mask(mask, other.picture.shape)


def _without_features(first: Working, second: Working) -> Alignment:
    """Return what the outline of the skin tells, or why there is no map."""
    if _mirrored(first, second):
        return refused(first.shape, second.shape, "one of the photos is mirrored")
    why = "too few features of the skin match"
    return align_outlines(first, second) or refused(first.shape, second.shape, why)


def _mirrored(first: Working, second: Working) -> bool:
    """Return whether the second photo matches once it is mirrored."""
    skin = None if second.skin is None else second.skin[:, ::-1]
    picture = np.ascontiguousarray(second.picture[:, ::-1])
    mirrored = replace(second, picture=picture, skin=None if skin is None else np.ascontiguousarray(skin))
    fit = _feature_fit(first, mirrored, FEATURE_MEGAPIXELS[0], AlignmentRecipe())
    return fit is not None and fit.inliers >= MIRRORED_INLIERS


def prepared(photo: Photo, skin: NDArray[np.bool_] | None, recipe: AlignmentRecipe) -> Working:
    """Return the photo as the matching sees it, with its skin: as painted (H x W bool), or as found."""
    if skin is None:
        return photo.once(Prepared(recipe.working_megapixels))
    flat = flat_light(reduced(photo, recipe.working_megapixels), photo.shape)
    return replace(flat, skin=resized_mask(skin.astype(np.uint8) * 255, flat.picture.shape))


@dataclass(frozen=True)
class Prepared:
    """A step of alignment: a photo as the matching sees it, with the skin found on it."""

    megapixels: float

    def __call__(self, photo: Photo) -> Working:
        """Return the working picture of no more than `megapixels`."""
        stored = reduced(photo, self.megapixels)
        mask = find_skin(stored)
        flat = flat_light(stored, photo.shape)
        return flat if mask is None else replace(flat, skin=resized_mask(mask, flat.picture.shape))


@dataclass(frozen=True)
class SmallFeatures:
    """A step of alignment: the features of a working picture made smaller."""

    megapixels: float

    def __call__(self, picture: Working) -> Features:
        """Return the features at no more than `megapixels` of skin."""
        return find_features(smaller(picture, self.megapixels))


def coarse(first: Working, second: Working, recipe: AlignmentRecipe) -> Start | None:
    """Return the homography and bend that matched features give, or None where too few agree."""
    for megapixels in FEATURE_MEGAPIXELS:
        fit = _feature_fit(first, second, megapixels, recipe)
        if fit is not None:
            return Start(fit.homography, fit.field, fit.matches, fit.inliers)
    return None


def _feature_fit(
    first: Working, second: Working, megapixels: float, recipe: AlignmentRecipe
) -> FeatureFit | None:
    find = SmallFeatures(megapixels)
    source, target = matched(first.once(find), second.once(find), recipe.ratio)
    small = smaller(first, megapixels), smaller(second, megapixels)
    return fit_features(source, target, *small, recipe.min_inliers)


def _overlap(alignment: Alignment) -> float | None:
    return None if alignment.grade == "refused" else overlap_percent(alignment)
