"""What a lossy file's rounding does to a region: its colors rounded once more, at other places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photocompare.color import encoded
from photocompare.photo import Photo
from photocompare.photo.fine import SKIN_FACTOR

Light = NDArray[np.float32]
ROUNDINGS = 7
"""Of so many equal shifts, 1, 2 and 3 at a time are independent of each other: one for each of the steps."""
_AT_A_TIME = (3, 2, 1)
_LOSSY = ("JPEG", "HEIC", "AVIF", "WebP")
# The encoder makes whole brightness and color of whole R, G, B, which leaves waves over the colors: twice the
# red difference is R - 0.838 G - 0.162 B, of whole numbers 0.162 (G - B) but for whole steps. A wave so long
# half a step of grain does not wash out.
_WAVES = np.array([[0.299, -0.413, 0.114], [-0.337, 0.338, 0], [0, 0.162, -0.162]], np.float32)
_HIGH = np.array([0.08, 0.05, 0.12], np.float32)
_FOOT = np.float32(0.055)
_STEPS_OF_RGB = np.array(
    [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]], np.float32
)
_RGB_OF_STEPS = np.linalg.inv(_STEPS_OF_RGB)


def file_steps(photo: Photo) -> NDArray[np.float32] | None:
    """Return the steps in which a file holds brightness, blue and red less it, in 255ths; None without loss.

    Of a JPEG those of the mean of a block of 8 x 8.
    """
    if photo.format not in _LOSSY or photo.pixels.dtype != np.uint8:
        return None
    coarse = None if photo.color is None else photo.color.mean_steps
    if coarse is None:
        return np.ones(3, np.float32)
    luma, color = coarse
    return np.array([luma, color, color], np.float32)


def rounded(light: Light, steps: Light, shift: int) -> Light:
    """Return N x 3 light as if it had been stored with all steps elsewhere, by `shift` sevenths of a step.

    Rounded three times: by the encoder the color of each pixel, of which grain leaves waves, by the file that
    of a block, and by our decoder to thirds of a step. What is read stands on the file's steps already: it is
    first spread over them, the same each time.
    """
    values = encoded(light)
    place = (shift * np.array(_AT_A_TIME) / ROUNDINGS % 1).astype(np.float32)
    waves = _HIGH * np.sin(2 * np.pi * (255 * values @ _WAVES.T + place))
    stored = 255 * values @ _STEPS_OF_RGB.T
    spread = np.random.default_rng(len(light)).random(light.shape, dtype=np.float32) - np.float32(0.5)
    moved = steps * (np.rint((stored + waves) / steps + spread + place) - place)
    moved[:, 1:] = np.rint(SKIN_FACTOR * moved[:, 1:]) / SKIN_FACTOR
    moved = (moved - stored) @ _RGB_OF_STEPS.T / 255
    gains: Light = (np.maximum(values + moved + _FOOT, 0) / (values + _FOOT)) ** np.float32(2.4)
    return light * gains
