"""A photo on its way to a proposal: what is decided so far, how surely, and from what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from photocompare.errors import Finding
from photocompare.study.importing.proposal import Confidence, Proposal, least_sure
from photocompare.study.importing.shots import Shot


@dataclass(frozen=True, eq=False)
class Draft:
    """A shot with what has been decided about it; `taken` is its date, the clock set right."""

    shot: Shot
    subject: str = ""
    site: str = ""
    side: str = ""
    view: str = ""
    lighting: str = "normal"
    timepoint: str = ""
    day: float | None = None
    taken: date | None = None
    captured: float | None = None
    repeat: int = 1
    use: bool = True
    confidence: Confidence = "sure"
    because: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def decided(self, because: str, confidence: Confidence = "sure", **fields: Any) -> Draft:
        """Return the draft with `fields` set for a reason."""
        reasons = self.because | dict.fromkeys(fields, because)
        sure = least_sure(self.confidence, confidence)
        return replace(self, **fields, because=reasons, confidence=sure)

    def doubted(
        self, finding: Finding, confidence: Confidence = "guess", *, use: bool | None = None
    ) -> Draft:
        """Return the draft with one more doubt; left out where `use` says so."""
        sure = least_sure(self.confidence, confidence)
        kept = self.use if use is None else use
        return replace(self, findings=(*self.findings, finding), confidence=sure, use=kept)

    @property
    def group(self) -> tuple[str, str, str]:
        """Return subject, view and lighting: photos of one group show the same skin in the same light."""
        return self.subject, self.view, self.lighting

    @property
    def likenesses(self) -> bool:
        """Return whether the photo can be recognized."""
        return self.shot.look is not None

    def proposal(self) -> Proposal:
        """Return the finished proposal."""
        return Proposal(
            photo=self.shot.path,
            use=self.use,
            subject=self.subject,
            view=self.view,
            timepoint=self.timepoint,
            day=self.day,
            lighting=self.lighting,
            side=self.side,
            repeat=self.repeat,
            captured=self.captured,
            confidence=self.confidence,
            reason=self._reason(),
            findings=self.findings,
            sha256=self.shot.sha256,
            private=bool(self.shot.said.personal),
        )

    def _reason(self) -> str:
        """Return the reasons by what they explain: `subject, side from the folder; day from the camera`."""
        grouped: dict[str, list[str]] = {}
        for name, why in self.because.items():
            grouped.setdefault(why, []).append(name)
        return "; ".join(f"{', '.join(names)} {why}" for why, names in grouped.items())
