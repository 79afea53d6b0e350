"""A plot's frame: scales, ticks, text; drawn once, shown as SVG, in a PDF and on a slide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from photocompare.errors import displayable
from photocompare.report.style import INK, MEDIUM, REGULAR, RULE, SOFT, printable, register_fonts
from photocompare.report.words import MINUS


@dataclass(frozen=True, eq=False)
class Plot:
    """A drawing with its data area, in points from the lower left; `low` and `high` end the value axis."""

    drawing: Drawing
    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float
    upright: bool = True

    def at(self, value: float) -> float:
        """Return where a value lies along the value axis, kept inside the frame."""
        first, last = (self.bottom, self.top) if self.upright else (self.left, self.right)
        share = (value - self.low) / (self.high - self.low)
        return first + min(max(share, 0.0), 1.0) * (last - first)


def new_plot(
    size: tuple[float, float],
    values: Iterable[float],
    *,
    title: str,
    margins: tuple[float, float, float, float],
    upright: bool = True,
) -> Plot:
    """Return an empty plot with title, value axis and a line at 0; margins are left, right, bottom, top."""
    register_fonts()
    drawing = Drawing(*size)
    left, right, bottom, top = margins
    marks = ticks(*_padded(values))
    plot = Plot(drawing, left, size[0] - right, bottom, size[1] - top, marks[0], marks[-1], upright)
    write(drawing, 0, size[1] - 9, title, face=MEDIUM, points=8.5, width=size[0])
    step = marks[1] - marks[0]
    places = next(count for count in range(12) if abs(round(step, count) - step) < 1e-3 * step)
    for mark in marks:
        text = f"{mark:.{places}f}".replace("-", MINUS)
        text = text if float(text.replace(MINUS, "-")) else f"{0:.{places}f}"
        place, zero = plot.at(mark), abs(mark) < 1e-12
        color, thick = (SOFT, 0.8) if zero else (RULE, 0.35)
        if upright:
            line(drawing, plot.left, place, plot.right, place, color=color, width=thick)
            write(drawing, plot.left - 5, place - 2.5, text, color=SOFT, anchor="end", points=7)
        else:
            line(drawing, place, plot.bottom, place, plot.top, color=color, width=thick)
            write(drawing, place, plot.bottom - 10, text, color=SOFT, anchor="middle", points=7)
    return plot


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values from at or below `low` to at or above `high`.

    >>> ticks(-4.2, 0.3)
    [-5.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0]
    """
    raw = (high - low) / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def write(
    drawing: Drawing,
    x: float,
    y: float,
    text: str,
    *,
    face: str = REGULAR,
    points: float = 7.5,
    color: str | Color = INK,
    anchor: str = "start",
    width: float | None = None,
) -> None:
    """Draw text, safe to show and shortened to `width`."""
    shown = shortened(text, width, face, points) if width else printable(displayable(text))
    fill = HexColor(color) if isinstance(color, str) else color
    drawing.add(String(x, y, shown, fontName=face, fontSize=points, fillColor=fill, textAnchor=anchor))


def shortened(text: str, width: float, face: str = REGULAR, points: float = 7.0) -> str:
    """Return text safe to show, cut to a width in points, an ellipsis for what is cut."""
    shown = printable(displayable(text))
    while len(shown) > 2 and stringWidth(shown, face, points) > width:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    return shown


def line(
    drawing: Drawing,
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    color: str | Color = INK,
    width: float = 1.0,
) -> None:
    """Draw a straight line."""
    stroke = HexColor(color) if isinstance(color, str) else color
    drawing.add(Line(x1, y1, x2, y2, strokeColor=stroke, strokeWidth=width, strokeLineCap=1))


def path(drawing: Drawing, points: Sequence[tuple[float, float]], *, color: Color, width: float) -> None:
    """Draw a line through points."""
    flat = [coordinate for point in points for coordinate in point]
    if len(points) > 1:
        drawing.add(PolyLine(flat, strokeColor=color, strokeWidth=width, strokeLineJoin=1, strokeLineCap=1))


def area(drawing: Drawing, points: Sequence[tuple[float, float]], *, color: Color, share: float) -> None:
    """Fill an area with `share` of a color."""
    flat = [coordinate for point in points for coordinate in point]
    # Clear ink: where two bands lie over each other, both are seen.
    ink = Color(color.red, color.green, color.blue, alpha=share)
    drawing.add(Polygon(flat, fillColor=ink, strokeColor=None, strokeWidth=0))


def dot(drawing: Drawing, x: float, y: float, radius: float, *, color: Color) -> None:
    """Draw a filled circle with a fine white edge, so that two that touch stay two."""
    drawing.add(Circle(x, y, radius, fillColor=color, strokeColor=HexColor("#ffffff"), strokeWidth=0.6))


def tint(color: Color, share: float) -> Color:
    """Return `share` of a color on white."""
    return Color(*(1 - share * (1 - part) for part in (color.red, color.green, color.blue)))


def _padded(values: Iterable[float]) -> tuple[float, float]:
    known = [0.0, *values]
    low, high = min(known), max(known)
    return (low, high) if high - low > 1e-12 else (low - 1.0, high + 1.0)
