"""The follow-up laid onto the baseline: a map, its error, its grade."""

from photocompare.alignment.align import align
from photocompare.alignment.alignment import Alignment, Grade, from_json, identity, projected, refused
from photocompare.alignment.landmarks import align_by_landmarks, refine_landmarks
from photocompare.alignment.points import points_csv, read_points
from photocompare.alignment.series import align_series, joined, through_neighbor
from photocompare.alignment.warp import warp_to_baseline

__all__ = [
    "Alignment",
    "Grade",
    "align",
    "align_by_landmarks",
    "align_series",
    "from_json",
    "identity",
    "joined",
    "points_csv",
    "projected",
    "read_points",
    "refine_landmarks",
    "refused",
    "through_neighbor",
    "warp_to_baseline",
]
