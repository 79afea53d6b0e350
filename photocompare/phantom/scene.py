"""What is painted: the skin, how each photograph is taken, and what the treatment did."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Body = Literal["leg", "face"]
Lighting = Literal["normal", "uv"]
Role = Literal["measure", "reference", "exclude"]
Target = Literal["none", "colorchecker", "gray"]


@dataclass(frozen=True)
class Scene:
    """The skin itself. Lengths in mm; positions of flushes as fractions of the baseline photograph.

    `size` is (width, height) in pixels of every photo, `mm_per_pixel` holds at the middle of a photo taken
    at scale 1. Counts of clusters, veins, spots, moles and hairs are for the baseline's field of view.
    A flush is (x, y, radius, strength): blood rises by the factor exp(strength) in its middle.
    """

    size: tuple[int, int] = (1600, 1200)
    mm_per_pixel: float = 0.1
    body: Body = "leg"
    f_mel: float = 0.035
    f_blood: float = 0.009
    blotchiness: float = 1.0
    red_clusters: int = 5
    blue_veins: int = 1
    red_width_mm: tuple[float, float] = (0.3, 0.9)
    blue_width_mm: tuple[float, float] = (2.0, 3.0)
    spots: int = 60
    moles: int = 5
    hairs: int = 40
    relief: float = 1.0
    limb_radius_mm: float | None = None
    flushes: tuple[tuple[float, float, float, float], ...] = ()
    chart: Target = "none"
    oversample: float = 1.4


@dataclass(frozen=True)
class Camera:
    """How one photograph is taken. Angles in degrees, `shift` as a fraction of width and height.

    `scale` > 1 is closer. `tilt_deg` turns the skin about the horizontal and the vertical axis before a
    camera at `distance_mm`. `deformation_mm` is the root mean square displacement of soft tissue,
    `deformation_length_mm` its correlation length. `side_light` is the relative change of light from the
    middle to the edge. `noise` 1 is a good camera at base sensitivity. `target_at` is the middle of the
    chart, as fractions.
    """

    rotation_deg: float = 0.0
    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    tilt_deg: tuple[float, float] = (0.0, 0.0)
    distance_mm: float = 500.0
    deformation_mm: float = 0.0
    deformation_length_mm: float = 40.0
    exposure_ev: float = 0.0
    white_balance: tuple[float, float, float] = (1.0, 1.0, 1.0)
    side_light: float = 0.0
    side_light_deg: float = 0.0
    vignetting: float = 0.06
    blur_px: float = 0.0
    noise: float = 1.0
    jpeg_quality: int = 93
    lighting: Lighting = "normal"
    target_at: tuple[float, float] = (0.15, 0.86)


@dataclass(frozen=True)
class Treatment:
    """One outlined region of the baseline and the change planted in it.

    `polygon` is (N, 2) in pixels of the baseline, corner origin. `erythema_change` is the region's whole true
    change of erythema index in points, solved for exactly; None leaves it to the other changes.
    `melanin_change` is in points of melanin index. `vessel_fading` is the share of contrast lost,
    `vessel_narrowing` of width, `vessels_erased` of centerline length, `spot_fading` of contrast and
    `spot_shrinking` of radius: all 0 to 1. `new_vessels` is a number of new trees. Diffuse changes are
    strongest in the middle and end `margin_mm` outside the polygon: keep neighboring regions that far away.
    """

    name: str
    polygon: NDArray[np.float64]
    arm: str = ""
    side: str = ""
    role: Role = "measure"
    erythema_change: float | None = None
    melanin_change: float = 0.0
    vessel_fading: float = 0.0
    vessel_narrowing: float = 0.0
    vessels_erased: float = 0.0
    new_vessels: int = 0
    vessel_kinds: tuple[str, ...] = ("red", "blue")
    spot_fading: float = 0.0
    spot_shrinking: float = 0.0
    margin_mm: float = 12.0
