"""What a worker does: the pairs of one baseline, each photo read once, a failing pair costs its rows."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photocompare.alignment import Alignment, align, through_neighbor
from photocompare.batch.entry import Entry
from photocompare.batch.plan import Pair
from photocompare.compare import Comparison, chosen_metrics, compare
from photocompare.errors import Finding, Problem
from photocompare.figure import pair_figure
from photocompare.files import file_hash
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.table import Row, comparison_rows, failed_rows, safe_cell

Stamp = tuple[int, int]
"""Size in bytes and time of change in ns of a file, taken before it was read; (0, 0) where there is none."""


@dataclass(frozen=True)
class PairResult:
    """What one pair gave: its rows, its doubts, and what was read for it.

    Attributes:
        index: of the pair.
        hashes: hex sha256 of the baseline's and the follow-up's file, empty where it could not be read.
        stamps: of the same two files.
        figure: the PNG of the pair, empty where none is wanted or there is nothing to show.
    """

    index: int
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    hashes: tuple[str, str] = ("", "")
    stamps: tuple[Stamp, Stamp] = ((0, 0), (0, 0))
    figure: bytes = b""


def measure_series(
    pairs: Sequence[Pair], recipe: Recipe, reader: IsolatedReader, *, figures: bool = False
) -> Iterator[PairResult]:
    """Yield the result of each of the `pairs` of one baseline, in order.

    `reader` reads in a process of its own: a photo that crashes a decoder, hangs or eats the memory costs
    its own pairs only. A follow-up that does not lie on the baseline directly is laid there through one of
    the earlier ones.
    """
    first = pairs[0].baseline
    stamp = stamp_of(first.photo)
    baseline: Photo | Problem = _read(reader, first, recipe)
    neighbors: list[tuple[Photo, Alignment]] = []
    for pair in pairs:
        stamps = stamp, stamp_of(pair.followup.photo)
        followup = _read(reader, pair.followup, recipe)
        if isinstance(baseline, Problem):
            yield replace(failed(pair, recipe, baseline.finding), stamps=stamps)
        elif isinstance(followup, Problem):
            yield replace(failed(pair, recipe, followup.finding), stamps=stamps)
        else:
            yield replace(_measured(pair, baseline, followup, recipe, neighbors, figures), stamps=stamps)


def failed(pair: Pair, recipe: Recipe, *findings: Finding) -> PairResult:
    """Return the empty rows of a pair that could not be measured, with the reasons."""
    hashes = file_hash(pair.baseline.photo), file_hash(pair.followup.photo)
    rows = failed_rows(
        pair.occasion,
        pair.regions,
        chosen_metrics(recipe),
        recipe,
        (*pair.findings, *findings),
        millimeters=pair.mm_per_pixel is not None,
        hashes=hashes,
    )
    return PairResult(pair.index, _extended(rows, pair), (*pair.findings, *findings), hashes)


def stamp_of(path: Path) -> Stamp:
    """Return size and time of change of the file at `path`."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _read(reader: IsolatedReader, entry: Entry, recipe: Recipe) -> Photo | Problem:
    try:
        return reader.read(entry.photo, **recipe.photo.reading(entry.root))
    except Problem as problem:
        return problem


def _measured(
    pair: Pair,
    baseline: Photo,
    followup: Photo,
    recipe: Recipe,
    neighbors: list[tuple[Photo, Alignment]],
    figures: bool,
) -> PairResult:
    try:
        comparison = _compared(pair, baseline, followup, recipe, neighbors)
        figure = pair_figure(comparison) if figures else b""
    except Exception as error:
        # A fault of ours must not cost a night of other pairs; it is said, and the command ends with 1.
        return failed(pair, recipe, Finding("E335", pair.title, _where(error)))
    neighbors.append((followup, comparison.alignment))
    told = tuple(replace(row, findings=(*pair.findings, *row.findings)) for row in comparison.measurements)
    rows = _extended(comparison_rows(replace(comparison, measurements=told), pair.occasion), pair)
    findings = (*pair.findings, *comparison.all_findings)
    return PairResult(pair.index, rows, findings, (baseline.sha256, followup.sha256), figure=figure)


def _compared(
    pair: Pair,
    baseline: Photo,
    followup: Photo,
    recipe: Recipe,
    neighbors: Sequence[tuple[Photo, Alignment]],
) -> Comparison:
    alignment = align(baseline, followup, recipe.alignment, skin=pair.regions)
    if not alignment.accepted:
        alignment = through_neighbor(
            baseline, followup, neighbors, alignment, recipe.alignment, skin=pair.regions
        )
    return compare(
        baseline,
        followup,
        pair.regions,
        recipe,
        mm_per_pixel=pair.mm_per_pixel,
        lighting=pair.followup.lighting,
        alignment=alignment,
    )


def _extended(rows: Sequence[Row], pair: Pair) -> tuple[Row, ...]:
    """Return the rows with the manifest's further columns of the follow-up."""
    extras = {column: safe_cell(value) for column, value in pair.followup.extras}
    return tuple({**extras, **row} for row in rows) if extras else tuple(rows)


def _where(error: Exception) -> str:
    """Return the kind of an error and its place: nothing of what it says, which may be private."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name} line {last.lineno}"
