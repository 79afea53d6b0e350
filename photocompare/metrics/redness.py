"""Redness of the skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.color import components
from photocompare.errors import NotMeasurable
from photocompare.metric import Patch, metric, pixel_metric
from photocompare.patch import MIN_PIXELS
from photocompare.vessels import COLORS, WIDTHS, find_vessels

Values = NDArray[np.float32]
MELANIN_WEIGHT = 0.45


@pixel_metric(label="Erythema index", unit="points", worse="higher", shown=(0, 60))
def erythema_index(patch: Patch) -> Values:
    """Return the erythema index, the median of 100 (log10 R - log10 G) over the region's pixels.

    Formula: 100 (log10 R - log10 G) on linear-light sRGB (D65); higher is redder.
    Needs: white balance; exposure cancels exactly.
    Limits: rises with melanin too; weak below an individual typology angle of -30 degrees.
    Source: Takiwaki, J Med Invest 44:121 (1998); linear RGB form after Yamamoto et al., Skin Res Technol
    14:26 (2008), doi 10.1111/j.1600-0846.2007.00256.x.
    """
    return index(patch)


@pixel_metric(label="Erythema index, compensated", unit="points", worse="higher", shown=(-10, 40))
def erythema_index_compensated(patch: Patch) -> Values:
    """Return our melanin-compensated erythema index, the median of 100 ((A_G - A_R) - 0.45 (A_B - A_R)).

    Formula: A = -log10 of linear-light R, G, B (sRGB primaries, D65); higher is redder.
    Needs: white balance, blue channel included (5 % of blue gain is 0.95 points); exposure cancels exactly.
    Limits: ours, from 15,256 healthy spectra, not validated on clinical erythema; a yellow cast, bilirubin
    and carotene lower it; below an individual typology angle of -30 degrees (W480) a fourfold melanin
    moves it by twice what a doubling of blood does: dark skin and redder brown skin have the same ratios of
    colors there, and no index of ratios tells them apart.
    Source: photocompare; why the plain index needs it: Wright et al. 2016, doi 10.1111/php.12607.
    """
    red, green, blue = patch.absorbance.T
    return np.asarray(100 * ((green - red) - MELANIN_WEIGHT * (blue - red)), dtype=np.float32)


@metric(label="Erythema index over the surround", unit="points", worse="higher", held_against=True)
def erythema_index_lesion_minus_surround(patch: Patch) -> float:
    """Return how much redder the region is than the skin about it: the difference of two medians.

    Formula: erythema_index of the region minus that of its surround on the same photo. The surround is the
    reference skin where some is outlined, else a ring around the region, a quarter of its equivalent
    diameter wide, without other measured or excluded regions.
    Needs: skin about the region; exposure and white balance cancel, as a gain of any channel does.
    Limits: melanin of the lesion counts as redness; a flush of lesion and surround alike is not seen.
    Source: lesion minus perilesional skin as in Logger et al. 2020, doi 10.1111/srt.12878.
    """
    surround = patch.surround
    if surround is None:
        raise NotMeasurable("N457")
    return erythema_index(patch) - erythema_index(surround)


@metric(label="Erythema index, diffuse", unit="points", worse="higher")
def erythema_index_diffuse(patch: Patch) -> float:
    """Return the erythema index of the skin between the visible vessels, the median over its pixels.

    Formula: erythema_index over the pixels that lie on no visible vessel, nor within two pixels of one.
    Needs: white balance; equal focus, as vessels that blur hides count as skin.
    Limits: vessels too fine or faint to be found singly are diffuse redness here, as they are to the eye.
    Source: our own separation; index as in erythema_index.
    """
    return _measured(patch.once(by_vessel)[0])


@metric(label="Erythema index, vessels", unit="points", worse="higher")
def erythema_index_vessel(patch: Patch) -> float:
    """Return the erythema index on the visible red and purple vessels, the median over their pixels.

    Formula: erythema_index over the pixels of the vessel mask, blue vessels left out: they lower the index.
    Needs: as erythema_index_diffuse.
    Limits: only vessels still visible count: read it together with vessel_area_fraction.
    Source: our own separation; blue vessels: Kienle et al., Appl Opt 35:1151 (1996).
    """
    return _measured(patch.once(by_vessel)[1])


@pixel_metric(label="Hemoglobin component", unit="a.u.", worse="higher", shown=(0, 1))
def hemoglobin(patch: Patch) -> Values:
    """Return the hemoglobin component of the absorbance, the median over the region's pixels.

    Formula: 3.4865 ((A_G - A_R) - 0.348 (A_B - A_R)), the projection of absorbance on a blood vector free of
    melanin and of shading; vectors from a diffusion model of skin in linear sRGB. With the recipe's
    `redness.vectors = "ica"` the vectors are the independent components of the baseline's own skin.
    Needs: white balance; exposure and shading cancel.
    Limits: spatial pattern and change within one person, no concentration.
    Source: model after Tsumura et al., JOSA A 16:2169 (1999), doi 10.1364/josaa.16.002169; vectors ours.
    """
    return components(patch.absorbance, patch.photo.vectors)[:, 1]


@pixel_metric(label="Redness a*", unit="CIELAB", worse="higher", even_light=True, shown=(0, 30))
def a_star(patch: Patch) -> Values:
    """Return CIELAB a*, the median over the region's pixels.

    Formula: CIE 15:2004, D65, 2 degree observer; positive is red.
    Needs: white balance and equal exposure.
    Limits: one third of a stop moves it by 0.8.
    Source: CIE 15:2004; relation to erythema: Clarys et al., doi 10.1034/j.1600-0846.2000.006004230.x.
    """
    return patch.lab[:, 1]


def index(patch: Patch) -> Values:
    """Return the erythema index of each measured pixel."""
    red, green, _ = patch.absorbance.T
    return np.asarray(100 * (green - red), dtype=np.float32)


def by_vessel(patch: Patch) -> tuple[float | NotMeasurable, float | NotMeasurable]:
    """Return the median erythema index between the vessels, and on the red and purple ones.

    Both at once, as they share their pixels; only the medians are kept, since a photo may be one region.
    """
    vessels, here = patch.photo.once(find_vessels), patch.box.slices
    label, values = patch.read(vessels.labels[here]), patch.each(index)
    between = ~patch.read(vessels.halo[here])
    on = (label > 0) & (label <= len(WIDTHS) * (1 + COLORS.index("purple")))
    seen: float | NotMeasurable = NotMeasurable("N451", "no red or purple vessel is visible here")
    if np.count_nonzero(on) >= MIN_PIXELS:
        seen = _median(values[on])
    return _median(values[between]), seen


def _measured(found: float | NotMeasurable) -> float:
    if isinstance(found, NotMeasurable):
        raise found
    return found


def _median(values: Values) -> float | NotMeasurable:
    """Return the median of values that nobody else reads: they are sorted in place."""
    if len(values) < MIN_PIXELS:
        return NotMeasurable("N482")
    values.sort()
    return float((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2)
