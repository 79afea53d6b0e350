"""One undo command over the immutable tuple of regions, and the edits that make it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from PySide6.QtGui import QUndoCommand

from photocompare.errors import Problem
from photocompare.regions import Polygon, Region, checked, difference, intersection, union
from photocompare_ui.document import Document
from photocompare_ui.look import Place, Point
from photocompare_ui.overrides import guarded
from photocompare_ui.tr import translate

Regions = tuple[Region, ...]
Way = Literal["new", "add", "take off"]


class ChangeRegions(QUndoCommand):
    """Swap one tuple of regions for another; steps of the same `drag` become one."""

    def __init__(
        self, document: Document, text: str, after: Regions, selected: str, drag: object = None
    ) -> None:
        super().__init__(text)
        self._document = document
        self._before, self._after = document.regions, after
        self._selected = document.selected, selected
        self._drag = drag

    @guarded
    def redo(self) -> None:
        """Put the regions after the edit."""
        self._document.set_regions(self._after)
        self._document.select(self._selected[1])

    @guarded
    def undo(self) -> None:
        """Put the regions before the edit."""
        self._document.set_regions(self._before)
        self._document.select(self._selected[0])

    @guarded
    def id(self) -> int:
        """Return one id for all, so that Qt offers each pair to `mergeWith`."""
        return 1

    @guarded
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a later command of the same drag."""
        if not isinstance(other, ChangeRegions) or self._drag is None or other._drag is not self._drag:
            return False
        self._after, self._selected = other._after, (self._selected[0], other._selected[1])
        return True


def add_region(document: Document, points: Sequence[Point], photo: Place = "baseline") -> None:
    """Outline a new region and select it; on the follow-up alone it is skin to align on.

    Raises:
        Problem: E401 or E404 where the points enclose nothing.
    """
    name = unique_name(translate("commands", "Region 1"), document.regions)
    _add(document, checked(Region(name, ((tuple(points),),))), photo)


def add_shape(document: Document, shape: Region, way: Way, photo: Place = "baseline") -> None:
    """Make the drawn shape a new region, or add it to the selected one, or take it off that.

    Raises:
        Problem: E401 where nothing would be left.
    """
    region = document.region
    if way == "new" or region is None or region.photo != photo:
        _add(
            document,
            replace(shape, name=unique_name(translate("commands", "Region 1"), document.regions)),
            photo,
        )
        return
    after = union(region, shape) if way == "add" else difference(region, shape)
    text = translate("commands", "paint {0}") if way == "add" else translate("commands", "erase {0}")
    replace_region(document, text.format(region.name), after)


def replace_region(document: Document, text: str, after: Region) -> None:
    """Put `after` in the place of the region of its name."""
    _push(document, text, _swapped(document, after.name, after), after.name)


def add_one(document: Document, text: str, region: Region) -> None:
    """Add a region, its name counted up where it is taken, and select it."""
    region = replace(region, name=unique_name(region.name, document.regions))
    _push(document, text.format(region.name), (*document.regions, region), region.name)


def _add(document: Document, region: Region, photo: Place) -> None:
    role = document.look.role
    if photo == "followup":
        region = replace(region, photo=photo, role=role if role in ("gray", "chart") else "skin")
    elif role != "measure":
        region = replace(region, role=role)
    text = translate("commands", "draw {0}").format(region.name)
    _push(document, text, (*document.regions, region), region.name)


def add_regions(document: Document, regions: Sequence[Region]) -> None:
    """Add regions from a file; one whose name is taken gets a new name."""
    merged = document.regions
    for region in regions:
        merged = (*merged, replace(region, name=unique_name(region.name, merged)))
    _push(document, translate("commands", "load regions"), merged, merged[-1].name if merged else "")


