"""Random outlines for property tests: stars with holes and parts, anywhere in a photo."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from photocompare.regions import Region, area, checked, difference
from photocompare.regions.region import ROLES, SIDES

QUICK = settings(max_examples=40, deadline=None, derandomize=True, database=None)

NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
SIDE_WORDS = st.sampled_from(
    ("left cheek", "RIGHT leg", "Linke Wange", "rechts 2", "chin", "nose (mirrored)")
)


def star(rng: np.random.Generator, center: tuple[float, float], largest: float) -> list[tuple[float, float]]:
    """Return a star-shaped ring that never crosses itself, its points off the pixel grid."""
    angle = np.arange(12) * np.pi / 6 + rng.uniform(0, 0.4, 12)
    radius = rng.uniform(0.4, 1.0, 12) * largest
    points = np.column_stack([center[0] + radius * np.cos(angle), center[1] + radius * np.sin(angle)])
    return [(float(x), float(y)) for x, y in points]


@st.composite
def regions(draw: st.DrawFn, *, plain: bool = False) -> Region:
    """Draw a region of one or two parts, with a hole or without; `plain` ones have no properties."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x, y = rng.uniform(200, 6000, 2)
    size = float(rng.uniform(20, 150))
    outer = star(rng, (x, y), size)
    hole = [(x + 0.25 * (px - x), y + 0.25 * (py - y)) for px, py in outer]
    polygons = [(tuple(outer), tuple(hole)) if draw(st.booleans()) else (tuple(outer),)]
    if draw(st.booleans()):
        polygons.append((tuple(star(rng, (x + 3 * size, y), size)),))
    name = "area" if plain else draw(NAMES | SIDE_WORDS)
    if plain:
        return checked(Region(name, tuple(polygons)))
    arm = draw(st.sampled_from(("", "treated", "untreated", "A", "B")))
    role = draw(st.sampled_from(ROLES))
    return checked(Region(name.strip(), tuple(polygons), arm, draw(st.sampled_from(SIDES)), role))


def apart(first: Region, second: Region) -> float:
    """Return the area that only one of two regions covers, in square pixels."""
    return sum(_left(*pair) for pair in ((first, second), (second, first)))


def _left(one: Region, other: Region) -> float:
    from photocompare.errors import Problem

    try:
        return area(difference(one, other))
    except Problem:
        return 0.0
