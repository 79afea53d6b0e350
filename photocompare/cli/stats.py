"""`photocompare stats`: what a study's table says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.files import check_outputs, write_whole
from photocompare.statistics import read_outcomes, stats_csv, summarize

PrimaryOption = Annotated[
    list[str] | None,
    typer.Option("--primary", metavar="METRIC", help="A metric chosen before the study (Holm); repeatable."),
]
OutcomesOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="What patients reported: subject, timepoint, question, answer."),
]


@app.command()
def stats(
    table: Annotated[Path, typer.Argument(metavar="METRICS.(csv|parquet)")],
    primary: PrimaryOption = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write every estimate here.")] = None,
    outcomes: OutcomesOption = None,
    mixed: Annotated[bool, typer.Option(help="Mixed models of all timepoints at once.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Draws the bootstrap.")] = 0,
) -> None:
    """Study statistics of a table: change per arm, treated minus untreated, intervals, tests, repeatability.

    The repeats.csv of a study with repeat shots, beside the table, tells how well each measure repeats.

    Example: photocompare stats results/metrics.csv --primary erythema_index --out results/stats.csv
    """
    check_outputs({out: ".csv"}, (table, outcomes))
    answers = read_outcomes(outcomes) if outcomes else []
    summary = summarize(table, primary=primary or (), outcomes=answers, mixed=mixed, seed=seed)
    if out:
        write_whole(out, stats_csv(summary.estimates).encode())
    console.stdout().print(console.statistics_table(summary, primary or ()))
    repeated = console.repeats_table(summary, primary or ())
    if repeated.row_count:
        console.stdout().print(repeated)
    finish(summary.findings)
