"""The slow shading of a pair: estimated on skin outside the measured regions, for what needs even light."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.photo import Box

Points = NDArray[np.float64]
REACH = 0.25
"""How far skin tells the slope of the light at a place, in half diagonals (standard deviation)."""
STEP = 32
"""Pixels between the knots at which a field is kept; it bends over hundreds."""
FEWEST_CELLS = 120
CORRELATED_CELLS = 20.0
"""Neighboring cells of skin, of both photos, err together: so many count as one."""


@dataclass(frozen=True, eq=False)
class LightField:
    """How the light on a photo falls off, as a share of that where its color was taken from.

    Attributes:
        knots: (H / 32 + 2) x (W / 32 + 2) float32, natural logarithm of the light, first knot at pixel -16.
    """

    knots: NDArray[np.float32]

    def at(self, box: Box) -> NDArray[np.float32]:
        """Return h x w x 1 float32: the light on the pixels of `box`, 1 = that of the reference."""
        height, width = box.shape
        offset = np.array([box.left + 0.5, box.top + 0.5]) / STEP + 0.5
        move = np.array([[1 / STEP, 0, offset[0]], [0, 1 / STEP, offset[1]]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        log = cv2.warpAffine(self.knots, move, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(np.exp(log)[..., None], dtype=np.float32)

    def at_crossings(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the light on the pixels where rows and columns cross, h x w x 1 float32."""
        return self._read(*np.meshgrid(columns + 0.5, rows + 0.5))[..., None]

    def at_points(self, points: Points) -> NDArray[np.float32]:
        """Return the light (N,) at N x 2 points (x, y)."""
        x, y = points.T
        read: NDArray[np.float32] = self._read(x[None], y[None])[0]
        return read

    def _read(self, x: Points, y: Points) -> NDArray[np.float32]:
        column, row = (np.asarray(places / STEP + 0.5, dtype=np.float32) for places in (x, y))
        log = cv2.remap(self.knots, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(np.exp(log), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Surface:
    """A slow surface over a photo: a polynomial of second order or a plane, robustly fitted.

    Attributes:
        coefficients: of 1, x, y (, x2, xy, y2) in units of `half`, about `middle`.
        covariance: of the coefficients.
        middle, half: pixels.
    """

    coefficients: Points
    covariance: Points
    middle: Points
    half: float

    def at(self, points: Points) -> Points:
        """Return the height (N,) at N x 2 pixels."""
        return np.asarray(self._terms(points) @ self.coefficients)

    def error_between(self, points: Points, origin: Points) -> Points:
        """Return the standard error (N,) of the height at N x 2 pixels above that at `origin` (2,)."""
        terms = self._terms(points) - self._terms(origin[None])
        return np.asarray(np.sqrt(np.einsum("ij,jk,ik->i", terms, self.covariance, terms)))

    def _terms(self, points: Points) -> Points:
        return terms((points - self.middle) / self.half)[:, : len(self.coefficients)]


def terms(places: Points) -> Points:
    """Return the polynomial's terms, N x 6, at N x 2 places."""
    x, y = places[:, 0], places[:, 1]
    powers = [(i, n - i) for n in range(3) for i in range(n, -1, -1)]
    return np.stack([x**i * y**j for i, j in powers], axis=1)


def fit_surface(
    points: Points, heights: Points, shape: tuple[int, int], near: Points | None = None
) -> Surface:
    """Return the surface through heights (N,) at N x 2 pixels of a photo of `shape`.

    By Tukey's biweight: hairs, moles, veins and what is no skin after all lose their weight. With `near`
    (2,), a plane through what lies about that place, which follows the slope there and nowhere else.
    """
    middle, half = np.array(shape[::-1]) / 2, float(np.hypot(*shape)) / 2
    matrix = terms((points - middle) / half)
    company = np.ones(len(heights))
    if near is not None:
        middle = near
        places = (points - near) / half
        matrix = terms(places)[:, :3]
        company = np.exp(-(places**2).sum(axis=1) / (2 * REACH**2))
    weights = company
    for _ in range(12):
        weighted = weights[:, None] * matrix
        solution = np.linalg.pinv(matrix.T @ weighted, hermitian=True) @ (weighted.T @ heights)
        off = heights - matrix @ solution
        spread = max(1.4826 * float(np.median(np.abs(off[company > 0.3 * company.max()]))), 1e-6)
        weights = company * np.maximum(1 - (off / (4.685 * spread)) ** 2, 0) ** 2
    normal = np.linalg.pinv(matrix.T @ (weights[:, None] * matrix), hermitian=True)
    covariance = np.asarray(normal * spread**2 * CORRELATED_CELLS, dtype=np.float64)
    return Surface(np.asarray(solution, dtype=np.float64), covariance, middle, half)


def knot_places(shape: tuple[int, int]) -> tuple[Points, tuple[int, int]]:
    """Return N x 2 pixels of a field's knots on a photo of `shape`, and the knots' rows and columns."""
    rows, columns = shape[0] // STEP + 3, shape[1] // STEP + 3
    y, x = np.mgrid[0:rows, 0:columns]
    places = np.stack([x.ravel(), y.ravel()], axis=1) * float(STEP) - STEP / 2
    return places, (rows, columns)


def field_of(log_light: Points, size: tuple[int, int]) -> LightField:
    """Return the field whose logarithm at the knots (N,) is given."""
    return LightField(log_light.reshape(size).astype(np.float32))
