"""What the maps of a pair's photos follow: the recipe's settings, the regions, vessels painted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from inspect import isfunction

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment, on_followup
from photocompare.color import CorrectedPhoto, NormalizedPair, own_vectors
from photocompare.errors import Finding
from photocompare.recipe import Recipe
from photocompare.regions import Region, pixel_box
from photocompare.vessels import VesselEdit, edited


def with_settings(
    pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region], recipe: Recipe
) -> NormalizedPair:
    """Return the pair with the settings that maps of its photos follow, and where they are wanted."""
    measured = [region for region in regions if region.role == "measure"]
    placed = [region for region in measured if alignment.accepted or region.followup]
    there = [on_followup(region, alignment) for region in placed]
    first, second = (
        replace(
            photo,
            vessels=recipe.vessels,
            spots=recipe.spots,
            focus=tuple(pixel_box(one, photo.shape) for one in outlines),
        )
        for photo, outlines in ((pair.baseline, measured), (pair.followup, there))
    )
    if recipe.redness.vectors == "fixed":
        return replace(pair, baseline=first, followup=second)
    vectors = own_vectors(first)
    doubts = () if vectors is not None else (Finding("W481", first.photo.name),)
    first, second = replace(first, vectors=vectors), replace(second, vectors=vectors)
    return replace(pair, baseline=first, followup=second, findings=(*pair.findings, *doubts))


def with_maps_of(pair: NormalizedPair, known: CorrectedPhoto | None) -> NormalizedPair:
    """Return the pair with the maps of its baseline that were made for an earlier pair, where they hold.

    `known` is that pair's baseline as `own_maps` left it. What a map of one photo is made of: its pixels,
    correction, scale, settings and where it is wanted; the even light, which the follow-up has a say in, is
    not among it.
    """
    photo = pair.baseline
    if known is None or known.photo is not photo.photo or known.even or photo.even:
        return pair
    plain = ("scale", "scale_unit", "vessels", "spots", "focus")
    same = all(getattr(known, name) == getattr(photo, name) for name in plain)
    same = same and np.array_equal(known.correction, photo.correction)
    if not same or not _alike(known.vectors, photo.vectors):
        return pair
    return replace(pair, baseline=replace(photo, _maps=dict(known._maps)))


def own_maps(photo: CorrectedPhoto) -> CorrectedPhoto:
    """Return the photo with only those of its maps that it alone tells, not a pair or its regions."""
    return replace(photo, _maps={key: kept for key, kept in photo._maps.items() if isfunction(key)})


def _alike(one: NDArray[np.float64] | None, other: NDArray[np.float64] | None) -> bool:
    return one is other or (one is not None and other is not None and np.array_equal(one, other))


def painted_over(pair: NormalizedPair, edits: Sequence[VesselEdit | None]) -> NormalizedPair:
    """Return the pair with the vessels a person painted in place of the detected ones."""
    first, second = (
        edited(photo, edit) if edit else photo
        for photo, edit in zip((pair.baseline, pair.followup), edits, strict=True)
    )
    return replace(pair, baseline=first, followup=second)
