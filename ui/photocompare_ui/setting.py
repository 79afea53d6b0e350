"""What a pair is measured with besides photos, regions and scale, where it belongs to a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from photocompare import Region
from photocompare.batch import Entry
from photocompare.batch.plan import outlined_for
from photocompare.uncertainty import RepeatErrors


@dataclass(frozen=True)
class Setting:
    """The study's word about a pair, so that it is measured as the batch does; empty for a loose pair.

    Attributes:
        baseline, followup: both photos as the study names them.
        repeats: the errors that repeat photographs of the study gave.
    """

    baseline: Entry | None = None
    followup: Entry | None = None
    repeats: RepeatErrors = field(default_factory=dict)

    @property
    def lighting(self) -> str:
        """Return the light of both photos."""
        return self.followup.lighting if self.followup else "normal"

    def completed(self, regions: Sequence[Region]) -> tuple[Region, ...]:
        """Return the regions as they are measured."""
        if self.baseline is None or self.followup is None:
            return tuple(regions)
        return outlined_for(regions, self.baseline, self.followup)
