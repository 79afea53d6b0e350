"""What normalization may not do: change the skin, prefer a photo, or remove what is not light."""

from __future__ import annotations

import numpy as np
import pytest

from photocompare.color import NormalizedPair, normalize
from photocompare.errors import Problem
from photocompare.recipe import ColorRecipe
from photocompare.regions import Region
from tests.photocompare.color.scenes import (
    FOREHEAD,
    PAINTED,
    TREATED,
    Array,
    card,
    here,
    skin,
    taken,
    with_chart,
)

MIDDLE = (slice(100, 260), slice(170, 330))
WARM = (1.15, 1.0, 0.85)


def scene() -> Array:
    light = with_chart(skin())
    light[320:400, 400:480] = 0.18
    return light


def recipe(method: str, even_light: str = "auto") -> ColorRecipe:
    settings = {
        "method": method,
        "chart": "painted" if method == "chart" else "auto",
        "even_light": even_light,
    }
    return ColorRecipe.model_validate(settings | {"cards": (PAINTED,)})


def regions() -> list[Region]:
    return [TREATED, FOREHEAD, card((400, 320))]


def change(pair: NormalizedPair) -> float:
    """Return the change of the erythema index in the treated region."""
    index = [
        np.median(100 * np.log10(light[..., 0] / light[..., 1]))
        for light in (one.linear()[MIDDLE].astype(float) for one in (pair.baseline, pair.followup))
    ]
    return float(index[1] - index[0])


def lightness(pair: NormalizedPair) -> list[float]:
    from photocompare.color.lab import lab

    both = (pair.baseline, pair.followup)
    return [float(np.median(lab(one.in_even_light().linear()[MIDDLE])[..., 0])) for one in both]


@pytest.mark.parametrize("method", ["chart", "gray", "reference", "none"])
def test_that_identical_photos_change_by_exactly_nothing(method: str) -> None:
    photo = taken(scene(), WARM)
    pair = normalize(photo, photo, here(), regions(), recipe(method))
    assert change(pair) == 0
    before, after = lightness(pair)
    assert before == after


@pytest.mark.parametrize("method", ["chart", "gray", "reference"])
def test_that_swapping_the_photos_turns_the_change_of_redness_round(method: str) -> None:
    redder = scene()
    redder[60:300, 130:370, 1] *= 10 ** (-4 / 100)
    first, second = taken(scene()), taken(redder, WARM)
    there = change(normalize(first, second, here(), regions(), recipe(method)))
    back = change(normalize(second, first, here(), regions(), recipe(method)))
    assert there == pytest.approx(4, abs=0.2)
    assert back == pytest.approx(-there, abs=1e-3)


def test_that_the_light_a_camera_would_need_doubled_is_no_correction() -> None:
    with pytest.raises(Problem, match="E421"):
        normalize(taken(scene()), taken(scene() * 0.4), here(), regions(), recipe("gray"))


def test_that_a_card_marked_beside_the_photo_is_refused() -> None:
    with pytest.raises(Problem, match="E420"):
        normalize(taken(scene()), taken(scene()), here(), [TREATED, card((4000, 320))], recipe("gray"))


def test_that_a_reference_in_mixed_light_is_told() -> None:
    light = scene()
    light[320:400, 400:440] *= (1.3, 1.0, 0.7)
    pair = normalize(taken(scene()), taken(light), here(), regions(), recipe("gray"))
    assert "W423" in {finding.code for finding in pair.findings}
    assert pair.error_de00 is not None
    assert pair.error_de00 > 2


def test_that_a_slope_of_light_goes_from_lightness_and_the_treatment_stays() -> None:
    treated = scene()
    treated[60:300, 130:370] *= 0.93
    pictures = taken(scene()), taken(treated, WARM, shade=0.2)
    pairs = {
        how: normalize(*pictures, here(), regions(), recipe("chart", how)) for how in ("off", "auto", "on")
    }
    true = 116 * (0.93 ** (1 / 3) - 1) * (np.median(scene()[MIDDLE] @ [0.2127, 0.7152, 0.0722])) ** (1 / 3)
    changes = {how: lightness(pair)[1] - lightness(pair)[0] for how, pair in pairs.items()}
    assert changes["auto"] == changes["on"] == pytest.approx(true, abs=0.5)
    assert abs(changes["off"] - true) > 0.7
    assert "N426" in {finding.code for finding in pairs["auto"].findings}
    # A common factor of light is no redness.
    assert change(pairs["auto"]) == pytest.approx(change(pairs["off"]), abs=1e-6)
    assert abs(change(pairs["auto"])) < 0.2


def test_that_window_light_from_one_side_is_told() -> None:
    mixed = scene() * np.stack([np.linspace(1, f, 800) for f in (0.85, 1, 1.2)], axis=1)[None]
    pair = normalize(taken(scene()), taken(mixed), here(), regions(), recipe("reference"))
    assert "W423" in {finding.code for finding in pair.findings}
    even = normalize(taken(scene()), taken(scene(), WARM), here(), regions(), recipe("reference"))
    assert "W423" not in {finding.code for finding in even.findings}
