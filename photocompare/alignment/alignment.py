"""An Alignment: where each point of the baseline lies in the follow-up, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment.field import DisplacementField

Grade = Literal["good", "usable", "view only", "refused"]
Side = Literal["baseline", "followup"]
GRADES: tuple[Grade, ...] = ("good", "usable", "view only", "refused")
Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Alignment:
    """A map baseline -> follow-up in pixels (origin: top-left corner of the top-left pixel), and its trust.

    Attributes:
        homography: 3x3 float64, baseline -> follow-up; identity where refused.
        baseline_shape, followup_shape: (height, width) in pixels.
        grade: `good` (every metric), `usable` (region metrics, no clearance), `view only` (side by side,
            nothing pixelwise) or `refused`.
        reason: why it is not `good`, or how it was found where that is unusual, in words; else empty.
        matches, inliers: feature matches found, and those that fit.
        error_px: stated 95 % error: 95 % of the skin is expected nearer than this to where the map puts it,
            in baseline pixels (calibrated on phantoms, docs/benchmarks.md); None where unknown.
        overlap_percent: share of the baseline's area that the follow-up shows.
        method: how it was found: `features`, `identical`, `landmarks`, `outline`, `neighbor`.
        field: the bend of the skin, on the photo `bent` names, before the homography from there; or None.
        hits: share of held-out patches whose best place all around is where the map puts them, or None.
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
    field: DisplacementField | None = None
    bent: Side = "baseline"
    hits: float | None = None

    @property
    def accepted(self) -> bool:
        """Return whether regions may be carried by this map."""
        return self.grade in ("good", "usable")

    @property
    def jacobian(self) -> tuple[float, float]:
        """Return the least and greatest local change of area by the field, beyond the homography's."""
        return self.field.jacobian_range() if self.field else (1.0, 1.0)

    def to_followup(self, points: Points) -> Points:
        """Return N x 2 baseline points (x, y) carried into the follow-up."""
        points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        if self.field and self.bent == "baseline":
            return projected(self.homography, self.field.bent(points))
        carried = projected(self.homography, points)
        return self.field.unbent(carried) if self.field else carried

    def to_baseline(self, points: Points) -> Points:
        """Return N x 2 follow-up points (x, y) carried into the baseline: the inverse, to 1e-6 px."""
        return self.inverse().to_followup(points)

    def inverse(self) -> Alignment:
        """Return the alignment with the photos exchanged, its error in the new baseline's pixels."""
        magnification = float(np.sqrt(abs(np.linalg.det(self.homography[:2, :2]))))
        return replace(
            self,
            homography=inverted(self.homography),
            baseline_shape=self.followup_shape,
            followup_shape=self.baseline_shape,
            error_px=None if self.error_px is None else self.error_px * magnification,
            bent="followup" if self.bent == "baseline" else "baseline",
        )

    def to_json(self) -> dict[str, Any]:
        """Return a JSON-ready dictionary of the map and its trust; `from_json` reads it back unchanged."""
        field = None if self.field is None else {"on": self.bent, **self.field.to_json()}
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
            "hits": self.hits,
            "jacobian": list(self.jacobian),
            "field": field,
        }


def from_json(saved: dict[str, Any]) -> Alignment:
    """Return the alignment that `to_json` wrote.

    Raises:
        KeyError, TypeError, ValueError: where something is missing or of the wrong kind.
    """
    matrix = np.array(saved["matrix"], dtype=np.float64)
    if matrix.shape != (3, 3) or not np.isfinite(matrix).all() or saved["grade"] not in GRADES:
        raise ValueError("no alignment")
    sizes = saved["baseline_size"], saved["followup_size"]
    first, second = ((int(size[1]), int(size[0])) for size in sizes)
    field = saved.get("field")
    bent: Side = "followup" if field and field["on"] == "followup" else "baseline"
    return Alignment(
        matrix,
        first,
        second,
        saved["grade"],
        str(saved["reason"]),
        int(saved["matches"]),
        int(saved["inliers"]),
        _number(saved["error_px"]),
        _number(saved["overlap_percent"]),
        str(saved["method"]),
        DisplacementField.from_json(field, second if bent == "followup" else first) if field else None,
        bent,
        _number(saved["hits"]),
    )


def projected(homography: NDArray[np.float64], points: Points) -> Points:
    """Return N x 2 points carried by a 3x3 homography."""
    points = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    carried = points @ homography[:, :2].T + homography[:, 2]
    return np.asarray(carried[:, :2] / carried[:, 2:], dtype=np.float64)


def inverted(homography: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the inverse of a homography, its last element 1."""
    inverse = np.asarray(np.linalg.inv(homography), dtype=np.float64)
    return np.asarray(inverse / inverse[2, 2])


def identity(shape: tuple[int, int], method: str = "identical") -> Alignment:
    """Return the map of a photo onto itself."""
    return Alignment(np.eye(3), shape, shape, "good", error_px=0.0, overlap_percent=100.0, method=method)


def refused(baseline_shape: tuple[int, int], followup_shape: tuple[int, int], reason: str) -> Alignment:
    """Return the alignment of a pair that cannot be compared."""
    return Alignment(np.eye(3), baseline_shape, followup_shape, "refused", reason)


def overlap_percent(alignment: Alignment) -> float:
    """Return the share of the baseline's area that the follow-up shows, in percent."""
    height, width = alignment.baseline_shape
    rows, columns = np.mgrid[0.5:64:1, 0.5:64:1] / 64
    points = np.column_stack([columns.ravel() * width, rows.ravel() * height])
    inside = within(alignment.to_followup(points), alignment.followup_shape)
    return float(100 * inside.mean())


def _number(saved: float | None) -> float | None:
    return None if saved is None else float(saved)


def within(points: Points, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return N bool: which N x 2 points lie in a photo of (height, width)."""
    return np.asarray(((points >= 0) & (points <= np.array(shape[::-1]))).all(axis=1))
