"""A plan is carried out: what the journal does not hold yet is measured and kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from photocompare.batch.cluster import Task, measure_on_cluster, workers_of
from photocompare.batch.journal import Journal
from photocompare.batch.manifest import Manifest
from photocompare.batch.measure import PairResult, failed, measure_series, stamp_of
from photocompare.batch.plan import Pair, Plan, narrowed, plan, series
from photocompare.batch.recurrence import cleared_in, with_recurrence
from photocompare.batch.repeats import errors_by_scene, scene_of
from photocompare.batch.studies import manifest_of
from photocompare.compare import Report, chosen_metrics
from photocompare.errors import Finding, Problem
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


def run_batch(
    manifest: Path | Manifest,
    recipe: Recipe = Recipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
    workers: int | None = 0,
    report: Report | None = None,
    keep: Keep | None = None,
    wanted: Callable[[Pair], bool] | None = None,
) -> BatchResult:
    """Return the rows of every follow-up in a manifest or a study, in its order, held in memory.

    `regions` and `mm_per_pixel` stand in where the manifest names none; `keep` is given each pair's figure.
    `workers` are processes that measure; 0: this one; None: this one for a handful of pairs, else one a core.
    `wanted` says of which pairs the rows are; those of their series are measured with them.

    Raises:
        Problem: where the manifest or the recipe is wrong; nothing was started.
    """
    read = manifest if isinstance(manifest, Manifest) else manifest_of(manifest)
    planned = plan(read, recipe.photo, regions=regions, mm_per_pixel=mm_per_pixel)
    planned = narrowed(planned, wanted) if wanted else planned
    with Journal(None, {}) as journal:
        carry_out(planned, recipe, journal, workers=workers, report=report, keep=keep)
        results = [one for one in marked(planned, journal) if not wanted or wanted(planned.of(one.index))]
        rows = tuple(row for result in results for row in result.rows)
        hashes = dict(read.stands_for) | inputs(planned, journal)
        return BatchResult(rows, all_findings(planned, journal), hashes)


def carry_out(
    planned: Plan,
    recipe: Recipe,
    journal: Journal,
    *,
    workers: int | None = 0,
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
    everything = (*planned.pairs, *planned.repeats)
    tell = report or (lambda share, text: None)
    for pair in everything:
        if pair.refused and pair.index not in done:
            journal.add(failed(pair, recipe))
            done.add(pair.index)
    again = [pairs for pairs in series(planned.repeats) if not done.issuperset(p.index for p in pairs)]
    missing = [pairs for pairs in series(planned.pairs) if not done.issuperset(p.index for p in pairs)]
    told = "Measuring"

    def still() -> None:
        tell(len(done) / max(len(everything), 1), told)

    still()
    with _measuring(again + missing, journal, workers, scheduler) as measure:
        # The repeats first: they tell the error of what follows. A series is measured whole, as its pairs
        # know of each other.
        for part in (again, missing):
            errors = errors_by_scene(planned, journal, recipe.error) if part is missing else {}
            tasks = [(pairs, errors.get(scene_of(pairs[0]))) for pairs in part]
            figures = keep is not None and part is missing
            for result in measure(tasks, recipe, figures=figures, still=still):
                pair = planned.of(result.index)
                if keep and result.figure:
                    keep(pair, result.figure)
                journal.add(result)
                done.add(result.index)
                told = pair.title
                still()


def marked(planned: Plan, journal: Journal) -> Iterator[PairResult]:
    """Yield the finished results in order, W312 added where a photo stands for two subjects.

    What a pair alone cannot tell, the recurrence of vessels, is filled in from the earlier pairs.
    """
    cleared: dict[str, list[tuple[str, float, float]]] = {}
    owners: dict[str, set[str]] = {}
    for result in shown(planned, journal):
        for sha256 in filter(None, result.hashes):
            owners.setdefault(sha256, set()).add(planned.pairs[result.index].followup.subject)
        cleared.setdefault(result.hashes[0], []).extend(cleared_in(result.rows))
    for result in shown(planned, journal):
        result = replace(result, rows=with_recurrence(result.rows, cleared.get(result.hashes[0], [])))
        others = {name for sha256 in result.hashes for name in owners.get(sha256, ())}
        yield _warned(result, others) if len(others) > 1 else result


def shown(planned: Plan, journal: Journal) -> Iterator[PairResult]:
    """Yield the finished results that the table shows, in order."""
    return (result for result in journal.results() if result.index < len(planned.pairs))


def all_findings(planned: Plan, journal: Journal) -> tuple[Finding, ...]:
    """Return each different doubt about the manifest, its pairs and its repeat shots once."""
    repeats = (result for result in journal.results() if result.index >= len(planned.pairs))
    results = (*marked(planned, journal), *repeats)
    found = (finding for result in results for finding in result.findings)
    return tuple(dict.fromkeys((*planned.findings, *found)))


def inputs(planned: Plan, journal: Journal) -> dict[str, str]:
    """Return the hash of each photo that could be read, by its file name."""
    found = {}
    for result in journal.results():
        pair = planned.of(result.index)
        for entry, sha256 in zip((pair.baseline, pair.followup), result.hashes, strict=True):
            if sha256:
                found[entry.photo.name] = sha256
    return found


@contextmanager
def _measuring(
    missing: Sequence[tuple[Pair, ...]], journal: Journal, workers: int | None, scheduler: str | None
) -> Iterator[Callable[..., Iterator[PairResult]]]:
    """Yield how the tasks are measured: here for 0 workers, or a handful of pairs where None is said.

    Where a process that measured them itself died of it, others do it the next time: they can be lost.
    """
    few = workers is None and sum(map(len, missing)) <= HANDFUL and not journal.died
    if scheduler is None and (workers == 0 or few or not missing):
        with IsolatedReader() as reader, journal.at_work():
            yield partial(_measure_here, reader)
    else:
        with workers_of(workers or os.cpu_count() or 1, scheduler) as client:
            yield partial(measure_on_cluster, client)


def _measure_here(
    reader: IsolatedReader,
    tasks: Sequence[Task],
    recipe: Recipe,
    *,
    figures: bool = False,
    still: Callable[[], object] = lambda: None,
) -> Iterator[PairResult]:
    for pairs, repeats in tasks:
        yield from measure_series(pairs, recipe, reader, figures=figures, repeats=repeats)


def _kept(planned: Plan, journal: Journal) -> set[int]:
    """Return the pairs that are finished; those that failed on a photo which is another now are forgotten."""
    kept = set()
    for result in list(journal.results()):
        pair = planned.of(result.index)
        entries = (pair.baseline, pair.followup)
        other = [
            entry
            for entry, stamp, sha256 in zip(entries, result.stamps, result.hashes, strict=True)
            if stamp_of(entry.photo) != stamp and file_hash(entry.photo) != sha256
        ]
        has_numbers = result.values or any(row["change"] for row in result.rows)
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
