"""What is to be compared with what: each follow-up with the baseline of its subject, view and lighting."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from photocompare.batch.entry import Entry
from photocompare.batch.manifest import Manifest
from photocompare.errors import Finding, Problem
from photocompare.recipe import PhotoRecipe
from photocompare.regions import Region, read_regions
from photocompare.table import Occasion


@dataclass(frozen=True)
class Pair:
    """A follow-up and its baseline, ready to be measured or not.

    Attributes:
        index: its place in the table.
        baseline: the photo itself where it has no partner; such a pair is refused.
        regions, mm_per_pixel: of the baseline.
        findings: why it cannot be measured, or a doubt that its rows carry.
        repeated: whether it is one of several shots of a timepoint, measured for the error alone: no rows.
    """

    index: int
    baseline: Entry
    followup: Entry
    regions: tuple[Region, ...] = ()
    mm_per_pixel: float | None = None
    findings: tuple[Finding, ...] = ()
    repeated: bool = False

    @property
    def title(self) -> str:
        """Return whose skin it is, which view and when, in one line."""
        entry = self.followup
        return ", ".join((entry.subject, entry.view, entry.lighting, entry.timepoint))

    @property
    def occasion(self) -> Occasion:
        """Return the first columns of the pair's rows."""
        entry = self.followup
        return Occasion(entry.subject, entry.view, entry.lighting, entry.timepoint, entry.day)

    @property
    def refused(self) -> bool:
        """Return whether it cannot be measured."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True)
class Plan:
    """All pairs of a study, in the order of the table, and the shots of timepoints that have several.

    Attributes:
        pairs: what the table shows; `index` is the place here.
        repeats: measured first, for the error by repeats; `index` goes on behind the pairs.
        extras: further columns of the manifest.
        findings: doubts about the manifest.
    """

    pairs: tuple[Pair, ...]
    repeats: tuple[Pair, ...] = ()
    extras: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def of(self, index: int) -> Pair:
        """Return the pair or repeat of an index."""
        return self.pairs[index] if index < len(self.pairs) else self.repeats[index - len(self.pairs)]

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Return each different doubt about the manifest and its pairs once."""
        rows = (finding for pair in self.pairs for finding in pair.findings)
        return tuple(dict.fromkeys((*self.findings, *rows)))

    @property
    def photos(self) -> tuple[Path, ...]:
        """Return every photo that will be read, once."""
        pairs = (*self.pairs, *self.repeats)
        return tuple(dict.fromkeys(one.photo for pair in pairs for one in (pair.baseline, pair.followup)))


def series(pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], ...]:
    """Return the pairs that can be measured, those of one baseline together."""
    together: dict[Entry, list[Pair]] = {}
    for pair in pairs:
        if not pair.refused:
            together.setdefault(pair.baseline, []).append(pair)
    return tuple(map(tuple, together.values()))


def plan(
    manifest: Manifest,
    recipe: PhotoRecipe = PhotoRecipe(),
    *,
    regions: Sequence[Region] | None = None,
    mm_per_pixel: float | None = None,
) -> Plan:
    """Return the pairs of a manifest: the baseline of a series is its row with the lowest day.

    `regions` and `mm_per_pixel` stand in where the baseline's row names none. Of repeat shots the first is
    compared. Where the baseline cannot be used, or cannot be told, none of its series is measured: another
    photo is never taken in its place.
    """
    together: dict[object, list[Entry]] = {}
    for entry in manifest.entries:
        whose: object = entry.series if entry.subject and entry.view else entry
        together.setdefault(whose, []).append(entry)
    read = cache(partial(_regions, inside=not recipe.follow_links))
    found: dict[Entry, Pair] = {}
    again: list[Pair] = []
    for entries in together.values():
        for pair in _paired(entries):
            complete = _outlined(pair, read, regions, mm_per_pixel)
            if pair.repeated:
                again.append(complete)
            else:
                found[pair.followup] = complete
    rows = (entry for entry in manifest.entries if entry in found)
    numbered = tuple(replace(found[entry], index=index) for index, entry in enumerate(rows))
    repeats = tuple(replace(pair, index=index) for index, pair in enumerate(again, len(numbered)))
    return Plan(numbered, repeats, manifest.extras, manifest.findings)


