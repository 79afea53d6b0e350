"""An Alignment: where each point of the baseline lies in the follow-up, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Grade = Literal["good", "usable", "view only", "refused"]


@dataclass(frozen=True, eq=False)
class Alignment:
    """A map baseline -> follow-up in pixels (origin: top-left corner of the top-left pixel), and its trust.

    Attributes:
        homography: 3x3 float64, baseline -> follow-up; identity where refused.
        baseline_shape, followup_shape: (height, width) in pixels.
        grade: `good`, `usable`, `view only` or `refused`.
        reason: why it is not `good`, in words; empty otherwise.
        matches, inliers: feature matches found, and those that fit.
        error_px: estimated error in baseline pixels, or None where unknown.
        overlap_percent: share of the baseline's area that the follow-up shows.
        method: how it was found (`features`, `identical`, `landmarks`...).
    """

    homography: NDArray[np.float64]
    baseline_shape: tuple[int, int]
    followup_shape: tuple[int, int]
    grade: Grade
    reason: str = ""
    matches: int = 0
    inliers: int = 0
    error_px: float | None = None
    overlap_percent: float | None = None
    method: str = "features"

    @property
    def accepted(self) -> bool:
        """Return whether regions may be carried by this map."""
        return self.grade in ("good", "usable")

    def to_followup(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return N x 2 baseline points (x, y) carried into the follow-up."""
        return projected(self.homography, points)

    def to_baseline(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return N x 2 follow-up points (x, y) carried into the baseline: the exact inverse."""
        return projected(np.asarray(np.linalg.inv(self.homography), dtype=np.float64), points)

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-ready dictionary of the map and its trust."""
        return {
            "matrix": self.homography.tolist(),
            "coordinates": "baseline pixels to follow-up pixels; origin: corner of the top-left pixel",
            "baseline_size": list(self.baseline_shape[::-1]),
            "followup_size": list(self.followup_shape[::-1]),
            "grade": self.grade,
            "reason": self.reason,
            "matches": self.matches,
            "inliers": self.inliers,
            "error_px": self.error_px,
            "overlap_percent": self.overlap_percent,
            "method": self.method,
        }


def projected(homography: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return N x 2 points carried by a 3x3 homography."""
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    carried = points @ homography[:, :2].T + homography[:, 2]
    return np.asarray(carried[:, :2] / carried[:, 2:], dtype=np.float64)


def identity(shape: tuple[int, int], method: str = "identical") -> Alignment:
    """Return the map of a photo onto itself."""
    return Alignment(np.eye(3), shape, shape, "good", error_px=0.0, overlap_percent=100.0, method=method)
