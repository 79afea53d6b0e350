"""What the maps of a pair's photos follow: the recipe's settings, the regions, vessels painted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photocompare.alignment import Alignment, on_followup
from photocompare.color import NormalizedPair, own_vectors
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


def painted_over(pair: NormalizedPair, edits: Sequence[VesselEdit | None]) -> NormalizedPair:
    """Return the pair with the vessels a person painted in place of the detected ones."""
    first, second = (
        edited(photo, edit) if edit else photo
        for photo, edit in zip((pair.baseline, pair.followup), edits, strict=True)
    )
    return replace(pair, baseline=first, followup=second)
