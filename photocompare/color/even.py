"""What the skin outside the measured regions says of the light in both photos of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.lab import DARKEST
from photocompare.color.light import FEWEST_CELLS, LightField, Surface, field_of, fit_surface, knot_places
from photocompare.photo import Box, Photo
from photocompare.regions import Region, area, rasterize, warped

Points = NDArray[np.float64]
CELLS = 96
"""Cells along the longer side of a photo."""
MARGIN = 3
"""Cells left out around a measured region: a treatment ends softly."""
SKIN_HUE, SKIN_LIGHT = 0.35, 1.2
"""How far skin may be from the measured skin, in the log of red/green and blue/green, and of light."""
ALIKE = 1.25
"""Neighboring cells err alike, so a plane through them is less sure than it looks (lossless null pairs)."""
ERROR_ALLOWED = 0.02
SMALLEST_CHANGE = 0.005
"""Light that changed less moves L* by a tenth: not worth touching the pixels for."""


@dataclass(frozen=True, eq=False)
class EvenLight:
    """The light of both photos.

    Attributes:
        baseline, followup: the fields, 1 where the color reference is.
        change: the largest change of the light from one photo to the other on measured skin, as a share.
        slope_error: standard error of that change, as far as the skin about the measured regions tells it.
        error: the same with that of the light where the reference lies, if it moved.
        hue_change: how far the change of the light's *color* differs between measured skin and reference,
            as a share of red or blue to green: mixed light.
    """

    baseline: LightField
    followup: LightField
    change: float
    slope_error: float
    error: float
    hue_change: float

    @property
    def sure(self) -> bool:
        """Return whether the estimate is good enough to be used unasked, and there is something to remove."""
        enough = max(2 * self.slope_error, SMALLEST_CHANGE)
        return self.slope_error < ERROR_ALLOWED and self.change > enough


@dataclass(frozen=True, eq=False)
class _Cells:
    """A photo in cells: H x W x 3 of log light, red/green and blue/green; unmeasured skin; pixels a cell."""

    light: NDArray[np.float32]
    skin: NDArray[np.float32]
    size: Points


def even_light(
    photos: tuple[Photo, Photo],
    corrections: tuple[Points, Points],
    alignment: Alignment,
    regions: Sequence[Region],
    references: tuple[Sequence[Region], Sequence[Region]],
    seats: tuple[Points, Points] | None = None,
) -> EvenLight | None:
    """Return the light of both photos, or None where too little unmeasured skin is shared.

    The change of the light is fitted to the ratio of both photos on the same skin, in which the skin's own
    pattern cancels; what is common to both, to their mean. `references` are the surfaces (a chart's
    outline, a card, reference skin) that gave each photo its color: the light counts as 1 there, in their
    middle or at `seats`, (x, y) in each photo.
    """
    measured = [region for region in regions if region.role == "measure"]
    if not measured:
        return None
    before = _cells(photos[0], corrections[0], measured, _covered(regions, references[0], "baseline"))
    carried = [warped(region, alignment.to_followup) for region in measured]
    hidden = [warped(region, alignment.to_followup) for region in _covered(regions, (), "baseline")]
    after = _cells(photos[1], corrections[1], carried, [*hidden, *references[1]])
    places, first, second = _shared(before, after, alignment)
    if len(places) < FEWEST_CELLS:
        return None
    change, *hues = (fit_surface(places, off, photos[0].shape) for off in (second - first).T)
    common = fit_surface(places, (first + second)[:, 0] / 2, photos[0].shape)
    anchors = _anchors(references, places, alignment)
    if seats is not None:
        anchors = np.array([seats[0], alignment.to_baseline(seats[1][None])[0]])
    levels, doubt = _levels(common, places, (first + second)[:, 0] / 2, photos[0].shape, anchors)
    outlines = np.concatenate([_ring(region) for region in measured])
    origin = anchors.mean(axis=0)
    differs = change.at(outlines) - float(change.at(origin[None])[0])
    slope_error = float(change.error_between(outlines, origin).max())
    return EvenLight(
        _field(photos[0].shape, None, common, change, -0.5, (anchors[0], levels[0])),
        _field(photos[1].shape, alignment, common, change, 0.5, (anchors[1], levels[1])),
        float(np.abs(np.expm1(differs)).max()),
        slope_error,
        float(np.hypot(slope_error, doubt)),
        float(max(np.ptp(hue.at(np.concatenate([outlines, anchors]))) for hue in hues)),
    )


def _field(
    shape: tuple[int, int],
    alignment: Alignment | None,
    common: Surface,
    change: Surface,
    share: float,
    anchor: tuple[Points, float],
) -> LightField:
    """Return a photo's field: what is common and its share of the change, 1 at the anchor.

    The anchor is a place in baseline pixels and the height of what is common there.
    """
    knots, size = knot_places(shape)
    places = knots if alignment is None else alignment.to_baseline(knots)
    # Beyond the baseline's own frame a surface of second order runs away.
    places = np.clip(places, 0, 2 * common.middle)
    here, level = anchor
    height = common.at(places) + share * change.at(places)
    return field_of(height - level - share * float(change.at(here[None])[0]), size)


def _levels(
    common: Surface, places: Points, heights: Points, shape: tuple[int, int], anchors: Points
) -> tuple[Points, float]:
    """Return the height (2,) of what is common at both anchors, and the standard error of their difference.

    A chart that lies elsewhere in the follow-up lies in other light, and a surface of second order does not
    know the slope at the rim of a limb: the plane through the skin about the anchors does.
    """
    middle = anchors.mean(axis=0)
    plane = fit_surface(places, heights, shape, near=middle)
    steps = plane.at(anchors) - float(plane.at(middle[None])[0])
    levels = float(common.at(middle[None])[0]) + steps
    apart = float(np.ptp(common.at(anchors)) - np.ptp(steps)) / 2
    return levels, ALIKE * float(np.hypot(plane.error_between(anchors[1:], anchors[0])[0], apart))


def _covered(regions: Sequence[Region], references: Sequence[Region], photo: str) -> list[Region]:
    """Return what lies on the skin or is none: excluded, cards, charts."""
    roles = ("exclude", "gray", "chart")
    marked = [region for region in regions if region.role in roles and region.photo == photo]
    return [*marked, *(one for one in references if one.role != "reference")]


def _cells(photo: Photo, correction: Points, measured: Sequence[Region], covered: Sequence[Region]) -> _Cells:
    scale = CELLS / max(photo.shape)
    size = (max(round(photo.shape[1] * scale), 8), max(round(photo.shape[0] * scale), 8))
    # Some 64 pixels a cell tell its light; all of them take as long as reading the photo.
    stride = max(int(1 / scale) // 8, 1)
    small = np.asarray(cv2.resize(photo.pixels[::stride, ::stride], size, interpolation=cv2.INTER_AREA))
    light = np.asarray(cv2.transform(photo.transfer.linear(small), correction.astype(np.float32)))
    log = np.log(np.maximum(light, DARKEST))
    pixels = np.array(photo.shape[::-1]) / np.array(size)
    inside = _mask(measured, size, pixels)
    near = cv2.dilate(inside.astype(np.uint8), np.ones((2 * MARGIN + 1, 2 * MARGIN + 1), np.uint8)) > 0
    hidden = cv2.dilate(_mask(covered, size, pixels).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    skin = ~near & ~hidden & (log.min(axis=2) > np.log(0.002)) & (log.max(axis=2) < np.log(0.98))
    if photo.valid is not None:
        skin &= cv2.resize(photo.valid.astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0
    if inside.any():
        skin &= _like(log, log[inside & ~hidden])
    parts = (log[..., :2].mean(axis=2), log[..., 0] - log[..., 1], log[..., 2] - log[..., 1])
    return _Cells(np.stack(parts, axis=2), skin.astype(np.float32), pixels)


def _like(log: NDArray[np.float32], skin: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return where the color is near that of the measured skin (N x 3 logarithms)."""
    if not len(skin):
        return np.ones(log.shape[:2], dtype=bool)
    off = log - np.median(skin, axis=0)
    hue = np.abs(off[..., [0, 2]] - off[..., [1]]).max(axis=2)
    return np.asarray((hue < SKIN_HUE) & (np.abs(off[..., 1]) < SKIN_LIGHT))


