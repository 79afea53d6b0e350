"""A pair on disk: two photos, the regions, the truth."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.pair import PhantomPair
from photocompare.phantom.truth import RegionTruth, SpotTruth, Truth, VesselTruth, values_dict

MAP_STEP_PX = 64


def write_pair(pair: PhantomPair, folder: Path | str) -> None:
    """Write `baseline.jpg`, `followup.jpg`, `regions.geojson` and `truth.json` into `folder` (made)."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / "baseline.jpg").write_bytes(pair.baseline.jpeg())
    (place / "followup.jpg").write_bytes(pair.followup.jpeg())
    write_json(place / "regions.geojson", regions_geojson(pair.truth.regions))
    write_json(place / "truth.json", truth_json(pair.truth))


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON with `\\n` line ends whatever the system."""
    path.write_bytes((json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n").encode())


def regions_geojson(regions: Sequence[RegionTruth]) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection of the regions in pixels of the baseline."""
    features = []
    for region in regions:
        ring = [[float(x), float(y)] for x, y in region.polygon]
        properties = {"name": region.name, "arm": region.arm, "side": region.side, "role": region.role}
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def truth_json(truth: Truth) -> dict[str, Any]:
    """Return all numbers of the truth, the map as pairs of points on a coarse grid. Pixels: corner origin."""
    return {
        "size": list(truth.size),
        "mm_per_pixel": truth.mm_per_pixel,
        "followup_mm_per_pixel": truth.followup_mm_per_pixel,
        "map": _map(truth),
        "regions": [_region(r) for r in truth.regions],
        "vessels": [_vessel(v) for v in truth.vessels],
        "spots": [_spot(s) for s in truth.spots],
        "target_px": None if truth.target_px is None else _rounded(truth.target_px),
        "followup_target_px": None
        if truth.followup_target_px is None
        else _rounded(truth.followup_target_px),
    }


def _map(truth: Truth) -> dict[str, Any]:
    width, height = truth.size
    x = np.linspace(0, width, max(2, round(width / MAP_STEP_PX) + 1))
    y = np.linspace(0, height, max(2, round(height / MAP_STEP_PX) + 1))
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    return {
        "meaning": "baseline pixel (x, y), corner origin -> follow-up pixel; row by row",
        "baseline_px": _rounded(grid, 4),
        "followup_px": _rounded(truth.to_followup(grid), 4),
    }


def _region(region: RegionTruth) -> dict[str, Any]:
    return {
        "name": region.name,
        "arm": region.arm,
        "side": region.side,
        "role": region.role,
        "baseline": values_dict(region.baseline),
        "followup": values_dict(region.followup),
        "change": values_dict(region.change),
        "vessel_length_mm": region.vessel_length_mm,
        "vessel_cleared_fraction": region.vessel_cleared_fraction,
    }


def _vessel(vessel: VesselTruth) -> dict[str, Any]:
    return {
        "kind": vessel.kind,
        "status": vessel.status,
        "region": vessel.region,
        "points_mm": _rounded(vessel.points_mm),
        "points_px": _rounded(vessel.points_px),
        "followup_points_px": _rounded(vessel.followup_points_px),
        "width_mm": _rounded(vessel.width_mm, 3),
        "followup_width_mm": _rounded(vessel.followup_width_mm, 3),
        "contrast": round(vessel.contrast, 4),
        "followup_contrast": round(vessel.followup_contrast, 4),
    }


def _spot(spot: SpotTruth) -> dict[str, Any]:
    return {
        "region": spot.region,
        "outline_px": _rounded(spot.outline_px),
        "followup_outline_px": _rounded(spot.followup_outline_px),
        "area_mm2": round(spot.area_mm2, 4),
        "followup_area_mm2": round(spot.followup_area_mm2, 4),
        "contrast_factor": spot.contrast_factor,
    }


def _rounded(values: NDArray[np.float64], digits: int = 2) -> Any:
    return np.round(values, digits).tolist()
