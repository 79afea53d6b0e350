"""Red vessel trees and blue veins: how they grow, and what a treatment leaves of them."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.raster import Grid, Strokes, join, strokes
from photocompare.phantom.scene import Scene

Kind = Literal["red", "blue"]
Status = Literal["kept", "thinned", "faded", "erased", "new"]
STEP_MM = 0.3
CELL_MM = 0.6
# Optical density added to R, G, B by a shallow oxygenated vessel and by a deep one (science.md 4.4: the deep
# one takes more red than blue and so lowers the erythema index).
RED_SIGNATURE = np.array([0.050, 0.260, 0.165])
BLUE_SIGNATURE = np.array([0.150, 0.068, 0.030])


@dataclass(frozen=True)
class Vessel:
    """One branch: centerline (N, 2) in mm, width in mm and strength (N,), `purple` its depth, 0 to 1."""

    points: NDArray[np.float64]
    width_mm: NDArray[np.float64]
    strength: NDArray[np.float64]
    kind: Kind
    purple: float = 0.0
    status: Status = "kept"
    region: str = ""
    width_factor: float = 1.0
    strength_factor: float = 1.0

    def length_mm(self) -> float:
        """Return the arc length."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


class Forest:
    """The vessels grown so far and the cells they occupy, so that branches meet but never cross."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.vessels: list[Vessel] = []
        self._owners: dict[tuple[int, int], int] = {}

    def grow(self, start: NDArray[np.float64], heading: float, vessel: "Shape") -> Vessel | None:
        """Return a new branch from `start`, ended where it meets another; None where there is no room."""
        points = start + _wander(self.rng, heading, vessel)
        owner = len(self.vessels)
        cells = [(int(x), int(y)) for x, y in np.floor(points / CELL_MM)]
        own_start = set(cells[:4])
        end = len(points)
        for index, cell in enumerate(cells):
            if index > 4 and cell not in own_start and self._owners.get(cell, owner) != owner:
                end = index + 1
                break
        if (end - 1) * STEP_MM < min(vessel.length_mm * 0.4, 5.0):
            return None
        self._owners.update(dict.fromkeys(cells[:end], owner))
        t = np.linspace(0, end / len(points), end)
        width = vessel.width_mm * (1 - (1 - vessel.taper) * t**1.2)
        width *= 1 + 0.10 * _drift(self.rng, end, 5.0)
        fade = np.clip(1.15 - 0.6 * t**2, 0, 1) * np.clip(1 + 0.18 * _drift(self.rng, end, 8.0), 0.5, 1.2)
        if vessel.rises:
            # A vessel does not begin with a blunt end: it comes up from below, thin and faint.
            near = np.minimum(np.arange(end) * STEP_MM / vessel.rises, 1)
            far = (
                np.minimum(np.arange(end)[::-1] * STEP_MM / vessel.rises, 1) if vessel.kind == "blue" else 1.0
            )
            fade = fade * (0.12 + 0.88 * near) * far
            width = width * (0.45 + 0.55 * near)
        low, high = vessel.limits
        grown = Vessel(
            points[:end], np.clip(width, low, high), vessel.strength * fade, vessel.kind, vessel.purple
        )
        self.vessels.append(grown)
        return grown


@dataclass(frozen=True)
class Shape:
    """What a branch should look like: length and width in mm, taper to a share, restlessness in radians."""

    length_mm: float
    width_mm: float
    kind: Kind
    strength: float
    purple: float = 0.0
    taper: float = 0.6
    slow: float = 0.42
    fast: float = 0.42
    limits: tuple[float, float] = (0.25, 0.9)
    rises: float = 0.0


def grow_cluster(forest: Forest, scene: Scene, root: NDArray[np.float64], *, extent: float = 1.0) -> None:
    """Grow one spider: a fan of red vessels from a feeding point, each branching twice."""
    rng = forest.rng
    low, high = scene.red_width_mm
    direction, fan = rng.uniform(0, 2 * np.pi), rng.uniform(0.8, 2.6)
    mains = int(rng.integers(5, 10))
    purple = rng.uniform(0, 0.35)
    for turn in np.linspace(-fan / 2, fan / 2, mains) + rng.normal(0, 0.15, mains):
        width = float(np.exp(rng.uniform(np.log(low * 1.2), np.log(high))))
        # Wider vessels lie deeper and carry less oxygen, so they look more purple.
        shape = Shape(
            length_mm=float(rng.uniform(8, 26)) * extent,
            width_mm=width,
            kind="red",
            strength=float(rng.uniform(0.6, 1.0)),
            purple=float(np.clip(purple + 0.4 * (width - 0.6), 0, 0.5)),
            limits=(low * 0.85, high),
            rises=2.5,
        )
        start = root + rng.normal(0, 2.2, 2)
        _branch(forest, start, float(direction + turn), shape, depth=2)


def _branch(forest: Forest, start: NDArray[np.float64], heading: float, shape: Shape, *, depth: int) -> None:
    rng = forest.rng
    grown = forest.grow(start, heading, shape)
    if grown is None or depth == 0:
        return
    position, side = rng.uniform(1.5, 4.5), rng.choice([-1.0, 1.0])
    length = grown.length_mm()
    while position < length * 0.92:
        index = min(int(position / STEP_MM), len(grown.points) - 2)
        local = np.arctan2(*(grown.points[index + 1] - grown.points[index])[::-1])
        child = replace(
            shape,
            length_mm=max(3.0, (length - position) * rng.uniform(0.35, 0.9)),
            width_mm=float(grown.width_mm[index] * rng.uniform(0.55, 0.85)),
            strength=shape.strength * rng.uniform(0.6, 1.0),
            purple=shape.purple * 0.6,
            rises=0.0,
        )
        _branch(
            forest, grown.points[index], float(local + side * rng.uniform(0.4, 1.1)), child, depth=depth - 1
        )
        side = -side if rng.random() < 0.75 else side
        position += rng.uniform(1.6, 5.0)


def grow_blue_vein(
    forest: Forest, scene: Scene, start: NDArray[np.float64], heading: float, length: float
) -> None:
    """Grow one reticular vein with one or two side veins."""
    rng = forest.rng
    low, high = scene.blue_width_mm
    shape = Shape(
        length_mm=length,
        width_mm=float(rng.uniform(low + 0.4 * (high - low), high)),
        kind="blue",
        strength=float(rng.uniform(0.5, 0.8)),
        purple=1.0,
        taper=0.75,
        slow=0.55,
        fast=0.32,
        limits=(low * 0.8, high),
        rises=12.0,
    )
    trunk = forest.grow(start, heading, shape)
    if trunk is None:
        return
    for share in rng.uniform(0.25, 0.75, int(rng.integers(1, 3))):
        index = int(share * (len(trunk.points) - 1))
        side = replace(shape, length_mm=length * 0.4, width_mm=low, strength=shape.strength * 0.8, rises=0.0)
        forest.grow(trunk.points[index], heading + rng.choice([-1, 1]) * rng.uniform(0.5, 0.9), side)


def vessel_strokes(vessels: list[Vessel], *, blue: bool) -> tuple[Strokes, Strokes]:
    """Return the strokes of the shallow (red) and of the deep (blue) color of red or of blue vessels."""
    shallow, deep = [], []
    for v in vessels:
        if (v.kind == "blue") != blue:
            continue
        if v.strength_factor == 0:
            continue
        # A wide soft vein needs no more points than this to look smooth.
        keep = np.unique(np.r_[0 : len(v.points) : 3 if blue else 1, len(v.points) - 1])
        points, width = v.points[keep], v.width_mm[keep] * v.width_factor
        strength = v.strength[keep] * v.strength_factor
        if v.purple < 1:
            shallow.append(strokes(points, width, strength * (1 - v.purple)))
        if v.purple > 0:
            deep.append(strokes(points, width, strength * v.purple))
    return join(shallow), join(deep)


def _wander(rng: np.random.Generator, heading: float, shape: Shape) -> NDArray[np.float64]:
    count = max(10, int(shape.length_mm / STEP_MM))
    calm = 3.0 if shape.kind == "blue" else 1.0
    angle = (
        heading + shape.slow * _drift(rng, count, 7.0 * calm) + shape.fast * _drift(rng, count, 1.6 * calm)
    )
    angle -= (angle[0] - heading) * np.exp(-np.arange(count) * STEP_MM / 2)
    steps = STEP_MM * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)])


def _drift(rng: np.random.Generator, count: int, length_mm: float) -> NDArray[np.float64]:
    """Return a smooth random walk about 0 with standard deviation 1 and this correlation length."""
    sigma = max(length_mm / STEP_MM / 2, 0.5)
    reach = int(3 * sigma)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    white = rng.normal(size=count + 2 * reach)
    return np.convolve(white, kernel / np.sqrt((kernel**2).sum()), mode="valid")


def grow_vessels(
    rng: np.random.Generator,
    scene: Scene,
    grid: Grid,
    field_mm: tuple[float, float],
    sites: NDArray[np.float64],
) -> list[Vessel]:
    """Return all vessels of the skin: a red cluster at each site (N, 2) in mm, blue veins past the first.

    `field_mm` is the baseline's field of view about the origin; the counts of the scene hold for it.
    """
    forest = Forest(rng)
    share = grid.area_mm2() / (field_mm[0] * field_mm[1])
    margin = np.array([grid.width, grid.height]) * grid.pitch
    corner = np.array([grid.x0, grid.y0])
    upright = np.pi / 2
    for index in range(max(scene.blue_veins, round(scene.blue_veins * share))):
        start = corner + rng.uniform(0.05, 0.95, 2) * margin * np.array([1, 0.6])
        length = float(rng.uniform(0.6, 1.0)) * field_mm[1]
        heading = upright + rng.normal(0, 0.35)
        if index < len(sites):
            back = 0.5 * length * np.array([np.cos(heading), np.sin(heading)])
            start = sites[index] - back + rng.normal(0, 6.0, 2)
        grow_blue_vein(forest, scene, start, float(heading), length)
    for root in sites:
        grow_cluster(forest, scene, root, extent=1.0 if scene.body == "leg" else 0.6)
    return forest.vessels
