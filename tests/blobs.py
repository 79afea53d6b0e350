"""Smooth skin before a smooth wall: only its outline can be matched, so the pair is for looking at only."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SKIN, WALL = (0.80, 0.58, 0.46), (0.35, 0.45, 0.55)


def blob(x: float, y: float, turn: float, *, redder: float = 0.0) -> NDArray[np.uint8]:
    """Return 240 x 320 x 3 pixels of an ellipse of skin at (x, y), turned by `turn` radians.

    `redder` is taken off its green light, 0-1.
    """
    rows, columns = np.mgrid[:240, :320] - np.array([y, x])[:, None, None]
    along = (columns * np.cos(turn) + rows * np.sin(turn)) / 95
    aside = (-columns * np.sin(turn) + rows * np.cos(turn)) / 55
    inside = 1 / (1 + np.exp(40 * (np.hypot(along, aside) - 1)))[..., None]
    skin = np.array(SKIN) * (1, 1 - redder, 1) * (1 - 0.06 * along * aside)[..., None]
    light = inside * skin + (1 - inside) * np.array(WALL)
    noise = np.random.default_rng(int(x)).normal(0, 0.004, light.shape)
    return np.asarray(np.rint(255 * (light + noise).clip(0, 1)), dtype=np.uint8)


BEFORE, AFTER = (160.0, 120.0, 0.2), (170.0, 112.0, 0.45)