def narrowed(planned: Plan, wanted: Callable[[Pair], bool]) -> Plan:
    """Return the plan of the series that have a wanted pair, and of the repeats that tell their error.

    What is left is measured to the same numbers as within the whole.
    """
    series = {pair.baseline for pair in planned.pairs if wanted(pair)}
    pairs = [pair for pair in planned.pairs if pair.baseline in series]
    scenes = {(one.view, one.lighting) for one in series}
    repeats = [one for one in planned.repeats if (one.baseline.view, one.baseline.lighting) in scenes]
    numbered = [replace(pair, index=index) for index, pair in enumerate((*pairs, *repeats))]
    return replace(planned, pairs=tuple(numbered[: len(pairs)]), repeats=tuple(numbered[len(pairs) :]))


def fingerprint(plan: Plan) -> str:
    """Return the hex hash of what decides the rows besides recipe, version and the photos' content."""
    digest = hashlib.sha256()
    for pair in (*plan.pairs, *plan.repeats):
        told = [_told(entry) for entry in (pair.baseline, pair.followup)]
        digest.update(repr((told, pair.regions, pair.mm_per_pixel, pair.findings)).encode())
    return digest.hexdigest()


def _told(entry: Entry) -> tuple[str, Entry]:
    """Return what the row says, the same wherever the study's folder lies."""
    inside = os.path.relpath(entry.photo, entry.root or entry.photo.parent)
    return inside, replace(entry, photo=Path(), regions=None, root=None)


def _paired(entries: Sequence[Entry]) -> Iterable[Pair]:
    """Yield a pair per follow-up of a series; where it has none, its rows with the reason."""
    undated = tuple(entry for entry in entries if entry.day is None)
    dated = [entry for entry in entries if entry.day is not None]
    baseline = min(dated, key=lambda entry: (entry.day, entry.repeat), default=None)
    if undated or baseline is None:
        why = [finding for entry in undated for finding in entry.findings]
        for entry in entries:
            yield Pair(0, entry, entry, findings=tuple(dict.fromkeys((*entry.findings, *why))))
        return
    shots: dict[float, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.repeat):
        shots.setdefault(entry.day or 0.0, []).append(entry)
    for entry in entries:
        first = shots[entry.day or 0.0][0]
        doubts = tuple(dict.fromkeys((*baseline.findings, *entry.findings)))
        if (entry is first or _wrong(entry)) and entry.day != baseline.day:
            yield Pair(0, baseline, entry, findings=doubts)
        elif entry is first and len(shots) == 1:
            alone = doubts if _wrong(baseline) else (*doubts, Finding("E313", ", ".join(baseline.series)))
            yield Pair(0, entry, entry, findings=alone)
        if len(shots[entry.day or 0.0]) > 1 and entry is not baseline and not _wrong(entry):
            yield Pair(0, baseline, entry, findings=doubts, repeated=True)


Regions = Callable[[Entry], tuple[tuple[Region, ...], Finding | None]]


def _outlined(
    pair: Pair, read: Regions, otherwise: Sequence[Region] | None, mm_per_pixel: float | None
) -> Pair:
    """Return the pair with the regions and scale of its baseline's row, arm and side filled in from it."""
    entry = pair.baseline
    findings = pair.findings
    outlines = tuple(otherwise or ())
    if pair.followup.outlines is not None:
        outlines = pair.followup.outlines
    elif entry.regions is not None:
        outlines, problem = read(entry)
        findings = (*findings, *([problem] if problem else ()))
    outlines = outlined_for(outlines, entry, pair.followup)
    return replace(pair, regions=outlines, mm_per_pixel=entry.mm_per_pixel or mm_per_pixel, findings=findings)


def outlined_for(outlines: Sequence[Region], baseline: Entry, followup: Entry) -> tuple[Region, ...]:
    """Return regions as a pair is measured in them: arm and side filled in, charts added."""
    named = (
        replace(region, arm=region.arm or baseline.arm, side=region.side or baseline.side)
        for region in outlines
    )
    return (*named, *_charts(baseline, followup))


def _charts(baseline: Entry, followup: Entry) -> Iterable[Region]:
    """Yield the charts that a person placed on the pair's photos."""
    for entry, photo in ((baseline, "baseline"), (followup, "followup")):
        if entry.chart:
            yield Region(f"chart, {photo}", ((entry.chart,),), role="chart", photo=photo)


def _regions(entry: Entry, *, inside: bool) -> tuple[tuple[Region, ...], Finding | None]:
    path, root = entry.regions, entry.root
    assert path is not None
    if inside and root and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        return (), Finding("E115", path.name, "It leads out of the folder it belongs to")
    try:
        return tuple(read_regions(path)), None
    except Problem as problem:
        return (), problem.finding


def _wrong(entry: Entry) -> bool:
    return any(finding.severity == "error" for finding in entry.findings)
