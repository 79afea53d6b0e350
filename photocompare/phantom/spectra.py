"""The color of skin from what it is made of: melanin and blood, by diffusion theory."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

SRGB_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
# Optical-density directions of the two absorbers in linear sRGB (R, G, B), derived from this very model.
MELANIN_VECTOR = np.array([0.2428, 0.4563, 0.8560])
BLOOD_VECTOR = np.array([0.3117, 0.7099, 0.6316])
MELANIN_RANGE = (0.003, 0.7)
BLOOD_RANGE = (0.0004, 0.5)
TABLE_NODES = 128


@dataclass(frozen=True)
class SkinOptics:
    """What the skin model assumes: scattering in 1/cm, oxygen saturation, lengths in cm."""

    scattering: float = 46.0
    scattering_power: float = 1.421
    saturation: float = 0.6
    surface: float = 0.02
    vessel_diameter: float = 30e-4
    epidermis: float = 60e-4
    path: float = 2.0
    refractive_index: float = 1.4


@cache
def spectra() -> dict[str, NDArray[np.float64]]:
    """Return the columns of `skin_spectra.csv` (Prahl, Jacques, CIE), 400 to 700 nm in steps of 10 nm."""
    text = files("photocompare.phantom").joinpath("skin_spectra.csv").read_text(encoding="utf-8")
    head, *rows = text.strip().splitlines()
    values = np.array([[float(cell) for cell in row.split(",")] for row in rows])
    return dict(zip(head.split(","), values.T, strict=True))


def skin_reflectance(
    f_mel: ArrayLike, f_blood: ArrayLike, optics: SkinOptics | None = None
) -> NDArray[np.float64]:
    """Return the reflectance spectrum of skin, shape (..., 31), range 0-1.

    `f_mel` is the melanosome volume fraction of the epidermis, `f_blood` the blood fraction of the dermis;
    both broadcast. Epidermis: Beer-Lambert, crossed `path` times. Dermis: total diffuse reflectance
    of a half-space (Flock, Farrell). Blood in vessels: packaging correction. Skin constants: Jacques 2013,
    doi 10.1088/0030-299X/58/11/R37; blood: Prahl.
    """
    o = optics or SkinOptics()
    t = spectra()
    mel = np.asarray(f_mel, np.float64)[..., None]
    blood = np.asarray(f_blood, np.float64)[..., None]
    molar = o.saturation * t["eps_HbO2_box10"] + (1 - o.saturation) * t["eps_Hb_box10"]
    whole_blood = 2.303 * molar * 150 / 64_500
    packed = (1 - np.exp(-o.vessel_diameter * whole_blood)) / o.vessel_diameter
    absorption = blood * packed + (1 - blood) * t["mua_baseline_cm"]
    scattering = o.scattering * (t["wavelength_nm"] / 500) ** -o.scattering_power
    dermis = _half_space(scattering / (scattering + absorption), o.refractive_index)
    epidermis = mel * t["mua_melanosome_cm"] + (1 - mel) * t["mua_baseline_cm"]
    through = np.exp(-o.path * o.epidermis * epidermis)
    return np.asarray(o.surface + (1 - o.surface) * through * dermis)


def linear_srgb(reflectance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear sRGB (..., 3) under D65 (CIE 1931, 2 degrees) of reflectance spectra (..., 31)."""
    t = spectra()
    observer = np.stack([t["xbar"], t["ybar"], t["zbar"]], axis=-1) * t["D65"][:, None]
    xyz = reflectance @ (observer / observer[:, 1].sum())
    return np.asarray(xyz @ SRGB_FROM_XYZ.T)


def skin_color(f_mel: ArrayLike, f_blood: ArrayLike) -> NDArray[np.float64]:
    """Return the linear sRGB color (..., 3) of skin with this much melanin and blood."""
    return linear_srgb(skin_reflectance(f_mel, f_blood))


@cache
def color_table(lighting: str = "normal") -> NDArray[np.float32]:
    """Return linear RGB, shape (melanin, blood, 3), at log-spaced nodes over MELANIN_RANGE x BLOOD_RANGE."""
    mel = np.geomspace(*MELANIN_RANGE, TABLE_NODES)[:, None]
    blood = np.geomspace(*BLOOD_RANGE, TABLE_NODES)[None, :]
    color = ultraviolet_color(mel, blood) if lighting == "uv" else skin_color(mel, blood)
    table = np.ascontiguousarray(color, np.float32)
    table.flags.writeable = False
    return table


def ultraviolet_color(f_mel: ArrayLike, f_blood: ArrayLike) -> NDArray[np.float64]:
    """Return what a reflected-UV photograph (365 nm) shows: one bluish tone, melanin far darker.

    Melanin and baseline follow their power laws down to 365 nm; whole blood there is about 430 1/cm.
    The tint is a look, not colorimetry: such photographs are only compared with their like.
    """
    mel, blood = np.asarray(f_mel, np.float64), np.asarray(f_blood, np.float64)
    baseline = 0.244 + 85.3 * np.exp(-(365 - 154) / 66.2)
    scattering = 46.0 * (365 / 500) ** -1.421
    absorption = blood * 220.0 + (1 - blood) * baseline
    dermis = _half_space(scattering / (scattering + absorption), 1.4)
    through = np.exp(-2 * 60e-4 * (mel * 6.6e11 * 365**-3.33 + (1 - mel) * baseline))
    tone = 0.015 + 1.5 * through * dermis
    return np.asarray(tone[..., None] * np.array([0.50, 0.66, 1.0]))


def look_up(
    table: NDArray[np.float32], mel: NDArray[np.float32], blood: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return linear RGB (H, W, 3) for maps (H, W) of melanin and blood fractions, bilinear in the table."""
    x = _node(blood, BLOOD_RANGE)
    y = _node(mel, MELANIN_RANGE)
    color = cv2.remap(table, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(color, np.float32)


def _node(fraction: NDArray[np.float32], limits: tuple[float, float]) -> NDArray[np.float32]:
    low, high = np.log(limits)
    position = (np.log(fraction) - low) * ((TABLE_NODES - 1) / (high - low))
    return np.asarray(np.clip(position, 0, TABLE_NODES - 1), np.float32)


def _half_space(albedo: NDArray[np.float64], n: float) -> NDArray[np.float64]:
    inside = -1.440 / n**2 + 0.710 / n + 0.668 + 0.0636 * n
    k = (1 + inside) / (1 - inside)
    loss = 1 - albedo
    return np.asarray(albedo / (1 + 2 * k * loss + (1 + 2 * k / 3) * np.sqrt(3 * loss)))
