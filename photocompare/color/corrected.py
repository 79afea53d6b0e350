"""A photo in measuring color: the stored pixels, the correction on top, the scale; maps computed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color.chromophores import independent_vectors
from photocompare.color.lab import absorbance, screen
from photocompare.color.light import LightField
from photocompare.photo import Box, Photo, Transfer
from photocompare.photo.screen import by_table
from photocompare.recipe import SpotRecipe, VesselRecipe

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class CorrectedPhoto:
    """A Photo and the color correction that both photos of a pair went through.

    Attributes:
        photo: the pixels as stored.
        correction: 3x3, linear sRGB in, linear sRGB out; diagonal for gains.
        scale: length of a pixel's side, in `scale_unit`.
        scale_unit: `mm`, or `px` (pixels of the baseline) where no scale is known.
        light: the slow shading, for metrics that need even light, or None where it is not removed.
        even: whether `linear` gives the photo in even light.
        vessels: what counts as a vessel on it.
        spots: what counts as a spot on it.
        vectors: 3 x 3 absorbance of melanin, blood and shading found in the skin itself, or None: the fixed.
        focus: the pixel rectangles that will be measured, or empty for the whole photo; costly maps may
            stay empty far from them.
    """

    photo: Photo
    correction: NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    scale: float = 1.0
    scale_unit: str = "px"
    light: LightField | None = None
    even: bool = False
    vessels: VesselRecipe = field(default_factory=VesselRecipe)
    spots: SpotRecipe = field(default_factory=SpotRecipe)
    vectors: NDArray[np.float64] | None = None
    focus: tuple[Box, ...] = ()
    _maps: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        """Return (height, width) in pixels."""
        return self.photo.shape

    def linear(self, box: Box | None = None) -> NDArray[np.float32]:
        """Return H x W x 3 corrected linear-light sRGB float32 of the photo or of `box`."""
        pixels = self.photo.pixels if box is None else self.photo.pixels[box.slices]
        return self._evenly(self._transfer.linear(pixels), box)

    def finely(self, box: Box | None = None) -> NDArray[np.float32]:
        """Return `linear`, of a JPEG finer than its whole steps: for what is averaged over a region."""
        return self._evenly(self._transfer.finely(self.photo, box or self.photo.box), box)

    def finely_rows(self, rows: NDArray[np.intp], columns: slice) -> NDArray[np.float32]:
        """Return `finely`, in the photo's own light, of some of its rows, one below the other."""
        return self._transfer.finely_rows(self.photo, rows, columns)

    def _evenly(self, light: NDArray[np.float32], box: Box | None) -> NDArray[np.float32]:
        if self.even and self.light is not None:
            light /= self.light.at(box or self.photo.box)
        return light

    def linear_at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return len(rows) x len(columns) x 3 corrected light of the pixels where rows and columns cross."""
        light = self._transfer.linear(np.ascontiguousarray(self.photo.pixels[np.ix_(rows, columns)]))
        return self._evenly_at(light, rows, columns)

    def finely_at(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return `linear_at`, of a JPEG finer than its whole steps."""
        y, x = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
        light = self._transfer.finely_at(self.photo, y, x).reshape(len(rows), len(columns), 3)
        return self._evenly_at(light, rows, columns)

    def _evenly_at(
        self, light: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        if self.even and self.light is not None:
            light /= self.light.at_crossings(rows, columns)
        return light

    def in_even_light(self) -> CorrectedPhoto:
        """Return this photo without its slow shading; itself where that is not known or not to be removed."""
        return self if self.light is None or self.even else replace(self, even=True, _maps={})

    def in_own_light(self) -> CorrectedPhoto:
        """Return this photo with its slow shading; itself where that was not removed."""
        return replace(self, even=False, _maps={}) if self.even else self

    def display(self, box: Box | None = None) -> NDArray[np.uint8]:
        """Return H x W x 3 uint8 sRGB for the screen, in the corrected color; not to be written to.

        Of an uncorrected sRGB photo these are the stored pixels themselves.
        """
        stored = self.photo.pixels if box is None else self.photo.pixels[box.slices]
        curve, gains = self.photo.transfer.curve, np.diag(self.correction)
        apart = self.photo.transfer.matrix is None and np.array_equal(np.diag(gains), self.correction)
        if curve is not None and stored.dtype == np.uint8 and apart:
            return by_table(stored, curve, gains)  # type: ignore[arg-type]
        return _tiled_display(self, box or self.photo.box)

    def once(self, compute: Callable[[CorrectedPhoto], T]) -> T:
        """Return `compute(self)`, computed once and kept: regions and metrics share it."""
        if compute not in self._maps:
            self._maps[compute] = compute(self)
        kept: T = self._maps[compute]
        return kept

    @property
    def _transfer(self) -> Transfer:
        """Return the photo's transfer with the correction in its matrix: one pass over the pixels."""
        transfer = self.photo.transfer
        if np.array_equal(self.correction, np.eye(3)):
            return transfer
        matrix = self.correction if transfer.matrix is None else self.correction @ transfer.matrix
        return replace(transfer, matrix=matrix)


def _tiled_display(corrected: CorrectedPhoto, box: Box) -> NDArray[np.uint8]:
    shown = np.empty((*box.shape, 3), dtype=np.uint8)
    for top in range(box.top, box.bottom, 64):
        rows = Box(top, min(top + 64, box.bottom), box.left, box.right)
        shown[top - box.top : rows.bottom - box.top] = screen(corrected.linear(rows))
    return shown


def own_vectors(photo: CorrectedPhoto) -> NDArray[np.float64] | None:
    """Return the vectors of melanin, blood and shading found where `photo` will be measured, or None.

    Absorbance of 3 x 3 pixel means, clipped pixels left out.
    """
    samples = []
    for box in photo.focus or (photo.photo.box,):
        step = max(1, int(np.sqrt(box.shape[0] * box.shape[1] / 250_000)))
        light = cv2.blur(photo.linear(box), (3, 3))[::step, ::step]
        samples.append(absorbance(light[~photo.photo.clipped(box)[::step, ::step]]))
    return independent_vectors(np.concatenate(samples))
