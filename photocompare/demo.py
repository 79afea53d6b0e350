"""Score the sample studies end to end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import photocompare
from photocompare import phantom
from photocompare.batch import Outcome, Outputs, batch_into
from photocompare.compare import Report
from photocompare.files import write_whole
from photocompare.recipe import Recipe
from photocompare.report import write_reports
from photocompare.statistics import Summary, stats_csv

# What each sample study would have named beforehand, and what it would be called.
PRIMARY = {
    "sclerotherapy": ("vessel_area_fraction",),
    "split-face": ("erythema_index",),
    "vein-series": ("vessel_area_fraction",),
}
TITLES = {
    "sclerotherapy": "Sclerotherapy of leg veins",
    "split-face": "A serum on one half of the face",
    "vein-series": "Two creams for spider veins",
}


@dataclass(frozen=True)
class StudyResult:
    """What the batch of one sample study came to, and its statistics."""

    title: str
    outcome: Outcome
    summary: Summary


def run_demo(
    out: Path, recipe: Recipe = Recipe(), *, workers: int | None = None, report: Report | None = None
) -> Iterator[StudyResult]:
    """Yield the result of each sample study; under `out` are the files that hold it.

    They are metrics.csv, run.json, a figure per pair, stats.csv, and the report as HTML and PDF.

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
        yield StudyResult(name, outcome, write_statistics(out / name))


def write_statistics(folder: Path) -> Summary:
    """Write stats.csv, report.html and report.pdf of the results in `folder`; return the statistics."""
    primary, title = PRIMARY.get(folder.name, ()), TITLES.get(folder.name, "")
    if title:
        title += " (painted sample)"
    reports = [folder / "report.html", folder / "report.pdf"]
    results = write_reports(folder, reports, primary=primary, title=title)
    write_whole(folder / "stats.csv", stats_csv(results.summary.estimates).encode())
    return results.summary


def _samples(out: Path) -> Path:
    beside = Path(photocompare.__file__).parent.parent / "sample_images"
    if any(beside.glob("*/manifest.csv")):
        return beside
    painted = out / "sample_images"
    if not any(painted.glob("*/manifest.csv")):
        phantom.paint_sample_studies(painted)
    return painted
