"""`photocompare score`: one pair."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.alignment import read_alignment
from photocompare.cli.options import (
    AssumeSrgbOption,
    ColorOption,
    PhotoArgument,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    SkinOption,
    recipe_of,
    skin_of,
)
from photocompare.cli.output import finish, show, write_table
from photocompare.cli.program import app
from photocompare.compare import chosen_metrics, compare
from photocompare.errors import Finding, Problem, displayable
from photocompare.figure import pair_figure
from photocompare.files import check_outputs, file_hash, write_whole
from photocompare.photo import read_photo
from photocompare.provenance import run_json
from photocompare.regions import read_regions
from photocompare.table import Occasion, comparison_rows, failed_rows


@app.command()
def score(
    baseline: PhotoArgument,
    followup: PhotoArgument,
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    skin: SkinOption = None,
    alignment: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help="Use this map, saved by `align --json` or the window."),
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write the rows here.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Write the picture here.")] = None,
) -> None:
    """Score one pair: a readable table, and the rows as CSV.

    Example: photocompare score day0.jpg day30.jpg --regions legs.geojson --out metrics.csv
    """
    started = time.monotonic()
    check_outputs({out: ".csv", figure: ".png"}, (baseline, followup, regions, recipe, skin, alignment))
    settings = recipe_of(recipe, color, assume_srgb=assume_srgb)
    outlines = (*(read_regions(regions) if regions else ()), *skin_of(skin))
    chosen = chosen_metrics(settings)
    comparison = None
    try:
        first, second = (read_photo(path, **settings.photo.reading()) for path in (baseline, followup))
    except Problem as problem:
        findings: tuple[Finding, ...] = (problem.finding,)
        both, scaled = (file_hash(baseline), file_hash(followup)), mm_per_pixel is not None
        rows = failed_rows(Occasion(), outlines, chosen, settings, findings, millimeters=scaled, hashes=both)
        hashes: dict[str, str] = {}
    else:
        known = read_alignment(alignment, first, second).alignment if alignment else None
        with console.progress() as report:
            comparison = compare(
                first, second, outlines, settings, mm_per_pixel=mm_per_pixel, alignment=known, report=report
            )
        rows, findings = comparison_rows(comparison), comparison.all_findings
        hashes = {"baseline": first.sha256, "followup": second.sha256}
        hashes.update({path.name: file_hash(path) for path in (skin, alignment) if path})
    if out:
        write_table(out, rows, run_json(settings, hashes, time.monotonic() - started))
    if figure and comparison:
        write_whole(figure, pair_figure(comparison))
    show(rows, f"{displayable(baseline.name)} → {displayable(followup.name)}")
    finish(findings)
