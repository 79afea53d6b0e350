"""`photocompare regions`: outlines without a photo: shown, converted, mirrored, laid from templates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich import box as lines
from rich.markup import escape
from rich.table import Table

from photocompare import console
from photocompare.cli.program import app
from photocompare.errors import Problem, displayable
from photocompare.files import check_outputs, write_whole
from photocompare.regions import (
    Midline,
    Region,
    Template,
    applied,
    area,
    built_in_templates,
    mirrored,
    read_midline,
    read_regions,
    read_templates,
    regions_file,
    template_of,
    templates_toml,
    twin,
)

regions_app = typer.Typer(
    help="Show, convert, mirror outlines; lay templates. No photo is needed.", no_args_is_help=True
)
app.add_typer(regions_app, name="regions")

BoxOption = Annotated[
    str, typer.Option("--box", metavar="L,T,R,B", help="Left, top, right, bottom in pixels.")
]
FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE.toml", help="Templates of your own.")
]


@regions_app.command()
def show(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """List the regions of a file: arm, side, role, area in pixels.

    Example: photocompare regions show legs.geojson
    """
    console.stdout().print(_region_table(read_regions(file)))


@regions_app.command()
def convert(
    source: Annotated[Path, typer.Argument(metavar="IN")],
    target: Annotated[Path, typer.Argument(metavar="OUT")],
) -> None:
    """Write regions in another form: .geojson (QuPath), .roi or .zip (ImageJ), .json (labelme).

    Example: photocompare regions convert legs.geojson legs.zip
    """
    _write(target, source, read_regions(source), read_midline(source))


@regions_app.command()
def mirror(
    source: Annotated[Path, typer.Argument(metavar="IN")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The regions and their mirrored ones.")],
    midline: Annotated[
        str | None,
        typer.Option(metavar="X1,Y1,X2,Y2", help="Two points in pixels; else the file's own midline."),
    ] = None,
    equal_area: Annotated[bool, typer.Option(help="Twins of the same area, within 0.5 %.")] = False,
) -> None:
    """Add each measured region's mirror image: other side, other arm.

    Example: photocompare regions mirror left.geojson --midline 512,0,512,1024 --out both.geojson
    """
    regions = read_regions(source)
    line = _midline(midline) if midline else read_midline(source)
    if line is None:
        raise Problem("E412", source.name, "The file has no line `midline`, and --midline is not given")
    arms = [region.arm for region in regions]
    make = twin if equal_area else mirrored
    added = [make(region, line, arms=arms) for region in regions if region.role == "measure"]
    if taken := sorted({region.name for region in added} & {region.name for region in regions}):
        raise Problem("E412", source.name, f"The other side is outlined already: {taken[0]}")
    _write(out, source, (*regions, *added), line)


@regions_app.command()
def templates(file: FileOption = None) -> None:
    """List the templates: names, and what their frame is laid around.

    Example: photocompare regions templates
    """
    console.stdout().print(_template_table(_templates(file).values()))


@regions_app.command()
def lay(
    template: str,
    box: BoxOption,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the regions go.")],
    file: FileOption = None,
) -> None:
    """Lay a template into a box of a view.

    Example: photocompare regions lay face-front --box 120,80,900,1200 --out face.geojson
    """
    known = _templates(file)
    if template not in known:
        raise Problem("E411", template, f"There are {', '.join(known)}")
    left, top, right, bottom = _four(box, "--box")
    _write(out, file, applied(known[template], (left, top, right, bottom)), None)


@regions_app.command()
def save(
    source: Annotated[Path, typer.Argument(metavar="IN")],
    name: str,
    box: BoxOption,
    out: Annotated[Path, typer.Option(metavar="FILE.toml", help="A template file; others in it are kept.")],
    title: Annotated[str, typer.Option(help="What it outlines, in words.")] = "",
) -> None:
    """Save regions as a template, relative to a box around them.

    Example: photocompare regions save legs.geojson my-legs --box 0,0,1200,1600 --out mine.toml
    """
    check_outputs({out: ".toml"}, (source,))
    left, top, right, bottom = _four(box, "--box")
    made = template_of(name, read_regions(source), (left, top, right, bottom), title)
    kept = read_templates(out) if out.exists() else {}
    write_whole(out, templates_toml((kept | {name: made}).values()).encode())
    console.stdout().print(f"template {name} is in {out}", markup=False)


def _region_table(regions: Iterable[Region]) -> Table:
    table = Table("Region", "Role", "Arm", "Side", box=lines.SIMPLE_HEAD)
    for heading in ("Area px", "Parts", "Holes"):
        table.add_column(heading, justify="right")
    for region in regions:
        holes = sum(len(polygon) - 1 for polygon in region.polygons)
        words = (displayable(region.name), region.role, displayable(region.arm) or "–", region.side or "–")
        table.add_row(*map(escape, words), f"{area(region):.0f}", str(len(region.polygons)), str(holes))
    return table


def _template_table(templates: Iterable[Template]) -> Table:
    table = Table("Template", "What", "Frame", "Regions", box=lines.SIMPLE_HEAD)
    for one in templates:
        names = ", ".join(region.name for region in one.outlines)
        table.add_row(*(escape(displayable(word)) for word in (one.name, one.title, one.frame, names)))
    return table


def _write(target: Path, source: Path | None, regions: tuple[Region, ...], midline: Midline | None) -> None:
    check_outputs({target: target.suffix.lower()}, (source,))
    write_whole(target, regions_file(regions, target.name, midline))
    console.stdout().print(f"{len(regions)} regions written to {target}", markup=False)


def _templates(file: Path | None) -> dict[str, Template]:
    return built_in_templates() | (read_templates(file) if file else {})


def _midline(text: str) -> Midline:
    x1, y1, x2, y2 = _four(text, "--midline")
    return Midline((x1, y1), (x2, y2))


def _four(text: str, option: str) -> tuple[float, float, float, float]:
    try:
        first, second, third, fourth = (float(part) for part in text.split(","))
    except ValueError as error:
        raise Problem("E331", option, f"{text!r} is not four numbers with commas between") from error
    return first, second, third, fourth
