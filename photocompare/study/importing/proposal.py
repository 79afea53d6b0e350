"""A proposal: what one photo is to become in the study, how sure that is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from photocompare.errors import Finding

Confidence = Literal["sure", "likely", "guess"]
CONFIDENCES: tuple[Confidence, ...] = ("sure", "likely", "guess")


@dataclass(frozen=True)
class Proposal:
    """What a photo is to become.

    Attributes:
        photo: the file. Its name is shown where the person at the machine sees it, and never kept.
        use: whether to import it; what is left out says why.
        subject: a code; view, timepoint, lighting, side, arm, repeat: as in a manifest.
        day: from baseline; None where nothing tells it.
        captured: days from the subject's day 0 by the camera's clock, set right; None where unknown.
        confidence: of the least sure of these, `sure`, `likely` or `guess`.
        reason: where each of them comes from, in words.
        findings: doubts.
        sha256: of the file when it was read, hex.
        private: its name or folder looks like a person's: the study must keep a copy under a plain name.
    """

    photo: Path
    use: bool = True
    subject: str = ""
    view: str = ""
    timepoint: str = ""
    day: float | None = None
    lighting: str = "normal"
    side: str = ""
    arm: str = ""
    repeat: int = 1
    mm_per_pixel: float | None = None
    captured: float | None = None
    confidence: Confidence = "sure"
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    sha256: str = ""
    private: bool = False


def least_sure(*confidences: Confidence) -> Confidence:
    """Return the least sure of some confidences; `sure` of none."""
    return max(confidences, key=CONFIDENCES.index, default="sure")
