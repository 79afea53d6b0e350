"""Pigmentation and lightness of the skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.color import components
from photocompare.metric import Patch, pixel_metric

Values = NDArray[np.float32]
SMALLEST_B = 0.01
"""Below it b* is no yellow but rounding (a neutral gray reads up to 0.005), and the angle is undefined."""


@pixel_metric(label="Melanin index", unit="points", even_light=True, shown=(0, 120))
def melanin_index(patch: Patch) -> Values:
    """Return the melanin index, the median of 100 log10(1/R) over the region's pixels.

    Formula: 100 log10(1 / R) on linear-light red (sRGB primaries, D65); higher is darker.
    Needs: a white reference or equal exposure (one stop is 30.1 points), even light.
    Limits: blood darkens red light a little; not an absolute melanin content.
    Source: Takiwaki 1994, doi 10.1111/j.1365-2133.1994.tb08462.x; Fullerton et al. 1996,
    doi 10.1111/j.1600-0536.1996.tb02258.x.
    """
    return 100 * patch.absorbance[:, 0]


@pixel_metric(
    label="Typology angle (ITA)", unit="degrees", even_light=True, shown=(-60, 80), undefined="E441"
)
def ita(patch: Patch) -> Values:
    """Return the individual typology angle, the median of atan((L* - 50) / b*) over the pixels with b* > 0.

    Formula: arctan((L* - 50) / b*) 180 / pi, D65, 2 degree observer; higher is lighter.
    Needs: white balance and equal exposure; b* > 0 in most of the region.
    Limits: redness darkens skin and lowers it at constant melanin; one third of a stop moves it by 12 to 17.
    Source: Chardon et al. 1991, doi 10.1111/j.1467-2494.1991.tb00561.x; Del Bino and Bernerd 2013,
    doi 10.1111/bjd.12529.
    """
    light, _, yellow = patch.lab.T
    angles = np.full(len(light), np.nan, dtype=np.float32)
    defined = yellow > SMALLEST_B
    angles[defined] = typology_angle(light[defined], yellow[defined])
    return angles


@pixel_metric(label="Melanin component", unit="a.u.", shown=(0, 1.2))
def melanin(patch: Patch) -> Values:
    """Return the melanin component of the absorbance, the median over the region's pixels.

    Formula: absorbance of linear R, G, B taken apart into melanin, blood and shading by fixed vectors.
    Needs: white balance; exposure and shading cancel.
    Limits: spatial pattern and change within one person; a skin's overall darkness counts as shading.
    Source: model after Tsumura et al., JOSA A 16:2169 (1999), doi 10.1364/josaa.16.002169; vectors ours.
    """
    return components(patch.absorbance, patch.photo.vectors)[:, 0]


def typology_angle(l_star: NDArray[np.float32], b_star: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return arctan((L* - 50) / b*) in degrees, for b* > 0 (Chardon et al. 1991)."""
    return np.asarray(np.degrees(np.arctan((l_star - 50) / b_star)), dtype=np.float32)


@pixel_metric(label="Lightness L*", unit="CIELAB", even_light=True, shown=(20, 90))
def l_star(patch: Patch) -> Values:
    """Return CIELAB L*, the median over the region's pixels.

    Formula: CIE 15:2004, D65; 0 black, 100 white.
    Needs: equal exposure or a white reference.
    Limits: redness lowers it too.
    Source: CIE 15:2004.
    """
    return patch.lab[:, 0]
