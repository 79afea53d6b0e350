"""Boards of four: left beside flipped right, treated beside untreated, each before over after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from photocompare.errors import displayable
from photocompare.regions import Midline, Region, upright_midline
from photocompare_ui import said
from photocompare_ui.document import Document
from photocompare_ui.look import Point
from photocompare_ui.tr import translate
from photocompare_ui.views.arrangement.captions import joined
from photocompare_ui.views.arrangement.parts import Arrangement, Half

Corners = tuple[float, float, float, float]
ROOM = 1.5
"""How much more than the regions the board of the arms shows."""


def halves_board(before: Arrangement, after: Arrangement, document: Document) -> tuple[Arrangement, ...]:
    """Return the left half beside the flipped right half: the baseline above, the follow-up below."""
    line = midline_of(document)
    # Sides are the picture's: whose left it is depends on the view, and the regions say it.
    names = (
        translate("arrangement", "left half"),
        translate("arrangement", "right half, mirrored"),
    )
    return tuple(
        replace(_said(one, name), half=Half(line, flipped))
        for one in (before, after)
        for name, flipped in zip(names, (False, True), strict=True)
    )


def arms_board(before: Arrangement, after: Arrangement, document: Document) -> tuple[Arrangement, ...]:
    """Return rows of arms, columns of before and after; the second arm where its region lies.

    Without two regions of different arms the rows look at both sides of the midline.
    """
    first, second, shift = _arms(document)
    return (
        _said(before, first),
        _said(after, first),
        replace(_said(before, second), shift=shift),
        replace(_said(after, second), shift=shift),
    )


def midline_of(document: Document) -> Midline:
    """Return the midline the user placed, or the study keeps, or the upright middle of the baseline."""
    height, width = document.shape("baseline") or (1, 1)
    return document.look.midline or document.setting.midline or upright_midline((width, height))


def frame(document: Document) -> Corners | None:
    """Return what Fit shows in baseline pixels (left, top, right, bottom), or None for the whole photo."""
    shape, pair = document.shape("baseline"), _armed(document)
    if shape is None or document.look.view not in ("board", "halves"):
        return None
    height, width = shape
    if document.look.view == "halves":
        line = midline_of(document)
        return 0.0, 0.0, max((line.start[0] + line.end[0]) / 2, width / 10), float(height)
    if pair is None:
        return 0.0, 0.0, width / 2, float(height)
    x, y = _center(pair[0])
    sizes = [(r.bounds[2] - r.bounds[0], r.bounds[3] - r.bounds[1]) for r in pair]
    across, down = (ROOM * max(size[axis] for size in sizes) / 2 for axis in (0, 1))
    return x - across, y - down, x + across, y + down


def _arms(document: Document) -> tuple[str, str, Point]:
    pair = _armed(document)
    if pair is None:
        (x, y), (u, v) = midline_of(document).start, midline_of(document).end
        _, width = document.shape("baseline") or (1, 1)
        at = np.array([((x + u) / 2 - width / 4, (y + v) / 2)])
        step = (midline_of(document).reflected(at) - at)[0]
        return (
            translate("arrangement", "left side"),
            translate("arrangement", "right side"),
            (
                float(step[0]),
                float(step[1]),
            ),
        )
    (x, y), (u, v) = _center(pair[0]), _center(pair[1])
    return _name(pair[0]), _name(pair[1]), (u - x, v - y)


def _armed(document: Document) -> tuple[Region, Region] | None:
    """Return a region and one of another arm, the treated first; the selected one where it has an arm."""
    armed = [one for one in document.regions if one.arm and one.role == "measure"]
    armed.sort(key=lambda one: (one.name != document.selected, one.arm == "untreated", one.arm))
    if not armed:
        return None
    others = [one for one in armed if one.arm != armed[0].arm]
    if not others:
        return None
    pair = sorted((armed[0], others[0]), key=lambda one: (one.arm == "untreated", one.arm))
    return pair[0], pair[1]


def _center(region: Region) -> Point:
    left, top, right, bottom = region.bounds
    return (left + right) / 2, (top + bottom) / 2


def _name(region: Region) -> str:
    return displayable(joined(*map(said.text, (region.arm, region.side))))


def _said(one: Arrangement, name: str) -> Arrangement:
    captions = tuple(replace(said, title=f"{said.title}, {name}") for said in one.captions)
    return replace(one, captions=captions)
