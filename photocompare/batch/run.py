"""A plan is carried out: what the journal does not hold yet is measured and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photocompare.batch.cluster import measure_on_cluster
from photocompare.batch.journal import Journal
from photocompare.batch.manifest import Manifest, read_manifest
from photocompare.batch.measure import PairResult, failed, measure_series, stamp_of
from photocompare.batch.plan import Pair, Plan, plan
from photocompare.compare import Report, chosen_metrics
from photocompare.errors import Finding, Problem, worst
from photocompare.files import file_hash
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.regions import Region
from photocompare.table import Row

HANDFUL = 4
"""So many pairs are measured in this process: they are done before other processes have started."""

Keep = Callable[[Pair, bytes], None]


@dataclass(frozen=True)
class BatchResult:
    """The rows of a study, every doubt about it, and the hash of each photo by its file name."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    inputs: dict[str, str]

    @property
    def failed(self) -> bool:
        """Return whether any row or pair has no number."""
        return worst(self.findings) == "error"


def run_batch(
    manifest: Path | Manifest,
    recipe: Recipe = Recipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
    workers: int = 1,
    report: Report | None = None,
    keep: Keep | None = None,
) -> BatchResult:
    """Return the rows of every follow-up in the manifest, in its order, held in memory.

    `regions` and `mm_per_pixel` stand in where the manifest names none; `keep` is given each pair's figure.

    Raises:
        Problem: where the manifest or the recipe is wrong; nothing was started.
    """
    read = manifest if isinstance(manifest, Manifest) else read_manifest(manifest)
    planned = plan(read, recipe.photo, regions=regions, mm_per_pixel=mm_per_pixel)
    with Journal(None, {}) as journal:
        carry_out(planned, recipe, journal, workers=workers, report=report, keep=keep)
        results = list(marked(planned, journal))
    rows = tuple(row for result in results for row in result.rows)
    findings = (finding for result in results for finding in result.findings)
    inputs: dict[str, str] = {}
    for result in results:
        inputs |= hashes_by_name(planned.pairs[result.index], result)
    return BatchResult(rows, tuple(dict.fromkeys((*planned.findings, *findings))), inputs)


def carry_out(
    planned: Plan,
    recipe: Recipe,
    journal: Journal,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    report: Report | None = None,
    keep: Keep | None = None,
) -> None:
    """Measure every pair of the plan that the journal does not hold, and keep it there.

    `keep` is given the PNG of each pair that is measured. `report` may raise `Cancelled`; what is finished
    stays in the journal.

    Raises:
        Problem: E340 where a photo changed since it was measured, E331 for an unknown metric, E341
            without the scheduler.
    """
    chosen_metrics(recipe)
    done = _kept(planned, journal)
    tell = report or (lambda share, text: None)
    for pair in planned.pairs:
        if pair.refused and pair.index not in done:
            journal.add(failed(pair, recipe))
            done.add(pair.index)
    missing = [tuple(pair for pair in pairs if pair.index not in done) for pairs in planned.series]
    missing = [pairs for pairs in missing if pairs]
    tell(len(done) / max(len(planned.pairs), 1), "Measuring")
    for result in _results(missing, recipe, workers, scheduler, keep is not None):
        pair = planned.pairs[result.index]
        if keep and result.figure:
            keep(pair, result.figure)
        journal.add(result)
        done.add(result.index)
        tell(len(done) / len(planned.pairs), pair.title)


def marked(planned: Plan, journal: Journal) -> Iterator[PairResult]:
    """Yield the finished results in order, W312 added where a photo stands for two subjects."""
    owners: dict[str, set[str]] = {}
    for result in journal.results():
        for sha256 in filter(None, result.hashes):
            owners.setdefault(sha256, set()).add(planned.pairs[result.index].followup.subject)
    for result in journal.results():
        others = {name for sha256 in result.hashes for name in owners.get(sha256, ())}
        yield _warned(result, others) if len(others) > 1 else result


def hashes_by_name(pair: Pair, result: PairResult) -> dict[str, str]:
    """Return the hash of each photo of a pair that could be read, by its file name."""
    both = zip((pair.baseline, pair.followup), result.hashes, strict=True)
    return {entry.photo.name: sha256 for entry, sha256 in both if sha256}


def _results(
    missing: Sequence[tuple[Pair, ...]], recipe: Recipe, workers: int, scheduler: str | None, figures: bool
) -> Iterator[PairResult]:
    few = sum(map(len, missing)) <= HANDFUL
    if scheduler is None and (workers <= 1 or few):
        with IsolatedReader() as reader:
            for pairs in missing:
                yield from measure_series(pairs, recipe, reader, figures=figures)
    else:
        yield from measure_on_cluster(missing, recipe, workers=workers, scheduler=scheduler, figures=figures)


def _kept(planned: Plan, journal: Journal) -> set[int]:
    """Return the pairs that are finished; those that failed on a photo which is another now are forgotten."""
    kept = set()
    for result in list(journal.results()):
        pair = planned.pairs[result.index]
        entries = (pair.baseline, pair.followup)
        other = [
            entry
            for entry, stamp, sha256 in zip(entries, result.stamps, result.hashes, strict=True)
            if stamp_of(entry.photo) != stamp and file_hash(entry.photo) != sha256
        ]
        has_numbers = any(row["change"] for row in result.rows)
        if other and has_numbers:
            raise Problem("E340", other[0].photo.name, "this photo is another than the one that was measured")
        if other:
            journal.forget(result.index)
        else:
            kept.add(result.index)
    return kept


def _warned(result: PairResult, subjects: set[str]) -> PairResult:
    warning = Finding("W312", ", ".join(sorted(subjects)))
    rows = tuple(
        {
            **row,
            "codes": f"{row['codes']} W312".strip(),
            "message": f"{row['message']} {warning.message}".strip(),
            "status": "warn" if row["status"] == "ok" else row["status"],
        }
        for row in result.rows
    )
    return replace(result, rows=rows, findings=(*result.findings, warning))
