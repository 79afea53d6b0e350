"""A Patch: one region on one photo, as a metric sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto, absorbance, lab
from photocompare.errors import NotMeasurable
from photocompare.kept import kept
from photocompare.photo import Box

MIN_PIXELS = 16
LARGEST_AT_ONCE, STRIP = 1_000_000, 500_000
TILE = 3
"""Side of the square of pixels whose mean light is one value."""
TILED_FROM = 150_000
"""From so many pixels on, squares that lie side by side are read instead of those about every pixel."""
SPARSE = 0.5
"""Below this share of rows that hold a measured pixel, only those rows are looked at."""
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Patch:
    """One region on one photo, as a metric sees it.

    Attributes:
        photo: the photo in measuring color; its `once` computes a map of the whole photo a single time.
        box: the region's pixel rectangle on that photo.
        mask: bool of `box`, True for the pixels that may be measured.
        untreated: finds the reference skin on a photo, or None where the pair has none.
        ring: finds the skin around the region on a photo, or None where it has no surround.
        least: fewer pixels than these cannot be measured.
        tiled: whether one pixel of each 3 x 3 is read, or None: where there are 150,000 and more.
    """

    photo: CorrectedPhoto
    box: Box
    mask: NDArray[np.bool_]
    untreated: Skin | None = None
    ring: Skin | None = None
    least: int = MIN_PIXELS
    tiled: bool | None = None
    # Not given on by `replace`: another mask or photo has other values.
    _once: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)
    _means: list[NDArray[np.float32]] = field(default_factory=list, init=False, repr=False)

    @kept
    def reference(self) -> Patch | None:
        """Return the untreated reference skin of the same photo, or None; shared by all regions."""
        return self.photo.once(self.untreated) if self.untreated else None

    @kept
    def surround(self) -> Patch | None:
        """Return what a lesion is held against: the reference skin, or else a ring around the region."""
        return self.reference or (self.ring(self.photo) if self.ring else None)

    def once(self, compute: Callable[[Patch], T]) -> T:
        """Return `compute(self)`, computed once and kept: measures that share a step share its cost."""
        if compute not in self._once:
            self._once[compute] = compute(self)
        kept: T = self._once[compute]
        return kept

    @kept
    def linear(self) -> NDArray[np.float32]:
        """Return N x 3 corrected linear sRGB of the measured pixels, each the mean of its measured neighbors.

        A 3 x 3 mean in linear light: one 8-bit step is more than an erythema point in dark skin, and the
        median of such steps drifts with the exposure by 0.2 points; their means do not (0.03). Of a region of
        150,000 pixels and more these squares lie side by side, so that each pixel counts once: squares about
        every pixel say nine times the same.

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left.
        """
        self._enough()
        if not self._means:
            self._means.append(self._mean_light())
        if not self.photo.even or self.photo.light is None:
            return self._means[0]
        # Light bends over hundreds of pixels: divided by it after the mean of 3 x 3, not decoded again.
        (top, bottom, left, right), (down, across) = self.box, self._places
        inside, rows = self.mask[down, across], np.arange(top, bottom)[down]
        some = inside.any(axis=1)
        light = self.photo.light.at_crossings(rows[some], np.arange(left, right)[across])
        return self._means[0] / light[inside[some]]

    @kept
    def in_tiles(self) -> bool:
        """Return whether of every 3 x 3 pixels only the middle is read, for all of them."""
        return int(np.count_nonzero(self.mask)) >= TILED_FROM if self.tiled is None else self.tiled

    def read(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return those of h x w values of the box's pixels that go with `linear`, N."""
        return np.asarray(values[self._places][self.mask[self._places]])

    @kept
    def _places(self) -> tuple[slice, slice]:
        """Return the rows and columns of the box that are read: of tiles, counted from the photo's corner."""
        if not self.in_tiles:
            return slice(None), slice(None)
        down, across = (
            slice(-low % TILE + TILE // 2, high // TILE * TILE - low, TILE)
            for low, high in (self.box[:2], self.box[2:])
        )
        return down, across

    def _mean_light(self) -> NDArray[np.float32]:
        """Return N x 3 means of 3 x 3 pixels, in the light of the photo: of a large region strip by strip."""
        if strips := self._strips(self.mask.size):
            return _joined((one._mean_light() for one in strips), self.count)
        own, mask, places = self.photo.in_own_light(), self.mask, self._places
        if (runs := self._runs) is None:
            light = own.finely(self.box)
        else:
            # Between two runs lie rows that nothing is measured of, as 3 x 3 pixels must not reach across.
            apart = TILE if self.in_tiles else 1
            rows = np.concatenate([np.append(run, np.full(apart, run[-1])) for run in runs])
            between = np.concatenate([np.arange(len(run) + apart) >= len(run) for run in runs])
            light = own.finely_rows(rows, slice(self.box.left, self.box.right))
            mask = self.mask[rows - self.box.top] & ~between[:, None]
            down = slice(TILE // 2, None, TILE) if self.in_tiles else slice(None)
            places = down, places[1]
        if not mask.all():
            light = np.asarray(cv2.copyTo(light, mask.view(np.uint8)))  # 0 elsewhere
        total, count = (self._averaged(values, places) for values in (light, mask.astype(np.float32)))
        inside = mask[places]
        # Ten times as fast as numpy's picking by a mask.
        mean: NDArray[np.float32] = total.reshape(-1, 3).take(np.flatnonzero(inside), axis=0)
        mean /= count[inside][:, None]
        return mean

    @kept
    def _runs(self) -> list[NDArray[np.intp]] | None:
        """Return the photo's rows to look at, as runs of neighbors, or None where all of the box are."""
        height, side = len(self.mask), TILE if self.in_tiles else 1
        rows = np.unique((self.box.top + np.flatnonzero(self.mask.any(axis=1))) // side)
        if side * len(rows) >= SPARSE * height:
            return None
        whole = rows[(rows * side >= self.box.top) & ((rows + 1) * side <= self.box.bottom)]
        runs = np.split(whole, np.flatnonzero(np.diff(whole) > 1) + 1)
        return [np.arange(run[0] * side, (run[-1] + 1) * side) for run in runs if len(run)] or None

    def _averaged(self, values: NDArray[np.float32], places: tuple[slice, slice]) -> NDArray[np.float32]:
        """Return the mean of 3 x 3 values about each of the places."""
        if not self.in_tiles:
            return np.asarray(cv2.blur(values, (TILE, TILE), borderType=cv2.BORDER_CONSTANT))
        rows, columns = (slice(side.start - TILE // 2, side.stop) for side in places)
        whole = values[rows, columns]
        size = whole.shape[1] // TILE, whole.shape[0] // TILE
        if 0 in size:  # a last strip of less than a tile
            return np.zeros((size[1], size[0], *values.shape[2:]), np.float32)
        return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA))

    @kept
    def absorbance(self) -> NDArray[np.float32]:
        """Return N x 3 absorbance (-log10 of linear R, G, B) of the measured pixels."""
        return absorbance(self.linear)

    @kept
    def lab(self) -> NDArray[np.float32]:
        """Return N x 3 CIELAB (D65, 2 degrees) of the measured pixels."""
        return lab(self.linear)

    @kept
    def count(self) -> int:
        """Return how many values are read, N."""
        return int(np.count_nonzero(self.read(self.mask)))

    def each(self, values: Callable[[Patch], NDArray[np.float32]]) -> NDArray[np.float32]:
        """Return `values(patch)` of the measured pixels, N: a large region strip by strip.

        So a photo of 50 megapixels that is one region costs its light and a number a value, and not its
        absorbance and CIELAB at once.

        Raises:
            NotMeasurable: E406 where fewer than 16 pixels are left.
        """
        strips = self._strips(self._reach)
        if not strips:
            return values(self)
        ends = np.cumsum([one.count for one in strips])
        if not self._means:
            self._enough()
            self._means.append(self._mean_light())
        for one, end in zip(strips, ends, strict=True):
            one._means.append(self._means[0][end - one.count : end])
        return _joined((values(one) for one in strips), self.count)

    @property
    def large(self) -> bool:
        """Return whether `each` goes strip by strip, so that what it returns is nobody else's."""
        return bool(self._strips(self._reach))

    @property
    def _reach(self) -> int:
        """Return the values there would be if the whole box were measured."""
        return self.mask.size // TILE**2 if self.in_tiles else self.mask.size

    def _strips(self, at_once: int) -> list[Patch]:
        """Return the region in strips, or none where its `at_once` values at once are not too many.

        Rows without a measured pixel are passed over where they are many.
        """
        (height, width), side = self.mask.shape, TILE if self.in_tiles else 1
        runs = self._runs
        looked_at = height if runs is None else sum(map(len, runs))
        if at_once * looked_at <= LARGEST_AT_ONCE * height:
            return []
        step = max(STRIP // (width * side), 1) * side
        found = []
        for run in [np.arange(self.box.top, self.box.bottom)] if runs is None else runs:
            start = int(run[0]) // side * side
            for first in range(start, int(run[-1]) + 1, step):
                top, bottom = max(first, self.box.top), min(first + step, int(run[-1]) + 1)
                mask = self.mask[top - self.box.top : bottom - self.box.top]
                box = Box(top, bottom, self.box.left, self.box.right)
                found.append(Patch(self.photo, box, mask, least=0, tiled=self.in_tiles))
        return found

    @kept
    def in_even_light(self) -> Patch:
        """Return the same pixels without the photo's slow shading; itself where that is not removed."""
        even = self.photo.in_even_light()
        if even is self.photo:
            return self
        found = replace(self, photo=even)
        object.__setattr__(found, "_means", self._means)  # the same pixels in their own light
        return found

    def holds(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which points (N x 2: x, y in photo pixels) lie on measured pixels."""
        column, row = np.floor(points).astype(np.intp).T
        box = self.box
        within = (row >= box.top) & (row < box.bottom) & (column >= box.left) & (column < box.right)
        within[within] = self.mask[row[within] - box.top, column[within] - box.left]
        return np.asarray(within)

    def _enough(self) -> None:
        if np.count_nonzero(self.mask) < self.least:
            raise NotMeasurable("E406")


def _joined(parts: Iterable[NDArray[np.float32]], count: int) -> NDArray[np.float32]:
    """Return the parts as one array of `count` values, filled in as they come: so they never stand twice."""
    found: NDArray[np.float32] | None = None
    done = 0
    for part in parts:
        found = np.empty((count, *part.shape[1:]), part.dtype) if found is None else found
        found[done : done + len(part)] = part
        done += len(part)
    return np.empty(0, np.float32) if found is None else found


Skin = Callable[[CorrectedPhoto], Patch | None]
"""Finds a piece of skin on a photo; hashable, so that a photo finds it once."""
