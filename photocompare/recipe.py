"""The recipe: every setting that can change a number, frozen, hashed, written as TOML."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from photocompare.errors import Problem

ColorMethod = Literal["auto", "chart", "gray", "reference", "none"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class PhotoRecipe(_Frozen):
    """What is done with a photo before it is measured.

    `assume_srgb` reads stored values as sRGB, whatever color profile is there, broken or not; each photo says
    so (W201). `follow_links` measures photos that links lead to outside the study's folder. Both decide what
    is measured, so they are settings like any other.
    """

    assume_srgb: bool = False
    follow_links: bool = False

    def reading(self, root: Path | None = None) -> dict[str, Any]:
        """Return the options of `read_photo` for a photo below `root`, where it is below one."""
        kept_in = {} if root is None or self.follow_links else {"root": str(root)}
        return {"assume_srgb": self.assume_srgb, **kept_in}


class AlignmentRecipe(_Frozen):
    """How the follow-up is laid onto the baseline."""

    working_megapixels: float = Field(3.0, gt=0.01, le=12)
    ratio: float = Field(0.87, gt=0.5, lt=1)
    min_inliers: int = Field(12, ge=8)
    min_overlap_percent: float = Field(40, ge=0, le=100)


class CardRecipe(_Frozen):
    """A chart or card of one's own: a grid of patches of known color, row by row from the top left.

    Colors are `lab_d50` (CIELAB, D50, 2 degrees) or `srgb` (8 bit). `skin` and `neutral` name the patches,
    from 0, that judge the correction; `pitch_mm` is the distance of patch centers.
    """

    name: str = Field(min_length=1)
    title: str = ""
    columns: int = Field(ge=2, le=20)
    rows: int = Field(ge=2, le=20)
    lab_d50: tuple[tuple[float, float, float], ...] = ()
    srgb: tuple[tuple[float, float, float], ...] = ()
    skin: tuple[int, ...] = ()
    neutral: tuple[int, ...] = ()
    pitch_mm: float | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        patches = self.columns * self.rows
        if sorted((len(self.lab_d50), len(self.srgb))) != [0, patches]:
            raise ValueError(f"give lab_d50 or srgb of all {patches} patches")
        judges = (*self.skin, *self.neutral)
        if len(judges) < 3 or not all(0 <= index < patches for index in judges):
            raise ValueError("name at least three skin or neutral patches that the card has")
        return self


class ColorRecipe(_Frozen):
    """How light and camera are taken out of the pair.

    `chart` is the kind of chart to look for (`auto`: any known kind), `chart_pitch_mm` the distance of its
    patch centers, which gives the scale. `even_light` takes slow shading out of what needs even light.
    """

    method: ColorMethod = "auto"
    max_gain: float = Field(2.0, gt=1)
    chart: str = "auto"
    chart_pitch_mm: float | None = Field(None, gt=0)
    max_residual_de00: float = Field(4.0, gt=0)
    even_light: Literal["off", "on", "auto"] = "auto"
    cards: tuple[CardRecipe, ...] = ()


class VesselRecipe(_Frozen):
    """What counts as a vessel: its apparent width, and its ridge strength in absorbance.

    Widths are in millimeters where the scale is known, else in pixels of a photo of 2000 pixels. A line of
    contrast C and the width sought has the ridge strength 0.48 C.
    """

    min_width_mm: float = Field(0.3, gt=0)
    max_width_mm: float = Field(3.5, gt=0)
    min_width_px: float = Field(3, gt=0)
    max_width_px: float = Field(30, gt=0)
    red_threshold: float = Field(0.012, gt=0)
    blue_threshold: float = Field(0.008, gt=0)


class SpotRecipe(_Frozen):
    """What counts as a spot: its diameter, and its contrast in melanin component (in absorbance under UV).

    Without a scale ten pixels of a photo of 2000 pixels stand in for a millimeter.
    """

    min_diameter_mm: float = Field(0.5, gt=0)
    max_diameter_mm: float = Field(8.0, gt=0)
    min_contrast: float = Field(0.05, gt=0)
    min_uv_contrast: float = Field(0.03, gt=0)


class RednessRecipe(_Frozen):
    """How absorbance is taken apart into melanin and blood: by fixed vectors, or the skin's own (`ica`)."""

    vectors: Literal["fixed", "ica"] = "fixed"


class Limits(_Frozen):
    """Where a doubt begins (`amber`) and where nothing is measured (`red`)."""

    amber: float
    red: float


