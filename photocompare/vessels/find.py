"""The vessels of a photo: red ones on the erythema map at fine scales, blue veins on red absorbance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.photo import Box
from photocompare.recipe import VesselRecipe
from photocompare.vessels.candidates import lines, response, threshold
from photocompare.vessels.ends import ended
from photocompare.vessels.graph import Chain
from photocompare.vessels.hessian import Map, shrunk
from photocompare.vessels.optical import BLUE_VEIN, PIXELS_ACROSS, RED_VESSEL, UNIT, Optical, optical, plain
from photocompare.vessels.select import chosen, clear, is_vessel
from photocompare.vessels.sheets import MOST_ROWS, sheets
from photocompare.vessels.trace import Traces, centered, measured, traced
from photocompare.vessels.vessel_map import VesselMap, joined, means, vessel_map

Values = NDArray[np.float64]

SCALES = 4
PLAIN_SIDE = 2000
PLAIN_MM = 10.0
VEIN_DOME = 0.3
"""A vein below the skin is seen as a round body, not a flat band: its edges absorb less than its middle."""
TIMES_NOISE = 8.0
AT_ONCE = 2_000_000
"""So many pixels of absorbance, of several regions, are searched together."""
BROADER = 1.5
"""A map shows vessels up to this many times the greatest width sought on it; beyond, it is a patch."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One map vessels are sought on: its values, the widths sought in its pixels, its threshold."""

    values: Map
    factor: int
    widths: Values
    least: float
    dome: float


def find_vessels(photo: CorrectedPhoto) -> VesselMap:
    """Return the vessels of `photo`, by its settings `vessels`, in and about its `focus`.

    Ridges of absorbance beyond a threshold become chains, chains become smooth curves with a fitted width,
    and what is no vessel by its shape or its color (hairs, edges, spots, shadows) is dropped.
    """
    narrow, wide = limits(photo)
    light = photo.once(light_of)
    found = []
    for boxes in _together(light.boxes):
        cuts = [light.cut(box) for box in boxes]
        skins = [plain(cut, wide / light.pitch) for cut in cuts]
        corners = np.array([(box.left, box.top) for box in boxes])
        for alike in zip(*(layers(cut, narrow, wide, photo.vessels) for cut in cuts), strict=True):
            traces, width, rise = _traced(alike, cuts, skins)
            factor = alike[0].factor
            moved = replace(traces, points=traces.points + (corners / factor)[traces.sheet][traces.chain])
            found.append(vessel_map(moved, width, rise, photo, factor * light.factor, alike[0].dome > 0))
    return joined(found)


def _together(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the boxes in runs that are small enough to be read at once."""
    run: list[Box] = []
    for box in boxes:
        rows, pixels = (
            sum(each)
            for each in zip(
                *((one.shape[0], one.shape[0] * one.shape[1]) for one in (*run, box)), strict=True
            )
        )
        if run and (rows > MOST_ROWS or pixels > AT_ONCE):
            yield run
            run = []
        run.append(box)
    yield run


def vessel_response(photo: CorrectedPhoto) -> Map:
    """Return H x W float32: the ridge strength in multiples of the threshold that a vessel exceeds."""
    narrow, wide = limits(photo)
    light = photo.once(light_of)
    whole = np.zeros(light.density.shape[:2], dtype=np.float32)
    for box in light.boxes:
        cut = light.cut(box)
        skin = plain(cut, wide / light.pitch)
        for layer in layers(cut, narrow, wide, photo.vessels):
            found, limit = _ridges(layer, _on(layer, skin))
            size = (box.shape[1], box.shape[0])
            large = cv2.resize(found / np.float32(limit), None, fx=layer.factor, fy=layer.factor)
            part = whole[box.slices]
            np.maximum(part, large[: size[1], : size[0]] * skin, out=part)
    large = cv2.resize(whole, None, fx=light.factor, fy=light.factor, interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[: photo.shape[0], : photo.shape[1]])


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
    finer = _finer(photo)
    return recipe.min_width_px * finer, recipe.max_width_px * finer


def millimeter(photo: CorrectedPhoto) -> float:
    """Return the photo pixels along a millimeter; without a scale, along what stands in for one.

    That is ten pixels of a photo of `PLAIN_SIDE` pixels, as vessels are sought there.
    """
    return (1.0 if photo.scale_unit == "mm" else PLAIN_MM * _finer(photo)) / photo.scale


def _finer(photo: CorrectedPhoto) -> float:
    return max(1.0, max(photo.shape) * photo.scale / PLAIN_SIDE)


def layers(light: Optical, narrow: float, wide: float, recipe: VesselRecipe) -> list[Layer]:
    """Return the erythema map for narrow red vessels and the vein map for wide blue ones."""
    split = min(4 * narrow, wide)
    return [
        _layer(light, RED_VESSEL, narrow, split, recipe.red_threshold, 0.0),
        _layer(light, BLUE_VEIN, split, wide, recipe.blue_threshold, VEIN_DOME),
    ]


def _layer(light: Optical, weights: Values, narrow: float, wide: float, least: float, dome: float) -> Layer:
    factor = 1
    while narrow / (light.pitch * factor * 2) >= PIXELS_ACROSS:
        factor *= 2
    widths = np.geomspace(narrow, wide, SCALES) / (light.pitch * factor)
    return Layer(shrunk(light.map(weights), factor), factor, widths, least, dome)


def _on(layer: Layer, skin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the mask of plain skin on the layer's own pixels."""
    return np.asarray(shrunk(skin.astype(np.float32), layer.factor) > 0.5)


def _ridges(layer: Layer, skin: NDArray[np.bool_]) -> tuple[Map, float]:
    """Return the layer's ridge strength, and the threshold a vessel must exceed."""
    found = response(layer.values, [float(width) for width in layer.widths])
    return found, threshold(found, layer.least, TIMES_NOISE, skin)


def _traced(
    alike: Sequence[Layer], lights: Sequence[Optical], plain_skins: Sequence[NDArray[np.bool_]]
) -> tuple[Traces, Values, Values]:
    """Return the vessels of one layer of some boxes in its pixels, with N widths and N x 3 rises."""
    narrowest, widest, dome = float(alike[0].widths[0]), float(alike[0].widths[-1]), alike[0].dome
    found: list[Chain] = []
    sheet, limits = [], []
    for number, (layer, plain_skin) in enumerate(zip(alike, plain_skins, strict=True)):
        skin = _on(layer, plain_skin)
        ridges, limit = _ridges(layer, skin)
        trees = max((one.tree for one in found), default=0) + 1
        here = lines(layer.values, ridges, limit, skin, narrowest)
        found += [replace(one, tree=one.tree + trees) for one in here]
        sheet += [number] * len(here)
        limits.append(limit)
    values = sheets([layer.values for layer in alike])
    traces = traced(found, np.array(sheet, np.intp), values, narrowest)
    traces = clear(traces, values, BROADER * widest, np.array(limits))
    for _ in range(2):
        traces = centered(traces, values, dome)
    traces = ended(traces, values)
    density = sheets([light.density for light in lights])
    width, rise = measured(traces, values, dome, density, float(UNIT), alike[0].factor)
    blood = np.array([is_vessel(one) for one in means(rise, traces.chain)], dtype=bool)
    keep = blood[traces.chain]
    return chosen(traces, blood), width[keep], rise[keep]
