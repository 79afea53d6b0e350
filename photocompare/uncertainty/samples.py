"""A few thousand pixels of a region, as patches that a metric reads like any other, and disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.color.lab import DARKEST
from photocompare.patch import Patch
from photocompare.photo import Box
from photocompare.uncertainty.rounding import ROUNDINGS, file_steps, rounded

Light = NDArray[np.float32]
SAMPLED = 2000
"""Pixels: a median of so many is known to a fortieth of their spread, and only its differences count."""
GAIN_STEP = 0.004
"""Absorbance by which a channel is moved to see what follows; small, yet far above rounding."""
CHANNELS = [np.where(np.arange(3) == i, 10**-GAIN_STEP, 1).astype(np.float32) for i in range(3)]
GROUPS = 8
GRAIN = 0.002
"""How much noisier the means of 3 x 3 pixels may be on one photo than on the other, as a share of light."""
BESIDE = 3
"""Skin beside a region has other colors, so other rounding: its steps move so many times as fast."""
MOVES = ((0, 1), (0, -1), (1, 0), (-1, 0))


class NeedsPhoto(Exception):  # noqa: N818 - not a fault: the metric reads more than a sample has
    """The metric reads more of its patch than the light of its pixels."""


SETTINGS = ("vectors", "scale", "scale_unit", "vessels")
"""What a metric may ask of a sample's photo: nothing that depends on its pixels."""


class Sample(Patch):
    """Pixels of a region without their places: enough for a metric of the pixels' colors.

    Attributes:
        photo: the settings of its photo; asked for anything else it raises NeedsPhoto.
        reference, surround: pixels of the skin that the region is held against, not disturbed, as light may
            differ between the two; or None.
    """

    def __init__(self, photo: CorrectedPhoto, lights: list[Light], beside: tuple[Patch | None, ...]) -> None:
        object.__setattr__(self, "photo", photo if isinstance(photo, _Settings) else _Settings(photo))
        object.__setattr__(self, "box", Box(0, 1, 0, len(lights[0])))
        object.__setattr__(self, "mask", np.ones((1, len(lights[0])), dtype=bool))
        object.__setattr__(self, "_once", {})
        reference, surround = beside
        even = [one and one.in_even_light for one in beside]
        self.__dict__["linear"] = lights[0]
        self.__dict__["reference"], self.__dict__["surround"] = reference, surround
        self.__dict__["in_even_light"] = (
            self if len(lights) == 1 else Sample(photo, lights[1:], (even[0], even[1]))
        )

    def lit(self, gains: Light) -> Sample:
        """Return the same pixels in other light: each channel times its gain."""
        even = self.in_even_light
        lights = [self.linear] if even is self else [self.linear, even.linear]
        return Sample(self.photo, [light * gains for light in lights], (None, None))


class _Settings:
    """The settings of a photo without its pixels."""

    def __init__(self, photo: CorrectedPhoto) -> None:
        self._photo = photo

    def __getattr__(self, name: str) -> Any:
        if name not in SETTINGS:
            raise NeedsPhoto
        return getattr(self._photo, name)


@dataclass(frozen=True, eq=False)
class Samples:
    """A region of one photo on a coarse grid of its pixels.

    Attributes:
        base: its pixels as they are.
        raised: the same with more absorbance in R, G, B: `GAIN_STEP` each; `lowered` with less.
        moved: those of the outline moved by `pitch` pixels right, left, down, up.
        groups: `base` in eight parts.
        grained: `base` with more noise, where it can be had.
        rounded: `base` as the file had held it had its steps lain elsewhere; none of a lossless file.
        softer: `base` as means of 5 x 5 pixels instead.
        blurred, paler: `base` softer and of less contrast, where the metric reads vessels.
        share: how many of the region's independent pixels (nine each, as metrics read means of 3 x 3) these
            are, at most 1.
        pitch: pixels of the photo between neighbors on the grid.
    """

    base: Patch
    raised: tuple[Patch, ...]
    lowered: tuple[Patch, ...]
    moved: tuple[Patch, ...]
    groups: tuple[Patch, ...]
    share: float
    pitch: int
    grained: Patch | None = None
    rounded: tuple[Patch, ...] = ()
    softer: Patch | None = None
    blurred: Patch | None = None
    paler: Patch | None = None


