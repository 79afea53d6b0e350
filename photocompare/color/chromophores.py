"""Absorbance taken apart into melanin, hemoglobin and shading, by fixed vectors or by independence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float64]

MELANIN, BLOOD, SHADING = (0.2428, 0.4563, 0.8560), (0.3117, 0.7099, 0.6316), (1.0, 1.0, 1.0)
FIXED: Vectors = np.array([MELANIN, BLOOD, SHADING])
"""Absorbance of linear R, G, B per amount of melanin, blood and shading: from a diffusion model of skin."""

MOST_SAMPLES = 40_000
FEWEST_SAMPLES = 500
ANGLES = 360
ALIKE = 0.80
"""A component found must point within 37 degrees of the fixed one whose name it takes."""


def components(absorbance: NDArray[np.float32], vectors: Vectors | None = None) -> NDArray[np.float32]:
    """Return N x 3 amounts of melanin, hemoglobin and shading (a.u.) of N x 3 absorbance.

    `vectors` (3 x 3, a row each) stand in for the fixed ones.
    """
    unmixing = np.linalg.inv(FIXED if vectors is None else vectors)
    return np.asarray(absorbance @ unmixing.astype(np.float32), dtype=np.float32)


def independent_vectors(absorbance: NDArray[np.float32]) -> Vectors | None:
    """Return 3 x 3 vectors of melanin, hemoglobin and shading found in N x 3 absorbance, or None.

    Independent component analysis (Tsumura et al., JOSA A 16:2169, 1999): shading is projected away, the
    plane that is left is whitened and turned until both coordinates are least normal (in the plane one angle
    is all there is to find, so all are tried). Order and sign are those nearest to the fixed vectors, and so
    is the scale. None where the skin is too even, or what is found resembles neither.
    """
    plane = _plane()
    sample = absorbance[:: max(1, len(absorbance) // MOST_SAMPLES)].astype(np.float64)
    if len(sample) < FEWEST_SAMPLES:
        return None
    flat = (sample - np.median(sample, axis=0)) @ plane.T
    values, axes = np.linalg.eigh(np.cov(flat.T))
    if values[0] <= 1e-9:
        return None
    white = np.clip(flat @ (axes / np.sqrt(values)), -5, 5)
    turns = np.linspace(0, np.pi / 2, ANGLES, endpoint=False)
    best = max(turns, key=lambda turn: _unlike_normal(white @ _rotation(turn)))
    mixing = (_rotation(best).T * np.sqrt(values)) @ axes.T
    return _named(mixing, plane)


def _named(mixing: Vectors, plane: Vectors) -> Vectors | None:
    """Return the two found directions (rows, in the plane) as full vectors, named by the fixed ones."""
    prior = FIXED[:2] @ plane.T
    found = mixing / np.linalg.norm(mixing, axis=1, keepdims=True)
    likeness = found @ (prior / np.linalg.norm(prior, axis=1, keepdims=True)).T
    if abs(likeness[0, 0]) + abs(likeness[1, 1]) < abs(likeness[0, 1]) + abs(likeness[1, 0]):
        found, likeness = found[::-1], likeness[::-1]
    kept = np.diag(likeness)
    if np.abs(kept).min() < ALIKE:
        return None
    scaled = found * (np.sign(kept) * np.linalg.norm(prior, axis=1))[:, None]
    # What each vector holds of pure shading cannot be seen in the plane: it is the fixed vector's.
    level = FIXED[:2].mean(axis=1, keepdims=True)
    return np.vstack([scaled @ plane + level, FIXED[2]])


def _plane() -> Vectors:
    """Return two unit vectors across (1, 1, 1)."""
    return np.array([[1, -1, 0], [1, 1, -2]]) / np.sqrt([[2.0], [6.0]])


def _rotation(turn: float) -> Vectors:
    return np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])


def _unlike_normal(values: Vectors) -> float:
    """Return how far both columns are from normal: negentropy by log cosh (Hyvarinen 1999)."""
    normal = 0.374567207491438
    return float(((np.log(np.cosh(values)).mean(axis=0) - normal) ** 2).sum())
