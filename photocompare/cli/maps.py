"""`photocompare maps`: every metric map of one photo."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare import maps as metric_maps
from photocompare.alignment import identity
from photocompare.cli.options import ColorOption, RecipeOption, RegionsOption, ScaleOption, recipe_of
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.color import normalize
from photocompare.colormap import with_bar
from photocompare.errors import displayable
from photocompare.figure import png
from photocompare.files import check_outputs, write_whole
from photocompare.photo import read_photo
from photocompare.provenance import run_json
from photocompare.regions import read_regions


@app.command()
def maps(
    photo: Path,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the maps.")],
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    lighting: Annotated[str, typer.Option(help="The light it was taken in: normal, uv...")] = "normal",
) -> None:
    """Write every metric map of one photo: float32 TIFF, a colored PNG beside it, the vessel mask.

    Example: photocompare maps day0.jpg --out maps
    """
    started = time.monotonic()
    check_outputs({out / "run.json": ".json"}, (photo, regions, recipe))
    settings = recipe_of(recipe, color)
    outlines = read_regions(regions) if regions else ()
    one = read_photo(photo)
    # A pair of the photo with itself: so the color and the scale are found as `score` finds them.
    pair = normalize(
        one, one, identity(one.shape), outlines, settings.color, mm_per_pixel=mm_per_pixel, lighting=lighting
    )
    corrected = replace(pair.baseline, vessels=settings.vessels, spots=settings.spots)
    count = write_maps(out, metric_maps.photo_maps(corrected, lighting), displayable(photo.name))
    write_whole(out / "vessels.png", png(metric_maps.vessel_mask(corrected)))
    record = run_json(settings, {"photo": one.sha256}, time.monotonic() - started)
    write_whole(out / "run.json", record.encode())
    console.stdout().print(f"{count} maps and vessels.png in {displayable(str(out))}", markup=False)
    finish((*one.findings, *pair.findings))


def write_maps(out: Path, found: Iterable[metric_maps.MetricMap], title: str, ending: str = "") -> int:
    """Write each map as `<id><ending>.tif` and, in color with its bar, as `.png`; return how many."""
    count = 0
    for one in found:
        write_whole(out / f"{one.metric}{ending}.tif", metric_maps.tiff(one))
        picture = with_bar(one.rgb, one.scale, f"{one.scale.label}: {title}")
        write_whole(out / f"{one.metric}{ending}.png", png(picture))
        count += 1
    return count
