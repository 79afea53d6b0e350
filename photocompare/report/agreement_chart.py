"""The chart of Bland and Altman: how far two shots of the same skin differ, over what they measured."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import HexColor

from photocompare.report.plot import Plot, dot, line, new_plot, ticks, write
from photocompare.report.style import INK, SOFT
from photocompare.report.words import decimals, figure
from photocompare.statistics import Repeatability

DOT = "#3f66c9"


def bland_altman(
    pairs: Sequence[tuple[float, float]],
    found: Repeatability,
    *,
    title: str,
    unit: str,
    width: float,
    height: float = 180.0,
) -> Drawing:
    """Return each pair of shots as a dot: its mean to the right, second minus first upwards.

    Lines at the mean difference and at the limits of agreement carry their values.
    """
    differences = [again - first for first, again in pairs]
    means = [(again + first) / 2 for first, again in pairs]
    plot = new_plot(
        (width, height), [*differences, *found.limits], title=title, margins=(34, 44, 34, 36), upright=True
    )
    drawing = plot.drawing
    write(drawing, 0, plot.top + 10, f"Second minus first{f', {unit}' if unit else ''}", color=SOFT, points=7)
    low, high = _across(plot, means)
    for mean, difference in zip(means, differences, strict=True):
        x = plot.left + (mean - low) / (high - low) * (plot.right - plot.left)
        dot(drawing, x, plot.at(difference), 2.6, color=HexColor(DOT))
    _lines(plot, found)
    middle = (plot.left + plot.right) / 2
    axis = f"Mean of the two{f', {unit}' if unit else ''}"
    write(drawing, middle, 6, axis, color=SOFT, anchor="middle", points=7)
    return drawing


def _across(plot: Plot, means: Sequence[float]) -> tuple[float, float]:
    """Draw the marks of the lower axis; return the values at its ends."""
    low, high = min(means), max(means)
    if high - low < 1e-9 * max(abs(high), 1e-9):
        low, high = low - 0.5, high + 0.5
    marks = ticks(low, high, 4)
    step = marks[1] - marks[0]
    places = next(count for count in range(12) if abs(round(step, count) - step) < 1e-3 * step)
    for mark in marks:
        x = plot.left + (mark - marks[0]) / (marks[-1] - marks[0]) * (plot.right - plot.left)
        line(plot.drawing, x, plot.bottom, x, plot.bottom - 3, color=SOFT, width=0.5)
        write(plot.drawing, x, plot.bottom - 12, figure(mark, places), color=SOFT, anchor="middle", points=7)
    return marks[0], marks[-1]


def _lines(plot: Plot, found: Repeatability) -> None:
    places = decimals([*found.limits, found.bias])
    below = float("inf")
    for value in sorted((found.bias, *found.limits), reverse=True):
        y = plot.at(value)
        stroke: list[int] | None = None if value == found.bias else [4, 2]
        plot.drawing.add(
            Line(
                plot.left,
                y,
                plot.right,
                y,
                strokeColor=HexColor(INK),
                strokeWidth=0.8,
                strokeDashArray=stroke,
            )
        )
        below = min(y, below - 9)
        write(plot.drawing, plot.right + 4, below - 2.5, figure(value, places, signed=True), points=7)
