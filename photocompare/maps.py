"""Maps: every pixelwise measure as a picture of the whole photo, and its change between two photos."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocompare import __version__
from photocompare.alignment import warp_to_baseline
from photocompare.color import CorrectedPhoto
from photocompare.colormap import Picture, Scale, colored
from photocompare.compare import Comparison
from photocompare.errors import NotMeasurable
from photocompare.metric import Metric, Patch, metrics
from photocompare.photo import Box
from photocompare.vessels import find_vessels

Values = NDArray[np.float32]
STRIP = 256
SMOOTH_PX = 3.0
DIFFERENCE_SHARE = 0.25
"""A difference map reaches a quarter of the range of the measure's own map to either side."""


@dataclass(frozen=True, eq=False)
class MetricMap:
    """A measure, or its change, pixel by pixel.

    Attributes:
        metric: id of the measure.
        values: H x W float32 in the measure's unit; NaN where a pixel has none.
        scale: the fixed range of its colors.
    """

    metric: str
    values: Values
    scale: Scale

    @property
    def rgb(self) -> Picture:
        """Return H x W x 3 uint8, the values in color."""
        return colored(self.values, self.scale)


def pixelwise(lighting: str = "normal") -> tuple[Metric, ...]:
    """Return the measures that have a value for each pixel in this lighting."""
    return tuple(one for one in metrics().values() if one.spreading and lighting in one.lightings)


def photo_maps(photo: CorrectedPhoto, lighting: str = "normal") -> Iterator[MetricMap]:
    """Yield the map of every pixelwise measure of `photo`."""
    for one in pixelwise(lighting):
        yield metric_map(photo, one)


def metric_map(photo: CorrectedPhoto, one: Metric) -> MetricMap:
    """Return the map of a pixelwise measure: the same values the table takes its median of.

    Raises:
        NotMeasurable: N459 where the measure has no value for single pixels.
    """
    if one.spreading is None:
        raise NotMeasurable("N459", f"{one.id} is a measure of a region")
    source = photo.in_even_light() if one.even_light else photo
    values = np.empty(photo.shape, dtype=np.float32)
    height, width = photo.shape
    for top in range(0, height, STRIP):
        # A row more on each side, as a pixel is the mean of its neighbors.
        rows = Box(top, min(top + STRIP, height), 0, width).grown(1, photo.shape)
        patch = Patch(source, rows, np.ones(rows.shape, dtype=bool), least=0, tiled=False)
        strip = one.spreading.pixels(patch).reshape(rows.shape)
        values[top : top + STRIP] = strip[top - rows.top :][:STRIP]
    if photo.photo.valid is not None:
        values[~photo.photo.valid] = np.nan
    return MetricMap(one.id, values, Scale(*one.shown, one.label, one.unit))


def difference_map(comparison: Comparison, metric_id: str = "erythema_index") -> MetricMap | None:
    """Return the signed change of a pixelwise measure on the baseline's grid, or None where there is none.

    None for a refused pair and for a measure not meant for its lighting. Smoothed over about 3 pixels, so
    that the grain of the photos does not read as a change; NaN where the follow-up does not show it.
    Changes within the error of the measure, where that is known, are neutral. For the eye only.
    """
    one = metrics()[metric_id]
    defined = comparison.lighting in one.lightings and one.spreading is not None
    if comparison.pair is None or not comparison.alignment.accepted or not defined:
        return None
    before = _smooth(metric_map(comparison.pair.baseline, one).values)
    carried, valid = warp_to_baseline(
        _smooth(metric_map(comparison.pair.followup, one).values), comparison.alignment
    )
    change = np.where(valid, carried - before, np.float32(np.nan))
    limit = DIFFERENCE_SHARE * (one.shown[1] - one.shown[0])
    scale = Scale(
        -limit, limit, f"Change of {one.label[0].lower()}{one.label[1:]}", one.unit, _error(comparison, one)
    )
    return MetricMap(one.id, change, scale)


def aligned_maps(comparison: Comparison, metric_id: str) -> tuple[MetricMap, MetricMap]:
    """Return the maps of a pixelwise measure before and after, both on the baseline's grid, for the eye.

    Both have the same fixed colors; NaN where the follow-up does not show the skin.

    Raises:
        ValueError: for a pair without a trusted map.
        NotMeasurable: N459 where the measure has no value for single pixels.
    """
    after = followup_map(comparison, metric_id)
    assert comparison.pair is not None
    return metric_map(comparison.pair.baseline, metrics()[metric_id]), after


def followup_map(comparison: Comparison, metric_id: str) -> MetricMap:
    """Return the second of `aligned_maps`; raises as they do."""
    if comparison.pair is None or not comparison.alignment.accepted:
        raise ValueError("The pair is not laid onto each other")
    one = metrics()[metric_id]
    after = metric_map(comparison.pair.followup, one)
    filled = np.nan_to_num(after.values)
    carried, valid = warp_to_baseline(filled, comparison.alignment)
    if np.isnan(after.values).any():
        known, _ = warp_to_baseline(np.isfinite(after.values).astype(np.float32), comparison.alignment)
        valid = valid & (known > 0.5)
    return MetricMap(one.id, np.where(valid, carried, np.float32(np.nan)), after.scale)


def difference_maps(comparison: Comparison) -> Iterator[MetricMap]:
    """Yield the change of every pixelwise measure; nothing for a refused pair."""
    for one in pixelwise(comparison.lighting):
        found = difference_map(comparison, one.id)
        if found is not None:
            yield found


def vessel_mask(photo: CorrectedPhoto) -> Picture:
    """Return H x W uint8: 255 on a vessel, 0 beside."""
    return photo.once(find_vessels).mask.astype(np.uint8) * np.uint8(255)


def _error(comparison: Comparison, one: Metric) -> float:
    """Return the greatest smallest detectable change of the measure's rows, or 0 where none is known."""
    known = [row.sdc for row in comparison.measurements if row.metric == one.id and row.sdc is not None]
    return max(known, default=0.0)


def _smooth(values: Values) -> Values:
    filled = np.nan_to_num(values) if np.isnan(values).any() else values
    return np.asarray(cv2.GaussianBlur(filled, (0, 0), SMOOTH_PX), dtype=np.float32)


def tiff(found: MetricMap, changed: str = "") -> bytes:
    """Return the values as a float32 TIFF; measure, unit and what was `changed` stand in its description."""
    out = io.BytesIO()
    words = f"{found.metric} [{found.scale.unit}], photocompare {__version__}"
    # A TIFF's description is ASCII.
    words = f"{words}. {changed}" if changed else words
    described = {270: words.encode("ascii", "replace").decode()}
    Image.fromarray(found.values).save(out, "TIFF", compression="tiff_adobe_deflate", tiffinfo=described)
    return out.getvalue()
