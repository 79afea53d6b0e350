"""What a pixel measures: the pixelwise measures about one point, for the pointer of the window."""

from __future__ import annotations

import numpy as np

from photocompare.color import CorrectedPhoto
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metrics
from photocompare.photo import Box

AROUND_PX = 2
READ = ("erythema_index", "l_star", "a_star")


def values_at(
    photo: CorrectedPhoto, x: float, y: float, read: tuple[str, ...] = READ, lighting: str = "normal"
) -> dict[str, float | None]:
    """Return the measures of 5 x 5 pixels about (x, y), in pixels of `photo`, by id; None where unmeasurable.

    Medians over the square, as the table's over a region: within a region of one color they are the same.
    Nothing for a point outside the photo. A measure not defined in this lighting is left out.
    """
    height, width = photo.shape
    row, column = int(np.floor(y)), int(np.floor(x))
    if not (0 <= row < height and 0 <= column < width):
        return {}
    box = Box(row, row + 1, column, column + 1).grown(AROUND_PX, photo.shape)
    patch = Patch(photo, box, np.ones(box.shape, dtype=bool), least=1)
    values: dict[str, float | None] = {}
    for name in read:
        one = metrics().get(name)
        if one is None or lighting not in one.lightings:
            continue
        try:
            values[name] = one(patch)
        except NotMeasurable:
            values[name] = None
    return values
