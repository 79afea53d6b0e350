"""`photocompare batch`: a whole study from its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch import Outcome, Outputs, batch_into
from photocompare.batch.studies import manifest_of, study_recipe
from photocompare.cli.options import (
    AssumeSrgbOption,
    ColorOption,
    FollowLinksOption,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    recipe_of,
)
from photocompare.cli.output import finish, show
from photocompare.cli.program import app
from photocompare.errors import displayable
from photocompare.files import check_outputs, write_whole
from photocompare.regions import read_regions
from photocompare.table import read_rows

EncodingOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Encoding of the manifest, such as cp1252.")
]
SHOWN = 12
"""A study of so many pairs is shown as a table; of a larger one only what failed."""


@app.command()
def batch(
    manifest: Annotated[Path, typer.Argument(metavar="MANIFEST.csv | STUDY.photostudy")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for metrics.csv and run.json.")],
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    follow_links: FollowLinksOption = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=1024, help="Processes that measure; else one per core, or this one for a few pairs."
        ),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A running Dask scheduler, tcp://HOST:PORT.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Measure everything again.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 4 where there are warnings.")] = False,
    figures: Annotated[bool, typer.Option("--figures", help="A picture of every pair.")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Also metrics-wide.csv, one row per region.")] = False,
    parquet: Annotated[bool, typer.Option("--parquet", help="Also metrics.parquet.")] = False,
    encoding: EncodingOption = None,
) -> None:
    """Score a whole study, from its manifest or its study file; a run that was stopped goes on.

    Example: photocompare batch study/manifest.csv --out results --workers 4
    """
    check_outputs({out / "metrics.csv": ".csv", out / "run.json": ".json"}, (manifest, regions, recipe))
    own = study_recipe(manifest)
    settings = recipe_of(recipe, color, assume_srgb=assume_srgb, follow_links=follow_links, otherwise=own)
    outlines = read_regions(regions) if regions else None
    with console.progress() as report:
        outcome = batch_into(
            out,
            manifest_of(manifest, encoding=encoding),
            settings,
            regions=outlines,
            mm_per_pixel=mm_per_pixel,
            workers=workers,
            scheduler=scheduler,
            fresh=fresh,
            outputs=Outputs(figures, wide, parquet),
            report=report,
        )
    write_overview(outcome)
    show_outcome(outcome, displayable(manifest.name))
    finish(outcome.findings, strict=strict)


def write_overview(outcome: Outcome) -> None:
    """Write overview.html beside the table: the pairs sorted by change and by trouble."""
    from photocompare.report import overview_html  # here: its libraries take a second

    write_whole(outcome.folder / "overview.html", overview_html(outcome.folder))


def show_outcome(outcome: Outcome, title: str) -> None:
    """Print the measurements of a small study, and of any how many pairs were measured and what failed."""
    if len(outcome.pairs) <= SHOWN:
        show(list(read_rows(outcome.folder / "metrics.csv")), title)
    for line in console.batch_lines(outcome):
        console.stdout().print(line, markup=False, soft_wrap=True)
