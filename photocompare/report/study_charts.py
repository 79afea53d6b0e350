"""The charts of the first pages: subjects, courses, small multiples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from photocompare.errors import displayable
from photocompare.report.blocks import Block, Chart, Row
from photocompare.report.charts import Course, Dot, forest, trend
from photocompare.report.results import FAVORITES, Results
from photocompare.report.style import CHART_GAP, WIDTH, arm_color
from photocompare.report.words import change_axis, change_unit, label, sentence
from photocompare.statistics import Estimate
from photocompare.statistics import estimate as named
from photocompare.statistics.estimate import CENTRAL
from photocompare.statistics.one_sample import change_statistics
from photocompare.statistics.subjects import Endpoint, SubjectMean


def main_estimate(results: Results, endpoint: Endpoint, timepoint: str) -> Estimate | None:
    """Return the difference between arms at a timepoint, or the change in a study of one arm."""
    found = [
        one
        for one in results.summary.estimates
        if one.endpoint == endpoint and one.timepoint == timepoint and one.analysis in CENTRAL
    ]
    return next((one for one in found if one.versus), found[0] if found else None)


def axis_times(results: Results) -> list[str]:
    """Return the names below a trend: the baseline and each follow-up."""
    return ["baseline", *(name for name, _ in results.timepoints)]


def courses(
    results: Results,
    means: Sequence[SubjectMean],
    endpoint: Endpoint,
    *,
    single: bool = False,
    lines: bool = True,
) -> list[Course]:
    """Return the change of each arm from baseline over the follow-ups, the subjects' lines beside it."""
    times = [name for name, _ in results.timepoints]
    found = []
    for arm in list(dict.fromkeys(one.arm for one in means)):
        own = [one for one in means if one.arm == arm]
        at = {
            index: [one.change for one in own if one.timepoint == name] for index, name in enumerate(times, 1)
        }
        stats = {index: change_statistics(values) for index, values in at.items() if values}
        own_lines = [
            {0: 0.0} | {times.index(one.timepoint) + 1: one.change for one in own if one.subject == who}
            for who in dict.fromkeys(one.subject for one in own)
        ]
        found.append(
            Course(
                displayable(arm),
                arm_color(arm, results.arms),
                {0: 0.0} | {index: one.mean for index, one in stats.items()},
                {index: one.interval for index, one in stats.items() if one.interval and one.n > 2},
                tuple(own_lines) if lines and not single else (),
            )
        )
    return found


def featured_charts(results: Results, endpoint: Endpoint, means: Sequence[SubjectMean]) -> Row:
    """Return a featured measure's two charts: its subjects at the last follow-up, and its course."""
    half = (WIDTH - CHART_GAP) / 2
    timepoint = next(
        (name for name, _ in reversed(results.timepoints) if main_estimate(results, endpoint, name)), ""
    )
    one = main_estimate(results, endpoint, timepoint)
    assert one is not None
    compared = f"{sentence(one.comparison)}, change" if one.versus else "Change"
    axis = f"{compared} in {change_unit(endpoint) or 'value'}"
    left = forest(
        _dots(means, one),
        one.estimate,
        one.interval,
        title=f"{label(endpoint)}: subjects, {timepoint}",
        axis=axis,
        color=arm_color(one.arm, results.arms),
        width=half,
    )
    right = trend(
        courses(results, means, endpoint),
        axis_times(results),
        title=f"{label(endpoint)}: course",
        axis=change_axis("Change from baseline", endpoint),
        width=half,
        height=left.height,
    )
    bars = " Bars: smallest detectable change." if any(one.sdc for one in means) else ""
    dots = f"Each dot one subject.{bars} Diamond: mean and 95 % confidence interval (t)."
    fine = "Thick line: mean; fine lines: subjects; band: 95 % confidence interval (t), from 3 subjects on."
    if len(results.timepoints) > 1:
        fine += " Visits are spaced evenly, not by days."
    return Row((Chart(left, dots), Chart(right, fine)))


def further_charts(results: Results) -> Iterator[Block]:
    """Yield up to three further measures as small multiples."""
    names = [name for name in FAVORITES if name not in results.featured]
    found = [(e, m) for e, m in results.means(names).items() if e.lighting in {"", "normal"}][:3]
    width = (WIDTH - 2 * CHART_GAP) / 3
    charts = [
        Chart(
            trend(
                courses(results, means, endpoint, lines=False),
                axis_times(results),
                title=label(endpoint),
                axis=change_axis("Change", endpoint),
                width=width,
                height=126,
            ),
            "" if index else "Means with 95 % confidence interval (t) from 3 subjects on.",
        )
        for index, (endpoint, means) in enumerate(found)
    ]
    if len(charts) == 3:
        yield Row(tuple(charts))


def _dots(means: Sequence[SubjectMean], main: Estimate) -> list[Dot]:
    now = [one for one in means if one.timepoint == main.timepoint]
    second = {one.subject: one for one in now if main.versus and one.arm == main.versus}
    dots = []
    for one in (one for one in now if one.arm == main.arm):
        other = second.get(one.subject)
        if main.analysis == named.DIFFERENCE and other is None:
            continue
        if main.analysis == named.DIFFERENCE and other:
            known = one.sdc is not None and other.sdc is not None
            error = float(np.hypot(one.sdc or 0.0, other.sdc or 0.0)) if known else None
            dots.append(Dot(one.subject, one.change - other.change, error))
        else:
            dots.append(Dot(one.subject, one.change, one.sdc))
    return dots
