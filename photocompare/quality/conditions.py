"""What differs between the two photos of a pair besides the skin, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color import NormalizedPair
from photocompare.quality.pair import PairQuality
from photocompare.regions import Region


@dataclass(frozen=True)
class Conditions:
    """How unlike the conditions of both photos are; None where a figure could not be had.

    Attributes:
        blur_px: by how much the softer photo is blurred more, standard deviation in pixels of the coarser.
        magnification: how many times as large one photo shows the skin as the other, at least 1.
        angle_deg: by how much the direction of view changed.
        overlap_percent: share of the baseline that the follow-up shows.
        color_de00: what color difference the correction left, in dE2000.
        light_percent: by how much the light changed more on one part of the measured skin than on another.
        noise_percent: noise of a pixel, in percent of its brightness, the worse photo's.
        softer: name of the softer photo.
        noise_more_percent: by how much the noise of one photo is more than that of the other.
        colorless: name of a photo whose red, green and blue are equal everywhere, or empty.
    """

    blur_px: float | None = None
    magnification: float | None = None
    angle_deg: float | None = None
    overlap_percent: float | None = None
    color_de00: float | None = None
    light_percent: float | None = None
    noise_percent: float | None = None
    softer: str = ""
    noise_more_percent: float | None = None
    colorless: str = ""


def conditions(
    quality: PairQuality, pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region]
) -> Conditions:
    """Return the conditions of a pair that was aligned and brought into one color."""
    stretches = _stretches(alignment)
    magnification = float(np.sqrt(stretches.prod()))
    noises = [one.noise_percent for one in quality.photos if one.noise_percent is not None]
    photos = pair.baseline.photo, pair.followup.photo
    gray = [one.name for one in photos if any(finding.code == "W211" for finding in one.findings)]
    return Conditions(
        None if quality.blur_px is None else abs(quality.blur_px),
        max(magnification, 1 / magnification),
        float(np.degrees(np.arccos(np.clip(stretches.min() / stretches.max(), 0, 1)))),
        alignment.overlap_percent,
        pair.error_de00,
        _light_percent(pair, alignment, regions),
        max(noises, default=None),
        (pair.followup if (quality.blur_px or 0) > 0 else pair.baseline).photo.name,
        max(noises) - min(noises) if len(noises) == 2 else None,
        gray[0] if gray else "",
    )


def _stretches(alignment: Alignment) -> NDArray[np.float64]:
    """Return by how much the map stretches the middle of the baseline, along and across.

    A surface seen at an angle is shortened by its cosine in one direction and not in the other. A hundredth
    of the side is spanned, so that the bend of the skin does not count.
    """
    height, width = alignment.baseline_shape
    middle, span = np.array([width / 2, height / 2]), max(height, width) / 100
    corners = np.array([[span, 0.0], [-span, 0.0], [0.0, span], [0.0, -span]])
    right, left, down, up = alignment.to_followup(middle + corners)
    jacobian = np.stack([right - left, down - up], axis=1) / (2 * span)
    return np.asarray(np.linalg.svd(jacobian, compute_uv=False))


def _light_percent(pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region]) -> float | None:
    """Return the largest difference of the change of light between places of the measured outlines."""
    if pair.baseline.light is None or pair.followup.light is None:
        return None
    outlines = [np.array(p[0]) for region in regions if region.role == "measure" for p in region.polygons]
    if not outlines:
        return None
    here = np.concatenate(outlines)
    change = np.log(pair.followup.light.at_points(alignment.to_followup(here)))
    change -= np.log(pair.baseline.light.at_points(here))
    return float(100 * np.expm1(np.ptp(change)))
