"""The same chart in both photos: chosen, checked against each other, and what it says of the scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.color.chart import Chart, charts_of, known_charts
from photocompare.color.find_chart import find_charts, marked_charts
from photocompare.color.lab import delta_e_2000, lab
from photocompare.color.read_chart import ChartReading
from photocompare.errors import Finding, Problem
from photocompare.photo import Photo
from photocompare.recipe import ColorRecipe
from photocompare.regions import Region
from photocompare.together import both

GOOD_DE00 = 2.0
MOST_FORESHORTENED = 0.94
"""A chart turned by 20 degrees from the camera is this much shorter across the turn."""
OFF_PLANE = 0.04
MIXED_LIGHT = 0.06


@dataclass(frozen=True, eq=False)
class ChartPair:
    """What the chart says in the baseline and in the follow-up; both readings are of one kind of chart."""

    baseline: ChartReading
    followup: ChartReading

    @property
    def readings(self) -> tuple[ChartReading, ChartReading]:
        """Return both readings, the baseline's first."""
        return self.baseline, self.followup

    @property
    def error_de00(self) -> float:
        """Return how far corrected skin and neutral patches differ between the photos, mean dE2000.

        Each patch as the other patches predict it, so that the fit does not judge itself.
        """
        first, second = (reading.fit for reading in self.readings)
        judges = [i for i in self.baseline.chart.judges if first.used[i] and second.used[i]]
        if not judges:
            return max(reading.residual_de00 for reading in self.readings)
        seen = [lab(fit.predicted[judges].astype(np.float32)) for fit in (first, second)]
        return float(delta_e_2000(*seen).mean())

    @property
    def rough(self) -> str:
        """Return in words how much a chart fits worse than asked for, empty where both fit."""
        worst = max(self.readings, key=lambda reading: reading.residual_de00)
        if not any(reading.rough for reading in self.readings):
            return ""
        return f"Its skin and neutral patches stay {worst.residual_de00:.1f} dE2000 off"

    def findings(self, alignment: Alignment) -> list[Finding]:
        """Return the doubts about a usable pair of charts: residual, patches lost, mixed light, tilt."""
        found = [Finding("W428", detail=self.rough)] if self.rough else []
        for name, reading in zip(("baseline", "follow-up"), self.readings, strict=True):
            if reading.residual_de00 > GOOD_DE00 and not reading.rough:
                off = f"Skin and neutral patches stay {reading.residual_de00:.1f} dE2000 off in the {name}"
                found.append(Finding("W422", detail=off))
            if (lost := int((~reading.fit.used).sum())) > 0:
                text = f"{lost} of {len(reading.usable)} patches in the {name} are clipped, covered or glared"
                found.append(Finding("W424", detail=text))
            if (drift := _drift(reading)) > MIXED_LIGHT:
                text = f"The light's color changes by {100 * drift:.0f} % across the chart in the {name}"
                found.append(Finding("W423", detail=text))
        return found


def find_chart_pair(
    baseline: Photo, followup: Photo, regions: Sequence[Region], recipe: ColorRecipe
) -> tuple[ChartPair | None, str]:
    """Return the best chart that both photos show and that may be used, or None and why; "" if there is none.

    Raises:
        Problem: E420 where the recipe names a chart that is not known.
    """
    charts = _wanted(recipe)
    marked = [region for region in regions if region.role == "chart"]

    def on(shown: tuple[Photo, str]) -> dict[str, ChartReading]:
        photo, name = shown
        outlines = [_corners(region) for region in marked if region.photo == name]
        if outlines:
            return marked_charts(photo, outlines[0], charts, recipe.max_residual_de00)
        asked = recipe.method == "chart" or bool(marked)
        return find_charts(photo, charts, recipe.max_residual_de00, thorough=asked)

    first, second = both(on, (baseline, "baseline"), (followup, "followup"))
    alike = [ChartPair(first[name], second[name]) for name in first if name in second]
    good = [pair for pair in alike if not any(reading.refusal for reading in pair.readings)]
    if good:
        return min(good, key=lambda pair: sum(reading.residual_de00 for reading in pair.readings)), ""
    return None, _why_not(first, second, recipe)


