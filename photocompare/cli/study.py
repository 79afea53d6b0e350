"""`photocompare study`: the study file without a window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.batch import read_manifest
from photocompare.batch.studies import study_with_entries
from photocompare.cli.output import finish
from photocompare.cli.program import app
from photocompare.cli.study_show import events_table, study_facts, study_tree
from photocompare.errors import Problem, displayable
from photocompare.files import check_outputs
from photocompare.study import (
    SUFFIX,
    Study,
    new_study,
    open_study,
    study_from_template,
    with_photo,
    with_subject,
    with_timepoint,
)
from photocompare.study.photo_files import collected, content_hash, kept_path

study_app = typer.Typer(
    help="The study file: subjects, timepoints, photos, regions, answers; nothing in it is lost.",
    no_args_is_help=True,
)
app.add_typer(study_app, name="study")

FileArgument = Annotated[Path, typer.Argument(metavar=f"STUDY{SUFFIX}")]
WhoOption = Annotated[
    str,
    typer.Option("--who", envvar="PHOTOCOMPARE_OPERATOR", help="Your label in the audit trail, not a name."),
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")]


@study_app.command()
def new(
    file: FileArgument,
    template: Annotated[
        str, typer.Option(help="vein-series, sclerotherapy, split-face, or a TOML file.")
    ] = "",
    title: Annotated[str, typer.Option(help="What the study is called.")] = "",
    who: WhoOption = "operator",
) -> None:
    """Make an empty study file, or one with the timepoints, arms and questions of a template.

    Example: photocompare study new veins.photostudy --template vein-series
    """
    file = file if file.suffix else file.with_suffix(SUFFIX)
    check_outputs({file: SUFFIX}, ())
    start = study_from_template(template, title) if template else Study()
    with new_study(file, start, who=who) as opened:
        print(f"{displayable(file.name)}: {opened.study.about.title or 'a new study'}")


@study_app.command()
def add(
    file: FileArgument,
    photos: Annotated[list[Path], typer.Argument(metavar="MANIFEST.csv | PHOTO...")],
    subject: Annotated[str, typer.Option(help="Code of the subject; none: a new one is drawn.")] = "",
    view: Annotated[str, typer.Option(help="Body site and pose, such as 'left leg lateral'.")] = "",
    timepoint: Annotated[str, typer.Option(help="Such as 'day 0' or '5 weeks'.")] = "",
    day: Annotated[float | None, typer.Option(help="Day of the photos, where not the timepoint's.")] = None,
    lighting: Annotated[str, typer.Option(help="normal, uv, cross-polarized...")] = "normal",
    who: WhoOption = "operator",
) -> None:
    """Add the photos of a manifest, or photos of one view and timepoint; the files stay where they are.

    Example: photocompare study add veins.photostudy photos/manifest.csv
    """
    with open_study(file, who=who) as opened:
        study = opened.study
        if len(photos) == 1 and photos[0].suffix.lower() == ".csv":
            study = study_with_entries(opened.path, study, read_manifest(photos[0]).entries)
        else:
            if not view or not timepoint:
                raise typer.BadParameter("photos need --view and --timepoint")
            if timepoint not in study.days:
                if day is None:
                    raise typer.BadParameter(f"the study has no timepoint {timepoint!r}: give its --day")
                study = with_timepoint(study, timepoint, day)
            if all(one.code != subject for one in study.subjects):
                study, subject = with_subject(study, subject)
            for photo in photos:
                if not (sha256 := content_hash(photo)):
                    raise Problem("E101", photo.name)
                study = with_photo(
                    study,
                    subject,
                    view,
                    timepoint,
                    path=kept_path(opened.path, photo),
                    sha256=sha256,
                    size=photo.stat().st_size,
                    lighting=lighting,
                    day=None if day == study.days[timepoint] else day,
                )
        before = len(opened.study.photos)
        study = opened.save(study, "Add photos")
        who_for = f" of {subject}" if subject else ""
        print(f"{len(study.photos) - before} photos{who_for} added; the study has {len(study.photos)}.")


@study_app.command()
def show(
    file: FileArgument,
    history: Annotated[bool, typer.Option("--history", help="The audit trail instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: everything, as JSON.")] = False,
) -> None:
    """Print what a study holds: subjects, views, timepoints, photos, regions, answers.

    Example: photocompare study show veins.photostudy
    """
    with open_study(file, write=False) as opened:
        if as_json:
            print(json.dumps(study_facts(opened), indent=1, ensure_ascii=False))
        elif history:
            console.stdout().print(events_table(opened.events()))
        else:
            console.stdout().print(study_tree(opened))
        finish(opened.findings)


@study_app.command()
def verify(
    file: FileArgument,
    head: Annotated[str, typer.Option(help="The hash that an export or a report was printed with.")] = "",
) -> None:
    """Prove that nothing was altered: the audit trail, every row, the snapshots, every photo's content.

    Example: photocompare study verify veins.photostudy
    """
    with open_study(file, write=False) as opened, console.progress() as report:
        findings = opened.verify(head=head, report=report)
        events, photos = opened.head[0], len(opened.study.photos)
    if any(Problem(finding.code).exit == 7 for finding in findings):
        for line in console.summary(findings):
            console.stderr().print(line, markup=False, style="red", soft_wrap=True)
        raise typer.Exit(7)
    print(f"{events} events and every row are as they were written; {photos} photos were looked at.")
    print(f"Head of the audit trail: {opened.head[1]}")
    finish(findings)


@study_app.command()
def collect(file: FileArgument, who: WhoOption = "operator") -> None:
    """Copy all photos beside the study under plain names; the originals stay as they are.

    Example: photocompare study collect veins.photostudy
    """
    with open_study(file, who=who) as opened, console.progress() as report:
        study, findings = collected(opened.path, opened.study, report=report)
        opened.save(study, "Collect the photos")
        print(f"{len(study.photos) - len(findings)} of {len(study.photos)} photos lie beside the study.")
    finish(findings)


@study_app.command()
def lock(file: FileArgument, reason: ReasonOption = "", who: WhoOption = "operator") -> None:
    """Close the data to edits; exports carry the hash that is printed.

    Example: photocompare study lock veins.photostudy --reason "all visits done"
    """
    with open_study(file, who=who) as opened:
        print(opened.lock(reason))


@study_app.command()
def unlock(
    file: FileArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept in the audit trail.")],
    who: WhoOption = "operator",
) -> None:
    """Open locked data to edits; lock, unlocking and reason stay in the audit trail.

    Example: photocompare study unlock veins.photostudy --reason "a visit was entered twice"
    """
    with open_study(file, who=who) as opened:
        opened.unlock(reason)


@study_app.command()
def undo(file: FileArgument, who: WhoOption = "operator") -> None:
    """Take the last action back; it stays in the audit trail.

    Example: photocompare study undo veins.photostudy
    """
    with open_study(file, who=who) as opened:
        what = opened.history.undo_text
        opened.undo()
        print(f"Taken back: {displayable(what)}")


@study_app.command()
def redo(file: FileArgument, who: WhoOption = "operator") -> None:
    """Bring the last action that was taken back in again.

    Example: photocompare study redo veins.photostudy
    """
    with open_study(file, who=who) as opened:
        what = opened.history.redo_text
        opened.redo()
        print(f"Brought back: {displayable(what)}")
