"""Brown spots: how many, how large, how dark; and under ultraviolet light, relative to themselves alone."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.color import CorrectedPhoto
from photocompare.errors import NotMeasurable
from photocompare.metric import MIN_PIXELS, Patch, metric
from photocompare.spots import PIGMENT, SpotMap, find_spots, find_uv_spots
from photocompare.vessels import light_of, millimeter

ULTRAVIOLET = ("uv",)
Values = NDArray[np.float64]


def inside(patch: Patch, find: Callable[[CorrectedPhoto], SpotMap] = find_spots) -> tuple[Values, Values]:
    """Return area and contrast of each spot whose middle lies on the region's measured pixels.

    Raises:
        NotMeasurable: E406 for an empty region.
    """
    if not patch.mask.any():
        raise NotMeasurable("E406")
    spots = patch.photo.once(find)
    here = patch.holds(spots.center)
    return spots.area[here], spots.contrast[here]


def share(patch: Patch, areas: Values) -> float:
    """Return the areas in percent of the region's measured area."""
    return 100 * float(areas.sum()) / (float(np.count_nonzero(patch.mask)) * patch.photo.scale**2)


def middle(values: Values, quantile: float = 0.5) -> float:
    """Return a quantile of the spots' values.

    Raises:
        NotMeasurable: N458 where there is no spot.
    """
    if not len(values):
        raise NotMeasurable("N458")
    return float(np.quantile(values, quantile))


@metric(label="Spots", unit="count", worse="higher", true_zero=True)
def spot_count(patch: Patch) -> float:
    """Return the number of brown spots whose middle lies in the region.

    Formula: spots of 0.5 to 8 mm darker by melanin than the skin about them: the melanin component (and, of
    moles, red absorbance) over its median in a square of 9 mm, beyond 4.5 times the skin's own noise and
    the recipe's least contrast; no more than three times as long as wide, and not on a vessel.
    Needs: equal focus and lighting; a scale for millimeters.
    Limits: brown is not always melanin: purpura and hemosiderin count too. Spots that touch count as one. One
    near the threshold may come and go with the noise: read spot_area_fraction first.
    Source: blobs of a melanin map, as in work on independent component maps; this separation is ours.
    """
    return float(len(inside(patch)[0]))


@metric(label="Spot area", unit="%", worse="higher", true_zero=True)
def spot_area_fraction(patch: Patch) -> float:
    """Return the share of the region's area that brown spots cover, in percent.

    Formula: 100 x sum of spot areas / region area; a spot's area is that inside its outline at half contrast,
    counted in parts of a pixel.
    Needs: as spot_count.
    Limits: as spot_count; a spot narrower than about 0.7 mm reads up to a fifth too large, before and after.
    Source: spot area fraction as a measure of pigmentation; outline at half contrast ours.
    """
    return share(patch, inside(patch)[0])


@metric(label="Spot contrast", unit="OD", worse="higher", true_zero=True)
def spot_contrast(patch: Patch) -> float:
    """Return how much darker the spots are than the skin beside them, the median over the spots.

    Formula: absorbance of luminance of a spot's darker half less the median of the skin around it.
    Needs: equal focus; neither exposure nor white balance matters.
    Limits: only spots still found count, so fading of all is underestimated.
    Source: contrast of spot and surround in optical density; weights of Rec. 709.
    """
    return middle(inside(patch)[1])


@metric(label="Spot size", unit="mm²", worse="")
def spot_size(patch: Patch) -> float:
    """Return the area of a spot, the median over the spots.

    Formula: area inside the outline at half contrast; `spot_size.p95` is the 95th percentile over the spots.
    Needs: as spot_count.
    Limits: where small spots clear first, the median rises.
    Source: as spot_area_fraction.
    """
    return middle(inside(patch)[0])


@metric(label="Spot size, p95", unit="mm²", worse="higher", id="spot_size.p95")
def spot_size_p95(patch: Patch) -> float:
    """Return the area of the large spots, the 95th percentile over the spots.

    Formula: as spot_size.
    Needs: as spot_count; several spots.
    Limits: with fewer than twenty spots it is hardly more than the largest one.
    Source: as spot_area_fraction.
    """
    return middle(inside(patch)[0], 0.95)


@metric(label="Pigment unevenness", unit="a.u.", worse="higher", true_zero=True)
def pigment_unevenness(patch: Patch) -> float:
    """Return how unevenly pigment lies over the region: the standard deviation of its means over 1 mm.

    Formula: the pigment map (melanin component and 0.4 of red absorbance) averaged over squares of 1 mm, its
    standard deviation.
    Needs: a scale for millimeters; neither exposure nor slow shading matters much.
    Limits: spots and blotches alike; `melanin.iqr` is the same for single pixels, grain and vessels included.
    Source: heterogeneity of the melanin map; the scale is ours.
    """
    box, factor = patch.box, patch.photo.once(light_of).factor
    pigment = patch.photo.once(pigment_map)
    blocks = pigment[box.top // factor : box.bottom // factor, box.left // factor : box.right // factor]
    side = max(millimeter(patch.photo), 1.0)
    size = tuple(max(int(extent / side), 1) for extent in reversed(box.shape))
    if not blocks.size:
        raise NotMeasurable("N482")
    level = cv2.resize(blocks, size, interpolation=cv2.INTER_AREA)
    measured = patch.mask[::factor, ::factor].astype(np.float32)
    covered = cv2.resize(measured, size, interpolation=cv2.INTER_AREA) > 0.5
    if np.count_nonzero(covered) < MIN_PIXELS:
        raise NotMeasurable("N482")
    return float(np.std(level[covered]))


def pigment_map(photo: CorrectedPhoto) -> NDArray[np.float32]:
    """Return h x w pigment in blocks of `light_of`: absorbance weighted by `PIGMENT`."""
    return photo.once(light_of).map(PIGMENT)


@metric(label="UV spots", unit="count", worse="higher", true_zero=True, lightings=ULTRAVIOLET)
def uv_spot_count(patch: Patch) -> float:
    """Return the number of dark spots in a photo taken under ultraviolet light.

    Formula: as spot_count, on the mean absorbance of the three channels.
    Needs: the same device, filter and distance; both photos under ultraviolet light.
    Limits: relative to the subject's own earlier photo alone; dark by pigment or for lack of fluorescence;
    no diagnosis of sun damage.
    Source: reflected ultraviolet: Ultraviolet imaging in dermatology, doi 10.1016/j.pdpdt.2020.101743.
    """
    return float(len(inside(patch, find_uv_spots)[0]))


@metric(label="UV spot area", unit="%", worse="higher", true_zero=True, lightings=ULTRAVIOLET)
def uv_spot_area_fraction(patch: Patch) -> float:
    """Return the share of the region that dark spots cover under ultraviolet light, in percent.

    Formula: as spot_area_fraction, on the mean absorbance of the three channels.
    Needs: as uv_spot_count.
    Limits: as uv_spot_count.
    Source: as uv_spot_count.
    """
    return share(patch, inside(patch, find_uv_spots)[0])


@metric(label="UV spot contrast", unit="OD", worse="higher", true_zero=True, lightings=ULTRAVIOLET)
def uv_spot_contrast(patch: Patch) -> float:
    """Return how much darker the spots are than the skin beside them under ultraviolet light, the median.

    Formula: rise of the absorbance of luminance over the skin around each spot.
    Needs: as uv_spot_count.
    Limits: as uv_spot_count; only spots still found count.
    Source: as uv_spot_count.
    """
    return middle(inside(patch, find_uv_spots)[1])
