"""A photo of a series beyond the pair: what a pane shows of a further timepoint."""

from __future__ import annotations

from dataclasses import dataclass

from photocompare import Alignment, Comparison, Photo
from photocompare_ui.image import Pyramid


@dataclass(frozen=True, eq=False)
class Shown:
    """A further timepoint beside the pair.

    Attributes:
        photo: as read.
        title: its timepoint, `Day 3`.
        details: its date, side and arm, in words.
        picture: as taken, on its own grid.
        aligned: in the baseline's color on the baseline's grid, or None where it could not be laid there.
        alignment: the map baseline -> this photo, or None.
        changed: what was done to the photo, in the core's words.
        earlier: whether it was taken before the follow-up.
        comparison: the baseline with it, for its maps; None where it could not be laid there.
    """

    photo: Photo
    title: str
    details: str
    picture: Pyramid
    aligned: Pyramid | None = None
    alignment: Alignment | None = None
    changed: str = ""
    earlier: bool = False
    comparison: Comparison | None = None
