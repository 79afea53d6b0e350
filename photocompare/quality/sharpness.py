"""How sharp a photo is: the blur of its sharpest edges."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.quality.tiles import Tile

SCALES = ((0.7, 1.0), (1.4, 2.0))  # (smoothing, second blur) in pixels: for sharp and for soft photos
SOFT = 2.0
STEEPEST = 0.2  # the share of edges that counts: the others are soft in the skin itself
FEWEST_EDGES = 200
ABOVE_NOISE = 6.0


def blur_px(tiles: Sequence[Tile]) -> float | None:
    """Return the blur of the steepest fifth of edges: standard deviation of a Gaussian, in pixels.

    A step edge under a blur s has, blurred again by r, a gradient weaker by sqrt(1 + r^2 / s^2); the ratio of
    the two gradients gives s (Zhuo and Sim 2011, Pattern Recognition 44: 1852). The width of the edge from 10
    to 90 % is 2.56 s. Lens, focus, motion, denoising and enlarging all count. Within a quarter from 1 to
    4 px; sharper photos read 0.6 to 0.8. None where there are fewer than 200 edges well above the noise.
    """
    for smoothing, reblur in SCALES:
        found = [_edges(tile, smoothing, reblur) for tile in tiles]
        edges = np.concatenate(found) if found else np.empty((0, 2), np.float32)
        if len(edges) * STEEPEST < FEWEST_EDGES:
            continue
        steepest = edges[edges[:, 0] >= np.quantile(edges[:, 0], 1 - STEEPEST), 1]
        blur = float(np.median(steepest))
        if blur < SOFT or smoothing == SCALES[-1][0]:
            return blur
    return None


def _edges(tile: Tile, smoothing: float, reblur: float) -> NDArray[np.float32]:
    """Return N x 2, steepness and blur, of the ridges of the gradient that stand out of the noise.

    The smoothing is not taken off the blur: hairs and vessels are lines, whose ratio is higher than an
    edge's, and the two errors cancel on skin.
    """
    fine = cv2.GaussianBlur(tile.light, (0, 0), smoothing)
    coarse = cv2.GaussianBlur(tile.light, (0, 0), float(np.hypot(reblur, smoothing)))
    steep, along_x = _gradient(fine)
    flat, _ = _gradient(coarse)
    # The gradient of white noise of deviation 1, smoothed by s, has the deviation 1 / (2 s^2 sqrt(pi)).
    noise = tile.noise / (2 * smoothing**2 * np.sqrt(np.pi))
    here = _ridges(steep, along_x) & tile.usable & (steep > ABOVE_NOISE * noise) & (flat > 0)
    ratio = steep[here] / flat[here]
    blur = reblur / np.sqrt(np.maximum(ratio**2 - 1, 1e-3))
    return np.stack([steep[here] / tile.light[tile.usable].mean(), blur], axis=1).astype(np.float32)


def _gradient(light: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the gradient's size, and whether it is steeper along x than along y."""
    x = cv2.filter2D(light, -1, np.array([[-0.5, 0, 0.5]], np.float32))
    y = cv2.filter2D(light, -1, np.array([[-0.5], [0], [0.5]], np.float32))
    return np.asarray(cv2.magnitude(x, y)), np.abs(x) > np.abs(y)


def _ridges(steep: NDArray[np.float32], along_x: NDArray[np.bool_]) -> NDArray[np.bool_]:
    peak_x = steep >= cv2.dilate(steep, np.ones((1, 5), np.uint8))
    peak_y = steep >= cv2.dilate(steep, np.ones((5, 1), np.uint8))
    ridges: NDArray[np.bool_] = np.where(along_x, peak_x, peak_y)
    ridges[:3], ridges[-3:], ridges[:, :3], ridges[:, -3:] = False, False, False, False
    return ridges
