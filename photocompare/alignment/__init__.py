"""The follow-up laid onto the baseline: a map, its error, its grade."""

from photocompare.alignment.align import align, refused
from photocompare.alignment.alignment import Alignment, Grade, identity, projected
from photocompare.alignment.points import points_csv, read_points
from photocompare.alignment.warp import warp_to_baseline

__all__ = [
    "Alignment",
    "Grade",
    "align",
    "identity",
    "points_csv",
    "projected",
    "read_points",
    "refused",
    "warp_to_baseline",
]
