"""The options that several commands share, and the recipe they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from photocompare.recipe import ColorMethod, Recipe, read_recipe
from photocompare.regions import Region, chart_region, read_regions

# Not checked by typer: a photo without rights is refused like every other, in our words (E102).
PhotoArgument = Annotated[Path, typer.Argument(readable=False)]
RegionsOption = Annotated[
    Path | None,
    typer.Option("--regions", metavar="FILE", help="Outlines on the baseline: GeoJSON, ImageJ, labelme."),
]
ScaleOption = Annotated[
    float | None, typer.Option("--mm-per-pixel", min=1e-6, max=1000, help="Scale of the baseline photo.")
]
ColorOption = Annotated[
    ColorMethod | None, typer.Option("--color", help="How light and camera are taken out of the pair.")
]
SkinOption = Annotated[
    Path | None,
    typer.Option(
        "--skin",
        metavar="FILE",
        help="GeoJSON outlines of the skin to be aligned on; on the follow-up those with photo: followup.",
    ),
]
CORNERS = "X,Y,X,Y,X,Y,X,Y"
ChartOption = Annotated[
    str | None,
    typer.Option(
        "--chart-corners",
        metavar=CORNERS,
        help="Corners of the color chart's patches, in pixels, where the chart is not found by itself.",
    ),
]
FollowupChartOption = Annotated[
    str | None,
    typer.Option("--followup-chart-corners", metavar=CORNERS, help="The same on the follow-up."),
]
RecipeOption = Annotated[
    Path | None, typer.Option("--recipe", metavar="FILE.toml", help="All settings in one file.")
]


AssumeSrgbOption = Annotated[
    bool, typer.Option("--assume-srgb", help="Read colors as sRGB whatever profile is there; recorded.")
]
FollowLinksOption = Annotated[
    bool, typer.Option("--follow-links", help="Also measure what links lead to outside the folder.")
]


def skin_of(path: Path | None) -> tuple[Region, ...]:
    """Return the outlines of the file, all of them with the role `skin`."""
    return tuple(replace(region, role="skin") for region in read_regions(path)) if path else ()


def charts_of(baseline: str | None, followup: str | None = None) -> tuple[Region, ...]:
    """Return the charts whose corners were given."""
    given = {"baseline": baseline, "followup": followup}
    return tuple(chart_region(text, photo) for photo, text in given.items() if text is not None)


def recipe_of(
    path: Path | None,
    color: ColorMethod | None = None,
    *,
    assume_srgb: bool = False,
    follow_links: bool = False,
    otherwise: Recipe | None = None,
) -> Recipe:
    """Return the file's recipe, or `otherwise`, or the defaults; with what the options ask for on top."""
    recipe = read_recipe(path) if path else otherwise or Recipe()
    asked = {"assume_srgb": assume_srgb, "follow_links": follow_links}
    photo = recipe.photo.model_copy(update={name: True for name, wanted in asked.items() if wanted})
    method = recipe.color.model_copy(update={"method": color} if color else {})
    return recipe.model_copy(update={"photo": photo, "color": method})
