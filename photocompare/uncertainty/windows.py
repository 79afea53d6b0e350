"""A piece of a region, as a patch on a photo of its own, disturbed: for a metric that needs the photo."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.patch import Patch
from photocompare.photo import Box, Transfer
from photocompare.uncertainty.rounding import ROUNDINGS, file_steps, rounded
from photocompare.uncertainty.samples import CHANNELS, Samples, parts
from photocompare.vessels import VesselMap, find_vessels, picked

WINDOW, MOVED_PX, MARGIN = 160, 4, 40
SKIN_PX = 12.0
ALSO_WIDER = 1.6
"""What blur pales it also widens: pixels found on a softer vessel reach further down its flanks, which takes
from their redness as much again and more: as a blur 1.6 times as strong does (untreated phantoms)."""
Light = NDArray[np.float32]


def windows_of(patch: Patch, blur_px: float, paler: float) -> Samples:
    """Return the samples of a metric that needs the photo: its richest window, `blur_px` softer too.

    And with its structures paler by a share of their contrast, as which of them are found differs.

    What was found on the photo stays as it is; only the light is disturbed.
    """
    window = _window(patch)
    light = window.photo.photo.finely(window.box)
    base = _lit(window, light)

    def moved(down: int, right: int) -> Patch:
        mask = np.roll(window.mask, (down * MOVED_PX, right * MOVED_PX), axis=(0, 1))
        return replace(base, mask=mask)

    return Samples(
        base,
        tuple(_lit(window, light * one) for one in CHANNELS),
        tuple(_lit(window, light * np.reciprocal(one)) for one in CHANNELS),
        tuple(moved(*move) for move in ((0, 1), (0, -1), (1, 0), (-1, 0))),
        tuple(replace(base, mask=part) for part in parts(window.mask)),
        min(1.0, float(np.count_nonzero(window.mask)) * 9 / max(int(np.count_nonzero(patch.mask)), 1)),
        MOVED_PX,
        paler=_lit(window, light + paler * (np.asarray(cv2.GaussianBlur(light, (0, 0), SKIN_PX)) - light)),
        rounded=tuple(_lit(window, one) for one in _rounded(light, file_steps(patch.photo.photo))),
        blurred=_lit(window, np.asarray(cv2.GaussianBlur(light, (0, 0), max(ALSO_WIDER * blur_px, 0.05)))),
    )


def _lit(window: Patch, light: Light) -> Patch:
    """Return the window as a photo of its own, in this light, with the vessels found on the whole."""
    photo: CorrectedPhoto = window.photo
    linear = replace(photo.photo, pixels=light, transfer=Transfer(None), valid=None, color=None)
    vessels = window.once(_vessels_here)
    own = replace(photo, photo=linear, light=None, even=False, focus=(), _maps={find_vessels: vessels})
    return Patch(own, linear.box, window.mask)


def _rounded(light: Light, steps: Light | None) -> list[Light]:
    """Return h x w x 3 light as a file of these steps may have stored it as well: every second shift."""
    if steps is None:
        return []
    flat = light.reshape(-1, 3)
    return [rounded(flat, steps, shift).reshape(light.shape) for shift in range(0, ROUNDINGS, 2)]


def _vessels_here(window: Patch) -> VesselMap:
    """Return the vessels in and about the window, in its own pixels."""
    vessels, box = window.photo.once(find_vessels), window.box
    x, y = (vessels.points - (box.left, box.top)).T
    height, width = box.shape
    near = (x > -MARGIN) & (x < width + MARGIN) & (y > -MARGIN) & (y < height + MARGIN)
    here = picked(vessels, near)
    return replace(here, points=here.points - (box.left, box.top), shape=box.shape)


def _window(patch: Patch) -> Patch:
    """Return at most 160 x 160 pixels of a region: where it shows most of vessels."""
    on = (patch.photo.once(find_vessels).mask[patch.box.slices] & patch.mask).astype(np.float32)
    height, width = on.shape
    sides = min(WINDOW, height), min(WINDOW, width)
    total = cv2.boxFilter(on, cv2.CV_32F, sides[::-1], normalize=False, borderType=cv2.BORDER_CONSTANT)
    middle = np.unravel_index(int(np.argmax(total)), total.shape)
    top, left = (
        int(np.clip(place - side // 2, 0, size - side))
        for place, side, size in zip(middle, sides, on.shape, strict=True)
    )
    box = patch.box
    rows, columns = slice(top, top + sides[0]), slice(left, left + sides[1])
    inner = Box(box.top + rows.start, box.top + rows.stop, box.left + columns.start, box.left + columns.stop)
    return replace(patch, box=inner, mask=patch.mask[rows, columns])
