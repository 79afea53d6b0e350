"""One region's own pixels on each photo of a pair: what may be measured, and what had to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment, on_followup
from photocompare.color import CorrectedPhoto, NormalizedPair
from photocompare.errors import Finding, Problem
from photocompare.patch import Patch
from photocompare.regions import Region, area, pixel_box, rasterize, whole
from photocompare.surround import AboutBoth, with_surround, without

SMALL_REGION_PX = 100
LEAST_SHARE_INSIDE = 0.80
MOST_CLIPPED = 0.05


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
    before = _Outline(pair.baseline, region, here.frame, here.excluded)
    carried = on_followup(region, alignment)
    after = _Outline(pair.followup, carried, there.frame, there.excluded)
    overlap_only = region.polygons == whole(alignment.baseline_shape).polygons
    shares = [1.0, 1.0] if overlap_only else [before.share_inside(), after.share_inside()]
    share = min(1.0, *shares)
    if share < LEAST_SHARE_INSIDE:
        raise Problem("E402", region.name, f"only {100 * share:.0f} % of it lies inside both photos")
    usable = 100 * min(before.usable() * shares[0], after.usable() * shares[1], 1.0)
    by_hand = [Finding("W416" if alignment.accepted else "W431", region.name)] if region.followup else []
    return RegionCut(
        with_surround(Patch(pair.baseline, before.box, before.kept), region, here),
        with_surround(Patch(pair.followup, after.box, after.kept), carried, there),
        int(np.count_nonzero(before.inside)),
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
    if (fewest := min(int(np.count_nonzero(one.kept)) for one in (before, after))) < SMALL_REGION_PX:
        findings.append(Finding("W406", name, f"only {fewest} pixels can be measured"))
    return findings


class _Outline:
    """The masks of a region on one photo: `inside` both photos, `clipped`, and `kept` for measuring."""

    def __init__(
        self, photo: CorrectedPhoto, region: Region, other_frame: Region, excluded: Sequence[Region]
    ) -> None:
        self.region = region
        self.box = box = pixel_box(region, photo.shape)
        self.inside = rasterize(region, box) & rasterize(other_frame, box)
        candidates = without(photo, box, self.inside, excluded)
        self.clipped: NDArray[np.bool_] = photo.photo.clipped(box) & candidates
        self.kept: NDArray[np.bool_] = candidates & ~self.clipped

    def share_inside(self) -> float:
        return float(np.count_nonzero(self.inside)) / area(self.region)

    def usable(self) -> float:
        return float(np.count_nonzero(self.kept)) / max(int(np.count_nonzero(self.inside)), 1)

    def clipped_share(self) -> float:
        return float(np.count_nonzero(self.clipped)) / max(int(np.count_nonzero(self.inside)), 1)
