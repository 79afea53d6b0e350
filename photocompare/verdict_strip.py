"""What changed, each with its error and verdict, as a strip of a picture: it stands under a pair's photos."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from photocompare.compare import Comparison, Measurement
from photocompare.errors import displayable
from photocompare.metric import metrics

CHOSEN = (
    "erythema_index",
    "melanin_index",
    "spot_area_fraction",
    "vessel_length_density",
    "vessel_cleared_fraction",
)
MOST_REGIONS, MOST_LINES = 4, 5
SIZE, LINE, GAP = 22, 34, 20
INK, PALE = (40, 40, 40), (130, 130, 130)
STOPS = (0.0, 0.36, 0.47, 0.58, 0.81)
"""Where a line's measure, before, after, change and verdict stand, in widths of the block."""


def verdict_strip(comparison: Comparison, width: int) -> Image.Image:
    """Return the strip: for up to four regions up to five measures before, after, changed, and the verdict.

    A change within its error or not comparable is pale. Empty where nothing was measured.
    """
    blocks = [
        _chosen(list(rows)) for _, rows in groupby(comparison.measurements, lambda row: row.region.name)
    ]
    blocks = [block for block in blocks if block][:MOST_REGIONS]
    across = min(len(blocks), 2) or 1
    lines = max((len(block) for block in blocks), default=0) + 1
    rows = -(-len(blocks) // across)
    strip = Image.new("RGB", (width, rows * (lines * LINE + GAP) if blocks else 1), (255, 255, 255))
    side = (width - GAP * (across + 1)) // across
    for index, block in enumerate(blocks):
        corner = GAP + index % across * (side + GAP), index // across * (lines * LINE + GAP)
        _draw(strip, block, corner, side)
    return strip


def _chosen(rows: Sequence[Measurement]) -> list[Measurement]:
    shown = [row for row in rows if row.worth_a_line]
    main = [row for row in shown if row.metric in CHOSEN]
    return (main or shown)[:MOST_LINES]


def _draw(strip: Image.Image, block: Sequence[Measurement], corner: tuple[int, int], side: int) -> None:
    left, top = corner
    draw, font = ImageDraw.Draw(strip), ImageFont.load_default(SIZE)
    draw.text((left, top), displayable(block[0].region.name), fill=INK, font=font)
    for stop, heading in zip(STOPS[1:], ("before", "after", "change ± error"), strict=False):
        draw.text((left + stop * side, top), heading, fill=PALE, font=font)
    draw.line([(left, top + LINE - 5), (left + side, top + LINE - 5)], fill=PALE)
    for number, row in enumerate(block, 1):
        beyond = row.verdict in ("increased", "decreased")
        for stop, text in zip(STOPS, _cells(row), strict=True):
            place = (left + stop * side, top + number * LINE)
            draw.text(place, text, fill=INK if beyond or not stop else PALE, font=font)


def _cells(row: Measurement) -> tuple[str, ...]:
    measure = f"{metrics()[row.metric].label}, {row.unit}"
    if row.baseline is None or row.followup is None or row.change is None:
        return measure, "\u2013", "\u2013", "", row.verdict
    # As many decimals as the error has a meaning in.
    decimals = 2 if row.sdc is None or row.sdc >= 0.05 else 3
    error = "?" if row.sdc is None else f"{row.sdc:.{decimals}f}"
    values = [f"{value:.{decimals}f}" for value in (row.baseline, row.followup)]
    return measure, *values, f"{row.change:+.{decimals}f} ± {error}", row.verdict
