"""Vessels that had cleared and came back: seen over the follow-ups of one baseline, not in a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photocompare.compare import Comparison, Measurement

CLEARED, RECURRED = "vessel_cleared_fraction", "vessel_recurred_fraction"


def recurrence(cleared: Sequence[float]) -> float | None:
    """Return how much of the best clearance has come back at the last of a series, in percent of it.

    `cleared` is the share cleared at each follow-up of one baseline, in order of time. None where nothing had
    cleared before.

    >>> recurrence([20.0, 50.0, 40.0]), recurrence([20.0, 50.0]), recurrence([50.0])
    (20.0, 0.0, None)
    """
    best = max(cleared[:-1], default=0.0)
    if not cleared or best <= 0:
        return None
    best = max(best, cleared[-1])
    return 100 * (best - cleared[-1]) / best


def with_recurrence(comparison: Comparison, earlier: Sequence[Comparison]) -> Comparison:
    """Return the comparison with its rows of recurrence filled in from `earlier` ones of the same baseline.

    `earlier` is in order of time; those of another baseline photo do not count.
    """
    before = [one for one in earlier if one.baseline.sha256 == comparison.baseline.sha256]
    known = {row.region.name: row for row in comparison.measurements if row.metric == CLEARED}
    rows = tuple(
        _filled(row, known.get(row.region.name), before) if row.metric == RECURRED else row
        for row in comparison.measurements
    )
    return replace(comparison, measurements=rows)


def _filled(row: Measurement, now: Measurement | None, earlier: Sequence[Comparison]) -> Measurement:
    if now is None or now.followup is None:
        return row
    past = [
        one.followup
        for comparison in earlier
        for one in comparison.measurements
        if one.metric == CLEARED and one.region == row.region and one.followup is not None
    ]
    value = recurrence([*past, now.followup])
    if value is None:
        return row
    return replace(
        row, baseline=0.0, followup=value, change=value, verdict="error unknown", findings=now.findings
    )
