"""Cameras whose clock is wrong by a constant: found from the visits they share with others, and set right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from photocompare.study.importing.shots import Shot

# A clock that was never set starts in its year of make or at an epoch; photographs of a study do not.
EARLIEST = 2005
FEWEST_VISITS = 2
AGREE = 0.75


@dataclass(frozen=True)
class WrongClock:
    """A camera whose photos are dated `days` too late (negative: too early), and how that is known."""

    camera: str
    days: int
    because: str


def wrong_clocks(shots: Sequence[Shot], subjects: Mapping[int, str]) -> tuple[WrongClock, ...]:
    """Return the cameras whose clock is off by whole days, most used camera first.

    `subjects` names the subject of each photo by its place in `shots`. A clock is wrong where the dates in
    names say so, or where two cameras meet at the same visits again and again a constant apart: then the one
    that is not plausible, or has fewer photos, is the wrong one. Less than two visits prove nothing.
    """
    cameras = Counter(shot.camera for shot in shots if shot.camera and shot.captured)
    found = {}
    for camera in cameras:
        if (days := _against_names(shots, camera)) is not None and abs(days) > 1:
            found[camera] = WrongClock(camera, days, "the dates in the names say so")
    ordered = sorted(cameras, key=lambda one: (one in found, _implausible(shots, one), -cameras[one], one))
    for place, camera in enumerate(ordered[1:], 1):
        if camera in found:
            continue
        for reference in (one for one in ordered[:place] if one not in found):
            days = _between(_visits(shots, subjects, reference), _visits(shots, subjects, camera))
            if days is not None and abs(days) > 1:
                why = f"at the same visits the {reference} gives other days"
                found[camera] = WrongClock(camera, days, why)
                break
    return tuple(found[camera] for camera in cameras if camera in found)


def _implausible(shots: Sequence[Shot], camera: str) -> bool:
    return any(shot.captured.year < EARLIEST for shot in shots if shot.camera == camera and shot.captured)


def _against_names(shots: Sequence[Shot], camera: str) -> int | None:
    """Return how many days the clock is ahead of the dates in names, where they agree on it."""
    apart = [
        (shot.captured.date() - shot.said.taken).days
        for shot in shots
        if shot.camera == camera and shot.captured and shot.said.taken
    ]
    return _agreed(apart, len(apart))


def _visits(
    shots: Sequence[Shot], subjects: Mapping[int, str], camera: str
) -> dict[str, dict[date, set[str]]]:
    """Return the dates on which a camera saw each subject, with the timepoints named for them."""
    found: dict[str, dict[date, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, shot in enumerate(shots):
        if shot.camera == camera and shot.captured and subjects.get(place):
            named = {shot.said.timepoint} if shot.said.timepoint else set()
            found[subjects[place]][shot.captured.date()] |= named
    return found


def _between(one: dict[str, dict[date, set[str]]], other: dict[str, dict[date, set[str]]]) -> int | None:
    """Return how many days the second camera is ahead, where the visits both saw agree on it."""
    apart, visits = [], 0
    for subject in one.keys() & other.keys():
        visits += len(other[subject])
        for theirs, named in other[subject].items():
            here = one[subject].items()
            same = [day for day, label in here if not (named and label) or named & label]
            apart += [(theirs - day).days for day in same]
    return _agreed(apart, visits)


def _agreed(apart: Sequence[int], visits: int) -> int | None:
    """Return the difference, within a day, that explains enough of the visits; else None."""
    if visits < FEWEST_VISITS:
        return None
    counts = Counter(apart)
    near = {days: sum(counts[days + step] for step in (-1, 0, 1)) for days in counts}
    best = max(near, key=lambda days: (near[days], counts[days], -abs(days)), default=None)
    return best if best is not None and near[best] >= max(FEWEST_VISITS, AGREE * visits) else None
