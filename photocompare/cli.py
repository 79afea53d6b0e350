"""The command line: each command a few lines over a core call."""

from __future__ import annotations

import io
import json
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.markup import escape

from photocompare import __version__, console
from photocompare.alignment import align as align_photos
from photocompare.alignment import points_csv, read_points, warp_to_baseline
from photocompare.batch import run_batch
from photocompare.check import check as check_photos
from photocompare.check import find_targets, to_json, twin_findings
from photocompare.color import CorrectedPhoto
from photocompare.compare import chosen_metrics, compare
from photocompare.errors import Cancelled, Finding, Problem, displayable, worst
from photocompare.figure import pair_figure, png
from photocompare.files import check_outputs, file_hash, write_whole
from photocompare.photo import read_photo
from photocompare.provenance import run_json
from photocompare.recipe import ColorMethod, Recipe, read_recipe
from photocompare.regions import read_regions
from photocompare.table import Occasion, Row, comparison_rows, csv_text, failed_rows

app = typer.Typer(
    help="Measure what changed between two photographs of the same skin, each change with its error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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


@app.command()
def score(
    baseline: Path,
    followup: Path,
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write the rows here.")] = None,
    figure: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Write the picture here.")] = None,
) -> None:
    """Score one pair: a readable table, and the rows as CSV.

    Example: photocompare score day0.jpg day30.jpg --regions legs.geojson --out metrics.csv
    """
    started = time.monotonic()
    check_outputs({out: ".csv", figure: ".png"}, (baseline, followup, regions, recipe))
    settings = _recipe(recipe, color)
    outlines = read_regions(regions) if regions else ()
    chosen = chosen_metrics(settings)
    comparison = None
    try:
        first, second = read_photo(baseline), read_photo(followup)
    except Problem as problem:
        findings: tuple[Finding, ...] = (problem.finding,)
        both, scaled = (file_hash(baseline), file_hash(followup)), mm_per_pixel is not None
        rows = failed_rows(Occasion(), outlines, chosen, settings, findings, millimeters=scaled, hashes=both)
        hashes: dict[str, str] = {}
    else:
        with console.progress() as report:
            comparison = compare(first, second, outlines, settings, mm_per_pixel=mm_per_pixel, report=report)
        rows, findings = comparison_rows(comparison), comparison.all_findings
        hashes = {"baseline": first.sha256, "followup": second.sha256}
    if out:
        _write_table(out, rows, run_json(settings, hashes, time.monotonic() - started))
    if figure and comparison:
        write_whole(figure, pair_figure(comparison))
    _show(rows, f"{displayable(baseline.name)} → {displayable(followup.name)}")
    _finish(findings)


@app.command()
def align(
    baseline: Path,
    followup: Path,
    recipe: RecipeOption = None,
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
    check_outputs({out: ".png", json_out: ".json", mapped: ".csv"}, (baseline, followup, points, recipe))
    settings = _recipe(recipe, None)
    if (points is None) != (mapped is None):
        raise Problem("E331", "--points", "--points and --mapped go together")
    given = read_points(points) if points else None
    first, second = read_photo(baseline), read_photo(followup)
    alignment = align_photos(first, second, settings.alignment)
    if json_out:
        write_whole(json_out, (json.dumps(alignment.to_json(), indent=1) + "\n").encode())
    if alignment.grade == "refused":
        raise Problem("E405", followup.name, alignment.reason)
    if given is not None and mapped is not None:
        write_whole(mapped, points_csv(alignment.to_followup(given)).encode())
    if out:
        picture, _ = warp_to_baseline(CorrectedPhoto(second).display(), alignment)
        write_whole(out, png(picture))
    reason = f": {alignment.reason}" if alignment.reason else ""
    console.stdout().print(
        f"alignment {alignment.grade}{reason}; error about {alignment.error_px:.2f} px, "
        f"overlap {alignment.overlap_percent:.0f} %, {alignment.inliers} of {alignment.matches} matches agree"
    )


@app.command()
def batch(
    manifest: Path,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for metrics.csv and run.json.")],
    regions: RegionsOption = None,
    mm_per_pixel: ScaleOption = None,
    color: ColorOption = None,
    recipe: RecipeOption = None,
) -> None:
    """Score a whole study from its manifest, without a window.

    Example: photocompare batch study/manifest.csv --out results
    """
    started = time.monotonic()
    check_outputs({out / "metrics.csv": ".csv", out / "run.json": ".json"}, (manifest, regions, recipe))
    settings = _recipe(recipe, color)
    outlines = read_regions(regions) if regions else None
    with console.progress() as report:
        result = run_batch(manifest, settings, regions=outlines, mm_per_pixel=mm_per_pixel, report=report)
    record = run_json(settings, result.inputs, time.monotonic() - started)
    _write_table(out / "metrics.csv", result.rows, record)
    _show(result.rows, displayable(manifest.name))
    _finish(result.findings)


@app.command()
def check(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO... | FOLDER | MANIFEST.csv")],
    regions: Annotated[
        Path | None, typer.Option("--regions", metavar="FILE", help="GeoJSON outlines on these photos.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: everything, as JSON.")] = False,
) -> None:
    """Say whether photos can be measured: sharpness, clipping, glare, noise, compression; nothing is scored.

    Example: photocompare check day0.jpg day30.jpg
    """
    targets = find_targets(photos, read_regions(regions) if regions else ())
    twins = twin_findings(targets)
    with console.progress() as report:
        checked = check_photos(targets, report=report)
    if as_json:
        twin_json = [{"code": twin.code, "message": twin.message} for twin in twins]
        print(json.dumps({"photos": [to_json(one) for one in checked], "findings": twin_json}, indent=1))
    else:
        console.stdout().print(console.check_table(checked))
    _finish([*twins, *(finding for one in checked for finding in one.findings)])


@app.command()
def metrics() -> None:
    """List every metric: id, unit, direction, definition and source.

    Example: photocompare metrics
    """
    console.stdout().print(console.metric_table())


@app.command("phantom")
def paint(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the photos and their truth.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed, another skin.")] = 1,
    megapixels: Annotated[float, typer.Option(min=0.1, max=50, help="Size of each photo.")] = 3.0,
) -> None:
    """Paint a pair of synthetic skin photographs whose every change is known.

    Example: photocompare phantom --out phantom --seed 7
    """
    from photocompare import phantom  # here: it takes a second, which no other command should wait for

    try:
        phantom.write_pair(phantom.random_pair(seed, megapixels=megapixels), out)
    except OSError as error:
        raise Problem("E330", str(out), error.strerror or str(error)) from error
    console.stdout().print(f"painted: two photos, regions.geojson, truth.json in {out}", markup=False)


@app.command()
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the results.")] = Path("results"),
) -> None:
    """Score the sample studies end to end: tables, CSV, figures.

    Example: photocompare demo --out results
    """
    from photocompare.demo import run_demo

    console.stderr().print("Scoring the three sample studies; this takes a few minutes.")
    with console.progress() as report:
        results = list(run_demo(out, report=report))
    for result in results:
        _show(result.rows, result.title)
        console.stdout().print(f"Results: {result.folder.resolve()}\n", markup=False, soft_wrap=True)
    _finish([finding for result in results for finding in result.findings])


def _version(asked: bool) -> None:
    if asked:
        print(f"photocompare {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; every expected failure ends in words and its own exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # Typer would turn Ctrl-C into exit code 1; Cancelled passes through it.
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except Problem as problem:
        console.stderr().print(escape(str(problem)), style="red", soft_wrap=True)
        sys.exit(problem.exit)
    except Cancelled:
        console.stderr().print("Interrupted; nothing half-written was left.")
        sys.exit(130)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Cancelled


def _recipe(path: Path | None, color: ColorMethod | None) -> Recipe:
    recipe = read_recipe(path) if path else Recipe()
    if color is None:
        return recipe
    return recipe.model_copy(update={"color": recipe.color.model_copy(update={"method": color})})


def _write_table(path: Path, rows: Sequence[Row], record: str) -> None:
    write_whole(path, csv_text(rows).encode())
    write_whole(path.parent / "run.json", record.encode())


def _show(rows: Sequence[Row], title: str) -> None:
    console.stdout().print(console.measurement_table(rows, title))


def _finish(findings: Iterable[Finding]) -> None:
    """Say every doubt once, on stderr, and end with 3 where a number is missing because of one."""
    findings = list(findings)
    for line in console.summary(findings):
        console.stderr().print(escape(line), style="yellow", soft_wrap=True)
    raise typer.Exit(3 if worst(findings) == "error" else 0)


if __name__ == "__main__":
    main()
