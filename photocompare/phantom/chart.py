"""The targets laid into a scene: a chart of 24 patches and a neutral gray card."""

import cv2
import numpy as np
from numpy.typing import NDArray

from photocompare.phantom.scene import Target

# Published 8-bit sRGB of the classic 24-patch chart (X-Rite), row by row from dark skin to black.
COLORCHECKER_SRGB = np.array(
    [
        [115, 82, 68], [194, 150, 130], [98, 122, 157], [87, 108, 67], [133, 128, 177], [103, 189, 170],
        [214, 126, 44], [80, 91, 166], [193, 90, 99], [94, 60, 108], [157, 188, 64], [224, 163, 46],
        [56, 61, 150], [70, 148, 73], [175, 54, 60], [231, 199, 31], [187, 86, 149], [8, 133, 161],
        [243, 243, 242], [200, 200, 200], [160, 160, 160], [122, 122, 121], [85, 85, 85], [52, 52, 52],
    ],
    np.uint8,
)  # fmt: skip
GRAY_REFLECTANCE = 0.18
PATCH_MM, GAP_MM, FRAME_MM = 5.6, 0.9, 1.6


def srgb_to_linear(encoded: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear light 0-1 of sRGB-encoded values 0-1 (IEC 61966-2-1)."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def linear_to_srgb(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return sRGB-encoded values 0-1 of linear light 0-1 (IEC 61966-2-1)."""
    safe = np.maximum(linear, 0.0031308)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * safe ** (1 / 2.4) - 0.055)


def target_size(target: Target) -> tuple[float, float]:
    """Return width and height of the target in mm."""
    if target == "gray":
        return 30.0, 20.0
    return (
        6 * PATCH_MM + 5 * GAP_MM + 2 * FRAME_MM,
        4 * PATCH_MM + 3 * GAP_MM + 2 * FRAME_MM,
    )


def target_image(target: Target, pitch: float) -> NDArray[np.float32]:
    """Return the target in linear sRGB (H, W, 3), one cell being `pitch` mm."""
    width, height = (round(side / pitch) for side in target_size(target))
    if target == "gray":
        return np.full((height, width, 3), GRAY_REFLECTANCE, np.float32)
    image = np.full((height, width, 3), 0.016, np.float32)
    colors = srgb_to_linear(COLORCHECKER_SRGB / 255.0)
    for index, color in enumerate(colors):
        left = FRAME_MM + (index % 6) * (PATCH_MM + GAP_MM)
        top = FRAME_MM + (index // 6) * (PATCH_MM + GAP_MM)
        x0, x1 = round(left / pitch), round((left + PATCH_MM) / pitch)
        y0, y1 = round(top / pitch), round((top + PATCH_MM) / pitch)
        image[y0:y1, x0:x1] = color
    return image


def lay_target(
    photo: NDArray[np.float32], target: Target, place: NDArray[np.float64], pitch: float
) -> NDArray[np.float32]:
    """Return the photo (H, W, 3) with the target in it; `place` is the 3x3 map from target mm to pixels."""
    image = cv2.GaussianBlur(target_image(target, pitch), (0, 0), 0.9)
    cells = np.array([[pitch, 0, pitch / 2], [0, pitch, pitch / 2], [0, 0, 1]])
    half_pixel = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]])
    move = half_pixel @ place @ cells
    size = (photo.shape[1], photo.shape[0])
    cover = cv2.warpPerspective(np.ones(image.shape[:2], np.float32), move, size, flags=cv2.INTER_LINEAR)
    drawn = cv2.warpPerspective(image, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(photo + cover[..., None] * (drawn - photo), np.float32)
