"""Where the skin is: what may be matched, found by its color and then by the picture's own colors."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.working import Working

MEGAPIXELS = 0.02
# In stored values, of any skin under any usual light: red over green, green over blue, as natural logarithms.
RED_OVER_GREEN = (0.06, 0.75)
GREEN_OVER_BLUE = (-0.10, 0.75)
DARKEST = 0.06
ALL_SKIN, NO_SKIN = 0.90, 0.08
COLORS_APART, TWO_COLORS = 0.2, 0.8
ROUNDS = 3
# Features on the outline slide along the limb when it turns; they are kept out.
BORDER_SHARE = 0.008
SMALLEST_PART = 0.03


def find_skin(stored: NDArray[np.float32]) -> NDArray[np.uint8] | None:
    """Return a small mask of the skin in stored RGB (H x W x 3, 0-1); None where all or nothing is skin.

    255 inside, its border taken off. Colors any skin can have are the start; GrabCut (Rother 2004) then
    learns those of this picture.
    """
    factor = min(1.0, float(np.sqrt(MEGAPIXELS * 1e6 / stored[..., 0].size)))
    small = np.asarray(cv2.resize(stored, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    likely = _likely(small) & _warmer(small)
    if likely.mean() > ALL_SKIN or likely.mean() < NO_SKIN:
        return None
    mask = _cut(small, likely)
    mask = _without_specks(mask)
    share = float(mask.mean())
    if share > ALL_SKIN or share < NO_SKIN:
        return None
    return _shrunk(mask)


def _likely(small: NDArray[np.float32]) -> NDArray[np.bool_]:
    red, green, blue = np.moveaxis(np.log(small + np.float32(0.01)), -1, 0)
    return np.asarray(
        (red - green > RED_OVER_GREEN[0])
        & (red - green < RED_OVER_GREEN[1])
        & (green - blue > GREEN_OVER_BLUE[0])
        & (green - blue < GREEN_OVER_BLUE[1])
        & (small[..., 1] > DARKEST)
    )


def _warmer(small: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where the color is the warmer of two, if there are two: a wall can be as pink as pale skin."""
    warmth = np.log(small[..., 0] + np.float32(0.01)) - np.log(small[..., 2] + np.float32(0.01))
    # Blue cloth must not be taken for the second color.
    warmth = np.clip(warmth, 0, 1)
    levels = np.rint(warmth * 255).astype(np.uint8)
    level, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    warm = levels > level
    share = float(warm.mean())
    if not NO_SKIN < share < 1 - NO_SKIN:
        return np.ones(warm.shape, np.bool_)
    apart = float(warmth[warm].mean() - warmth[~warm].mean())
    explained = share * (1 - share) * apart**2 / max(float(warmth.var()), 1e-9)
    two = apart > COLORS_APART and explained > TWO_COLORS
    return warm if two else np.ones(warm.shape, np.bool_)


def _cut(small: NDArray[np.float32], likely: NDArray[np.bool_]) -> NDArray[np.bool_]:
    labels = np.where(likely, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2Lab)
    # Lightness says little on a round limb in side light; color says much.
    picture = np.clip(lab * np.array([0.5, 3, 3], np.float32) + np.array([0, 128, 128], np.float32), 0, 255)
    cv2.setRNGSeed(0)
    cv2.grabCut(
        np.rint(picture).astype(np.uint8),
        labels,
        None,
        np.zeros((1, 65)),
        np.zeros((1, 65)),
        ROUNDS,
        cv2.GC_INIT_WITH_MASK,
    )
    return np.asarray((labels == cv2.GC_PR_FGD) | (labels == cv2.GC_FGD))


def _without_specks(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the mask without small parts and holes: vessels, spots, knots in wood."""
    result = mask.astype(np.uint8)
    for value in (1, 0):
        _, labels, stats, _ = cv2.connectedComponentsWithStats((result == value).astype(np.uint8))
        small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < SMALLEST_PART * mask.size)
        result[np.isin(labels, small[small > 0])] = 1 - value
    return result.astype(np.bool_)


def bordered(photo: Working) -> Working:
    """Return the working picture with the border given back that `find_skin` took off the mask."""
    if photo.skin is None:
        return photo
    side = 2 * round(BORDER_SHARE * max(photo.skin.shape)) + 1
    grown = cv2.dilate(photo.skin, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    return replace(photo, skin=np.asarray(grown))


def _shrunk(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return the mask, twice as large, with a border taken off where it does not end with the picture."""
    large = cv2.resize(mask.astype(np.uint8) * 255, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    away = cv2.distanceTransform((large > 127).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray((away > BORDER_SHARE * max(large.shape)).astype(np.uint8) * 255)
