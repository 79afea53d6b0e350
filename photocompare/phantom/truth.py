"""The exact truth about a painted pair: the map, the regions' values, the vessels and spots."""

from dataclasses import asdict, dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray
from skimage.color import rgb2lab

from photocompare.phantom.chart import linear_to_srgb
from photocompare.phantom.geometry import View, densify
from photocompare.phantom.raster import FULL, Grid, draw, join, strokes
from photocompare.phantom.scene import Treatment
from photocompare.phantom.spots import Spot
from photocompare.phantom.vessels import Kind, Status, Vessel

Points = NDArray[np.float64]


@dataclass(frozen=True)
class SkinValues:
    """Medians over the pixels of a region, of the noise-free, evenly lit, neutral photo in linear sRGB."""

    erythema_index: float
    erythema_index_compensated: float
    melanin_index: float
    ita: float
    l_star: float
    a_star: float

    def minus(self, other: "SkinValues") -> "SkinValues":
        """Return the change from `other` to this."""
        return SkinValues(*(getattr(self, f.name) - getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class RegionTruth:
    """One region: outlines (N, 2) in pixels of both photos, true values, centerline length by fate in mm."""

    name: str
    arm: str
    side: str
    role: str
    polygon: Points
    followup_polygon: Points
    baseline: SkinValues
    followup: SkinValues
    vessel_length_mm: dict[str, float]

    @property
    def change(self) -> SkinValues:
        """The true change, follow-up minus baseline."""
        return self.followup.minus(self.baseline)

    @property
    def vessel_cleared_fraction(self) -> float | None:
        """Percent of the baseline's centerline length that was erased; None where there was no vessel."""
        before = sum(mm for status, mm in self.vessel_length_mm.items() if status != "new")
        return 100 * self.vessel_length_mm.get("erased", 0.0) / before if before else None


@dataclass(frozen=True)
class VesselTruth:
    """One piece of a vessel: centerlines (N, 2) in mm and in pixels of both photos, widths (N,) in mm."""

    kind: Kind
    status: Status
    region: str
    points_mm: Points
    points_px: Points
    followup_points_px: Points
    width_mm: NDArray[np.float64]
    followup_width_mm: NDArray[np.float64]
    contrast: float
    followup_contrast: float


@dataclass(frozen=True)
class SpotTruth:
    """One brown spot: half-contrast outlines (N, 2) in pixels of both photos, areas in mm2, contrast kept."""

    outline_px: Points
    followup_outline_px: Points
    area_mm2: float
    followup_area_mm2: float
    region: str
    contrast_factor: float


@dataclass(frozen=True)
class Truth:
    """All that is known of a pair. `vessel_mask` and its follow-up: (H, W) of 0 none, 1 red, 2 blue."""

    size: tuple[int, int]
    mm_per_pixel: float
    followup_mm_per_pixel: float
    regions: tuple[RegionTruth, ...]
    vessels: tuple[VesselTruth, ...]
    spots: tuple[SpotTruth, ...]
    vessel_mask: NDArray[np.uint8]
    followup_vessel_mask: NDArray[np.uint8]
    target_px: Points | None
    followup_target_px: Points | None
    baseline_view: View
    followup_view: View

    def to_followup(self, points: ArrayLike) -> Points:
        """Return where baseline pixels (N, 2) are in the follow-up (corner origin, exact)."""
        return self.followup_view.to_pixels(self.baseline_view.to_skin(points))

    def to_baseline(self, points: ArrayLike) -> Points:
        """Return where follow-up pixels (N, 2) are in the baseline (corner origin, exact)."""
        return self.baseline_view.to_pixels(self.followup_view.to_skin(points))

    def region(self, name: str) -> RegionTruth:
        """Return the region of this name."""
        return next(r for r in self.regions if r.name == name)


def skin_values(linear: NDArray[np.float32]) -> SkinValues:
    """Return the medians over pixels (N, 3) of linear sRGB; definitions as in science.md sections 1 and 2."""
    rgb = np.maximum(linear.astype(np.float64), 1e-5)
    density = -np.log10(rgb)
    erythema = 100 * (density[:, 1] - density[:, 0])
    compensated = erythema - 45 * (density[:, 2] - density[:, 0])
    lab = rgb2lab(linear_to_srgb(np.minimum(rgb, 1.0))[None])[0]
    ita = np.degrees(np.arctan2(lab[:, 0] - 50, lab[:, 2]))
    columns = (erythema, compensated, 100 * density[:, 0], ita, lab[:, 0], lab[:, 1])
    return SkinValues(*(float(np.median(column)) for column in columns))


def region_cells(outline: Points, size: tuple[int, int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return rows and columns of the pixels whose centers lie in the outline (N, 2)."""
    width, height = size
    x, y = outline.T
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    # Even-odd rule: every edge toggles all pixels right of where it crosses a row of centers.
    first = np.ceil(np.minimum(y, next_y) - 0.5).astype(int)
    last = np.ceil(np.maximum(y, next_y) - 0.5).astype(int)
    edge = np.repeat(np.arange(len(x)), last - first)
    row = (
        np.arange(len(edge)) - np.repeat(np.cumsum(last - first) - (last - first), last - first) + first[edge]
    )
    share = (row + 0.5 - y[edge]) / (next_y[edge] - y[edge])
    column = np.ceil(x[edge] + share * (next_x[edge] - x[edge]) - 0.5).astype(int)
    toggles = np.zeros((height, width + 1), np.uint8)
    inside = (row >= 0) & (row < height)
    np.add.at(toggles, (row[inside], np.clip(column[inside], 0, width)), 1)
    rows, columns = np.nonzero(np.cumsum(toggles, axis=1, dtype=np.uint8)[:, :width] % 2)
    return rows, columns


def carried(polygon: ArrayLike, source: View, onto: View) -> Points:
    """Return a polygon's outline (N, 2) of one photo in the pixels of another, edges densified to 4 px."""
    return onto.to_pixels(source.to_skin(densify(polygon, step=4)))


def vessel_lengths(vessels: list[Vessel], treatment: Treatment) -> dict[str, float]:
    """Return the centerline length in mm inside a region by fate."""
    lengths: dict[str, float] = {}
    for vessel in vessels:
        if vessel.region == treatment.name:
            lengths[vessel.status] = lengths.get(vessel.status, 0.0) + vessel.length_mm()
    return lengths


def vessel_truths(vessels: list[Vessel], baseline: View, followup: View) -> tuple[VesselTruth, ...]:
    """Return the vessels with any point in the baseline or the follow-up."""
    if not vessels:
        return ()
    ends = np.cumsum([len(v.points) for v in vessels])[:-1]
    everything = np.concatenate([v.points for v in vessels])
    before, after = (np.split(view.to_pixels(everything), ends) for view in (baseline, followup))
    result = []
    for vessel, first, second in zip(vessels, before, after, strict=True):
        if not (_seen(first, baseline.size) or _seen(second, followup.size)):
            continue
        new, contrast = vessel.status == "new", float(vessel.strength.mean())
        widths = (vessel.width_mm * (0 if new else 1), vessel.width_mm * vessel.width_factor)
        contrasts = (0.0 if new else contrast, contrast * vessel.strength_factor)
        result.append(
            VesselTruth(
                vessel.kind, vessel.status, vessel.region, vessel.points, first, second, *widths, *contrasts
            )
        )
    return tuple(result)


def spot_truths(spots: list[Spot], baseline: View, followup: View) -> tuple[SpotTruth, ...]:
    """Return the spots whose middle is in the baseline or the follow-up."""
    result = []
    for spot in spots:
        before, after = spot.outline(), spot.outline(treated=True)
        first, second = baseline.to_pixels(before), followup.to_pixels(after)
        if _seen(first, baseline.size) or _seen(second, followup.size):
            areas = (_area(before), _area(after))
            result.append(SpotTruth(first, second, *areas, spot.region, spot.contrast_factor))
    return tuple(result)


def vessel_mask(truths: tuple[VesselTruth, ...], view: View, *, followup: bool) -> NDArray[np.uint8]:
    """Return (H, W): 1 where a pixel center is within half a width of a red centerline, 2 of a blue one."""
    width, height = view.size
    grid = Grid(0.0, 0.0, 1.0, width, height)
    mask = np.zeros((height, width), np.uint8)
    pixel = view.mm_per_pixel()
    for value, kind in ((2, "blue"), (1, "red")):
        parts = []
        for v in truths:
            contrast = v.followup_contrast if followup else v.contrast
            if v.kind == kind and contrast > 0:
                points = v.followup_points_px if followup else v.points_px
                across = (v.followup_width_mm if followup else v.width_mm) / pixel
                parts.append(strokes(points, across, np.ones(len(points))))
        layer = np.zeros((height, width), np.uint16)
        draw(layer, grid, join(parts), softness=1.0, core=1.0)
        mask[layer > FULL / 2] = value
    return mask


def values_dict(values: SkinValues) -> dict[str, float]:
    """Return the values by metric id."""
    return {name: float(value) for name, value in asdict(values).items()}


def _seen(points: Points, size: tuple[int, int]) -> bool:
    return bool(((points > 0) & (points < np.array(size))).all(axis=-1).any())


def _area(outline: Points) -> float:
    x, y = outline.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
