"""The one pipeline: two photos, regions and a recipe in; measurements out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from photocompare.alignment import Alignment, align, placed_by_hand, split_by_hand
from photocompare.color import CorrectedPhoto, NormalizedPair, normalize
from photocompare.errors import Finding, NotMeasurable, Problem, worst
from photocompare.metric import Metric, metrics
from photocompare.patches import cut_region
from photocompare.photo import Photo
from photocompare.quality import (
    Gate,
    PairQuality,
    comparability_findings,
    conditions,
    gates,
    pair_quality,
    photo_qualities,
    usable_findings,
)
from photocompare.recipe import Recipe
from photocompare.regions import Region, whole
from photocompare.remarks import Moved, remarks
from photocompare.settled import painted_over, with_maps_of, with_settings
from photocompare.together import together
from photocompare.uncertainty import RegionErrors, RepeatErrors, Verdict, verdict_of
from photocompare.vessels import PaintedVessels

Report = Callable[[float, str], None]
"""Told the share done (0-1) and what is being done; may raise `Cancelled` to stop the work."""

LARGEST_ERROR_SHARE = 0.05
"""A hand-placed alignment may state any error; beyond this share of the shorter side nothing is measured."""


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
        """Return whether a reader wants it: not skipped, and no spread or class of another measure."""
        return self.status != "skipped" and "." not in self.metric

    @property
    def status(self) -> str:
        """Return `ok`, `warn`, `error`, or `skipped` where the measure is not meant for these photos."""
        found = worst(self.findings)
        return "skipped" if self.change is None and found != "error" else found


@dataclass(frozen=True, eq=False)
class Comparison:
    """Everything one pair gave: the map, the pair in one color, the measurements, the doubts.

    `gate` says for each family of metrics whether the pair may be compared by it; `blur_px` is the blur the
    follow-up has more; `repeats` are the errors that repeat photographs gave.
    """

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
    gate: tuple[Gate, ...] = ()
    blur_px: float | None = None
    repeats: RepeatErrors = field(default_factory=dict)

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
    painted: PaintedVessels | None = None,
    repeats: RepeatErrors | None = None,
    known: CorrectedPhoto | None = None,
    aligned: Callable[[Comparison], None] | None = None,
    report: Report | None = None,
) -> Comparison:
    """Return what changed from `baseline` to `followup` in each region, by each metric of the recipe.

    A pair that cannot be compared comes back `refused`, its measurements empty with code and reason. No
    regions given: the whole valid overlap is one region `whole`. `lighting` is that of both
    photos: a metric not defined in it is skipped. `alignment` is used where it is given; `painted` are
    vessels a person added or took away; `repeats` are the smallest detectable changes that repeat photographs
    of the view gave, which go before the model's; `known` is the baseline of an earlier pair (`own_maps`),
    whose maps are used again where they are the same. `aligned` is told of the pair once it can be looked at,
    before it is measured. A pair for looking at only is measured in those regions that carry an outline of
    their own on the follow-up.

    Raises:
        Problem: E331 where the recipe names a metric that does not exist, E484 for a mask of another size.
        Cancelled: from `report`.
    """
    tell = report or (lambda share, text: None)
    regions = tuple(regions)
    if not any(region.role == "measure" for region in regions):
        regions = (whole(baseline.shape), *regions)
    chosen = chosen_metrics(recipe)
    painted = painted or PaintedVessels()
    edits = painted.on("baseline", baseline.shape), painted.on("followup", followup.shape)
    tell(0.0, "Aligning")
    alignment = _laid(alignment, baseline, followup, recipe, regions)
    tell(0.4, "Correcting color")
    quality = pair_quality(baseline, followup, alignment)
    findings = [*comparability_findings(baseline, followup, quality), *_of_neighbor(alignment, followup)]
    pair: NormalizedPair | None = None
    try:
        by_hand = placed_by_hand(alignment, regions)
        if not by_hand:
            _check_alignment(alignment, followup)
        colored = split_by_hand(regions) if by_hand else regions
        pair = normalize(
            baseline, followup, alignment, colored, recipe.color, mm_per_pixel=mm_per_pixel, lighting=lighting
        )
        pair = with_maps_of(with_settings(pair, alignment, regions, recipe), known)
        pair = painted_over(pair, edits)
        findings.extend(pair.findings)
    except Problem as problem:
        findings.append(problem.finding)
    unit = pair.baseline.scale_unit if pair else "px" if mm_per_pixel is None else "mm"
    found = Comparison(
        baseline, followup, alignment, pair, regions, (), tuple(findings), recipe, lighting, unit
    )
    gate = _gates(found, quality, chosen)
    found = replace(found, gate=gate, blur_px=quality.blur_px, repeats=repeats or {})
    if aligned:
        aligned(found)
    return replace(found, measurements=tuple(_measured(found, chosen, tell)))


def _laid(
    known: Alignment | None, baseline: Photo, followup: Photo, recipe: Recipe, regions: Sequence[Region]
) -> Alignment:
    """Return the map of the pair; meanwhile both photos are looked at for their quality."""
    return together(
        lambda: known or align(baseline, followup, recipe.alignment, skin=regions),
        lambda: photo_qualities(baseline, followup),
    )[0]


def _of_neighbor(alignment: Alignment, followup: Photo) -> list[Finding]:
    return [Finding("W415", followup.name, alignment.reason)] if alignment.method == "neighbor" else []


def _gates(found: Comparison, quality: PairQuality, chosen: Sequence[Metric]) -> tuple[Gate, ...]:
    """Return for each family of the chosen metrics whether the pair may be compared by it."""
    if found.pair is None:
        return ()
    figures = conditions(quality, found.pair, found.alignment, found.regions)
    return gates(figures, (one.family for one in chosen), found.recipe.gate)


def _check_alignment(alignment: Alignment, followup: Photo) -> None:
    """Refuse a pair whose map may not carry regions."""
    if not alignment.accepted:
        code = "E431" if alignment.grade == "view only" else "E405"
        raise Problem(code, followup.name, alignment.reason)
    if (error := alignment.error_px or 0.0) > LARGEST_ERROR_SHARE * min(alignment.baseline_shape):
        raise Problem("E405", followup.name, f"the alignment may be off by {error:.0f} px")


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

        def within(share: float, index: int = index, name: str = region.name) -> None:
            tell(0.5 + 0.5 * (index + share) / len(measured), f"Measuring {name}")

        rows.extend(_remarked(_region_rows(comparison, region, chosen, within)))
    tell(1.0, "Done")
    return rows


def _region_rows(
    comparison: Comparison, region: Region, chosen: list[Metric], tell: Callable[[float], None]
) -> list[Measurement]:
    tell(0.0)
    unit = comparison.scale_unit
    empty = [Measurement(region, one.id, one.unit.replace("mm", unit)) for one in chosen]
    if comparison.pair is None:
        return [replace(row, findings=comparison.findings) for row in empty]
    try:
        cut = cut_region(comparison.pair, comparison.alignment, region, comparison.regions)
    except Problem as problem:
        return [replace(row, findings=(*comparison.findings, problem.finding)) for row in empty]
    scale = comparison.pair.baseline.scale
    left_out = usable_findings(cut.usable_percent, region.name, comparison.recipe.gate)
    shared: dict[str, Any] = {
        "usable_percent": cut.usable_percent,
        "area_px": cut.area_px,
        "area_mm2": cut.area_px * scale**2 if unit == "mm" else None,
        "findings": (*comparison.findings, *cut.findings, *left_out),
    }
    rows = [replace(row, **shared) for row in empty]
    if worst(left_out) == "error":
        return rows
    errors = RegionErrors(
        cut, comparison.pair, comparison.alignment, comparison.blur_px, comparison.recipe.error
    )
    found: list[Measurement] = []
    for row, one in zip(rows, chosen, strict=True):
        # Of a large photo each metric takes a second or more: whoever cancels does not wait for all.
        tell(len(found) / len(chosen))
        found.append(_row(row, one, errors, comparison))
    return found


def _remarked(rows: list[Measurement]) -> list[Measurement]:
    """Return the rows of one region, each with what the others say about it."""
    by_metric = {row.metric: Moved(row.baseline, row.followup, row.sdc) for row in rows}
    said = remarks(rows[0].region.name if rows else "", by_metric)
    return [replace(row, findings=(*row.findings, *said.get(row.metric, ()))) for row in rows]


def _row(row: Measurement, one: Metric, errors: RegionErrors, comparison: Comparison) -> Measurement:
    if comparison.lighting not in one.lightings:
        return replace(row, findings=(*row.findings, Finding("N440", comparison.lighting)))
    gate = next(gate for gate in comparison.gate if gate.family == one.family)
    row = replace(row, findings=(*row.findings, *gate.findings))
    if gate.light == "red":
        return row
    try:
        first, second = one.of_pair(errors.cut.before, errors.cut.after, comparison.alignment)
    except NotMeasurable as reason:
        return replace(row, findings=(*row.findings, reason.finding))
    change = second - first
    percent = 100 * change / first if one.true_zero and first > 0 else None
    row = replace(row, baseline=first, followup=second, change=change, percent_change=percent)
    return _judged(row, one, first, second, errors, comparison.repeats)


def _judged(
    row: Measurement, one: Metric, first: float, second: float, errors: RegionErrors, repeats: RepeatErrors
) -> Measurement:
    """Return a measured row with its error and verdict: by repeat photographs, else by the model."""
    sdc, source = repeats.get((row.metric, row.unit)), "repeats"
    if sdc is None:
        try:
            sdc, source = errors.sdc(one, first, second), "model"
        except NotMeasurable as reason:
            return replace(row, verdict="error unknown", findings=(*row.findings, reason.finding))
    return replace(row, sdc=sdc, sdc_source=source, verdict=verdict_of(second - first, sdc))
