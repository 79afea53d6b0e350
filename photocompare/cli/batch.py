"""`photocompare batch`: a whole study from its manifest."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch import run_batch
from photocompare.batch.studies import study_recipe
from photocompare.cli.options import ColorOption, RecipeOption, RegionsOption, ScaleOption, recipe_of
from photocompare.cli.output import finish, show, write_table
from photocompare.cli.program import app
from photocompare.errors import displayable
from photocompare.files import check_outputs
from photocompare.provenance import run_json
from photocompare.regions import read_regions


@app.command()
def batch(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST.csv | STUDY.photostudy")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for metrics.csv and run.json.")],
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
) -> None:
    """Score a whole study from its manifest or its study file, without a window.

    Example: photocompare batch study/manifest.csv --out results
    """
    started = time.monotonic()
    check_outputs({out / "metrics.csv": ".csv", out / "run.json": ".json"}, (manifest, regions, recipe))
    settings = recipe_of(recipe, color, study_recipe(manifest))
    outlines = read_regions(regions) if regions else None
    with console.progress() as report:
        result = run_batch(manifest, settings, regions=outlines, mm_per_pixel=mm_per_pixel, report=report)
    record = run_json(settings, result.inputs, time.monotonic() - started)
    write_table(out / "metrics.csv", result.rows, record)
    show(result.rows, displayable(manifest.name))
    finish(result.findings)
