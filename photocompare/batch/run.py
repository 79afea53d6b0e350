"""Score every pair of a manifest, one after the other; a failing pair costs only its own rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photocompare.alignment import align, through_neighbor
from photocompare.batch.manifest import Entry, Pair, pairs, read_manifest
from photocompare.batch.repeats import Scene, errors_by_scene, repeats_of
from photocompare.compare import Comparison, Measurement, Report, chosen_metrics, compare
from photocompare.errors import Finding, Problem, worst
from photocompare.files import file_hash
from photocompare.photo.isolated import IsolatedReader
from photocompare.recipe import Recipe
from photocompare.regions import Region, read_regions
from photocompare.table import Row, comparison_rows, failed_rows
from photocompare.uncertainty import RepeatErrors


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
    """Return the rows of every follow-up in the manifest, in its order.

    `regions` and `mm_per_pixel` stand in where the manifest names none; `keep` is given each comparison.

    Raises:
        Problem: where the manifest, a regions file or the recipe is wrong; nothing was started.
    """
    chosen_metrics(recipe)
    entries = read_manifest(manifest)
    found, unpaired = pairs(entries)
    outlines = {pair: pair_regions(pair, regions) for pair in found}
    findings = list(unpaired)
    rows: list[Row] = []
    inputs: dict[str, str] = {}
    earlier: list[Comparison] = []
    with IsolatedReader() as reader:
        errors = _repeat_errors(entries, regions, recipe, mm_per_pixel, reader, inputs)
        for index, pair in enumerate(found):
            if report:
                report(index / len(found), pair.title)
            scale = pair.baseline.mm_per_pixel or mm_per_pixel
            if index and found[index - 1].baseline != pair.baseline:
                earlier.clear()
            known = errors.get((pair.baseline.view, pair.baseline.lighting))
            scored = score_pair(pair, outlines[pair], recipe, scale, reader, earlier, known)
            if isinstance(scored, Comparison):
                earlier.append(scored)
                rows.extend(comparison_rows(scored, pair.occasion))
                if keep:
                    keep(pair, scored)
                findings.extend(scored.all_findings)
                inputs |= _hashes(pair, scored)
            else:
                findings.append(scored)
                rows.extend(_failed(pair, outlines[pair], recipe, scored, scale is not None))
    return BatchResult(tuple(rows), tuple(dict.fromkeys(findings)), inputs)


def _repeat_errors(
    entries: Sequence[Entry],
    regions: Sequence[Region] | None,
    recipe: Recipe,
    mm_per_pixel: float | None,
    reader: IsolatedReader,
    inputs: dict[str, str],
) -> dict[Scene, RepeatErrors]:
    """Return the errors by repeat photographs of each view; the photos' hashes are added to `inputs`."""

    def measure(pair: Pair) -> Sequence[Measurement]:
        scale = pair.baseline.mm_per_pixel or mm_per_pixel
        scored = score_pair(pair, pair_regions(pair, regions), recipe, scale, reader)
        if isinstance(scored, Finding):
            return ()
        inputs.update(_hashes(pair, scored))
        return scored.measurements

    return errors_by_scene(repeats_of(entries), measure, recipe.error)


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
    repeats: RepeatErrors | None = None,
) -> Comparison | Finding:
    """Return the comparison of a pair, or why one of its photos could not be read.

    `reader` reads in a process of its own: a photo that crashes a decoder, hangs or eats the memory costs
    its own pairs only. A follow-up that does not lie on the baseline directly is laid there through one of
    the `earlier` comparisons with the same baseline. `repeats` are the errors that repeat photographs gave.
    """
    try:
        baseline, followup = (
            reader.read(entry.photo, **recipe.photo.reading(entry.root))
            for entry in (pair.baseline, pair.followup)
        )
    except Problem as problem:
        return problem.finding
    lighting = pair.baseline.lighting
    alignment = align(baseline, followup, recipe.alignment)
    if not alignment.accepted:
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
        repeats=repeats,
    )


def _hashes(pair: Pair, scored: Comparison) -> dict[str, str]:
    return {
        pair.baseline.photo.name: scored.baseline.sha256,
        pair.followup.photo.name: scored.followup.sha256,
    }


def pair_regions(pair: Pair, otherwise: Sequence[Region] | None = None) -> tuple[Region, ...]:
    """Return the regions of the baseline's row, arm and side filled in from the row."""
    entry = pair.baseline
    outlines = read_regions(entry.regions) if entry.regions else tuple(otherwise or ())
    return tuple(
        replace(region, arm=region.arm or entry.arm, side=region.side or entry.side.lower())
        for region in outlines
    )
