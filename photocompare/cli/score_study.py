"""`photocompare score STUDY`: pairs of a study file, measured as `batch` measures them."""

from __future__ import annotations

import time
from pathlib import Path

from photocompare import console
from photocompare.batch.plan import Pair
from photocompare.batch.run import run_batch
from photocompare.batch.studies import manifest_of
from photocompare.cli.output import finish, show, write_table
from photocompare.errors import Problem, displayable
from photocompare.files import write_whole
from photocompare.provenance import run_json
from photocompare.recipe import Recipe


def score_study(
    study: Path, recipe: Recipe, out: Path | None, figure: Path | None, asked: tuple[str, str, str]
) -> None:
    """Score the follow-ups of the subject, view and timepoint `asked`; an empty word stands for all.

    Raises:
        Problem: E626 where there is none, or several and a figure is asked for.
    """
    started = time.monotonic()
    pictures: list[tuple[Pair, bytes]] = []

    def wanted(pair: Pair) -> bool:
        one = pair.followup
        told = one.subject, one.view, one.timepoint
        return all(word in ("", found) for word, found in zip(asked, told, strict=True))

    def keep(pair: Pair, png: bytes) -> None:
        if wanted(pair):
            pictures.append((pair, png))

    with console.progress() as report:
        result = run_batch(
            manifest_of(study),
            recipe,
            workers=None,
            report=report,
            keep=keep if figure else None,
            wanted=wanted,
        )
    if not result.rows:
        words = ", ".join(filter(None, asked)) or "the study has no follow-up"
        raise Problem("E626", study.name, words)
    if out:
        write_table(out, result.rows, run_json(recipe, result.inputs, time.monotonic() - started))
    if figure and pictures:
        if len(pictures) > 1:
            raise Problem("E626", study.name, f"there are {len(pictures)}, and one picture is asked for")
        write_whole(figure, pictures[0][1])
    show(list(result.rows), displayable(study.name))
    finish(result.findings)
