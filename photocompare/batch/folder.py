"""The results folder: the journal while it runs; metrics.csv, run.json and figures when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from photocompare import __version__
from photocompare.batch.journal import Journal
from photocompare.batch.manifest import Manifest, read_manifest
from photocompare.batch.measure import PairResult
from photocompare.batch.plan import Pair, fingerprint, plan
from photocompare.batch.run import carry_out, hashes_by_name, marked
from photocompare.compare import Report
from photocompare.errors import Finding, Problem
from photocompare.files import file_hash, write_whole
from photocompare.provenance import run_json
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.table import Row, csv_chunks, parquet_bytes, picture_name, wide_chunks

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


def batch_into(
    folder: Path,
    manifest: Path | Manifest,
    recipe: Recipe = Recipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
    encoding: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    fresh: bool = False,
    figures: bool = False,
    wide: bool = False,
    parquet: bool = False,
    report: Report | None = None,
) -> Outcome:
    """Measure a study into `folder`: metrics.csv, run.json, the journal to go on from, figures where wanted.

    Raises:
        Problem: before anything is started E301 (manifest), E333 (the folder holds the photos), E340 (the
            folder has the results of another run), E343 (another run is at work there); E330 where the
            results cannot be written.
    """
    started = time.monotonic()
    read = manifest if isinstance(manifest, Manifest) else read_manifest(manifest, encoding=encoding)
    planned = plan(read, recipe.photo, regions=regions, mm_per_pixel=mm_per_pixel)
    if folder.resolve() in {photo.parent.resolve() for photo in planned.photos}:
        raise Problem("E333", folder.name, "The photos lie in this folder: results go elsewhere")
    facts = {
        "the manifest": read.sha256,
        "a region or scale": fingerprint(planned),
        "the recipe": recipe.sha256,
        "the version of photocompare": __version__,
        "the wish for figures": str(figures),
    }
    with Journal(folder / "journal.sqlite", facts, fresh=fresh) as journal:

        def keep(pair: Pair, png: bytes) -> None:
            write_whole(folder / FIGURES / picture_name(pair.occasion), png)

        def rows() -> Iterator[Row]:
            return (row for result in marked(planned, journal) for row in result.rows)

        carry_out(
            planned,
            recipe,
            journal,
            workers=workers,
            scheduler=scheduler,
            report=report,
            keep=keep if figures else None,
        )
        write_whole(folder / "metrics.csv", csv_chunks(rows(), planned.extras))
        if wide:
            write_whole(folder / "metrics-wide.csv", wide_chunks(rows(), planned.extras))
        if parquet:
            write_whole(folder / "metrics.parquet", parquet_bytes(rows(), planned.extras))
        findings, lines, read_for = list(planned.findings), [], {}
        for result in marked(planned, journal):
            pair = planned.pairs[result.index]
            findings.extend(result.findings)
            lines.append(_ended(pair, result))
            read_for.update(hashes_by_name(pair, result))
        record = run_json(recipe, read_for, time.monotonic() - started)
        write_whole(folder / "run.json", record.encode())
        if isinstance(manifest, Path) and file_hash(manifest) != read.sha256:
            findings.append(Finding("W317", manifest.name))
        return Outcome(tuple(lines), tuple(dict.fromkeys(findings)), journal.found, folder)


def _ended(pair: Pair, result: PairResult) -> tuple[Pair, str, tuple[str, ...]]:
    """Return how a pair ended: its worst row, and what its errors say."""
    ends = {row["status"] for row in result.rows}
    status = next((one for one in ("error", "warn", "ok") if one in ends), "skipped")
    errors = (finding.message for finding in result.findings if finding.severity == "error")
    return pair, status, tuple(dict.fromkeys(errors))
