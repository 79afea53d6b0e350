"""How far the light of both photos may still differ on the skin that is measured."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.color import NormalizedPair
from photocompare.errors import NotMeasurable
from photocompare.recipe import ErrorRecipe

Covariance = NDArray[np.float64]
TINY = 1e-12
USUAL = 6.0
"""A covariance read from a few parts of a surface is itself uncertain: what it says counts half where it is
so many times as large as the usual one."""
FROM_ELSEWHERE = ("chart", "gray")
"""Methods whose color does not come from the skin that a region is held against."""
ABSORBANCE_PER_DE00 = 0.005
"""A channel alone that is off by 0.01 to 0.02 makes one dE2000 on skin; the gains are means over the whole
reference and err by less than its parts do."""


def light_covariance(
    pair: NormalizedPair, recipe: ErrorRecipe, *, even_light: bool, held_against: bool = False
) -> Covariance:
    """Return 3 x 3, absorbance squared: how R, G, B may differ between the photos by light and camera alone.

    The color correction's own error, held against the usual one (`channel_sd`): six parts of a surface tell
    a variance to within half of it, so small ones say little and large ones much. Common to all channels is
    light whose strength differs from place to place. `even_light`: for a metric that is read in even light;
    `held_against`: for one that holds a region against skin on the same photo. What a chart or a card gets
    wrong is wrong on both and cancels; reference skin *is* that skin, and its own unevenness does not.

    Raises:
        NotMeasurable: N442 where nothing in the photos tells how their colors differ.
    """
    if pair.baseline.photo.sha256 == pair.followup.photo.sha256:
        return np.zeros((3, 3))
    correction = pair.gain_covariance
    if correction is None:
        if pair.error_de00 is None:
            raise NotMeasurable("N442")
        correction = np.eye(3) * (ABSORBANCE_PER_DE00 * pair.error_de00) ** 2
    known = even_light and pair.baseline.light is not None
    strength = recipe.light_sd if known else recipe.uneven_light_sd
    usual = np.diag(np.square(recipe.channel_sd))
    elsewhere = held_against and pair.method in FROM_ELSEWHERE
    seen = 0.0 if elsewhere else float(np.trace(correction))
    share = seen / (seen + USUAL * float(np.trace(usual)) + TINY)
    return np.asarray(share * correction + (1 - share) * usual + strength**2)
