"""The options that several commands share, and the recipe they make."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare.recipe import ColorMethod, Recipe, read_recipe

RegionsOption = Annotated[
    Path | None, typer.Option("--regions", metavar="FILE", help="GeoJSON outlines on the baseline.")
]
ScaleOption = Annotated[
    float | None, typer.Option("--mm-per-pixel", min=1e-6, max=1000, help="Scale of the baseline photo.")
]
ColorOption = Annotated[
    ColorMethod | None, typer.Option("--color", help="How light and camera are taken out of the pair.")
]
RecipeOption = Annotated[
    Path | None, typer.Option("--recipe", metavar="FILE.toml", help="All settings in one file.")
]


def recipe_of(path: Path | None, color: ColorMethod | None, otherwise: Recipe | None = None) -> Recipe:
    """Return the file's recipe, or `otherwise`, or the defaults; with the color method that is asked for."""
    recipe = read_recipe(path) if path else otherwise or Recipe()
    if color is None:
        return recipe
    return recipe.model_copy(update={"color": recipe.color.model_copy(update={"method": color})})
