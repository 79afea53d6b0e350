"""One region's own pixels on each photo of a pair: what may be measured, and what had to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from photocompare.alignment import Alignment, on_followup
from photocompare.color import CorrectedPhoto, NormalizedPair
from photocompare.color.lab import XYZ_FROM_LINEAR
from photocompare.errors import Finding, Problem
from photocompare.patch import Patch
from photocompare.photo import Box
from photocompare.regions import Region, area, pixel_box, rasterize, whole
from photocompare.surround import AboutBoth, with_surround, without
from photocompare.together import together

SMALL_REGION_PX = 100
AT_ONCE_PX = 2_000_000
LEAST_SHARE_INSIDE = 0.80
MOST_CLIPPED = 0.05
TOO_DARK = 0.03
"""Luminance as a share of white: well exposed skin, the darkest too, is lighter."""
LOOKED_AT = 10_000
LUMINANCE = XYZ_FROM_LINEAR[1]


@dataclass(frozen=True, eq=False)
class RegionCut:
    """A region cut out of both photos.

    Attributes:
        before, after: its measurable pixels on each photo's own grid.
        area_px: pixels of the baseline inside the region and in both photos.
        usable_percent: share of the outlined area that could be measured, the lesser of the two photos.
        findings: doubts about it.
    """

    before: Patch
    after: Patch
    area_px: int
    usable_percent: float
    findings: tuple[Finding, ...]


def cut_region(
    pair: NormalizedPair, alignment: Alignment, region: Region, regions: Sequence[Region] = ()
) -> RegionCut:
    """Return `region` (outlined on the baseline) cut out of both photos, on their native pixels.

    Left out: what only one photo shows, clipped and transparent pixels, and `regions` of role `exclude`.
    Where no map is trusted, each photo is measured in the outline that a hand placed on it.

    Raises:
        Problem: E402 where less than 80 % of the region lies inside both photos, E432 where neither a map nor
            a hand places it on the follow-up, E435 where it is outlined there,
            E404 where it was outlined on a photo of another size.
    """
    if region.photo != "baseline":
        raise Problem("E435", region.name)
    for outlined in (region, *(other for other in regions if other.role == "exclude")):
        _check_size(outlined, pair.baseline.shape)
    here, there = pair.baseline.once(AboutBoth(tuple(regions), alignment))
    carried = on_followup(region, alignment)
    before, after = together(
        partial(_Outline, pair.baseline, region, here.frame, here.excluded),
        partial(_Outline, pair.followup, carried, there.frame, there.excluded),
    )
    overlap_only = region.polygons == whole(alignment.baseline_shape).polygons
    shares = [1.0, 1.0] if overlap_only else [before.share_inside(), after.share_inside()]
    share = min(1.0, *shares)
    if share < LEAST_SHARE_INSIDE:
        raise Problem("E402", region.name, f"only {100 * share:.0f} % of it lies inside both photos")
    usable = 100 * min(before.usable_share() * shares[0], after.usable_share() * shares[1], 1.0)
    by_hand = [Finding("W416" if alignment.accepted else "W431", region.name)] if region.followup else []
    return RegionCut(
        with_surround(Patch(pair.baseline, before.box, before.kept), region, here),
        with_surround(Patch(pair.followup, after.box, after.kept), carried, there),
        before.inside,
        usable,
        (*by_hand, *_doubts(region.name, share, before, after)),
    )


def _check_size(region: Region, shape: tuple[int, int]) -> None:
    """Refuse an outline made on another size of the photo: scaled, it would lie beside what was meant."""
    if region.size and region.photo == "baseline" and region.size != shape[::-1]:
        drawn, photo = (f"{width} x {height}" for width, height in (region.size, shape[::-1]))
        raise Problem(
            "E404", region.name, f"it was outlined on a photo of {drawn} pixels, this one has {photo}"
        )


def _doubts(name: str, share: float, before: _Outline, after: _Outline) -> list[Finding]:
    findings = []
    if share < 0.995:
        findings.append(Finding("W403", name, f"only {100 * share:.0f} % of it is in both photos"))
    if (clipped := max(before.clipped_share(), after.clipped_share())) > MOST_CLIPPED:
        findings.append(Finding("W409", name, f"{100 * clipped:.0f} % of the region is clipped"))
    if (fewest := min(before.usable, after.usable)) < SMALL_REGION_PX:
        findings.append(Finding("W406", name, f"only {fewest} pixels can be measured"))
    if (light := min(before.luminance(), after.luminance())) < TOO_DARK:
        findings.append(Finding("W408", name, f"its light is {100 * light:.1f} % of white"))
    return findings


class _Outline:
    """A region on one photo: `kept` are its pixels for measuring, of those `inside` and in both photos.

    Numbers of pixels: `inside`, those of them not excluded but `clipped`, and `usable`.
    """

    def __init__(
        self, photo: CorrectedPhoto, region: Region, other_frame: Region, excluded: Sequence[Region]
    ) -> None:
        self.photo, self.region = photo.photo, region
        self.box = box = pixel_box(region, photo.shape)
        self.kept = np.empty(box.shape, np.bool_)
        self.inside = self.clipped = self.usable = 0
        # Strip by strip: each mask of a whole photo asks for as many megabytes.
        step = max(AT_ONCE_PX // max(box.shape[1], 1), 1)
        for top in range(box.top, box.bottom, step):
            strip = Box(top, min(top + step, box.bottom), box.left, box.right)
            inside = rasterize(region, strip) & rasterize(other_frame, strip)
            candidates = without(photo, strip, inside, excluded)
            clipped = photo.photo.clipped(strip) & candidates
            self.inside += int(np.count_nonzero(inside))
            self.clipped += int(np.count_nonzero(clipped))
            self.kept[top - box.top : strip.bottom - box.top] = candidates & ~clipped
        self.usable = int(np.count_nonzero(self.kept))

    def share_inside(self) -> float:
        return self.inside / area(self.region)

    def usable_share(self) -> float:
        return self.usable / max(self.inside, 1)

    def clipped_share(self) -> float:
        return self.clipped / max(self.inside, 1)

    def luminance(self) -> float:
        """Return the median luminance of some of what is kept, as stored; 1 where there is nothing."""
        step = max(1, int(np.sqrt(self.kept.size / LOOKED_AT)))
        kept = self.kept[::step, ::step]
        if not kept.any():
            return 1.0
        stored = np.ascontiguousarray(self.photo.pixels[self.box.slices][::step, ::step])
        return float(np.median(self.photo.transfer.linear(stored)[kept] @ LUMINANCE))
