"""`photocompare grade`: the study read by people who cannot know."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from photocompare import console
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.cli.study import ReasonOption, WhoOption
from photocompare.errors import Finding, Problem, displayable
from photocompare.files import check_outputs, write_whole
from photocompare.grading import (
    Asked,
    final_grades,
    import_grades,
    make_task,
    new_passphrase,
    read_grades,
    read_scale,
    read_task,
    results_csv,
    scale_names,
)
from photocompare.grading.agreement import Figure, agreement
from photocompare.grading.joined import figures_csv, grade_figures, grades_csv, measured_figures
from photocompare.grading.opening import open_key, read_opened
from photocompare.grading.pack import pack_html
from photocompare.statistics import read_metrics

grade_app = typer.Typer(
    help="Blinded grading: raters see neither which photo is after nor which side was treated.",
    no_args_is_help=True,
)
app.add_typer(grade_app, name="grade")

TaskArgument = Annotated[Path, typer.Argument(metavar="TASK")]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Its first line opens the key; else PHOTOCOMPARE_GRADING_PASSPHRASE.",
    ),
]


@grade_app.command()
def new(
    study: Annotated[Path, typer.Argument(metavar="STUDY.photostudy")],
    out: Annotated[Path, typer.Option(metavar="TASK", help="A new folder for the task.")],
    scale: Annotated[str, typer.Option(help="One of `grade scales`, or a TOML file.")],
    rater: Annotated[list[str], typer.Option(help="Label of a rater, such as R1; give it once for each.")],
    each: Annotated[
        Literal["view", "region"], typer.Option(help="What is shown: whole views, or each outlined piece.")
    ] = "view",
    repeats: Annotated[
        float, typer.Option(min=0, max=0.5, help="Share of items shown twice, unannounced.")
    ] = 0.15,
    practice: Annotated[int, typer.Option(min=0, max=20, help="Items shown first that do not count.")] = 0,
    lighting: Annotated[list[str] | None, typer.Option(help="Only this lighting.")] = None,
    view: Annotated[list[str] | None, typer.Option(help="Only this view.")] = None,
    timepoint: Annotated[list[str] | None, typer.Option(help="Only this follow-up.")] = None,
    size: Annotated[
        int, typer.Option(min=200, max=4000, help="Longer side of every picture, in pixels.")
    ] = 1000,
    seed: Annotated[int | None, typer.Option(help="Of all chance; drawn where none is given.")] = None,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Make a grading task of a study: pictures that tell nothing, random order, a sealed key.

    Example: photocompare grade new face.photostudy --scale cea --each region --rater R1 --rater R2 --out task
    """
    asked = Asked(
        tuple(rater),
        each,
        repeats,
        practice,
        tuple(lighting or ()),
        tuple(view or ()),
        tuple(timepoint or ()),
        size,
    )
    given = _passphrase(passphrase_file)
    drawn = given or new_passphrase()
    chosen = read_scale(scale)
    with console.progress() as report:
        made = make_task(study, out, chosen, asked, drawn, seed=seed, report=report)
    task, say = made.task, console.stdout()
    counts = ", ".join(f"{label} {len(task.items(label))}" for label in task.raters)
    say.print(f"{chosen.title}: {counts} items", markup=False)
    say.print(f"Key sha256: {task.key_sha256}", markup=False, soft_wrap=True)
    if not given:
        say.print(f"Passphrase of the key, shown only here: {drawn}", markup=False, soft_wrap=True)
    order = [Finding("W820", chosen.id)] if chosen.shows == "ordered pair" else []
    finish([*made.findings, *order])


@grade_app.command()
def export(
    task: TaskArgument,
    rater: Annotated[str, typer.Option(help="For this rater.")],
    out: Annotated[Path, typer.Option(metavar="FILE.html", help="Write the page here.")],
) -> None:
    """Write the task of one rater as one HTML file, which works without a network and gives back a CSV.

    Example: photocompare grade export task --rater R1 --out R1.html
    """
    check_outputs({out: ".html"}, ())
    found = read_task(task)
    write_whole(out, pack_html(found, rater))
    console.stdout().print(f"{len(found.items(rater))} items: {displayable(out.name)}", markup=False)


@grade_app.command("import")
def import_(
    task: TaskArgument,
    files: Annotated[list[Path], typer.Argument(metavar="GRADES.csv...")],
) -> None:
    """Add the grades of pages, or of copies of the task, each checked; what is there already stays.

    Example: photocompare grade import task R1.csv R2.csv
    """
    found = read_task(task)
    findings: list[Finding] = []
    for path in files:
        rater, count, doubts = import_grades(found, path)
        console.stdout().print(f"{displayable(path.name)}: {count} new grades of {rater}", markup=False)
        findings.extend(doubts)
    finish(findings)