def _mask(regions: Sequence[Region], size: tuple[int, int], pixels: Points) -> NDArray[np.bool_]:
    mask = np.zeros(size[::-1], dtype=bool)
    for region in regions:
        # A scaling keeps edges straight: no need to split them.
        small = warped(region, lambda points: points / pixels, step=np.inf)
        mask |= rasterize(small, Box(0, size[1], 0, size[0]))
    return mask


def _shared(before: _Cells, after: _Cells, alignment: Alignment) -> tuple[Points, Points, Points]:
    """Return N x 2 baseline pixels of unmeasured skin that both photos show, and its light, N x 3 in each.

    The cells of both photos, each read between those of the other: so it does not matter which photo is
    called the baseline.
    """
    here, there = _places(before), _places(after)
    back = alignment.to_baseline(there)
    one, opposite, kept = _beside(before, after, here, alignment.to_followup(here))
    other, facing, also = _beside(after, before, there, back)
    places = np.concatenate([here[kept], back[also]])
    return places, np.concatenate([one, facing]), np.concatenate([opposite, other])


def _places(cells: _Cells) -> Points:
    """Return the N x 2 pixels of the middles of a photo's cells of unmeasured skin."""
    y, x = np.nonzero(cells.skin > 0)
    return (np.stack([x, y], axis=1) + 0.5) * cells.size


def _beside(
    cells: _Cells, others: _Cells, places: Points, carried: Points
) -> tuple[Points, Points, NDArray[np.bool_]]:
    """Return the light at `places` and that of the other photo at `carried`, and which of them both show."""
    if not len(places):
        return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0, dtype=bool)
    there = (carried / others.size - 0.5).astype(np.float32)
    light, skin = (
        cv2.remap(values, there[None], None, cv2.INTER_LINEAR, borderValue=0)[0]
        for values in (others.light, others.skin)
    )
    both = skin > 0.99
    return cells.light[cells.skin > 0][both].astype(np.float64), light[both].astype(np.float64), both


def _anchors(
    references: tuple[Sequence[Region], Sequence[Region]], places: Points, alignment: Alignment
) -> Points:
    """Return, in baseline pixels, where each photo's color comes from; the shared skin's middle for none."""
    middles = []
    for surfaces, photo in zip(references, ("baseline", "followup"), strict=True):
        points = [_ring(region).mean(axis=0) for region in surfaces if area(region) > 0]
        middle = np.mean(points, axis=0) if points else places.mean(axis=0)
        moved = photo == "followup" and bool(points)
        middles.append(alignment.to_baseline(middle[None])[0] if moved else middle)
    return np.array(middles)


def _ring(region: Region) -> Points:
    return np.concatenate([np.asarray(polygon[0], dtype=np.float64) for polygon in region.polygons])
