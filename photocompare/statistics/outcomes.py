"""What patients reported: read strictly, tabled with its intervals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from photocompare.errors import Problem
from photocompare.statistics.estimate import Estimate, from_sample
from photocompare.statistics.one_sample import change_statistics
from photocompare.statistics.proportion import share
from photocompare.statistics.read import csv_cells
from photocompare.statistics.subjects import Endpoint
from photocompare.table import restored

REQUIRED = ("subject", "timepoint", "question", "answer")
SATISFACTION = ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied")
SATISFIED = "satisfied or very satisfied"


@dataclass(frozen=True)
class Outcome:
    """One answer of one subject, of the subject as a whole or of one arm."""

    subject: str
    timepoint: str
    question: str
    answer: str
    arm: str = ""


def read_outcomes(path: Path) -> list[Outcome]:
    """Return the answers in a CSV file: columns subject, timepoint, question, answer and, if any, arm.

    Raises:
        Problem: E506 where it cannot be read, lacks a column, or asks one subject the same thing twice.
    """
    (_, header), *lines = csv_cells(path, "E506")
    if not lines:
        raise Problem("E506", path.name, "it has no rows")
    if missing := [name for name in REQUIRED if name not in header]:
        raise Problem("E506", path.name, f"it has no column {missing[0]}")
    found: dict[tuple[str, ...], Outcome] = {}
    for line, values in lines:
        row = dict(zip(header, values, strict=False))
        cells = {name: restored(row.get(name, "").strip()) for name in (*REQUIRED, "arm")}
        if empty := [name for name in REQUIRED if not cells[name]]:
            raise Problem("E506", f"{path.name} line {line}", f"the cell {empty[0]} is empty")
        one = Outcome(**cells)
        key = (one.subject, one.timepoint, one.question, one.arm)
        if found.setdefault(key, one) is not one:
            raise Problem("E506", f"{path.name} line {line}", f"{one.subject} answers {one.question} twice")
    return list(found.values())


def outcome_estimates(outcomes: Sequence[Outcome]) -> list[Estimate]:
    """Return the share of each answer with its Wilson interval; the mean, where every answer is a number."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in outcomes:
        groups.setdefault((one.question, one.timepoint, one.arm), []).append(one.answer)
    return [found for key, answers in groups.items() for found in _question(*key, answers)]


def _question(question: str, timepoint: str, arm: str, answers: list[str]) -> Iterable[Estimate]:
    if all(re.fullmatch(r"-?\d+(\.\d+)?", answer, re.ASCII) for answer in answers):
        sample = change_statistics([float(answer) for answer in answers])
        one = from_sample(Endpoint(question, "", ""), "mean answer", sample, timepoint=timepoint, arm=arm)
        # A mean grade is not a change: that it differs from 0 says nothing.
        yield Estimate(**{**vars(one), "sample": type(sample)(sample.n, sample.mean)})
        return
    spoken = [answer.lower() for answer in answers]
    scaled = set(spoken) <= set(SATISFACTION)
    wanted = [(f"answer: {name}", {name}) for name in (SATISFACTION if scaled else dict.fromkeys(spoken))]
    if scaled:
        wanted.append((SATISFIED, set(SATISFACTION[3:])))
    for analysis, meant in wanted:
        part = share(sum(answer in meant for answer in spoken), len(spoken))
        yield Estimate(
            Endpoint(question, "%", ""),
            analysis,
            100 * part.value,
            part.n,
            "%",
            timepoint=timepoint,
            arm=arm,
            interval=(100 * part.low, 100 * part.high),
        )
