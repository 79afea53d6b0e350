"""Templates: named sets of outlines in a unit frame, laid into a box of any view."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from photocompare.errors import Problem
from photocompare.regions.geojson import worded
from photocompare.regions.plane import Polygon, Ring
from photocompare.regions.region import Region, checked

Corners = tuple[float, float, float, float]
_WORDS = ("arm", "side", "role")


@dataclass(frozen=True)
class Template:
    """A named set of regions whose coordinates are 0-1 of a frame.

    Attributes:
        name: what it is called for, `face-front`.
        title: what it outlines, in words.
        frame: what the frame is to be laid around, in words.
        outlines: its regions, in the frame.
    """

    name: str
    title: str
    frame: str
    outlines: tuple[Region, ...]


def built_in_templates() -> dict[str, Template]:
    """Return the templates that come with the program, by name."""
    place = resources.files("photocompare.regions").joinpath("templates.toml")
    return templates_of(place.read_text(encoding="utf-8"), "templates.toml")


def read_templates(path: Path) -> dict[str, Template]:
    """Return the templates of a TOML file, by name.

    Raises:
        Problem: E411 where the file cannot be read or is no such file; E401, E404 for an outline.
    """
    try:
        return templates_of(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("E411", path.name, f"It cannot be read: {error}") from error


def templates_of(text: str, file: str) -> dict[str, Template]:
    """Return the templates of a TOML text, by name; errors as `read_templates`."""
    try:
        return {name: _template(name, entry, file) for name, entry in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Problem("E411", file, f"It is not as a template is written: {error}") from error


def template_of(
    name: str, regions: Sequence[Region], box: Corners, title: str = "", frame: str = ""
) -> Template:
    """Return the regions of a view as a template, relative to a `box` (left, top, right, bottom) around them.

    Raises:
        Problem: E411 where the box has no area.
    """
    left, top, width, height = _sides(box, name)

    def into(ring: Ring) -> Ring:
        return tuple(((x - left) / width, (y - top) / height) for x, y in ring)

    outlines = tuple(
        replace(_mapped(region, into), photo="baseline", followup=(), size=None) for region in regions
    )
    return Template(name, title or name, frame or "the box it was saved with", outlines)


def applied(template: Template, box: Corners) -> tuple[Region, ...]:
    """Return the template's regions in a `box` (left, top, right, bottom) of a view, in pixels.

    Raises:
        Problem: E411 where the box has no area.
    """
    left, top, width, height = _sides(box, template.name)

    def onto(ring: Ring) -> Ring:
        return tuple((left + x * width, top + y * height) for x, y in ring)

    return tuple(checked(_mapped(region, onto)) for region in template.outlines)


def templates_toml(templates: Iterable[Template]) -> str:
    """Return templates as the text of a TOML file that `read_templates` reads."""
    lines = []
    for template in templates:
        # A JSON string without control characters is a TOML string.
        key = json.dumps(template.name)
        lines += [
            f"[{key}]",
            f"title = {json.dumps(template.title)}",
            f"frame = {json.dumps(template.frame)}",
        ]
        for region in template.outlines:
            lines += ["", f"[[{key}.outline]]", f"name = {json.dumps(region.name)}"]
            words = [(word, getattr(region, word)) for word in _WORDS]
            lines += [f"{word} = {json.dumps(value)}" for word, value in words if value]
            polygons = [[[list(point) for point in ring] for ring in polygon] for polygon in region.polygons]
            lines.append(f"polygons = {json.dumps(polygons)}")
        lines.append("")
    return "\n".join(lines)


def _template(name: str, entry: dict[str, Any], file: str) -> Template:
    outlines = tuple(_outline(one, f"{name}, outline {i}", file) for i, one in enumerate(entry["outline"], 1))
    return Template(name, str(entry.get("title", name)), str(entry.get("frame", "")), outlines)


def _outline(entry: dict[str, Any], place: str, file: str) -> Region:
    rings = entry["polygons"] if "polygons" in entry else [[entry["points"]]]
    polygons: tuple[Polygon, ...] = tuple(
        tuple(tuple((float(x), float(y)) for x, y in ring) for ring in polygon) for polygon in rings
    )
    spoken = {word: str(entry.get(word, "")) for word in _WORDS}
    region = Region(str(entry["name"]), polygons, spoken["arm"], spoken["side"], spoken["role"] or "measure")
    return checked(worded(region, place, file))


def _mapped(region: Region, move: Callable[[Ring], Ring]) -> Region:
    return replace(region, polygons=tuple(tuple(map(move, polygon)) for polygon in region.polygons))


def _sides(box: Corners, name: str) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    if not (right > left and bottom > top):
        raise Problem("E411", name, "The box has no area: give left, top, right, bottom")
    return left, top, right - left, bottom - top
