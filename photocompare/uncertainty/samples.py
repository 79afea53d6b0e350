"""A few thousand pixels of a region, as patches that a metric reads like any other, and disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.metric import Patch
from photocompare.photo import Box

Light = NDArray[np.float32]
SAMPLED = 2000
"""Pixels: a median of so many is known to a fortieth of their spread, and only its differences count."""
GAIN_STEP = 0.01
"""Absorbance by which a channel is moved to see what follows; small, yet far above rounding."""
GROUPS = 8
MOVES = ((0, 1), (0, -1), (1, 0), (-1, 0))


class NeedsPhoto(Exception):  # noqa: N818 - not a fault: the metric reads more than a sample has
    """The metric reads more of its patch than the light of its pixels."""


class Sample(Patch):
    """Pixels of a region without their places: enough for a metric of the pixels' colors.

    Asked for its photo, which such a metric does not need, it raises NeedsPhoto.
    """

    def __init__(self, light: Light, even: Light | None = None) -> None:
        object.__setattr__(self, "box", Box(0, 1, 0, len(light)))
        object.__setattr__(self, "mask", np.ones((1, len(light)), dtype=bool))
        object.__setattr__(self, "_once", {})
        self.__dict__["linear"] = light
        self.__dict__["in_even_light"] = self if even is None else Sample(even)

    @property
    def photo(self) -> CorrectedPhoto:
        """Raise NeedsPhoto."""
        raise NeedsPhoto


@dataclass(frozen=True, eq=False)
class Samples:
    """A region of one photo on a coarse grid of its pixels.

    Attributes:
        base: its pixels as they are.
        raised: the same with more absorbance in R, G, B: `GAIN_STEP` each; `lowered` with less.
        moved: those of the outline moved by `pitch` pixels right, left, down, up.
        groups: `base` in eight parts.
        share: how many of the region's independent pixels (nine each, as metrics read means of 3 x 3) these
            are, at most 1.
        pitch: pixels of the photo between neighbors on the grid.
    """

    base: Sample
    raised: tuple[Sample, ...]
    lowered: tuple[Sample, ...]
    moved: tuple[Sample, ...]
    groups: tuple[Sample, ...]
    share: float
    pitch: int


def samples_of(patch: Patch) -> Samples:
    """Return the samples of a region on one photo."""
    count = int(np.count_nonzero(patch.mask))
    pitch = max(1, int(np.sqrt(count / SAMPLED)))
    rows, columns = (
        np.arange(low - pitch, high + pitch, pitch) + pitch // 2
        for low, high in ((patch.box.top, patch.box.bottom), (patch.box.left, patch.box.right))
    )
    height, width = patch.mask.shape
    inside = np.zeros((len(rows), len(columns)), dtype=bool)
    r, c = rows - patch.box.top, columns - patch.box.left
    r_in, c_in = (r >= 0) & (r < height), (c >= 0) & (c < width)
    inside[np.ix_(r_in, c_in)] = patch.mask[np.ix_(r[r_in], c[c_in])]
    light = _light(patch.photo, rows, columns)
    even = patch.photo.in_even_light()
    lights = [light] if even is patch.photo else [light, _light(even, rows, columns)]

    def sample(keep: NDArray[np.bool_], gains: NDArray[np.float32] | None = None) -> Sample:
        cut = [one[keep] if gains is None else one[keep] * gains for one in lights]
        return Sample(*cut)

    channels = [np.where(np.arange(3) == i, 10**-GAIN_STEP, 1).astype(np.float32) for i in range(3)]
    return Samples(
        sample(inside),
        tuple(sample(inside, one) for one in channels),
        tuple(sample(inside, np.reciprocal(one)) for one in channels),
        tuple(sample(_moved(inside, *move)) for move in MOVES),
        tuple(sample(part) for part in _parts(inside)),
        min(1.0, float(np.count_nonzero(inside)) * 9 / max(count, 1)),
        pitch,
    )


def _light(photo: CorrectedPhoto, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Light:
    """Return the mean light of 3 x 3 pixels about each place of a grid, h x w x 3."""
    near = np.arange(-1, 2)
    height, width = photo.shape
    y = np.clip((rows[:, None] + near).ravel(), 0, height - 1)
    x = np.clip((columns[:, None] + near).ravel(), 0, width - 1)
    light = photo.linear_at(y, x)
    size = (len(columns), len(rows))
    return np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _moved(inside: NDArray[np.bool_], down: int, right: int) -> NDArray[np.bool_]:
    return np.roll(inside, (down, right), axis=(0, 1))


def _parts(inside: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """Yield the grid's pixels inside in eight parts, each spread over all of it."""
    number = np.cumsum(inside).reshape(inside.shape) * 3 % GROUPS
    for group in range(GROUPS):
        yield inside & (number == group)
