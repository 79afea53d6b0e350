"""The vessels of a photo: red ones on the erythema map at fine scales, blue veins on red absorbance."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.recipe import VesselRecipe
from photocompare.vessels.candidates import lines, response, threshold
from photocompare.vessels.ends import ended
from photocompare.vessels.hessian import Map, shrunk
from photocompare.vessels.optical import BLUE_VEIN, PIXELS_ACROSS, RED_VESSEL, UNIT, Optical, optical, plain
from photocompare.vessels.trace import Traces, centered, measured, traced, whole_bars
from photocompare.vessels.vessel_map import VesselMap, color_of

SCALES = 4
PLAIN_SIDE = 2000
VEIN_DOME = 0.3
"""A vein below the skin is seen as a round body, not a flat band: its edges absorb less than its middle."""
TIMES_NOISE = 8.0
SHORTEST_WIDTHS = 5.0
BROADER = 1.5
"""A map shows vessels up to this many times the greatest width sought on it; beyond, it is a patch."""
CLEAR = 2.5
FAINT = 1.0
OFF_CENTER = 0.25
"""A vessel rises this many times above what the fitted bar leaves unexplained; less within a clear tree."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One map vessels are sought on: its values, the widths sought in its pixels, its threshold."""

    values: Map
    factor: int
    widths: NDArray[np.float64]
    least: float
    dome: float


@dataclass(frozen=True, eq=False)
class _Found:
    deep: bool
    points: NDArray[np.float64]
    step: NDArray[np.float64]
    width: NDArray[np.float64]
    rise: NDArray[np.float64]
    color: NDArray[np.uint8]
    vessel: NDArray[np.intp]


def find_vessels(photo: CorrectedPhoto) -> VesselMap:
    """Return the vessels of `photo`, by its settings `vessels`, in and about its `focus`.

    Ridges of absorbance beyond a threshold become chains, chains become smooth curves with a fitted width,
    and what is no vessel by its shape or its color (hairs, edges, spots, shadows) is dropped.
    """
    narrow, wide = limits(photo)
    light = photo.once(light_of)
    parts = []
    for box in light.boxes:
        cut = light.cut(box)
        skin = plain(cut, wide / light.pitch)
        corner = np.array([box.left, box.top]) * light.factor
        for layer in layers(cut, narrow, wide, photo.vessels):
            found = _found(layer, cut, skin)
            parts.append(replace(found, points=found.points + corner))
    return _joined(parts, photo)


def light_of(photo: CorrectedPhoto) -> Optical:
    """Return the absorbance of `photo` that its vessels are sought in."""
    return optical(photo, *limits(photo))


def limits(photo: CorrectedPhoto) -> tuple[float, float]:
    """Return the least and the greatest width of a vessel on `photo`, in its unit.

    Without a scale they are in pixels of a photo of `PLAIN_SIDE` pixels: one with more shows the same skin.
    """
    recipe = photo.vessels
    if photo.scale_unit == "mm":
        return recipe.min_width_mm, recipe.max_width_mm
    finer = max(1.0, max(photo.shape) * photo.scale / PLAIN_SIDE)
    return recipe.min_width_px * finer, recipe.max_width_px * finer


def layers(light: Optical, narrow: float, wide: float, recipe: VesselRecipe) -> list[Layer]:
    """Return the erythema map for narrow red vessels and the vein map for wide blue ones."""
    split = min(4 * narrow, wide)
    return [
        _layer(light, RED_VESSEL, narrow, split, recipe.red_threshold, 0.0),
        _layer(light, BLUE_VEIN, split, wide, recipe.blue_threshold, VEIN_DOME),
    ]


def _layer(light: Optical, weights: NDArray[np.float64], narrow: float, wide: float, least: float, dome: float) -> Layer:
    factor = 1
    while narrow / (light.pitch * factor * 2) >= PIXELS_ACROSS:
        factor *= 2
    widths = np.geomspace(narrow, wide, SCALES) / (light.pitch * factor)
    return Layer(shrunk(light.map(weights), factor), factor, widths, least, dome)


