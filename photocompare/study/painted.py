"""Vessels painted by hand, between a study that keeps them by photo and a pair that is measured with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from photocompare.study.edit import with_painted
from photocompare.study.found import PaintedStroke
from photocompare.study.model import Study
from photocompare.vessels import PaintedVessels, Stroke


def painted_pair(baseline: Sequence[PaintedStroke], followup: Sequence[PaintedStroke]) -> PaintedVessels:
    """Return what was painted over the two photos of a pair, as `compare` takes it."""
    both = (("baseline", baseline), ("followup", followup))
    return PaintedVessels(tuple(_there(stroke, photo) for photo, strokes in both for stroke in strokes))


def with_painted_pair(
    study: Study, baseline: str, followup: str | None, strokes: Iterable[Stroke], author: str
) -> Study:
    """Return the study with the strokes of a pair, kept by photo (ids); those on the baseline hold for all
    its pairs. `author` is who painted where a stroke does not say."""
    drawn = tuple(strokes)
    for photo, place in ((baseline, "baseline"), (followup, "followup")):
        if photo is not None:
            own = [_kept(one, author) for one in drawn if one.photo == place]
            study = with_painted(study, photo, own)
    return study


def _there(stroke: PaintedStroke, photo: str) -> Stroke:
    return Stroke(stroke.action, stroke.points, stroke.width, photo, stroke.author, stroke.time)


def _kept(stroke: Stroke, author: str) -> PaintedStroke:
    action: Literal["add", "remove"] = "add" if stroke.action == "add" else "remove"
    points = tuple((float(x), float(y)) for x, y in stroke.points)
    return PaintedStroke(action, points, float(stroke.width), stroke.author or author, stroke.time)