def chart_scale(
    charts: ChartPair, pitch_mm: float | None, alignment: Alignment
) -> tuple[float | None, list[Finding]]:
    """Return mm per pixel of the baseline from the chart's pitch, or None where the pitch is not known.

    The findings give its uncertainty, and warn where the chart does not lie in the plane of the skin: it is
    seen at a slant, or it grew otherwise than the skin from one photo to the other.
    """
    pitch_mm = pitch_mm or charts.baseline.chart.pitch_mm
    if pitch_mm is None:
        return None, []
    reading = charts.baseline
    area = abs(float(np.linalg.det(reading.steps_px)))
    scale = pitch_mm / float(np.sqrt(area))
    slant = min(_foreshortening(one) for one in charts.readings)
    grown = _growth(charts, alignment)
    # What the two charts and the skin cannot agree on is the error, at least that of the squares' places.
    error = max(reading.place_error, abs(grown) / 2)
    found = [Finding("N425", detail=f"{scale:.5f} mm per pixel, give or take {100 * error:.1f} %")]
    if slant < MOST_FORESHORTENED:
        found.append(Finding("W425", detail=f"It is seen shortened to {100 * slant:.0f} % on one side"))
    elif abs(grown) > OFF_PLANE:
        found.append(Finding("W425", detail=f"It and the skin differ by {100 * abs(grown):.0f} % in scale"))
    return scale, found


def _wanted(recipe: ColorRecipe) -> tuple[Chart, ...]:
    charts = (*charts_of(recipe.cards), *known_charts())
    named = tuple(chart for chart in charts if recipe.chart in ("auto", chart.name))
    if not named:
        known = ", ".join(chart.name for chart in charts)
        raise Problem("E420", detail=f"there is no chart {recipe.chart!r}; known are {known}")
    return named


def _corners(region: Region) -> NDArray[np.float64]:
    return np.asarray(region.polygons[0][0], dtype=np.float64)


def _why_not(first: dict[str, ChartReading], second: dict[str, ChartReading], recipe: ColorRecipe) -> str:
    """Return why no chart is used, empty where there is none and none was asked for."""
    reasons = []
    for name, readings in (("baseline", first), ("follow-up", second)):
        if not readings:
            reasons.append(f"No chart was found in the {name}")
        elif all(reading.refusal for reading in readings.values()):
            best = min(readings.values(), key=lambda reading: reading.mismatch_de00)
            reasons.append(f"The chart in the {name} was refused: {best.refusal}")
    if not first and not second and recipe.method != "chart":
        return ""
    return "; ".join(reasons) or "The two photos show different charts"


def _drift(reading: ChartReading) -> float:
    """Return how much the color of the light changes across the neutral patches, as a share.

    The spread of red/green and blue/green, after the correction, of those patches that are not too dark.
    """
    bright = [
        i for i in reading.chart.neutral if reading.fit.used[i] and reading.chart.linear[i].mean() > 0.05
    ]
    if len(bright) < 2:
        return 0.0
    corrected = reading.measured[bright] @ reading.fit.matrix.T / reading.chart.linear[bright]
    ratios = corrected[:, [0, 2]] / corrected[:, [1]]
    return float(np.ptp(np.log(np.maximum(ratios, 1e-3)), axis=0).max())


def _foreshortening(reading: ChartReading) -> float:
    along, across = np.linalg.svd(reading.steps_px, compute_uv=False)
    return float(across / along)


def _growth(charts: ChartPair, alignment: Alignment) -> float:
    """Return log(chart's growth / skin's growth) from baseline to follow-up, at the baseline's chart."""
    first, second = (abs(float(np.linalg.det(reading.steps_px))) for reading in charts.readings)
    middle = charts.baseline.outline.mean(axis=0)
    x, y = alignment.to_followup(middle + np.array([[1.0, 0.0], [0.0, 1.0]])) - alignment.to_followup(
        middle[None]
    )
    return float(0.5 * np.log(second / first / abs(x[0] * y[1] - x[1] * y[0])))
