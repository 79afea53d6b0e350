"""Score the sample studies end to end."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import photocompare
from photocompare import phantom
from photocompare.batch import Pair, run_batch
from photocompare.compare import Comparison, Report
from photocompare.errors import Finding
from photocompare.figure import pair_figure
from photocompare.files import write_whole
from photocompare.provenance import run_json
from photocompare.recipe import Recipe
from photocompare.table import Row, csv_text


@dataclass(frozen=True)
class StudyResult:
    """The rows of one sample study, the doubts about it, and the folder its files were written to."""

    title: str
    folder: Path
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def run_demo(out: Path, recipe: Recipe = Recipe(), *, report: Report | None = None) -> Iterator[StudyResult]:
    """Yield the result of each sample study; metrics.csv, run.json and a figure per pair are under `out`.

    The studies are those of `sample_images/` beside the source; where the folder is absent they are painted
    afresh under `out`.
    """
    for manifest in sorted(_samples(out).glob("*/manifest.csv")):
        started = time.monotonic()
        folder = out / manifest.parent.name
        result = run_batch(manifest, recipe, report=report, keep=partial(_write_figure, folder / "figures"))
        write_whole(folder / "metrics.csv", csv_text(result.rows).encode())
        record = run_json(recipe, result.inputs, time.monotonic() - started)
        write_whole(folder / "run.json", record.encode())
        yield StudyResult(manifest.parent.name, folder, result.rows, result.findings)


def _samples(out: Path) -> Path:
    beside = Path(photocompare.__file__).parent.parent / "sample_images"
    if any(beside.glob("*/manifest.csv")):
        return beside
    painted = out / "sample_images"
    if not any(painted.glob("*/manifest.csv")):
        phantom.paint_sample_studies(painted)
    return painted


def _write_figure(folder: Path, pair: Pair, comparison: Comparison) -> None:
    name = re.sub(r"[^\w.-]+", "_", pair.title)
    write_whole(folder / f"{name}.png", pair_figure(comparison))