class GateRecipe(_Frozen):
    """How unlike the conditions of two photos may be, figure by figure (docs/error.md names the families).

    The last two are lower limits. `usable_percent` is of each region; `finest_blur_px` is for clearance and
    spots, `clearance_magnification` for clearance, `surface_noise_more_percent` for fine contrast. A direct
    alignment needs more overlap anyway; one through a neighbor has less, and what its regions lack is said by
    region.
    """

    blur_px: Limits = Limits(amber=1.25, red=2.4)
    finest_blur_px: Limits = Limits(amber=0.9, red=1.7)
    magnification: Limits = Limits(amber=1.25, red=1.8)
    clearance_magnification: Limits = Limits(amber=1.2, red=1.4)
    angle_deg: Limits = Limits(amber=15, red=30)
    color_de00: Limits = Limits(amber=2, red=5)
    light_percent: Limits = Limits(amber=25, red=100)
    noise_percent: Limits = Limits(amber=6, red=15)
    noise_more_percent: Limits = Limits(amber=0.2, red=0.35)
    surface_noise_more_percent: Limits = Limits(amber=0.1, red=0.22)
    overlap_percent: Limits = Limits(amber=50, red=15)
    usable_percent: Limits = Limits(amber=70, red=40)


class ErrorRecipe(_Frozen):
    """What the smallest detectable change is made of where no repeats tell it (docs/error.md).

    `coverage` times the standard deviation is the smallest detectable change; 1.96 lets chance pass it in
    5 % of cases. `least_repeats` is how many differences between repeat photographs are needed to go by them.
    Absorbances (log10): `channel_sd` of R, G, B each by light whose color differs from
    place to place, `light_sd` of all channels by uneven light where it was removed, `uneven_light_sd` where
    it was not. `focus_px` is the difference of blur that stays unseen. `vessel_contrast_sd` is the noise of a
    piece of vessel in absorbance, `vessel_share_sd` the share of contrast or width by which two photos of it
    differ anyway, `vessel_common_sd` the share of contrast common to all; `vessel_lost_share` is how many
    vessels only one of two photos shows, `vessel_split_share` how many end elsewhere in it. `spot_lost_share`
    is how many spots only one of two photos shows, `spot_faint_share` how many of those that are just dark
    enough; `spot_area_sd` the share by which the area of one that is just dark enough differs (twice as dark:
    half of it), `spot_contrast_sd` the absorbance by which a spot's contrast does;
    `texture_sd` and `unevenness_sd` the share by which fine contrast and pigment unevenness differ.
    """

    coverage: float = Field(1.96, gt=0)
    least_repeats: int = Field(10, ge=3)
    channel_sd: tuple[float, float, float] = (0.0002, 0.00015, 0.00015)
    light_sd: float = Field(0.0007, ge=0)
    uneven_light_sd: float = Field(0.02, ge=0)
    focus_px: float = Field(0.22, ge=0)
    vessel_contrast_sd: float = Field(0.004, ge=0)
    vessel_share_sd: float = Field(0.13, ge=0)
    vessel_common_sd: float = Field(0.035, ge=0, lt=1)
    vessel_lost_share: float = Field(0.03, ge=0, le=1)
    vessel_split_share: float = Field(0.35, ge=0, le=1)
    spot_lost_share: float = Field(0.03, ge=0, le=1)
    spot_faint_share: float = Field(0.5, ge=0, le=1)
    spot_area_sd: float = Field(0.42, ge=0)
    spot_contrast_sd: float = Field(0.006, ge=0)
    texture_sd: float = Field(0.01, ge=0)
    unevenness_sd: float = Field(0.06, ge=0)


class Recipe(_Frozen):
    """Every setting of a comparison; two equal recipes give the same numbers."""

    photo: PhotoRecipe = PhotoRecipe()
    alignment: AlignmentRecipe = AlignmentRecipe()
    color: ColorRecipe = ColorRecipe()
    vessels: VesselRecipe = VesselRecipe()
    spots: SpotRecipe = SpotRecipe()
    redness: RednessRecipe = RednessRecipe()
    error: ErrorRecipe = ErrorRecipe()
    gate: GateRecipe = GateRecipe()
    metrics: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the hex hash of all settings, independent of file layout and key order."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in the TOML file at `path`; unnamed settings keep their defaults.

    Raises:
        Problem: E320 where the file is missing, is no TOML or has an unknown or wrong setting.
    """
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        return Recipe.model_validate(settings)
    except OSError as error:
        raise Problem("E320", path.name, error.strerror or "cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("E320", path.name, f"it is not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        why = "there is none of this name" if first["type"] == "extra_forbidden" else first["msg"]
        raise Problem("E320", path.name, f"setting `{where}`: {why}") from error
