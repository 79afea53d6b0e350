"""What a treatment leaves of vessels and spots."""

import itertools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from skimage.measure import points_in_poly

from photocompare.phantom.raster import Grid
from photocompare.phantom.scene import Scene, Treatment
from photocompare.phantom.spots import Spot
from photocompare.phantom.vessels import STEP_MM, Forest, Status, Vessel, grow_cluster

PIECE_MM = 7.0


@dataclass(frozen=True)
class Site:
    """A treatment and its outline (N, 2) on the skin in mm."""

    treatment: Treatment
    outline: NDArray[np.float64]


def treat_vessels(vessels: list[Vessel], sites: list[Site], scene: Scene, seed: int) -> list[Vessel]:
    """Return the vessels in pieces, each with its fate; the same seed erases the same pieces first."""
    result = vessels
    for number, site in enumerate(sites):
        rng = np.random.default_rng([seed, 31, number])
        result = [piece for vessel in result for piece in _cut(vessel, site)]
        fates = _erased(result, site, rng)
        result = [_fate(v, site, index in fates) for index, v in enumerate(result)]
        result += _new_vessels(site, scene, np.random.default_rng([seed, 32, number]))
    return result


def treat_spots(spots: list[Spot], sites: list[Site]) -> list[Spot]:
    """Return the spots, those whose middle lies in a treated region faded and shrunk."""
    result = spots
    for site in sites:
        t = site.treatment
        inside = _inside(np.array([s.center for s in result]).reshape(-1, 2), site)
        radius, contrast = 1 - t.spot_shrinking, 1 - t.spot_fading
        result = [
            replace(s, region=t.name, radius_factor=radius, contrast_factor=contrast) if within else s
            for s, within in zip(result, inside, strict=True)
        ]
    return result


def vessel_roots(
    scene: Scene, grid: Grid, sites: list[Site], seed: int, field_mm: tuple[float, float]
) -> NDArray[np.float64]:
    """Return where clusters of vessels begin (N, 2) in mm: in the measured regions first, then anywhere.

    Reference skin is chosen free of vessels in practice, so none begins in or beside it.
    """
    rng = np.random.default_rng([seed, 8])
    measured = [s for s in sites if s.treatment.role == "measure"]
    roots = []
    for index in range(scene.red_clusters if measured else 0):
        site = measured[index % len(measured)]
        low, high = site.outline.min(axis=0), site.outline.max(axis=0)
        inner = replace(site, outline=(low + high) / 2 + (site.outline - (low + high) / 2) * 0.8)
        roots.append(next(p for p in _candidates(rng, low, high) if _inside(p[None], inner)[0]))
    share = grid.area_mm2() / (field_mm[0] * field_mm[1])
    extent = np.array([grid.width, grid.height]) * grid.pitch
    loose = round(scene.red_clusters * (max(0.0, share - 1) if measured else share))
    roots.extend(np.array([grid.x0, grid.y0]) + rng.random((loose, 2)) * extent)
    kept = [
        root
        for root in roots
        if not any(_near(root, site) for site in sites if site.treatment.role != "measure")
    ]
    return np.array(kept).reshape(-1, 2)


def _near(root: NDArray[np.float64], site: Site) -> bool:
    return bool(np.hypot(*(site.outline - root).T).min() < 14.0 or _inside(root[None], site)[0])


def _cut(vessel: Vessel, site: Site) -> list[Vessel]:
    """Return the vessel cut where it crosses the outline, and inside into pieces of about PIECE_MM."""
    if vessel.region:
        return [vessel]
    middles = (vessel.points[1:] + vessel.points[:-1]) / 2
    inside = _inside(middles, site)
    if not inside.any():
        return [vessel]
    breaks = [0, *(np.flatnonzero(np.diff(inside)) + 1), len(inside)]
    pieces = []
    for first, last in itertools.pairwise(breaks):
        count = max(1, round((last - first) * STEP_MM / PIECE_MM)) if inside[first] else 1
        edges = np.linspace(first, last, count + 1).round().astype(int)
        for a, b in itertools.pairwise(edges):
            part = slice(a, b + 1)
            region = site.treatment.name if inside[first] else ""
            fields = (vessel.points[part], vessel.width_mm[part], vessel.strength[part])
            points, width, strength = fields
            pieces.append(replace(vessel, points=points, width_mm=width, strength=strength, region=region))
    return pieces


def _erased(vessels: list[Vessel], site: Site, rng: np.random.Generator) -> set[int]:
    """Return which pieces vanish: in a fixed random order until the wanted share of length is nearest."""
    t = site.treatment
    treated = [i for i, v in enumerate(vessels) if v.region == t.name and v.kind in t.vessel_kinds]
    if not treated:
        return set()
    order = rng.permutation(len(treated))
    length = np.cumsum([vessels[treated[i]].length_mm() for i in order])
    count = int(np.abs(np.concatenate([[0.0], length]) - t.vessels_erased * length[-1]).argmin())
    return {treated[i] for i in order[:count]}


def _fate(vessel: Vessel, site: Site, erased: bool) -> Vessel:
    t = site.treatment
    if vessel.region != t.name or vessel.kind not in t.vessel_kinds or vessel.status == "new":
        return vessel
    if erased or t.vessel_fading >= 1 or t.vessel_narrowing >= 1:
        return replace(vessel, status="erased", strength_factor=0.0)
    status: Status = "thinned" if t.vessel_narrowing > 0 else "faded" if t.vessel_fading > 0 else "kept"
    return replace(
        vessel, status=status, width_factor=1 - t.vessel_narrowing, strength_factor=1 - t.vessel_fading
    )


def _new_vessels(site: Site, scene: Scene, rng: np.random.Generator) -> list[Vessel]:
    t = site.treatment
    forest = Forest(rng)
    low, high = site.outline.min(axis=0), site.outline.max(axis=0)
    for _ in range(t.new_vessels):
        root = next(p for p in _candidates(rng, low, high) if _inside(p[None], site)[0])
        grow_cluster(forest, scene, root, extent=0.45)
    return [replace(v, status="new", region=t.name) for v in forest.vessels]


def _candidates(
    rng: np.random.Generator, low: NDArray[np.float64], high: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    return [*(rng.uniform(low, high, (400, 2))), (low + high) / 2]


def _inside(points: NDArray[np.float64], site: Site) -> NDArray[np.bool_]:
    return np.asarray(points_in_poly(points, site.outline))  # type: ignore[no-untyped-call]
