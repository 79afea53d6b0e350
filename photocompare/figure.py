"""Pictures of a comparison: the aligned pair in one color, the signed difference, the figure of a pair."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from photocompare import maps
from photocompare.alignment import Alignment, between_copies, on_followup, tiles_on_baseline, warp_to_baseline
from photocompare.color import CorrectedPhoto
from photocompare.colormap import DIVERGING, Picture, broken, diverging_table
from photocompare.compare import Comparison
from photocompare.errors import displayable
from photocompare.metric import metrics
from photocompare.mips import Tile
from photocompare.regions import Region
from photocompare.verdict_strip import verdict_strip

__all__ = [
    "DIVERGING",
    "INK",
    "PHOTOS",
    "DifferenceMap",
    "aligned_pair",
    "aligned_tiles",
    "caption",
    "difference_map",
    "laid",
    "pair_figure",
    "png",
    "small_pair",
]

HIDDEN = 225
PHOTOS = "Rows of photos"
"""The one note in a figure's file."""
PAGE = (255, 255, 255)
GAP, LINE = 20, 44
INK = (40, 40, 40)
ARM_COLORS = {"treated": (255, 176, 0), "untreated": (100, 143, 255)}
PALE = (200, 200, 200)
ROLE_COLORS = {"reference": (120, 220, 190), "exclude": PALE, "gray": PALE, "chart": PALE, "skin": PALE}
OTHER_COLOR = (254, 97, 180)


@dataclass(frozen=True, eq=False)
class DifferenceMap:
    """A signed change, pixel by pixel, as a picture on the baseline's grid.

    Attributes:
        rgb: H x W x 3 uint8; gray where nothing changed, dark where nothing is known.
        low, high: the values at the ends of the color bar, in `unit`.
        unit, label: of the value shown.
    """

    rgb: Picture
    low: float
    high: float
    unit: str
    label: str


def aligned_pair(comparison: Comparison) -> tuple[Picture, Picture, NDArray[np.bool_]]:
    """Return baseline and follow-up on the baseline's grid, uint8, in one color, and where both are valid.

    A pair no map of which is trusted comes back as it is: the follow-up unwarped, valid everywhere; a refused
    one uncorrected too.
    """
    pair = comparison.pair
    if pair is None or not comparison.alignment.accepted:
        plain = CorrectedPhoto(comparison.baseline), CorrectedPhoto(comparison.followup)
        before, after = (pair.baseline, pair.followup) if pair else plain
        return before.display(), after.display(), np.ones(comparison.followup.shape, dtype=bool)
    followup, valid = warp_to_baseline(pair.followup.display(), comparison.alignment)
    return pair.baseline.display(), followup, valid


def aligned_tiles(comparison: Comparison) -> Iterator[Tile]:
    """Yield the follow-up of `aligned_pair` in tiles, of a pair that a trusted map lays onto each other."""
    assert comparison.pair is not None
    yield from tiles_on_baseline(comparison.pair.followup.display(), comparison.alignment)


def small_pair(comparison: Comparison, factor: int) -> tuple[Picture, Picture, NDArray[np.bool_]]:
    """Return `aligned_pair` of copies of the photos, `factor` times as small: soon, for the first look."""
    assert comparison.pair is not None
    pair = comparison.pair
    before, after = (_small(photo, factor) for photo in (pair.baseline, pair.followup))
    (high, wide, _), (rows, columns, _) = before.shape, after.shape
    return before, *warp_to_baseline(
        after, between_copies(comparison.alignment, (high, wide), (rows, columns))
    )


def _small(photo: CorrectedPhoto, factor: int) -> Picture:
    height, width = (max(round(side / factor), 1) for side in photo.shape)
    pixels = cv2.resize(photo.photo.pixels, (width, height), interpolation=cv2.INTER_AREA)
    return CorrectedPhoto(replace(photo.photo, pixels=pixels, valid=None), photo.correction).display()


def difference_map(comparison: Comparison, metric_id: str = "erythema_index") -> DifferenceMap | None:
    """Return the signed change of a pixelwise metric, or None for a pair without a trusted map or a UV one.

    The map of `maps.difference_map` in color, for the window and the figure.
    """
    found = maps.difference_map(comparison, metric_id)
    if found is None:
        return None
    scale = found.scale
    return DifferenceMap(found.rgb, scale.low, scale.high, scale.unit, metrics()[metric_id].label)


def pair_figure(comparison: Comparison, *, width: int = 2000) -> bytes:
    """Return the PNG of a pair as compared: both photos with regions, signed difference, verdicts.

    It names no file: a file's name may be a patient's.
    """
    before, after, valid = aligned_pair(comparison)
    after = np.where(valid[..., None], after, np.uint8(HIDDEN))
    outlined = [one for one in comparison.regions if one.name != "whole" and one.photo == "baseline"]
    on_after = [] if comparison.refused else outlined
    if not comparison.alignment.accepted:
        placed = [region for region in on_after if region.followup]
        on_after = [on_followup(region, comparison.alignment) for region in placed]
    panels = [
        ("Baseline", _outlined(before, outlined)),
        (
            "Follow-up",
            _outlined(after, on_after),
        ),
    ]
    difference = difference_map(comparison)
    if difference is not None:
        title = f"Change of {difference.label.lower()} ({difference.unit})"
        panels.append((title, Image.fromarray(difference.rgb)))
    page, photos = _page(panels, width, caption(comparison), bar=difference is not None)
    if difference is not None:
        _color_bar(page, difference)
    strip = verdict_strip(comparison, width)
    whole = Image.new("RGB", (width, page.height + strip.height), PAGE)
    whole.paste(page, (0, 0))
    whole.paste(strip, (0, page.height))
    return png(np.asarray(whole), caption(comparison), photos=photos)


