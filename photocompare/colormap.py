"""How values become colors: a scale for amounts, one for changes around zero; the bar that explains them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from photocompare.color.lab import screen

Picture = NDArray[np.uint8]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Values = NDArray[np.float32]
GRAY = (64, 64, 64)
INK = (235, 235, 235)
UNKNOWN = (40, 40, 40)
STEPS = 256
"""Points of a colormap in OKLab (lightness, a, b), lightness rising evenly from end to end."""
AMOUNT = (
    (0.20, 0.012, -0.085),
    (0.32, 0.010, -0.105),
    (0.44, 0.045, -0.075),
    (0.56, 0.085, -0.010),
    (0.68, 0.085, 0.055),
    (0.80, 0.040, 0.105),
    (0.92, -0.015, 0.120),
)
# Dark gray where nothing changed; lighter, and blue where it fell, orange where it rose.
DIVERGING = (
    (90, 180, 255),
    (60, 130, 215),
    (72, 100, 150),
    (96, 96, 96),
    (160, 92, 72),
    (225, 110, 60),
    (255, 170, 90),
)


@dataclass(frozen=True)
class Scale:
    """What the colors of a map mean.

    Attributes:
        low, high: the values at the ends of the bar; a map around zero has `low` = -`high`.
        label, unit: of the value.
        neutral: changes up to this size are within error and shown as none; 0 where the error is unknown.
    """

    low: float
    high: float
    label: str
    unit: str
    neutral: float = 0.0

    @property
    def around_zero(self) -> bool:
        """Return whether the map shows signed changes."""
        return self.low == -self.high

    @property
    def title(self) -> str:
        """Return label and unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


def colored(values: Values, scale: Scale) -> Picture:
    """Return H x W x 3 uint8 of H x W values; beyond the ends the color of the end, dark for NaN."""
    share = (values - scale.low) / (scale.high - scale.low)
    if scale.around_zero and scale.neutral > 0:
        share = np.where(np.abs(values) <= scale.neutral, np.float32(0.5), share)
    known = np.isfinite(share)
    index = np.rint(np.clip(np.where(known, share, 0), 0, 1) * (STEPS - 1)).astype(np.uint8)
    picture = (diverging_table() if scale.around_zero else amount_table())[index]
    picture[~known] = UNKNOWN
    return np.asarray(picture, dtype=np.uint8)


def amount_table() -> Picture:
    """Return 256 x 3 uint8: deep blue by rose to pale yellow, even steps of lightness (in OKLab).

    Read in black and white and by color-blind eyes it keeps its order. OKLab: Ottosson 2020.
    """
    points = np.array(AMOUNT)
    where = np.linspace(0, len(points) - 1, STEPS)
    oklab = np.stack([np.interp(where, np.arange(len(points)), column) for column in points.T], axis=1)
    roots = oklab @ np.array(
        [
            [1, 1, 1],
            [0.3963377774, -0.1055613458, -0.0894841775],
            [0.2158037573, -0.0638541728, -1.2914855480],
        ]
    )
    linear = roots**3 @ np.array(
        [
            [4.0767416621, -1.2684380046, -0.0041960863],
            [-3.3077115913, 2.6097574011, -0.7034186147],
            [0.2309699292, -0.3413193965, 1.7076147010],
        ]
    )
    return screen(np.clip(linear, 0, 1).astype(np.float32))


def diverging_table() -> Picture:
    """Return 256 x 3 uint8: blue where a value fell, gray where it stayed, orange where it rose."""
    where = np.linspace(0, len(DIVERGING) - 1, STEPS)
    channels = [np.interp(where, np.arange(len(DIVERGING)), column) for column in np.array(DIVERGING).T]
    return np.asarray(np.rint(np.stack(channels, axis=1)), dtype=np.uint8)


def with_bar(
    picture: Picture, scale: Scale, title: str = "", *, foot: str = "", width: int = 1600
) -> Picture:
    """Return the picture on a page with its title above and a color bar with values, label and unit below.

    `foot`, what was changed in the photos, stands at the end in as many lines as it needs.
    """
    side = min(width, max(picture.shape[1], 640))
    height = max(round(picture.shape[0] * side / picture.shape[1]), 1)
    unit = side / 1600
    gap, line = max(round(24 * unit), 12), max(round(64 * unit), 40)
    small, large = (ImageFont.load_default(max(size * unit, 15.0)) for size in (24, 30))
    said = broken(foot, side, small)
    page = Image.new("RGB", (side + 2 * gap, height + 3 * line + 2 * gap + len(said) * line // 2), GRAY)
    draw = ImageDraw.Draw(page)
    draw.text((gap, gap + line / 3), title or scale.title, INK, large, "lm")
    page.paste(Image.fromarray(picture).resize((side, height), Image.Resampling.LANCZOS), (gap, gap + line))
    top = gap + line + height + line // 2
    bar_wide, bar_high = round(0.55 * side), max(round(22 * unit), 12)
    ramp = np.linspace(scale.low, scale.high, bar_wide, dtype=np.float32)[None].repeat(bar_high, axis=0)
    page.paste(Image.fromarray(colored(ramp, scale)), (gap, top))
    for share in np.linspace(0, 1, 5):
        x = gap + share * (bar_wide - 1)
        value = scale.low + share * (scale.high - scale.low)
        draw.line([(x, top + bar_high), (x, top + bar_high + 5)], INK, 1)
        anchor = "la" if share == 0 else "ra" if share == 1 else "ma"
        draw.text((x, top + bar_high + 8), tick(value, scale), INK, small, anchor)
    words = scale.title + (f"; gray: within ±{scale.neutral:.2g}, the error" if scale.neutral > 0 else "")
    beside = "\n".join(broken(words, side - bar_wide - gap, small))
    draw.multiline_text((2 * gap + bar_wide, top + bar_high / 2), beside, INK, small, "lm")
    draw.multiline_text((gap, height + 3 * line + gap), "\n".join(said), INK, small, "la")
    return np.asarray(page)


def broken(text: str, width: float, font: Font) -> list[str]:
    """Return the text in lines no wider than `width` pixels where its words allow; none for no text."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def tick(value: float, scale: Scale) -> str:
    """Return the value as it stands at the bar: three digits at most, a sign for changes."""
    text = f"{round(value, 6):+.3g}" if scale.around_zero else f"{round(value, 6):.3g}"
    return text if float(text) else "0"
