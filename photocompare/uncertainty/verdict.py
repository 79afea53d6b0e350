"""What a change is called once its error is known."""

from __future__ import annotations

from typing import Literal

Verdict = Literal["increased", "decreased", "within error", "error unknown", "not comparable"]
VERDICT_MARKS: dict[str, str] = {
    "increased": "▲",
    "decreased": "▼",
    "within error": "=",
    "error unknown": "?",
    "not comparable": "✕",
}
"""A shape for each verdict, so that none is told by color alone."""


def verdict_of(change: float, sdc: float | None) -> Verdict:
    """Return what a change is, given its smallest detectable change, or None where that is unknown.

    >>> verdict_of(-2.0, 1.5), verdict_of(1.0, 1.5), verdict_of(9.0, None)
    ('decreased', 'within error', 'error unknown')
    """
    if sdc is None:
        return "error unknown"
    if abs(change) <= sdc:
        return "within error"
    return "increased" if change > 0 else "decreased"
