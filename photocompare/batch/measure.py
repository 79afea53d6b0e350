"""What a worker does: the pairs of one baseline, each photo read once, a failing pair costs its rows."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from photocompare.alignment import align, through_neighbor
from photocompare.alignment.alignment import from_json
from photocompare.batch.entry import Entry
from photocompare.batch.plan import Pair
from photocompare.color import CorrectedPhoto
from photocompare.compare import Comparison, chosen_metrics, compare
from photocompare.errors import Finding, Problem
from photocompare.figure import pair_figure
from photocompare.files import file_hash
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.settled import own_maps
from photocompare.study.painted import painted_pair
from photocompare.table import Row, comparison_rows, failed_rows, safe_cell
from photocompare.uncertainty import RepeatErrors

Value = tuple[str, str, str, float, float]
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
        values: of a repeat shot, (region, metric, unit, baseline, followup) of each measurement.
    """

    index: int
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    hashes: tuple[str, str] = ("", "")
    stamps: tuple[Stamp, Stamp] = ((0, 0), (0, 0))
    figure: bytes = b""
    values: tuple[Value, ...] = ()


@dataclass
class Earlier:
    """What the pairs of a series so far left for those to come.

    Attributes:
        compared: the comparisons, without the pair in color, whose maps are large.
        baseline: the baseline of the last one that was measured, with the maps it alone tells.
    """

    compared: list[Comparison] = field(default_factory=list)
    baseline: CorrectedPhoto | None = None

    def note(self, comparison: Comparison) -> None:
        """Keep of a comparison what others can use."""
        self.compared.append(replace(comparison, pair=None))
        if comparison.pair is not None:
            self.baseline = own_maps(comparison.pair.baseline)


def measure_series(
    pairs: Sequence[Pair],
    recipe: Recipe,
    reader: IsolatedReader,
    *,
    figures: bool = False,
    repeats: RepeatErrors | None = None,
) -> Iterator[PairResult]:
    """Yield the result of each of the `pairs` of one baseline, in order.

    `reader` reads in a process of its own: a photo that crashes a decoder, hangs or eats the memory costs
    its own pairs only. A follow-up that does not lie on the baseline directly is laid there through one of
    the earlier ones. `repeats` are the errors that repeat photographs gave.
    """
    first = pairs[0].baseline
    stamp = stamp_of(first.photo)
    baseline: Photo | Problem = _read(reader, first, recipe)
    earlier = Earlier()
    for pair in pairs:
        stamps = stamp, stamp_of(pair.followup.photo)
        followup = _read(reader, pair.followup, recipe)
        if isinstance(baseline, Problem):
            yield replace(failed(pair, recipe, baseline.finding), stamps=stamps)
        elif isinstance(followup, Problem):
            yield replace(failed(pair, recipe, followup.finding), stamps=stamps)
        else:
            photos = baseline, followup
            measured = _measured(pair, photos, recipe, earlier, figures=figures, repeats=repeats)
            yield replace(measured, stamps=stamps)


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
    shown = () if pair.repeated else _extended(rows, pair)
    return PairResult(pair.index, shown, (*pair.findings, *findings), hashes)


def stamp_of(path: Path) -> Stamp:
    """Return size and time of change of the file at `path`."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _read(reader: IsolatedReader, entry: Entry, recipe: Recipe) -> Photo | Problem:
    try:
        photo = reader.read(entry.photo, **recipe.photo.reading(entry.root))
        if entry.sha256 and photo.sha256 != entry.sha256:
            raise Problem("E701", photo.name)
        return photo
    except Problem as problem:
        return problem


def _measured(
    pair: Pair,
    photos: tuple[Photo, Photo],
    recipe: Recipe,
    earlier: Earlier,
    *,
    figures: bool,
    repeats: RepeatErrors | None,
) -> PairResult:
    try:
        comparison = _compared(pair, photos, recipe, earlier, repeats)
        figure = pair_figure(comparison) if figures else b""
    except Exception as error:
        # A fault of ours must not cost a night of other pairs; it is said, and the command ends with 1.
        return failed(pair, recipe, Finding("E335", pair.title, _where(error)))
    earlier.note(comparison)
    hashes = comparison.baseline.sha256, comparison.followup.sha256
    if pair.repeated:
        return PairResult(pair.index, (), (), hashes, values=_values(comparison))
    told = tuple(replace(row, findings=(*pair.findings, *row.findings)) for row in comparison.measurements)
    rows = _extended(comparison_rows(replace(comparison, measurements=told), pair.occasion), pair)
    findings = (*pair.findings, *comparison.all_findings)
    return PairResult(pair.index, rows, findings, hashes, figure=figure)


def _compared(
    pair: Pair,
    photos: tuple[Photo, Photo],
    recipe: Recipe,
    earlier: Earlier,
    repeats: RepeatErrors | None,
) -> Comparison:
    baseline, followup = photos
    if by_hand := pair.followup.alignment:
        alignment = from_json(json.loads(by_hand))
    else:
        alignment = align(baseline, followup, recipe.alignment, skin=pair.regions)
    if not by_hand and not alignment.accepted:
        neighbors = [(one.followup, one.alignment) for one in earlier.compared]
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
        painted=painted_pair(pair.baseline.painted, pair.followup.painted),
        repeats=repeats,
        # Its vessels are painted over already, and would be once more.
        known=None if pair.baseline.painted else earlier.baseline,
    )


def _values(comparison: Comparison) -> tuple[Value, ...]:
    return tuple(
        (row.region.name, row.metric, row.unit, row.baseline, row.followup)
        for row in comparison.measurements
        if row.baseline is not None and row.followup is not None
    )


def _extended(rows: Sequence[Row], pair: Pair) -> tuple[Row, ...]:
    """Return the rows with the manifest's further columns of the follow-up."""
    extras = {column: safe_cell(value) for column, value in pair.followup.extras}
    return tuple({**extras, **row} for row in rows) if extras else tuple(rows)


def _where(error: Exception) -> str:
    """Return the kind of an error and its place: nothing of what it says, which may be private."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name} line {last.lineno}"
