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


def with_recurrence(rows: Sequence[Row], cleared: dict[str, list[float]]) -> tuple[Row, ...]:
    """Return a pair's rows with those of recurrence filled in.

    `cleared` has the shares of earlier follow-ups of the same baseline by region; this pair's come to them.
    Read from the rows, so that a resumed run gives what one run gives.
    """
    now = {row["region"]: row for row in rows if row["metric"] == CLEARED and row["followup"]}
    for region, row in now.items():
        cleared.setdefault(region, []).append(float(row["followup"]))
    filled = []
    for row in rows:
        same = now.get(row["region"])
        value = recurrence(cleared[row["region"]]) if row["metric"] == RECURRED and same else None
        if value is None or same is None:
            filled.append(row)
            continue
        text = number(value)
        values = {"baseline": "0", "followup": text, "change": text, "verdict": "error unknown"}
        filled.append(row | values | {name: same[name] for name in TAKEN_OVER})
    return tuple(filled)
