"""`photocompare score`: one pair."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.cli.maps import write_maps
from photocompare.cli.options import (
    AssumeSrgbOption,
    ColorOption,
    PhotoArgument,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    recipe_of,
)
from photocompare.cli.output import finish, show, write_table
from photocompare.cli.program import app
from photocompare.compare import chosen_metrics, compare
from photocompare.errors import Finding, Problem, displayable
from photocompare.figure import pair_figure
from photocompare.files import check_outputs, file_hash, write_whole
from photocompare.maps import difference_maps
from photocompare.photo import read_photo
from photocompare.provenance import run_json
from photocompare.regions import read_regions
from photocompare.table import Occasion, comparison_rows, failed_rows
from photocompare.vessels import read_painted


@app.command()
def score(
    baseline: PhotoArgument,
    followup: PhotoArgument,
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write the rows here.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Write the picture here.")] = None,
    vessels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Vessels painted by hand: a PNG mask, or GeoJSON strokes."),
    ] = None,
    maps: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write a map of the change of each measure here.")
    ] = None,
) -> None:
    """Score one pair: a readable table, and the rows as CSV.

    Example: photocompare score day0.jpg day30.jpg --regions legs.geojson --out metrics.csv
    """
    started = time.monotonic()
    check_outputs({out: ".csv", figure: ".png"}, (baseline, followup, regions, recipe, vessels))
    settings = recipe_of(recipe, color, assume_srgb=assume_srgb)
    outlines = read_regions(regions) if regions else ()
    painted = read_painted(vessels) if vessels else None
    chosen = chosen_metrics(settings)
    comparison, names = None, (displayable(baseline.name), displayable(followup.name))
    try:
        first, second = (read_photo(path, **settings.photo.reading()) for path in (baseline, followup))
    except Problem as problem:
        findings: tuple[Finding, ...] = (problem.finding,)
        rows = failed_rows(
            *(Occasion(), outlines, chosen, settings, findings),
            millimeters=mm_per_pixel is not None,
            hashes=(file_hash(baseline), file_hash(followup)),
        )
        hashes: dict[str, str] = {}
    else:
        with console.progress() as report:
            given = {"mm_per_pixel": mm_per_pixel, "painted": painted, "report": report}
            comparison = compare(first, second, outlines, settings, **given)  # type: ignore[arg-type]
        rows, findings = comparison_rows(comparison), comparison.all_findings
        hashes = {"baseline": first.sha256, "followup": second.sha256}
    if out:
        edits = {"vessels": painted.to_json()} if painted else None
        write_table(out, rows, run_json(settings, hashes, time.monotonic() - started, edits))
    if figure and comparison:
        write_whole(figure, pair_figure(comparison))
    if maps and comparison:
        write_maps(maps, difference_maps(comparison), " to ".join(names), "_change")
    show(rows, " → ".join(names))
    finish(findings)
