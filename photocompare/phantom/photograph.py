"""A camera: the canvas through its exact map, then light, lens, noise and file."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import cv2
import numpy as np
import PIL.Image
from numpy.typing import NDArray
from PIL import ImageCms

from photocompare.phantom.chart import lay_target, linear_to_srgb, target_size
from photocompare.phantom.geometry import View
from photocompare.phantom.raster import Grid
from photocompare.phantom.scene import Camera, Scene
from photocompare.phantom.skin import UNIT

Image = NDArray[np.float32]
# The blur of any lens and pixel, in pixels; also keeps the sampling of the canvas free of aliases.
PIXEL_BLUR = 0.45
EXIF, DATE_TIME_ORIGINAL = 0x8769, 0x9003


@dataclass(frozen=True)
class Photograph:
    """One finished photo: read-only sRGB pixels (H, W, 3) of 8 bit, and the camera that took it."""

    pixels: NDArray[np.uint8]
    camera: Camera

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.pixels, dtype=dtype or np.uint8, copy=copy)

    def jpeg(self, quality: int | None = None, captured: datetime | None = None) -> bytes:
        """Return the photo as a JPEG file without color subsampling, dated where `captured` is given."""
        exif = PIL.Image.Exif()
        if captured:
            exif.get_ifd(EXIF)[DATE_TIME_ORIGINAL] = captured.strftime("%Y:%m:%d %H:%M:%S")
        return self._encode(
            "JPEG", quality=quality or self.camera.jpeg_quality, subsampling=0, exif=exif.tobytes()
        )

    def png(self) -> bytes:
        """Return the photo as a PNG file."""
        return self._encode("PNG")

    def _encode(self, kind: str, **options: Any) -> bytes:
        out = io.BytesIO()
        PIL.Image.fromarray(self.pixels).save(out, kind, icc_profile=srgb_profile(), **options)
        return out.getvalue()


@cache
def srgb_profile() -> bytes:
    """Return an sRGB ICC profile without its date of making: the same photo has the same bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes([7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    return bytes(profile)


def sample_canvas(canvas: NDArray[np.uint16], grid: Grid, view: View) -> Image:
    """Return the evenly lit, noise-free photo (H, W, 3) in linear sRGB."""
    sigma = PIXEL_BLUR * view.mm_per_pixel() / grid.pitch
    soft = cv2.GaussianBlur(canvas, (0, 0), sigma) if sigma > 0.3 else canvas
    x, y = view.skin_map()
    x = (x - np.float32(grid.x0)) / np.float32(grid.pitch) - np.float32(0.5)
    y = (y - np.float32(grid.y0)) / np.float32(grid.pitch) - np.float32(0.5)
    sampled = cv2.remap(soft, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(sampled.astype(np.float32) / np.float32(UNIT))


def target_place(scene: Scene, camera: Camera, view: View) -> NDArray[np.float64]:
    """Return the 3x3 map from target mm to pixels: upright in the photo, lying on the plane of the skin."""
    width, height = scene.size
    middle = view.to_plane(np.array([[width * camera.target_at[0], height * camera.target_at[1]]]))[0]
    turn = -np.radians(camera.rotation_deg)
    across, down = target_size(scene.chart)
    rotate = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    move = np.eye(3)
    move[:2, :2] = rotate
    move[:2, 2] = middle - rotate @ np.array([across / 2, down / 2])
    return np.asarray(view.homography @ move)


def light_field(scene: Scene, camera: Camera, view: View) -> NDArray[np.float32]:
    """Return the light on every pixel (H, W), 1 in the middle: roundness of the limb, side light, lens."""
    width, height = scene.size
    step = 16
    x, y = np.arange(step / 2, width + step, step), np.arange(step / 2, height + step, step)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    plane = view.to_plane(grid.reshape(-1, 2)).reshape(grid.shape)
    half = np.hypot(width, height) / 2
    unit = (grid - np.array([width, height]) / 2) / half
    direction = np.radians(camera.side_light_deg)
    light = 1 + camera.side_light * (unit @ np.array([np.cos(direction), np.sin(direction)]))
    light *= 1 - camera.vignetting * (unit**2).sum(axis=-1)
    if scene.limb_radius_mm:
        # The lamp stands a little aside, as rooms have it, so one flank of the limb is darker.
        angle = np.arcsin(np.clip(plane[..., 0] / scene.limb_radius_mm, -0.995, 0.995))
        light *= 0.22 + 0.78 * np.clip(np.cos(angle + 0.16), 0, 1)
    fine = cv2.resize(light.astype(np.float32), None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
    return np.asarray(fine[:height, :width])


def develop(
    evenly_lit: Image, scene: Scene, camera: Camera, view: View, rng: np.random.Generator
) -> Photograph:
    """Return the finished photo of the evenly lit image (H, W, 3)."""
    image = evenly_lit
    if scene.chart != "none":
        pitch = view.mm_per_pixel() / 1.5
        image = lay_target(image, scene.chart, target_place(scene, camera, view), pitch)
    gains = np.array(camera.white_balance) * 2.0**camera.exposure_ev
    image = image * light_field(scene, camera, view)[..., None]
    image *= gains.astype(np.float32)
    if camera.blur_px > 0:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), camera.blur_px), np.float32)
    if camera.noise > 0:
        spread = np.sqrt(np.maximum(image, 0) * np.float32(1.6e-5) + np.float32(1.2e-6))
        spread *= rng.standard_normal(image.shape, dtype=np.float32)
        image += spread * np.float32(camera.noise)
    pixels = encode(image)
    pixels.flags.writeable = False
    return Photograph(pixels, camera)


def encode(linear: Image) -> NDArray[np.uint8]:
    """Return 8-bit sRGB of linear light, clipped."""
    index = np.clip(linear * np.float32(65535) + np.float32(0.5), 0, 65535).astype(np.uint16)
    return np.asarray(_encoding()[index])


@cache
def _encoding() -> NDArray[np.uint8]:
    return np.asarray(np.round(linear_to_srgb(np.arange(65536) / 65535.0) * 255), np.uint8)
