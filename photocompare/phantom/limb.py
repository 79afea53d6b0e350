"""A whole limb before a textured wall, half under cloth: what clinic photographs mostly are.

Skin covers a third of the frame and shows little texture at this scale, while wall and cloth show much and move
differently: a map that follows them is wrong, and here it is known by how much.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from photocompare.phantom.fields import smooth_noise
from photocompare.phantom.geometry import Points, View, project, view_of
from photocompare.phantom.photograph import Image, Photograph, develop, sample_canvas
from photocompare.phantom.raster import Grid
from photocompare.phantom.scene import Camera, Scene
from photocompare.phantom.skin import grow_skin, paint_skin

# Skin seen more obliquely than this (radians from the normal) counts as out of sight.
STEEPEST = 1.25


@dataclass(frozen=True)
class Limb:
    """A round limb along the second axis: radius and middle in mm waver along it; cloth ends at `hem_mm`."""

    radius_mm: float
    calf: float
    bow_mm: float
    phase: float
    length_mm: float
    hem_mm: float

    def radius(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the radius in mm at heights y."""
        along = y / self.length_mm
        bulge = np.exp(-(((along - 0.1 * np.sin(self.phase)) / 0.28) ** 2))
        return np.asarray(self.radius_mm * (0.82 + self.calf * bulge - 0.25 * along))

    def middle(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where the axis is, in mm, at heights y."""
        return np.asarray(self.bow_mm * np.sin(2 * y / self.length_mm + self.phase))


@dataclass(frozen=True)
class LimbView(View):
    """A view of skin wrapped about a limb that is turned by `roll` radians about its own axis.

    `cloth_mm` is how far the cloth has slid, `wall` the 3x3 map from wall mm to pixels.
    """

    limb: Limb
    roll: float
    cloth_mm: tuple[float, float]
    wall: NDArray[np.float64]

    def to_skin(self, pixels: ArrayLike) -> Points:
        """Return skin points (N, 2) in mm, unrolled; beyond the outline those of the outline."""
        return self._unrolled(super().to_skin(pixels))

    def skin_map(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the skin x and y in mm at every pixel center, each (H, W)."""
        # The plane is smooth and may be joined by splines; at the outline of the limb nothing is.
        width, height = self.size
        x, y = View(self.homography, self.deformation, self.size).skin_map()
        skin = self._unrolled(np.stack([x.ravel(), y.ravel()], axis=-1).astype(np.float64))
        x, y = (part.reshape(height, width).astype(np.float32) for part in skin.T)
        return x, y

    def to_pixels(self, skin: ArrayLike) -> Points:
        """Return pixel coordinates (N, 2) of skin points (N, 2) in mm; NaN where the limb hides them."""
        points = np.asarray(skin, np.float64)
        radius = self.limb.radius(points[:, 1])
        angle = points[:, 0] / radius - self.roll
        x = self.limb.middle(points[:, 1]) + radius * np.sin(np.clip(angle, -1.5, 1.5))
        pixels = super().to_pixels(np.stack([x, points[:, 1]], axis=-1))
        return np.where(np.abs(angle)[:, None] < STEEPEST, pixels, np.nan)

    def across(self, plane: Points) -> NDArray[np.float64]:
        """Return -1 to 1 from one outline of the limb to the other for plane points (N, 2) in mm."""
        return np.asarray((plane[:, 0] - self.limb.middle(plane[:, 1])) / self.limb.radius(plane[:, 1]))

    def _unrolled(self, plane: Points) -> Points:
        angle = np.arcsin(np.clip(self.across(plane), -0.9999, 0.9999))
        return np.stack([self.limb.radius(plane[:, 1]) * (angle + self.roll), plane[:, 1]], axis=-1)

    def bare(self, pixels: ArrayLike) -> NDArray[np.bool_]:
        """Return N bool: which pixel coordinates (N, 2) show skin that can be seen well."""
        plane = super().to_skin(pixels)
        hem = self.limb.hem_mm + self.cloth_mm[1]
        return np.asarray((np.abs(self.across(plane)) < np.sin(STEEPEST)) & (plane[:, 1] > hem))


@dataclass(frozen=True)
class LimbPair:
    """Two photographs of one limb; `views` hold the exact truth."""

    baseline: Photograph
    followup: Photograph
    views: tuple[LimbView, LimbView]

    def to_followup(self, points: ArrayLike) -> Points:
        """Return where baseline pixels (N, 2) are in the follow-up; NaN where they show no skin or are hidden."""
        first, second = self.views
        carried = second.to_pixels(first.to_skin(points))
        shown = first.bare(points) & second.bare(np.nan_to_num(carried))
        return np.where(shown[:, None], carried, np.nan)

    def background_to_followup(self, points: ArrayLike) -> Points:
        """Return where baseline pixels (N, 2) would be if they lay on the wall."""
        first, second = self.views
        return project(second.wall, project(np.linalg.inv(first.wall), np.asarray(points, np.float64)))


def limb_pair(seed: int, *, megapixels: float = 3.0) -> LimbPair:
    """Return a random pair of a limb that moved, turned and bent before a wall that moved otherwise.

    Pose to 8 degrees and 12 %, roll to 8 degrees, 1.5 mm of deformation, 0.4 EV, a cast.
    """
    rng = np.random.default_rng([seed, 17])
    width = round(np.sqrt(megapixels * 1e6 * 3 / 4))
    scene = _scene(rng, (width, round(width * 4 / 3)))
    limb = Limb(
        radius_mm=float(rng.uniform(52, 66)),
        calf=float(rng.uniform(0.12, 0.3)),
        bow_mm=float(rng.uniform(4, 14)),
        phase=float(rng.uniform(0, 6.28)),
        length_mm=440.0,
        hem_mm=float(rng.uniform(-150, -90)),
    )
    cameras = (Camera(exposure_ev=float(rng.uniform(-0.1, 0.2))), _moved(rng))
    views = tuple(_view(scene, camera, limb, rng, index) for index, camera in enumerate(cameras))
    grid = _grid(scene, views)
    field_mm = (2.4 * limb.radius_mm, 440.0)
    skin = grow_skin(scene, grid, np.zeros((0, 2)), seed, field_mm)
    canvas = paint_skin(skin, skin.vessels, skin.spots, "normal")
    wall, cloth = _wall(np.random.default_rng([seed, 18])), _cloth(np.random.default_rng([seed, 19]))
    photos = []
    for index, (camera, view) in enumerate(zip(cameras, views, strict=True)):
        image = _composed(sample_canvas(canvas, grid, view), view, wall, cloth)
        photos.append(develop(image, scene, camera, view, np.random.default_rng([seed, 200 + index])))
    return LimbPair(photos[0], photos[1], (views[0], views[1]))


def _scene(rng: np.random.Generator, size: tuple[int, int]) -> Scene:
    return Scene(
        size=size,
        mm_per_pixel=330 / size[0],
        f_mel=float(np.exp(rng.uniform(np.log(0.02), np.log(0.10)))),
        blotchiness=float(rng.uniform(0.7, 1.2)),
        red_clusters=int(rng.integers(3, 9)),
        blue_veins=int(rng.integers(0, 4)),
        spots=int(rng.integers(20, 90)),
        moles=int(rng.integers(3, 10)),
        hairs=int(rng.integers(0, 60)),
    )


def _moved(rng: np.random.Generator) -> Camera:
    red, blue = np.exp(rng.normal(0, 0.06, 2))
    return Camera(
        rotation_deg=float(rng.uniform(-8, 8)),
        scale=float(np.exp(rng.uniform(-0.12, 0.12))),
        shift=(float(rng.uniform(-0.06, 0.06)), float(rng.uniform(-0.04, 0.04))),
        tilt_deg=(float(rng.uniform(-5, 5)), float(rng.uniform(-5, 5))),
        distance_mm=1200.0,
        deformation_mm=1.5,
        deformation_length_mm=90.0,
        exposure_ev=float(rng.uniform(-0.4, 0.4)),
        white_balance=(float(red), 1.0, float(blue)),
        side_light=float(rng.uniform(-0.1, 0.1)),
        side_light_deg=float(rng.uniform(0, 180)),
        blur_px=float(rng.uniform(0, 0.7)),
    )


def _view(scene: Scene, camera: Camera, limb: Limb, rng: np.random.Generator, index: int) -> LimbView:
    plain = view_of(scene, camera, rng)
    # The wall is farther off: it turns with the camera, but moves and grows less than the limb.
    far = replace(camera, shift=(0.0, 0.0), scale=1 + 0.4 * (camera.scale - 1), deformation_mm=0.0)
    wall = view_of(scene, far, rng).homography
    roll, slid = (np.radians(rng.uniform(-8, 8)), rng.uniform(-12, 12, 2)) if index else (0.0, np.zeros(2))
    cloth = (float(slid[0]), float(slid[1]))
    return LimbView(plain.homography, plain.deformation, plain.size, limb, float(roll), cloth, wall)


def _grid(scene: Scene, views: tuple[LimbView, ...]) -> Grid:
    seen = np.concatenate([view.to_skin(view.outline(inset=-4)) for view in views])
    reach = 1.75 * max(view.limb.radius_mm for view in views) * 1.2
    low, high = np.array([-reach, seen[:, 1].min() - 2]), np.array([reach, seen[:, 1].max() + 2])
    pitch = scene.mm_per_pixel / scene.oversample
    width, height = (int(n) for n in np.ceil((high - low) / pitch))
    return Grid(float(low[0]), float(low[1]), pitch, width, height)


def _composed(skin: Image, view: LimbView, wall: Image, cloth: Image) -> Image:
    """Return the limb (H, W, 3), shaded round, its upper part under cloth, before the wall."""
    width, height = view.size
    x, y = np.arange(width) + 0.5, np.arange(height) + 0.5
    pixels = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    plane = View.to_skin(view, pixels)
    across = view.across(plane).reshape(height, width).astype(np.float32)
    behind = project(np.linalg.inv(view.wall), pixels)
    over = plane - np.array(view.cloth_mm)
    limb = _inside(1 - np.abs(across), view.limb.radius_mm / view.mm_per_pixel())
    covered = _inside((view.limb.hem_mm - over[:, 1]).reshape(height, width).astype(np.float32), 2.0)
    # The lamp stands a little aside, so one flank is darker.
    light = 0.3 + 0.7 * np.maximum(np.cos(np.arcsin(np.clip(across, -1, 1)) + 0.16), 0)
    body = _mixed(skin, _textured(cloth, over, height), covered) * light[..., None]
    return _mixed(_textured(wall, behind, height), body, limb)


def _inside(distance: NDArray[np.float32], pixels: float) -> NDArray[np.float32]:
    return np.asarray(np.clip(distance * np.float32(pixels) + np.float32(0.5), 0, 1))


def _mixed(below: Image, above: Image, share: NDArray[np.float32]) -> Image:
    return np.asarray(below + (above - below) * share[..., None])


def _textured(texture: Image, mm: Points, height: int) -> Image:
    """Return the texture, one cell a mm about its middle and mirrored without end, at points (N, 2) in mm."""
    places = (mm + np.array(texture.shape[1::-1]) / 2).astype(np.float32).reshape(height, -1, 2)
    columns, rows = np.ascontiguousarray(places[..., 0]), np.ascontiguousarray(places[..., 1])
    return np.asarray(cv2.remap(texture, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT))


def _wall(rng: np.random.Generator) -> Image:
    grid = Grid(0.0, 0.0, 1.0, 700, 800)
    tone = 0.35 + 0.05 * smooth_noise(rng, grid, 60.0) + 0.06 * smooth_noise(rng, grid, 6.0)
    for start in range(0, 800, int(rng.integers(90, 140))):
        tone[start : start + 3] *= 0.55
        tone[:, start % 700 : start % 700 + 3] *= 0.6
    color = np.array([1.0, rng.uniform(0.85, 1.05), rng.uniform(0.75, 1.1)], np.float32)
    return np.asarray(np.clip(tone, 0.05, 0.9)[..., None] * color, np.float32)


def _cloth(rng: np.random.Generator) -> Image:
    grid = Grid(0.0, 0.0, 1.0, 700, 800)
    folds = 0.25 * smooth_noise(rng, grid, 30.0) + 0.12 * smooth_noise(rng, grid, 5.0)
    stripes = 0.3 * np.sign(np.sin(np.arange(700) * 2 * np.pi / rng.uniform(12, 26)))
    color = rng.uniform(0.04, 0.4, 3).astype(np.float32)
    return np.asarray(np.exp(folds + stripes)[..., None] * color, np.float32)
