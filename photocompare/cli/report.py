"""`photocompare report`: the readable result of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch import Outputs, batch_into
from photocompare.batch.studies import study_recipe
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.cli.stats import PrimaryOption
from photocompare.compare import Report
from photocompare.errors import Problem
from photocompare.files import write_whole
from photocompare.recipe import Recipe
from photocompare.study import is_study, open_study
from photocompare.study.export import answers_csv


@app.command()
def report(
    source: Annotated[Path, typer.Argument(metavar="(STUDY | RESULTS_DIR)")],
    out: Annotated[Path, typer.Option(metavar="FILE.(pdf|html|pptx)", help="Write the report here.")],
    primary: PrimaryOption = None,
    title: Annotated[str, typer.Option(help="The study's name on the page; else the folder's.")] = "",
) -> None:
    """Write the readable result of a study: a summary, a page for each subject, the methods.

    A study file is measured first, into a folder beside the report; what is measured there already is used.

    Example: photocompare report results --primary erythema_index --out report.pdf
    """
    # Here: its libraries take a second that others need not wait for.
    from photocompare.report import kind_of, write_report

    kind_of(out)
    results, name = source, title
    if is_study(source):
        results, name = out.parent / f"{source.stem}-results", title or source.stem
        with console.progress() as tell:
            _measure_study(source, results, tell)
    found = write_report(results, out, primary=primary or (), title=name)
    console.stdout().print(f"Report: {out}", markup=False, soft_wrap=True)
    finish(found.summary.findings)


def _measure_study(study: Path, results: Path, tell: Report | None) -> None:
    recipe = study_recipe(study) or Recipe()
    work = {"workers": None, "outputs": Outputs(figures=True), "report": tell}
    try:
        batch_into(results, study, recipe, **work)  # type: ignore[arg-type]
    except Problem as problem:
        if problem.code != "E340":
            raise
        # The study changed since it was measured: these results are ours to renew.
        batch_into(results, study, recipe, fresh=True, **work)  # type: ignore[arg-type]
    with open_study(study, write=False) as opened:
        answers = answers_csv(opened.study)
    if answers:
        write_whole(results / "outcomes.csv", answers.encode())
