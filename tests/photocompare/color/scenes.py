"""Small skin scenes with a chart or a card in them, in any light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.alignment import Alignment
from photocompare.phantom.chart import COLORCHECKER_SRGB, target_image
from photocompare.photo import Photo
from photocompare.recipe import CardRecipe
from photocompare.regions import Region, polygon_region
from tests.photocompare.pictures import eight_bit, photo

Array = NDArray[np.floating]
SIZE = (600, 800)
SKIN = np.array([0.40, 0.24, 0.17])
MM_PER_PIXEL = 0.172
CHART_AT = np.array([60, 380]) + np.array([[0, 0], [41.3, 0], [41.3, 28.3], [0, 28.3]]) / MM_PER_PIXEL
PITCH_MM = 6.5
TREATED = polygon_region("treated", ((150, 80), (350, 80), (350, 280), (150, 280)))
FOREHEAD = polygon_region("forehead", ((500, 100), (600, 100), (600, 200), (500, 200)), role="reference")
PAINTED = CardRecipe(
    name="painted",
    columns=6,
    rows=4,
    srgb=tuple((float(r), float(g), float(b)) for r, g, b in COLORCHECKER_SRGB),
    skin=(0, 1),
    neutral=(18, 19, 20, 21, 22, 23),
)


def skin(seed: int = 0) -> Array:
    """Return H x W x 3 linear light of blotchy skin."""
    rng = np.random.default_rng(seed)
    blotches = cv2.GaussianBlur(rng.standard_normal((*SIZE, 2)), (0, 0), 9)
    pores = rng.standard_normal((*SIZE, 1)) * 0.01
    return SKIN * np.exp(blotches @ np.array([[0.1, 0.8, 0.4], [0.5, 0.8, 1.4]]) + pores)


def with_chart(light: Array, corners: Array = CHART_AT, turns: int = 0) -> Array:
    """Return the light with the painted chart on it, its corners at 4 x 2 pixels, turned by quarters."""
    chart = cv2.GaussianBlur(target_image("colorchecker", 0.1), (0, 0), 1)
    height, width = chart.shape[:2]
    own = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = np.roll(corners, turns, axis=0).astype(np.float32)
    move = cv2.getPerspectiveTransform(own, there)
    size = light.shape[1::-1]
    cover = cv2.warpPerspective(np.ones((height, width), np.float32), move, size)[..., None]
    drawn = cv2.warpPerspective(chart, move, size, borderMode=cv2.BORDER_REPLICATE)
    return light + cover * (drawn - light)


def taken(light: Array, gains: tuple[float, float, float] = (1, 1, 1), shade: float = 0.0) -> Photo:
    """Return the PNG photo of the light in other gains, from 1 - `shade` at the left to 1 + `shade`."""
    slope = np.linspace(1 - shade, 1 + shade, light.shape[1])[None, :, None]
    noise = np.random.default_rng(1).standard_normal(light.shape) * 0.003 * light
    return photo(eight_bit((light * slope + noise) * np.array(gains)))


def here() -> Alignment:
    """Return the map of photos that lie on each other."""
    return Alignment(np.eye(3), SIZE, SIZE, "good")


def card(at: tuple[int, int], on: str = "baseline") -> Region:
    """Return the region of a gray card of 80 x 80 pixels."""
    x, y = at
    ring = ((x, y), (x + 80, y), (x + 80, y + 80), (x, y + 80))
    return Region(f"card {on}", ((ring,),), role="gray", photo=on, reflectance=0.18)
