"""The comparability gate: can this photo be measured, and can these two be compared?"""

from photocompare.quality.conditions import Conditions, conditions
from photocompare.quality.gate import Gate, gates, usable_findings
from photocompare.quality.pair import (
    PairQuality,
    comparability_findings,
    extra_blur_px,
    pair_quality,
    photo_qualities,
)
from photocompare.quality.photo_quality import PhotoQuality, all_findings, photo_quality, quality_findings

__all__ = [
    "Conditions",
    "Gate",
    "PairQuality",
    "PhotoQuality",
    "all_findings",
    "comparability_findings",
    "conditions",
    "extra_blur_px",
    "gates",
    "pair_quality",
    "photo_qualities",
    "photo_quality",
    "quality_findings",
    "usable_findings",
]
