"""The fine stage: small patches of skin, each moved to where it fits, and one smooth field through them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import projected
from photocompare.alignment.field import DisplacementField, FieldSystem, field_system
from photocompare.alignment.working import Working

Points = NDArray[np.float64]
Floats32 = NDArray[np.float32]
Carry = Callable[[Points], Points]
PATCH = 28
PATCHES = 1000
INTERVALS = 20
LONGEST_STEP = 2.0
TOLERANCE_PX = 1.5
PATCH_NOISE_PX = 0.1
SETTLED_PX = 0.02
# How much skin bends from one cell of the field to the next, as a share of the photo's shorter side; a limb
# that turned about its axis bends far more near its outline.
BEND_SHARE, LIMB_BEND_SHARE = 0.0015, 0.0025
FLAT_CONTRAST = 0.004


@dataclass(frozen=True, eq=False)
class PatchShifts:
    """What each of N patches says: N x 2 shifts in pixels of the first photo, information, correlation.

    Information is one over the variance of a shift, in 1/px^2.
    """

    shifts: Points
    information: NDArray[np.float64]
    correlation: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Refined:
    """The bend found, the equations and weights (1/px^2) it was solved from, and its stiffness."""

    field: DisplacementField
    system: FieldSystem
    weights: NDArray[np.float64]
    stiffness: float


def refine(
    first: Working,
    second: Working,
    homography: NDArray[np.float64],
    start: DisplacementField,
    seen: Callable[[Points, Points], NDArray[np.float64]],
    *,
    rounds: int,
    intervals: int = INTERVALS,
) -> Refined:
    """Return the bend of `first` before `homography` that lays its patches onto `second`, from `start`.

    `seen` gives N weights (0-1) for points in the first photo and where they come to lie in the second.
    """
    pixel = 1 / first.scale.mean()
    centers = patch_centers(first.shape, round(PATCHES / first.skin_share), PATCH / 2 * pixel)
    on_skin = first.on_skin(centers) > 0
    if on_skin.any():
        centers = centers[on_skin]
    system = field_system(centers, first.shape, intervals)
    share = BEND_SHARE if first.skin is None else LIMB_BEND_SHARE
    stiffness = 1 / (share * min(first.shape)) ** 2
    field, trust = start, np.ones(len(centers))
    for _ in range(rounds):
        bend = field

        def carry(points: Points, bend: DisplacementField = bend) -> Points:
            return projected(homography, bend.bent(points))

        found = patch_shifts(first, second, centers, carry)
        # Noise in both slopes shortens every step; this is by how much, if the noise is white.
        likeness = np.clip(np.median(found.correlation), 0.15, 1)
        here = bend(centers)
        targets = here + found.shifts * (1 + likeness) / (2 * likeness)
        weights = seen(centers, carry(centers)) * np.clip(found.correlation, 0, 1) ** 2
        weights = weights / (1 / np.maximum(found.information, 1e-9) + (PATCH_NOISE_PX * pixel) ** 2) + 1e-9
        weights = weights * agreement(here, targets, TOLERANCE_PX * pixel)
        field = system.solve(targets, weights * trust, stiffness)
        trust = agreement(field(centers), targets, TOLERANCE_PX * pixel)
        if np.median(np.linalg.norm(field(centers) - here, axis=1)) < SETTLED_PX * pixel:
            break
    return Refined(field, system, weights * trust, stiffness)


def patch_centers(shape: tuple[int, int], count: int, margin: float, *, between: bool = False) -> Points:
    """Return about `count` N x 2 points on an even grid; `between` gives the middles of its cells instead."""
    height, width = shape
    cell = np.sqrt((width - 2 * margin) * (height - 2 * margin) / count)
    columns, rows = (max(2, round((side - 2 * margin) / cell)) for side in (width, height))
    x, y = np.linspace(margin, width - margin, columns), np.linspace(margin, height - margin, rows)
    if between:
        x, y = (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def patch_shifts(first: Working, second: Working, centers: Points, carry: Carry) -> PatchShifts:
    """Return how far each patch of `first` about N x 2 `centers` is from where `carry` puts it in `second`.

    One step of efficient second-order minimization (Benhimane and Malis 2004) on patches of zero mean and
    unit contrast, each pixel weighted down where the skin itself changed.
    """
    window = np.broadcast_to(_window(), (len(centers), PATCH, PATCH))
    if first.skin is not None:
        # The outline of a limb slides over the skin when it turns: only skin counts.
        window = window * (sampled_first(first.skin, first, centers) > 0) + np.float32(1e-9)
    total = window.sum(axis=(1, 2))
    template = normalized(sampled_first(first.picture, first, centers), window)
    moved = normalized(sampled_second(first, second, centers, carry), window)
    difference = template - moved
    spread = np.sqrt((difference**2 * window).sum(axis=(1, 2)) / total) + np.float32(1e-6)
    weight = window / (1 + (difference / (1.5 * spread[:, None, None])) ** 2) ** 2
    across = slopes(template, moved, 2)
    down = slopes(template, moved, 1)
    xx, yy, xy, xr, yr = (
        np.einsum("kij,kij->k", weight * a, b, dtype=np.float64)
        for a, b in ((across, across), (down, down), (across, down), (across, difference), (down, difference))
    )
    determinant = xx * yy - xy**2 + 1e-9 * (xx + yy) ** 2 + 1e-9
    steps = np.stack([yy * xr - xy * yr, xx * yr - xy * xr], axis=-1) / determinant[:, None]
    length = np.linalg.norm(steps, axis=1, keepdims=True)
    steps *= np.minimum(1, LONGEST_STEP / np.maximum(length, 1e-9))
    weakest = (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
    correlation = (template * moved * window).sum(axis=(1, 2)) / total
    noise = (weight * difference**2).sum(axis=(1, 2)) / weight.sum(axis=(1, 2))
    scale = first.scale.mean()
    information = np.maximum(weakest, 0) / np.maximum(noise, 1e-6) / 4 * scale**2
    seen = np.isfinite(template[:, 0, 0]) & (np.abs(template).max(axis=(1, 2)) > 0)
    return PatchShifts(
        steps / first.scale, np.where(seen, information, 0.0), np.asarray(correlation, np.float64)
    )


def sampled_first(picture: NDArray[Any], first: Working, centers: Points, patch: int = PATCH) -> NDArray[Any]:
    """Return N x patch x patch pixels of a picture like the first about the pixels next to `centers`."""
    corner = np.rint(centers * first.scale - patch / 2).astype(np.intp)
    height, width = picture.shape
    offset = np.arange(patch)
    rows = np.clip(corner[:, 1, None, None] + offset[:, None], 0, height - 1)
    columns = np.clip(corner[:, 0, None, None] + offset, 0, width - 1)
    return np.asarray(picture[rows, columns])


def sampled_second(
    first: Working, second: Working, centers: Points, carry: Carry, patch: int = PATCH
) -> Floats32:
    """Return N x patch x patch pixels of the second picture where `carry` puts the patches of the first."""
    corner = np.rint(centers * first.scale - patch / 2)
    half = patch / 2
    reach = np.array([[half, half], [0, half], [patch, half], [half, 0], [half, patch]])
    places = ((corner[:, None] + reach) / first.scale).reshape(-1, 2)
    middle, left, right, above, below = (carry(places) * second.scale).reshape(-1, 5, 2).transpose(1, 0, 2)
    # Through the middle exactly: a plane through corners would cut the bend short, 0.1 px on a limb.
    across, down = right - left, below - above
    origin = middle - (across + down) / 2
    offset = ((np.arange(patch) + 0.5) / patch).astype(np.float32)
    maps = []
    for axis in range(2):
        start, along, aside = (
            part[:, axis].astype(np.float32)[:, None, None] for part in (origin, across, down)
        )
        place = start + along * offset + aside * offset[:, None] - np.float32(0.5)
        maps.append(place.reshape(-1, patch * patch))
    moved = cv2.remap(second.picture, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved).reshape(len(centers), patch, patch)


def normalized(patches: Floats32, window: Floats32) -> Floats32:
    """Return the patches with mean 0 and contrast 1 under the window; flat ones stay near 0."""
    total = window.sum(axis=(1, 2), keepdims=True)
    shifted = patches - (patches * window).sum(axis=(1, 2), keepdims=True) / total
    contrast = np.sqrt((shifted**2 * window).sum(axis=(1, 2), keepdims=True) / total)
    return np.asarray(shifted / (contrast + np.float32(FLAT_CONTRAST)))


def slopes(template: Floats32, moved: Floats32, axis: int) -> Floats32:
    """Return the mean slope of both along an axis, zero on the border that the window hides."""
    mean = template + moved
    result = np.zeros_like(mean)
    inner = [slice(None)] * 3
    ahead, behind = inner.copy(), inner.copy()
    inner[axis], ahead[axis], behind[axis] = slice(1, -1), slice(2, None), slice(None, -2)
    result[tuple(inner)] = (mean[tuple(ahead)] - mean[tuple(behind)]) / 4
    return result


def robust_field(
    points: Points,
    targets: Points,
    information: NDArray[np.float64],
    shape: tuple[int, int],
    *,
    intervals: int,
    stiffness: float,
    tolerance: float,
    rounds: int,
) -> DisplacementField:
    """Return the smooth field through N x 2 `targets`, those farther than `tolerance` px from it let go."""
    system = field_system(points, shape, intervals)
    trust = np.ones(len(points))
    for _ in range(rounds):
        field = system.solve(targets, information * trust + 1e-9, stiffness)
        trust = agreement(field(points), targets, tolerance)
    return field


def agreement(field: Points, targets: Points, tolerance: float) -> NDArray[np.float64]:
    """Return N weights (0-1), falling where a target is farther than `tolerance` px from the field."""
    distance = np.linalg.norm(field - targets, axis=1)
    return np.asarray(1 / (1 + (distance / tolerance) ** 2) ** 2)


def _window() -> Floats32:
    wave = np.sin(np.pi * (np.arange(PATCH) + 0.5) / PATCH) ** 1.5
    return np.asarray(np.outer(wave, wave), dtype=np.float32)
