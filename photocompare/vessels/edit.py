"""Vessels as a person corrected them: strokes added and taken away, measured again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.vessels.find import find_vessels, light_of
from photocompare.vessels.graph import chains
from photocompare.vessels.hessian import shrunk
from photocompare.vessels.optical import PIXELS_ACROSS, UNIT
from photocompare.vessels.sheets import sheets
from photocompare.vessels.trace import centered, measured, traced
from photocompare.vessels.vessel_map import VesselMap, joined, picked, vessel_map

DEEP = 2
"""Index of blue in `COLORS`: veins are followed on the map of veins."""


@dataclass(frozen=True, eq=False)
class VesselEdit:
    """Strokes painted over a photo's vessels, and by whom and when.

    Attributes:
        add, remove: H x W bool; `remove` wins where both are painted.
        author: code of the person; `time` an ISO 8601 date and time.
    """

    add: NDArray[np.bool_]
    remove: NDArray[np.bool_]
    author: str = ""
    time: str = ""


def edited(photo: CorrectedPhoto, edit: VesselEdit) -> CorrectedPhoto:
    """Return the photo with the vessels of `edit` in place of the detected ones.

    What is left of the detected vessels keeps its measures; strokes are traced and measured on the photo,
    their width as painted.
    """
    found = photo.once(find_vessels)
    column, row = np.floor(found.points).astype(np.intp).T
    kept = picked(found, ~edit.remove[row, column])
    added = vessels_of_mask(photo, edit.add & ~edit.remove & ~found.mask)
    return with_vessels(photo, joined([kept, added]))


def vessels_of_mask(photo: CorrectedPhoto, mask: NDArray[np.bool_]) -> VesselMap:
    """Return the vessels that a painted mask (H x W bool) outlines; contrast is the photo's."""
    light = photo.once(light_of)
    covered = shrunk(mask.astype(np.float32), light.factor)
    found, whole = chains(covered > 0.5, PIXELS_ACROSS), sheets([covered])
    traces = traced(found, np.zeros(len(found), np.intp), whole, PIXELS_ACROSS)
    traces = centered(traces, whole, 0.0)
    width, rise = measured(traces, whole, 0.0, sheets([light.density]), float(UNIT), 1)
    vessels = vessel_map(traces, width, rise, photo, light.factor, False)
    return replace(vessels, deep=vessels.color == DEEP)


def with_vessels(photo: CorrectedPhoto, vessels: VesselMap) -> CorrectedPhoto:
    """Return the photo with `vessels` in place of the detected ones."""
    return replace(photo, _maps={**photo._maps, find_vessels: vessels})
