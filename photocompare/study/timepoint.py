"""The day a timepoint names."""

from __future__ import annotations

import re

DAYS = {"d": 1.0, "day": 1.0, "w": 7.0, "week": 7.0, "mo": 30.0, "month": 30.0, "y": 365.0, "year": 365.0}
FIRST = {"baseline", "before", "pre"}


def day_of(timepoint: str) -> float | None:
    """Return the day a timepoint names, or None.

    >>> day_of("day 5"), day_of("2 weeks"), day_of("1 month"), day_of("before"), day_of("D3"), day_of("later")
    (5.0, 14.0, 30.0, 0.0, 3.0, None)
    """
    words = timepoint.strip().lower()
    if words in FIRST:
        return 0.0
    unit_first = re.fullmatch(r"([a-z]+)[\s_-]*(\d+(?:\.\d+)?)", words, re.ASCII)
    number_first = re.fullmatch(r"(\d+(?:\.\d+)?)[\s_-]*([a-z]*)", words, re.ASCII)
    if unit_first:
        unit, count = unit_first.groups()
    elif number_first:
        count, unit = number_first.groups()
    else:
        return None
    size = DAYS.get(unit.removesuffix("s") or "d")
    return None if size is None else float(count) * size
