"""Per-channel gains from what a person marked in both photos: a gray or white card, or untreated skin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.gain_error import parts_covariance, rounding_covariance, typical_de00
from photocompare.color.lab import DARKEST, delta_e_2000, lab
from photocompare.errors import Finding, Problem
from photocompare.photo import Photo
from photocompare.photo.fine import GRAY_FACTOR, SKIN_FACTOR
from photocompare.regions import Region, pixel_box, rasterize, warped

MIN_PIXELS = 100
MOST_SPREAD_DE00 = 2.0
LIGHT_SKIN = np.array([0.39, 0.23, 0.16])
Gains = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SurfaceGains:
    """What a marked surface says.

    Attributes:
        gains: (3,) of each photo, on linear light.
        error_de00: what color difference remains, in dE2000.
        covariance: 3x3, of the log gains of one photo against the other, in absorbance squared.
        findings: doubts.
    """

    gains: tuple[Gains, Gains]
    error_de00: float
    covariance: Gains
    findings: tuple[Finding, ...]


def card_correction(
    baseline: Photo, followup: Photo, alignment: Alignment, regions: Sequence[Region]
) -> SurfaceGains:
    """Return the gains of both photos that make the `gray` regions neutral and equally light.

    The level is the card's known reflectance, else that of the baseline's green. With it the spread over the
    card in dE2000, and doubts.

    Raises:
        Problem: E420 where no card is marked, or it is clipped, black or too small in one photo.
    """
    first, second = _samples(baseline, followup, alignment, regions, "gray")
    cards = _marked(regions, "gray")
    known = next((card.reflectance for card in cards if card.reflectance is not None), None)
    before, after = _flat(first[1]), _flat(second[1])
    target = float(before[1]) if known is None else known
    spread, covariance = _spread(first, second, LIGHT_SKIN)
    # A card is so flat that a JPEG rounds all of it alike, which its spread does not show.
    rounding = rounding_covariance(baseline, before) + rounding_covariance(followup, after)
    error = float(np.hypot(spread, typical_de00(rounding, LIGHT_SKIN)))
    return SurfaceGains(
        (target / before, target / after), error, covariance + rounding, _doubts(spread, "card")
    )


def reference_correction(
    baseline: Photo, followup: Photo, alignment: Alignment, regions: Sequence[Region]
) -> SurfaceGains:
    """Return the gains that give the follow-up the baseline's color on the `reference` regions, as above.

    Raises:
        Problem: E420 where no reference skin is marked, or it is clipped, black or too small in one photo.
    """
    first, second = _samples(baseline, followup, alignment, regions, "reference")
    before, after = _middle(first[1]), _middle(second[1])
    spread, covariance = _spread(first, second, before)
    return SurfaceGains((np.ones(3), before / after), spread, covariance, _doubts(spread, "reference skin"))


def _doubts(spread: float, what: str) -> tuple[Finding, ...]:
    if spread <= MOST_SPREAD_DE00:
        return ()
    return (Finding("W423", detail=f"Parts of the {what} differ by {spread:.1f} dE2000 in how they changed"),)


def _marked(regions: Sequence[Region], role: str) -> list[Region]:
    marked = [region for region in regions if region.role == role]
    if not marked:
        raise Problem("E420", detail=f"no region has the role {role!r}")
    return marked


def _samples(
    baseline: Photo, followup: Photo, alignment: Alignment, regions: Sequence[Region], role: str
) -> tuple[tuple[Gains, Gains], tuple[Gains, Gains]]:
    """Return, for each photo, places (N x 2, 0 to 1 within each piece) and light (N x 3)."""
    marked = _marked(regions, role)
    here = [region for region in marked if region.photo == "baseline"]
    there = [region for region in marked if region.photo == "followup"]
    before = here or [warped(region, alignment.to_baseline) for region in there]
    after = there or [warped(region, alignment.to_followup) for region in here]
    factor = GRAY_FACTOR if role == "gray" else SKIN_FACTOR
    return _light(baseline, before, factor), _light(followup, after, factor)


def _light(photo: Photo, marked: Sequence[Region], factor: int) -> tuple[Gains, Gains]:
    places, lights = [], []
    for region in marked:
        box = pixel_box(region, photo.shape)
        mask = rasterize(region, box) & ~photo.clipped(box)
        if photo.valid is not None:
            mask &= photo.valid[box.slices]
        if not mask.any():  # outside of the photo
            continue
        # As metrics see it: the median of single 8-bit steps drifts with the exposure.
        weight = mask.astype(np.float32)
        total, count = (
            cv2.blur(np.asarray(values), (3, 3), borderType=cv2.BORDER_CONSTANT)
            for values in (photo.finely(box, factor) * weight[..., None], weight)
        )
        y, x = np.nonzero(mask)
        places.append(np.stack([x, y], axis=1) / np.array(box.shape[::-1]))
        lights.append(total[mask] / count[mask][:, None])
    light = np.concatenate([np.zeros((0, 3)), *lights]).astype(np.float64)
    if len(light) < MIN_PIXELS:
        names = ", ".join(region.name for region in marked)
        raise Problem("E420", photo.name, f"fewer than {MIN_PIXELS} usable pixels in {names}")
    if np.any(np.median(light, axis=0) <= DARKEST):
        raise Problem("E420", photo.name, "it is black in one channel")
    return np.concatenate(places), np.asarray(light)


def _middle(light: Gains) -> Gains:
    """Return the median green, and red and blue by the medians of their ratio to it, which treatment-free
    erythema indices then share exactly.
    """
    log = np.log(np.maximum(light, DARKEST))
    green = np.median(log[:, 1])
    red, blue = (green + np.median(log[:, channel] - log[:, 1]) for channel in (0, 2))
    return np.asarray(np.exp(np.array([red, green, blue])))


def _flat(light: Gains) -> Gains:
    """Return the color of one flat surface: the mean of what is near the median, finer than 8-bit steps."""
    middle = np.median(light, axis=0)
    off = np.abs(light / middle - 1).max(axis=1)
    return np.asarray(light[off <= max(3 * float(np.median(off)), 0.02)].mean(axis=0))


def _spread(first: tuple[Gains, Gains], second: tuple[Gains, Gains], color: Gains) -> tuple[float, Gains]:
    """Return how differently six parts of the surface changed: mean dE2000 on `color`, and the covariance."""
    before, after = ([_middle(part) for part in _parts(*one)] for one in (first, second))
    logs = np.log(before) - np.log(after)
    shown = color * np.exp(logs - logs.mean(axis=0))
    light, middle = lab(shown.astype(np.float32)), lab(color[None].astype(np.float32))
    spread = float(delta_e_2000(light, np.broadcast_to(middle, light.shape)).mean())
    return spread, parts_covariance(before, after)


def _parts(places: Gains, light: Gains) -> list[Gains]:
    """Return the light of six parts, three across and two down, of about as many pixels each."""
    parts = []
    for column in np.array_split(np.argsort(places[:, 0], kind="stable"), 3):
        for part in np.array_split(column[np.argsort(places[column, 1], kind="stable")], 2):
            parts.append(light[part])
    return parts
