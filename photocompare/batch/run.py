"""Score every pair of a manifest, one after the other; a failing pair costs only its own rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photocompare.alignment import align, through_neighbor
from photocompare.batch.manifest import Entry, Pair, pairs
from photocompare.batch.studies import read_entries
from photocompare.compare import Comparison, Report, chosen_metrics, compare
from photocompare.errors import Finding, Problem, worst
from photocompare.files import file_hash
from photocompare.photo import Photo
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.regions import Region, read_regions
from photocompare.table import Row, comparison_rows, failed_rows


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
    manifest: Path,
    recipe: Recipe = Recipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
    report: Report | None = None,
    keep: Callable[[Pair, Comparison], None] | None = None,
) -> BatchResult:
    """Return the rows of every follow-up in the manifest, or the study file, in its order.

    `regions` and `mm_per_pixel` stand in where the manifest names none; `keep` is given each comparison.

    Raises:
        Problem: where the manifest, a regions file or the recipe is wrong; nothing was started.
    """
    chosen_metrics(recipe)
    entries, inputs = read_entries(manifest)
    found, unpaired = pairs(entries)
    outlines = {pair: pair_regions(pair, regions) for pair in found}
    findings = [*unpaired, *(finding for entry in entries for finding in entry.findings)]
    rows: list[Row] = []
    earlier: list[Comparison] = []
    with IsolatedReader() as reader:
        for index, pair in enumerate(found):
            if report:
                report(index / len(found), pair.title)
            scale = pair.baseline.mm_per_pixel or mm_per_pixel
            if index and found[index - 1].baseline != pair.baseline:
                earlier.clear()
            scored = score_pair(pair, outlines[pair], recipe, scale, reader, earlier)
            if isinstance(scored, Comparison):
                earlier.append(scored)
                rows.extend(comparison_rows(scored, pair.occasion))
                if keep:
                    keep(pair, scored)
                findings.extend(scored.all_findings)
                inputs[pair.baseline.photo.name] = scored.baseline.sha256
                inputs[pair.followup.photo.name] = scored.followup.sha256
            else:
                findings.append(scored)
                rows.extend(_failed(pair, outlines[pair], recipe, scored, scale is not None))
    return BatchResult(tuple(rows), tuple(dict.fromkeys(findings)), inputs)


def _failed(
    pair: Pair, regions: Sequence[Region], recipe: Recipe, finding: Finding, millimeters: bool
) -> list[Row]:
    return failed_rows(
        pair.occasion,
        regions,
        chosen_metrics(recipe),
        recipe,
        (finding,),
        millimeters=millimeters,
        hashes=(file_hash(pair.baseline.photo), file_hash(pair.followup.photo)),
    )


def score_pair(
    pair: Pair,
    regions: Sequence[Region],
    recipe: Recipe,
    mm_per_pixel: float | None,
    reader: IsolatedReader,
    earlier: Sequence[Comparison] = (),
) -> Comparison | Finding:
    """Return the comparison of a pair, or why one of its photos could not be read.

    `reader` reads in a process of its own: a photo that crashes a decoder, hangs or eats the memory costs
    its own pairs only. A follow-up that does not lie on the baseline directly is laid there through one of
    the `earlier` comparisons with the same baseline.
    """
    try:
        baseline, followup = _read(reader, pair.baseline), _read(reader, pair.followup)
    except Problem as problem:
        return problem.finding
    lighting = pair.baseline.lighting
    by_hand = pair.followup.alignment
    alignment = by_hand or align(baseline, followup, recipe.alignment)
    if not by_hand and not alignment.accepted:
        neighbors = [(one.followup, one.alignment) for one in earlier]
        alignment = through_neighbor(baseline, followup, neighbors, alignment, recipe.alignment)
    return compare(
        baseline,
        followup,
        regions,
        recipe,
        mm_per_pixel=mm_per_pixel,
        lighting=lighting,
        alignment=alignment,
    )


def pair_regions(pair: Pair, otherwise: Sequence[Region] | None = None) -> tuple[Region, ...]:
    """Return the regions of the baseline, arm and side filled in from its row, and charts placed by hand."""
    entry = pair.baseline
    outlines = pair.followup.outlines
    if outlines is None:
        outlines = read_regions(entry.regions) if entry.regions else tuple(otherwise or ())
    charts = tuple(
        Region(f"chart, {photo}", ((one.chart,),), role="chart", photo=photo)
        for one, photo in ((pair.baseline, "baseline"), (pair.followup, "followup"))
        if one.chart
    )
    filled = (
        replace(region, arm=region.arm or entry.arm, side=region.side or entry.side.lower())
        for region in outlines
    )
    return (*filled, *charts)


def _read(reader: IsolatedReader, entry: Entry) -> Photo:
    photo = reader.read(entry.photo)
    if entry.sha256 and photo.sha256 != entry.sha256:
        raise Problem("E701", photo.name)
    return photo
