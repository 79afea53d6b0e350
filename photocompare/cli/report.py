"""`photocompare report`: the readable result of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch.whole_study import measure_study
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.cli.stats import PrimaryOption
from photocompare.study import is_study


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
            measure_study(source, results, report=tell)
    found = write_report(results, out, primary=primary or (), title=name)
    console.stdout().print(f"Report: {out}", markup=False, soft_wrap=True)
    finish(found.summary.findings)
