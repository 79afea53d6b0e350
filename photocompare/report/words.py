"""Numbers as a journal prints them, and text that is safe to show."""

from __future__ import annotations

import math
from collections.abc import Iterable

from photocompare.errors import displayable
from photocompare.metric import metrics
from photocompare.statistics import Estimate
from photocompare.statistics.estimate import p_words
from photocompare.statistics.subjects import Endpoint

MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"


def decimals(values: Iterable[float | None]) -> int:
    """Return how many decimals show the largest value with three digits, at most 4.

    >>> decimals([-2.75, 4.4]), decimals([23.4, None]), decimals([0.0123]), decimals([])
    (2, 1, 4, 2)
    """
    largest = max((abs(value) for value in values if value is not None), default=1.0)
    return min(max(2 - math.floor(math.log10(largest)), 0), 4) if largest > 0 else 2


def figure(value: float | None, places: int, *, signed: bool = False) -> str:
    """Return a number with a true minus sign; a dash for none.

    >>> figure(-2.751, 2), figure(2.751, 1, signed=True), figure(-0.001, 2), figure(None, 2)
    ('−2.75', '+2.8', '0.00', '–')
    """
    if value is None:
        return DASH
    text = f"{value:{'+' if signed else ''}.{places}f}"
    bare = text.lstrip("+-")
    return bare if not float(bare) else text.replace("-", MINUS)


def interval(ends: tuple[float, float] | None, places: int, *, signed: bool = False) -> str:
    """Return `low to high`, or a dash."""
    if ends is None:
        return DASH
    return " to ".join(figure(end, places, signed=signed) for end in ends)


def p_text(p: float | None) -> str:
    """Return `p = .031` or `p < .001`; a dash for none."""
    words = p_words(p)
    return DASH if p is None else f"p {words[0]} {words[1:]}" if words.startswith("<") else f"p = {words}"


def label(endpoint: Endpoint) -> str:
    """Return a metric's name on the page, with its lighting where that is not the normal one."""
    known = metrics().get(endpoint.metric)
    name = known.label if known else endpoint.metric
    light = light_words(endpoint.lighting)
    said = light == "normal" or name.startswith(f"{light} ")
    return displayable(name if said else f"{name} ({light})")


def light_words(lighting: str) -> str:
    """Return the name of a lighting as it is printed.

    >>> light_words("uv"), light_words("cross-polarized"), light_words("")
    ('UV', 'cross-polarized', 'normal')
    """
    return "UV" if lighting == "uv" else lighting or "normal"


def change_unit(endpoint: Endpoint) -> str:
    """Return the unit of a change: that of a share in percent is percentage points, never percent of it."""
    return "percentage points" if endpoint.unit == "%" else endpoint.unit


def change_axis(what: str, endpoint: Endpoint) -> str:
    """Return `Change from baseline, points`; what alone where there is no unit."""
    return ", ".join(filter(None, (what, change_unit(endpoint))))


def whose(estimate: Estimate) -> str:
    """Return whose change it is: `Treated minus untreated`, `Treated`, `All regions`."""
    return displayable(sentence(estimate.comparison or "all regions"))


def sentence(text: str) -> str:
    """Return text with a capital at its start; the rest as it is."""
    return text[:1].upper() + text[1:]


def count(n: int, one: str, many: str = "") -> str:
    """Return a number of things: `1 subject`, `4 subjects`."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def listed(parts: Iterable[str]) -> str:
    """Return `a, b and c`."""
    words = list(parts)
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
