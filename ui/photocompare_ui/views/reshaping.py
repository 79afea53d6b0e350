"""Drags that change what is there: a region moved, scaled, bent by a corner; the midline moved or turned."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from photocompare import Problem
from photocompare.regions import Midline, Polygon
from photocompare_ui import commands, marks, said
from photocompare_ui.look import Point
from photocompare_ui.views.hit import REACH, Hit, snapped
from photocompare_ui.views.outlines import drawn_in, frame_of

if TYPE_CHECKING:
    from photocompare_ui.views.pane import Pane

Drag = Callable[[QPointF], None]
SMALLEST = 0.05


def reshaping(pane: Pane, hit: Hit, at: QPointF) -> Drag | None:
    """Return what a drag from `at` does to the selected region, or None where it cannot be reached."""
    document, region = pane.document, pane.document.region
    if region is None:
        return None
    frame = frame_of(document, region, pane.grid)
    start, drag = pane.point_in(frame, at), object()
    polygons = drawn_in(document, region, frame)
    if start is None or not polygons:
        return None
    shown = next((one for one in pane.outlines if one.name == hit.name), None)
    handles = shown.scalers(pane.transform().m11()) if shown else ()
    opposite = pane.carried(frame, handles[(hit.index[0] + 2) % 4]) if hit.kind == "scale" else None

    def reshape(now: QPointF) -> None:
        point = pane.point_in(frame, now)
        # It may be gone by now: taken back, removed or closed by a key.
        if point is None or all(one.name != hit.name for one in document.regions):
            return
        if hit.kind == "corner":
            near = pane.snap(now, but=hit.name)
            after = with_corner(polygons, hit.index, pane.point_in(frame, near) or point)
        elif opposite is not None:
            after = scaled(polygons, opposite, _ratio(start, point, opposite))
        else:
            after = commands.moved(polygons, point[0] - start[0], point[1] - start[1])
        commands.reshape_region(document, hit.name, after, drag, frame)

    return reshape


def moving_midline(pane: Pane, at: QPointF) -> Drag | None:
    """Return what a drag from `at` does to the midline, or None where it is not taken there."""
    document, line = pane.document, pane.document.look.midline
    if line is None or pane.grid != "baseline":
        return None
    to_screen = pane.viewportTransform()
    ends = [to_screen.map(QPointF(*point)) for point in (line.start, line.end)]
    middle = (ends[0] + ends[1]) / 2
    reached = [math.hypot(*(at - one).toTuple()) <= REACH + 3 for one in (*ends, middle)]
    if not any(reached):
        return None
    begun, drag = pane.grid_point(at), object()

    def move(now: QPointF) -> None:
        x, y = pane.grid_point(now)
        try:
            if reached[0]:
                after = replace(line, start=(x, y))
            elif reached[1]:
                after = replace(line, end=(x, y))
            else:
                right, down = x - begun[0], y - begun[1]
                (a, b), (c, d) = line.start, line.end
                after = Midline((a + right, b + down), (c + right, d + down))
            marks.move_midline(document, after, drag)
        except Problem as problem:
            pane.refused.emit(said.message(problem.finding))

    return move


def remove_corner(pane: Pane, hit: Hit) -> None:
    """Take a corner off the selected outline, which keeps three."""
    region, (i, j, _) = pane.document.region, hit.index
    if region is not None:
        frame = frame_of(pane.document, region, pane.grid)
        polygons = drawn_in(pane.document, region, frame)
        if len(polygons[i][j]) > 3:
            after = with_corner(polygons, hit.index)
            commands.reshape_region(pane.document, region.name, after, photo=frame)


def insert_corner(pane: Pane, at: QPointF) -> None:
    """Set a corner on the edge of the selected outline that lies at a screen point."""
    region, index = pane.document.region, _nearest_edge(pane, at)
    if region is None or index is None:
        return
    frame = frame_of(pane.document, region, pane.grid)
    point = pane.point_in(frame, at)
    if point is not None:
        after = with_corner(drawn_in(pane.document, region, frame), index, point, count=0)
        commands.reshape_region(pane.document, region.name, after, photo=frame)


def with_corner(
    polygons: tuple[Polygon, ...], index: tuple[int, int, int], *points: Point, count: int = 1
) -> tuple[Polygon, ...]:
    """Return the polygons with `count` corners from `index` on replaced by `points`."""
    i, j, k = index
    rings = list(polygons[i])
    rings[j] = (*rings[j][:k], *points, *rings[j][k + count :])
    return (*polygons[:i], tuple(rings), *polygons[i + 1 :])


def scaled(polygons: tuple[Polygon, ...], about: Point, ratio: tuple[float, float]) -> tuple[Polygon, ...]:
    """Return the polygons scaled about a point by a ratio across and down."""
    (x, y), (across, down) = about, ratio
    return tuple(
        tuple(tuple((x + (px - x) * across, y + (py - y) * down) for px, py in ring) for ring in polygon)
        for polygon in polygons
    )


def _nearest_edge(pane: Pane, at: QPointF) -> tuple[int, int, int] | None:
    """Return where in the selected outline a new corner at a screen point would go, or None far from it."""
    shown = next((one for one in pane.outlines if one.selected and one.dragged), None)
    if shown is None:
        return None
    point, nearest = pane.grid_point(at), REACH / pane.transform().m11()
    index: tuple[int, int, int] | None = None
    for i, polygon in enumerate(shown.corners):
        for j, ring in enumerate(polygon):
            for k in range(len(ring)):
                edge = replace(shown, rings=(ring[[k, (k + 1) % len(ring)]],))
                foot = snapped((edge,), point, nearest)
                if foot != point and math.dist(foot, point) < nearest:
                    nearest, index = math.dist(foot, point), (i, j, k + 1)
    return index


def _ratio(start: Point, now: Point, about: Point) -> tuple[float, float]:
    pair = tuple(
        max((n - o) / (s - o), SMALLEST) if abs(s - o) > 1e-6 else 1.0
        for s, n, o in zip(start, now, about, strict=True)
    )
    return pair[0], pair[1]
