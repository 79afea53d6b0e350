"""What each rater will be shown, in which order and position: drawn by chance from one recorded seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from photocompare.errors import Finding
from photocompare.grading.key import ALPHABET, Shown
from photocompare.grading.scale import Scale
from photocompare.regions import Region
from photocompare.study import Study, StudyPhoto

OTHER = {"before": "after", "after": "before", "left": "right", "right": "left", "": ""}


@dataclass(frozen=True)
class Asked:
    """What a task is to hold.

    Attributes:
        raters: their labels.
        each: `view`, or `region`: every outlined piece of skin by itself.
        repeats: share of the items that is shown twice.
        practice: items shown first, whose grades are not kept.
        lightings, views, timepoints: only these; empty for all.
        longest: the longer side of every picture, in pixels.
    """

    raters: tuple[str, ...]
    each: str = "view"
    repeats: float = 0.15
    practice: int = 0
    lightings: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    timepoints: tuple[str, ...] = ()
    longest: int = 1000


@dataclass(frozen=True)
class PlannedPair:
    """A pair of the study that is graded, with its outlines."""

    baseline: StudyPhoto
    followup: StudyPhoto
    regions: tuple[Region, ...]
    symmetric: bool

    @property
    def name(self) -> str:
        """Return what it is called in findings for whoever makes the task."""
        one = self.followup
        return ", ".join((one.subject, one.view, one.lighting, one.timepoint))

    @property
    def measured(self) -> list[Region]:
        """Return the outlined pieces of skin."""
        return [one for one in self.regions if one.role == "measure" and one.photo == "baseline"]


def planned_pairs(study: Study, asked: Asked) -> tuple[list[PlannedPair], list[Finding]]:
    """Return every first shot of a follow-up with its baseline; W813 for a piece of skin without outlines."""
    pairs, findings = [], []
    for view in study.views:
        if asked.views and view.name not in asked.views:
            continue
        lightings = dict.fromkeys(p.lighting for p in study.photos_by_view.get((view.subject, view.name), ()))
        for lighting in lightings:
            if asked.lightings and lighting not in asked.lightings:
                continue
            first, *later = study.series(view.subject, view.name, lighting)
            regions = study.regions_of(view.subject, view.name, lighting) or ()
            sides = {one.side for one in regions if one.role == "measure" and one.side}
            seen = {first.timepoint}
            for photo in later:
                if photo.timepoint in seen or (asked.timepoints and photo.timepoint not in asked.timepoints):
                    continue
                seen.add(photo.timepoint)
                pair = PlannedPair(first, photo, regions, view.symmetric or len(sides) == 2)
                if asked.each == "region" and not pair.measured:
                    findings.append(Finding("W813", pair.name))
                    continue
                pairs.append(pair)
    return pairs, findings


def drawn_items(
    pairs: Sequence[PlannedPair], scale: Scale, asked: Asked, rng: random.Random
) -> list[tuple[str, int, Shown]]:
    """Return one rater's items in order: id, index of the pair, what it shows.

    Order, positions and mirroring are drawn anew for each rater; a repeat is shown the other way round where
    that can be, well after its original, and never the same way it was next to it.
    """
    units = [(index, one) for index, pair in enumerate(pairs) for one in _units(pair, scale, asked.each)]
    drawn = [(name(rng), index, _placed(pairs[index], one, scale, rng)) for index, one in units]
    rng.shuffle(drawn)
    count = round(asked.repeats * len(drawn))
    count = max(count, 1) if asked.repeats and len(drawn) > 3 else count
    originals = rng.sample(drawn[: max(len(drawn) * 2 // 3, 1)], min(count, max(len(drawn) * 2 // 3, 1)))
    for original in originals:
        item, index, shown = original
        again = replace(_turned(shown, scale), repeat_of=item)
        gap = max(2, len(drawn) // 5)
        at = rng.randint(min(drawn.index(original) + gap, len(drawn)), len(drawn))
        drawn.insert(at, (name(rng), index, again))
    first = [rng.choice(units) for _ in range(asked.practice)] if units else []
    practice = [
        (name(rng), index, replace(_placed(pairs[index], one, scale, rng), practice=True))
        for index, one in first
    ]
    return practice + drawn


def name(rng: random.Random) -> str:
    """Return a name that says nothing."""
    return "".join(rng.choice(ALPHABET) for _ in range(10))


def _units(pair: PlannedPair, scale: Scale, each: str) -> list[Shown]:
    photo = pair.followup
    whole = Shown(photo.subject, photo.view, photo.lighting, photo.timepoint)
    pieces = [whole]
    if each == "region":
        pieces = [
            replace(whole, region=one.name, arm=one.arm or photo.arm, side=one.side or photo.side)
            for one in pair.measured
        ]
    elif not pair.symmetric:
        pieces = [replace(whole, arm=photo.arm, side=photo.side)]
    if scale.shows == "photo":
        return [replace(one, photo=when) for one in pieces for when in ("before", "after")]
    return pieces


def _placed(pair: PlannedPair, shown: Shown, scale: Scale, rng: random.Random) -> Shown:
    mirrored = bool(shown.region or pair.symmetric) and rng.random() < 0.5
    left = "" if scale.shows == "photo" else rng.choice(("before", "after"))
    left = "before" if scale.shows == "ordered pair" else left
    side = _left_side(pair) if pair.symmetric and not shown.region else ""
    side = OTHER[side] if mirrored else side
    arms = {one.side: one.arm for one in pair.measured}
    return replace(shown, mirrored=mirrored, left=left, left_side=side, left_arm=arms.get(side, ""))


def _turned(shown: Shown, scale: Scale) -> Shown:
    """Return an item the other way round: positions exchanged where their order is hidden."""
    return replace(shown, left=OTHER[shown.left]) if scale.shows == "pair" else shown


def _left_side(pair: PlannedPair) -> str:
    """Return the subject's side at the left of the picture, by the outlines; of a face it is the right."""
    places: dict[str, list[float]] = {}
    for one in pair.measured:
        left, _, right, _ = one.bounds
        places.setdefault(one.side, []).append((left + right) / 2)
    if places.keys() >= {"left", "right"}:
        return min(("left", "right"), key=lambda side: float(np.mean(places[side])))
    return "right"
