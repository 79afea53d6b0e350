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
    """

    index: int
    baseline: Entry
    followup: Entry
    regions: tuple[Region, ...] = ()
    mm_per_pixel: float | None = None
    findings: tuple[Finding, ...] = ()

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
    """All pairs of a study, in the order of the table, and the repeat shots of each series' timepoints."""

    pairs: tuple[Pair, ...]
    repeats: tuple[Entry, ...] = ()
    extras: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def series(self) -> tuple[tuple[Pair, ...], ...]:
        """Return the pairs that can be measured, those of one baseline together."""
        together: dict[Entry, list[Pair]] = {}
        for pair in self.pairs:
            if not pair.refused:
                together.setdefault(pair.baseline, []).append(pair)
        return tuple(map(tuple, together.values()))

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Return each different doubt about the manifest and its pairs once."""
        rows = (finding for pair in self.pairs for finding in pair.findings)
        return tuple(dict.fromkeys((*self.findings, *rows)))

    @property
    def photos(self) -> tuple[Path, ...]:
        """Return every photo that will be read, once."""
        both = (entry.photo for pair in self.pairs for entry in (pair.baseline, pair.followup))
        return tuple(dict.fromkeys((*both, *(entry.photo for entry in self.repeats))))


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
    for entries in together.values():
        for pair in _paired(entries):
            found[pair.followup] = _outlined(pair, read, regions, mm_per_pixel)
    rows = (entry for entry in manifest.entries if entry in found)
    numbered = tuple(replace(found[entry], index=index) for index, entry in enumerate(rows))
    repeats = tuple(entry for entry in manifest.entries if entry.repeat > 1 and not _wrong(entry))
    return Plan(numbered, repeats, manifest.extras, manifest.findings)


def fingerprint(plan: Plan) -> str:
    """Return the hex hash of what decides the rows besides recipe, version and the photos' content."""
    digest = hashlib.sha256()
    for pair in plan.pairs:
        told = [_told(entry) for entry in (pair.baseline, pair.followup)]
        digest.update(repr((told, pair.regions, pair.mm_per_pixel, pair.findings)).encode())
    digest.update(repr([_told(entry) for entry in plan.repeats]).encode())
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
    later = [entry for entry in entries if (entry.day or 0) > (baseline.day or 0) and entry.repeat == 1]
    if not later:
        title = ", ".join(baseline.series)
        alone = baseline.findings if _wrong(baseline) else (*baseline.findings, Finding("E313", title))
        yield from (Pair(0, entry, entry, findings=alone) for entry in entries if entry.repeat == 1)
    for entry in later:
        yield Pair(0, baseline, entry, findings=tuple(dict.fromkeys((*baseline.findings, *entry.findings))))


Regions = Callable[[Entry], tuple[tuple[Region, ...], Finding | None]]


def _outlined(
    pair: Pair, read: Regions, otherwise: Sequence[Region] | None, mm_per_pixel: float | None
) -> Pair:
    """Return the pair with the regions and scale of its baseline's row, arm and side filled in from it."""
    entry = pair.baseline
    findings = pair.findings
    outlines = tuple(otherwise or ())
    if entry.regions is not None:
        outlines, problem = read(entry)
        findings = (*findings, *([problem] if problem else ()))
    outlines = tuple(
        replace(region, arm=region.arm or entry.arm, side=region.side or entry.side) for region in outlines
    )
    return replace(pair, regions=outlines, mm_per_pixel=entry.mm_per_pixel or mm_per_pixel, findings=findings)


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
