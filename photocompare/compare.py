"""The one pipeline: two photos, regions and a recipe in; measurements out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from photocompare.alignment import Alignment, align, on_followup, placed_by_hand, split_by_hand
from photocompare.color import NormalizedPair, normalize
from photocompare.errors import Finding, NotMeasurable, Problem, worst
from photocompare.metric import Metric, metrics
from photocompare.patches import RegionCut, cut_region
from photocompare.photo import Photo
from photocompare.quality import comparability_findings
from photocompare.recipe import Recipe
from photocompare.regions import Region, pixel_box, whole

Report = Callable[[float, str], None]
"""Told the share done (0-1) and what is being done; may raise `Cancelled` to stop the work."""

LARGEST_ERROR_SHARE = 0.05
"""A hand-placed alignment may state any error; beyond this share of the shorter side nothing is measured."""

Verdict = Literal["increased", "decreased", "within error", "error unknown", "not comparable"]


@dataclass(frozen=True)
class Measurement:
    """One metric of one region before and after; None where it could not be measured, with the reason.

    `change` = followup - baseline; `sdc` is the smallest detectable change; areas are the baseline's.
    """

    region: Region
    metric: str
    unit: str
    baseline: float | None = None
    followup: float | None = None
    change: float | None = None
    percent_change: float | None = None
    sdc: float | None = None
    sdc_source: str = ""
    verdict: Verdict = "not comparable"
    usable_percent: float | None = None
    area_px: int | None = None
    area_mm2: float | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def worth_a_line(self) -> bool:
        """Return whether a reader wants it: not skipped, and no class of vessels that neither photo shows."""
        nowhere = not self.baseline and not self.followup
        return self.status != "skipped" and not ("." in self.metric and nowhere)

    @property
    def status(self) -> str:
        """Return `ok`, `warn`, `error`, or `skipped` where the measure is not meant for these photos."""
        found = worst(self.findings)
        return "skipped" if self.change is None and found != "error" else found


@dataclass(frozen=True, eq=False)
class Comparison:
    """Everything one pair gave: the map, the pair in one color, the measurements, the doubts."""

    baseline: Photo
    followup: Photo
    alignment: Alignment
    pair: NormalizedPair | None
    regions: tuple[Region, ...]
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    recipe: Recipe
    lighting: str = "normal"
    scale_unit: str = "px"

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Return each different doubt about the pair and its regions once."""
        rows = (finding for row in self.measurements for finding in row.findings)
        return tuple(dict.fromkeys((*self.findings, *rows)))

    @property
    def refused(self) -> bool:
        """Return whether the pair was refused as a whole."""
        return self.pair is None


def compare(
    baseline: Photo,
    followup: Photo,
    regions: Sequence[Region] = (),
    recipe: Recipe = Recipe(),
    *,
    mm_per_pixel: float | None = None,
    lighting: str = "normal",
    alignment: Alignment | None = None,
    report: Report | None = None,
) -> Comparison:
    """Return what changed from `baseline` to `followup` in each region, by each metric of the recipe.

    A pair that cannot be compared comes back `refused`, its measurements empty with code and reason. No
    regions given: the whole valid overlap is one region `whole`. `lighting` is that of both
    photos: a metric not defined in it is skipped. `alignment` is used where it is given. A pair for looking
    at only is measured in those regions that carry an outline of their own on the follow-up.

    Raises:
        Problem: E331 where the recipe names a metric that does not exist.
        Cancelled: from `report`.
    """
    tell = report or (lambda share, text: None)
    regions = tuple(regions)
    if not any(region.role == "measure" for region in regions):
        regions = (whole(baseline.shape), *regions)
    chosen = chosen_metrics(recipe)
    tell(0.0, "Aligning")
    alignment = alignment or align(baseline, followup, recipe.alignment, skin=regions)
    tell(0.4, "Correcting color")
    findings = list(comparability_findings(baseline, followup, alignment))
    if alignment.method == "neighbor":
        findings.append(Finding("W415", followup.name, alignment.reason))
    pair = None
    try:
        by_hand = placed_by_hand(alignment, regions)
        if not by_hand:
            _check_alignment(alignment, followup)
        colored = split_by_hand(regions) if by_hand else regions
        pair = normalize(
            baseline, followup, alignment, colored, recipe.color, mm_per_pixel=mm_per_pixel, lighting=lighting
        )
        pair = _with_settings(pair, alignment, regions, recipe)
        findings.extend(pair.findings)
    except Problem as problem:
        findings.append(problem.finding)
    unit = pair.baseline.scale_unit if pair else "px" if mm_per_pixel is None else "mm"
    found = Comparison(
        baseline, followup, alignment, pair, regions, (), tuple(findings), recipe, lighting, unit
    )
    return replace(found, measurements=tuple(_measured(found, chosen, tell)))


