"""A DisplacementField: the smooth bending of skin that no homography can make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Points = NDArray[np.float64]
# A little tension keeps the field level where nothing was seen, instead of running away in a straight line.
TENSION = 0.002
INVERSE_STEPS = 60
AT_ONCE = 1 << 14
# A kink at the very border would show in the inverse map; a tenth of a side beyond it nobody looks.
STRAIGHT_ON = 0.1


@dataclass(frozen=True, eq=False)
class DisplacementField:
    """A uniform bicubic B-spline of displacements in pixels over the frame of one photo.

    Attributes:
        coefficients: rows x columns x 2 float64 (x, y), in pixels; one row and column outside each border.
        shape: (height, width) of the photo in pixels.
    """

    coefficients: Floats
    shape: tuple[int, int]

    def __call__(self, points: Points) -> Points:
        """Return the N x 2 displacements in pixels at N x 2 points (x, y)."""
        points = np.asarray(points, dtype=np.float64)
        parts = [self._at(points[first : first + AT_ONCE]) for first in range(0, len(points), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, 2))

    def _at(self, points: Points) -> Points:
        columns, values = _entries(points, self.shape, self.coefficients.shape[:2])
        return np.asarray(np.einsum("nk,nkc->nc", values, self.coefficients.reshape(-1, 2)[columns]))

    def bent(self, points: Points) -> Points:
        """Return N x 2 points plus their displacement."""
        return points + self(points)

    def unbent(self, points: Points) -> Points:
        """Return the N x 2 points that `bent` carries to `points`, exact to 1e-9 px."""
        found = points - self(points)
        for _ in range(INVERSE_STEPS):
            # A contraction, because the Jacobian is held near one.
            step = points - self(found) - found
            found = found + step
            if np.abs(step).max(initial=0.0) < 1e-10:
                break
        return found

    def on_grid(self, x: Floats, y: Floats) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the displacements (two len(y) x len(x) float32 arrays) on the grid of coordinates x, y."""
        count = self.coefficients.shape
        across = basis(x / self.shape[1], count[1]).astype(np.float32)
        down = basis(y / self.shape[0], count[0]).astype(np.float32)
        # A part of the photo hangs on few of the coefficients.
        rows, columns = (np.flatnonzero(part.any(axis=0)) for part in (down, across))
        values = self.coefficients[np.ix_(rows, columns)].astype(np.float32)
        down, across = down[:, rows], across[:, columns]
        one, two = (np.asarray(down @ values[..., i] @ across.T, dtype=np.float32) for i in range(2))
        return one, two

    def jacobian_range(self) -> tuple[float, float]:
        """Return the least and greatest local change of area, det(I + gradient of displacement)."""
        rows, columns = self.coefficients.shape[:2]
        x, y = np.linspace(0, 1, 3 * columns), np.linspace(0, 1, 3 * rows)
        across, down = basis(x, columns), basis(y, rows)
        d_across = basis(x, columns, slope=True) / self.shape[1]
        d_down = basis(y, rows, slope=True) / self.shape[0]
        c = self.coefficients
        xx, xy = (down @ c[..., i] @ d_across.T for i in range(2))
        yx, yy = (d_down @ c[..., i] @ across.T for i in range(2))
        area = (1 + xx) * (1 + yy) - xy * yx
        return float(area.min()), float(area.max())

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-ready dictionary, exact."""
        rows, columns = self.coefficients.shape[:2]
        return {
            "kind": "uniform bicubic B-spline coefficients, pixels; one row and column outside each border",
            "rows": rows,
            "columns": columns,
            "x": self.coefficients[..., 0].ravel().tolist(),
            "y": self.coefficients[..., 1].ravel().tolist(),
        }

    @staticmethod
    def from_json(saved: dict[str, Any], shape: tuple[int, int]) -> DisplacementField:
        """Return the field `to_json` wrote, over a photo of (height, width)."""
        grid = int(saved["rows"]), int(saved["columns"])
        parts = [np.array(saved[axis], dtype=np.float64).reshape(grid) for axis in "xy"]
        return DisplacementField(np.stack(parts, axis=-1), shape)


def grid_of(shape: tuple[int, int], intervals: int) -> tuple[int, int]:
    """Return (rows, columns) of coefficients for square cells, `intervals` of them along the shorter side."""
    cell = min(shape) / intervals
    return tuple(max(4, round(side / cell) + 3) for side in shape)  # type: ignore[return-value]


def level_field(shape: tuple[int, int], intervals: int) -> DisplacementField:
    """Return the field that moves nothing."""
    return DisplacementField(np.zeros((*grid_of(shape, intervals), 2)), shape)


def basis(share: Floats, count: int, *, slope: bool = False) -> Floats:
    """Return the len(share) x count matrix of cubic B-splines (or slopes) at `share` (0-1) of the side."""
    index, weights = _taps(share, count, slope=slope)
    matrix = np.zeros((len(share), count))
    np.put_along_axis(matrix, index[:, None] + np.arange(4), weights, axis=1)
    return matrix


def scattered_basis(points: Points, shape: tuple[int, int], grid: tuple[int, int]) -> scipy.sparse.csr_array:
    """Return the sparse N x (rows * columns) matrix that evaluates a field's coefficients at N x 2 points."""
    columns, values = _entries(points, shape, grid)
    starts = np.arange(len(points) + 1) * 16
    return scipy.sparse.csr_array(
        (values.ravel(), columns.ravel(), starts), shape=(len(points), grid[0] * grid[1])
    )


