"""`photocompare study ask`, `rate`, `age`, `remove-subject`: what is asked of people and kept about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, cast, get_args

import typer

from photocompare.cli.study import FileArgument, ReasonOption, WhoOption, study_app
from photocompare.errors import Problem
from photocompare.study import Outcome, Rating, open_study, with_outcome, with_rating
from photocompare.study.model import Kind, Reporter


@study_app.command()
def ask(
    file: FileArgument,
    outcome: Annotated[str, typer.Argument(help="Id of the question: letters, digits, underlines.")],
    question: Annotated[str, typer.Argument(help="As the subject or the clinician reads it.")],
    kind: Annotated[
        str, typer.Option(help="scale, satisfaction, global improvement, number, choice or text.")
    ] = "scale",
    reporter: Annotated[str, typer.Option(help="Who answers: patient or clinician.")] = "patient",
    least: Annotated[float, typer.Option(help="The lowest answer.")] = 0.0,
    most: Annotated[float, typer.Option(help="The highest answer.")] = 10.0,
    label: Annotated[
        list[str] | None, typer.Option(help="A word of the choice, or of a step from the lowest; again.")
    ] = None,
    who: WhoOption = "operator",
) -> None:
    """Let the study ask a question at every visit, or put one of the same id in other words.

    Example: photocompare study ask veins.photostudy itch "How much does it itch? 0: not at all, 10: very"
    """
    for given, known in ((kind, get_args(Kind)), (reporter, get_args(Reporter))):
        if given not in known:
            raise typer.BadParameter(f"{given!r} is none of {', '.join(known)}")
    labels = tuple(label or ())
    asked = Outcome(outcome, question, cast(Kind, kind), cast(Reporter, reporter), least, most, labels)
    with open_study(file, who=who) as opened:
        opened.save(with_outcome(opened.study, asked), "Ask a question")


@study_app.command()
def age(
    file: FileArgument,
    subject: str,
    years: Annotated[int, typer.Argument(min=0, max=150, help="Full years at day 0.")],
    who: WhoOption = "operator",
) -> None:
    """Record how old a subject was at day 0; exports say 90+ above 89.

    Example: photocompare study age veins.photostudy S01 47
    """
    with open_study(file, who=who) as opened:
        study = opened.study
        if all(one.code != subject for one in study.subjects):
            raise Problem("E619", subject, "there is no such subject in the study")
        subjects = tuple(replace(o, age=years) if o.code == subject else o for o in study.subjects)
        opened.save(replace(study, subjects=subjects), "Record an age")


@study_app.command()
def rate(
    file: FileArgument,
    subject: str,
    timepoint: str,
    outcome: Annotated[str, typer.Argument(help="Id of the question, see `study show`.")],
    value: str,
    view: str = "",
    side: str = "",
    arm: str = "",
    rater: Annotated[str, typer.Option(help="Label of the rater, not a name.")] = "",
    reason: ReasonOption = "",
    who: WhoOption = "operator",
) -> None:
    """Record an answer of a subject or a rater; a changed answer needs a reason.

    Example: photocompare study rate veins.photostudy S01 "1 month" satisfaction 4
    """
    with open_study(file, who=who) as opened:
        answer = Rating(subject, timepoint, outcome, value, view, side, arm, rater)
        opened.save(with_rating(opened.study, answer), "Rate", reason=reason)


@study_app.command("remove-subject")
def remove_subject(
    file: FileArgument,
    subject: str,
    reason: Annotated[str, typer.Option("--reason", help="Why, without a name.")],
    who: WhoOption = "operator",
) -> None:
    """Erase a subject for good: rows, audit trail, snapshots, collected copies; original photos stay.

    Example: photocompare study remove-subject veins.photostudy S01 --reason "consent withdrawn"
    """
    with open_study(file, who=who) as opened:
        opened.remove_subject(subject, reason=reason)
        print("Removed. Original photos and files that were exported before are not touched.")
