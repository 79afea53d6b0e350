"""What a pair is measured with besides photos, regions and scale, where it belongs to a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from photocompare import Region
from photocompare.regions import Midline
from photocompare.uncertainty import RepeatErrors

if TYPE_CHECKING:
    from photocompare.batch import Entry


@dataclass(frozen=True)
class Setting:
    """The study's word about a pair, so that it is measured as the batch does; empty for a loose pair.

    Attributes:
        baseline, followup: both photos as the study names them.
        repeats: the errors that repeat photographs of the study gave.
        midline: the view's midline as a person placed it, in pixels of the baseline; or None.
    """

    baseline: Entry | None = None
    followup: Entry | None = None
    repeats: RepeatErrors = field(default_factory=dict)
    midline: Midline | None = None

    @property
    def lighting(self) -> str:
        """Return the light of both photos."""
        return self.followup.lighting if self.followup else "normal"

    def completed(self, regions: Sequence[Region]) -> tuple[Region, ...]:
        """Return the regions as they are measured."""
        if self.baseline is None or self.followup is None:
            return tuple(regions)
        # Here: the batch takes a while to load, and a window without a study does not need it.
        from photocompare.batch.plan import outlined_for

        return outlined_for(regions, self.baseline, self.followup)
