"""Small pictures of known color, and photos made of them."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photocompare.photo import Photo, decode_photo


def srgb_curve(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return sRGB-encoded values 0-1 of linear light 0-1, in double precision."""
    light = np.clip(light, 0, 1)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def linear_light(pixels: NDArray[np.uint8]) -> NDArray[np.floating]:
    """Return linear light 0-1 of 8-bit sRGB, in double precision."""
    value = pixels / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def eight_bit(light: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return 8-bit sRGB of linear light."""
    return np.rint(255 * srgb_curve(light)).astype(np.uint8)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the PNG of an H x W x 3 picture."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


def photo(pixels: NDArray[np.uint8], name: str = "photo.png") -> Photo:
    """Return the photo a PNG of the pixels reads as."""
    return decode_photo(png(pixels), name)


def flat(color: tuple[int, int, int], side: int = 96) -> NDArray[np.uint8]:
    """Return a square of one 8-bit color."""
    return np.full((side, side, 3), color, dtype=np.uint8)
