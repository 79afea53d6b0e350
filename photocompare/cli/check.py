"""`photocompare check`: can these photos be measured?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.check import check as check_photos
from photocompare.check import find_targets, to_json, twin_findings
from photocompare.cli.options import AssumeSrgbOption, FollowLinksOption, RecipeOption, recipe_of
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.regions import read_regions


@app.command()
def check(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO... | FOLDER | MANIFEST.csv", readable=False)],
    regions: Annotated[
        Path | None,
        typer.Option("--regions", metavar="FILE", help="Outlines on these photos: GeoJSON, ImageJ, labelme."),
    ] = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    follow_links: FollowLinksOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: everything, as JSON.")] = False,
) -> None:
    """Say whether photos can be measured: sharpness, clipping, glare, noise, compression; nothing is scored.

    Example: photocompare check day0.jpg day30.jpg
    """
    settings = recipe_of(recipe, assume_srgb=assume_srgb, follow_links=follow_links)
    targets = find_targets(photos, read_regions(regions) if regions else ())
    twins = twin_findings(targets)
    with console.progress() as report:
        checked = check_photos(targets, settings.photo, report=report)
    if as_json:
        twin_json = [{"code": twin.code, "message": twin.message} for twin in twins]
        print(json.dumps({"photos": [to_json(one) for one in checked], "findings": twin_json}, indent=1))
    else:
        console.stdout().print(console.check_table(checked))
    finish([*twins, *(finding for one in checked for finding in one.findings)])
