"""The comparability gate: can this photo be measured, and can these two be compared?"""

from photocompare.quality.pair import comparability_findings, extra_blur_px
from photocompare.quality.photo_quality import PhotoQuality, all_findings, photo_quality, quality_findings

__all__ = [
    "PhotoQuality",
    "all_findings",
    "comparability_findings",
    "extra_blur_px",
    "photo_quality",
    "quality_findings",
]
