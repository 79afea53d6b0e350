"""The two charts of a report: subjects one by one, and the course over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Polygon
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from photocompare.report.plot import Plot, area, dot, line, new_plot, path, shortened, tint, write
from photocompare.report.style import INK, MEDIUM, REGULAR, SOFT, printable

MOST_LABELED = 60
SHORTEST = 84.0


@dataclass(frozen=True)
class Dot:
    """One subject of a forest plot: its value and, where known, the smallest detectable change."""

    name: str
    value: float
    error: float | None = None


@dataclass(frozen=True)
class Course:
    """One arm's course: its mean at each time with its interval, and the subjects' own lines.

    Times count from 0, the baseline; a time without a value is left out.
    """

    name: str
    color: Color
    means: Mapping[int, float]
    intervals: Mapping[int, tuple[float, float]]
    subjects: tuple[Mapping[int, float], ...] = ()


def forest(
    dots: Sequence[Dot],
    mean: float,
    interval: tuple[float, float] | None,
    *,
    title: str,
    axis: str,
    color: Color,
    width: float,
) -> Drawing:
    """Return subjects as dots around 0, their measurement error as bars, and the mean with its interval."""
    step = max(SHORTEST / len(dots), 13.0) if len(dots) <= 24 else max(312 / len(dots), 3.0)
    height = 26 + step * len(dots) + 26 + 34
    reach = [one.value + sign * (one.error or 0) for one in dots for sign in (-1, 1)]
    plot = new_plot(
        (width, height),
        [*reach, *(interval or ()), mean],
        title=title,
        margins=(66, 8, 34, 26),
        upright=False,
    )
    drawing = plot.drawing
    for index, one in enumerate(dots):
        y = plot.top - step * (index + 0.5)
        if one.error:
            ends = plot.at(one.value - one.error), plot.at(one.value + one.error)
            line(drawing, ends[0], y, ends[1], y, color=tint(color, 0.55), width=1.1)
        dot(drawing, plot.at(one.value), y, min(2.9, step * 0.42), color=color)
        if len(dots) <= MOST_LABELED and step >= 5:
            write(drawing, 0, y - 2.5, one.name, points=min(7.5, step), width=60)
    y = plot.bottom + 10
    line(drawing, 0, y + 13, plot.right, y + 13, color=SOFT, width=0.5)
    _diamond(plot, mean, interval, y)
    write(drawing, 0, y - 2.5, "Mean, 95 % CI", face=MEDIUM, width=64)
    write(drawing, (plot.left + plot.right) / 2, 6, axis, color=SOFT, anchor="middle", points=7)
    return drawing


def trend(
    courses: Sequence[Course],
    times: Sequence[str],
    *,
    title: str,
    axis: str,
    width: float,
    height: float = 190.0,
) -> Drawing:
    """Return the course of each arm: mean with its band, subjects as fine lines, names at the lines' ends.

    A band that leaves the frame is cut: the frame follows means and subjects.
    """
    values = [value for one in courses for value in one.means.values()]
    values += [value for one in courses for each in one.subjects for value in each.values()]
    spread = (max(values, default=1.0) - min(values, default=0.0)) * 0.6
    ends = [end for one in courses for pair in one.intervals.values() for end in pair]
    values += [min(max(end, min(values) - spread), max(values) + spread) for end in ends]
    names = max((stringWidth(printable(one.name), MEDIUM, 7.5) for one in courses), default=0.0)
    plot = new_plot((width, height), values, title=title, margins=(34, min(names, 60) + 8, 30, 36))
    drawing = plot.drawing
    write(drawing, 0, plot.top + 10, axis, color=SOFT, points=7, width=width)
    step = (plot.right - plot.left - 12) / max(len(times) - 1, 1)
    places = [plot.left + 6 + index * step for index in range(len(times))]
    for place, name in _apart(places, times):
        write(drawing, place, plot.bottom - 14, name, color=SOFT, anchor="middle", points=7)
    for one in courses:
        _band(plot, one, places)
    for one in courses:
        for each in one.subjects:
            path(
                drawing,
                [(places[t], plot.at(v)) for t, v in sorted(each.items())],
                color=tint(one.color, 0.4),
                width=0.5,
            )
    for one in courses:
        points = [(places[t], plot.at(v)) for t, v in sorted(one.means.items())]
        path(drawing, points, color=one.color, width=1.6)
        for x, y in points:
            dot(drawing, x, y, 2.6, color=one.color)
    _names(plot, courses)
    return drawing


def _apart(places: Sequence[float], names: Sequence[str]) -> list[tuple[float, str]]:
    """Return the names below an axis that do not touch: the first, the last, and what fits between."""
    marks = [(place, shortened(name, 56)) for place, name in zip(places, names, strict=True)]
    kept = [marks[0]]
    for mark in marks[1:-1]:
        if all(_clear(mark, other) for other in (kept[-1], marks[-1])):
            kept.append(mark)
    return [*kept, *(marks[-1:] if len(marks) > 1 else [])]


def _clear(one: tuple[float, str], other: tuple[float, str]) -> bool:
    widths = [stringWidth(text, REGULAR, 7) for _, text in (one, other)]
    return bool(abs(one[0] - other[0]) > sum(widths) / 2 + 5)


def _band(plot: Plot, one: Course, places: Sequence[float]) -> None:
    known = [time for time in sorted(one.means) if time in one.intervals or time == 0]
    ends = [one.intervals.get(time, (one.means[time],) * 2) for time in known]
    lower = [(places[time], plot.at(end[0])) for time, end in zip(known, ends, strict=True)]
    upper = [(places[time], plot.at(end[1])) for time, end in zip(known, ends, strict=True)]
    if len(known) > 1:
        area(plot.drawing, [*lower, *reversed(upper)], color=one.color, share=0.14)


def _names(plot: Plot, courses: Sequence[Course]) -> None:
    """Write each arm's name beside the end of its line, apart from one another."""
    ends = [(plot.at(one.means[max(one.means)]), one) for one in courses if one.means and one.name]
    below = float("inf")
    for y, one in sorted(ends, key=lambda end: -end[0]):
        below = min(y, below - 10)
        write(plot.drawing, plot.right + 5, below - 2.5, one.name, color=one.color, face=MEDIUM, width=60)


def _diamond(plot: Plot, mean: float, interval: tuple[float, float] | None, y: float) -> None:
    low, high = interval or (mean, mean)
    ends = plot.at(low), plot.at(mean), plot.at(high)
    if ends[2] - ends[0] < 6:
        ends = ends[1] - 3, ends[1], ends[1] + 3
    flat = [ends[0], y, ends[1], y + 4.5, ends[2], y, ends[1], y - 4.5]
    plot.drawing.add(Polygon(flat, fillColor=HexColor(INK), strokeColor=None, strokeWidth=0))
