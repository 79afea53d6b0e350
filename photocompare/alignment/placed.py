"""Where a region lies in the follow-up: carried by a trusted map, or where a hand placed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.alignment import Alignment, Side
from photocompare.alignment.working import shrunk_mask
from photocompare.errors import Problem
from photocompare.regions import Region, warped

MASK_SIDE = 1200


def on_followup(region: Region, alignment: Alignment) -> Region:
    """Return `region`, outlined on the baseline, as it lies in the follow-up, in its pixels.

    Raises:
        Problem: E432 where no map is trusted and nobody placed it.
    """
    if region.followup:
        return replace(region, polygons=region.followup, photo="followup")
    if not alignment.accepted:
        raise Problem("E432", region.name)
    return warped(region, alignment.to_followup)


def placed_by_hand(alignment: Alignment, regions: Sequence[Region]) -> bool:
    """Return whether the pair is for looking at only, and yet a region to be measured is placed on both."""
    return alignment.grade == "view only" and any(one.followup for one in regions if one.role == "measure")


def split_by_hand(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return the regions with each surface that gives color as two outlines, one on each photo.

    Raises:
        Problem: E432 for a reference or card that has no place on the follow-up.
    """
    found: list[Region] = []
    beside = {region.role for region in regions if region.photo == "followup"}
    for region in regions:
        colors = region.role in ("reference", "gray") and region.photo == "baseline"
        if colors and not region.followup and region.role not in beside:
            raise Problem("E432", region.name)
        found.append(region)
        if colors and region.followup:
            found.append(replace(region, polygons=region.followup, photo="followup"))
    return tuple(found)


def outlined_skin(
    regions: Sequence[Region], shape: tuple[int, int], photo: Side = "baseline"
) -> NDArray[np.bool_] | None:
    """Return the skin to be matched as regions of role `skin` outline it on a photo; None where none does.

    A bool mask over the whole photo of (height, width), no longer than 1200 pixels.
    """
    skins = [region for region in regions if region.role == "skin" and region.photo == photo]
    if not skins:
        return None
    return shrunk_mask(skins, shape, min(1.0, MASK_SIDE / max(shape)))