def _entries(
    points: Points, shape: tuple[int, int], grid: tuple[int, int]
) -> tuple[NDArray[np.intp], Floats]:
    """Return, N x 16 each, which coefficients tell a field at N x 2 points, and how much each counts."""
    left, across = _taps(points[:, 0] / shape[1], grid[1])
    top, down = _taps(points[:, 1] / shape[0], grid[0])
    columns = (top[:, None, None] + np.arange(4)[:, None]) * grid[1] + left[:, None, None] + np.arange(4)
    values = down[:, :, None] * across[:, None, :]
    return columns.reshape(-1, 16), values.reshape(-1, 16)


@dataclass(frozen=True, eq=False)
class FieldSystem:
    """The equations of a field through N given points, made once and solved for many shifts and weights."""

    matrix: scipy.sparse.csr_array
    shape: tuple[int, int]
    grid: tuple[int, int]
    bending: Floats
    places: NDArray[np.intp]
    products: Floats

    def solve(self, shifts: Points, weights: Floats, stiffness: float) -> DisplacementField:
        """Return the field nearest to N x 2 `shifts` that bends least.

        Minimizes sum(weights * |field - shifts|^2) + stiffness * sum(second differences^2), a penalized
        B-spline (Eilers and Marx 1996); `weights` are per px^2, so `stiffness` is one over the variance of a
        second difference.
        """
        solved = self._solved(self.matrix.T @ (shifts * weights[:, None]), weights, stiffness)
        return DisplacementField(solved.reshape(*self.grid, 2), self.shape)

    def doubts(self, weights: Floats, stiffness: float, count: int) -> list[DisplacementField]:
        """Return `count` random draws of how far the true field may be from the solved one.

        Drawn from the posterior: large where the weights are small or no point is near.
        """
        rng = np.random.default_rng(0)
        bends = _bends(self.grid)
        right = self.matrix.T @ (rng.standard_normal((len(weights), 2 * count)) * np.sqrt(weights)[:, None])
        right += np.sqrt(stiffness) * (bends.T @ rng.standard_normal((bends.shape[0], 2 * count)))
        solved = self._solved(right, weights, stiffness).reshape(*self.grid, count, 2)
        return [DisplacementField(solved[:, :, i], self.shape) for i in range(count)]

    def _solved(self, right: Floats, weights: Floats, stiffness: float) -> Floats:
        values = (self.products * weights[:, None]).ravel()
        normal = np.bincount(self.places.ravel(), values, minlength=self.bending.size)
        banded = normal.reshape(self.bending.shape) + stiffness * self.bending
        return np.asarray(scipy.linalg.solveh_banded(banded, right, overwrite_ab=True, check_finite=False))


