"""`photocompare study propose` and `apply`: a folder of photos becomes part of a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.markup import escape
from rich.table import Table

from photocompare import console
from photocompare.cli.output import finish
from photocompare.cli.study import FileArgument, WhoOption, study_app
from photocompare.errors import Finding, Problem, codes, displayable
from photocompare.files import check_outputs, write_whole
from photocompare.photo.folder import photos_in
from photocompare.study import Study, open_study
from photocompare.study.importing import (
    Proposal,
    contact_sheet,
    proposal_csv,
    propose_files,
    read_proposal,
    with_proposals,
)

StudyOption = Annotated[
    Path | None,
    typer.Option("--study", metavar="STUDY", help="The study the photos are for: what it has is known."),
]


@study_app.command()
def propose(
    photos: Annotated[list[Path], typer.Argument(metavar="FOLDER | PHOTO...")],
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="The proposal, to look at and edit.")],
    sheet: Annotated[Path | None, typer.Option(metavar="FILE.png", help="The proposal as a picture.")] = None,
    study: StudyOption = None,
) -> None:
    """Propose subject, view, timepoint, day, side, lighting of photos, with reasons; nothing is imported.

    Example: photocompare study propose camera/ --out proposal.csv --sheet proposal.png
    """
    check_outputs({out: ".csv", sheet: ".png"}, (*photos, study))
    content = Study()
    if study:
        with open_study(study, write=False) as opened:
            content = opened.study
    root = photos[0] if len(photos) == 1 and photos[0].is_dir() else None
    paths = [path for one in photos for path in (photos_in(one) if one.is_dir() else [one])]
    with console.progress() as report:
        shots, proposals = propose_files(paths, root, content, path=study, report=report)
    write_whole(out, proposal_csv(proposals, out).encode())
    if sheet:
        write_whole(sheet, contact_sheet(shots, proposals))
    console.stdout().print(_table(proposals, out))
    for line in console.summary(found for one in proposals for found in one.findings):
        console.stderr().print(escape(line), style="yellow", soft_wrap=True)


@study_app.command("apply")
def apply_proposal(
    file: FileArgument,
    proposal: Annotated[Path, typer.Argument(metavar="PROPOSAL.csv")],
    who: WhoOption = "operator",
) -> None:
    """Import the photos of a proposal (or manifest) that says yes to them; all of them or, on an error, none.

    Example: photocompare study apply legs.photostudy proposal.csv
    """
    with open_study(file, who=who) as opened:
        proposals, findings = read_proposal(proposal, opened.study.days)
        if not findings:
            study, findings = with_proposals(opened.path, opened.study, proposals)
        if not any(found.severity == "error" for found in findings):
            opened.save(study, "Import photos")
    _refuse(findings)
    used = [one for one in proposals if one.use]
    subjects = len({one.subject for one in used})
    print(f"{len(used)} photos of {subjects} subjects imported; {len(proposals) - len(used)} left out.")
    finish(findings)


def _refuse(findings: tuple[Finding, ...]) -> None:
    """Say every error, one a line, and end: nothing was imported."""
    errors = [found for found in findings if found.severity == "error"]
    for found in errors:
        console.stderr().print(escape(str(found)), style="red", soft_wrap=True)
    if errors:
        raise typer.Exit(Problem(errors[0].code).exit)


def _table(proposals: tuple[Proposal, ...], out: Path) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for heading in ("Photo", "Subject", "View", "Timepoint", "Day", "Sure?", "Why"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("Subject", "Day", "Sure?"))
    for one in proposals:
        day = "?" if one.day is None else f"{one.day:g}"
        what = (one.subject, one.view, one.timepoint, day) if one.use else ("–", "–", "–", "–")
        sure = one.confidence if one.use else "left out"
        doubts = (found.detail or codes()[found.code].title for found in one.findings)
        why = one.reason if one.use else "; ".join(doubts)
        table.add_row(*(escape(displayable(word)) for word in (one.photo.name, *what, sure, why)))
    name = displayable(out.name)
    table.caption = escape(f"Look at {name}, correct it, then: photocompare study apply STUDY {name}")
    table.caption_justify = "left"
    return table
