"""The pictures a rater sees of a pair: treated alike in every step, so that nothing but skin differs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocompare.alignment import Alignment
from photocompare.color import CorrectedPhoto, NormalizedPair, encoded, normalize
from photocompare.errors import Finding, Problem
from photocompare.grading.halfway import Maps, frame_maps, shared_frame, to_middle
from photocompare.grading.task import Task
from photocompare.photo import Photo, read_photo
from photocompare.quality import extra_blur_px
from photocompare.recipe import Recipe
from photocompare.regions import Region

Picture = NDArray[np.uint8]
QUALITY = 92
SOFTNESS = 0.6
"""Blur of both pictures, standard deviation in their own pixels: more than resampling itself differs by."""
MOST_BLUR = 3.0


@dataclass(frozen=True, eq=False)
class EvenPair:
    """A pair ready to be cut into pictures.

    `gains` are the half-way corrections, 3x3 each; `white` is the level above which neither photo can go;
    `blur` the standard deviation, in pixels of the photo, by which each is softened to match the other.
    """

    photos: tuple[Photo, Photo]
    alignment: Alignment
    gains: tuple[NDArray[np.float64], NDArray[np.float64]]
    white: NDArray[np.float64]
    blur: tuple[float, float]
    matched: bool
    findings: tuple[Finding, ...] = ()


def even_pair(
    photos: tuple[Photo, Photo],
    alignment: Alignment,
    regions: Sequence[Region],
    recipe: Recipe,
    *,
    lighting: str,
    name: str,
) -> EvenPair:
    """Return a pair in one color half-way between both, by what the study has for it; `name` is for findings.

    Where no map is trusted the photos are laid onto each other by their frames alone (W811); where nothing
    ties the colors together, the middle of both pictures is made alike (N812).
    """
    found: list[Finding] = []
    blur = extra_blur_px(*photos, alignment) if alignment.accepted else None
    if not alignment.accepted:
        found.append(Finding("W811", name, alignment.reason))
        alignment = _by_frames(alignment)
    try:
        pair = normalize(*photos, alignment, regions, recipe.color, lighting=lighting)
    except Problem:
        pair = NormalizedPair(CorrectedPhoto(photos[0]), CorrectedPhoto(photos[1]), "none")
    gains = _shared_gains(pair.baseline.correction, pair.followup.correction)
    matched = pair.method == "none"
    found += [Finding("N812", name)] if matched else []
    softer = min(abs(blur or 0.0), MOST_BLUR)
    # Positive: the follow-up is the softer one, so that the baseline is softened.
    amounts = (softer, 0.0) if (blur or 0.0) > 0 else (0.0, softer)
    return EvenPair(photos, alignment, gains, _white(gains), amounts, matched, tuple(found))


def even_pictures(
    pair: EvenPair, size: tuple[int, int], region: Region | None = None
) -> tuple[Picture, Picture] | None:
    """Return the pictures of before and after, H x W x 3 uint8 of (width, height), or None without overlap.

    The whole that both photos show, or the piece around `region`. Both are resampled once, through half of
    the map each, with the same softness.
    """
    valid = pair.photos[0].valid, pair.photos[1].valid
    about = None
    if region is not None:
        rings = [np.asarray(polygon[0]) for polygon in region.polygons]
        about = to_middle(pair.alignment, np.concatenate(rings))
    frame = shared_frame(pair.alignment, valid, size[0] / size[1], about)
    if frame is None:
        return None
    maps = frame_maps(pair.alignment, frame, size)
    lights = [_light(pair, index, maps[index]) for index in (0, 1)]
    if pair.matched:
        middles = [np.median(light.reshape(-1, 3), axis=0).clip(1e-4) for light in lights]
        common = np.sqrt(middles[0] * middles[1])
        lights = [
            light * (common / own).astype(np.float32) for light, own in zip(lights, middles, strict=True)
        ]
        top = np.minimum(*(common / own for own in middles)) * pair.white
        lights = [np.minimum(light, top.astype(np.float32)) for light in lights]
    before, after = (np.rint(255 * encoded(light)).astype(np.uint8) for light in lights)
    return before, after


def jpeg(picture: Picture) -> bytes:
    """Return a picture as JPEG from bare pixels, with the one setting that all pictures of all tasks have."""
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def read_picture(task: Task, name: str) -> Picture:
    """Return a picture of a task, H x W x 3 uint8 sRGB.

    Raises:
        Problem: as `read_photo`, where it is missing or damaged.
    """
    return CorrectedPhoto(read_photo(task.picture(name))).display()


def _light(pair: EvenPair, index: int, maps: Maps) -> NDArray[np.float32]:
    """Return a photo's linear light on the picture's grid, in the pair's color and with its softness."""
    photo = pair.photos[index]
    x, y = maps
    pitch = float(np.sqrt(abs(np.median(np.diff(x, axis=1)) * np.median(np.diff(y, axis=0)))))
    softness = float(np.hypot(SOFTNESS * pitch, pair.blur[index]))
    edge = int(np.ceil(4 * softness)) + 4
    left, top = (max(int(part.min()) - edge, 0) for part in (x, y))
    right, bottom = (int(part.max()) + edge for part in (x, y))
    cut = photo.pixels[top:bottom, left:right]
    light = photo.transfer.linear(cut)
    light = cv2.transform(light, pair.gains[index].astype(np.float32))
    light = np.clip(light, 0, pair.white.astype(np.float32))
    soft = cv2.GaussianBlur(light, (0, 0), softness, borderType=cv2.BORDER_REPLICATE)
    places = x - np.float32(left + 0.5), y - np.float32(top + 0.5)
    # Cubic resampling may overshoot what both can hold.
    seen = cv2.remap(soft, *places, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(seen, 0, pair.white), dtype=np.float32)


def _shared_gains(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the corrections shifted half-way: else the baseline alone would keep its own values."""
    if np.array_equal(first, np.diag(np.diag(first))) and np.array_equal(second, np.diag(np.diag(second))):
        share = np.diag(1 / np.sqrt(np.diag(first) * np.diag(second)))
        return share @ first, share @ second
    return first, second


def _white(gains: tuple[NDArray[np.float64], NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the light of R, G, B at which the first of both photos clips: neither is shown above it."""
    return np.asarray(np.clip(np.minimum(*(gain.sum(1) for gain in gains)), 0.05, 1.0))


def _by_frames(alignment: Alignment) -> Alignment:
    (height, width), (later_height, later_width) = alignment.baseline_shape, alignment.followup_shape
    frames = np.diag([later_width / width, later_height / height, 1.0])
    return replace(alignment, homography=frames, field=None)
