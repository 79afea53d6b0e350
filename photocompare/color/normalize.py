"""One color for two photographs, by the best that both show: chart, card, reference skin or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.cards import card_correction, reference_correction
from photocompare.color.chart_pair import ChartPair, chart_scale, find_chart_pair
from photocompare.color.corrected import CorrectedPhoto
from photocompare.color.even import even_light
from photocompare.color.gain_error import (
    UNKNOWN_LIGHT,
    chart_covariance,
    hue_covariance,
    light_covariance,
)
from photocompare.color.lab import XYZ_FROM_LINEAR
from photocompare.errors import Finding, Problem
from photocompare.photo import Photo
from photocompare.recipe import ColorMethod, ColorRecipe
from photocompare.regions import Region, polygon_region, warped

Gains = NDArray[np.float64]
MIXED_LIGHT = 0.05
"""So much of red to green is two points of erythema index."""
TYPICAL_SKIN = np.array([0.39, 0.23, 0.16])
"""Mean linear sRGB of 15,256 measured skins (science notes 1.2)."""


@dataclass(frozen=True, eq=False)
class NormalizedPair:
    """Both photos in one color.

    Attributes:
        baseline, followup: the photos in measuring color.
        method: `chart`, `gray`, `reference` or `none`: how it was done, the same for both.
        error_de00: what color difference remains between the two, in dE2000, or None where nothing tells.
        findings: doubts about the correction.
        charts: what the charts of both photos said, where they were used.
        gain_covariance: 3x3, absorbance squared: how R, G and B of skin in the follow-up may be off against
            the baseline by the correction alone, alike everywhere; None where nothing tells (method `none`).
            Errors of the light's strength are common to all three, so they cancel in 100 (A_G - A_R).
    """

    baseline: CorrectedPhoto
    followup: CorrectedPhoto
    method: str
    error_de00: float | None = None
    findings: tuple[Finding, ...] = ()
    charts: ChartPair | None = None
    gain_covariance: NDArray[np.float64] | None = None

    @property
    def gain_sd(self) -> tuple[float, float, float] | None:
        """Return the standard deviations of the log gains of R, G, B, in absorbance; None where unknown.

        They are not independent: propagate `gain_covariance` (g' C g for a metric of gradient g) instead.
        """
        if self.gain_covariance is None:
            return None
        red, green, blue = np.sqrt(np.diag(self.gain_covariance))
        return float(red), float(green), float(blue)

    def sd_of(self, gradient: tuple[float, float, float]) -> float | None:
        """Return the standard deviation of a change by the correction alone, None where unknown.

        `gradient` is the metric's change per unit of absorbance of R, G, B: (-100, 100, 0) for the erythema
        index, (100, 0, 0) for the melanin index.
        """
        if self.gain_covariance is None:
            return None
        return float(np.sqrt(np.array(gradient) @ self.gain_covariance @ np.array(gradient)))

    @property
    def l_star_sd(self) -> float | None:
        """Return the standard deviation of the change of L* of typical skin by the correction alone."""
        share = XYZ_FROM_LINEAR[1] * TYPICAL_SKIN
        slope = -np.log(10) * 116 / 3 * share.sum() ** (-2 / 3) * share
        return self.sd_of((float(slope[0]), float(slope[1]), float(slope[2])))

    @property
    def description(self) -> str:
        """Return what was changed in the colors, in words, for every export."""
        chart = self.charts.baseline.chart if self.charts else None
        kind = f" ({chart.title or chart.name})" if chart else ""
        done = {
            "none": "colors as photographed",
            "chart": f"both photos corrected by the color chart in them{kind}",
            "gray": "both photos balanced on the marked card",
            "reference": "follow-up matched to the baseline on the marked reference skin",
        }[self.method]
        return done if self.error_de00 is None else f"{done}, to about {self.error_de00:.1f} dE2000"


def normalize(
    baseline: Photo,
    followup: Photo,
    alignment: Alignment,
    regions: Sequence[Region] = (),
    recipe: ColorRecipe = ColorRecipe(),
    *,
    mm_per_pixel: float | None = None,
    lighting: str = "normal",
) -> NormalizedPair:
    """Return the pair in one color by `recipe.method`; `auto`: chart, else gray, else reference, else none.

    `chart` fits a 3x3 matrix to each photo's chart; `gray` makes the marked card neutral and equally light;
    `reference` gives the follow-up the baseline's color on the marked untreated skin. All in linear light,
    the same method for both photos or none. In `uv` light neither charts nor gray cards have their color, so
    only reference skin counts. Without `mm_per_pixel` a chart of known pitch gives the scale.

    Raises:
        Problem: E420 where the surface asked for is missing, clipped or too small in one photo, E422 where a
            chart was asked for and cannot be used, E421 where a gain beyond `recipe.max_gain` is needed.
    """
    pair = _corrected(baseline, followup, alignment, regions, recipe, lighting)
    _check_gains(pair, recipe.max_gain)
    if lighting == "normal" and not alignment.accepted and recipe.even_light == "on":
        pair = replace(pair, findings=(*pair.findings, Finding("W427")))
    elif lighting == "normal" and alignment.accepted:
        pair = _in_even_light(pair, alignment, regions, recipe.even_light)
    else:
        pair = _less_sure(pair, light_covariance(UNKNOWN_LIGHT))
    scale, found = mm_per_pixel, pair.findings
    if scale is None and pair.charts is not None:
        scale, said = chart_scale(pair.charts, recipe.chart_pitch_mm, alignment)
        found = (*found, *said)
    unit = "px" if scale is None else "mm"
    scale = 1.0 if scale is None else scale
    return replace(
        pair,
        baseline=replace(pair.baseline, scale=scale, scale_unit=unit),
        followup=replace(pair.followup, scale=scale / _magnification(alignment), scale_unit=unit),
        findings=found,
    )


def _corrected(
    baseline: Photo,
    followup: Photo,
    alignment: Alignment,
    regions: Sequence[Region],
    recipe: ColorRecipe,
    lighting: str,
) -> NormalizedPair:
    """Return the pair by the method asked for, or by the best there is."""
    photos = (baseline, followup)
    method, findings = recipe.method, []
    if lighting == "uv" and method in ("chart", "gray"):
        raise Problem("E420", detail=f"in ultraviolet light a {method} has not its known color")
    if method == "chart" or (method == "auto" and lighting != "uv"):
        charts, reason = find_chart_pair(baseline, followup, regions, recipe)
        better = method == "auto" and _marked_method(regions, lighting) != "none"
        if charts is not None and charts.rough and better:
            reason = charts.rough
            charts = None
        if charts is not None:
            matrices = [reading.fit.matrix for reading in charts.readings]
            pair = _pair(photos, matrices, "chart", charts.error_de00, charts.findings(alignment))
            covariance = chart_covariance(charts, photos, TYPICAL_SKIN)
            return replace(pair, charts=charts, gain_covariance=covariance)
        if method == "chart":
            raise Problem("E422", detail=reason)
        findings = [Finding("W421", detail=reason)] if reason else []
    if method == "auto":
        method = _marked_method(regions, lighting)
    if method == "none":
        findings += [Finding("W420")] if recipe.method == "auto" else []
        return _pair(photos, [np.eye(3), np.eye(3)], "none", None, findings)
    correct = card_correction if method == "gray" else reference_correction
    found = correct(baseline, followup, alignment, regions)
    matrices = [np.diag(gain) for gain in found.gains]
    pair = _pair(photos, matrices, method, found.error_de00, [*findings, *found.findings])
    return replace(pair, gain_covariance=found.covariance)


def _pair(
    photos: tuple[Photo, Photo],
    matrices: Sequence[NDArray[np.float64]],
    method: str,
    error: float | None,
    findings: Sequence[Finding],
) -> NormalizedPair:
    first, second = (CorrectedPhoto(*both) for both in zip(photos, matrices, strict=True))
    return NormalizedPair(first, second, method, error, tuple(findings))


def _in_even_light(
    pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region], how: str
) -> NormalizedPair:
    """Return the pair with its slow shading, where the skin outside the measured regions tells it.

    Light whose color changed more in one place than in another is told, whatever `how`.
    """
    photos = (pair.baseline.photo, pair.followup.photo)
    corrections = (pair.baseline.correction, pair.followup.correction)
    references, seats = _references(pair, alignment, regions), None
    if pair.charts is not None:
        seats = pair.charts.baseline.seat(TYPICAL_SKIN), pair.charts.followup.seat(TYPICAL_SKIN)
    light = even_light(photos, corrections, alignment, regions, references, seats)
    if light is not None and light.hue_change > MIXED_LIGHT:
        text = (
            f"Its color changed by {100 * light.hue_change:.0f} % more on one side of the skin than the other"
        )
        pair = replace(pair, findings=(*pair.findings, Finding("W423", detail=text)))
        pair = _less_sure(pair, hue_covariance(light.hue_change / 2))
    if light is None or how == "off" or (how == "auto" and not light.sure):
        missing = [Finding("W427")] if light is None and how == "on" else []
        pair = _less_sure(
            pair, light_covariance(float(np.hypot(light.change, light.error)) if light else UNKNOWN_LIGHT)
        )
        return replace(pair, findings=(*pair.findings, *missing))
    text = f"It changed by up to {100 * light.change:.1f} %, give or take {100 * light.error:.1f} %"
    pair = _less_sure(pair, light_covariance(light.error))
    return replace(
        pair,
        baseline=replace(pair.baseline, light=light.baseline),
        followup=replace(pair.followup, light=light.followup),
        findings=(*pair.findings, Finding("N426", detail=text)),
    )


def _less_sure(pair: NormalizedPair, more: Gains) -> NormalizedPair:
    """Return the pair with `more` covariance in its gains, where they are known at all."""
    if pair.gain_covariance is None:
        return pair
    return replace(pair, gain_covariance=pair.gain_covariance + more)


def _references(
    pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region]
) -> tuple[list[Region], list[Region]]:
    """Return the surfaces that gave each photo its color, outlined in its own pixels."""
    if pair.charts is not None:
        first, second = (
            [polygon_region("chart", map(tuple, reading.outline), role="chart")]
            for reading in pair.charts.readings
        )
        return first, second
    marked = [region for region in regions if region.role == pair.method]
    here = [region for region in marked if region.photo == "baseline"]
    there = [region for region in marked if region.photo == "followup"]
    return (
        here or [warped(region, alignment.to_baseline) for region in there],
        there or [warped(region, alignment.to_followup) for region in here],
    )


def _marked_method(regions: Sequence[Region], lighting: str) -> ColorMethod:
    roles = {region.role for region in regions}
    if "gray" in roles and lighting != "uv":
        return "gray"
    return "reference" if "reference" in roles else "none"


def _check_gains(pair: NormalizedPair, largest: float) -> None:
    """Refuse a pair in which skin-colored light would have to be scaled by more than `largest`."""
    before, after = (
        np.linalg.inv(photo.correction) @ TYPICAL_SKIN for photo in (pair.baseline, pair.followup)
    )
    gains = before / after
    if not (np.all(gains > 0) and gains.max() <= largest and gains.min() >= 1 / largest):
        red, green, blue = gains
        raise Problem("E421", detail=f"the follow-up would need gains of {red:.2f}, {green:.2f}, {blue:.2f}")


def _magnification(alignment: Alignment) -> float:
    """Return follow-up pixels per baseline pixel, at the middle of the baseline."""
    height, width = alignment.baseline_shape
    middle = np.array([width / 2, height / 2])
    x, y = alignment.to_followup(middle + np.array([[1.0, 0.0], [0.0, 1.0]])) - alignment.to_followup(middle)
    return float(np.sqrt(abs(x[0] * y[1] - x[1] * y[0])))
