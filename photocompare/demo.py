"""Score the sample studies end to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import photocompare
from photocompare import phantom
from photocompare.batch import Outcome, Outputs, batch_into
from photocompare.compare import Report
from photocompare.recipe import Recipe


@dataclass(frozen=True)
class StudyResult:
    """What the batch of one sample study came to."""

    title: str
    outcome: Outcome


def run_demo(
    out: Path, recipe: Recipe = Recipe(), *, workers: int = 1, report: Report | None = None
) -> Iterator[StudyResult]:
    """Yield the result of each sample study; metrics.csv, run.json and a figure per pair are under `out`.

    The studies are those of `sample_images/` beside the source; where the folder is absent they are painted
    afresh under `out`.
    """
    for manifest in sorted(_samples(out).glob("*/manifest.csv")):
        name = manifest.parent.name
        outcome = batch_into(
            out / name,
            manifest,
            recipe,
            workers=workers,
            fresh=True,
            outputs=Outputs(figures=True),
            report=report,
        )
        yield StudyResult(name, outcome)


def _samples(out: Path) -> Path:
    beside = Path(photocompare.__file__).parent.parent / "sample_images"
    if any(beside.glob("*/manifest.csv")):
        return beside
    painted = out / "sample_images"
    if not any(painted.glob("*/manifest.csv")):
        phantom.paint_sample_studies(painted)
    return painted
