"""Brown spots: freckles and moles with irregular outlines and soft edges."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.raster import Grid
from photocompare.phantom.scene import Scene

LOBES = np.array([2.0, 3.0, 5.0])


@dataclass(frozen=True)
class Spot:
    """One spot: middle and radius in mm, contrast in log melanin, lobes (amplitude, phase), edge in mm."""

    center: NDArray[np.float64]
    radius_mm: float
    contrast: float
    lobes: NDArray[np.float64]
    edge_mm: float
    region: str = ""
    radius_factor: float = 1.0
    contrast_factor: float = 1.0

    def radius_at(self, angle: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the radius in mm in the directions `angle`, before treatment."""
        waves = np.cos(angle[..., None] * LOBES + self.lobes[1])
        return np.asarray(self.radius_mm * (1 + waves @ self.lobes[0]))

    def outline(self, *, treated: bool = False) -> NDArray[np.float64]:
        """Return the half-contrast outline (48, 2) in mm."""
        angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        radius = self.radius_at(angle) * (self.radius_factor if treated else 1.0)
        return np.asarray(self.center + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1))


def scatter_spots(
    rng: np.random.Generator, scene: Scene, grid: Grid, field_mm: tuple[float, float]
) -> list[Spot]:
    """Return freckles (small, faint, many) and moles (larger, dark, few) over the grid, in loose groups."""
    share = grid.area_mm2() / (field_mm[0] * field_mm[1])
    extent = np.array([grid.width, grid.height]) * grid.pitch
    corner = np.array([grid.x0, grid.y0])
    freckles, moles = round(scene.spots * share), round(scene.moles * share)
    groups = rng.random((max(1, freckles // 12), 2)) * extent
    spots = []
    for index in range(freckles + moles):
        mole = index >= freckles
        loose = mole or rng.random() < 0.5
        spread = rng.normal(0, 9.0, 2)
        center = rng.random(2) * extent if loose else groups[rng.integers(len(groups))] + spread
        radius = rng.lognormal(np.log(1.0 if mole else 0.55), 0.35 if mole else 0.5)
        lobes = np.stack([rng.normal(0, [0.10, 0.07, 0.04]), rng.uniform(0, 2 * np.pi, 3)])
        contrast = rng.uniform(0.9, 1.7) if mole else rng.uniform(0.12, 0.6)
        edge = 0.35 + (0.6 if mole else 0.9) * radius
        spots.append(Spot(corner + center, float(min(radius, 2.4)), float(contrast), lobes, float(edge)))
    return spots


def draw_spots(
    log_mel: NDArray[np.float32], log_blood: NDArray[np.float32], grid: Grid, spots: list[Spot]
) -> None:
    """Add the spots' contrast to a map (H, W) of log melanin, and to log blood the blood a mole carries."""
    for spot in spots:
        reach = (spot.radius_mm * 1.5 + spot.edge_mm) / grid.pitch
        x, y = grid.cells(spot.center[None])[0]
        left, right = max(0, int(x - reach)), min(grid.width, int(x + reach) + 2)
        top, bottom = max(0, int(y - reach)), min(grid.height, int(y + reach) + 2)
        if left >= right or top >= bottom:
            continue
        dx = (np.arange(left, right) + 0.5 - x) * grid.pitch
        dy = (np.arange(top, bottom)[:, None] + 0.5 - y) * grid.pitch
        inside = spot.radius_at(np.arctan2(dy, dx + 0 * dy)) * spot.radius_factor - np.hypot(dx, dy)
        cover = np.clip(0.5 + inside / spot.edge_mm, 0, 1)
        cover = cover**2 * (3 - 2 * cover)
        # Pigment lies in clumps, anchored to the spot so that both photographs show the same.
        clumps = 1.0 + 0.0 * dx
        for turn, wave in zip(spot.lobes[1], (2.1, 3.4, 5.3), strict=True):
            along, across = dx * np.cos(turn) + dy * np.sin(turn), dy * np.cos(turn) - dx * np.sin(turn)
            clumps = clumps + 0.07 * np.sin(wave * along + 1.3 * np.sin(across * wave * 0.7) + 5 * turn)
        amount = (spot.contrast * spot.contrast_factor * cover * clumps).astype(np.float32)
        log_mel[top:bottom, left:right] += amount
        log_blood[top:bottom, left:right] += np.float32(0.55) * np.maximum(amount - np.float32(0.5), 0)
