"""Redness of the skin."""

from __future__ import annotations

import numpy as np

from photocompare.metric import Patch, metric


@metric(label="Erythema index", unit="points", worse="higher")
def erythema_index(patch: Patch) -> float:
    """Return the erythema index, the median of 100 (log10 R - log10 G) over the region's pixels.

    Formula: 100 (log10 R - log10 G) on linear-light sRGB (D65); higher is redder.
    Needs: white balance; exposure cancels exactly.
    Limits: rises with melanin too; weak below an individual typology angle of -30 degrees.
    Source: Takiwaki, J Med Invest 44:121 (1998); linear RGB form after Yamamoto et al., Skin Res Technol
    14:26 (2008), doi 10.1111/j.1600-0846.2007.00256.x.
    """
    return float(np.median(patch.each(lambda part: 100 * (part.absorbance[:, 1] - part.absorbance[:, 0]))))


@metric(label="Redness a*", unit="CIELAB", worse="higher", even_light=True)
def a_star(patch: Patch) -> float:
    """Return CIELAB a*, the median over the region's pixels.

    Formula: CIE 15:2004, D65, 2 degree observer; positive is red.
    Needs: white balance and equal exposure.
    Limits: one third of a stop moves it by 0.8.
    Source: CIE 15:2004; relation to erythema: Clarys et al., doi 10.1034/j.1600-0846.2000.006004230.x.
    """
    return float(np.median(patch.each(lambda part: part.lab[:, 1])))
