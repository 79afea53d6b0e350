"""Photographs of one skin, painted together, and the pairs among them with their truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.chart import target_size
from photocompare.phantom.diffuse import plant_diffuse_change
from photocompare.phantom.geometry import View, densify, project, view_of
from photocompare.phantom.photograph import Photograph, develop, sample_canvas, target_place
from photocompare.phantom.raster import Grid
from photocompare.phantom.scene import Camera, Scene, Treatment
from photocompare.phantom.skin import Skin, grow_skin, paint_skin
from photocompare.phantom.spots import Spot
from photocompare.phantom.treatment import Site, treat_spots, treat_vessels, vessel_roots
from photocompare.phantom.truth import (
    RegionTruth,
    SkinValues,
    Truth,
    carried,
    region_cells,
    skin_values,
    spot_truths,
    vessel_lengths,
    vessel_mask,
    vessel_truths,
)
from photocompare.phantom.vessels import Vessel

CANVAS_CELLS = 36_000_000


@dataclass(frozen=True)
class Shot:
    """One visit: how the photo is taken and what was done to the skin before it."""

    camera: Camera = field(default_factory=Camera)
    treatments: tuple[Treatment, ...] = ()


@dataclass(frozen=True)
class PhantomPair:
    """Two photographs of the same painted skin and all that is true of them."""

    baseline: Photograph
    followup: Photograph
    truth: Truth


@dataclass(frozen=True)
class _Exposed:
    """A photo with what was true when it was taken."""

    photo: Photograph
    view: View
    vessels: list[Vessel]
    spots: list[Spot]
    values: dict[str, SkinValues]


def paint_pair(
    scene: Scene,
    baseline_camera: Camera,
    followup_camera: Camera,
    treatments: Sequence[Treatment] = (),
    *,
    seed: int,
) -> PhantomPair:
    """Return a baseline and a follow-up of the scene; regions are outlined on the baseline.

    The same arguments paint the same pixels.
    """
    shots = [Shot(baseline_camera), Shot(followup_camera, tuple(treatments))]
    return paint_series(scene, shots, seed=seed)[0]


def paint_series(scene: Scene, shots: Sequence[Shot], *, seed: int) -> tuple[PhantomPair, ...]:
    """Return the pairs (first shot, each later shot) of one skin.

    Every treatment is the change since the first shot, and all shots name the same regions. Pieces of
    vessel vanish
    in the same order in every shot, so a larger erased share contains a smaller one. A later shot under
    another lighting than the first is paired with the first shot of its own lighting, which makes no pair
    itself.
    """
    views = views_of(scene, [s.camera for s in shots], seed=seed)
    regions = next((s.treatments for s in reversed(shots) if s.treatments), ())
    grid = _grid(scene, views)
    field_mm = (scene.size[0] * scene.mm_per_pixel, scene.size[1] * scene.mm_per_pixel)
    sites = [Site(t, views[0].to_skin(densify(t.polygon, step=4))) for t in regions]
    skin = grow_skin(scene, grid, vessel_roots(scene, grid, sites, seed, field_mm), seed, field_mm)
    first: dict[str, _Exposed] = {}
    pairs = []
    for index, (shot, view) in enumerate(zip(shots, views, strict=True)):
        lighting = shot.camera.lighting
        origin = first.get(lighting)
        exposed = _expose(skin, shot, view, views[0], regions, origin, seed, index)
        if origin is None:
            first[lighting] = exposed
        else:
            pairs.append(
                PhantomPair(origin.photo, exposed.photo, _truth(scene, regions, origin, exposed, views[0]))
            )
    return tuple(pairs)


def views_of(scene: Scene, cameras: Sequence[Camera], *, seed: int) -> list[View]:
    """Return the geometry `paint_series` will use for shots by these cameras, in order."""
    return [view_of(scene, c, np.random.default_rng([seed, 100 + i])) for i, c in enumerate(cameras)]


def _expose(
    skin: Skin,
    shot: Shot,
    view: View,
    outlined_on: View,
    regions: tuple[Treatment, ...],
    origin: _Exposed | None,
    seed: int,
    index: int,
) -> _Exposed:
    # Cut at the regions even where nothing was done, so that kept vessels are counted by region.
    todo = shot.treatments or tuple(Treatment(t.name, t.polygon) for t in regions)
    sites = [Site(t, outlined_on.to_skin(densify(t.polygon, step=4))) for t in todo]
    vessels = treat_vessels(skin.vessels, sites, skin.scene, seed)
    spots = treat_spots(skin.spots, sites)
    canvas = paint_skin(skin, vessels, spots, shot.camera.lighting)
    image = sample_canvas(canvas, skin.grid, view)
    del canvas
    values = {}
    for treatment in todo:
        outline = carried(treatment.polygon, outlined_on, view)
        before = origin.values[treatment.name] if origin else None
        image = plant_diffuse_change(
            image, treatment, outline, before, view.mm_per_pixel(), shot.camera.lighting
        )
    for treatment in todo:
        cells = region_cells(carried(treatment.polygon, outlined_on, view), view.size)
        values[treatment.name] = skin_values(image[cells])
    photo = develop(image, skin.scene, shot.camera, view, np.random.default_rng([seed, 200 + index]))
    return _Exposed(photo, view, vessels, spots, values)


def _truth(
    scene: Scene, regions: tuple[Treatment, ...], origin: _Exposed, later: _Exposed, outlined_on: View
) -> Truth:
    vessels = vessel_truths(later.vessels, origin.view, later.view)
    return Truth(
        size=scene.size,
        mm_per_pixel=origin.view.mm_per_pixel(),
        followup_mm_per_pixel=later.view.mm_per_pixel(),
        regions=tuple(_region_truth(t, origin, later, outlined_on) for t in regions),
        vessels=vessels,
        spots=spot_truths(later.spots, origin.view, later.view),
        vessel_mask=vessel_mask(vessels, origin.view, followup=False),
        followup_vessel_mask=vessel_mask(vessels, later.view, followup=True),
        target_px=target_outline(scene, origin.photo.camera, origin.view),
        followup_target_px=target_outline(scene, later.photo.camera, later.view),
        baseline_view=origin.view,
        followup_view=later.view,
    )


def _region_truth(t: Treatment, origin: _Exposed, later: _Exposed, outlined_on: View) -> RegionTruth:
    return RegionTruth(
        name=t.name,
        arm=t.arm,
        side=t.side,
        role=t.role,
        polygon=np.asarray(t.polygon, np.float64)
        if origin.view is outlined_on
        else origin.view.to_pixels(outlined_on.to_skin(t.polygon)),
        followup_polygon=carried(t.polygon, outlined_on, later.view),
        baseline=origin.values[t.name],
        followup=later.values[t.name],
        vessel_length_mm=vessel_lengths(later.vessels, t),
    )


def _grid(scene: Scene, views: Sequence[View]) -> Grid:
    """Return the canvas: all skin that any photo shows, in cells finer than the baseline's pixels."""
    seen = np.concatenate([view.to_skin(view.outline(inset=-4)) for view in views])
    low, high = seen.min(axis=0) - 2.0, seen.max(axis=0) + 2.0
    pitch = scene.mm_per_pixel / scene.oversample
    pitch = max(pitch, float(np.sqrt(np.prod(high - low) / CANVAS_CELLS)))
    width, height = (int(n) for n in np.ceil((high - low) / pitch))
    return Grid(float(low[0]), float(low[1]), pitch, width, height)


def target_outline(scene: Scene, camera: Camera, view: View) -> NDArray[np.float64] | None:
    """Return the corners (4, 2) of the chart in pixels; None without one."""
    if scene.chart == "none":
        return None
    width, height = target_size(scene.chart)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    return project(target_place(scene, camera, view), corners)
