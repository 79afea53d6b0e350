"""A diffuse change of color planted in a region of a finished, evenly lit photo."""

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.photograph import Image
from photocompare.phantom.scene import Lighting, Treatment
from photocompare.phantom.spectra import BLOOD_VECTOR, MELANIN_VECTOR
from photocompare.phantom.truth import SkinValues, region_cells

# Under 365 nm melanin darkens far more than red light shows, and the one tone alike in all channels.
UV_MELANIN_VECTOR = np.full(3, 1.8)
TOLERANCE = 1e-4


def plant_diffuse_change(
    image: Image,
    treatment: Treatment,
    outline: NDArray[np.float64],
    before: SkinValues | None,
    pixel_mm: float,
    lighting: Lighting,
) -> Image:
    """Return the photo (H, W, 3) with the region's melanin moved, then its blood until all is as asked.

    The change is strongest in the middle and has no edge, as skin does it. `before` are the region's values
    in the baseline (None in the baseline itself: nothing is changed). `image` is overwritten.
    """
    wanted = treatment.erythema_change if lighting == "normal" else None
    if before is None or (wanted is None and not treatment.melanin_change):
        return image
    cells = region_cells(outline, (image.shape[1], image.shape[0]))
    weight = _weight(cells, image.shape[:2], treatment.margin_mm / pixel_mm)
    here = weight[cells]
    vector = MELANIN_VECTOR if lighting == "normal" else UV_MELANIN_VECTOR
    density = treatment.melanin_change / 100 / MELANIN_VECTOR[0] / float(np.median(here)) * vector
    if wanted is not None:
        tanned = image[cells] * (10 ** (-here[:, None] * density)).astype(np.float32)
        density = density + _blood_density(tanned, here, before.erythema_index + wanted) * BLOOD_VECTOR
    touched = np.nonzero(weight)
    image[touched] *= 10 ** (-weight[touched][:, None] * density).astype(np.float32)
    return image


def _blood_density(pixels: NDArray[np.float32], weight: NDArray[np.float32], target: float) -> float:
    """Return the amount of blood that brings the median erythema index of pixels (N, 3) to `target`."""
    index = 100 * (np.log10(pixels[:, 0]) - np.log10(pixels[:, 1]))
    gain = 100 * float(BLOOD_VECTOR[1] - BLOOD_VECTOR[0])
    typical = float(np.median(weight))
    amount = 0.0
    for _ in range(25):
        missing = target - float(np.median(index + gain * amount * weight))
        if abs(missing) < TOLERANCE:
            break
        amount += missing / (gain * typical)
    return amount


def _weight(
    cells: tuple[NDArray[np.intp], NDArray[np.intp]], shape: tuple[int, ...], margin_px: float
) -> NDArray[np.float32]:
    """Return (H, W): 1 deepest inside the region, falling smoothly to 0 at `margin_px` outside."""
    inside = np.zeros((shape[0], shape[1]), np.uint8)
    inside[cells] = 1
    within, beyond = (cv2.distanceTransform(m, cv2.DIST_L2, 5) for m in (inside, 1 - inside))
    # The ridge lines of a distance would show as creases.
    depth = cv2.GaussianBlur(within - beyond, (0, 0), max(1.0, margin_px / 6))
    t = np.clip((depth + np.float32(margin_px)) / np.float32(margin_px + depth.max()), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
