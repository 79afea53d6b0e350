"""Flat, square-looking pieces of a picture, and the lattices they form: where charts may be."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
EDGES = (3, 9, 24)
"""Steps of the 8-bit picture that end a flat piece: small ones for dark charts, large ones for grain."""
SMALLEST_PX = 7
LARGEST_SHARE = 0.05
MOST_PIECES = 600


@dataclass(frozen=True, eq=False)
class Lattice:
    """Squares in a row and column order.

    Attributes:
        steps: N x 2 whole numbers, each square's place along and across.
        centers: N x 2, pixels, corner origin.
        homography: 3x3, from steps to pixels.
    """

    steps: NDArray[np.int64]
    centers: Points
    homography: Points

    def moved(self, scale: float) -> Lattice:
        """Return the lattice in pixels of a picture `scale` times as large."""
        return Lattice(self.steps, self.centers * scale, np.diag([scale, scale, 1.0]) @ self.homography)


def find_squares(picture: NDArray[np.uint8]) -> tuple[Points, Points]:
    """Return centers (N x 2, corner origin) and sides (N,) of the flat square pieces of H x W x 3."""
    smooth = cv2.GaussianBlur(picture, (3, 3), 0)
    red, green, blue = cv2.split(cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)))
    edges = np.asarray(cv2.max(cv2.max(red, green), blue))
    pieces = [_pieces(edges, step) for step in EDGES]
    found = np.concatenate(pieces)
    found = found[np.argsort(-found[:, 2], kind="stable")][:MOST_PIECES]
    kept: list[NDArray[np.float64]] = []
    for piece in found:
        near = [other for other in kept if np.hypot(*(other[:2] - piece[:2])) < 0.4 * other[2]]
        if not near:
            kept.append(piece)
    table = np.array(kept).reshape(-1, 3)
    return table[:, :2], table[:, 2]


def find_lattices(centers: Points, sides: Points, fewest: int) -> list[Lattice]:
    """Return the lattices of at least `fewest` squares, the largest first; a square belongs to one."""
    free = np.ones(len(centers), dtype=bool)
    lattices: list[Lattice] = []
    for seed in _by_company(centers, sides):
        if not free[seed]:
            continue
        grown = _grow(seed, centers, sides, free)
        if len(grown) >= fewest:
            lattice = _fitted(grown, centers)
            if lattice is not None:
                lattices.append(lattice)
                free[list(grown)] = False
    return sorted(lattices, key=lambda lattice: -len(lattice.steps))


def _pieces(edges: NDArray[np.uint8], step: int) -> NDArray[np.float64]:
    """Return x, y, side of the connected flat pieces that fill their own upright or turned square."""
    _, labels, stats, middles = cv2.connectedComponentsWithStats(
        (edges < step).astype(np.uint8), connectivity=4
    )
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    fits = (np.minimum(width, height) >= SMALLEST_PX) & (area < LARGEST_SHARE * edges.size)
    fits &= (np.maximum(width, height) < 2 * np.minimum(width, height)) & (area > 0.45 * width * height)
    fits[0] = False
    rows = []
    for index in np.flatnonzero(fits):
        left, top, wide, high = stats[index, :4]
        mask = (labels[top : top + high, left : left + wide] == index).astype(np.uint8)
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        hull = cv2.convexHull(max(outlines, key=len))
        _, (one, other), _ = cv2.minAreaRect(hull)
        one, other = one + 1, other + 1
        if max(one, other) < 1.7 * min(one, other) and area[index] > 0.8 * one * other:
            rows.append([*(middles[index] + 0.5), np.sqrt(one * other)])
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def _by_company(centers: Points, sides: Points) -> list[int]:
    """Return the squares with the most neighbors of their size first."""
    if not len(centers):
        return []
    apart = np.linalg.norm(centers[:, None] - centers[None], axis=2)
    alike = np.abs(np.log(sides[:, None] / sides[None])) < 0.35
    company = (alike & (apart < 2.2 * sides[:, None])).sum(axis=1)
    order = np.argsort(-company, kind="stable")
    return [int(index) for index in order if company[index] >= 4]


def _grow(seed: int, centers: Points, sides: Points, free: NDArray[np.bool_]) -> dict[int, tuple[int, int]]:
    """Return the squares reached from `seed` by steps along and across, with their place."""
    basis = _basis(seed, centers, sides, free)
    if basis is None:
        return {}
    places = {seed: (0, 0)}
    taken = {(0, 0)}
    waiting = [(seed, basis)]
    while waiting:
        here, (along, across) = waiting.pop(0)
        i, j = places[here]
        for di, dj in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            step = di * along + dj * across
            place = (i + di, j + dj)
            away = np.linalg.norm(centers - (centers[here] + step), axis=1)
            away[~free] = np.inf
            near = int(np.argmin(away))
            alike = abs(np.log(sides[near] / sides[here])) < 0.5
            if near in places or place in taken or not alike or away[near] > 0.22 * np.hypot(*step):
                continue
            places[near] = place
            taken.add(place)
            # The step found replaces the one expected, half way, so that the lattice follows perspective.
            seen = (centers[near] - centers[here]) * (di + dj)
            turned = ((along + seen) / 2, across) if di else (along, (across + seen) / 2)
            waiting.append((near, turned))
    return places


def _basis(
    seed: int, centers: Points, sides: Points, free: NDArray[np.bool_]
) -> tuple[Points, Points] | None:
    """Return the steps to two neighbors of the seed about square to each other, right-handed."""
    step = centers - centers[seed]
    apart = np.hypot(step[:, 0], step[:, 1])
    alike = np.abs(np.log(sides / sides[seed])) < 0.35
    near = np.flatnonzero(alike & free & (apart > 0.9 * sides[seed]) & (apart < 1.9 * sides[seed]))
    near = near[np.argsort(apart[near], kind="stable")][:8]
    for one in near:
        for other in near:
            cross = step[one, 0] * step[other, 1] - step[one, 1] * step[other, 0]
            ratio = apart[other] / apart[one]
            if cross > 0.85 * apart[one] * apart[other] and 0.7 < ratio < 1.43:
                return step[one], step[other]
    return None


def _fitted(places: dict[int, tuple[int, int]], centers: Points) -> Lattice | None:
    steps = np.array(list(places.values()), dtype=np.int64)
    middles = centers[list(places)]
    if np.ptp(steps, axis=0).min() < 1:
        return None
    pitch = float(np.sqrt(abs(np.linalg.det(np.cov(middles.T)) / np.linalg.det(np.cov(steps.T)))) ** 0.5)
    homography, inside = cv2.findHomography(
        steps.astype(np.float64), middles, cv2.RANSAC, ransacReprojThreshold=0.12 * pitch
    )
    if homography is None or inside.sum() < 6:
        return None
    good = inside.ravel().astype(bool)
    return Lattice(steps[good], middles[good], homography)
