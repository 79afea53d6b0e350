"""The follow-up laid onto the baseline: a map, its error, its grade."""

from photocompare.alignment.align import align
from photocompare.alignment.alignment import Alignment, Grade, from_json, identity, projected, refused
from photocompare.alignment.points import points_csv, read_points
from photocompare.alignment.warp import warp_to_baseline

__all__ = [
    "Alignment",
    "Grade",
    "align",
    "from_json",
    "identity",
    "points_csv",
    "projected",
    "read_points",
    "refused",
    "warp_to_baseline",
]