def png(picture: Picture, changed: str = "", *, photos: int | None = None) -> bytes:
    """Return the PNG of a uint8 sRGB picture, built from bare pixels: no metadata of a photo comes along.

    `changed`, what was done to the pixels, stands in its text `Description`; `photos` is how many of a
    figure's rows show pictures, so that a report can leave out what stands below them.
    """
    out, about = io.BytesIO(), PngInfo()
    if changed:
        about.add_itxt("Description", changed)
    if photos is not None:
        about.add_text(PHOTOS, str(photos))
    Image.fromarray(picture).save(out, "PNG", compress_level=3, pnginfo=about)
    return out.getvalue()


def caption(comparison: Comparison) -> str:
    """Return what was done to the pair, in one line that stands on every export."""
    if comparison.pair is None:
        return f"Not compared: {comparison.findings[-1].message}"
    color = comparison.pair.description
    if not comparison.alignment.accepted:
        return f"Not laid onto each other, regions placed by hand; {color}."
    return laid(comparison.alignment, color)


def laid(alignment: Alignment, color: str = "colors as photographed") -> str:
    """Return in a line how the follow-up was laid onto the baseline, and what became of its colors."""
    error = "" if alignment.error_px is None else f" (about {alignment.error_px:.1f} px)"
    return f"Follow-up laid onto the baseline, alignment {alignment.grade}{error}; {color}."


def region_color(region: Region) -> tuple[int, int, int]:
    """Return the color of a region's outline (Okabe-Ito and IBM tones, apart for color-blind eyes)."""
    return ROLE_COLORS.get(region.role) or ARM_COLORS.get(region.arm.lower(), OTHER_COLOR)


def _outlined(picture: Picture, regions: list[Region]) -> Image.Image:
    image = Image.fromarray(picture)
    draw = ImageDraw.Draw(image)
    width = max(round(max(image.size) / 400), 2)
    font = ImageFont.load_default(max(image.size) / 40)
    for region in regions:
        color = region_color(region)
        for ring in (ring for polygon in region.polygons for ring in polygon):
            draw.line([*ring, ring[0]], fill=(0, 0, 0), width=width + 2, joint="curve")
            draw.line([*ring, ring[0]], fill=color, width=width, joint="curve")
        left, top, *_ = region.bounds
        draw.text(
            (left, top - 4),
            displayable(region.name),
            color,
            font,
            "lb",
            stroke_width=width // 2,
            stroke_fill=0,
        )
    return image


def _page(
    panels: list[tuple[str, Image.Image]], width: int, foot: str, *, bar: bool
) -> tuple[Image.Image, int]:
    """Return the page, and how many of its rows show pictures."""
    gap, line = GAP, LINE
    side = (width - gap * (len(panels) + 1)) // len(panels)
    shrunk = [image.resize((side, max(round(image.height * side / image.width), 1))) for _, image in panels]
    height = max(image.height for image in shrunk)
    font = ImageFont.load_default(24)
    said = broken(foot, width - 2 * gap - 400 * bar, font)
    more = max(len(said) - 1, 0) * 32
    page = Image.new("RGB", (width, height + 2 * line + 3 * gap + more), PAGE)
    draw = ImageDraw.Draw(page)
    for index, ((title, _), image) in enumerate(zip(panels, shrunk, strict=True)):
        left = gap + index * (side + gap)
        draw.text((left, gap), _fitted(title, side, font), fill=INK, font=font)
        page.paste(image, (left, gap + line))
    for index, words in enumerate(said):
        draw.text((gap, height + line + 2 * gap + index * 32), words, fill=INK, font=font)
    return page, gap + line + height


def _fitted(text: str, width: int, font: ImageFont.ImageFont | ImageFont.FreeTypeFont) -> str:
    while text and font.getlength(text) > width:
        text = text[:-2].rstrip() + "\u2026"
    return text


def _color_bar(page: Image.Image, difference: DifferenceMap) -> None:
    """Draw the bar of the difference's values at the lower right of the page."""
    bar = diverging_table()[np.linspace(0, 255, 240).astype(np.uint8)][None].repeat(16, axis=0)
    left, top = page.width - 380, page.height - 44
    page.paste(Image.fromarray(bar), (left + 60, top))
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(22)
    draw.text((left + 52, top - 6), f"{difference.low:+.0f}", fill=INK, font=font, anchor="ra")
    draw.text((left + 308, top - 6), f"{difference.high:+.0f}", fill=INK, font=font, anchor="la")
