"""The skin a region is held against: the untreated reference skin, and the ring around the region."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment, on_followup
from photocompare.color import CorrectedPhoto
from photocompare.patch import Patch
from photocompare.photo import Box
from photocompare.regions import Region, pixel_box, rasterize, warped, whole

Mask = NDArray[np.bool_]
BAND, ENOUGH_PX, MOST_BANDS_LEFT_OUT = 8, 100_000, 8
FRAME_STEP = 32.0
"""Pixels between the points of a photo's frame that are carried over: skin bends over hundreds."""
RING_SHARE = 0.25
"""The ring is this share of the region's equivalent diameter wide..."""
GAP_SHARE = 0.03
"""...and begins this share away from it, as the border of a lesion is soft."""


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What lies about the regions on one photo, as outlines in its pixels; made once a pair, so itself a key.

    Attributes:
        frame: what the other photo shows.
        excluded: regions of role `exclude`.
        untreated: regions of role `reference`.
        measured: regions of role `measure`.
    """

    frame: Region
    excluded: tuple[Region, ...]
    untreated: tuple[Region, ...]
    measured: tuple[Region, ...]


@dataclass(frozen=True)
class AboutBoth:
    """A step of cutting regions out of a pair: what lies about them on both photos, carried over once."""

    regions: tuple[Region, ...]
    alignment: Alignment

    def __call__(self, baseline: CorrectedPhoto) -> tuple[Surroundings, Surroundings]:
        """Return the surroundings on the baseline and on the follow-up."""
        alignment = self.alignment
        roles = ("exclude", "reference", "measure")
        groups = [tuple(one for one in self.regions if one.role == role) for role in roles]
        # What is measured or untreated needs no place on a photo that it is not asked for.
        placed = [groups[0], *(tuple(filter(self._has_place, group)) for group in groups[1:])]
        there = [tuple(on_followup(one, alignment) for one in group) for group in placed]
        frames = whole(alignment.baseline_shape), whole(alignment.followup_shape)
        if alignment.accepted:
            carried = alignment.to_baseline, alignment.to_followup
            frames = warped(frames[1], carried[0], FRAME_STEP), warped(frames[0], carried[1], FRAME_STEP)
        return Surroundings(frames[0], *groups), Surroundings(frames[1], *there)

    def _has_place(self, region: Region) -> bool:
        return self.alignment.accepted or bool(region.followup)


@dataclass(frozen=True)
class UntreatedSkin:
    """Finds the reference skin on a photo: all regions of role `reference` together."""

    about: Surroundings

    def __call__(self, photo: CorrectedPhoto) -> Patch | None:
        """Return the measurable pixels of the reference skin, or None where there are none."""
        outlines = [(one, pixel_box(one, photo.shape)) for one in self.about.untreated]
        boxes = np.array([box for _, box in outlines if min(box.shape) > 0])
        if not len(boxes):
            return None
        low, high = boxes.min(axis=0), boxes.max(axis=0)
        box = Box(int(low[0]), int(high[1]), int(low[2]), int(high[3]))
        inside = np.logical_or.reduce([rasterize(one, box) for one, _ in outlines])
        return _patch(photo, box, inside & rasterize(self.about.frame, box), self.about.excluded)


@dataclass(frozen=True)
class RingOfSkin:
    """Finds the skin around `region` on a photo: as wide as a quarter of its equivalent diameter."""

    region: Region
    about: Surroundings

    def __call__(self, photo: CorrectedPhoto) -> Patch | None:
        """Return the measurable pixels of the ring, or None where there are none.

        Left out: what only one photo shows, excluded and other measured regions, clipped pixels.
        """
        own = pixel_box(self.region, photo.shape)
        across = 2 * math.sqrt(max(float(np.count_nonzero(rasterize(self.region, own))), 1.0) / math.pi)
        reach = (GAP_SHARE + RING_SHARE) * across
        box, factor = _in_blocks(own.grown(math.ceil(reach), photo.shape), photo.shape)
        within = rasterize(self.region, box)
        rows, ring = _rows(box), np.zeros(box.shape, dtype=bool)
        away = _distance(~within, factor)[rows]
        ring[rows] = (away > GAP_SHARE * across) & (away <= reach)
        ring &= rasterize(self.about.frame, box)
        # A region drawn around this one is its surround and does not leave it.
        others = [
            one
            for one in self.about.measured
            if one.name != self.region.name and one.touches(box) and not _covers(rasterize(one, box), within)
        ]
        return _patch(photo, box, ring, (*self.about.excluded, *others))


def without(photo: CorrectedPhoto, box: Box, inside: Mask, excluded: Sequence[Region]) -> Mask:
    """Return the pixels of `inside` that are shown at all and lie in none of the excluded regions."""
    candidates = inside.copy()
    for other in filter(lambda one: one.touches(box), excluded):
        candidates &= ~rasterize(other, box)
    if photo.photo.valid is not None:
        candidates &= photo.photo.valid[box.slices]
    return candidates


def with_surround(patch: Patch, region: Region, about: Surroundings) -> Patch:
    """Return the patch of `region`, told where its reference skin and its ring are."""
    return replace(patch, untreated=UntreatedSkin(about), ring=RingOfSkin(region, about))


def _in_blocks(box: Box, shape: tuple[int, int]) -> tuple[Box, int]:
    """Return the box grown to whole blocks counted from the photo's corner, and the pixels along a block."""
    factor = max(1, int(math.sqrt(box.shape[0] * box.shape[1] / ENOUGH_PX)))
    bottom, right = (
        min(-(-side // factor) * factor, n) for side, n in zip((box.bottom, box.right), shape, strict=True)
    )
    return Box(box.top // factor * factor, bottom, box.left // factor * factor, right), factor


def _distance(outside: Mask, factor: int) -> NDArray[np.float32]:
    """Return h x w, how far from the region each pixel is, by distances between the middles of blocks."""
    if factor == 1:
        return np.asarray(cv2.distanceTransform(outside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE))
    padded = np.pad(outside, [(0, -side % factor) for side in outside.shape], mode="edge")
    blocks = np.ascontiguousarray(padded[factor // 2 :: factor, factor // 2 :: factor]).astype(np.uint8)
    away = cv2.distanceTransform(blocks, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) * factor
    height, width = outside.shape
    return np.asarray(cv2.resize(away, padded.shape[::-1])[:height, :width])


def _rows(box: Box) -> NDArray[np.intp]:
    """Return the rows of the box that are read: of a large box every few bands, enough for a median."""
    every = max(1, min(MOST_BANDS_LEFT_OUT, box.shape[0] * box.shape[1] // ENOUGH_PX))
    return np.flatnonzero(np.arange(box.shape[0]) // BAND % every == 0)


def _covers(other: Mask, within: Mask) -> bool:
    return bool(np.count_nonzero(other & within) > 0.5 * np.count_nonzero(within))


def _patch(photo: CorrectedPhoto, box: Box, inside: Mask, excluded: Sequence[Region]) -> Patch | None:
    candidates = without(photo, box, inside, excluded)
    rows = np.flatnonzero(candidates.any(axis=1))
    # Of a thinned ring most rows hold nothing.
    for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []:
        here = Box(box.top + int(run[0]), box.top + int(run[-1]) + 1, box.left, box.right)
        candidates[run[0] : run[-1] + 1] &= ~photo.photo.clipped(here)
    return Patch(photo, box, candidates) if candidates.any() else None