def _found(layer: Layer, light: Optical, plain_skin: NDArray[np.bool_]) -> _Found:
    found = response(layer.values, [float(w) for w in layer.widths])
    skin = shrunk(plain_skin.astype(np.float32), layer.factor) > 0.5
    limit = threshold(found, layer.least, TIMES_NOISE, skin)
    traces = traced(lines(layer.values, found, limit, skin, layer.widths[0]), layer.values, layer.widths[0])
    traces = _clear(traces, layer.values, BROADER * layer.widths[-1], limit)
    for _ in range(2):
        traces = centered(traces, layer.values, layer.dome)
    traces = ended(traces, layer.values)
    width, rise = measured(traces, layer.values, layer.dome, light.density, float(UNIT), layer.factor)
    return _kept(traces, width, rise, layer, light)


def _clear(traces: Traces, values: Map, widest: float, limit: float) -> Traces:
    """Return the traces that stand out of their surround, and the lesser ones between them in a clear tree.

    A bar rises at least twice the ridge it makes; the halo of a strong vessel makes a ridge without a rise
    in its own middle.
    """
    bars, _ = whole_bars(traces, values)
    length = np.diff(traces.starts).astype(np.float64)
    size = int(traces.tree.max(initial=-1)) + 1
    clear = bars.height > CLEAR * bars.misfit
    whole = np.bincount(traces.tree, length, size)
    certain = np.bincount(traces.tree, length * clear, size)
    width = bars.width * traces.unit
    rooted = (certain > 0.5 * whole)[traces.tree]
    long = (whole[traces.tree] >= SHORTEST_WIDTHS * width)
    in_place = np.abs(bars.center) < OFF_CENTER
    possible = long & in_place & (width < widest) & (bars.height > limit)
    return _chosen(traces, possible & (clear | (rooted & (bars.height > FAINT * bars.misfit))))


def _chosen(traces: Traces, good: NDArray[np.bool_]) -> Traces:
    keep = good[traces.chain] if len(good) else np.zeros(0, dtype=bool)
    number = np.cumsum(good) - 1
    return Traces(
        traces.points[keep],
        number[traces.chain[keep]],
        traces.unit[good],
        tuple(ends for ends, one in zip(traces.ends, good, strict=True) if one),
        traces.tree[good],
    )


def _kept(
    traces: Traces, width: NDArray[np.float64], rise: NDArray[np.float64], layer: Layer, light: Optical
) -> _Found:
    """Return the traces whose color is a vessel's, in photo pixels and the photo's unit."""
    points = traces.points * (layer.factor * light.factor)
    starts = traces.starts
    step, color = np.zeros(len(points)), np.zeros(len(points), dtype=np.uint8)
    keep = np.zeros(len(points), dtype=bool)
    for a, b in zip(starts[:-1], starts[1:], strict=True):
        mean = rise[a:b].mean(axis=0)
        gaps = np.hypot(*np.diff(traces.points[a:b], axis=0).T) * (light.pitch * layer.factor)
        step[a:b] = (np.append(gaps, 0) + np.append(0, gaps)) / 2
        color[a:b] = color_of(mean)
        keep[a:b] = is_vessel(mean)
    return _Found(
        layer.dome > 0,
        points[keep],
        step[keep],
        width[keep] * light.pitch * layer.factor,
        rise[keep],
        color[keep],
        traces.chain[keep],
    )


def is_vessel(rise: NDArray[np.float64]) -> bool:
    """Return whether a mean rise of absorbance in R, G, B is blood's and not a hair's, shadow's or spot's.

    A hair or a shadow darkens all channels alike; pigment darkens blue most.
    """
    red, green, blue = rise
    strongest = max(red, green)
    return bool(strongest > 0 and min(rise) < 0.75 * strongest and blue < 1.15 * strongest)


def _joined(parts: list[_Found], photo: CorrectedPhoto) -> VesselMap:
    counts = np.cumsum([0] + [int(part.vessel.max(initial=-1)) + 1 for part in parts])
    return VesselMap(
        shape=photo.shape,
        points=np.concatenate([part.points for part in parts]),
        step=np.concatenate([part.step for part in parts]),
        width=np.concatenate([part.width for part in parts]),
        rise=np.concatenate([part.rise for part in parts]),
        color=np.concatenate([part.color for part in parts]),
        deep=np.concatenate([np.full(len(part.step), part.deep) for part in parts]),
        vessel=np.concatenate([part.vessel + int(n) for part, n in zip(parts, counts, strict=False)]),
        unit=photo.scale,
        millimeters=photo.scale_unit == "mm",
    )
