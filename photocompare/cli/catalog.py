"""What needs no photo of the user: `metrics`, `phantom`, `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.cli.batch import show_outcome
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.errors import Problem


@app.command()
def metrics() -> None:
    """List every metric: id, unit, direction, definition and source.

    Example: photocompare metrics
    """
    console.stdout().print(console.metric_table())


@app.command("phantom")
def paint(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the photos and their truth.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another skin.")] = 1,
    megapixels: Annotated[float, typer.Option(min=0.1, max=50, help="Size of each photo.")] = 3.0,
) -> None:
    """Paint a pair of synthetic skin photographs whose every change is known.

    Example: photocompare phantom --out phantom --seed 7
    """
    from photocompare import phantom  # here: it takes a second, which no other command should wait for

    try:
        phantom.write_pair(phantom.random_pair(seed, megapixels=megapixels), out)
    except OSError as error:
        raise Problem("E330", str(out), error.strerror or str(error)) from error
    console.stdout().print(f"painted: two photos, regions.geojson, truth.json in {out}", markup=False)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")] = Path("results"),
) -> None:
    """Score the sample studies end to end: tables, CSV, figures, statistics, reports.

    Example: photocompare demo --out results
    """
    from photocompare.demo import PRIMARY, run_demo

    console.stderr().print("Scoring the three sample studies; this takes a few minutes.")
    with console.progress() as report:
        results = list(run_demo(out, report=report))
    for result in results:
        show_outcome(result.outcome, result.title)
        console.stdout().print(console.statistics_table(result.summary, PRIMARY.get(result.title, ())))
        written = (result.outcome.folder / "report.pdf").resolve()
        console.stdout().print(f"Report: {written}\n", markup=False, soft_wrap=True)
    doubts = [(*result.outcome.findings, *result.summary.findings) for result in results]
    finish([finding for both in doubts for finding in both])
