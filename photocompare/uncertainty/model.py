"""The model of the error: what it states where no repeat photographs tell, for each metric of a region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from photocompare.alignment import Alignment
from photocompare.color import CorrectedPhoto, NormalizedPair
from photocompare.errors import NotMeasurable
from photocompare.metric import Metric
from photocompare.patch import Patch
from photocompare.patches import RegionCut
from photocompare.recipe import ErrorRecipe
from photocompare.spots import SpotMap, find_spots, find_uv_spots
from photocompare.uncertainty.difference import difference_error
from photocompare.uncertainty.fates import fate_error, untouched
from photocompare.uncertainty.light import Covariance, light_covariance
from photocompare.uncertainty.pixels import pixel_error
from photocompare.uncertainty.samples import NeedsPhoto, Samples, samples_of
from photocompare.uncertainty.spots import SeenSpots, seen_spots, spot_error
from photocompare.uncertainty.surface import texture_error, unevenness_error
from photocompare.uncertainty.vessels import Disturbed, disturbed, vessel_error
from photocompare.uncertainty.windows import windows_of

COLORS_ONLY = ("redness", "pigmentation")
"""Families whose metrics read colors even where they need the photo, to leave vessels out or in."""
READ_LOW = 0.06
"""A blur of 1, 2, 3 pixels is measured as 0.96, 1.84, 2.5 (benchmarks/measures_error.py gate)."""

OF_A_PIXEL = 0.5
"""A photo is as if blurred by half its pixel: from farther away that is more of the skin."""


@dataclass(frozen=True, eq=False)
class RegionErrors:
    """What the measures of one region may be off by.

    Attributes:
        cut: the region on both photos.
        pair, alignment: how both photos came into one color and onto each other.
        blur_px: the blur that one photo has more than the other, in its own pixels; None where unknown.
        recipe: the settings of the model.
    """

    cut: RegionCut
    pair: NormalizedPair
    alignment: Alignment
    blur_px: float | None
    recipe: ErrorRecipe

    def sdc(self, metric: Metric, first: float, second: float) -> float:
        """Return the smallest detectable change of a metric that was `first` and became `second`.

        Raises:
            NotMeasurable: N442 where nothing tells how the photos' colors differ, N443 where the metric reads
                what the model cannot disturb, N444 where neither photo shows any of what it measures, N445
                where it hangs on where the lamp stood.
        """
        both = (self.cut.before, self.cut.after)
        if metric.family == "vessels":
            if first == second == 0:
                raise NotMeasurable("N444")
            return vessel_error(metric, self._vessels, self.recipe)
        if metric.family == "clearance":
            return fate_error(metric, self._untouched, self.cut.after, self.alignment, self.recipe)
        if metric.id == "texture_contrast":
            return texture_error(metric, both, (first, second), self._blur, self.recipe)
        if metric.id == "pigment_unevenness":
            return unevenness_error(metric, both, (first, second), self.recipe)
        if metric.family == "spots":
            if first == second == 0:
                raise NotMeasurable("N444")
            seen = self._uv_spots if metric.id.startswith("uv_") else self._spots
            return spot_error(metric, seen, self._blur, self.recipe)
        if metric.id == "highlight_fraction":
            raise NotMeasurable("N445")
        return self._of_colors(metric)

    def _of_colors(self, metric: Metric) -> float:
        covariance, coverage = self._covariance(metric), self.recipe.coverage
        try:
            if metric.at_baseline is not None:
                return difference_error(metric, self._samples, covariance, self.alignment)
            return pixel_error(metric, self._samples, covariance, self._errors_px, self._blur).sdc(coverage)
        except NeedsPhoto:
            if metric.family not in COLORS_ONLY:
                raise NotMeasurable("N443") from None
            return pixel_error(metric, self._windows, covariance, self._errors_px, self._blur).sdc(coverage)

    def _covariance(self, metric: Metric) -> Covariance:
        even = metric.even_light or metric.at_baseline is not None
        against = metric.held_against
        return light_covariance(self.pair, self.recipe, even_light=even, held_against=against)

    @cached_property
    def _samples(self) -> tuple[Samples, Samples]:
        return samples_of(self.cut.before), samples_of(self.cut.after)

    @cached_property
    def _vessels(self) -> tuple[Disturbed, Disturbed]:
        first, second = (
            disturbed(patch, self._blur, self.recipe) for patch in (self.cut.before, self.cut.after)
        )
        return first, second

    @cached_property
    def _untouched(self) -> Patch:
        return untouched(self.cut.before, self.cut.after, self.alignment, self._blur, self.recipe)

    @cached_property
    def _windows(self) -> tuple[Samples, Samples]:
        paler = self.recipe.vessel_common_sd
        first, second = (windows_of(one, self._blur, paler) for one in (self.cut.before, self.cut.after))
        return first, second

    @cached_property
    def _spots(self) -> tuple[SeenSpots, SeenSpots]:
        return self._seen(find_spots)

    def _seen(self, find: Callable[[CorrectedPhoto], SpotMap]) -> tuple[SeenSpots, SeenSpots]:
        first, second = (seen_spots(one, find, self.recipe) for one in (self.cut.before, self.cut.after))
        return first, second

    @cached_property
    def _uv_spots(self) -> tuple[SeenSpots, SeenSpots]:
        return self._seen(find_uv_spots)

    @property
    def _blur(self) -> float:
        """Return by how many pixels of blur the photos differ at most: as measured, and what it misses."""
        measured = abs(self.blur_px or 0.0)
        nearer = self.pair.baseline.scale / self.pair.followup.scale
        parts = (
            measured * (1 + READ_LOW * measured),
            self.recipe.coverage * self.recipe.focus_px,
            OF_A_PIXEL * np.sqrt(max(nearer, 1 / nearer) ** 2 - 1),
        )
        return float(np.sqrt(np.square(parts).sum()))

    @property
    def _errors_px(self) -> tuple[float, float]:
        """Return the alignment's 95 % error in the pixels of each photo."""
        error = self.alignment.error_px or 0.0
        return error, error * self.pair.baseline.scale / self.pair.followup.scale
