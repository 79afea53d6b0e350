"""Where skin lands in a photograph, exactly, both ways."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import RectBivariateSpline

from photocompare.phantom.scene import Camera, Scene

Points = NDArray[np.float64]
WAVES = 14
NODE_PX = 16


@dataclass(frozen=True)
class Deformation:
    """A smooth displacement of soft tissue in mm: a sum of long plane waves, so it has a value everywhere."""

    waves: Points
    phases: NDArray[np.float64]
    amplitudes: Points

    def __call__(self, plane: Points) -> Points:
        """Return the displacement (N, 2) in mm at points (N, 2) in mm."""
        if not len(self.waves):
            return np.zeros_like(plane)
        return np.asarray(np.sin(plane @ self.waves.T + self.phases) @ self.amplitudes)


@dataclass(frozen=True)
class View:
    """One photograph's geometry: skin (mm) -> plane (mm, deformed) -> pixels (corner origin).

    The photo is taken of a plane; the skin that lies at plane point s is `s + deformation(s)`.
    """

    homography: NDArray[np.float64]
    deformation: Deformation
    size: tuple[int, int]

    def to_plane(self, pixels: ArrayLike) -> Points:
        """Return plane points (N, 2) in mm of pixel coordinates (N, 2)."""
        return project(np.asarray(np.linalg.inv(self.homography), np.float64), np.asarray(pixels, np.float64))

    def to_skin(self, pixels: ArrayLike) -> Points:
        """Return skin points (N, 2) in mm of pixel coordinates (N, 2)."""
        plane = self.to_plane(pixels)
        return plane + self.deformation(plane)

    def to_pixels(self, skin: ArrayLike) -> Points:
        """Return pixel coordinates (N, 2) of skin points (N, 2) in mm; exact to about 1e-9 px."""
        target = np.asarray(skin, np.float64)
        plane = target - self.deformation(target)
        for _ in range(60):
            # A contraction, because displacement changes far slower than position.
            step = target - self.deformation(plane) - plane
            plane = plane + step
            if np.abs(step).max(initial=0.0) < 1e-11:
                break
        return project(self.homography, plane)

    def mm_per_pixel(self) -> float:
        """Return the size of the middle pixel on the skin plane, in mm."""
        middle = np.array(self.size) / 2
        corners = self.to_plane(middle + np.array([[-0.5, 0], [0.5, 0], [0, -0.5], [0, 0.5]]))
        across, down = corners[1] - corners[0], corners[3] - corners[2]
        return float(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))

    def skin_map(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the skin x and y in mm at every pixel center, each (H, W).

        Evaluated every NODE_PX pixels and joined by cubic splines: within 1e-4 px of the exact map.
        """
        width, height = self.size
        x, y = _nodes(width), _nodes(height)
        grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
        skin = self.to_skin(grid).reshape(len(y), len(x), 2)
        px, py = np.arange(width) + 0.5, np.arange(height) + 0.5
        maps = [
            RectBivariateSpline(y, x, skin[..., i])(py, px).astype(np.float32)  # type: ignore[no-untyped-call]
            for i in range(2)
        ]
        return maps[0], maps[1]

    def outline(self, *, inset: float = 0.0) -> Points:
        """Return a dense outline (N, 2) of the photo in pixels, `inset` pixels inside its border."""
        width, height = self.size
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        middle = np.array([width, height]) / 2
        return densify(middle + (corners - middle) * (1 - 2 * inset / np.array([width, height])), step=40)


def view_of(scene: Scene, camera: Camera, rng: np.random.Generator) -> View:
    """Return the geometry of one photograph of the scene; `rng` draws the deformation."""
    return View(_homography(scene, camera), _deformation(camera, rng), scene.size)


def project(matrix: NDArray[np.float64], points: Points) -> Points:
    """Return points (N, 2) carried by a 3x3 homography."""
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(mapped[:, :2] / mapped[:, 2:])


def densify(polygon: ArrayLike, *, step: float) -> Points:
    """Return the closed polygon (N, 2) with points added so that no edge is longer than `step`."""
    corners = np.asarray(polygon, np.float64)
    edges = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        count = max(1, int(np.ceil(np.hypot(*(end - start)) / step)))
        edges.append(start + (end - start) * (np.arange(count) / count)[:, None])
    return np.concatenate(edges)


def _nodes(length: int) -> NDArray[np.float64]:
    return np.linspace(0, length, max(6, int(np.ceil(length / NODE_PX)) + 1))


def _homography(scene: Scene, camera: Camera) -> NDArray[np.float64]:
    turn, nod, swing = np.radians([camera.rotation_deg, *camera.tilt_deg])
    about_z = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(nod), -np.sin(nod)], [0, np.sin(nod), np.cos(nod)]])
    about_y = np.array([[np.cos(swing), 0, np.sin(swing)], [0, 1, 0], [-np.sin(swing), 0, np.cos(swing)]])
    in_space = (about_y @ about_x @ about_z)[:, :2]
    zoom = camera.scale / scene.mm_per_pixel
    width, height = scene.size
    center = np.array([width * (0.5 + camera.shift[0]), height * (0.5 + camera.shift[1])])
    lens = np.array([[zoom, 0, center[0]], [0, zoom, center[1]], [0, 0, 1.0]])
    pinhole = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1 / camera.distance_mm]])
    matrix = np.column_stack([pinhole @ in_space, [0, 0, 1.0]])
    return np.asarray(lens @ matrix)


def _deformation(camera: Camera, rng: np.random.Generator) -> Deformation:
    if camera.deformation_mm <= 0:
        return Deformation(np.zeros((0, 2)), np.zeros(0), np.zeros((0, 2)))
    angle = rng.uniform(0, 2 * np.pi, WAVES)
    number = rng.uniform(0.5, 1.6, WAVES) / camera.deformation_length_mm
    waves = np.stack([np.cos(angle), np.sin(angle)], axis=-1) * number[:, None]
    amplitudes = rng.normal(size=(WAVES, 2))
    # A sine has mean square one half, so this makes the expected square of the displacement deformation_mm^2.
    amplitudes *= camera.deformation_mm / np.sqrt((amplitudes**2).sum() / 2)
    return Deformation(waves, rng.uniform(0, 2 * np.pi, WAVES), amplitudes)