def field_system(points: Points, shape: tuple[int, int], intervals: int) -> FieldSystem:
    """Return the equations of a field of `intervals` cells along the shorter side, given at N x 2 points."""
    grid = grid_of(shape, intervals)
    matrix = scattered_basis(points, shape, grid)
    columns, values = matrix.indices.reshape(-1, 16), matrix.data.reshape(-1, 16)
    one, other = np.triu_indices(16)
    wide, count = 3 * grid[1] + 3, grid[0] * grid[1]
    # LAPACK's upper band storage: element (i, j) at row wide + i - j, column j.
    places = (wide + columns[:, one] - columns[:, other]) * count + columns[:, other]
    bending = np.zeros((wide + 1, count))
    bends = _bends(grid)
    bend = (bends.T @ bends).tocoo()
    upper = bend.col >= bend.row
    bending[wide + bend.row[upper] - bend.col[upper], bend.col[upper]] = bend.data[upper]
    return FieldSystem(matrix, shape, grid, bending, places, values[:, one] * values[:, other])


def field_on_grid(values: Floats, shape: tuple[int, int], grid: tuple[int, int]) -> DisplacementField:
    """Return the field nearest to `values`, rows x columns x 2 on an even grid from border to border."""
    rows, columns = values.shape[:2]
    down = np.linalg.pinv(basis(np.linspace(0, 1, rows), grid[0]))
    across = np.linalg.pinv(basis(np.linspace(0, 1, columns), grid[1]))
    return DisplacementField(np.einsum("ij,jkc,lk->ilc", down, values, across, optimize=True), shape)


def _taps(share: Floats, count: int, *, slope: bool = False) -> tuple[NDArray[np.intp], Floats]:
    """Return the first of four coefficients and their weights; straight on for a while beyond the border."""
    inside = np.clip(share, 0, 1)
    place = inside * (count - 3)
    index = np.minimum(place.astype(np.intp), count - 4)
    t = (place - index)[:, None]
    parts = [-((1 - t) ** 2) / 2, (9 * t**2 - 12 * t) / 6, (-9 * t**2 + 6 * t + 3) / 6, t**2 / 2]
    slopes = np.concatenate(parts, axis=1) * (count - 3)
    if slope:
        return index, slopes
    parts = [(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3]
    beyond = np.clip(share, -STRAIGHT_ON, 1 + STRAIGHT_ON) - inside
    return index, np.concatenate(parts, axis=1) / 6 + beyond[:, None] * slopes


def _bends(grid: tuple[int, int]) -> scipy.sparse.csr_array:
    """Return the matrix from coefficients to their second differences, and a trace of the first."""

    def along(count: int, order: int) -> scipy.sparse.csr_array:
        return scipy.sparse.csr_array(np.diff(np.eye(count), n=order, axis=0))

    rows, columns = grid
    eye_y, eye_x = scipy.sparse.eye_array(rows), scipy.sparse.eye_array(columns)
    slack = np.sqrt(TENSION)
    parts = [
        scipy.sparse.kron(eye_y, along(columns, 2)),
        scipy.sparse.kron(along(rows, 2), eye_x),
        np.sqrt(2) * scipy.sparse.kron(along(rows, 1), along(columns, 1)),
        slack * scipy.sparse.kron(eye_y, along(columns, 1)),
        slack * scipy.sparse.kron(along(rows, 1), eye_x),
    ]
    return scipy.sparse.vstack(parts).tocsr()
