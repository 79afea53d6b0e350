"""Redness of the skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.metric import Patch, pixel_metric

Values = NDArray[np.float32]
MELANIN_WEIGHT = 0.45
MELANIN, BLOOD, SHADING = (0.2428, 0.4563, 0.8560), (0.3117, 0.7099, 0.6316), (1.0, 1.0, 1.0)
UNMIXED = np.linalg.inv(np.array([MELANIN, BLOOD, SHADING]).T)


@pixel_metric(label="Erythema index", unit="points", worse="higher", shown=(0, 60))
def erythema_index(patch: Patch) -> Values:
    """Return the erythema index, the median of 100 (log10 R - log10 G) over the region's pixels.

    Formula: 100 (log10 R - log10 G) on linear-light sRGB (D65); higher is redder.
    Needs: white balance; exposure cancels exactly.
    Limits: rises with melanin too; weak below an individual typology angle of -30 degrees.
    Source: Takiwaki, J Med Invest 44:121 (1998); linear RGB form after Yamamoto et al., Skin Res Technol
    14:26 (2008), doi 10.1111/j.1600-0846.2007.00256.x.
    """
    red, green, _ = patch.absorbance.T
    return np.asarray(100 * (green - red), dtype=np.float32)


@pixel_metric(label="Erythema index, compensated", unit="points", worse="higher", shown=(-10, 40))
def erythema_index_compensated(patch: Patch) -> Values:
    """Return our melanin-compensated erythema index, the median of 100 ((A_G - A_R) - 0.45 (A_B - A_R)).

    Formula: A = -log10 of linear-light R, G, B (sRGB primaries, D65); higher is redder.
    Needs: white balance, blue channel included (5 % of blue gain is 0.95 points); exposure cancels exactly.
    Limits: ours, from 15,256 healthy spectra, not validated on clinical erythema; a yellow cast, bilirubin
    and carotene lower it; weak below an individual typology angle of -30 degrees.
    Source: photocompare; why the plain index needs it: Wright et al. 2016, doi 10.1111/php.12607.
    """
    red, green, blue = patch.absorbance.T
    return np.asarray(100 * ((green - red) - MELANIN_WEIGHT * (blue - red)), dtype=np.float32)


@pixel_metric(label="Hemoglobin component", unit="a.u.", worse="higher", shown=(0, 1))
def hemoglobin(patch: Patch) -> Values:
    """Return the hemoglobin component of the absorbance, the median over the region's pixels.

    Formula: 3.4865 ((A_G - A_R) - 0.348 (A_B - A_R)), the projection of absorbance on a blood vector free of
    melanin and of shading; vectors from a diffusion model of skin in linear sRGB.
    Needs: white balance; exposure and shading cancel.
    Limits: spatial pattern and change within one person, no concentration.
    Source: model after Tsumura et al., JOSA A 16:2169 (1999), doi 10.1364/josaa.16.002169; vectors ours.
    """
    return components(patch.absorbance)[:, 1]


def components(absorbance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return N x 3 amounts of melanin, hemoglobin and shading (a.u.) of N x 3 absorbance."""
    return np.asarray(absorbance @ UNMIXED.T, dtype=np.float32)


@pixel_metric(label="Redness a*", unit="CIELAB", worse="higher", even_light=True, shown=(0, 30))
def a_star(patch: Patch) -> Values:
    """Return CIELAB a*, the median over the region's pixels.

    Formula: CIE 15:2004, D65, 2 degree observer; positive is red.
    Needs: white balance and equal exposure.
    Limits: one third of a stop moves it by 0.8.
    Source: CIE 15:2004; relation to erythema: Clarys et al., doi 10.1034/j.1600-0846.2000.006004230.x.
    """
    return patch.lab[:, 1]
