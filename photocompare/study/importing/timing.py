"""When a photo was taken: what its names say, or the camera's clock, set right where it is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from photocompare.errors import Finding
from photocompare.study.importing.clocks import WrongClock
from photocompare.study.importing.draft import Draft

# A visit this far off its planned day is still that visit.
_SLACK_DAYS, _SLACK_SHARE = 3.0, 0.2
_PLANNED = tuple((7 * n, f"{n} week{'s' * (n > 1)}") for n in (2, 3, 5, 6)) + tuple(
    (30 * n, f"{n} month{'s' * (n > 1)}") for n in (1, 2, 3, 4, 6, 9, 12, 24)
)


def with_times(
    drafts: list[Draft], clocks: Sequence[WrongClock], zeros: Mapping[str, date] = {}
) -> list[Draft]:
    """Return the drafts with timepoint and day; day 0 is the date in `zeros`, or the first photo's."""
    wrong = {clock.camera: clock for clock in clocks}
    dated = [_dated(draft, wrong.get(draft.shot.camera)) for draft in drafts]
    places: dict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(dated):
        if draft.subject:
            places[draft.subject].append(place)
    for code, own in places.items():
        timed = _of_subject([dated[place] for place in own], zeros.get(code))
        for place, draft in zip(own, timed, strict=True):
            dated[place] = draft
    return dated


def _dated(draft: Draft, clock: WrongClock | None) -> Draft:
    """Return the draft with its date: the one a name gives, else the clock's, set right."""
    said, captured = draft.shot.said, draft.shot.captured
    if clock and captured:
        by = f"{abs(clock.days)} days {'ahead' if clock.days > 0 else 'behind'}"
        draft = draft.doubted(Finding("W353", clock.camera, f"It is {by}: {clock.because}"), "likely")
    if said.taken:
        return replace(draft, taken=said.taken)
    if captured is None:
        return draft
    return replace(draft, taken=(captured - timedelta(days=clock.days if clock else 0)).date())


def _of_subject(drafts: list[Draft], zero: date | None) -> list[Draft]:
    first = zero or min((draft.taken for draft in drafts if draft.taken and draft.use), default=None)
    labels = _labels(drafts)
    done = []
    for draft in drafts:
        said = draft.shot.said
        passed = (draft.taken - first).days if draft.taken and first else None
        day = said.day if said.day is not None else passed
        why = f"from the {said.because['timepoint']}" if said.timepoint else _dates_from(draft)
        if said.timepoint:
            draft = draft.decided(why, timepoint=said.timepoint)
        elif draft.taken in labels:
            label, named_day = labels[draft.taken]
            day = named_day if named_day is not None else day
            draft = draft.decided("as in photos of the same date", timepoint=label)
        elif passed is not None:
            draft = draft.decided(why, timepoint=_planned(passed))
        draft = _with_day(draft, day, passed, said.day is not None, first)
        done.append(draft)
    return done


def _with_day(draft: Draft, day: float | None, passed: int | None, named: bool, first: date | None) -> Draft:
    if day is None:
        return draft.doubted(Finding("W356", draft.subject))
    if not named or draft.because.get("timepoint", "").startswith("as in"):
        draft = draft.decided(_dates_from(draft), day=float(day))
    else:
        draft = draft.decided(draft.because["timepoint"], day=float(day))
    if passed is not None and abs(passed - day) > max(_SLACK_DAYS, _SLACK_SHARE * day):
        dates = f"By the dates it is day {passed}, by the names day {day:g}"
        draft = draft.doubted(Finding("W357", draft.subject, dates), "likely")
    return replace(draft, captured=_since(draft, first))


def _since(draft: Draft, first: date | None) -> float | None:
    """Return days with fraction since the subject's day 0 began: never the date itself."""
    if draft.taken is None or first is None or draft.shot.captured is None:
        return None
    time = datetime.combine(draft.taken, draft.shot.captured.time())
    return round((time - datetime.combine(first, datetime.min.time())).total_seconds() / 86400, 4)


def _labels(drafts: Sequence[Draft]) -> dict[date | None, tuple[str, float | None]]:
    """Return the timepoint most named for each date."""
    named: dict[date, Counter[tuple[str, float | None]]] = defaultdict(Counter)
    for draft in drafts:
        if draft.taken and draft.shot.said.timepoint:
            named[draft.taken][draft.shot.said.timepoint, draft.shot.said.day] += 1
    return {day: counts.most_common(1)[0][0] for day, counts in named.items()}


def _dates_from(draft: Draft) -> str:
    said = draft.shot.said
    return f"from the date in the {said.because['taken']}" if said.taken else "from the camera's clock"


def _planned(days: int) -> str:
    """Return the timepoint that days since the first photo are: `day 5`, `2 weeks`.

    >>> _planned(0), _planned(5), _planned(15), _planned(92)
    ('day 0', 'day 5', '2 weeks', '3 months')
    """
    near = min(_PLANNED, key=lambda one: abs(one[0] - days))
    return near[1] if days > 9 and abs(near[0] - days) <= 0.12 * near[0] else f"day {days}"
