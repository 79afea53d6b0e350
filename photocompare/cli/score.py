"""`photocompare score`: one pair."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from photocompare import console
from photocompare.alignment import read_alignment
from photocompare.batch.studies import study_recipe
from photocompare.cli.maps import write_maps
from photocompare.cli.options import (
    AssumeSrgbOption,
    ChartOption,
    ColorOption,
    FollowupChartOption,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    SkinOption,
    charts_of,
    recipe_of,
    skin_of,
)
from photocompare.cli.output import finish, show, table_ending, write_table
from photocompare.cli.program import app
from photocompare.cli.score_study import score_study
from photocompare.compare import Comparison, chosen_metrics, compare
from photocompare.errors import Finding, Problem, displayable
from photocompare.figure import caption, pair_figure
from photocompare.files import check_outputs, file_hash, write_whole
from photocompare.maps import difference_maps
from photocompare.photo import read_photo
from photocompare.provenance import run_json
from photocompare.recipe import Recipe
from photocompare.regions import Region, read_regions
from photocompare.study import is_study
from photocompare.table import Occasion, Row, comparison_rows, failed_rows
from photocompare.vessels import PaintedVessels, read_painted

AlignmentOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.json", help="Use this map, saved by `align --json` or the window."),
]
VesselsOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Vessels painted by hand: a PNG mask, or GeoJSON strokes.")
]


@app.command()
def score(
    baseline: Annotated[Path, typer.Argument(metavar="BASELINE | STUDY.photostudy", readable=False)],
    followup: Annotated[Path | None, typer.Argument(metavar="FOLLOWUP", readable=False)] = None,
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    chart_corners: ChartOption = None,
    followup_chart_corners: FollowupChartOption = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    skin: SkinOption = None,
    alignment: AlignmentOption = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write the rows here.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Write the picture here.")] = None,
    vessels: VesselsOption = None,
    maps: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a map of the change of each measure here.")
    ] = None,
    subject: Annotated[str, typer.Option(help="Of a study: this subject alone.")] = "",
    view: Annotated[str, typer.Option(help="Of a study: this view alone.")] = "",
    timepoint: Annotated[str, typer.Option(help="Of a study: this timepoint alone.")] = "",
) -> None:
    """Score one pair, or pairs of a study: a readable table, and the rows as CSV.

    A study has its own regions, scale, alignments and painted vessels, and its recipe where none is given.

    Example: photocompare score day0.jpg day30.jpg --regions legs.geojson --out metrics.csv
    """
    asked = subject, view, timepoint
    if is_study(baseline):
        if followup or any(
            (regions, mm_per_pixel, skin, alignment, vessels, maps, chart_corners, followup_chart_corners)
        ):
            raise typer.BadParameter("a study has these itself: give it alone, with --subject, --view...")
        check_outputs({out: table_ending(out), figure: ".png"}, (baseline, recipe))
        settings = recipe_of(recipe, color, assume_srgb=assume_srgb, otherwise=study_recipe(baseline))
        score_study(baseline, settings, out, figure, asked)
        return
    if followup is None or any(asked):
        raise typer.BadParameter("two photos are compared, or a study is named with --subject, --view...")
    check_outputs(
        {out: table_ending(out), figure: ".png"},
        (baseline, followup, regions, recipe, skin, alignment, vessels),
    )
    settings = recipe_of(recipe, color, assume_srgb=assume_srgb)
    charts = charts_of(chart_corners, followup_chart_corners)
    outlines = (*(read_regions(regions) if regions else ()), *skin_of(skin), *charts)
    painted = read_painted(vessels) if vessels else None
    more = {path.name: file_hash(path) for path in (skin, alignment) if path}
    _score_pair(
        (baseline, followup), outlines, settings, mm_per_pixel, alignment, painted, out, figure, maps, more
    )


def _score_pair(
    paths: tuple[Path, Path],
    outlines: Sequence[Region],
    settings: Recipe,
    mm_per_pixel: float | None,
    alignment: Path | None,
    painted: PaintedVessels | None,
    out: Path | None,
    figure: Path | None,
    maps: Path | None,
    more: dict[str, str],
) -> None:
    """Score two photos and write what is asked for; `more` are the hashes of what else was read."""
    started = time.monotonic()
    comparison, names = None, tuple(displayable(path.name) for path in paths)
    try:
        first, second = (read_photo(path, **settings.photo.reading()) for path in paths)
    except Problem as problem:
        findings: tuple[Finding, ...] = (problem.finding,)
        rows = _unread(*paths, outlines, settings, findings, mm_per_pixel is not None)
        hashes: dict[str, str] = {}
    else:
        known = read_alignment(alignment, first, second).alignment if alignment else None
        options: dict[str, Any] = {"mm_per_pixel": mm_per_pixel, "alignment": known, "painted": painted}
        with console.progress() as report:
            comparison = compare(first, second, outlines, settings, report=report, **options)
        rows, findings = comparison_rows(comparison), comparison.all_findings
        hashes = {"baseline": first.sha256, "followup": second.sha256, **more}
    if out:
        seconds = time.monotonic() - started
        write_table(out, rows, run_json(settings, hashes, seconds, _edits(painted, outlines)))
    if comparison:
        _write_pictures(comparison, figure, maps, " to ".join(names))
    show(rows, " → ".join(names))
    finish(findings)


def _edits(painted: PaintedVessels | None, outlines: Sequence[Region]) -> dict[str, Any]:
    edits: dict[str, Any] = {"vessels": painted.to_json()} if painted else {}
    corners = {chart.photo: chart.polygons[0][0] for chart in outlines if chart.role == "chart"}
    return edits | ({"chart_corners": corners} if corners else {})


def _write_pictures(comparison: Comparison, figure: Path | None, maps: Path | None, title: str) -> None:
    if figure:
        write_whole(figure, pair_figure(comparison))
    if maps:
        write_maps(maps, difference_maps(comparison), title, "_change", changed=caption(comparison))


def _unread(
    baseline: Path,
    followup: Path,
    regions: Sequence[Region],
    recipe: Recipe,
    findings: tuple[Finding, ...],
    millimeters: bool,
) -> list[Row]:
    """Return the empty rows of a pair of which a photo could not be read."""
    hashes = file_hash(baseline), file_hash(followup)
    chosen = chosen_metrics(recipe)
    return failed_rows(Occasion(), regions, chosen, recipe, findings, millimeters=millimeters, hashes=hashes)
