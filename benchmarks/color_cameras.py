"""Skin through published camera sensitivities: the chart fitted, painted skins judged."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from color_scenes import Array, difference

from photocompare.color.chart import Chart, known_charts
from photocompare.color.fit import correction_matrix, patch_weights
from photocompare.color.lab import WHITE_D65, XYZ_FROM_LINEAR
from photocompare.phantom.spectra import skin_reflectance

LIGHTS = {"D65": "daylight", "D50": "daylight", "A": "tungsten", "LED-B3": "LED", "LED-V1": "LED"}
FLUORESCENT = "FL2"
"""Printed beside the others; the aims are about daylight, tungsten and LED."""
AIMS = (1.6, 1.0)
"""Skin dE2000 and absolute bias of the erythema index, means over cameras and lights."""


@dataclass(frozen=True)
class Judged:
    """One fit through one camera in one light: mean dE2000 of chart and skin, bias and slope of the index."""

    camera: str
    light: str
    fit: str
    chart: float
    skin: float
    bias: float
    slope: float


def camera() -> bool:
    """Print each fit through each camera in each light, and the means that the aims are about."""
    seen = list(judgements())
    print("| camera | light | fit | chart dE2000 | skin dE2000 | EI bias | EI slope |")
    print("|---|---|---|---|---|---|---|")
    for one in seen:
        values = f"{one.chart:.2f} | {one.skin:.2f} | {one.bias:+.2f} | {one.slope:.2f}"
        print(f"| {one.camera} | {one.light} | {one.fit} | {values} |")
    print("\n| fit | skin dE2000 | EI bias (absolute) | with fluorescent light: skin | EI |")
    print("|---|---|---|---|---|")
    for fit in dict.fromkeys(one.fit for one in seen):
        few, all_of_them = means(seen, fit, (*LIGHTS,)), means(seen, fit, (*LIGHTS, FLUORESCENT))
        values = " | ".join(f"{value:.2f}" for value in (*few, *all_of_them))
        print(f"| {fit} | {values} |")
    skin, bias = means(seen, "weighted 3x3", (*LIGHTS,))
    return skin <= AIMS[0] and bias <= AIMS[1]


def means(seen: list[Judged], fit: str, lights: tuple[str, ...]) -> tuple[float, float]:
    """Return the mean skin dE2000 and the mean absolute bias of the erythema index."""
    rows = [(one.skin, abs(one.bias)) for one in seen if one.fit == fit and one.light in lights]
    skin, bias = np.mean(rows, axis=0)
    return float(skin), float(bias)


def judgements() -> Iterator[Judged]:
    """Yield how each fit does through each camera in each light."""
    with warnings.catch_warnings():
        # It says at import which of its own extras are missing.
        warnings.simplefilter("ignore")
        import colour

    shape = colour.SpectralShape(400, 700, 10)

    def spectrum(one: object) -> Array:
        return np.asarray(one.copy().align(shape).values)  # type: ignore[attr-defined]

    observer = spectrum(colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"])
    patches = np.array([spectrum(one) for one in colour.SDS_COLOURCHECKERS["BabelColor Average"].values()])
    skins = painted_skins()
    daylight = spectrum(colour.SDS_ILLUMINANTS["D65"])
    chart_true, skin_true = (srgb_under(one, daylight, observer) for one in (patches, skins))
    chart = replace(known_charts()[0], linear=chart_true)
    for name, sensitivities in colour.MSDS_CAMERA_SENSITIVITIES.items():
        for light in (*LIGHTS, FLUORESCENT):
            response = spectrum(colour.SDS_ILLUMINANTS[light])[:, None] * spectrum(sensitivities)
            seen_chart, seen_skin = patches @ response, skins @ response
            scale = chart_true[21].mean() / seen_chart[21].mean()
            for fit, matrix in fits(chart, seen_chart * scale).items():
                values = judged(
                    seen_chart * scale @ matrix.T, chart_true, seen_skin * scale @ matrix.T, skin_true
                )
                yield Judged(name.split(" (")[0], light, fit, *values)


def painted_skins() -> Array:
    """Return spectra (N x wavelengths) of painted skins with the erythema indices of real ones, 10 to 33."""
    melanin, blood = np.geomspace(0.015, 0.12, 8), np.geomspace(0.004, 0.02, 6)
    return np.array([skin_reflectance(m, b) for m in melanin for b in blood])


def srgb_under(reflectance: Array, light: Array, observer: Array) -> Array:
    weights = light[:, None] * observer
    xyz = reflectance @ weights / weights[:, 1].sum()
    white = weights.sum(axis=0) / weights[:, 1].sum()
    return np.asarray(xyz * (WHITE_D65 / white) @ np.linalg.inv(XYZ_FROM_LINEAR).T)


def fits(chart: Chart, seen: Array) -> dict[str, Array]:
    gains = chart.linear[21] / seen[21]
    return {
        "white balance": np.diag(gains),
        "plain 3x3": correction_matrix(seen, chart.linear),
        "weighted 3x3": correction_matrix(seen, chart.linear, patch_weights(chart)),
    }


def judged(
    chart: Array, chart_true: Array, skin: Array, skin_true: Array
) -> tuple[float, float, float, float]:
    index, true = erythema(skin), erythema(skin_true)
    slope = float(np.polyfit(true, index, 1)[0])
    return (
        float(difference(chart, chart_true).mean()),
        float(difference(skin, skin_true).mean()),
        float((index - true).mean()),
        slope,
    )


def erythema(light: Array) -> Array:
    light = np.maximum(light, 1e-4)
    return np.asarray(100 * (np.log10(light[:, 0]) - np.log10(light[:, 1])))
