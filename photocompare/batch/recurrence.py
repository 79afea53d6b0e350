"""Vessels that had cleared and came back: seen over the follow-ups of one baseline, not in a pair."""

from __future__ import annotations

from collections.abc import Sequence

from photocompare.table import Row, number

CLEARED, RECURRED = "vessel_cleared_fraction", "vessel_recurred_fraction"
TAKEN_OVER = ("usable_percent", "status", "codes", "message")


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


def cleared_in(rows: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Return region, day and share cleared of each row of clearance that has a number."""
    return [
        (row["region"], float(row["day"] or 0), float(row["followup"]))
        for row in rows
        if row["metric"] == CLEARED and row["followup"]
    ]


def with_recurrence(rows: Sequence[Row], series: Sequence[tuple[str, float, float]]) -> tuple[Row, ...]:
    """Return a pair's rows with those of recurrence filled in.

    `series` is `cleared_in` of every pair of the same baseline, in any order. Read from the rows, so that a
    resumed run gives what one run gives.
    """
    now = {row["region"]: row for row in rows if row["metric"] == CLEARED and row["followup"]}
    filled = []
    for row in rows:
        same = now.get(row["region"]) if row["metric"] == RECURRED else None
        value = None
        if same is not None:
            day = float(same["day"] or 0)
            past = [share for region, when, share in series if region == row["region"] and when < day]
            value = recurrence([*past, float(same["followup"])])
        if value is None or same is None:
            filled.append(row)
            continue
        text = number(value)
        values = {"baseline": "0", "followup": text, "change": text, "verdict": "error unknown"}
        filled.append(row | values | {name: same[name] for name in TAKEN_OVER})
    return tuple(filled)
