"""Working pictures: a photo made small, its light flattened, ready to be matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo import Photo
from photocompare.photo.photo import Box
from photocompare.regions import Region, rasterize, warped

# Red light passes through blood: seen mostly in red, a fading vessel or flush pulls the map least.
CHANNELS = (0.6, 0.3, 0.1)
WIDE_BLUR = 0.04
MASK_STEP = 4
DETAIL_PX = 5.0
Gray = NDArray[np.float32]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Working:
    """A photo as the matching sees it.

    Attributes:
        picture: H x W float32, relative contrast about 0: the light is divided out.
        scale: (x, y) working pixels per pixel of the photo.
        shape: (height, width) of the photo in pixels.
        skin: H x W uint8, 255 where there is skin to be matched, or None where all is.
    """

    picture: Gray
    scale: NDArray[np.float64]
    shape: tuple[int, int]
    skin: NDArray[np.uint8] | None = None
    _kept: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, compute: Callable[[Working], T]) -> T:
        """Return `compute(self)`, computed once and kept."""
        if compute not in self._kept:
            self._kept[compute] = compute(self)
        kept: T = self._kept[compute]
        return kept

    @property
    def skin_share(self) -> float:
        """Return how much of the picture is skin, 0-1."""
        return 1.0 if self.skin is None else max(float((self.skin > 0).mean()), 0.01)

    def on_skin(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return N ones and zeros: which N x 2 points, in pixels of the photo, lie in it and on skin."""
        return lookup(Mask(self.skin, self.shape), points)


@dataclass(frozen=True, eq=False)
class Mask:
    """A mask of a photo of (height, width), at any size: H x W uint8, 255 inside; None where all is."""

    pixels: NDArray[np.uint8] | None
    shape: tuple[int, int]


def lookup(mask: Mask, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return N ones and zeros: which N x 2 points, in pixels of the photo, lie in the frame and the mask."""
    share = points / np.array(mask.shape[::-1])
    inside = np.asarray(((share >= 0) & (share <= 1)).all(axis=1))
    if mask.pixels is None:
        return inside.astype(np.float64)
    size = np.array(mask.pixels.shape[::-1])
    column, row = np.clip((np.nan_to_num(share) * size), 0, size - 1).astype(np.intp).T
    return np.where(inside & (mask.pixels[row, column] > 0), 1.0, 0.0)


def outlined(regions: Sequence[Region], photo: Working) -> Mask:
    """Return the mask of all `regions` outlined on the photo."""
    return Mask(shrunk_mask(regions, photo.shape, 1 / MASK_STEP).astype(np.uint8), photo.shape)


def shrunk_mask(regions: Sequence[Region], shape: tuple[int, int], factor: float) -> NDArray[np.bool_]:
    """Return a bool mask of all `regions` on a photo of (height, width), its sides times `factor`."""
    height, width = (max(1, round(side * factor)) for side in shape)
    size = np.array([width, height]) / np.array(shape[::-1])
    mask = np.zeros((height, width), np.bool_)
    for region in regions:
        mask |= rasterize(warped(region, lambda points: points * size), Box(0, height, 0, width))
    return mask


def flat_light(small: NDArray[np.float32], shape: tuple[int, int]) -> Working:
    """Return stored RGB (H x W x 3, 0-1) of a photo of `shape` as one flat channel, monotone in it."""
    gray = cv2.transform(small, np.array([CHANNELS], np.float32))
    scale = np.array(gray.shape[::-1]) / np.array(shape[::-1])
    return Working(flattened(np.asarray(gray)), scale, shape)


def smaller(whole: Working, megapixels: float) -> Working:
    """Return the same working picture with no more than about `megapixels` of skin."""
    height, width = whole.picture.shape
    size = _size(width, height, megapixels / whole.skin_share)
    if size == (width, height):
        return whole
    picture = np.asarray(cv2.resize(whole.picture, size, interpolation=cv2.INTER_AREA))
    skin = None if whole.skin is None else resized_mask(whole.skin, picture.shape)
    return Working(picture, np.array(size) / np.array(whole.shape[::-1]), whole.shape, skin)


def detailed(level: Working) -> Working:
    """Return the picture with only detail finer than a patch, where a mask says that a limb may be seen.

    The shading of a limb stays with its outline when the skin turns; what is finer goes with the skin.
    """
    if level.skin is None:
        return level
    mask = (level.skin > 0).astype(np.float32)
    share = cv2.GaussianBlur(mask, (0, 0), DETAIL_PX) + np.float32(1e-3)
    near = cv2.GaussianBlur(level.picture * mask, (0, 0), DETAIL_PX) / share
    return replace(level, picture=np.asarray((level.picture - near) * mask))


def resized_mask(mask: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the mask at another (height, width), 255 inside."""
    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR) // 128 * 255, dtype=np.uint8)


def reduced(photo: Photo, megapixels: float) -> NDArray[np.float32]:
    """Return the photo's stored RGB (H x W x 3 float32, 0-1) at no more than `megapixels`."""
    height, width = photo.shape
    size = _size(width, height, megapixels)
    pixels: NDArray[Any] = np.ascontiguousarray(photo.pixels)
    if size != (width, height):
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    if np.issubdtype(pixels.dtype, np.floating):
        # Linear light; the square root makes it as even as stored 8-bit values are.
        return np.asarray(np.sqrt(np.clip(pixels, 0, 1)), dtype=np.float32)
    largest = np.iinfo(pixels.dtype).max
    return np.asarray(np.multiply(pixels, np.float32(1 / largest), dtype=np.float32))


def flattened(gray: Gray) -> Gray:
    """Return `gray` divided by its own wide blur, less one: side light, exposure and roundness go."""
    height, width = gray.shape
    factor = max(1, round(min(height, width) / 128))
    small = cv2.resize(
        gray, (max(1, width // factor), max(1, height // factor)), interpolation=cv2.INTER_AREA
    )
    wide = cv2.GaussianBlur(small, (0, 0), max(1.0, WIDE_BLUR * max(small.shape)))
    light = cv2.resize(wide + np.float32(0.01), (width, height), interpolation=cv2.INTER_LINEAR)
    flat = np.asarray(gray / light)
    flat -= np.float32(1)
    return flat


def _size(width: int, height: int, megapixels: float) -> tuple[int, int]:
    factor = min(1.0, (megapixels * 1e6 / (height * width)) ** 0.5)
    return max(round(width * factor), 1), max(round(height * factor), 1)
