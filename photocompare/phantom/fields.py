"""Random fields on the skin: smooth blotches, the net of skin lines, pores."""

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.raster import Grid

Field = NDArray[np.float32]


def resized(field: Field, grid: Grid, onto: Grid) -> Field:
    """Return `field` on the finer grid `onto`, which starts at the same corner."""
    ratio = onto.pitch / grid.pitch
    move = np.array([[ratio, 0, 0.5 * ratio - 0.5], [0, ratio, 0.5 * ratio - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (onto.width, onto.height)
    return np.asarray(cv2.warpAffine(field, move, size, flags=flags, borderMode=cv2.BORDER_REPLICATE))


def smooth_noise(rng: np.random.Generator, grid: Grid, scale_mm: float) -> Field:
    """Return a Gaussian field of mean 0 and standard deviation 1 with features about `scale_mm` across."""
    factor = max(1.0, scale_mm / 3 / grid.pitch)
    coarse = grid.coarser(factor)
    coarse = Grid(coarse.x0, coarse.y0, coarse.pitch, coarse.width + 2, coarse.height + 2)
    sigma = scale_mm / 3 / coarse.pitch
    white = rng.standard_normal((coarse.height, coarse.width), dtype=np.float32)
    # The standard deviation a Gaussian filter leaves, not the sample's: one more blotch must not rescale all.
    gain = np.float32(2 * np.sqrt(np.pi) * max(sigma, 0.3))
    field: Field = np.asarray(cv2.GaussianBlur(white, (0, 0), max(sigma, 0.3)) * gain, np.float32)
    if factor > 1.5:
        # Bilinear enlargement leaves facets.
        return np.asarray(cv2.GaussianBlur(resized(field, coarse, grid), (0, 0), factor / 3))
    return resized(field, coarse, grid)


def blotches(rng: np.random.Generator, grid: Grid, weights: dict[float, float]) -> Field:
    """Return a sum of smooth noises: scale in mm -> standard deviation."""
    total = np.zeros((grid.height, grid.width), np.float32)
    for scale, weight in weights.items():
        total += np.float32(weight) * smooth_noise(rng, grid, scale)
    return total


def relief(rng: np.random.Generator, grid: Grid, *, body: str, strength: float) -> Field:
    """Return how the surface modulates light, mean about 1: furrows, plateaus, pores, grain.

    The skin's own micro-relief under the lamp: neutral, so it moves no ratio of channels, and fixed to the
    skin.
    """
    cell, stretch = (0.62, 1.35) if body == "leg" else (0.5, 1.15)
    fine_groove, fine_height = _net(rng, grid, cell, stretch)
    groove, height = _net(rng, grid, cell * 3.4, stretch * 1.3)
    surface = fine_height + 1.5 * height - 0.5 * fine_groove - 0.9 * groove
    surface += 0.5 * smooth_noise(rng, grid, 0.35) + 0.6 * smooth_noise(rng, grid, 1.7)
    surface -= 1.6 * _pits(rng, grid, body)
    surface = cv2.GaussianBlur(surface, (0, 0), max(0.4, 0.05 / grid.pitch))
    lit = cv2.Sobel(surface, cv2.CV_32F, 1, 0, ksize=3) * 0.6 + cv2.Sobel(surface, cv2.CV_32F, 0, 1, ksize=3)
    lit *= np.float32(0.09 / 8 / grid.pitch)
    patchy = 0.9 + 0.25 * smooth_noise(rng, grid, 14.0)
    shade = patchy * (0.034 * lit / 0.35 - 0.040 * fine_groove - 0.036 * groove)
    return np.asarray(1 + np.float32(strength) * np.clip(shade, -0.22, 0.16), np.float32)


def _net(rng: np.random.Generator, grid: Grid, cell_mm: float, stretch: float) -> tuple[Field, Field]:
    """Return groove depth (1 in a line) and height of the plateaus between: jittered Voronoi cells."""
    rows, columns = grid.height, max(8, round(grid.width / stretch))
    spacing = cell_mm / grid.pitch / np.sqrt(stretch)
    seeds_y, seeds_x = np.mgrid[0 : rows + spacing : spacing, 0 : columns + spacing : spacing]
    jitter = rng.uniform(-0.62, 0.62, (2, *seeds_y.shape)) * spacing
    y = np.clip(seeds_y + jitter[0], 0, rows - 1).astype(int)
    x = np.clip(seeds_x + jitter[1], 0, columns - 1).astype(int)
    free = np.ones((rows, columns), np.uint8)
    free[y, x] = 0
    _, labels = cv2.distanceTransformWithLabels(free, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    line = np.zeros_like(free)
    line[:, 1:] |= labels[:, 1:] != labels[:, :-1]
    line[1:] |= labels[1:] != labels[:-1]
    gap = cv2.distanceTransform(1 - line, cv2.DIST_L2, 3) * np.float32(grid.pitch)
    level = rng.uniform(0.4, 1.2, int(labels.max()) + 1).astype(np.float32)
    depth = rng.uniform(0.3, 1.0, int(labels.max()) + 1).astype(np.float32)
    wide = np.float32(0.055 + 0.03 * cell_mm)
    groove = cv2.resize(np.exp(-((gap / wide) ** 2)) * depth[labels], (grid.width, grid.height))
    plateau = np.sqrt(np.minimum(gap / np.float32(0.4 * cell_mm), 1)) * level[labels]
    return np.asarray(groove), np.asarray(cv2.resize(plateau, (grid.width, grid.height)))


def _pits(rng: np.random.Generator, grid: Grid, body: str) -> Field:
    spacing, radius = (2.6, 0.16) if body == "leg" else (1.3, 0.13)
    count = int(grid.area_mm2() / spacing**2)
    pits = np.zeros((grid.height, grid.width), np.float32)
    x = rng.integers(0, grid.width, count)
    y = rng.integers(0, grid.height, count)
    pits[y, x] = rng.uniform(0.3, 1.0, count)
    sigma = radius / grid.pitch
    return np.asarray(cv2.GaussianBlur(pits, (0, 0), sigma) * np.float32(2 * np.pi * sigma**2))
