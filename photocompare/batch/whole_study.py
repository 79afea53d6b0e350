"""A whole study file measured into a results folder: what the folder holds is used, or renewed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from photocompare.batch.folder import Outcome, Outputs, batch_into
from photocompare.batch.studies import study_recipe
from photocompare.compare import Report
from photocompare.errors import Problem
from photocompare.files import write_whole
from photocompare.recipe import Recipe
from photocompare.study import open_study
from photocompare.study.export import answers_csv
from photocompare.table import Row


def measure_study(
    study: Path,
    folder: Path,
    *,
    workers: int | None = None,
    outputs: Outputs = Outputs(figures=True),
    report: Report | None = None,
) -> Outcome:
    """Measure a study by its own recipe into `folder`, its answers beside; what is there already is used.

    Where the study changed since, everything is measured again.

    Raises:
        Problem: as `batch_into`.
    """
    recipe = study_recipe(study) or Recipe()
    try:
        done = batch_into(folder, study, recipe, workers=workers, outputs=outputs, report=report)
    except Problem as problem:
        if problem.code != "E340":
            raise
        # The study changed since it was measured: these results are ours to renew.
        done = batch_into(folder, study, recipe, workers=workers, outputs=outputs, report=report, fresh=True)
    with open_study(study, write=False) as opened:
        answers = answers_csv(opened.study)
    if answers:
        write_whole(folder / "outcomes.csv", answers.encode())
    return done


def measured_rows(folder: Path) -> list[Row]:
    """Return the rows of a results folder as they were computed: each cell as it stands in the file."""
    text = (folder / "metrics.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
