"""What the photos measure under the pointer, in words."""

from __future__ import annotations

import numpy as np

from photocompare.color import CorrectedPhoto
from photocompare.readout import values_at
from photocompare_ui import words
from photocompare_ui.document import Document
from photocompare_ui.look import Point
from photocompare_ui.tr import translate

NAMES = {"erythema_index": "EI", "l_star": "L*", "a_star": "a*"}


def readout(document: Document, point: Point | None) -> tuple[str, ...]:
    """Return a line for the baseline and one for the follow-up: their values at a baseline point."""
    comparison = document.comparison
    if point is None or comparison is None or comparison.pair is None or document.alignment is None:
        return ()
    if document.glimpses:
        return ()
    x, y = document.alignment.to_followup(np.array([point]))[0]
    lighting = comparison.lighting
    return tuple(
        f"{title}   {line}"
        for title, line in (
            (translate("readout", "Before"), _line(comparison.pair.baseline, point, lighting)),
            (translate("readout", "After"), _line(comparison.pair.followup, (x, y), lighting)),
        )
        if line
    )


def _line(photo: CorrectedPhoto, point: Point, lighting: str) -> str:
    values = values_at(photo, *point, lighting=lighting)
    return "   ".join(f"{NAMES[name]} {words.number(value, largest=10)}" for name, value in values.items())
