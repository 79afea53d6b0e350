"""`photocompare report`: the readable result of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.cli.stats import PrimaryOption


@app.command()
def report(
    results: Annotated[Path, typer.Argument(metavar="RESULTS_DIR")],
    out: Annotated[Path, typer.Option(metavar="FILE.(pdf|html|pptx)", help="Write the report here.")],
    primary: PrimaryOption = None,
    title: Annotated[str, typer.Option(help="The study's name on the page; else the folder's.")] = "",
) -> None:
    """Write the readable result of a study: a summary, a page for each subject, the methods.

    Example: photocompare report results --primary erythema_index --out report.pdf
    """
    from photocompare.report import (
        write_report,
    )  # here: its libraries take a second that others need not wait

    found = write_report(results, out, primary=primary or (), title=title)
    console.stdout().print(f"Report: {out}", markup=False, soft_wrap=True)
    finish(found.summary.findings)
