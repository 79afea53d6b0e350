"""`photocompare batch`: a whole study from its manifest."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch import run_batch
from photocompare.cli.options import (
    AssumeSrgbOption,
    ColorOption,
    FollowLinksOption,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    recipe_of,
)
from photocompare.cli.output import finish, show, write_table
from photocompare.cli.program import app
from photocompare.errors import displayable
from photocompare.files import check_outputs
from photocompare.provenance import run_json
from photocompare.regions import read_regions


@app.command()
def batch(
    manifest: Path,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for metrics.csv and run.json.")],
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    follow_links: FollowLinksOption = False,
) -> None:
    """Score a whole study from its manifest, without a window.

    Example: photocompare batch study/manifest.csv --out results
    """
    started = time.monotonic()
    check_outputs({out / "metrics.csv": ".csv", out / "run.json": ".json"}, (manifest, regions, recipe))
    settings = recipe_of(recipe, color, assume_srgb=assume_srgb, follow_links=follow_links)
    outlines = read_regions(regions) if regions else None
    with console.progress() as report:
        result = run_batch(manifest, settings, regions=outlines, mm_per_pixel=mm_per_pixel, report=report)
    record = run_json(settings, result.inputs, time.monotonic() - started)
    write_table(out / "metrics.csv", result.rows, record)
    show(result.rows, displayable(manifest.name))
    finish(result.findings)
