"""Many timepoints laid onto one baseline, the late ones through their neighbors where they must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from photocompare.alignment.align import align, prepared
from photocompare.alignment.alignment import Alignment, identity, inverted, overlap_percent, projected
from photocompare.alignment.field import field_on_grid, grid_of
from photocompare.alignment.fit import Start, fitted
from photocompare.alignment.placed import outlined_skin
from photocompare.alignment.refine import INTERVALS
from photocompare.photo import Photo
from photocompare.recipe import AlignmentRecipe
from photocompare.regions import Region


def align_series(
    photos: Sequence[Photo], recipe: AlignmentRecipe = AlignmentRecipe()
) -> tuple[Alignment, ...]:
    """Return the map first photo -> each photo, in order; the first is the identity.

    A photo that cannot be laid onto the first directly is laid onto its nearest earlier neighbor that could,
    and the two maps are joined and refined on the first photo again: `usable` at best, method `neighbor`, and
    the reason names the neighbor.
    """
    found: list[Alignment] = [identity(photos[0].shape)] if photos else []
    for index in range(1, len(photos)):
        direct = align(photos[0], photos[index], recipe)
        if not direct.accepted:
            neighbors = list(zip(photos[1:index], found[1:], strict=True))
            direct = through_neighbor(photos[0], photos[index], neighbors, direct, recipe)
        found.append(direct)
    return tuple(found)


def joined(first: Alignment, second: Alignment) -> Alignment:
    """Return the map that carries by `first`, then by `second`: one homography and field, errors added."""
    homography = second.homography @ first.homography
    homography = homography / homography[2, 2]
    shape = first.baseline_shape
    grid = grid_of(shape, 2 * INTERVALS)
    y, x = (np.linspace(0, side, 2 * count) for side, count in zip(shape, grid, strict=True))
    nodes = np.stack(np.meshgrid(x, y), axis=-1)
    flat = nodes.reshape(-1, 2)
    carried = second.to_followup(first.to_followup(flat))
    bend = projected(inverted(homography), carried) - flat
    magnification = float(np.sqrt(abs(np.linalg.det(first.homography[:2, :2]))))
    error = (first.error_px or 0.0) + (second.error_px or 0.0) / magnification
    return Alignment(
        homography,
        shape,
        second.followup_shape,
        "usable",
        matches=min(first.matches, second.matches),
        inliers=min(first.inliers, second.inliers),
        error_px=error,
        method="neighbor",
        field=field_on_grid(bend.reshape(nodes.shape), shape, grid),
        hits=min((one.hits for one in (first, second) if one.hits is not None), default=None),
    )


def through_neighbor(
    baseline: Photo,
    followup: Photo,
    neighbors: Sequence[tuple[Photo, Alignment]],
    direct: Alignment,
    recipe: AlignmentRecipe = AlignmentRecipe(),
    *,
    skin: Sequence[Region] = (),
) -> Alignment:
    """Return the map baseline -> follow-up through the latest of its `neighbors` that leads there.

    Each neighbor comes with its own map from the baseline. `direct` is what failed; it comes back where no
    neighbor helps. `skin` are outlines of role `skin`, as `align` takes them.
    """
    there = [region for region in skin if region.photo == "followup"]
    for neighbor, known in reversed(neighbors):
        if not known.accepted:
            continue
        step = align(neighbor, followup, recipe, skin=there)
        if step.accepted:
            way = joined(known, step)
            reason = f"through {neighbor.name}: directly, {direct.reason}"
            way = replace(_settled(baseline, followup, way, recipe, skin), reason=reason)
            return replace(way, overlap_percent=overlap_percent(way))
    return direct


def _settled(
    baseline: Photo, followup: Photo, way: Alignment, recipe: AlignmentRecipe, skin: Sequence[Region]
) -> Alignment:
    """Return the joined map refined on the two photos themselves, or as it was where they do not agree."""
    if way.field is None:
        return way
    first = prepared(baseline, outlined_skin(skin, baseline.shape), recipe)
    second = prepared(followup, outlined_skin(skin, followup.shape, "followup"), recipe)
    start = Start(way.homography, way.field, way.matches, way.inliers, "neighbor")
    refined = fitted(first, second, start, recipe)
    return replace(refined, grade="usable") if refined.accepted else way
