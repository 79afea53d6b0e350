"""How far raters agree: each with himself on the hidden repeats, with each other, with chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from photocompare.errors import Finding, NotMeasurable
from photocompare.grading.key import Key
from photocompare.grading.readings import Reading, readings, repeated, table_of, values_by
from photocompare.grading.scale import Scale
from photocompare.grading.task import Task
from photocompare.statistics.agreement import Weights, forced_choice, percent_agreement, weighted_kappa
from photocompare.statistics.proportion import Share, share
from photocompare.statistics.reliability import icc, repeatability

WEIGHTS: tuple[Weights, ...] = ("none", "linear", "quadratic")
ALL = "all raters"


@dataclass(frozen=True)
class Figure:
    """One number about a grading: a row of agreement.csv.

    Attributes:
        analysis: `within rater`, `between raters`, `forced choice`, `grades`, `measured`.
        who, versus: rater or raters, arms, a metric.
        statistic: what the number is.
        n: how many things it rests on.
        value: the number, None where it cannot be had, `note` saying why.
        interval: 95 %, or None.
        p: two-sided; of a forced choice exact and one-sided.
    """

    analysis: str
    who: str
    statistic: str
    n: int
    value: float | None = None
    versus: str = ""
    interval: tuple[float, float] | None = None
    p: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Agreement:
    """Everything the grades of a task say about its raters, and the doubts."""

    figures: tuple[Figure, ...]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]


def agreement(task: Task, key: Key) -> Agreement:
    """Return how far the raters of a task agree, once its key is open.

    Kappa with no, linear and quadratic weights, percent agreement with its interval, ICC(A,1) and (A,k), of a
    line Bland and Altman's limits. A rater who gave one answer to everything has kappa 0 (W815).
    """
    found = readings(task, key)
    flat = {rater for rater in task.raters if _one_answer(found, rater)}
    findings = [Finding("W815", rater) for rater in task.raters if rater in flat]
    figures = [
        *_within(found, task, flat),
        *_between(found, task, flat),
        *(_forced(found, task) if task.scale.kind == "choice" else ()),
    ]
    return Agreement(tuple(figures), tuple(found), tuple(findings))


def _one_answer(found: Sequence[Reading], rater: str) -> bool:
    answers = [one.answer for one in found if one.rater == rater]
    return len(answers) > 1 and len(set(answers)) == 1


def _within(found: Sequence[Reading], task: Task, flat: set[str]) -> Iterator[Figure]:
    for rater in task.raters:
        first, second = repeated(found, rater)
        yield from _pair("within rater", rater, "", first, second, task.scale, flat=rater in flat)


def _between(found: Sequence[Reading], task: Task, flat: set[str]) -> Iterator[Figure]:
    for one, other in combinations(task.raters, 2):
        columns = list(zip(*table_of(found, (one, other)), strict=True)) or [(), ()]
        both = bool({one, other} & flat)
        yield from _pair("between raters", one, other, columns[0], columns[1], task.scale, flat=both)
    if len(task.raters) > 2 and task.scale.kind != "choice":
        yield from _icc("between raters", ALL, "", table_of(found, tuple(task.raters)))


def _pair(
    analysis: str,
    who: str,
    versus: str,
    first: Sequence[float],
    second: Sequence[float],
    scale: Scale,
    *,
    flat: bool,
) -> Iterator[Figure]:
    """Yield what two columns of values of the same things say."""
    n = len(first)
    if not n:
        yield Figure(analysis, who, "percent agreement", 0, versus=versus, note="nothing was graded twice")
        return
    if scale.kind != "line":
        note = "one answer to everything: nothing beyond chance can be shown" if flat else ""
        for weights in WEIGHTS if scale.kind != "choice" else WEIGHTS[:1]:
            value = 0.0 if flat else weighted_kappa(first, second, weights=weights, grades=values_by(scale))
            name = "kappa" if weights == "none" else f"kappa, {weights} weights"
            yield Figure(analysis, who, name, n, value, versus, note=note)
    within = 0.5 if scale.kind == "line" else 0.0
    part = percent_agreement(first, second, within=within)
    name = "percent agreement within 0.5" if within else "percent agreement"
    yield _share(Figure(analysis, who, name, n, versus=versus), part)
    if scale.kind == "line":
        yield from _limits(analysis, who, versus, first, second)
    if scale.kind != "choice":
        yield from _icc(analysis, who, versus, [list(row) for row in zip(first, second, strict=True)])


def _share(figure: Figure, part: Share) -> Figure:
    return replace(figure, value=100 * part.value, interval=(100 * part.low, 100 * part.high))


def _limits(
    analysis: str, who: str, versus: str, first: Sequence[float], second: Sequence[float]
) -> Iterator[Figure]:
    try:
        one = repeatability(first, second)
    except NotMeasurable as reason:
        note = reason.finding.message
        yield Figure(analysis, who, "Bland-Altman bias", len(first), versus=versus, note=note)
        return
    # The interval of this row is the limits of agreement, not of the bias.
    note = "the interval is the limits of agreement"
    yield Figure(analysis, who, "Bland-Altman bias", one.n, one.bias, versus, one.limits, note=note)
    yield Figure(analysis, who, "smallest detectable change", one.n, one.sdc, versus)


def _icc(analysis: str, who: str, versus: str, table: list[list[float]]) -> Iterator[Figure]:
    forms = (("2,1", "ICC(A,1)"), ("2,k", "ICC(A,k)"))
    for form, name in forms[:1] if analysis == "within rater" else forms:
        try:
            one = icc(table)[form]
        except NotMeasurable as reason:
            note = reason.finding.detail
            yield Figure(analysis, who, name, len(table), versus=versus, note=note)
            continue
        # The mean of raters who disagree has no lower bound.
        interval = (one.low, one.high) if math.isfinite(one.low) else None
        value = one.value if math.isfinite(one.value) else None
        yield Figure(analysis, who, name, len(table), value, versus, interval, note=one.words)


def _forced(found: Sequence[Reading], task: Task) -> Iterator[Figure]:
    for rater in task.raters:
        values = [one.value for one in found if one.rater == rater and not one.repeat_of]
        if values:
            yield _right(rater, int(sum(values)), len(values))
    if len(task.raters) > 1:
        votes = [sum(row) / len(row) for row in table_of(found, tuple(task.raters))]
        clear = [vote for vote in votes if vote != 0.5]
        if clear:
            note = "by the majority of raters, ties left out"
            yield _right(ALL, sum(vote > 0.5 for vote in clear), len(clear), note)


def _right(who: str, right: int, n: int, note: str = "") -> Figure:
    part = share(right, n)
    told = f"{right} of {n} right" + (f", {note}" if note else "")
    interval = (100 * part.low, 100 * part.high)
    p = forced_choice(right, n)
    return Figure("forced choice", who, "percent right", n, 100 * part.value, "chance", interval, p, told)
