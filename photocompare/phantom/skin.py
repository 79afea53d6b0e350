"""The skin: grown once from the scene and a seed, then painted before and after treatment."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.fields import Field, blotches, relief, resized
from photocompare.phantom.raster import FULL, Grid, Strokes, draw, join, strokes
from photocompare.phantom.scene import Lighting, Scene
from photocompare.phantom.spectra import color_table, look_up
from photocompare.phantom.spots import Spot, draw_spots, scatter_spots
from photocompare.phantom.vessels import BLUE_SIGNATURE, RED_SIGNATURE, Vessel, grow_vessels, vessel_strokes

# The canvas holds linear light as 16 bit; this much is linear 1.
UNIT = 50_000.0
HAIR_COLOR = np.array([0.060, 0.042, 0.030])
UV_HAIR_COLOR = np.array([0.035, 0.045, 0.070])
ROWS = 512


@dataclass(frozen=True)
class Skin:
    """Everything that does not depend on the photograph: maps of the chromophores, relief, structures."""

    scene: Scene
    grid: Grid
    log_mel: Field
    log_blood: Field
    base_grid: Grid
    relief: Field
    relief_grid: Grid
    vessels: list[Vessel]
    spots: list[Spot]
    hairs: Strokes


def grow_skin(
    scene: Scene, grid: Grid, sites: NDArray[np.float64], seed: int, field_mm: tuple[float, float]
) -> Skin:
    """Return the skin on `grid`, with a vessel cluster at each site (N, 2) in mm."""
    base, fine = grid.coarser(2.0), grid.coarser(1.2)
    melanin, blood = (np.random.default_rng([seed, number]) for number in (1, 2))
    calm = scene.blotchiness
    log_mel = np.float32(np.log(scene.f_mel)) + np.float32(calm) * blotches(
        melanin, base, {45.0: 0.10, 12.0: 0.06, 3.5: 0.045, 1.0: 0.035}
    )
    scales = {38.0: 0.16, 11.0: 0.12, 4.0: 0.08, 1.4: 0.07, 0.6: 0.05}
    log_blood = np.float32(np.log(scene.f_blood)) + np.float32(calm) * blotches(blood, base, scales)
    log_blood += _flushes(scene, base, field_mm, np.random.default_rng([seed, 3]))
    surface = relief(np.random.default_rng([seed, 4]), fine, body=scene.body, strength=scene.relief)
    vessels = grow_vessels(np.random.default_rng([seed, 5]), scene, grid, field_mm, sites)
    spots = scatter_spots(np.random.default_rng([seed, 6]), scene, grid, field_mm)
    hairs = _hairs(np.random.default_rng([seed, 7]), scene, grid, field_mm)
    return Skin(scene, grid, log_mel, log_blood, base, surface, fine, vessels, spots, hairs)


def paint_skin(
    skin: Skin, vessels: list[Vessel], spots: list[Spot], lighting: Lighting
) -> NDArray[np.uint16]:
    """Return the evenly lit canvas (H, W, 3), linear RGB times UNIT, of the skin in one state."""
    grid = skin.grid
    log_mel, log_blood = skin.log_mel.copy(), skin.log_blood.copy()
    draw_spots(log_mel, log_blood, skin.base_grid, spots)
    log_blood += _haze(skin.base_grid, vessels)
    color = look_up(color_table(lighting), np.exp(log_mel), np.exp(log_blood))
    canvas = resized((color * np.float32(UNIT)).astype(np.uint16), skin.base_grid, grid)
    surface = resized(skin.relief, skin.relief_grid, grid)
    for top in range(0, grid.height, ROWS):
        rows = slice(top, top + ROWS)
        lit = canvas[rows] * surface[rows, :, None]
        np.minimum(lit, FULL, out=lit)
        canvas[rows] = lit
    result: NDArray[np.uint16] = np.asarray(canvas, np.uint16)
    _paint_vessels(result, grid, vessels, 0.35 if lighting == "uv" else 1.0)
    _paint_hairs(result, grid, skin.hairs, UV_HAIR_COLOR if lighting == "uv" else HAIR_COLOR)
    return result


def _paint_vessels(canvas: NDArray[np.uint16], grid: Grid, vessels: list[Vessel], visible: float) -> None:
    """Darken the canvas by the vessels' optical densities, touching only the cells they cover."""
    shallow = np.zeros((grid.height, grid.width), np.uint16)
    deep = np.zeros_like(shallow)
    for blue, softness in ((True, 1.6), (False, 0.16)):
        red_part, blue_part = vessel_strokes(vessels, blue=blue)
        draw(shallow, grid, red_part, softness=softness)
        draw(deep, grid, blue_part, softness=softness)
    cells = np.flatnonzero(np.maximum(shallow, deep))
    flat = canvas.reshape(-1, 3)
    for part in np.array_split(cells, max(1, len(cells) // 1_000_000)):
        red = shallow.reshape(-1)[part, None].astype(np.float32) / np.float32(FULL)
        blue_amount = deep.reshape(-1)[part, None].astype(np.float32) / np.float32(FULL)
        density = (red * RED_SIGNATURE + blue_amount * BLUE_SIGNATURE) * visible
        flat[part] = (flat[part] * 10 ** -density.astype(np.float32) + 0.5).astype(np.uint16)


def _paint_hairs(canvas: NDArray[np.uint16], grid: Grid, hairs: Strokes, color: NDArray[np.float64]) -> None:
    layer = np.zeros((grid.height, grid.width), np.uint16)
    draw(layer, grid, hairs, softness=0.05)
    cells = np.flatnonzero(layer)
    flat = canvas.reshape(-1, 3)
    cover = layer.reshape(-1)[cells, None].astype(np.float32) / np.float32(FULL)
    flat[cells] = (flat[cells] * (1 - cover) + cover * (color * UNIT) + 0.5).astype(np.uint16)


def _haze(grid: Grid, vessels: list[Vessel]) -> Field:
    """Return the faint flush about red vessels too fine to be seen singly, in log blood."""
    layer = np.zeros((grid.height, grid.width), np.uint16)
    draw(layer, grid, vessel_strokes(vessels, blue=False)[0], softness=grid.pitch)
    near = cv2.GaussianBlur(layer.astype(np.float32) / np.float32(FULL), (0, 0), 1.1 / grid.pitch)
    return np.asarray(1.1 * near, np.float32)


def _flushes(scene: Scene, grid: Grid, field_mm: tuple[float, float], rng: np.random.Generator) -> Field:
    """Return diffuse redness in log blood: soft irregular patches."""
    total = np.zeros((grid.height, grid.width), np.float32)
    if not scene.flushes:
        return total
    x = (grid.x0 + (np.arange(grid.width) + 0.5) * grid.pitch).astype(np.float32)
    y = (grid.y0 + (np.arange(grid.height) + 0.5) * grid.pitch).astype(np.float32)[:, None]
    ragged = blotches(rng, grid, {22.0: 0.22, 7.0: 0.12})
    for fx, fy, radius, strength in scene.flushes:
        distance = np.hypot(x - (fx - 0.5) * field_mm[0], y - (fy - 0.5) * field_mm[1])
        total += np.float32(strength) * np.exp(-((distance / np.float32(radius)) ** 2) * (1 + ragged))
    return total


def _hairs(rng: np.random.Generator, scene: Scene, grid: Grid, field_mm: tuple[float, float]) -> Strokes:
    """Return hairs, gently curved and mostly of one direction, and the dots of shaved ones."""
    share = grid.area_mm2() / (field_mm[0] * field_mm[1])
    extent = np.array([grid.width, grid.height]) * grid.pitch
    parts = []
    for _ in range(round(scene.hairs * share)):
        root = np.array([grid.x0, grid.y0]) + rng.random(2) * extent
        length = rng.lognormal(np.log(6.0 if rng.random() < 0.6 else 1.2), 0.45)
        t = np.linspace(0, 1, max(4, int(length / 0.6)))
        angle = rng.normal(np.pi / 2, 0.35) + rng.normal(0, 0.7) * t
        steps = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * (length / len(t))
        points = root + np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)[:-1]])
        width = rng.uniform(0.05, 0.09) * (1 - 0.7 * t)
        parts.append(strokes(points, width, rng.uniform(0.45, 0.85) * (1 - 0.3 * t)))
    return join(parts)
