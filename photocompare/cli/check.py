"""`photocompare check`: can these photos be measured?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from photocompare import console
from photocompare.batch import dry_run, plan
from photocompare.batch.studies import manifest_of
from photocompare.check import Checked, find_targets, to_json, twin_findings
from photocompare.check import check as check_photos
from photocompare.cli.batch import EncodingOption
from photocompare.cli.options import AssumeSrgbOption, FollowLinksOption, RecipeOption, recipe_of
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.errors import Finding
from photocompare.regions import read_regions
from photocompare.study import SUFFIX


@app.command()
def check(
    photos: Annotated[
        list[Path], typer.Argument(metavar="PHOTO... | FOLDER | MANIFEST | STUDY", readable=False)
    ],
    regions: Annotated[
        Path | None,
        typer.Option("--regions", metavar="FILE", help="Outlines on these photos: GeoJSON, ImageJ, labelme."),
    ] = None,
    recipe: RecipeOption = None,
    assume_srgb: AssumeSrgbOption = False,
    follow_links: FollowLinksOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: everything, as JSON.")] = False,
    quick: Annotated[
        bool,
        typer.Option("--quick", help="Of a manifest or study: rows and files only, no picture is read."),
    ] = False,
    encoding: EncodingOption = None,
) -> None:
    """Say whether photos can be measured: sharpness, clipping, glare, noise, compression; nothing is scored.

    Example: photocompare check day0.jpg day30.jpg
    """
    settings = recipe_of(recipe, assume_srgb=assume_srgb, follow_links=follow_links)
    manifests = [path for path in photos if path.suffix.lower() in {".csv", SUFFIX}]
    planned = [
        dry_run(plan(manifest_of(path, encoding=encoding), settings.photo), settings.photo)
        for path in manifests
    ]
    doubts = [finding for one in planned for finding in one.all_findings]
    if not as_json:
        for one in planned:
            refused = sum(pair.refused for pair in one.pairs)
            console.stdout().print(f"{len(one.pairs) - refused} of {len(one.pairs)} pairs can be measured.")
    for doubt in dict.fromkeys(doubts):
        console.stderr().print(escape(str(doubt)), style="yellow", soft_wrap=True)
    checked: list[Checked] = []
    twins: list[Finding] = []
    if not quick:
        targets = find_targets(photos, read_regions(regions) if regions else (), encoding=encoding)
        twins = twin_findings(targets)
        with console.progress() as report:
            checked = check_photos(targets, settings.photo, report=report)
    if as_json:
        said = [{"code": doubt.code, "message": doubt.message} for doubt in dict.fromkeys((*doubts, *twins))]
        print(json.dumps({"photos": [to_json(one) for one in checked], "findings": said}, indent=1))
    elif checked:
        console.stdout().print(console.check_table(checked))
    finish([*twins, *(finding for one in checked for finding in one.findings)], said=doubts)