@grade_app.command()
def show(
    task: TaskArgument,
    out: Annotated[Path | None, typer.Option(metavar="GRADES.csv", help="Write the grades here.")] = None,
) -> None:
    """Show how far the raters are; with --out their grades that count, still blind.

    Example: photocompare grade show task --out grades.csv
    """
    check_outputs({out: ".csv"}, ())
    found = read_task(task)
    table = Table(title=escape(found.scale.title), title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("Rater", "Graded", "Items"):
        table.add_column(heading, justify="left" if heading == "Rater" else "right")
    for label in found.raters:
        done = len(final_grades(read_grades(found, label)))
        table.add_row(label, str(done), str(len(found.items(label))))
    console.stdout().print(table)
    console.stdout().print(
        f"Key {'opened' if found.opened else 'sealed'}, sha256 {found.key_sha256}",
        markup=False,
        soft_wrap=True,
    )
    if out:
        write_whole(out, results_csv(found).encode())


@grade_app.command("open-key")
def open_key_(
    task: TaskArgument,
    study: Annotated[Path, typer.Option(metavar="STUDY.photostudy", help="The study, which is locked.")],
    reason: ReasonOption = "",
    who: WhoOption = "operator",
    passphrase_file: PassphraseOption = None,
) -> None:
    """Open the key when grading is over: once, with a reason, written into the locked study's trail.

    Example: photocompare grade open-key task --study face.photostudy --reason "All raters have finished"
    """
    opened = open_key(read_task(task), study, _passphrase(passphrase_file), who=who, reason=reason)
    console.stdout().print(f"Opened; the data's lock is {opened.lock_sha256}", markup=False, soft_wrap=True)
    finish(opened.findings)


@grade_app.command("agreement")
def agreement_(
    task: TaskArgument,
    out: Annotated[Path | None, typer.Option(metavar="agreement.csv", help="Write the figures.")] = None,
    grades: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Every grade with what it is about.")
    ] = None,
    metrics: Annotated[
        Path | None, typer.Option(metavar="METRICS.csv", help="What was measured, to join.")
    ] = None,
    metric: Annotated[str, typer.Option(help="The measure to join.")] = "erythema_index",
) -> None:
    """Say how far the raters agree, with themselves, with each other, with chance and with the measures.

    Example: photocompare grade agreement task --metrics results/metrics.csv --out results/agreement.csv
    """
    check_outputs({out: ".csv", grades: ".csv"}, (metrics,))
    found = read_task(task)
    opened = read_opened(found)
    result = agreement(found, opened.key)
    figures = [*result.figures, *grade_figures(result.readings, found.scale)]
    if metrics:
        rows = read_metrics(metrics).observations
        figures += measured_figures(result.readings, found.scale, rows, metric)
    console.stdout().print(_figures_table(figures, found.scale.title))
    if out:
        write_whole(out, figures_csv(found, figures).encode())
    if grades:
        write_whole(grades, grades_csv(found, opened.key, result.readings).encode())
    finish([*opened.findings, *result.findings])


@grade_app.command()
def scales() -> None:
    """List the scales that come along: what they ask, their steps and version.

    Example: photocompare grade scales
    """
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("Scale", "Shows", "Question", "Answers"):
        table.add_column(heading, overflow="fold")
    for name in scale_names():
        one = read_scale(name)
        steps = "\n".join(f"{step.number} {step.label}" for step in one.steps)
        line = f"{one.least:g} to {one.most:g}"
        table.add_row(f"{one.id}\nv{one.version}", one.shows, one.question, steps or line)
    console.stdout().print(table)


def _figures_table(figures: Iterable[Figure], title: str) -> Table:
    table = Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("Who", "Against", "Figure", "n", "Value", "95 %", "p", "Note"):
        table.add_column(heading, overflow="fold", justify="right" if heading in {"n", "Value"} else "left")
    for one in figures:
        value = "-" if one.value is None else f"{one.value:.3g}"
        interval = f"{one.interval[0]:.3g} to {one.interval[1]:.3g}" if one.interval else ""
        against = one.versus or ("itself" if one.analysis == "within rater" else "")
        p = "" if one.p is None else f"{one.p:.3g}"
        cells = (one.who, against, one.statistic, str(one.n), value, interval, p, one.note)
        table.add_row(*map(escape, cells))
    return table


def _passphrase(path: Path | None) -> str:
    if path is None:
        return os.environ.get("PHOTOCOMPARE_GRADING_PASSPHRASE", "")
    try:
        return path.read_text(encoding="utf-8").splitlines()[0].strip()
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise Problem("E807", path.name, "the file cannot be read, or is empty") from error
