"""Visible vessels: how much of the skin they cover, how long, wide, dark and winding they are; by class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from photocompare.errors import NotMeasurable
from photocompare.metric import Metric, Patch, metric
from photocompare.vessels import COLORS, WIDTHS, VesselMap, distance_metrics, find_vessels

__all__ = ["BY_CLASS", "Inside", "find_vessels", "inside"]

PIXELS_ACROSS = 5.0
WIDTH_NAMES = ("< 1 mm", "1-3 mm", ">= 3 mm")
SMALLEST_MM = (1.0, 1.0, 3.0)
"""The width that tells each class from the next narrower one; it must span `PIXELS_ACROSS` pixels."""
TORTUOSITY_STEP_MM = 0.5
TORTUOSITY_STEP_PX = 5.0
SHORTEST_STEPS = 10
CANDIDATE_MM = 3.0
Kind = tuple[int, int]
"""A class of vessels: indices into `COLORS` and `WIDTHS`."""


class Inside:
    """The vessels of a region.

    Attributes:
        vessels: the vessels of the whole photo.
        chosen: indices of the points that lie on the region's measured pixels and are of the class.
        area: area of the measured pixels, in the photo's unit squared.
    """

    def __init__(self, patch: Patch, kind: Kind | None = None) -> None:
        self.vessels: VesselMap = patch.photo.once(find_vessels)
        self.area = float(np.count_nonzero(patch.mask)) * patch.photo.scale**2
        if not self.area:
            raise NotMeasurable("E406")
        within: NDArray[np.intp]
        if kind is None:
            within = np.flatnonzero(patch.holds(self.vessels.points))
        else:
            within = patch.once(_OF_KIND[None]).chosen
            color, width = self.vessels.color[within], self.vessels.width_class[within]
            within = within[(color == kind[0]) & (width == kind[1])]
        self.chosen: NDArray[np.intp] = within

    @property
    def step(self) -> NDArray[np.float64]:
        """Return the length of centerline each chosen point stands for."""
        return self.vessels.step[self.chosen]

    def weighted_median(self, values: NDArray[np.float64]) -> float:
        """Return the median over the centerline of a value of every point of the photo.

        Raises:
            NotMeasurable: N451 where the region has no vessel of the class.
        """
        if not len(self.chosen):
            raise NotMeasurable("N451")
        each = values[self.chosen]
        order = np.argsort(each, kind="stable")
        reached = np.cumsum(self.step[order])
        return float(each[order][np.searchsorted(reached, reached[-1] / 2)])


def inside(patch: Patch, kind: Kind | None = None) -> Inside:
    """Return the vessels (of a class) in the region.

    Raises:
        NotMeasurable: E406 for an empty region, N452 for a class without a scale, N450 for one too fine.
    """
    return patch.once(_OF_KIND[kind])


@dataclass(frozen=True)
class OfKind:
    """A step of measuring: the vessels of a class in a region, for `Patch.once`."""

    kind: Kind | None

    def __call__(self, patch: Patch) -> Inside:
        """Return the vessels of the class, out of those of all classes.

        Raises:
            NotMeasurable: as `inside`.
        """
        if self.kind is not None:
            check_resolution(patch, self.kind)
        return Inside(patch, self.kind)


_OF_KIND = {kind: OfKind(kind) for kind in (None, *product(range(len(COLORS)), range(len(WIDTHS))))}


def check_resolution(patch: Patch, kind: Kind) -> None:
    """Refuse a class of vessels that the photo is too coarse to tell.

    Raises:
        NotMeasurable: N452 without a scale, N450 where fewer than 5 pixels span the limit of the class.
    """
    if patch.photo.scale_unit != "mm":
        raise NotMeasurable("N452")
    across = SMALLEST_MM[kind[1]] / patch.photo.scale
    if across < PIXELS_ACROSS:
        raise NotMeasurable("N450", f"{SMALLEST_MM[kind[1]]:g} mm are only {across:.1f} pixels")


def _area_fraction(found: Inside) -> float:
    return 100 * float((found.vessels.width[found.chosen] * found.step).sum()) / found.area


def _length_density(found: Inside) -> float:
    return float(found.step.sum()) / found.area


def _width(found: Inside) -> float:
    return found.weighted_median(found.vessels.width)


def _contrast(found: Inside) -> float:
    return found.weighted_median(found.vessels.contrast)


def _visibility(found: Inside) -> float:
    vessels, chosen = found.vessels, found.chosen
    return 1000 * float((vessels.contrast[chosen] * vessels.width[chosen] * found.step).sum()) / found.area


@metric(label="Vessel area", unit="%", worse="higher", true_zero=True)
def vessel_area_fraction(patch: Patch) -> float:
    """Return the share of the region's area that visible vessels cover, in percent.

    Formula: 100 x sum of (apparent width x length of centerline) / region area: the vessel mask's area,
    but not rounded to pixels.
    Needs: equal focus and distance; at least 5 pixels across the smallest vessel that matters.
    Limits: apparent width, not the lumen; a vessel fainter than the noise of the skin is not found.
    Source: ridge filter of Sato et al., Med Image Anal 2:143 (1998), on absorbance, scale half the width;
    area density as in retinal morphometry.
    """
    return _area_fraction(inside(patch))


@metric(label="Vessel length density", unit="1/mm", worse="higher", true_zero=True)
def vessel_length_density(patch: Patch) -> float:
    """Return the length of vessel centerlines per area of the region.

    Formula: sum of the lengths of smooth sub-pixel centerlines / region area.
    Needs: equal focus; a scale for millimeters, else per pixel of the baseline.
    Limits: as vessel_area_fraction; lines closer together than about two pixels count as one.
    Source: length on before/after images as in Bertanha et al., JAMA Dermatol 153:1249 (2017).
    """
    return _length_density(inside(patch))


@metric(label="Vessel width", unit="mm", worse="", true_zero=False)
def vessel_width(patch: Patch) -> float:
    """Return the apparent width of the vessels, the median over the length of their centerlines.

    Formula: full width between the steepest points of both edges of a soft-edged bar, fitted by least
    squares to the profile of absorbance across the vessel.
    Needs: a scale for millimeters; at least 5 pixels across for an error below a tenth.
    Limits: skin blurs what lies deep and the photo sees a projection: not the lumen. Where narrow vessels
    clear first, the median rises.
    Source: edge fit; classes of width after CEAP, Eklof et al., J Vasc Surg 40:1248 (2004).
    """
    return _width(inside(patch))


@metric(label="Vessel contrast", unit="OD", worse="higher", true_zero=True)
def vessel_contrast(patch: Patch) -> float:
    """Return how much darker the vessels are than the skin beside them, the median over their length.

    Formula: rise of absorbance (log10) over the local surround, in the channel that shows the vessel best.
    Needs: equal focus; neither exposure nor white balance matters.
    Limits: only vessels still visible count, so fading of all is underestimated by it and is better read
    from vessel_visibility or vessel_fading.
    Source: contrast per channel after Kienle et al., Appl Opt 35:1151 (1996), doi 10.1364/AO.35.001151.
    """
    return _contrast(inside(patch))


@metric(label="Vessel visibility", unit="mOD", worse="higher", true_zero=True)
def vessel_visibility(patch: Patch) -> float:
    """Return the absorbance that visible vessels add per area: length, width and contrast in one.

    Formula: 1000 x sum of (rise of absorbance x width x length of centerline) / region area.
    Needs: equal distance; it hardly depends on focus, as blur widens a profile and lowers it alike.
    Limits: a vessel that fades below the threshold adds nothing more, so a fading of all by 60 % reads 63 to
    75 % (most in dark skin); vessel_fading has no such threshold.
    Source: integrated visibility, our own; contrast as in vessel_contrast.
    """
    return _visibility(inside(patch))


@metric(label="Vessel tortuosity", unit="", worse="")
def vessel_tortuosity(patch: Patch) -> float:
    """Return how winding the vessels are: arc over chord, the median over their length; 1 is straight.

    Formula: distance metric arc / chord of each vessel between junctions, resampled every 0.5 mm (5 pixels
    without a scale); vessels of at least 10 steps.
    Needs: a scale, as it depends on the step.
    Limits: a vessel is cut where it branches; one that leaves the region is taken whole.
    Source: Bullitt et al., IEEE Trans Med Imaging 22:1163 (2003).
    """
    found = inside(patch)
    vessels = found.vessels
    step = TORTUOSITY_STEP_MM if vessels.millimeters else TORTUOSITY_STEP_PX
    extent = np.bincount(vessels.vessel, vessels.step)
    long = np.flatnonzero(extent >= SHORTEST_STEPS * step)
    long = long[np.isin(long, vessels.vessel[found.chosen])]
    if not len(long):
        raise NotMeasurable("N451", "no vessel here is long enough")
    whole = np.isin(vessels.vessel, long)
    ratios = distance_metrics(vessels.points[whole] * vessels.unit, vessels.vessel[whole], step)
    # Not the mean: a loop that closes has no chord, and one of them would outweigh all others.
    order = np.argsort(ratios)
    reached = np.cumsum(extent[long][order])
    return float(ratios[order][np.searchsorted(reached, reached[-1] / 2)])


@metric(label="Vessel branches", unit="count", worse="higher", true_zero=True)
def vessel_branches(patch: Patch) -> float:
    """Return the number of vessels between ends and junctions that lie in the region for their greater part.

    Formula: count of the runs of centerline of which at least half is inside.
    Needs: equal focus.
    Limits: a gap in one vessel makes two of it: compare lengths first.
    Source: segments of the vessel graph, as in retinal morphometry.
    """
    found = inside(patch)
    within = np.bincount(found.vessels.vessel[found.chosen], found.step, minlength=1)
    whole = np.bincount(found.vessels.vessel, found.vessels.step, minlength=len(within))[: len(within)]
    return float(np.count_nonzero((within > 0) & (within >= 0.5 * whole)))


@metric(label="Length for sclerotherapy", unit="mm", worse="higher", true_zero=True)
def vessel_sclerotherapy_length(patch: Patch) -> float:
    """Return the length of the vessels that come into question for sclerotherapy by their apparent width.

    Formula: centerline length of vessels narrower than 3 mm: spider veins up to 1 mm, others below 3 mm.
    Needs: a scale.
    Limits: a width in a photo, no diagnosis: an uncomplicated vein is found by examination, not here.
    Source: width limits of the study protocol; CEAP classes, Eklof et al., J Vasc Surg 40:1248 (2004).
    """
    check_resolution(patch, (0, 2))
    found = inside(patch)
    return float(found.step[found.vessels.width[found.chosen] < CANDIDATE_MM].sum())


def of_class(whole: Metric, measure: Callable[[Inside], float], kind: Kind) -> Metric:
    """Return the metric for one class of vessels, such as `vessel_width.blue_1to3`."""
    color, width = COLORS[kind[0]], WIDTHS[kind[1]]

    def measured(patch: Patch) -> float:
        return measure(inside(patch, kind))

    rest = whole.definition.partition("\n\n")[2]
    measured.__doc__ = (
        f"Return `{whole.id}` of the {color} vessels of apparent width {WIDTH_NAMES[kind[1]]}.\n\n{rest}"
    )
    label = f"{whole.label}, {color} {WIDTH_NAMES[kind[1]]}"
    return replace(whole, id=f"{whole.id}.{color}_{width}", label=label, function=measured)


BY_CLASS = tuple(
    of_class(whole, measure, (color, width))
    for whole, measure in (
        (vessel_area_fraction, _area_fraction),
        (vessel_length_density, _length_density),
        (vessel_width, _width),
        (vessel_contrast, _contrast),
        (vessel_visibility, _visibility),
    )
    for color in range(len(COLORS))
    for width in range(len(WIDTHS))
)
"""Each measure again for each class: red, purple, blue by width < 1, 1-3 and >= 3 mm."""
