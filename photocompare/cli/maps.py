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
from photocompare.cli.options import (
    ChartOption,
    ColorOption,
    RecipeOption,
    RegionsOption,
    ScaleOption,
    charts_of,
    recipe_of,
)
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.color import NormalizedPair, normalize
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
    chart_corners: ChartOption = None,
    recipe: RecipeOption = None,
    lighting: Annotated[str, typer.Option(help="The light it was taken in: normal, uv...")] = "normal",
) -> None:
    """Write every metric map of one photo: float32 TIFF, a colored PNG beside it, the vessel mask.

    Example: photocompare maps day0.jpg --out maps
    """
    started = time.monotonic()
    check_outputs({out / "run.json": ".json"}, (photo, regions, recipe))
    settings = recipe_of(recipe, color)
    outlines = (*(read_regions(regions) if regions else ()), *charts_of(chart_corners))
    outlines += tuple(replace(chart, photo="followup") for chart in outlines if chart.role == "chart")
    one = read_photo(photo)
    # A pair of the photo with itself: so the color and the scale are found as `score` finds them.
    pair = normalize(
        one, one, identity(one.shape), outlines, settings.color, mm_per_pixel=mm_per_pixel, lighting=lighting
    )
    corrected = replace(pair.baseline, vessels=settings.vessels, spots=settings.spots)
    changed = _changed(pair)
    found = metric_maps.photo_maps(corrected, lighting)
    count = write_maps(out, found, displayable(photo.name), changed=changed)
    write_whole(out / "vessels.png", png(metric_maps.vessel_mask(corrected), changed))
    record = run_json(settings, {"photo": one.sha256}, time.monotonic() - started)
    write_whole(out / "run.json", record.encode())
    console.stdout().print(f"{count} maps and vessels.png in {displayable(str(out))}", markup=False)
    finish((*one.findings, *pair.findings))


def _changed(pair: NormalizedPair) -> str:
    """Return what was done to the colors of a photo that is paired with itself."""
    if pair.charts is not None:
        reading = pair.charts.baseline
        kind = f"{reading.chart.title or reading.chart.name}, to {reading.residual_de00:.1f} dE2000"
        return f"Colors corrected by the color chart in it ({kind})."
    return "Colors balanced on the marked card." if pair.method == "gray" else "Colors as photographed."


def write_maps(
    out: Path, found: Iterable[metric_maps.MetricMap], title: str, ending: str = "", *, changed: str
) -> int:
    """Write each map as `<id><ending>.tif` and, in color with its bar, as `.png`; return how many.

    `changed` is what was done to the photos, said by each file.
    """
    count = 0
    for one in found:
        write_whole(out / f"{one.metric}{ending}.tif", metric_maps.tiff(one, changed))
        picture = with_bar(one.rgb, one.scale, f"{one.scale.label}: {title}", foot=changed)
        write_whole(out / f"{one.metric}{ending}.png", png(picture, changed))
        count += 1
    return count
