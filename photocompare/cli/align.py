"""`photocompare align`: the geometric map of a pair alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.alignment import Alignment, alignment_json, points_csv, read_points, warp_to_baseline
from photocompare.alignment import align as align_photos
from photocompare.cli.options import (
    AssumeSrgbOption,
    PhotoArgument,
    RecipeOption,
    ScaleOption,
    SkinOption,
    recipe_of,
    skin_of,
)
from photocompare.cli.program import app
from photocompare.color import CorrectedPhoto
from photocompare.errors import Problem
from photocompare.figure import laid, png
from photocompare.files import check_outputs, write_whole
from photocompare.photo import read_photo


@app.command()
def align(
    baseline: PhotoArgument,
    followup: PhotoArgument,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    skin: SkinOption = None,
    mm_per_pixel: ScaleOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="The follow-up on the baseline's grid.")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE.json", help="The map and its trust.")
    ] = None,
    points: Annotated[
        Path | None, typer.Option(metavar="IN.csv", help="Points x,y of the baseline to carry.")
    ] = None,
    mapped: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="The points in the follow-up.")
    ] = None,
) -> None:
    """Lay a follow-up onto its baseline, without measuring.

    Example: photocompare align day0.jpg day30.jpg --out aligned.png --json alignment.json
    """
    check_outputs(
        {out: ".png", json_out: ".json", mapped: ".csv"}, (baseline, followup, points, recipe, skin)
    )
    settings = recipe_of(recipe, assume_srgb=assume_srgb)
    if (points is None) != (mapped is None):
        raise Problem("E331", "--points", "--points and --mapped go together")
    outlines = skin_of(skin)
    given = read_points(points) if points else None
    first, second = (read_photo(path, **settings.photo.reading()) for path in (baseline, followup))
    alignment = align_photos(first, second, settings.alignment, skin=outlines)
    if json_out:
        saved = alignment_json(alignment, first, second, mm_per_pixel=mm_per_pixel)
        write_whole(json_out, saved.encode())
    if alignment.grade == "refused":
        raise Problem("E405", followup.name, alignment.reason)
    if given is not None and mapped is not None:
        write_whole(mapped, points_csv(alignment.to_followup(given)).encode())
    if out:
        picture, _ = warp_to_baseline(CorrectedPhoto(second).display(), alignment)
        changed = laid(alignment)
        write_whole(out, png(picture, changed))
        console.stdout().print(changed, markup=False, soft_wrap=True)
    console.stdout().print(_told(alignment, mm_per_pixel))


def _told(alignment: Alignment, mm_per_pixel: float | None) -> str:
    reason = f": {alignment.reason}" if alignment.reason else ""
    error = "error unknown"
    if alignment.error_px is not None:
        error = f"error about {alignment.error_px:.2f} px"
        if mm_per_pixel is not None:
            error += f" ({alignment.error_px * mm_per_pixel:.3f} mm)"
    return (
        f"alignment {alignment.grade}{reason}; {error}, overlap {alignment.overlap_percent:.0f} %, "
        f"{alignment.inliers} of {alignment.matches} matches agree"
    )
