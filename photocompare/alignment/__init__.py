"""The follow-up laid onto the baseline: a map, its error, its grade."""

from photocompare.alignment.align import align
from photocompare.alignment.alignment import Alignment, Grade, from_json, identity, projected, refused
from photocompare.alignment.landmarks import align_by_landmarks, refine_landmarks
from photocompare.alignment.placed import on_followup, outlined_skin, placed_by_hand, split_by_hand
from photocompare.alignment.points import points_csv, read_points
from photocompare.alignment.saved import SavedAlignment, alignment_json, read_alignment
from photocompare.alignment.series import align_series, joined, through_neighbor
from photocompare.alignment.warp import between_copies, tiles_on_baseline, warp_to_baseline

__all__ = [
    "Alignment",
    "Grade",
    "SavedAlignment",
    "align",
    "align_by_landmarks",
    "align_series",
    "alignment_json",
    "between_copies",
    "from_json",
    "identity",
    "joined",
    "on_followup",
    "outlined_skin",
    "placed_by_hand",
    "points_csv",
    "projected",
    "read_alignment",
    "read_points",
    "refine_landmarks",
    "refused",
    "split_by_hand",
    "through_neighbor",
    "tiles_on_baseline",
    "warp_to_baseline",
]