def samples_of(patch: Patch) -> Samples:
    """Return the samples of a region on one photo."""
    grid, untreated = _Grid(patch), patch.reference
    ring = patch.surround if untreated is None else None
    others = [None if one is None else _Grid(one) for one in (untreated, ring)]

    # The skin beside it is the same for all, as light may differ between the two.
    reference, around = (
        None if one is None else Sample(patch.photo, one.lights(one.inside), (None, None)) for one in others
    )

    def sample(keep: NDArray[np.bool_], gains: NDArray[np.float32] | None = None) -> Sample:
        return Sample(patch.photo, grid.lights(keep, gains), (reference, reference or around))

    inside = grid.inside

    def again(one: _Grid, shift: int, steps: Light) -> list[Light]:
        return _rounded(patch.photo, one.lights(one.inside), steps, shift)

    def stored(shift: int, steps: Light) -> Sample:
        near, far = (
            None if one is None else Sample(patch.photo, again(one, BESIDE * shift, steps), (None, None))
            for one in others
        )
        return Sample(patch.photo, again(grid, shift, steps), (near, near or far))

    steps = file_steps(patch.photo.photo)
    return Samples(
        sample(inside),
        tuple(sample(inside, one) for one in CHANNELS),
        tuple(sample(inside, np.reciprocal(one)) for one in CHANNELS),
        tuple(sample(_moved(inside, *move)) for move in MOVES),
        tuple(sample(part) for part in parts(inside)),
        min(1.0, float(np.count_nonzero(inside)) * 9 / max(grid.count, 1)),
        grid.pitch,
        sample(inside, _grain(int(np.count_nonzero(inside)))),
        () if steps is None else tuple(stored(shift, steps) for shift in range(ROUNDINGS)),
        Sample(patch.photo, grid.softly(inside), (reference, reference or around)),
    )


def _rounded(photo: CorrectedPhoto, lights: list[Light], steps: Light, shift: int) -> list[Light]:
    """Return lights rounded elsewhere, in the photo's own color: of several, each as the first is moved."""
    correction = photo.correction.astype(np.float32)
    own = lights[0] @ np.linalg.inv(correction).T
    moved = (rounded(own, steps, shift) @ correction.T / np.maximum(lights[0], DARKEST)).astype(np.float32)
    return [one * moved for one in lights]


class _Grid:
    """A coarse grid over a region: the light at its places, and which of them are `inside`."""

    def __init__(self, patch: Patch) -> None:
        self.count = int(np.count_nonzero(patch.mask))
        self.pitch = pitch = max(1, int(np.sqrt(self.count / SAMPLED)))
        rows, columns = (
            np.arange(low - pitch, high + pitch, pitch) + pitch // 2
            for low, high in ((patch.box.top, patch.box.bottom), (patch.box.left, patch.box.right))
        )
        height, width = patch.mask.shape
        self.inside = np.zeros((len(rows), len(columns)), dtype=bool)
        r, c = rows - patch.box.top, columns - patch.box.left
        r_in, c_in = (r >= 0) & (r < height), (c >= 0) & (c < width)
        self.inside[np.ix_(r_in, c_in)] = patch.mask[np.ix_(r[r_in], c[c_in])]
        own, wide = _light(patch.photo, rows, columns)
        even = patch.photo.in_even_light()
        slow = None if even is patch.photo or even.light is None else even.light.at_crossings(rows, columns)
        self._all, self._wide = ([light] if slow is None else [light, light / slow] for light in (own, wide))

    def lights(self, keep: NDArray[np.bool_], gains: NDArray[np.float32] | None = None) -> list[Light]:
        """Return the light (N x 3) of the places to keep: as it is and, where known, in even light."""
        return [one[keep] if gains is None else one[keep] * gains for one in self._all]

    def softly(self, keep: NDArray[np.bool_]) -> list[Light]:
        """Return `lights`, of means of 5 x 5 pixels."""
        return [one[keep] for one in self._wide]


def _light(photo: CorrectedPhoto, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[Light, Light]:
    """Return the mean light of 3 x 3 and of 5 x 5 pixels about each place of a grid, h x w x 3."""
    near = np.arange(-2, 3)
    height, width = photo.shape
    y = np.clip((rows[:, None] + near).ravel(), 0, height - 1)
    x = np.clip((columns[:, None] + near).ravel(), 0, width - 1)
    light = photo.finely_at(y, x).reshape(len(rows), 5, len(columns), 5, 3)
    return light[:, 1:4, :, 1:4].mean(axis=(1, 3)), light.mean(axis=(1, 3))


def _moved(inside: NDArray[np.bool_], down: int, right: int) -> NDArray[np.bool_]:
    return np.roll(inside, (down, right), axis=(0, 1))


def _grain(count: int) -> NDArray[np.float32]:
    """Return N x 3 factors of light with a deviation of `GRAIN`, the same each time."""
    noise = np.random.default_rng(count).standard_normal((count, 3), dtype=np.float32)
    return np.asarray(1 + np.float32(GRAIN) * noise, dtype=np.float32)


def parts(inside: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """Yield the pixels inside in eight parts, each spread over all of it."""
    number = np.cumsum(inside).reshape(inside.shape) * 3 % GROUPS
    for group in range(GROUPS):
        yield inside & (number == group)
