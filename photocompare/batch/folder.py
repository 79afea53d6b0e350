"""The results folder: the journal while it runs; metrics.csv, run.json and figures when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photocompare import __version__
from photocompare.batch.journal import Journal
from photocompare.batch.manifest import Manifest
from photocompare.batch.measure import PairResult
from photocompare.batch.plan import Pair, Plan, fingerprint, plan
from photocompare.batch.repeats import repeat_shots
from photocompare.batch.run import all_findings, carry_out, inputs, marked
from photocompare.batch.studies import manifest_of
from photocompare.compare import Report
from photocompare.errors import Finding, Problem
from photocompare.files import file_hash, write_whole
from photocompare.provenance import run_json
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.study.painted import painted_pair
from photocompare.table import (
    REPEATS_FILE,
    Row,
    csv_chunks,
    parquet_bytes,
    picture_name,
    repeat_chunks,
    wide_chunks,
)

FIGURES = "figures"


@dataclass(frozen=True)
class Outcome:
    """What a batch came to: a line for each pair, every doubt once, whether it went on from an earlier run.

    `pairs` are (pair, its worst status, the messages of its errors).
    """

    pairs: tuple[tuple[Pair, str, tuple[str, ...]], ...]
    findings: tuple[Finding, ...]
    resumed: bool
    folder: Path


@dataclass(frozen=True)
class Outputs:
    """What is written beside metrics.csv and run.json: a picture of each pair, other forms of the table."""

    figures: bool = False
    wide: bool = False
    parquet: bool = False


def batch_into(
    folder: Path,
    manifest: Path | Manifest,
    recipe: Recipe = Recipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
    workers: int | None = 0,
    scheduler: str | None = None,
    fresh: bool = False,
    outputs: Outputs = Outputs(),
    report: Report | None = None,
) -> Outcome:
    """Measure a study into `folder`: metrics.csv, run.json, the journal to go on from, and `outputs`.

    Of timepoints with repeat shots, repeats.csv has each later shot beside the first.

    Raises:
        Problem: before anything is started E301 (manifest), E333 (the folder holds the photos), E507 (Parquet
            without pyarrow), E340 (the folder has the results of another run), E343 (another run is at work
            there); E330 where the results cannot be written.
    """
    started = time.monotonic()
    read = manifest if isinstance(manifest, Manifest) else manifest_of(manifest)
    planned = plan(read, recipe.photo, regions=regions, mm_per_pixel=mm_per_pixel)
    if folder.resolve() in {photo.parent.resolve() for photo in planned.photos}:
        raise Problem("E333", folder.name, "The photos lie in this folder: results go elsewhere")
    if outputs.parquet:
        parquet_bytes(())
    facts = {
        "the manifest": read.sha256,
        "a region or scale": fingerprint(planned),
        "the recipe": recipe.sha256,
        "the version of photocompare": __version__,
        "the wish for figures": str(outputs.figures),
    }

    def keep(pair: Pair, png: bytes) -> None:
        write_whole(folder / FIGURES / picture_name(pair.occasion), png)

    with Journal(folder / "journal.sqlite", facts, fresh=fresh) as journal:
        kept = keep if outputs.figures else None
        carry_out(planned, recipe, journal, workers=workers, scheduler=scheduler, report=report, keep=kept)
        _write_tables(folder, planned, journal, recipe, outputs)
        lines = tuple(_ended(planned, result) for result in marked(planned, journal))
        own = {read.name: read.sha256} if read.sha256 else {}
        hashes = own | dict(read.stands_for) | inputs(planned, journal)
        record = run_json(recipe, hashes, time.monotonic() - started, by_hand(planned))
        write_whole(folder / "run.json", record.encode())
        findings = all_findings(planned, journal)
        if read.path is not None and file_hash(read.path) != read.sha256:
            findings = (*findings, Finding("W317", read.name))
        return Outcome(lines, findings, journal.found, folder)


def by_hand(planned: Plan) -> dict[str, Any]:
    """Return who painted vessels of which pair, and when."""
    return {
        pair.title: {"vessels": painted_pair(pair.baseline.painted, pair.followup.painted).to_json()}
        for pair in planned.pairs
        if pair.baseline.painted or pair.followup.painted
    }


def _write_tables(folder: Path, planned: Plan, journal: Journal, recipe: Recipe, outputs: Outputs) -> None:
    def rows() -> Iterator[Row]:
        return (row for result in marked(planned, journal) for row in result.rows)

    write_whole(folder / "metrics.csv", csv_chunks(rows(), planned.extras))
    if planned.repeats:
        shots = (shot for _, shot in repeat_shots(planned, journal))
        write_whole(folder / REPEATS_FILE, repeat_chunks(shots, recipe.sha256))
    else:
        # One of an earlier run would be taken for this one's.
        (folder / REPEATS_FILE).unlink(missing_ok=True)
    if outputs.wide:
        write_whole(folder / "metrics-wide.csv", wide_chunks(rows(), planned.extras))
    if outputs.parquet:
        write_whole(folder / "metrics.parquet", parquet_bytes(rows(), planned.extras))


def _ended(planned: Plan, result: PairResult) -> tuple[Pair, str, tuple[str, ...]]:
    """Return how a pair ended: its worst row, and what its errors say."""
    ends = {row["status"] for row in result.rows}
    status = next((one for one in ("error", "warn", "ok") if one in ends), "skipped")
    errors = dict.fromkeys(finding.message for finding in result.findings if finding.severity == "error")
    return planned.of(result.index), status, tuple(errors)
