"""Skin through published camera sensitivities: the chart fitted, painted skins judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from color_scenes import Array, difference

from photocompare.color.chart import Chart, known_charts
from photocompare.color.fit import correction_matrix, patch_weights
from photocompare.color.lab import WHITE_D65, XYZ_FROM_LINEAR
from photocompare.phantom.spectra import skin_reflectance


def camera() -> bool:
    """Skin through published camera sensitivities: chart fitted, painted skins judged."""
    import colour

    shape = colour.SpectralShape(400, 700, 10)
    observer = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"].copy().align(shape).values
    patches = np.array(
        [s.copy().align(shape).values for s in colour.SDS_COLOURCHECKERS["BabelColor Average"].values()]
    )
    skins = painted_skins()
    daylight = colour.SDS_ILLUMINANTS["D65"].copy().align(shape).values
    chart_true, skin_true = (srgb_under(r, daylight, observer) for r in (patches, skins))
    chart = replace(known_charts()[0], linear=chart_true)
    print("| camera | light | fit | chart dE2000 | skin dE2000 | EI bias | EI slope |")
    print("|---|---|---|---|---|---|---|")
    figures: dict[str, list[tuple[float, float]]] = {}
    for name, sensitivities in colour.MSDS_CAMERA_SENSITIVITIES.items():
        response = sensitivities.copy().align(shape).values
        for light in ("D65", "D50", "A", "LED-B3", "LED-V1", "FL2"):
            power = colour.SDS_ILLUMINANTS[light].copy().align(shape).values
            seen_chart, seen_skin = (r @ (power[:, None] * response) for r in (patches, skins))
            scale = chart_true[21].mean() / seen_chart[21].mean()
            for fit, matrix in fits(chart, seen_chart * scale).items():
                line = judged(
                    seen_chart * scale @ matrix.T, chart_true, seen_skin * scale @ matrix.T, skin_true
                )
                figures.setdefault(fit, []).append((line[1], abs(line[2])))
                values = " | ".join(f"{value:.2f}" for value in line)
                print(f"| {name.split(' (')[0]} | {light} | {fit} | {values} |")
    print("\n| fit, mean of all lights and cameras | skin dE2000 | EI bias (absolute) |\n|---|---|---|")
    for fit, rows in figures.items():
        print(f"| {fit} | {np.mean(rows, axis=0)[0]:.2f} | {np.mean(rows, axis=0)[1]:.2f} |")
    mean = np.mean(figures["weighted 3x3"], axis=0)
    return bool(mean[0] <= 1.6 and mean[1] <= 1.0)


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