def _check_alignment(alignment: Alignment, followup: Photo) -> None:
    """Refuse a pair whose map may not carry regions."""
    if not alignment.accepted:
        code = "E431" if alignment.grade == "view only" else "E405"
        raise Problem(code, followup.name, alignment.reason)
    if (error := alignment.error_px or 0.0) > LARGEST_ERROR_SHARE * min(alignment.baseline_shape):
        raise Problem("E405", followup.name, f"the alignment may be off by {error:.0f} px")


def _with_settings(
    pair: NormalizedPair, alignment: Alignment, regions: Sequence[Region], recipe: Recipe
) -> NormalizedPair:
    """Return the pair with the settings that maps of its photos follow, and where they are wanted."""
    measured = [region for region in regions if region.role == "measure"]
    placed = [region for region in measured if alignment.accepted or region.followup]
    there = [on_followup(region, alignment) for region in placed]
    first, second = (
        replace(photo, vessels=recipe.vessels, focus=tuple(pixel_box(one, photo.shape) for one in outlines))
        for photo, outlines in ((pair.baseline, measured), (pair.followup, there))
    )
    return replace(pair, baseline=first, followup=second)


def chosen_metrics(recipe: Recipe) -> list[Metric]:
    """Return the metrics the recipe names, or all.

    Raises:
        Problem: E331 for a name that is no metric.
    """
    known = metrics()
    for name in recipe.metrics:
        if name not in known:
            raise Problem("E331", name, "there is no metric of this name; see `photocompare metrics`")
    return [one for one in known.values() if not recipe.metrics or one.id in recipe.metrics]


def _measured(comparison: Comparison, chosen: list[Metric], tell: Report) -> list[Measurement]:
    measured = [region for region in comparison.regions if region.role == "measure"]
    rows: list[Measurement] = []
    for index, region in enumerate(measured):
        tell(0.5 + 0.5 * index / len(measured), f"Measuring {region.name}")
        rows.extend(_region_rows(comparison, region, chosen))
    tell(1.0, "Done")
    return rows


def _region_rows(comparison: Comparison, region: Region, chosen: list[Metric]) -> list[Measurement]:
    unit = comparison.scale_unit
    empty = [Measurement(region, one.id, one.unit.replace("mm", unit)) for one in chosen]
    if comparison.pair is None:
        return [replace(row, findings=comparison.findings) for row in empty]
    try:
        cut = cut_region(comparison.pair, comparison.alignment, region, comparison.regions)
    except Problem as problem:
        return [replace(row, findings=(*comparison.findings, problem.finding)) for row in empty]
    scale = comparison.pair.baseline.scale
    shared: dict[str, Any] = {
        "usable_percent": cut.usable_percent,
        "area_px": cut.area_px,
        "area_mm2": cut.area_px * scale**2 if unit == "mm" else None,
        "findings": (*comparison.findings, *cut.findings),
    }
    return [
        _row(replace(row, **shared), one, cut, comparison) for row, one in zip(empty, chosen, strict=True)
    ]


def _row(row: Measurement, one: Metric, cut: RegionCut, comparison: Comparison) -> Measurement:
    if comparison.lighting not in one.lightings:
        return replace(row, findings=(*row.findings, Finding("N440", comparison.lighting)))
    try:
        first, second = one.of_pair(cut.before, cut.after, comparison.alignment)
    except NotMeasurable as reason:
        return replace(row, findings=(*row.findings, reason.finding))
    change = second - first
    percent = 100 * change / first if one.true_zero and first > 0 else None
    return replace(
        row, baseline=first, followup=second, change=change, percent_change=percent, verdict="error unknown"
    )