def change_region(document: Document, old_name: str, **changed: str) -> None:
    """Give a region another `name`, `arm`, `side` or `role`; a taken name gets a number."""
    others = tuple(region for region in document.regions if region.name != old_name)
    if "name" in changed:
        changed["name"] = unique_name(changed["name"].strip() or old_name, others)
    before = _named(document, old_name)
    after = replace(before, **changed)  # type: ignore[arg-type]
    if after != before:
        _push(
            document,
            translate("commands", "change {0}").format(old_name),
            _swapped(document, old_name, after),
            after.name,
        )


def reshape_region(
    document: Document,
    name: str,
    polygons: tuple[Polygon, ...],
    drag: object = None,
    photo: Place = "baseline",
) -> None:
    """Give a region another outline in pixels of `photo`; steps of one `drag` are undone at once."""
    before = _named(document, name)
    own = photo == before.photo
    after = replace(before, polygons=polygons) if own else replace(before, followup=polygons)
    _push(
        document, translate("commands", "move {0}").format(name), _swapped(document, name, after), name, drag
    )


def join_regions(document: Document) -> None:
    """Make one region of the selected one and all of its photo that overlap it; they go."""
    region = document.region
    touching = _touching(document, region) if region else []
    if region is not None and touching:
        joined = union(region, *touching)
        names = {one.name for one in touching}
        left = tuple(joined if one is region else one for one in document.regions if one.name not in names)
        _push(document, translate("commands", "join {0}").format(region.name), left, region.name)


def cut_regions(document: Document) -> None:
    """Take all regions of its photo that overlap it off the selected one.

    Raises:
        Problem: E401 where nothing would be left.
    """
    region = document.region
    touching = _touching(document, region) if region else []
    if region is not None and touching:
        text = translate("commands", "cut {0}").format(region.name)
        replace_region(document, text, difference(region, *touching))


def _touching(document: Document, region: Region) -> list[Region]:
    """Return the other regions of the same photo that share some area with this one."""
    found = []
    for one in document.regions:
        if one is not region and one.photo == region.photo:
            with suppress(Problem):
                intersection(region, one)
                found.append(one)
    return found


def remove_region(document: Document) -> None:
    """Remove the selected region, if any."""
    name = document.selected
    if name:
        left = tuple(region for region in document.regions if region.name != name)
        _push(document, translate("commands", "remove {0}").format(name), left, "")


def duplicate_region(document: Document) -> None:
    """Copy the selected region a little to the lower right and select the copy."""
    region = document.region
    if region is not None:
        left, top, right, bottom = region.bounds
        step = 0.15 * min(right - left, bottom - top)
        name = unique_name(region.name, document.regions)
        copy = replace(region, name=name, polygons=moved(region.polygons, step, step))
        copy = replace(copy, followup=moved(region.followup, step, step))
        _push(
            document,
            translate("commands", "duplicate {0}").format(region.name),
            (*document.regions, copy),
            name,
        )


def moved(polygons: tuple[Polygon, ...], x: float, y: float) -> tuple[Polygon, ...]:
    """Return the polygons moved by (x, y) pixels."""
    return tuple(
        tuple(tuple((px + x, py + y) for px, py in ring) for ring in polygon) for polygon in polygons
    )


def unique_name(wanted: str, regions: Sequence[Region]) -> str:
    """Return `wanted`, its number counted up as long as the name is taken.

    >>> unique_name("cheek", [Region("cheek", ())])
    'cheek 2'
    """
    taken = {region.name for region in regions}
    stem, _, number = wanted.rpartition(" ")
    if not (stem and number.isdigit()):
        stem, number = wanted, "1"
    count, name = int(number), wanted
    while name in taken:
        count += 1
        name = f"{stem} {count}"
    return name


def _named(document: Document, name: str) -> Region:
    return next(region for region in document.regions if region.name == name)


def _swapped(document: Document, name: str, after: Region) -> Regions:
    return tuple(after if region.name == name else region for region in document.regions)


def _push(document: Document, text: str, after: Regions, selected: str, drag: object = None) -> None:
    document.undo.push(ChangeRegions(document, text, after, selected, drag))
